//! The table `distribution_lines`: who gets how much.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "distribution_lines")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub distribution_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub line: i64,
    pub service_body_id: String,
    pub amount_minor: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
