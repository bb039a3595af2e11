//! The table `outgoing_mails`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outgoing_mails")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub owner: String,
    pub once_key: String,
    pub batch: String,
    pub member_id: String,
    /// Sealed; only where the mail goes elsewhere than to the member's present address.
    pub address: Option<Vec<u8>>,
    /// What she must still agree to when it leaves; none for security mail.
    pub purpose: Option<String>,
    pub clean_date_version: Option<String>,
    pub useful_until: Option<i64>,
    /// Sealed JSON of the rendered mail.
    pub content: Option<Vec<u8>>,
    pub state: String,
    pub claim: Option<String>,
    pub claimed_until: Option<i64>,
    pub tries: i32,
    pub not_before: i64,
    pub made_at: i64,
    pub settled_at: Option<i64>,
    /// What the mail server said last, without the recipient.
    pub answer: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
