//! The table `stock_movements`: only ever added to. No column says who took or gave anything.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stock_movements")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub id: String,
    pub item_id: String,
    pub day: String,
    pub kind: String,
    pub change: i64,
    pub quantity_after: i64,
    pub reason: String,
    pub entry_id: Option<String>,
    pub moved_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
