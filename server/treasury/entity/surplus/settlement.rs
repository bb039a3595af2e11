//! The table `due_settlements`: which expense paid what was due, and what was let go. It stands beside the ledger.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "due_settlements")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub bill_id: Option<String>,
    pub bill_due_on: Option<String>,
    pub earmark_id: Option<String>,
    pub distribution_id: Option<String>,
    pub distribution_line: Option<i64>,
    pub entry_number: Option<i64>,
    pub settled_on: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
