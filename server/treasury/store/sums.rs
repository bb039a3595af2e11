//! The sums a report is made of, by the database.

use anyhow::Context;
use homegroup_plugin::Result;
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Statement, Value};

use crate::treasury::rules::entry::Kind;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::report::{CategorySum, Period, PlaceSum, Sums};

/// A reversal counts as the kind it undoes.
const PLACES: &str = "SELECT p.account, COALESCE(o.kind, e.kind) AS kind,
        CAST(SUM(CASE WHEN e.day < $1 THEN p.amount_minor ELSE 0 END) AS BIGINT) AS before_minor,
        CAST(SUM(CASE WHEN e.day >= $1 THEN p.amount_minor ELSE 0 END) AS BIGINT) AS within_minor
    FROM ledger_accounts a
    JOIN ledger_postings p ON p.account = a.code
    JOIN ledger_entries e ON e.number = p.entry_number
    LEFT JOIN ledger_entries o ON o.number = e.reverses
    WHERE a.kind IN ('cash', 'bank', 'app') AND e.day <= $2
    GROUP BY p.account, COALESCE(o.kind, e.kind)
    ORDER BY 1, 2";

/// An entry with income or expense has exactly one place.
const CATEGORIES: &str = "SELECT c.account, p.account AS place, CAST(SUM(c.amount_minor) AS BIGINT) AS within_minor
    FROM ledger_entries e
    JOIN ledger_postings c ON c.entry_number = e.number
    JOIN ledger_accounts ca ON ca.code = c.account AND ca.kind IN ('income', 'expense')
    JOIN ledger_postings p ON p.entry_number = e.number
    JOIN ledger_accounts pa ON pa.code = p.account AND pa.kind IN ('cash', 'bank', 'app')
    WHERE e.day >= $1 AND e.day <= $2
    GROUP BY c.account, p.account
    ORDER BY 1, 2";

const COUNTS: &str = "SELECT COUNT(*) AS collections, CAST(COALESCE(SUM(CASE WHEN e.counters = 1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS single_counts
    FROM ledger_entries e
    WHERE e.kind = 'collection' AND e.day >= $1 AND e.day <= $2
    AND NOT EXISTS (SELECT 1 FROM ledger_entries r WHERE r.reverses = e.number AND r.day <= $2)";

const BALANCES: &str = "SELECT p.account, CAST(SUM(p.amount_minor) AS BIGINT) AS balance_minor
    FROM ledger_accounts a JOIN ledger_postings p ON p.account = a.code
    WHERE a.kind IN ('cash', 'bank', 'app')
    GROUP BY p.account";

/// Everything for a report. The transaction is a snapshot, so that the sums agree with each other.
pub async fn sums(snapshot: &DatabaseTransaction, period: Period) -> Result<Sums> {
    let days = || [period.from.to_string().into(), period.to.to_string().into()];
    let mut sums = Sums::default();
    for row in all(snapshot, PLACES, days()).await? {
        let kind: String = row.try_get("", "kind")?;
        sums.places.push(PlaceSum {
            place: row.try_get("", "account")?,
            kind: Kind::named(&kind).with_context(|| format!("an entry is of the unknown kind {kind:?}"))?,
            before: money(&row, "before_minor")?,
            within: money(&row, "within_minor")?,
        });
    }
    for row in all(snapshot, CATEGORIES, days()).await? {
        sums.categories.push(CategorySum {
            account: row.try_get("", "account")?,
            place: row.try_get("", "place")?,
            within: money(&row, "within_minor")?,
        });
    }
    for row in all(snapshot, COUNTS, days()).await? {
        sums.collections = count(&row, "collections")?;
        sums.single_counts = count(&row, "single_counts")?;
    }
    Ok(sums)
}

/// What each place holds, all entries taken together; a place that was never used is left out.
pub async fn balances(db: &impl ConnectionTrait) -> Result<Vec<(String, Money)>> {
    let rows = all(db, BALANCES, []).await?;
    rows.iter().map(|row| Ok((row.try_get("", "account")?, money(row, "balance_minor")?))).collect()
}

async fn all<const N: usize>(db: &impl ConnectionTrait, sql: &str, values: [Value; N]) -> Result<Vec<QueryResult>> {
    Ok(db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?)
}

fn money(row: &QueryResult, column: &str) -> Result<Money> {
    Ok(Money::of_minor(row.try_get("", column)?))
}

fn count(row: &QueryResult, column: &str) -> Result<u64> {
    let count: i64 = row.try_get("", column)?;
    Ok(u64::try_from(count).context("a count below zero")?)
}
