//! The only door to the plugin's tables: how far the work has come, and how much was done on which day.

use homegroup_plugin::Result;
use homegroup_plugin::chrono::{DateTime, NaiveDate, Utc};
use homegroup_plugin::sea_orm::{self, ConnectionTrait, DatabaseTransaction, FromQueryResult, Statement};
use serde::Serialize;

/// Notes by what became of them. Counts only: whose they were stands nowhere here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Handed to the outbox on their day.
    pub on_the_day: u32,
    /// Handed over up to three days late.
    pub belated: u32,
    /// Too late to be sent.
    pub missed: u32,
}

/// The counts of one calendar day of the group.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult, Serialize)]
pub struct Worked {
    /// `2026-04-16`.
    pub day: String,
    /// See [`Counts`].
    pub on_the_day: i64,
    /// See [`Counts`].
    pub belated: i64,
    /// See [`Counts`].
    pub missed: i64,
}

/// The days from `first` on that have something to tell, the newest first.
pub async fn worked_since(db: &impl ConnectionTrait, first: NaiveDate) -> Result<Vec<Worked>> {
    let rows = Statement::from_sql_and_values(
        db.get_database_backend(),
        "SELECT day, on_the_day, belated, missed FROM anniversaries_days WHERE day >= $1 ORDER BY day DESC",
        [first.to_string().into()],
    );
    Ok(Worked::find_by_statement(rows).all(db).await?)
}

/// Adds to the counts of `day`.
pub async fn count(txn: &DatabaseTransaction, day: NaiveDate, counts: Counts) -> Result<()> {
    let add = Statement::from_sql_and_values(
        txn.get_database_backend(),
        "INSERT INTO anniversaries_days (day, on_the_day, belated, missed) VALUES ($1, $2, $3, $4)
         ON CONFLICT (day) DO UPDATE SET
            on_the_day = anniversaries_days.on_the_day + excluded.on_the_day,
            belated = anniversaries_days.belated + excluded.belated,
            missed = anniversaries_days.missed + excluded.missed",
        [
            day.to_string().into(),
            i64::from(counts.on_the_day).into(),
            i64::from(counts.belated).into(),
            i64::from(counts.missed).into(),
        ],
    );
    txn.execute_raw(add).await?;
    Ok(())
}

/// The instant up to which everything was done; `None` before the first run.
pub async fn worked_until(db: &impl ConnectionTrait) -> Result<Option<DateTime<Utc>>> {
    let row = db
        .query_one_raw(Statement::from_string(
            db.get_database_backend(),
            "SELECT worked_until_at FROM anniversaries_progress WHERE id = 1",
        ))
        .await?;
    let seconds = row.map(|row| row.try_get::<i64>("", "worked_until_at")).transpose()?;
    Ok(seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0)))
}

/// Moves that instant forward from where it was read; false when another server was faster.
pub async fn advance(txn: &DatabaseTransaction, from: Option<DateTime<Utc>>, to: DateTime<Utc>) -> Result<bool> {
    let (sql, mut values) = match from {
        None => ("INSERT INTO anniversaries_progress (id, worked_until_at) VALUES (1, $1) ON CONFLICT (id) DO NOTHING", vec![]),
        Some(from) => (
            "UPDATE anniversaries_progress SET worked_until_at = $1 WHERE id = 1 AND worked_until_at = $2",
            vec![from.timestamp().into()],
        ),
    };
    values.insert(0, to.timestamp().into());
    let moved = txn.execute_raw(Statement::from_sql_and_values(txn.get_database_backend(), sql, values)).await?;
    Ok(moved.rows_affected() == 1)
}
