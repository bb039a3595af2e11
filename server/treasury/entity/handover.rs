//! The table `handovers`: the books handed from one member to another.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "handovers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub position_id: String,
    pub outgoing_id: Option<String>,
    pub incoming_id: Option<String>,
    pub until_day: String,
    pub decision_number: Option<i64>,
    pub meeting_on: Option<String>,
    pub begun_at: i64,
    pub note: String,
    pub checked: String,
    pub outgoing_seen: Option<String>,
    pub incoming_seen: Option<String>,
    pub called_off_at: Option<i64>,
    pub done_at: Option<i64>,
    pub done_on: Option<String>,
    pub last_entry: Option<i64>,
    pub last_hash: Option<String>,
    pub fingerprint: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
