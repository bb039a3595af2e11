//! What the group spent in a month to run its meeting, by the database.

use chrono::NaiveDate;
use homegroup_plugin::Result;
use sea_orm::{ConnectionTrait, Statement};

use super::day;
use crate::treasury::rules::account::NOT_OPERATING;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::surplus::reserve::{MonthSum, first_of_month};

/// A reversal undoes the expense in the month of its own day.
const OPERATING: &str = "SELECT c.month, CAST(SUM(c.amount_minor) AS BIGINT) AS operating_minor
    FROM ledger_month_categories c
    JOIN ledger_accounts a ON a.code = c.account AND a.kind = 'expense'
    WHERE c.month >= $1 AND c.month <= $2 AND c.account <> $3 AND c.account <> $4
    GROUP BY c.month";

/// The day of the earliest entry.
pub async fn begun_on(db: &impl ConnectionTrait) -> Result<Option<NaiveDate>> {
    let sql = "SELECT MIN(day) AS day FROM ledger_entries";
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    let first: Option<String> = row.map(|row| row.try_get("", "day")).transpose()?.flatten();
    first.as_deref().map(day).transpose()
}

/// The operating expense of these months, named by their first days, the oldest first; they follow each other.
pub async fn operating(db: &impl ConnectionTrait, months: &[NaiveDate]) -> Result<Vec<MonthSum>> {
    let (Some(first), Some(last)) = (months.first(), months.last()) else { return Ok(Vec::new()) };
    let month = |day: &NaiveDate| day.format("%Y-%m").to_string();
    let [passed_on, for_others] = NOT_OPERATING;
    let values = [month(first).into(), month(last).into(), passed_on.into(), for_others.into()];
    let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), OPERATING, values)).await?;
    let mut sums: Vec<MonthSum> = months.iter().map(|month| MonthSum { month: *month, operating: Money::ZERO }).collect();
    for row in rows {
        let month: String = row.try_get("", "month")?;
        let month = first_of_month(day(&format!("{month}-01"))?);
        if let Some(sum) = sums.iter_mut().find(|sum| sum.month == month) {
            sum.operating = Money::of_minor(row.try_get("", "operating_minor")?);
        }
    }
    Ok(sums)
}
