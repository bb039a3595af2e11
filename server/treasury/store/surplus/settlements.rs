//! What settled what was due. A payment whose expense was reversed is still here, and holds no longer.

use chrono::NaiveDate;
use homegroup_plugin::Result;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryResult, Statement};
use uuid::Uuid;

use super::{day, id};
use crate::treasury::entity::surplus::settlement::{ActiveModel, Entity};
use crate::treasury::rules::surplus::due::{DueKey, Settlement};

const ALL: &str = "SELECT s.bill_id, s.bill_due_on, s.earmark_id, s.distribution_id, s.distribution_line, s.settled_on,
        s.entry_number, e.id AS entry_id, r.day AS reversed_on
    FROM due_settlements s
    LEFT JOIN ledger_entries e ON e.number = s.entry_number
    LEFT JOIN ledger_entries r ON r.reverses = s.entry_number
    ORDER BY s.id";

/// All of them.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Settlement>> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), ALL)).await?;
    rows.iter().map(settlement).collect()
}

/// What holds of this due today, whatever its day: it is paid, or let go.
pub async fn holding(db: &impl ConnectionTrait, key: DueKey) -> Result<Option<Settlement>> {
    Ok(all(db).await?.into_iter().find(|settlement| settlement.key == key && settlement.holds()))
}

/// Notes that an expense paid it.
pub async fn paid(txn: &DatabaseTransaction, key: DueKey, entry: i64, on: NaiveDate) -> Result<()> {
    insert(txn, key, Some(entry), on).await
}

/// Notes that it need not be paid.
pub async fn let_go(txn: &DatabaseTransaction, key: DueKey, on: NaiveDate) -> Result<()> {
    insert(txn, key, None, on).await
}

async fn insert(txn: &DatabaseTransaction, key: DueKey, entry: Option<i64>, on: NaiveDate) -> Result<()> {
    let (bill, earmark, share) = match key {
        DueKey::Bill(bill, due_on) => (Some((bill, due_on)), None, None),
        DueKey::Earmark(earmark) => (None, Some(earmark), None),
        DueKey::Share(distribution, line) => (None, None, Some((distribution, line))),
    };
    let row = ActiveModel {
        id: Set(Uuid::now_v7().to_string()),
        bill_id: Set(bill.map(|(id, _)| id.to_string())),
        bill_due_on: Set(bill.map(|(_, due_on)| due_on.to_string())),
        earmark_id: Set(earmark.map(|id| id.to_string())),
        distribution_id: Set(share.map(|(id, _)| id.to_string())),
        distribution_line: Set(share.map(|(_, line)| line)),
        entry_number: Set(entry),
        settled_on: Set(on.to_string()),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

fn settlement(row: &QueryResult) -> Result<Settlement> {
    let text = |column: &str| row.try_get::<Option<String>>("", column);
    let key = match (text("bill_id")?, text("bill_due_on")?, text("earmark_id")?, text("distribution_id")?) {
        (Some(bill), Some(due_on), ..) => DueKey::Bill(id(&bill)?, day(&due_on)?),
        (_, _, Some(earmark), _) => DueKey::Earmark(id(&earmark)?),
        (_, _, _, Some(distribution)) => DueKey::Share(id(&distribution)?, row.try_get("", "distribution_line")?),
        _ => return Err(anyhow::anyhow!("a settlement settles nothing").into()),
    };
    let number: Option<i64> = row.try_get("", "entry_number")?;
    let entry = number.zip(text("entry_id")?.as_deref().map(id).transpose()?);
    let settled_on: String = row.try_get("", "settled_on")?;
    let reversed_on = text("reversed_on")?.as_deref().map(day).transpose()?;
    Ok(Settlement { key, on: day(&settled_on)?, entry, reversed_on })
}
