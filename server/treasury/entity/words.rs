//! The table `ledger_words`: the notes as a search compares them.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_words")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_number: i64,
    pub words: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
