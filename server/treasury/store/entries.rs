//! Entries by number or id, and the whole ledger in pieces.

use std::collections::BTreeMap;

use anyhow::Context;
use homegroup_plugin::Result;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::treasury::chain::Stored;
use crate::treasury::entity::{entry, posting};
use crate::treasury::rules::entry::Entry;

/// The entry with this id.
pub async fn by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Entry>> {
    let row = entry::Entity::find().filter(entry::Column::Id.eq(id.to_string())).one(db).await?;
    first(with_lines(db, row.into_iter().collect()).await?)
}

/// The entry with this number.
pub async fn by_number(db: &impl ConnectionTrait, number: i64) -> Result<Option<Entry>> {
    let row = entry::Entity::find_by_id(number).one(db).await?;
    first(with_lines(db, row.into_iter().collect()).await?)
}

fn first(found: Vec<Stored>) -> Result<Option<Entry>> {
    Ok(found.first().map(Stored::read).transpose()?)
}

/// Number and hash of the last entry.
pub async fn last(db: &impl ConnectionTrait) -> Result<Option<(i64, String)>> {
    let query = entry::Entity::find().select_only().column(entry::Column::Number).column(entry::Column::Hash);
    Ok(query.order_by_desc(entry::Column::Number).into_tuple().one(db).await?)
}

/// Number and id of the entry that reverses each of `numbers`, by the number it reverses.
pub async fn reversals(db: &impl ConnectionTrait, numbers: &[i64]) -> Result<BTreeMap<i64, (i64, Uuid)>> {
    let query = entry::Entity::find()
        .select_only()
        .columns([entry::Column::Reverses, entry::Column::Number, entry::Column::Id])
        .filter(entry::Column::Reverses.is_in(numbers.iter().copied()));
    let rows: Vec<(Option<i64>, i64, String)> = query.into_tuple().all(db).await?;
    let mut reversals = BTreeMap::new();
    for (original, number, id) in rows {
        if let Some(original) = original {
            reversals.insert(original, (number, id.parse().context("an entry's id is no UUID")?));
        }
    }
    Ok(reversals)
}

/// Up to `most` entries after the one with number `after`, exactly as stored, in their order.
pub async fn stored_after(db: &impl ConnectionTrait, after: i64, most: u64) -> Result<Vec<Stored>> {
    let query = entry::Entity::find().filter(entry::Column::Number.gt(after)).order_by_asc(entry::Column::Number).limit(most);
    with_lines(db, query.all(db).await?).await
}

/// The lines of an entry: account and amount, and the number of each.
#[derive(Default)]
struct Lines {
    postings: Vec<(String, i64)>,
    numbers: Vec<i64>,
}

/// Brings rows of entries together with their lines.
pub(super) async fn with_lines(db: &impl ConnectionTrait, rows: Vec<entry::Model>) -> Result<Vec<Stored>> {
    let numbers = rows.iter().map(|row| row.number);
    let lines = posting::Entity::find()
        .filter(posting::Column::EntryNumber.is_in(numbers))
        .order_by_asc(posting::Column::EntryNumber)
        .order_by_asc(posting::Column::Line)
        .all(db)
        .await?;
    let mut postings: BTreeMap<i64, Lines> = BTreeMap::new();
    for line in lines {
        let of_entry = postings.entry(line.entry_number).or_default();
        of_entry.postings.push((line.account, line.amount_minor));
        of_entry.numbers.push(line.line);
    }
    let stored = |row: entry::Model| {
        let Lines { postings, numbers } = postings.remove(&row.number).unwrap_or_default();
        Stored {
            postings,
            lines: numbers,
            number: row.number,
            id: row.id,
            posted_at: row.posted_at,
            kind: row.kind,
            day: row.day,
            relates_to: row.relates_to,
            reverses: row.reverses,
            counters: row.counters,
            note: row.note,
            details: row.details,
            previous_hash: row.previous_hash,
            hash: row.hash,
        }
    };
    Ok(rows.into_iter().map(stored).collect())
}
