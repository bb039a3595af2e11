//! What a plugin may ask of the group. It grows only together with a plugin that uses the growth.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::db::Db;
use crate::error::Result;
use crate::guard::{MemberId, Visitor};
use crate::mail::{Mail, Queued};

/// The facts about the group itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its real name, never shown in mail headers or page titles.
    pub name: String,
    /// The name strangers may read on a lock screen.
    pub neutral_name: String,
    /// The zone its meetings are in.
    pub zone: Tz,
    /// ISO 4217 code of its one currency.
    pub currency: String,
    /// Where members reach it, without a trailing slash; all links in mail begin with it.
    pub base_url: String,
    /// Language tag of the catalogue in use.
    pub language: String,
}

/// A purpose a member may agree to, offered to her on `/me`, off until she says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// Stable name, `newsletter` or `anniversaries.mail`: the plugin's name, or that with a dot and a word.
    pub name: &'static str,
    /// Fluent key of what she agrees to, in the first person ("Send me the newsletter").
    pub label: &'static str,
    /// Fluent key of a sentence that says who will see what.
    pub explains: &'static str,
    /// Raised whenever the wording changes; the version she saw is kept with her consent.
    pub wording_version: i32,
    /// What the plugin is given about a member who agreed, beyond her display name.
    pub fields: &'static [Field],
    /// Whether it is a stream of mail, which has an unsubscribe link.
    pub mail: bool,
}

/// A field about a member that a plugin may name in its manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Her clean date, with its version and what she says of 29 February.
    CleanDate,
}

/// The answer of one member to one purpose. Whoever mails or lists a person needs this value; only the group makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    member: MemberId,
    purpose: String,
}

impl Consent {
    /// States that `member` has agreed to `purpose` now. For implementations of [`Group`] only: ask the group instead.
    pub fn stated(member: MemberId, purpose: impl Into<String>) -> Self {
        Self { member, purpose: purpose.into() }
    }

    /// Who agreed.
    pub fn member(&self) -> &MemberId {
        &self.member
    }

    /// What she agreed to.
    pub fn purpose(&self) -> &str {
        &self.purpose
    }
}

/// A clean date as its owner states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanDate {
    /// The day.
    pub day: NaiveDate,
    /// Random, new with every change; says nothing about how many there were.
    pub version: String,
    /// Born on 29 February, she celebrates on 1 March in ordinary years (else on 28 February).
    pub first_of_march: bool,
}

/// A member who agreed to a purpose, with the fields that purpose names and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consenting {
    /// Proof for the mail or the list.
    pub consent: Consent,
    /// `First L.`
    pub display_name: String,
    /// Her zone, or the group's.
    pub zone: Tz,
    /// Present if the purpose names [`Field::CleanDate`] and she has stated one.
    pub clean_date: Option<CleanDate>,
}

/// What a member sees of herself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Her zone, or the group's.
    pub zone: Tz,
    /// Her clean date, if she has stated one.
    pub clean_date: Option<CleanDate>,
    /// The names of the purposes she agreed to.
    pub purposes: HashSet<String>,
}

impl Own {
    /// Whether she agreed to `purpose`.
    pub fn agreed(&self, purpose: &Purpose) -> bool {
        self.purposes.contains(purpose.name)
    }
}

/// How many mails of a batch are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fates {
    /// Waiting, or being handed over.
    pub waiting: u64,
    /// Accepted by the mail server.
    pub sent: u64,
    /// Refused for good.
    pub refused: u64,
    /// Possibly sent: the connection died before the answer. Never resent by itself.
    pub unknown: u64,
    /// Withdrawn before it left.
    pub cancelled: u64,
}

impl Fates {
    /// All mails of the batch.
    pub fn total(&self) -> u64 {
        self.waiting + self.sent + self.refused + self.unknown + self.cancelled
    }

    /// Whether every mail has its final state.
    pub fn finished(&self) -> bool {
        self.waiting == 0
    }
}

/// A plugin's settings by key, as saved by an officer, defaults filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Settings(pub BTreeMap<String, String>);

impl Settings {
    /// The value under `key`; empty when the plugin never declared it.
    pub fn get(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }
}

/// Whether mail can leave, for pages that would otherwise promise too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepts {
    /// Mail leaves.
    Mail,
    /// No mail server is configured: it waits.
    NoServer,
}

/// The group, as seen by a plugin.
#[rocket::async_trait]
pub trait Group: Send + Sync + 'static {
    /// A plugin may use it for its own tables (prefixed with its name).
    fn db(&self) -> &Db;
    /// The present instant, from the one clock.
    fn now(&self) -> DateTime<Utc>;
    /// The facts about the group. Before the set-up they are neutral defaults.
    fn profile(&self) -> Arc<Profile>;
    /// Whose session `token` is, with her rights of today.
    async fn visitor(&self, token: &str) -> Result<Option<Visitor>>;
    /// All active members who agreed to `purpose`, each once, ordered by display name.
    async fn consenting(&self, purpose: &Purpose) -> Result<Vec<Consenting>>;
    /// What the signed-in member may see of herself.
    async fn own(&self, visitor: &Visitor) -> Result<Own>;
    /// Puts a mail into the outbox, in the transaction of the act that causes it. `plugin` is the caller's own name.
    async fn queue(&self, txn: &DatabaseTransaction, plugin: &'static str, mail: Mail) -> Result<Queued>;
    /// Renders the mail `template` (see [`Mail::template`]) as it would be sent to the visitor for `purpose`. Nothing is queued, so
    /// she need not have agreed: who writes the newsletter does not have to read it.
    async fn preview(&self, visitor: &Visitor, purpose: &Purpose, template: &'static str, context: Value) -> Result<Rendered>;
    /// What became of the plugin's mails whose once-key begins with `prefix`.
    async fn fates(&self, plugin: &'static str, prefix: &str) -> Result<Fates>;
    /// The plugin's settings.
    async fn settings(&self, plugin: &'static str) -> Result<Settings>;
    /// Whether mail can leave.
    fn accepts(&self) -> Accepts;
}

/// A mail in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}
