//! What was offered from outside and declined (T8). Only ever added to, and in no sum.

use chrono::{DateTime, Utc};
use homegroup_plugin::Result;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::treasury::entity::contribution::declined::{ActiveModel, Column, Entity, Model};
use crate::treasury::rules::contribution::declined::Declined;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::report::Period;
use crate::treasury::store::append::Writing;
use crate::treasury::store::surplus::{day, id};

/// Writes it down; the same form again changes nothing.
pub async fn add(writing: &Writing, declined: &Declined, now: DateTime<Utc>) -> Result<()> {
    let txn = writing.txn();
    if Entity::find_by_id(declined.id.to_string()).one(txn).await?.is_some() {
        return Ok(());
    }
    let row = ActiveModel {
        id: Set(declined.id.to_string()),
        day: Set(declined.day.to_string()),
        amount_minor: Set(declined.amount.minor()),
        note: Set(declined.note.clone()),
        declined_at: Set(now.timestamp()),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// What was declined in a period, in the order of its days.
pub async fn within(db: &impl ConnectionTrait, period: Period) -> Result<Vec<Declined>> {
    let rows = Entity::find()
        .filter(Column::Day.between(period.from.to_string(), period.to.to_string()))
        .order_by_asc(Column::Day)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(declined).collect()
}

fn declined(row: Model) -> Result<Declined> {
    Ok(Declined { id: id(&row.id)?, day: day(&row.day)?, amount: Money::of_minor(row.amount_minor), note: row.note })
}
