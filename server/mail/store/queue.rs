//! Rows are made here, in the transaction of the act that causes the mail, and withdrawn here.

use chrono::{DateTime, Utc};
use homegroup_plugin::{MemberId, Queued, Rendered, Result};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::super::entity::{ActiveModel, Column, Entity};
use super::super::rules::State;
use crate::seal::{Seal, Seat};

/// A mail about to be queued.
pub struct New<'a> {
    /// `core`, or the plugin.
    pub owner: &'a str,
    /// In words; stored as a keyed hash. Its batch is what stands before the last `/`.
    pub once_key: &'a str,
    /// To whom.
    pub member: &'a MemberId,
    /// Where to, if not to her present address.
    pub address: Option<&'a str>,
    /// What she agreed to; none for security mail.
    pub purpose: Option<&'a str>,
    /// See the contract's `Mail`.
    pub clean_date_version: Option<&'a str>,
    /// See the contract's `Mail`.
    pub useful_until: Option<DateTime<Utc>>,
    /// The mail in words.
    pub content: &'a Rendered,
}

/// Seat of a sealed column of the outbox.
pub fn seat<'a>(column: &'a str, id: &'a str) -> Seat<'a> {
    Seat { table: "outgoing_mails", column, row: id }
}

/// The stored form of the batch that once-keys of `owner` beginning with `prefix` belong to.
pub fn batch(seal: &Seal, owner: &str, prefix: &str) -> String {
    seal.lookup("batch", &format!("{owner}/{}", prefix.trim_end_matches('/')))
}

/// Adds the row, or finds that its once-key was used before.
pub async fn add(txn: &DatabaseTransaction, seal: &Seal, new: &New<'_>, now: DateTime<Utc>) -> Result<Queued> {
    let id = uuid::Uuid::now_v7().simple().to_string();
    let content = serde_json::to_vec(new.content)?;
    let prefix = new.once_key.rsplit_once('/').map_or("", |(prefix, _)| prefix);
    let address = new.address.map(|address| seal.seal_words(seat("address", &id), address)).transpose()?;
    let row = ActiveModel {
        id: Set(id.clone()),
        owner: Set(new.owner.to_owned()),
        once_key: Set(seal.lookup("once-key", &format!("{}/{}", new.owner, new.once_key))),
        batch: Set(batch(seal, new.owner, prefix)),
        member_id: Set(new.member.0.clone()),
        address: Set(address),
        purpose: Set(new.purpose.map(str::to_owned)),
        clean_date_version: Set(new.clean_date_version.map(str::to_owned)),
        useful_until: Set(new.useful_until.map(|until| until.timestamp())),
        content: Set(Some(seal.seal(seat("content", &id), &content)?)),
        state: Set(State::Queued.name().to_owned()),
        tries: Set(0),
        not_before: Set(now.timestamp()),
        made_at: Set(now.timestamp()),
        ..Default::default()
    };
    let inserted = Entity::insert(row)
        .on_conflict(OnConflict::column(Column::OnceKey).do_nothing().to_owned())
        .exec_without_returning(txn)
        .await?;
    Ok(if inserted == 1 { Queued::New } else { Queued::Already })
}

/// Withdraws what waits for `member` and fits `which`, and takes its content away. What is being handed over cannot be stopped.
pub async fn cancel(db: &impl ConnectionTrait, member: &MemberId, which: Cancel<'_>, now: DateTime<Utc>) -> Result<u64> {
    let mut update = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Cancelled.name()))
        .col_expr(Column::Content, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::Claim, Expr::value(None::<String>))
        .col_expr(Column::ClaimedUntil, Expr::value(None::<i64>))
        .col_expr(Column::SettledAt, Expr::value(now.timestamp()))
        .filter(Column::MemberId.eq(member.0.as_str()))
        .filter(Column::State.is_in([State::Queued.name(), State::Claimed.name(), State::Refused.name(), State::Unknown.name()]));
    update = match which {
        Cancel::Everything => update,
        Cancel::Streams => update.filter(Column::Purpose.is_not_null()),
        Cancel::OtherCleanDates(None) => update.filter(Column::CleanDateVersion.is_not_null()),
        Cancel::OtherCleanDates(Some(version)) => update.filter(Column::CleanDateVersion.ne(version)),
        Cancel::Purpose(purpose) => update.filter(Column::Purpose.eq(purpose)),
    };
    Ok(update.exec(db).await?.rows_affected)
}

/// Which of a member's waiting mails to withdraw.
#[derive(Clone, Copy, Debug)]
pub enum Cancel<'a> {
    /// All: she left, or is erased.
    Everything,
    /// All but security mail.
    Streams,
    /// Those about a clean date of another version than the one she has now, if she has one.
    OtherCleanDates(Option<&'a str>),
    /// Those for this purpose: she no longer agrees.
    Purpose(&'a str),
}

/// Removes every row about `member`: she is erased.
pub async fn erase(txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
    Entity::delete_many().filter(Column::MemberId.eq(member.0.as_str())).exec(txn).await?;
    Ok(())
}
