//! Outgoing mail. A mail is a row that can exist only once; one job delivers them, one recipient each; what cannot be known is shown.

mod carrier;
mod contents;
mod delivery;
mod entity;
mod letter;
mod message;
mod routes;
pub mod rules;
mod smtp;
mod store;
mod tile;
mod unsubscribe;
mod worker;

pub use carrier::Carrier;
pub use delivery::{Round, round};
pub use message::Ready;
pub use routes::routes;
pub use smtp::{Patience, probe};
pub use store::queue::Cancel;
pub use tile::tile;
pub use worker::Worker;

use chrono::{DateTime, Duration, Utc};
use homegroup_plugin::{Fates, Mail, MemberId, Purpose, Queued, Rendered, Result};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::Value;

use crate::house::House;
use contents::Contents;
use store::queue::{self, New};
use store::standing;

/// The reason when an officer holds all mail.
pub const HELD_BY_OFFICER: &str = "officer";
/// The reason when a backup was restored.
pub const HELD_AFTER_RESTORE: &str = "restore";
/// Settled mails are forgotten after so many days (DOMAIN 4.4).
const KEEP_DAYS: i64 = 30;

/// News of the group's business: minutes that were circulated, meetings called.
pub const BUSINESS: Purpose = Purpose {
    name: "business",
    label: "mail-purpose-business",
    explains: "mail-purpose-business-explains",
    wording_version: 1,
    fields: &[],
    mail: true,
};

/// What members may agree to without any plugin.
pub const PURPOSES: [Purpose; 1] = [BUSINESS];

/// Puts a mail she agreed to into the outbox, in the transaction of the act that causes it. `owner` is `core` or the plugin's name.
pub async fn queue(txn: &DatabaseTransaction, house: &House, owner: &str, mail: &Mail) -> Result<Queued> {
    let (member, purpose) = (mail.to.member(), mail.to.purpose());
    let unsubscribe = unsubscribe::address(house, member, purpose);
    let contents = Contents {
        mail: render(house, mail.template, &mail.context, Some(&unsubscribe))?,
        address: None,
        purpose: Some(purpose.to_owned()),
        clean_date_version: mail.clean_date_version.clone(),
        useful_until: mail.useful_until,
    };
    let new = New { owner, once_key: &mail.once_key, member, contents: &contents };
    queue::add(txn, &house.seal, &new, house.clock.now()).await
}

/// A mail about signing in: no stream, nothing to agree to, nothing to stop (E3). It goes before all other mail.
pub struct SecurityMail<'a> {
    /// Names this mail for ever.
    pub once_key: &'a str,
    /// To whom.
    pub member: &'a MemberId,
    /// Where to, if not to her present address: an address she is to confirm.
    pub address: Option<&'a str>,
    /// As in [`Mail`].
    pub template: &'a str,
    /// As in [`Mail`].
    pub context: Value,
    /// As in [`Mail`].
    pub useful_until: Option<DateTime<Utc>>,
}

/// Puts a mail about signing in into the outbox.
pub async fn queue_security(txn: &DatabaseTransaction, house: &House, mail: &SecurityMail<'_>) -> Result<Queued> {
    let contents = Contents {
        mail: render(house, mail.template, &mail.context, None)?,
        address: mail.address.map(str::to_owned),
        purpose: None,
        clean_date_version: None,
        useful_until: mail.useful_until,
    };
    let new = New { owner: "core", once_key: mail.once_key, member: mail.member, contents: &contents };
    queue::add(txn, &house.seal, &new, house.clock.now()).await
}

/// A mail in words as `member` would get it for `purpose`, without queueing it.
pub fn preview(house: &House, member: &MemberId, purpose: &Purpose, template: &str, context: &Value) -> Result<Rendered> {
    let unsubscribe = unsubscribe::address(house, member, purpose.name);
    render(house, template, context, Some(&unsubscribe))
}

fn render(house: &House, template: &str, context: &Value, unsubscribe: Option<&str>) -> Result<Rendered> {
    let profile = house.profile();
    let rendered = letter::render(&house.views, &profile, template, context, unsubscribe)?;
    letter::check_discreet(&profile, &house.settings.mail.from, &rendered)?;
    Ok(rendered)
}

/// What became of the mails of `owner` whose once-keys begin with `prefix`, which is everything up to their last `/`.
pub async fn fates(house: &House, owner: &str, prefix: &str) -> Result<Fates> {
    standing::fates(house.db.reader(), Some(&queue::batch(&house.seal, owner, prefix))).await
}

/// Withdraws what waits for a member. What is being handed over at this moment cannot be stopped.
pub async fn cancel(db: &impl ConnectionTrait, member: &MemberId, which: Cancel<'_>, now: DateTime<Utc>) -> Result<u64> {
    queue::cancel(db, member, which, now).await
}

/// Removes every row that names a member who is erased.
pub async fn erase(txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
    queue::erase(txn, member).await
}

/// Holds all mail that goes out by itself until an officer releases it.
pub async fn hold(txn: &DatabaseTransaction, reason: &'static str, now: DateTime<Utc>) -> Result<()> {
    standing::begin_hold(txn, reason, now).await
}

/// Forgets what was settled thirty days ago, and says how much.
pub async fn forget(txn: &DatabaseTransaction, now: DateTime<Utc>) -> Result<u64> {
    standing::forget(txn, now - Duration::days(KEEP_DAYS), now).await
}
