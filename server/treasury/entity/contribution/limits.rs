//! The table `contribution_limits`: how much the group takes from one member. Only ever added to.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contribution_limits")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub id: String,
    pub effective_on: String,
    pub yearly_minor: Option<i64>,
    pub bequest_minor: Option<i64>,
    pub decision_number: Option<i64>,
    pub meeting_on: Option<String>,
    pub laid_down_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
