//! How things stand: counts for pages, holds and troubles, and what is old enough to forget.

use chrono::{DateTime, Utc};
use homegroup_plugin::{Fates, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Statement,
};

use super::super::entity::{Column, Entity};
use super::super::rules::{Phase, State};
use super::queue::emptied;

/// Counts by state: of one batch, or of everything.
pub async fn fates(db: &impl ConnectionTrait, batch: Option<&str>) -> Result<Fates> {
    let mut select =
        Entity::find().select_only().column(Column::State).column_as(Column::Id.count(), "number").group_by(Column::State);
    if let Some(batch) = batch {
        select = select.filter(Column::Batch.eq(batch));
    }
    let counts: Vec<(String, i64)> = select.into_tuple().all(db).await?;
    let mut fates = Fates::default();
    for (state, number) in counts {
        let number = u64::try_from(number).unwrap_or_default();
        match State::named(&state) {
            Some(State::Sent) => fates.sent += number,
            Some(State::Refused) => fates.refused += number,
            Some(State::Unknown) => fates.unknown += number,
            Some(State::Cancelled) => fates.cancelled += number,
            Some(State::Queued | State::Claimed | State::HandingOver) | None => fates.waiting += number,
        }
    }
    Ok(fates)
}

/// Forgets what was settled before `before`, and says how much. Of security mail nothing stays; of other mail its once-key, so that it
/// is never made again, and its fate, for the counts.
pub async fn forget(txn: &DatabaseTransaction, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<u64> {
    let old = Column::SettledAt.lt(before.timestamp());
    let gone = Entity::delete_many().filter(old.clone()).filter(Column::Urgent.eq(true)).exec(txn).await?.rows_affected;
    let emptied = emptied()
        .col_expr(Column::DecidedAt, Expr::value(now.timestamp()))
        .filter(old)
        .filter(Column::DecidedAt.is_null())
        .filter(Column::State.is_in(State::names(State::needs_a_decision)));
    Ok(gone + emptied.exec(txn).await?.rows_affected)
}

/// Since when mail is held, and why.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Hold {
    /// Seconds since 1970.
    pub since: i64,
    /// The name of the reason.
    pub reason: String,
}

/// The hold, if mail is held.
pub async fn hold(db: &impl ConnectionTrait) -> Result<Option<Hold>> {
    let ask = Statement::from_string(db.get_database_backend(), "SELECT since, reason FROM mail_holds");
    Ok(Hold::find_by_statement(ask).one(db).await?)
}

/// Holds all mail; one that is held already keeps its first reason.
pub async fn begin_hold(txn: &DatabaseTransaction, reason: &str, now: DateTime<Utc>) -> Result<()> {
    let insert = "INSERT INTO mail_holds (id, since, reason) VALUES (1, $1, $2) ON CONFLICT DO NOTHING";
    run(txn, insert, [now.timestamp().into(), reason.into()]).await
}

/// Lets mail go again.
pub async fn end_hold(txn: &DatabaseTransaction) -> Result<()> {
    run(txn, "DELETE FROM mail_holds", []).await
}

/// Since when the mail server cannot be used, at which step it failed last, and what it answered.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// Seconds since 1970.
    pub since: i64,
    /// The step.
    pub phase: Phase,
    /// The answer, if there was one.
    pub code: Option<i32>,
}

/// The trouble with the mail server, if there is one.
pub async fn trouble(db: &impl ConnectionTrait) -> Result<Option<Trouble>> {
    let ask = Statement::from_string(db.get_database_backend(), "SELECT since, phase, code FROM mail_troubles");
    let Some(row) = db.query_one_raw(ask).await? else { return Ok(None) };
    let phase: String = row.try_get("", "phase")?;
    let phase = Phase::named(&phase).unwrap_or(Phase::Connect);
    Ok(Some(Trouble { since: row.try_get("", "since")?, phase, code: row.try_get("", "code")? }))
}

/// Notes that the mail server cannot be used.
pub async fn begin_trouble(txn: &DatabaseTransaction, phase: Phase, code: Option<u16>, now: DateTime<Utc>) -> Result<()> {
    let insert = "INSERT INTO mail_troubles (id, since, phase, code) VALUES (1, $1, $2, $3)
        ON CONFLICT (id) DO UPDATE SET phase = excluded.phase, code = excluded.code";
    run(txn, insert, [now.timestamp().into(), phase.name().into(), code.map(i32::from).into()]).await
}

/// Notes that it can be used again.
pub async fn end_trouble(txn: &DatabaseTransaction) -> Result<()> {
    run(txn, "DELETE FROM mail_troubles", []).await
}

async fn run<const N: usize>(txn: &DatabaseTransaction, sql: &str, values: [sea_orm::Value; N]) -> Result<()> {
    txn.execute_raw(Statement::from_sql_and_values(txn.get_database_backend(), sql, values)).await?;
    Ok(())
}
