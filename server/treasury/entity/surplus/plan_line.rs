//! The table `split_plan_lines`: the parts of each plan.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "split_plan_lines")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan_number: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub line: i64,
    pub service_body_id: String,
    pub basis_points: i64,
    pub minimum_minor: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
