//! The ledger's sums by month. A report takes whole months from here, so that what it costs follows its period and not the group's age.
//!
//! The database keeps them itself, in the transaction that seals an entry: no way of appending can forget them. They are made from the
//! entries and hold nothing of their own; `homegroup ledger verify` compares them.

use sea_orm_migration::prelude::{DbErr, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::{migration, run};

migration!(SumMonths, sum_months);

pub(crate) fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(SumMonths)]
}

async fn sum_months(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(manager, &TABLES).await?;
    run(manager, &[&insert(PLACES, ""), &insert(CATEGORIES, "")]).await?;
    let keep = |sums: &str, table: &str, key: &str, added: &[&str]| {
        let added: Vec<_> = added.iter().map(|column| format!("{column} = {table}.{column} + excluded.{column}")).collect();
        format!("{} ON CONFLICT ({key}) DO UPDATE SET {};", insert(sums, "WHERE e.number = NEW.number"), added.join(", "))
    };
    let keep = [
        keep(PLACES, "ledger_month_places", "month, place, kind", &["amount_minor", "collections", "single_counts"]),
        keep(CATEGORIES, "ledger_month_categories", "month, account, place", &["amount_minor"]),
    ]
    .join("\n");
    let connection = manager.get_connection();
    if manager.get_database_backend() == DbBackend::Postgres {
        let function =
            format!("CREATE FUNCTION ledger_sum_month() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {keep} RETURN NULL; END $$");
        connection.execute_unprepared(&function).await?;
        let trigger = "CREATE TRIGGER ledger_entries_sum AFTER INSERT ON ledger_entries
            FOR EACH ROW EXECUTE FUNCTION ledger_sum_month()";
        connection.execute_unprepared(trigger).await?;
    } else {
        let trigger = format!("CREATE TRIGGER ledger_entries_sum AFTER INSERT ON ledger_entries BEGIN {keep} END");
        connection.execute_unprepared(&trigger).await?;
    }
    Ok(())
}

const TABLES: [&str; 2] = [
    // What moved at a place through entries of a kind (a reversal counts as the kind it undoes), and how many baskets were counted.
    "CREATE TABLE ledger_month_places (
        month TEXT NOT NULL CHECK (length(month) = 7),
        place TEXT NOT NULL REFERENCES ledger_accounts (code),
        kind TEXT NOT NULL,
        amount_minor BIGINT NOT NULL,
        collections BIGINT NOT NULL,
        single_counts BIGINT NOT NULL,
        PRIMARY KEY (month, place, kind)
    )",
    // What an income or expense account took part in, by the place where the money went or came from.
    "CREATE TABLE ledger_month_categories (
        month TEXT NOT NULL CHECK (length(month) = 7),
        account TEXT NOT NULL REFERENCES ledger_accounts (code),
        place TEXT NOT NULL REFERENCES ledger_accounts (code),
        amount_minor BIGINT NOT NULL,
        PRIMARY KEY (month, account, place)
    )",
];

/// The sums of the entries that `{which}` chooses.
fn insert(sums: &str, which: &str) -> String {
    // Without a condition SQLite would read ON CONFLICT as a part of the join.
    sums.replace("{which}", if which.is_empty() { "WHERE TRUE" } else { which })
}

const PLACES: &str = "INSERT INTO ledger_month_places (month, place, kind, amount_minor, collections, single_counts)
    SELECT substr(e.day, 1, 7), p.account, COALESCE(o.kind, e.kind), CAST(SUM(p.amount_minor) AS BIGINT),
        CAST(SUM(CASE WHEN e.kind = 'collection' THEN 1 ELSE 0 END) AS BIGINT),
        CAST(SUM(CASE WHEN e.counters = 1 THEN 1 ELSE 0 END) AS BIGINT)
    FROM ledger_entries e
    JOIN ledger_postings p ON p.entry_number = e.number
    JOIN ledger_accounts a ON a.code = p.account AND a.kind IN ('cash', 'bank', 'app')
    LEFT JOIN ledger_entries o ON o.number = e.reverses
    {which}
    GROUP BY substr(e.day, 1, 7), p.account, COALESCE(o.kind, e.kind)";

const CATEGORIES: &str = "INSERT INTO ledger_month_categories (month, account, place, amount_minor)
    SELECT substr(e.day, 1, 7), c.account, p.account, CAST(SUM(c.amount_minor) AS BIGINT)
    FROM ledger_entries e
    JOIN ledger_postings c ON c.entry_number = e.number
    JOIN ledger_accounts ca ON ca.code = c.account AND ca.kind IN ('income', 'expense')
    JOIN ledger_postings p ON p.entry_number = e.number
    JOIN ledger_accounts pa ON pa.code = p.account AND pa.kind IN ('cash', 'bank', 'app')
    {which}
    GROUP BY substr(e.day, 1, 7), c.account, p.account";
