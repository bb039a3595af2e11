//! Rows are made here, in the transaction of the act that causes the mail, and withdrawn here.

use chrono::{DateTime, Utc};
use homegroup_plugin::{MemberId, Queued, Result};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    UpdateMany,
};

use super::super::contents::Contents;
use super::super::entity::{ActiveModel, Column, Entity};
use super::super::rules::State;
use crate::seal::Seal;

/// A mail about to be queued.
pub struct New<'a> {
    /// `core`, or the plugin; begins its once-key.
    pub owner: &'a str,
    /// In words; stored as a keyed hash. Its batch is what stands before the last `/`.
    pub once_key: &'a str,
    /// To whom.
    pub member: &'a MemberId,
    /// What is sealed.
    pub contents: &'a Contents,
}

/// The stored form of the batch that once-keys of `owner` beginning with `prefix` belong to.
pub fn batch(seal: &Seal, owner: &str, prefix: &str) -> String {
    seal.lookup("batch", &format!("{owner}/{}", prefix.trim_end_matches('/')))
}

fn stream(seal: &Seal, member: &MemberId, purpose: &str) -> String {
    seal.lookup("stream", &format!("{member}/{purpose}"))
}

/// Adds the row, or finds that its once-key was used before. A mail that was withdrawn has never left: asked for again, it waits again
/// under the name it had.
pub async fn add(txn: &DatabaseTransaction, seal: &Seal, new: &New<'_>, now: DateTime<Utc>) -> Result<Queued> {
    let id = uuid::Uuid::now_v7().to_string();
    let prefix = new.once_key.rsplit_once('/').map_or("", |(prefix, _)| prefix);
    let row = ActiveModel {
        id: Set(id.clone()),
        once_key: Set(once_key(seal, new)),
        batch: Set(batch(seal, new.owner, prefix)),
        member_id: Set(Some(new.member.0.clone())),
        stream: Set(stream_of(seal, new)),
        urgent: Set(new.contents.purpose.is_none()),
        content: Set(Some(new.contents.seal(seal, &id)?)),
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
    if inserted == 1 || renew(txn, seal, new, now).await? { Ok(Queued::New) } else { Ok(Queued::Already) }
}

/// Lets a withdrawn mail of the same once-key wait again, with what it says now.
async fn renew(txn: &DatabaseTransaction, seal: &Seal, new: &New<'_>, now: DateTime<Utc>) -> Result<bool> {
    let withdrawn = Condition::all().add(Column::OnceKey.eq(once_key(seal, new))).add(Column::State.eq(State::Cancelled.name()));
    let known: Option<String> =
        Entity::find().select_only().column(Column::Id).filter(withdrawn.clone()).into_tuple().one(txn).await?;
    let Some(id) = known else { return Ok(false) };
    let renewed = waiting_anew(now)
        .col_expr(Column::MemberId, Expr::value(new.member.0.clone()))
        .col_expr(Column::Stream, Expr::value(stream_of(seal, new)))
        .col_expr(Column::Content, Expr::value(new.contents.seal(seal, &id)?))
        .filter(withdrawn)
        .exec(txn)
        .await?;
    Ok(renewed.rows_affected == 1)
}

fn once_key(seal: &Seal, new: &New<'_>) -> String {
    seal.lookup("once-key", &format!("{}/{}", new.owner, new.once_key))
}

fn stream_of(seal: &Seal, new: &New<'_>) -> Option<String> {
    new.contents.purpose.as_deref().map(|purpose| stream(seal, new.member, purpose))
}

/// Which of a member's mails to withdraw.
#[derive(Clone, Copy)]
pub enum Cancel<'a> {
    /// All: she left, or is erased.
    Everything,
    /// All but security mail.
    Streams,
    /// Those about a clean date of another version than the one she has now, if she has one.
    OtherCleanDates(&'a Seal, Option<&'a str>),
    /// Those for this purpose: she no longer agrees.
    Purpose(&'a Seal, &'a str),
}

/// Withdraws what waits for `member` and fits `which`; returns how many. What is being handed over cannot be stopped. Where one is
/// unknown or refused, there is nothing left to decide: it stays what it is, and its content goes.
pub async fn cancel(db: &impl ConnectionTrait, member: &MemberId, which: Cancel<'_>, now: DateTime<Utc>) -> Result<u64> {
    let hers = Condition::all().add(Column::MemberId.eq(&*member.0));
    let these = match which {
        Cancel::Everything => hers,
        Cancel::Streams => hers.add(Column::Urgent.eq(false)),
        Cancel::Purpose(seal, purpose) => hers.add(Column::Stream.eq(stream(seal, member, purpose))),
        Cancel::OtherCleanDates(seal, version) => hers.add(Column::Id.is_in(about_others(db, seal, member, version).await?)),
    };
    let cancelled = emptied()
        .col_expr(Column::State, Expr::value(State::Cancelled.name()))
        .col_expr(Column::Claim, Expr::value(None::<String>))
        .col_expr(Column::ClaimedUntil, Expr::value(None::<i64>))
        .col_expr(Column::SettledAt, Expr::value(now.timestamp()))
        .filter(these.clone())
        .filter(Column::State.is_in(State::names(State::may_be_withdrawn)));
    let cancelled = cancelled.exec(db).await?.rows_affected;
    let decided = emptied()
        .col_expr(Column::DecidedAt, Expr::value(now.timestamp()))
        .filter(these)
        .filter(Column::State.is_in(State::names(State::needs_a_decision)));
    decided.exec(db).await?;
    Ok(cancelled)
}

/// An update that puts a settled mail back into the queue, as if it had never been tried.
pub(super) fn waiting_anew(now: DateTime<Utc>) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Queued.name()))
        .col_expr(Column::NotBefore, Expr::value(now.timestamp()))
        .col_expr(Column::Tries, Expr::value(0))
        .col_expr(Column::FirstTryAt, Expr::value(None::<i64>))
        .col_expr(Column::Claim, Expr::value(None::<String>))
        .col_expr(Column::SettledAt, Expr::value(None::<i64>))
        .col_expr(Column::Reason, Expr::value(None::<String>))
        .col_expr(Column::Code, Expr::value(None::<i32>))
}

/// An update that takes away whatever tells whose mail it was and what it said.
pub(super) fn emptied() -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Content, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::MemberId, Expr::value(None::<String>))
        .col_expr(Column::Stream, Expr::value(None::<String>))
}

/// The mails about a clean date that is no longer hers.
async fn about_others(db: &impl ConnectionTrait, seal: &Seal, member: &MemberId, version: Option<&str>) -> Result<Vec<String>> {
    let kept: Vec<(String, Vec<u8>)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Content])
        .filter(Column::MemberId.eq(&*member.0))
        .filter(Column::Urgent.eq(false))
        .filter(Column::Content.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let mut others = Vec::new();
    for (id, sealed) in kept {
        let about = Contents::open(seal, &id, &sealed)?.clean_date_version;
        if about.is_some() && about.as_deref() != version {
            others.push(id);
        }
    }
    Ok(others)
}

/// Removes every row that names `member`: she is erased.
pub async fn erase(txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
    Entity::delete_many().filter(Column::MemberId.eq(&*member.0)).exec(txn).await?;
    Ok(())
}
