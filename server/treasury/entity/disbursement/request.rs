//! The table `disbursements`: what is asked for before it is paid.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "disbursements")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub asked_on: String,
    pub category: String,
    pub amount_minor: i64,
    pub place: String,
    pub note: String,
    pub due: Option<String>,
    pub reimburses: bool,
    pub payee_id: Option<String>,
    pub asker_id: Option<String>,
    pub no_receipt: Option<String>,
    pub approvals_needed: i64,
    pub asked_at: i64,
    pub withdrawn_at: Option<i64>,
    pub entry_number: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
