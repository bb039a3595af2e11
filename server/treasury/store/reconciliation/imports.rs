//! Files of statements: their rows as days, amounts and fingerprints. Bringing one in again, or one that overlaps it, adds what is new.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use homegroup_plugin::Result;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{Mark, day, id};
use crate::treasury::entity::reconciliation::{import, matched, row, statement};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::reconciliation::matching::Row;

/// A file that was brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its id.
    pub id: Uuid,
    /// When, in seconds since 1970.
    pub imported_at: i64,
}

/// A row as it is kept.
#[derive(Clone, Debug)]
pub struct NewRow {
    /// Its day.
    pub day: NaiveDate,
    /// What came in, or went out (negative).
    pub amount: Money,
    /// What tells it when it comes again.
    pub mark: Mark,
}

/// The files of a place, the newest first.
pub async fn all(db: &impl ConnectionTrait, place: &str) -> Result<Vec<Import>> {
    let query = import::Entity::find().filter(import::Column::Place.eq(place)).order_by_desc(import::Column::Id);
    query.all(db).await?.into_iter().map(|row| Ok(Import { id: id(&row.id)?, imported_at: row.imported_at })).collect()
}

/// The rows of a place, all of them or those of one file.
pub async fn rows(db: &impl ConnectionTrait, place: &str, of: Option<Uuid>) -> Result<Vec<Row>> {
    let mut query = row::Entity::find().filter(row::Column::Place.eq(place));
    if let Some(of) = of {
        query = query.filter(row::Column::ImportId.eq(of.to_string()));
    }
    let rows = query.order_by_asc(row::Column::Day).order_by_asc(row::Column::Id).all(db).await?;
    let read = |row: row::Model| {
        Ok(Row {
            id: id(&row.id)?,
            import: id(&row.import_id)?,
            day: day(&row.day)?,
            amount: Money::of_minor(row.amount_minor),
            tied: row.match_id.as_deref().map(id).transpose()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Brings rows in and says how many were new. The same form again adds nothing.
pub async fn add(txn: &DatabaseTransaction, import: Uuid, place: &str, rows: &[NewRow], now: DateTime<Utc>) -> Result<usize> {
    let of_place = row::Entity::find().filter(row::Column::Place.eq(place)).all(txn).await?;
    let known: BTreeSet<Mark> = of_place.into_iter().map(|row| (row.fingerprint, row.occurrence)).collect();
    let new: Vec<&NewRow> = rows.iter().filter(|row| !known.contains(&row.mark)).collect();
    if new.is_empty() || import::Entity::find_by_id(import.to_string()).one(txn).await?.is_some() {
        return Ok(0);
    }
    let made =
        import::ActiveModel { id: Set(import.to_string()), place: Set(place.to_owned()), imported_at: Set(now.timestamp()) };
    import::Entity::insert(made).exec_without_returning(txn).await?;
    for one in &new {
        let made = row::ActiveModel {
            id: Set(Uuid::now_v7().to_string()),
            import_id: Set(import.to_string()),
            place: Set(place.to_owned()),
            day: Set(one.day.to_string()),
            amount_minor: Set(one.amount.minor()),
            fingerprint: Set(one.mark.0.clone()),
            occurrence: Set(one.mark.1),
            match_id: Set(None),
        };
        row::Entity::insert(made).exec_without_returning(txn).await?;
    }
    Ok(new.len())
}

/// Which of these matches belong to a reconciliation that came out even.
pub async fn settled(db: &impl ConnectionTrait, ties: &BTreeSet<Uuid>) -> Result<bool> {
    for tie in ties {
        let Some(matched) = matched::Entity::find_by_id(tie.to_string()).one(db).await? else { continue };
        let of = statement::Entity::find_by_id(matched.reconciliation_id).one(db).await?;
        if of.is_some_and(|of| of.status == "reconciled") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Takes a file back, when nothing is tied to its rows any more.
pub async fn remove(txn: &DatabaseTransaction, place: &str, import: Uuid) -> Result<()> {
    let rows = row::Entity::delete_many().filter(row::Column::Place.eq(place));
    rows.filter(row::Column::ImportId.eq(import.to_string())).exec(txn).await?;
    let own = import::Entity::delete_many().filter(import::Column::Place.eq(place));
    own.filter(import::Column::Id.eq(import.to_string())).exec(txn).await?;
    Ok(())
}
