//! Mails about which somebody has to decide: unknown or refused, until she sends them again or leaves them.

use anyhow::Context;
use chrono::{DateTime, Utc};
use homegroup_plugin::{MemberId, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::super::contents::Contents;
use super::super::entity::{Column, Entity, Model};
use super::super::rules::{Reason, State};
use super::queue::{emptied, waiting_anew};
use crate::seal::Seal;

/// A mail that waits for somebody's word.
#[derive(Clone, Debug)]
pub struct Undecided {
    /// Its id.
    pub id: String,
    /// To whom it was to go.
    pub member: MemberId,
    /// It may have arrived; else it was refused.
    pub unknown: bool,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Why.
    pub reason: Option<Reason>,
    /// What the mail server answered, if it did.
    pub code: Option<i32>,
    /// It was about signing in: nobody sends that again.
    pub urgent: bool,
    /// Whether it can be sent again.
    pub can_go_again: bool,
}

/// Mails that wait for somebody's word, newest first, two hundred at the most.
pub async fn undecided(db: &impl ConnectionTrait, seal: &Seal, now: DateTime<Utc>) -> Result<Vec<Undecided>> {
    let rows = waiting_for_a_word().order_by_desc(Column::Id).limit(200).all(db).await?;
    rows.into_iter().map(|row| read(row, seal, now)).collect()
}

/// How many mails wait for somebody's word.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64> {
    Ok(waiting_for_a_word().count(db).await?)
}

fn waiting_for_a_word() -> Select<Entity> {
    Entity::find().filter(Column::State.is_in(State::names(State::needs_a_decision))).filter(Column::DecidedAt.is_null())
}

fn read(row: Model, seal: &Seal, now: DateTime<Utc>) -> Result<Undecided> {
    let since = row.settled_at.and_then(|at| DateTime::from_timestamp(at, 0)).context("a mail was settled at an instant")?;
    Ok(Undecided {
        unknown: State::named(&row.state) == Some(State::Unknown),
        since,
        reason: row.reason.as_deref().and_then(Reason::named),
        code: row.code,
        urgent: row.urgent,
        can_go_again: can_go_again(&row, seal, now)?,
        member: MemberId(row.member_id.context("a mail to decide about names its member")?),
        id: row.id,
    })
}

fn can_go_again(row: &Model, seal: &Seal, now: DateTime<Utc>) -> Result<bool> {
    let Some(sealed) = &row.content else { return Ok(false) };
    Ok(!Contents::open(seal, &row.id, sealed)?.is_too_late(now))
}

/// Puts a mail that is unknown or refused back into the queue; false when it can no longer be sent again. Its tries begin anew.
pub async fn send_again(db: &impl ConnectionTrait, seal: &Seal, id: &str, now: DateTime<Utc>) -> Result<bool> {
    let Some(row) = Entity::find_by_id(id).one(db).await? else { return Ok(false) };
    if !can_go_again(&row, seal, now)? {
        return Ok(false);
    }
    let update = waiting_anew(now)
        .filter(Column::Id.eq(id))
        .filter(Column::Content.is_not_null())
        .filter(Column::State.is_in(State::names(State::needs_a_decision)));
    Ok(update.exec(db).await?.rows_affected == 1)
}

/// Leaves an unknown or refused mail as it is for good: it stays in the counts, and its content goes. False when somebody has already
/// decided.
pub async fn leave(db: &impl ConnectionTrait, id: &str, now: DateTime<Utc>) -> Result<bool> {
    let update = emptied()
        .col_expr(Column::DecidedAt, Expr::value(now.timestamp()))
        .filter(Column::Id.eq(id))
        .filter(Column::DecidedAt.is_null())
        .filter(Column::State.is_in(State::names(State::needs_a_decision)));
    Ok(update.exec(db).await?.rows_affected == 1)
}
