//! The table `handover_places`: what was counted at each place, and what the books said when it was handed over.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "handover_places")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub handover_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: String,
    pub counted_minor: i64,
    pub books_minor: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
