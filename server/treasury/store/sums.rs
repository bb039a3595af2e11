//! The sums a report is made of. Whole months are summed up already (the database adds each entry to its month as it is sealed); only the
//! days at the ends of the period are gone through entry by entry.

use std::collections::BTreeMap;

use anyhow::Context;
use homegroup_plugin::Result;
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Statement, Value};

use crate::treasury::rules::cut::Cut;
use crate::treasury::rules::entry::Kind;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::report::{CategorySum, Period, PlaceSum, Sums};
use crate::treasury::rules::year::MonthSum;

const PLACES_BY_MONTH: &str = "SELECT place, kind, CAST(SUM(amount_minor) AS BIGINT) AS amount_minor,
        CAST(SUM(collections) AS BIGINT) AS collections, CAST(SUM(single_counts) AS BIGINT) AS single_counts
    FROM ledger_month_places
    WHERE month >= $1 AND month <= $2
    GROUP BY place, kind";

const CATEGORIES_BY_MONTH: &str = "SELECT account, place, CAST(SUM(amount_minor) AS BIGINT) AS amount_minor
    FROM ledger_month_categories
    WHERE month >= $1 AND month <= $2
    GROUP BY account, place";

const PLACES_BY_DAY: &str = "SELECT place, kind, CAST(SUM(amount_minor) AS BIGINT) AS amount_minor,
        CAST(SUM(collections) AS BIGINT) AS collections, CAST(SUM(single_counts) AS BIGINT) AS single_counts
    FROM ledger_place_moves
    WHERE day >= $1 AND day <= $2
    GROUP BY place, kind";

const CATEGORIES_BY_DAY: &str = "SELECT account, place, CAST(SUM(amount_minor) AS BIGINT) AS amount_minor
    FROM ledger_category_moves
    WHERE day >= $1 AND day <= $2
    GROUP BY account, place";

/// Baskets of the period that were reversed by its end. Reversals are few, so they lead: on SQLite the cross join sees to it.
const REVERSED: &str = "SELECT COUNT(*) AS collections, CAST(COALESCE(SUM(CASE WHEN e.counters = 1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS single_counts
    FROM ledger_entries r CROSS JOIN ledger_entries e
    WHERE e.number = r.reverses AND r.reverses > 0 AND r.day <= $2 AND e.kind = 'collection' AND e.day >= $1 AND e.day <= $2";

const BALANCES: &str = "SELECT place, CAST(SUM(amount_minor) AS BIGINT) AS amount_minor
    FROM ledger_month_places GROUP BY place ORDER BY place";

/// What is summed up, less what the entries say, leaves nothing.
const PLACES_THAT_DIFFER: &str = "SELECT month FROM (
        SELECT month, place, kind, amount_minor, collections, single_counts FROM ledger_month_places
        UNION ALL
        SELECT substr(day, 1, 7), place, kind, -amount_minor, -collections, -single_counts FROM ledger_place_moves
    ) AS both_sides
    GROUP BY month, place, kind
    HAVING SUM(amount_minor) <> 0 OR SUM(collections) <> 0 OR SUM(single_counts) <> 0
    ORDER BY month LIMIT 1";

const CATEGORIES_THAT_DIFFER: &str = "SELECT month FROM (
        SELECT month, account, place, amount_minor FROM ledger_month_categories
        UNION ALL
        SELECT substr(day, 1, 7), account, place, -amount_minor FROM ledger_category_moves
    ) AS both_sides
    GROUP BY month, account, place
    HAVING SUM(amount_minor) <> 0
    ORDER BY month LIMIT 1";

/// Everything for a report. The transaction is a snapshot, so that the sums agree with each other.
pub async fn sums(snapshot: &DatabaseTransaction, period: Period) -> Result<Sums> {
    let before = stretch(snapshot, &Cut::before(period.from)).await?;
    let within = stretch(snapshot, &Cut::of(period)).await?;
    let mut places: BTreeMap<(String, Kind), (Money, Money)> = BTreeMap::new();
    for (place, amount) in before.places {
        places.entry(place).or_default().0 = amount;
    }
    for (place, amount) in within.places {
        places.entry(place).or_default().1 = amount;
    }
    let mut sums = Sums {
        places: places.into_iter().map(|((place, kind), (before, within))| PlaceSum { place, kind, before, within }).collect(),
        categories: within
            .categories
            .into_iter()
            .map(|((account, place), within)| CategorySum { account, place, within })
            .collect(),
        collections: within.collections,
        single_counts: within.single_counts,
    };
    for row in all(snapshot, REVERSED, [period.from.to_string().into(), period.to.to_string().into()]).await? {
        let less = |from: u64, column| count(&row, column).map(|reversed| from.checked_sub(reversed));
        sums.collections = less(sums.collections, "collections")?.context("more baskets were reversed than counted")?;
        sums.single_counts = less(sums.single_counts, "single_counts")?.context("more baskets were reversed than counted")?;
    }
    Ok(sums)
}

/// The first month whose sums are not those of its entries; there is none unless somebody changed them behind the program's back.
pub async fn month_that_differs(snapshot: &DatabaseTransaction) -> Result<Option<String>> {
    let mut months = Vec::new();
    for sql in [PLACES_THAT_DIFFER, CATEGORIES_THAT_DIFFER] {
        for row in all(snapshot, sql, []).await? {
            months.push(row.try_get("", "month")?);
        }
    }
    Ok(months.into_iter().min())
}

