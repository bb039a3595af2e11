//! Files of payment apps that became income: which entries they made, and what tells a payment that comes again.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use homegroup_plugin::Result;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{Mark, id};
use crate::treasury::entity::entry;
use crate::treasury::entity::reconciliation::{payment_entry, payment_fingerprint, payment_import};
use crate::treasury::rules::entry::Entry;
use crate::treasury::store::entries::with_lines;

/// A file that became income.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentImport {
    /// Its id.
    pub id: Uuid,
    /// Code of the place.
    pub place: String,
    /// When, in seconds since 1970.
    pub imported_at: i64,
    /// Whether it was taken back.
    pub undone: bool,
}

/// All of them, the newest first.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<PaymentImport>> {
    let rows = payment_import::Entity::find().order_by_desc(payment_import::Column::Id).all(db).await?;
    rows.into_iter().map(import).collect()
}

/// One of them.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<PaymentImport>> {
    payment_import::Entity::find_by_id(id.to_string()).one(db).await?.map(import).transpose()
}

/// What tells the payments of a place that were posted.
pub async fn known(db: &impl ConnectionTrait, place: &str) -> Result<BTreeSet<Mark>> {
    let rows = payment_fingerprint::Entity::find().filter(payment_fingerprint::Column::Place.eq(place)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.fingerprint, row.occurrence)).collect())
}

/// The entries of an import, the first one first.
pub async fn entries(db: &impl ConnectionTrait, of: Uuid) -> Result<Vec<Entry>> {
    let rows = payment_entry::Entity::find().filter(payment_entry::Column::ImportId.eq(of.to_string())).all(db).await?;
    let mut entries = Vec::new();
    // A database takes only so many values in one statement.
    for part in rows.chunks(500) {
        let numbers = part.iter().map(|row| row.entry_number);
        let rows = entry::Entity::find().filter(entry::Column::Number.is_in(numbers)).order_by_asc(entry::Column::Number);
        for stored in with_lines(db, rows.all(db).await?).await? {
            entries.push(stored.read()?);
        }
    }
    Ok(entries)
}

/// Puts down that an import made these entries of these payments.
pub async fn add(
    txn: &DatabaseTransaction,
    (import, place): (Uuid, &str),
    entries: &[i64],
    marks: &[Mark],
    now: DateTime<Utc>,
) -> Result<()> {
    let made = payment_import::ActiveModel {
        id: Set(import.to_string()),
        place: Set(place.to_owned()),
        imported_at: Set(now.timestamp()),
        undone_at: Set(None),
    };
    payment_import::Entity::insert(made).exec_without_returning(txn).await?;
    for entry in entries {
        let row = payment_entry::ActiveModel { import_id: Set(import.to_string()), entry_number: Set(*entry) };
        payment_entry::Entity::insert(row).exec_without_returning(txn).await?;
    }
    for (fingerprint, occurrence) in marks {
        let row = payment_fingerprint::ActiveModel {
            place: Set(place.to_owned()),
            fingerprint: Set(fingerprint.clone()),
            occurrence: Set(*occurrence),
            import_id: Set(import.to_string()),
        };
        payment_fingerprint::Entity::insert(row).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// Puts down that an import was taken back: its payments are unknown again.
pub async fn undo(txn: &DatabaseTransaction, import: Uuid, now: DateTime<Utc>) -> Result<()> {
    let own = payment_fingerprint::Column::ImportId.eq(import.to_string());
    payment_fingerprint::Entity::delete_many().filter(own).exec(txn).await?;
    let update = payment_import::Entity::update_many().col_expr(payment_import::Column::UndoneAt, Expr::value(now.timestamp()));
    update.filter(payment_import::Column::Id.eq(import.to_string())).exec(txn).await?;
    Ok(())
}

fn import(row: payment_import::Model) -> Result<PaymentImport> {
    Ok(PaymentImport { id: id(&row.id)?, place: row.place, imported_at: row.imported_at, undone: row.undone_at.is_some() })
}
