//! The table `receipts`: that there is a receipt, or was one.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receipts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub disbursement_id: Option<String>,
    pub entry_number: Option<i64>,
    pub kind: String,
    pub size_bytes: i64,
    pub added_at: i64,
    pub file: Option<String>,
    pub erased_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
