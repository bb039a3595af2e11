//! The limits the group has laid down, and the decisions by which it took more. Both are only ever added to.

use anyhow::Context;
use chrono::{DateTime, Utc};
use homegroup_plugin::Result;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::treasury::entity::contribution::above_limit;
use crate::treasury::entity::contribution::limits::{ActiveModel, Column, Entity, Model};
use crate::treasury::rules::contribution::limits::Limits;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::surplus::adopted::{Adopted, RestsOn};
use crate::treasury::store::append::Writing;
use crate::treasury::store::surplus::{columns, day, rests_on};

/// All limits, in the order in which they were laid down.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Adopted<Limits>>> {
    let rows = Entity::find().order_by_asc(Column::Number).all(db).await?;
    rows.into_iter().map(limits).collect()
}

/// Lays limits down; `id` is the form's, so that the same form again changes nothing.
pub async fn lay_down(writing: &Writing, id: Uuid, limits: &Adopted<Limits>, now: DateTime<Utc>) -> Result<()> {
    let txn = writing.txn();
    if Entity::find().filter(Column::Id.eq(id.to_string())).one(txn).await?.is_some() {
        return Ok(());
    }
    let last = Entity::find().order_by_desc(Column::Number).one(txn).await?.map_or(0, |row| row.number);
    let (decision_number, meeting_on) = columns(limits.rests_on);
    let row = ActiveModel {
        number: Set(last + 1),
        id: Set(id.to_string()),
        effective_on: Set(limits.effective_on.to_string()),
        yearly_minor: Set(limits.what.yearly.map(Money::minor)),
        bequest_minor: Set(limits.what.bequest.map(Money::minor)),
        decision_number: Set(decision_number),
        meeting_on: Set(meeting_on),
        laid_down_at: Set(now.timestamp()),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

fn limits(row: Model) -> Result<Adopted<Limits>> {
    let rests_on = rests_on(row.decision_number, row.meeting_on.as_deref()).context("of contribution limits")?;
    let what = Limits { yearly: row.yearly_minor.map(Money::of_minor), bequest: row.bequest_minor.map(Money::of_minor) };
    Ok(Adopted { what, effective_on: day(&row.effective_on)?, rests_on })
}

/// Keeps by which decision an entry was taken although it is above the limit.
pub async fn taken_above(writing: &Writing, entry_number: i64, by: RestsOn) -> Result<()> {
    let (decision_number, meeting_on) = columns(by);
    let row = above_limit::ActiveModel {
        entry_number: Set(entry_number),
        decision_number: Set(decision_number),
        meeting_on: Set(meeting_on),
    };
    above_limit::Entity::insert(row).exec_without_returning(writing.txn()).await?;
    Ok(())
}

/// The decision by which an entry above the limit was taken.
pub async fn taken_by(db: &impl ConnectionTrait, entry_number: i64) -> Result<Option<RestsOn>> {
    let row = above_limit::Entity::find_by_id(entry_number).one(db).await?;
    row.map(|row| rests_on(row.decision_number, row.meeting_on.as_deref())).transpose()
}
