//! The table `reconciliations`: a statement held against the ledger; once it comes out even, it stays.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reconciliations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub place: String,
    pub statement_on: String,
    pub balance_minor: i64,
    pub status: String,
    pub in_transit_minor: Option<i64>,
    pub outstanding_minor: Option<i64>,
    pub ledger_minor: Option<i64>,
    pub started_at: i64,
    pub reconciled_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
