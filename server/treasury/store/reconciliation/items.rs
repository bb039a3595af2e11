//! What the entries do at a place, and which of it stands on a statement.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use homegroup_plugin::Result;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement as Sql};
use uuid::Uuid;

use super::{day, id};
use crate::treasury::entity::entry;
use crate::treasury::entity::reconciliation::line;
use crate::treasury::rules::entry::Entry;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::reconciliation::reckoning::{Item, to_look_at};
use crate::treasury::rules::reconciliation::statement::Reconciliation;
use crate::treasury::store::entries::with_lines;

/// What an earlier statement shows is settled.
const UNCLEARED: &str = "SELECT e.number, e.day, e.reverses, CAST(SUM(p.amount_minor) AS BIGINT) AS amount_minor
    FROM ledger_postings p JOIN ledger_entries e ON e.number = p.entry_number
    WHERE p.account = $1 AND e.day <= $2 AND NOT EXISTS (
        SELECT 1 FROM reconciliation_lines l
        WHERE l.place = $1 AND l.entry_number = e.number AND l.state = 'cleared' AND l.reconciliation_id <> $3)
    GROUP BY e.number, e.day, e.reverses HAVING SUM(p.amount_minor) <> 0 ORDER BY e.day, e.number";

const BALANCE: &str = "SELECT CAST(COALESCE(SUM(p.amount_minor), 0) AS BIGINT) AS amount_minor
    FROM ledger_postings p JOIN ledger_entries e ON e.number = p.entry_number WHERE p.account = $1 AND e.day <= $2";

/// What an open reconciliation has to look at.
pub async fn of_open(db: &impl ConnectionTrait, open: &Reconciliation) -> Result<Vec<Item>> {
    let ticked = stored(db, open).await?;
    let ticked: BTreeMap<i64, Option<Uuid>> = ticked.into_iter().map(|item| (item.entry, item.tied)).collect();
    let values = [open.statement.place.clone().into(), open.statement.on.to_string().into(), open.id.to_string().into()];
    let rows = db.query_all_raw(Sql::from_sql_and_values(db.get_database_backend(), UNCLEARED, values)).await?;
    let mut items = Vec::new();
    for row in rows {
        let entry: i64 = row.try_get("", "number")?;
        let on: String = row.try_get("", "day")?;
        items.push(Item {
            entry,
            day: day(&on)?,
            amount: Money::of_minor(row.try_get("", "amount_minor")?),
            reverses: row.try_get("", "reverses")?,
            ticked: ticked.contains_key(&entry),
            tied: ticked.get(&entry).copied().flatten(),
        });
    }
    Ok(to_look_at(items))
}

/// What was put down with a reconciliation: all of it once it is reconciled, until then what stands on the statement.
pub async fn stored(db: &impl ConnectionTrait, of: &Reconciliation) -> Result<Vec<Item>> {
    let query = line::Entity::find().filter(line::Column::ReconciliationId.eq(of.id.to_string()));
    let rows = query.find_also_related(entry::Entity).order_by_asc(line::Column::EntryNumber).all(db).await?;
    rows.into_iter()
        .map(|(row, entry)| {
            Ok(Item {
                entry: row.entry_number,
                day: entry.as_ref().map_or(Ok(of.statement.on), |entry| day(&entry.day))?,
                amount: Money::of_minor(row.amount_minor),
                reverses: entry.and_then(|entry| entry.reverses),
                ticked: row.state == "cleared",
                tied: row.match_id.as_deref().map(id).transpose()?,
            })
        })
        .collect()
}

/// What the ledger holds at a place at the end of a day.
pub async fn balance(db: &impl ConnectionTrait, place: &str, on: NaiveDate) -> Result<Money> {
    let values = [place.into(), on.to_string().into()];
    let row = db.query_one_raw(Sql::from_sql_and_values(db.get_database_backend(), BALANCE, values)).await?;
    Ok(row.map(|row| row.try_get("", "amount_minor")).transpose()?.map(Money::of_minor).unwrap_or_default())
}

/// The entries of items, by their numbers.
pub async fn entries(db: &impl ConnectionTrait, items: &[Item]) -> Result<BTreeMap<i64, Entry>> {
    let numbers: Vec<i64> = items.iter().map(|item| item.entry).collect();
    let mut entries = BTreeMap::new();
    // A database takes only so many values in one statement.
    for part in numbers.chunks(500) {
        let rows = entry::Entity::find().filter(entry::Column::Number.is_in(part.iter().copied())).all(db).await?;
        for stored in with_lines(db, rows).await? {
            entries.insert(stored.number, stored.read()?);
        }
    }
    Ok(entries)
}
