//! The table `action_item_completions`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "action_item_completions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub action_item_id: String,
    pub completed_on: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
