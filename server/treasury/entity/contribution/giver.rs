//! The table `contribution_givers`: whose name stands with a contribution. It stands beside the ledger and can be erased.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contribution_givers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_number: i64,
    pub member_id: String,
    pub occasion: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
