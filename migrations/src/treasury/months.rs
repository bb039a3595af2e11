//! The ledger's sums by month. A report takes whole months from here, so that what it costs follows its period and not the group's age.
//!
//! The database keeps them itself, in the transaction that seals an entry: no way of appending can forget them. They are made from the
//! entries and hold nothing of their own; `homegroup ledger verify` compares them. What a sum is made of is said once, in two views.

use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::run;

pub(super) async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(manager, &VIEWS).await?;
    run(manager, &TABLES).await?;
    // The condition keeps SQLite from reading ON CONFLICT as a part of a join.
    run(manager, &SUMS.map(|sum| sum.replace("{which}", "TRUE")).each_ref().map(String::as_str)).await?;
    let keep = [0, 1].map(|at| format!("{} {};", SUMS[at].replace("{which}", "entry_number = NEW.number"), ADDED[at])).join("\n");
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

const VIEWS: [&str; 2] = [
    // What moved at a place, line by line. A reversal counts as the kind it undoes, and as no basket.
    "CREATE VIEW ledger_place_moves AS
        SELECT e.number AS entry_number, e.day, p.account AS place, COALESCE(o.kind, e.kind) AS kind, p.amount_minor,
            CASE WHEN e.kind = 'collection' THEN 1 ELSE 0 END AS collections,
            CASE WHEN e.counters = 1 THEN 1 ELSE 0 END AS single_counts
        FROM ledger_entries e
        JOIN ledger_postings p ON p.entry_number = e.number
        JOIN ledger_accounts a ON a.code = p.account AND a.kind IN ('cash', 'bank', 'app')
        LEFT JOIN ledger_entries o ON o.number = e.reverses",
    // What an income or expense account took part in, by the place where the money went or came from: such an entry has exactly one.
    "CREATE VIEW ledger_category_moves AS
        SELECT e.number AS entry_number, e.day, c.account, p.account AS place, c.amount_minor
        FROM ledger_entries e
        JOIN ledger_postings c ON c.entry_number = e.number
        JOIN ledger_accounts ca ON ca.code = c.account AND ca.kind IN ('income', 'expense')
        JOIN ledger_postings p ON p.entry_number = e.number
        JOIN ledger_accounts pa ON pa.code = p.account AND pa.kind IN ('cash', 'bank', 'app')",
];

const TABLES: [&str; 2] = [
    "CREATE TABLE ledger_month_places (
        month TEXT NOT NULL CHECK (length(month) = 7),
        place TEXT NOT NULL REFERENCES ledger_accounts (code),
        kind TEXT NOT NULL,
        amount_minor BIGINT NOT NULL,
        collections BIGINT NOT NULL,
        single_counts BIGINT NOT NULL,
        PRIMARY KEY (month, place, kind)
    )",
    "CREATE TABLE ledger_month_categories (
        month TEXT NOT NULL CHECK (length(month) = 7),
        account TEXT NOT NULL REFERENCES ledger_accounts (code),
        place TEXT NOT NULL REFERENCES ledger_accounts (code),
        amount_minor BIGINT NOT NULL,
        PRIMARY KEY (month, account, place)
    )",
];

const SUMS: [&str; 2] = [
    "INSERT INTO ledger_month_places (month, place, kind, amount_minor, collections, single_counts)
        SELECT substr(day, 1, 7), place, kind,
            CAST(SUM(amount_minor) AS BIGINT), CAST(SUM(collections) AS BIGINT), CAST(SUM(single_counts) AS BIGINT)
        FROM ledger_place_moves WHERE {which} GROUP BY substr(day, 1, 7), place, kind",
    "INSERT INTO ledger_month_categories (month, account, place, amount_minor)
        SELECT substr(day, 1, 7), account, place, CAST(SUM(amount_minor) AS BIGINT)
        FROM ledger_category_moves WHERE {which} GROUP BY substr(day, 1, 7), account, place",
];

/// How a sum is added to the one that is there.
const ADDED: [&str; 2] = [
    "ON CONFLICT (month, place, kind) DO UPDATE SET
        amount_minor = ledger_month_places.amount_minor + excluded.amount_minor,
        collections = ledger_month_places.collections + excluded.collections,
        single_counts = ledger_month_places.single_counts + excluded.single_counts",
    "ON CONFLICT (month, account, place) DO UPDATE SET
        amount_minor = ledger_month_categories.amount_minor + excluded.amount_minor",
];
