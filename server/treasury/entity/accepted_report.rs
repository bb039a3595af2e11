//! The table `accepted_reports`. The database refuses to change or delete a row.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accepted_reports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub id: String,
    pub from_day: String,
    pub to_day: String,
    pub opening_minor: i64,
    pub brought_in_minor: i64,
    pub income_minor: i64,
    pub expenses_minor: i64,
    pub closing_minor: i64,
    pub last_entry: i64,
    pub last_hash: String,
    pub fingerprint: String,
    pub accepted_on: String,
    pub meeting_id: Option<String>,
    pub recorded_at: i64,
    pub previous_hash: String,
    pub hash: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
