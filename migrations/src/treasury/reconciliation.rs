//! Statements of a bank or app held against the ledger, and files brought in. They stand beside the ledger and never change an entry.
//!
//! Of a file's rows nothing is kept that could name a payer: a day, an amount, and a keyed fingerprint that tells the row when it comes
//! again. Rows that are the same within one file are numbered, so that two equal payments are two.

use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::{migration, run};

migration!(CreateReconciliations, create_reconciliations);

async fn create_reconciliations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(manager, &TABLES).await?;
    let postgres = manager.get_database_backend() == DbBackend::Postgres;
    let locks = if postgres { postgres_locks() } else { sqlite_locks() };
    for lock in locks {
        manager.get_connection().execute_unprepared(&lock).await?;
    }
    Ok(())
}

const TABLES: [&str; 15] = [
    // Its figures are what they were when it came out even; the ledger may get late entries on its days afterwards.
    "CREATE TABLE reconciliations (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        place TEXT NOT NULL REFERENCES ledger_accounts (code),
        statement_on TEXT NOT NULL CHECK (length(statement_on) = 10),
        balance_minor BIGINT NOT NULL CHECK (balance_minor BETWEEN -1000000000000 AND 1000000000000),
        status TEXT NOT NULL CHECK (status IN ('open', 'reconciled')),
        in_transit_minor BIGINT CHECK (in_transit_minor >= 0),
        outstanding_minor BIGINT CHECK (outstanding_minor >= 0),
        ledger_minor BIGINT,
        started_at BIGINT NOT NULL,
        reconciled_at BIGINT,
        UNIQUE (id, place),
        CHECK ((status = 'reconciled') = (reconciled_at IS NOT NULL)),
        CHECK ((status = 'reconciled') = (in_transit_minor IS NOT NULL)),
        CHECK ((status = 'reconciled') = (outstanding_minor IS NOT NULL)),
        CHECK ((status = 'reconciled') = (ledger_minor IS NOT NULL)),
        CHECK (status = 'open' OR balance_minor + in_transit_minor - outstanding_minor = ledger_minor)
    )",
    "CREATE UNIQUE INDEX reconciliations_day ON reconciliations (place, statement_on)",
    "CREATE UNIQUE INDEX reconciliations_open ON reconciliations (place) WHERE status = 'open'",
    // Rows and entries that are the same money.
    "CREATE TABLE statement_matches (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        reconciliation_id TEXT NOT NULL REFERENCES reconciliations (id),
        UNIQUE (id, reconciliation_id)
    )",
    // What an entry does at a place either stands on a statement, once, or was still on its way on the day of one.
    "CREATE TABLE reconciliation_lines (
        reconciliation_id TEXT NOT NULL,
        place TEXT NOT NULL,
        entry_number BIGINT NOT NULL REFERENCES ledger_entries (number),
        amount_minor BIGINT NOT NULL CHECK (amount_minor <> 0),
        state TEXT NOT NULL CHECK (state IN ('cleared', 'in_transit', 'outstanding')),
        match_id TEXT,
        PRIMARY KEY (reconciliation_id, entry_number),
        FOREIGN KEY (reconciliation_id, place) REFERENCES reconciliations (id, place),
        FOREIGN KEY (match_id, reconciliation_id) REFERENCES statement_matches (id, reconciliation_id),
        CHECK (state <> 'in_transit' OR amount_minor > 0),
        CHECK (state <> 'outstanding' OR amount_minor < 0),
        CHECK (match_id IS NULL OR state = 'cleared')
    )",
    "CREATE UNIQUE INDEX reconciliation_lines_cleared ON reconciliation_lines (place, entry_number) WHERE state = 'cleared'",
    "CREATE INDEX reconciliation_lines_match ON reconciliation_lines (match_id)",
    "CREATE TABLE statement_imports (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        place TEXT NOT NULL REFERENCES ledger_accounts (code),
        imported_at BIGINT NOT NULL,
        UNIQUE (id, place)
    )",
    "CREATE TABLE statement_rows (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        import_id TEXT NOT NULL,
        place TEXT NOT NULL,
        day TEXT NOT NULL CHECK (length(day) = 10),
        amount_minor BIGINT NOT NULL CHECK (amount_minor <> 0 AND amount_minor BETWEEN -1000000000000 AND 1000000000000),
        fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
        occurrence BIGINT NOT NULL CHECK (occurrence > 0),
        match_id TEXT REFERENCES statement_matches (id),
        UNIQUE (place, fingerprint, occurrence),
        FOREIGN KEY (import_id, place) REFERENCES statement_imports (id, place)
    )",
    "CREATE INDEX statement_rows_import ON statement_rows (import_id)",
    "CREATE INDEX statement_rows_match ON statement_rows (match_id)",
    // Where the columns stand in a place's files: numbers and a keyed hash of the heading, never its words. In a file without a heading
    // they would be somebody's payment.
    "CREATE TABLE import_columns (
        place TEXT NOT NULL REFERENCES ledger_accounts (code),
        purpose TEXT NOT NULL CHECK (purpose IN ('statement', 'payments')),
        heading TEXT NOT NULL CHECK (length(heading) = 64),
        day BIGINT NOT NULL CHECK (day >= 0),
        day_order TEXT NOT NULL CHECK (day_order IN ('ymd', 'mdy', 'dmy')),
        amount BIGINT CHECK (amount >= 0),
        money_in BIGINT CHECK (money_in >= 0),
        money_out BIGINT CHECK (money_out >= 0),
        fee BIGINT CHECK (fee >= 0),
        PRIMARY KEY (place, purpose),
        CHECK ((amount IS NULL) = (money_in IS NOT NULL)),
        CHECK ((money_in IS NULL) = (money_out IS NULL)),
        CHECK (fee IS NULL OR purpose = 'payments')
    )",
    "CREATE TABLE payment_imports (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        place TEXT NOT NULL REFERENCES ledger_accounts (code),
        imported_at BIGINT NOT NULL,
        undone_at BIGINT,
        UNIQUE (id, place)
    )",
    // The entries of an import, one a day; what each payment was stands nowhere.
    "CREATE TABLE payment_import_entries (
        import_id TEXT NOT NULL REFERENCES payment_imports (id),
        entry_number BIGINT NOT NULL UNIQUE REFERENCES ledger_entries (number),
        PRIMARY KEY (import_id, entry_number)
    )",
    "CREATE TABLE payment_fingerprints (
        place TEXT NOT NULL,
        fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
        occurrence BIGINT NOT NULL CHECK (occurrence > 0),
        import_id TEXT NOT NULL,
        PRIMARY KEY (place, fingerprint, occurrence),
        FOREIGN KEY (import_id, place) REFERENCES payment_imports (id, place)
    )",
];