const MONTHS_OF_PLACES: &str = "SELECT month, CAST(SUM(amount_minor) AS BIGINT) AS amount_minor,
        CAST(SUM(CASE WHEN kind = 'opening' THEN amount_minor ELSE 0 END) AS BIGINT) AS opened_minor
    FROM ledger_month_places WHERE month >= $1 AND month <= $2 GROUP BY month ORDER BY month";

const MONTHS_OF_CATEGORIES: &str = "SELECT m.month, a.kind, CAST(SUM(m.amount_minor) AS BIGINT) AS amount_minor
    FROM ledger_month_categories m JOIN ledger_accounts a ON a.code = m.account
    WHERE m.month >= $1 AND m.month <= $2 GROUP BY m.month, a.kind ORDER BY m.month, a.kind";

/// The months of a year, and what there was before it.
pub async fn months(snapshot: &DatabaseTransaction, year: Period) -> Result<(Money, Vec<MonthSum>)> {
    let before = stretch(snapshot, &Cut::before(year.from)).await?;
    let opening = Money::sum(before.places.into_values()).context("the sum of all places does not fit")?;
    let within = || [month_of(year.from).into(), month_of(year.to).into()];
    let mut months: BTreeMap<String, MonthSum> = BTreeMap::new();
    for row in all(snapshot, MONTHS_OF_PLACES, within()).await? {
        let month = months.entry(row.try_get("", "month")?).or_default();
        month.places = money(&row)?;
        let opened: i64 = row.try_get("", "opened_minor")?;
        month.opened = Money::of_minor(opened).negated().context("a sum does not fit")?;
    }
    for row in all(snapshot, MONTHS_OF_CATEGORIES, within()).await? {
        let month = months.entry(row.try_get("", "month")?).or_default();
        let kind: String = row.try_get("", "kind")?;
        let sum = if kind == "income" { &mut month.income } else { &mut month.expenses };
        *sum = money(&row)?;
    }
    let numbered = |(month, sum): (String, MonthSum)| {
        let number = month.split('-').nth(1).and_then(|digits| digits.parse().ok());
        Ok(MonthSum { month: number.context("a month cannot be read")?, ..sum })
    };
    Ok((opening, months.into_iter().map(numbered).collect::<anyhow::Result<_>>()?))
}

fn month_of(day: chrono::NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

/// What each place holds, all entries taken together; a place that was never used is left out.
pub async fn balances(db: &impl ConnectionTrait) -> Result<Vec<(String, Money)>> {
    let rows = all(db, BALANCES, []).await?;
    rows.iter().map(|row| Ok((row.try_get("", "place")?, money(row)?))).collect()
}

/// The sums of a stretch of days.
#[derive(Default)]
struct Stretch {
    places: BTreeMap<(String, Kind), Money>,
    categories: BTreeMap<(String, String), Money>,
    collections: u64,
    single_counts: u64,
}

async fn stretch(db: &impl ConnectionTrait, cut: &Cut) -> Result<Stretch> {
    let mut stretch = Stretch::default();
    if let Some((first, last)) = &cut.months {
        let months = || [first.as_str().into(), last.as_str().into()];
        stretch.add_places(&all(db, PLACES_BY_MONTH, months()).await?)?;
        stretch.add_categories(&all(db, CATEGORIES_BY_MONTH, months()).await?)?;
    }
    for period in &cut.days {
        let days = || [period.from.to_string().into(), period.to.to_string().into()];
        stretch.add_places(&all(db, PLACES_BY_DAY, days()).await?)?;
        stretch.add_categories(&all(db, CATEGORIES_BY_DAY, days()).await?)?;
    }
    Ok(stretch)
}

impl Stretch {
    fn add_places(&mut self, rows: &[QueryResult]) -> Result<()> {
        for row in rows {
            let kind: String = row.try_get("", "kind")?;
            let kind = Kind::named(&kind).with_context(|| format!("an entry is of the unknown kind {kind:?}"))?;
            let sum = self.places.entry((row.try_get("", "place")?, kind)).or_default();
            *sum = sum.plus(money(row)?).context(TOO_LARGE)?;
            self.collections += count(row, "collections")?;
            self.single_counts += count(row, "single_counts")?;
        }
        Ok(())
    }

    fn add_categories(&mut self, rows: &[QueryResult]) -> Result<()> {
        for row in rows {
            let sum = self.categories.entry((row.try_get("", "account")?, row.try_get("", "place")?)).or_default();
            *sum = sum.plus(money(row)?).context(TOO_LARGE)?;
        }
        Ok(())
    }
}

const TOO_LARGE: &str = "a sum of the ledger does not fit";

async fn all<const N: usize>(db: &impl ConnectionTrait, sql: &str, values: [Value; N]) -> Result<Vec<QueryResult>> {
    Ok(db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?)
}

fn money(row: &QueryResult) -> Result<Money> {
    Ok(Money::of_minor(row.try_get("", "amount_minor")?))
}

fn count(row: &QueryResult, column: &str) -> Result<u64> {
    let count: i64 = row.try_get("", column)?;
    Ok(u64::try_from(count).context("a count below zero")?)
}
