//! The table `business_meetings`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "business_meetings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub held_on: String,
    pub place: String,
    pub chair: Option<String>,
    pub secretary: Option<String>,
    pub attendance: Option<i32>,
    pub opened: Option<String>,
    pub closed: Option<String>,
    pub next_meeting_on: Option<String>,
    pub next_not_fixed: bool,
    pub state: String,
    pub version: i64,
    pub search_text: String,
    pub circulated_at: Option<i64>,
    pub changed_at: Option<i64>,
    pub approved_at: Option<i64>,
    pub approved_by: Option<String>,
    pub amendment: Option<String>,
    pub content_hash: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
