//! The table `members`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "members")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub display_name: String,
    pub name_key: String,
    pub email: Option<Vec<u8>>,
    pub email_lookup: Option<String>,
    pub email_confirmed_at: Option<i64>,
    pub phone: Option<Vec<u8>>,
    pub clean_date: Option<Vec<u8>>,
    pub clean_date_version: Option<String>,
    pub zone: Option<String>,
    pub added_at: i64,
    pub arrived_at: Option<i64>,
    pub left_on: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