/// What belongs to a reconciliation that came out even stays: the table, and how a row of it says which.
const KEPT: [(&str, &str); 3] =
    [("reconciliations", "id"), ("reconciliation_lines", "reconciliation_id"), ("statement_matches", "reconciliation_id")];

fn sqlite_locks() -> Vec<String> {
    let kept = KEPT.iter().flat_map(|(table, id)| {
        let refuse = format!("SELECT RAISE(ABORT, 'reconciliation: {table} stay once they are reconciled')");
        let done = |row: &str| format!("EXISTS (SELECT 1 FROM reconciliations WHERE id = {row}.{id} AND status = 'reconciled')");
        [("insert", "INSERT", "NEW"), ("update", "UPDATE", "OLD"), ("delete", "DELETE", "OLD")].map(|(name, event, row)| {
            format!("CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} WHEN {} BEGIN {refuse}; END", done(row))
        })
    });
    let refuse = "SELECT RAISE(ABORT, 'reconciliation: rows stay once they are reconciled')";
    let rows = [("update", "UPDATE"), ("delete", "DELETE")].map(|(name, event)| {
        format!("CREATE TRIGGER statement_rows_{name} BEFORE {event} ON statement_rows WHEN {ROW_DONE} BEGIN {refuse}; END")
    });
    kept.chain(rows).collect()
}

const ROW_DONE: &str = "EXISTS (SELECT 1 FROM statement_matches m JOIN reconciliations r ON r.id = m.reconciliation_id
    WHERE m.id = OLD.match_id AND r.status = 'reconciled')";

fn postgres_locks() -> Vec<String> {
    let function = |table: &str, event: &str, wrong: &str, back: &str| {
        format!(
            "CREATE FUNCTION {table}_{event}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF {wrong} THEN
                    RAISE EXCEPTION 'reconciliation: {table} stay once they are reconciled' USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN {back};
            END $$"
        )
    };
    let trigger = |table: &str, event: &str| {
        format!("CREATE TRIGGER {table}_{event} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_{event}()")
    };
    let events = [("insert", "NEW", "NEW"), ("update", "OLD", "NEW"), ("delete", "OLD", "OLD")];
    let kept = KEPT.iter().flat_map(|(table, id)| {
        events.into_iter().flat_map(move |(event, row, back)| {
            let wrong = format!("EXISTS (SELECT 1 FROM reconciliations WHERE id = {row}.{id} AND status = 'reconciled')");
            [function(table, event, &wrong, back), trigger(table, event)]
        })
    });
    let rows = [("update", "NEW"), ("delete", "OLD")]
        .into_iter()
        .flat_map(|(event, back)| [function("statement_rows", event, ROW_DONE, back), trigger("statement_rows", event)]);
    kept.chain(rows).collect()
}
