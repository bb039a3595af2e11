//! Accepted reports: recorded in the same turn in which entries are appended, so that of an acceptance and an entry one comes first.

use homegroup_plugin::Result;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::append::Writing;
use crate::treasury::chain::BEFORE_THE_FIRST;
use crate::treasury::chain::accepted::Record;
use crate::treasury::entity::accepted_report::{ActiveModel, Column, Entity, Model};
use crate::treasury::entity::entry;
use crate::treasury::rules::acceptance::{Accepted, Basis};
use crate::treasury::rules::report::Period;

/// All of them exactly as stored, the first one first.
pub async fn records(db: &impl ConnectionTrait) -> Result<Vec<Record>> {
    Ok(Entity::find().order_by_asc(Column::Number).all(db).await?.into_iter().map(record).collect())
}

/// All of them, the latest first.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Accepted>> {
    let records = records(db).await?;
    Ok(records.iter().rev().map(Record::read).collect::<anyhow::Result<_>>()?)
}

/// The last one.
pub async fn last(db: &impl ConnectionTrait) -> Result<Option<Record>> {
    Ok(Entity::find().order_by_desc(Column::Number).one(db).await?.map(record))
}

/// The last day that is accepted.
pub async fn until(db: &impl ConnectionTrait) -> Result<Option<chrono::NaiveDate>> {
    let last = last(db).await?.as_ref().map(Record::read).transpose()?;
    Ok(last.map(|accepted| accepted.statement.period.to))
}

/// The one of exactly this period.
pub async fn of_period(db: &impl ConnectionTrait, period: Period) -> Result<Option<Accepted>> {
    let query =
        Entity::find().filter(Column::FromDay.eq(period.from.to_string())).filter(Column::ToDay.eq(period.to.to_string()));
    Ok(query.one(db).await?.map(record).as_ref().map(Record::read).transpose()?)
}

/// The one that the form with this id recorded.
pub async fn by_id(db: &impl ConnectionTrait, id: &str) -> Result<Option<Accepted>> {
    let row = Entity::find().filter(Column::Id.eq(id)).one(db).await?;
    Ok(row.map(record).as_ref().map(Record::read).transpose()?)
}

/// The last entry that a report of the period rests on.
pub async fn basis(db: &impl ConnectionTrait, period: Period) -> Result<Basis> {
    let found: Option<(i64, String)> = entry::Entity::find()
        .select_only()
        .columns([entry::Column::Number, entry::Column::Hash])
        .filter(entry::Column::Day.lte(period.to.to_string()))
        .order_by_desc(entry::Column::Number)
        .into_tuple()
        .one(db)
        .await?;
    let (number, hash) = found.unwrap_or_else(|| (0, BEFORE_THE_FIRST.to_owned()));
    Ok(Basis { number, hash })
}

/// Writes it down.
pub async fn insert(writing: &Writing, record: &Record) -> Result<()> {
    let [opening, brought_in, income, expenses, closing] = record.figures_minor;
    let row = ActiveModel {
        number: Set(record.number),
        id: Set(record.id.clone()),
        from_day: Set(record.from_day.clone()),
        to_day: Set(record.to_day.clone()),
        opening_minor: Set(opening),
        brought_in_minor: Set(brought_in),
        income_minor: Set(income),
        expenses_minor: Set(expenses),
        closing_minor: Set(closing),
        last_entry: Set(record.last_entry),
        last_hash: Set(record.last_hash.clone()),
        fingerprint: Set(record.fingerprint.clone()),
        accepted_on: Set(record.accepted_on.clone()),
        meeting_id: Set(record.meeting_id.clone()),
        recorded_at: Set(record.recorded_at),
        previous_hash: Set(record.previous_hash.clone()),
        hash: Set(record.hash.clone()),
    };
    Entity::insert(row).exec_without_returning(writing.txn()).await?;
    Ok(())
}

fn record(row: Model) -> Record {
    Record {
        number: row.number,
        id: row.id,
        from_day: row.from_day,
        to_day: row.to_day,
        figures_minor: [row.opening_minor, row.brought_in_minor, row.income_minor, row.expenses_minor, row.closing_minor],
        last_entry: row.last_entry,
        last_hash: row.last_hash,
        fingerprint: row.fingerprint,
        accepted_on: row.accepted_on,
        meeting_id: row.meeting_id,
        recorded_at: row.recorded_at,
        previous_hash: row.previous_hash,
        hash: row.hash,
    }
}
