//! The table `reserve_policies`: only ever added to.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reserve_policies")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub id: String,
    pub effective_on: String,
    pub kind: String,
    pub fixed_minor: Option<i64>,
    pub months: Option<i64>,
    pub window_months: Option<i64>,
    pub rounding: Option<String>,
    pub decision_number: Option<i64>,
    pub meeting_on: Option<String>,
    pub laid_down_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
