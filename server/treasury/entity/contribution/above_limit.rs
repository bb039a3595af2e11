//! The table `contributions_above_limit`: the decision by which a contribution above the limit was taken. Only ever added to.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contributions_above_limit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_number: i64,
    pub decision_number: Option<i64>,
    pub meeting_on: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
