//! The table `ledger_entries`. The database refuses to change or delete a row.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_entries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub id: String,
    pub posted_at: i64,
    pub kind: String,
    pub day: String,
    pub relates_to: Option<String>,
    pub reverses: Option<i64>,
    pub counters: Option<i64>,
    pub note: String,
    pub details: String,
    pub previous_hash: String,
    pub hash: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
