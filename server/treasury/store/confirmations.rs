//! Which baskets are confirmed. It stands beside the ledger: nothing of it is hashed.

use std::collections::BTreeSet;

use anyhow::Context;
use chrono::{DateTime, Utc};
use homegroup_plugin::{MemberId, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryResult, Statement, Value,
};

use super::append::Writing;
use super::{beside, entries};
use crate::treasury::entity::confirmation::{ActiveModel, Column, Entity};
use crate::treasury::rules::confirmation::{Beside, Refusal, Way, confirm as may_confirm};
use crate::treasury::rules::entry::Entry;
use crate::treasury::rules::report::Period;

/// What is known of a basket beside its entry.
pub async fn beside(db: &impl ConnectionTrait, number: i64) -> Result<Beside> {
    let counters = beside::counters(db, number).await?.into_iter().map(|member| member.0).collect();
    let author = beside::author(db, number).await?.map(|member| member.0);
    let confirmed = match Entity::find_by_id(number).one(db).await? {
        Some(row) => Some(Way::named(&row.way).with_context(|| format!("entry {number} is confirmed in an unknown way"))?),
        None => None,
    };
    let reversed = !entries::reversals(db, &[number]).await?.is_empty();
    Ok(Beside { counters, author, confirmed, reversed })
}

/// Notes that a counter confirms a basket, if she may; harmless when it is confirmed already.
pub async fn confirm(
    writing: &Writing,
    entry: &Entry,
    member: &MemberId,
    way: Way,
    now: DateTime<Utc>,
) -> Result<Result<(), Refusal>> {
    let beside = beside(writing.txn(), entry.number).await?;
    if let Err(refusal) = may_confirm(&entry.content, &beside, &member.0) {
        return Ok(Err(refusal));
    }
    if beside.confirmed.is_none() {
        let row = ActiveModel {
            entry_number: Set(entry.number),
            member_id: Set(Some(member.0.clone())),
            confirmed_at: Set(now.timestamp()),
            way: Set(way.name().to_owned()),
        };
        Entity::insert(row).exec_without_returning(writing.txn()).await?;
    }
    Ok(Ok(()))
}

/// Baskets of the period that two counted, that still stand at its end, and that nobody has confirmed up to now. The days may be old,
/// so that reversals lead here as they do in the sums.
const UNCONFIRMED: &str = "SELECT COUNT(*) AS count FROM ledger_entries e
    WHERE e.counters = 2 AND e.day >= $1 AND e.day <= $2
        AND NOT EXISTS (SELECT 1 FROM collection_confirmations c WHERE c.entry_number = e.number)
        AND NOT EXISTS (SELECT 1 FROM ledger_entries r WHERE r.reverses = e.number AND r.day <= $2)";

/// How many baskets of the period still wait to be confirmed.
pub async fn unconfirmed(db: &impl ConnectionTrait, period: Period) -> Result<u64> {
    let rows = all(db, UNCONFIRMED, [period.from.to_string().into(), period.to.to_string().into()]).await?;
    let count: i64 = rows.first().context("a count has a row")?.try_get("", "count")?;
    Ok(u64::try_from(count).context("a count below zero")?)
}

const WAITING_FOR: &str = "SELECT e.number FROM ledger_counters c JOIN ledger_entries e ON e.number = c.entry_number
    WHERE c.member_id = $1 AND e.counters = 2
        AND NOT EXISTS (SELECT 1 FROM collection_confirmations d WHERE d.entry_number = e.number)
        AND NOT EXISTS (SELECT 1 FROM ledger_authors a WHERE a.entry_number = e.number AND a.member_id = $1)
        AND NOT EXISTS (SELECT 1 FROM ledger_entries r WHERE r.reverses = e.number)
    ORDER BY e.number DESC LIMIT 5";

/// The latest baskets that a member counted and can confirm, the newest first.
pub async fn waiting_for(db: &impl ConnectionTrait, member: &MemberId) -> Result<Vec<Entry>> {
    let mut waiting = Vec::new();
    for row in all(db, WAITING_FOR, [member.0.clone().into()]).await? {
        waiting.extend(entries::by_number(db, row.try_get("", "number")?).await?);
    }
    Ok(waiting)
}

/// Those of `numbers` that are confirmed.
pub async fn confirmed(db: &impl ConnectionTrait, numbers: &[i64]) -> Result<BTreeSet<i64>> {
    let rows = Entity::find().filter(Column::EntryNumber.is_in(numbers.iter().copied())).all(db).await?;
    Ok(rows.into_iter().map(|row| row.entry_number).collect())
}

/// How many baskets a member confirmed.
pub async fn by(db: &impl ConnectionTrait, member: &MemberId) -> Result<u64> {
    Ok(Entity::find().filter(Column::MemberId.eq(&member.0)).count(db).await?)
}

/// Forgets that it was she who confirmed; that it was confirmed stays.
pub async fn forget(txn: &impl ConnectionTrait, member: &MemberId) -> Result<()> {
    let nobody = Expr::value(Value::String(None));
    Entity::update_many().col_expr(Column::MemberId, nobody).filter(Column::MemberId.eq(&member.0)).exec(txn).await?;
    Ok(())
}

async fn all<const N: usize>(db: &impl ConnectionTrait, sql: &str, values: [Value; N]) -> Result<Vec<QueryResult>> {
    Ok(db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?)
}
