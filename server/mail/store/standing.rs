//! How things stand: counts for pages, mails that need somebody's word, holds and troubles, and what is old enough to forget.

use chrono::{DateTime, Utc};
use homegroup_plugin::{Fates, MemberId, Result};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    Statement,
};

use super::super::entity::{Column, Entity};
use super::super::rules::State;

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

/// A mail about which somebody should decide: it is unknown, or refused.
#[derive(Clone, Debug)]
pub struct Undecided {
    /// Its id.
    pub id: String,
    /// To whom it goes.
    pub member: MemberId,
    /// `core`, or the plugin it comes from.
    pub owner: String,
    /// Unknown, and not refused.
    pub unknown: bool,
    /// Since when, in seconds since 1970.
    pub since: i64,
    /// What the mail server said.
    pub answer: Option<String>,
}

/// Mails that wait for somebody's word, newest first.
pub async fn undecided(db: &impl ConnectionTrait) -> Result<Vec<Undecided>> {
    let rows = Entity::find()
        .filter(Column::State.is_in([State::Unknown.name(), State::Refused.name()]))
        .order_by_desc(Column::Id)
        .limit(200)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Undecided {
            unknown: State::named(&row.state) == Some(State::Unknown),
            since: row.settled_at.unwrap_or(row.made_at),
            id: row.id,
            member: MemberId(row.member_id),
            owner: row.owner,
            answer: row.answer,
        })
        .collect())
}

/// Deletes settled mails older than `before`.
pub async fn forget(txn: &DatabaseTransaction, before: DateTime<Utc>) -> Result<u64> {
    let gone = Entity::delete_many()
        .filter(Column::State.is_in([State::Sent.name(), State::Cancelled.name()]))
        .filter(Column::SettledAt.lt(before.timestamp()))
        .exec(txn)
        .await?;
    Ok(gone.rows_affected)
}

/// Since when, and why.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Note {
    /// Seconds since 1970.
    pub since: i64,
    /// A Fluent key for a hold; words for a trouble.
    pub says: String,
}

/// The hold, if mail is held.
pub async fn hold(db: &impl ConnectionTrait) -> Result<Option<Note>> {
    note(db, "SELECT since, reason AS says FROM mail_holds").await
}

/// The trouble with the mail server, if there is one.
pub async fn trouble(db: &impl ConnectionTrait) -> Result<Option<Note>> {
    note(db, "SELECT since, says FROM mail_troubles").await
}

async fn note(db: &impl ConnectionTrait, ask: &str) -> Result<Option<Note>> {
    Ok(Note::find_by_statement(Statement::from_string(db.get_database_backend(), ask)).one(db).await?)
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

/// Notes that the mail server cannot be used.
pub async fn begin_trouble(txn: &DatabaseTransaction, says: &str, now: DateTime<Utc>) -> Result<()> {
    let insert =
        "INSERT INTO mail_troubles (id, since, says) VALUES (1, $1, $2) ON CONFLICT (id) DO UPDATE SET says = excluded.says";
    run(txn, insert, [now.timestamp().into(), says.into()]).await
}

/// Notes that it can be used again.
pub async fn end_trouble(txn: &DatabaseTransaction) -> Result<()> {
    run(txn, "DELETE FROM mail_troubles", []).await
}

async fn run<const N: usize>(txn: &DatabaseTransaction, sql: &str, values: [sea_orm::Value; N]) -> Result<()> {
    txn.execute_raw(Statement::from_sql_and_values(txn.get_database_backend(), sql, values)).await?;
    Ok(())
}
