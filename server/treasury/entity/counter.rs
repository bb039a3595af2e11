//! The table `ledger_counters`: who counted a basket. It stands beside the ledger and can be erased.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_counters")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_number: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
