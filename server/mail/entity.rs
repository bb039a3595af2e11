//! The table `outgoing_mails`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outgoing_mails")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub once_key: String,
    pub batch: String,
    /// Gone as soon as nothing is left to decide.
    pub member_id: Option<String>,
    /// Keyed hash of member and purpose; none for security mail.
    pub stream: Option<String>,
    /// Security mail: it goes before all others, and also while mail is held.
    pub urgent: bool,
    /// Sealed [`super::contents::Contents`]; gone as soon as nothing is left to decide.
    pub content: Option<Vec<u8>>,
    pub state: String,
    /// The token of whoever is delivering it. An unknown mail keeps it: the answer may still come.
    pub claim: Option<String>,
    pub claimed_until: Option<i64>,
    pub tries: i32,
    pub first_try_at: Option<i64>,
    pub not_before: i64,
    pub made_at: i64,
    pub settled_at: Option<i64>,
    /// Why it is refused or unknown.
    pub reason: Option<String>,
    /// What the mail server answered last.
    pub code: Option<i32>,
    /// When an officer left it as it is.
    pub decided_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
