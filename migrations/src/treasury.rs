//! The ledger, and the locks on it. The databases themselves refuse to change or delete an entry, on both kinds: what the program
//! promises is checked a second time, in another place and another language.
//!
//! An entry is appended lines first. Its lines wait without an entry (their foreign key is checked at the end of the transaction);
//! the entry's own row then seals them: it must be the next in the sequence, carry the hash of the one before, and find at least two
//! lines that sum to zero. From then on no line can be added to it.

use sea_orm_migration::prelude::{DbErr, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::{migration, run};

mod accepted;
mod confirmations;
mod contributions;
mod disbursements;
mod handovers;
mod months;
mod only_added;
mod reconciliation;
mod stock;
mod surplus;

migration!(CreateLedger, create_ledger);
migration!(CreateAcceptedReports, accepted::create);
migration!(SumMonths, months::create);
migration!(CreateSurplus, surplus::create);
migration!(CreateContributions, contributions::create);
migration!(CreateDisbursements, disbursements::create);
migration!(CreateHandovers, handovers::create);

pub(crate) fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(CreateLedger),
        Box::new(CreateAcceptedReports),
        Box::new(SumMonths),
        Box::new(CreateSurplus),
        Box::new(CreateContributions),
        Box::new(confirmations::CreateConfirmations),
        Box::new(stock::CreateStock),
        Box::new(CreateDisbursements),
        Box::new(CreateHandovers),
        Box::new(reconciliation::CreateReconciliations),
    ]
}

async fn create_ledger(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let postgres = manager.get_database_backend() == DbBackend::Postgres;
    let connection = manager.get_connection();
    // SQLite would take any value in any column, and would let a row be replaced by its hidden row id.
    let (integer, strict, no_row_id) = if postgres { ("BIGINT", "", "") } else { ("INTEGER", " STRICT", " WITHOUT ROWID") };
    let both = if postgres { "" } else { " STRICT, WITHOUT ROWID" };
    for table in TABLES {
        let words = [("{integer}", integer), ("{strict}", strict), ("{no_row_id}", no_row_id), ("{strict_no_row_id}", both)];
        let table = words.iter().fold(table.to_owned(), |table, (word, means)| table.replace(word, means));
        connection.execute_unprepared(&table).await?;
    }
    run(manager, &BESIDE).await?;
    for lock in if postgres { POSTGRES.as_slice() } else { SQLITE.as_slice() } {
        connection.execute_unprepared(lock).await?;
    }
    run(manager, &[&standard_accounts()]).await
}

const TABLES: [&str; 3] = [
    // The code is what the ledger is written in. The name is the group's; without one the standard words are shown.
    "CREATE TABLE ledger_accounts (
        code TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('cash', 'bank', 'app', 'income', 'expense', 'equity')),
        name TEXT CHECK (length(name) > 0),
        position BIGINT NOT NULL,
        in_use BOOLEAN NOT NULL DEFAULT TRUE
    ){no_row_id}",
    // No column here may ever hold who gave or who is meant (T3); how many counted is all that is said of counters.
    "CREATE TABLE ledger_entries (
        number {integer} PRIMARY KEY CHECK (number > 0),
        id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
        posted_at {integer} NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('opening', 'collection', 'income', 'expense', 'transfer', 'reversal')),
        day TEXT NOT NULL CHECK (length(day) = 10),
        relates_to TEXT CHECK (length(relates_to) = 10),
        reverses {integer} UNIQUE REFERENCES ledger_entries (number),
        counters {integer} CHECK (counters IN (1, 2)),
        note TEXT NOT NULL,
        details TEXT NOT NULL,
        previous_hash TEXT NOT NULL UNIQUE CHECK (length(previous_hash) = 64),
        hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
        CHECK ((kind = 'reversal') = (reverses IS NOT NULL)),
        CHECK ((kind = 'collection') = (counters IS NOT NULL))
    ){strict}",
    // The bound keeps the sum of a million lines within 64 bits.
    "CREATE TABLE ledger_postings (
        entry_number {integer} NOT NULL REFERENCES ledger_entries (number) DEFERRABLE INITIALLY DEFERRED,
        line {integer} NOT NULL CHECK (line > 0),
        account TEXT NOT NULL REFERENCES ledger_accounts (code),
        amount_minor {integer} NOT NULL CHECK (amount_minor BETWEEN -1000000000000 AND 1000000000000),
        PRIMARY KEY (entry_number, line)
    ){strict_no_row_id}",
];

const BESIDE: [&str; 8] = [
    "CREATE INDEX ledger_entries_day ON ledger_entries (day, number)",
    "CREATE INDEX ledger_entries_openings ON ledger_entries (number) WHERE kind = 'opening'",
    "CREATE INDEX ledger_postings_account ON ledger_postings (account, entry_number)",
    // What names a member stands beside the ledger and not in it: it can be erased, and the chain still holds.
    "CREATE TABLE ledger_counters (
        entry_number BIGINT NOT NULL REFERENCES ledger_entries (number),
        member_id TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
        PRIMARY KEY (entry_number, member_id)
    )",
    "CREATE INDEX ledger_counters_member ON ledger_counters (member_id)",
    "CREATE TABLE ledger_authors (
        entry_number BIGINT PRIMARY KEY REFERENCES ledger_entries (number),
        member_id TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE
    )",
    "CREATE INDEX ledger_authors_member ON ledger_authors (member_id)",
    // The words of the note as a search compares them. Made from the note; nothing is lost with it.
    "CREATE TABLE ledger_words (
        entry_number BIGINT PRIMARY KEY REFERENCES ledger_entries (number),
        words TEXT NOT NULL
    )",
];

/// The chart every group begins with, in the order in which it is shown.
fn standard_accounts() -> String {
    const ACCOUNTS: [(&str, &str); 17] = [
        ("assets:cash-box", "cash"),
        ("income:basket", "income"),
        ("income:e-payments", "income"),
        ("income:birthday-contributions", "income"),
        ("income:bequests", "income"),
        ("income:literature-sales", "income"),
        ("income:token-sales", "income"),
        ("income:event-tickets", "income"),
        ("income:interest-and-refunds", "income"),
        ("expenses:rent", "expense"),
        ("expenses:literature", "expense"),
        ("expenses:tokens", "expense"),
        ("expenses:refreshments", "expense"),
        ("expenses:e-payment-fees", "expense"),
        ("expenses:service-bodies", "expense"),
        ("expenses:other", "expense"),
        ("equity:opening", "equity"),
    ];
    let row = |(position, (code, kind)): (usize, &(&str, &str))| format!("('{code}', '{kind}', {})", position + 1);
    let rows: Vec<String> = ACCOUNTS.iter().enumerate().map(row).collect();
    format!("INSERT INTO ledger_accounts (code, kind, position) VALUES {}", rows.join(", "))
}

const SQLITE: [&str; 9] = [
    // INSERT OR REPLACE deletes rows without asking the delete triggers, so the insert itself looks for whatever it would replace.
    "CREATE TRIGGER ledger_entries_insert BEFORE INSERT ON ledger_entries BEGIN
        SELECT RAISE(ABORT, 'ledger: an entry that stands cannot be replaced') WHERE EXISTS (
            SELECT 1 FROM ledger_entries
            WHERE number = NEW.number OR id = NEW.id OR hash = NEW.hash OR previous_hash = NEW.previous_hash OR reverses = NEW.reverses);
        SELECT RAISE(ABORT, 'ledger: entries are numbered in their order') WHERE NEW.number IS NOT
            (SELECT COALESCE(MAX(number), 0) + 1 FROM ledger_entries);
        SELECT RAISE(ABORT, 'ledger: an entry follows from the one before it') WHERE NEW.previous_hash IS NOT COALESCE(
            (SELECT hash FROM ledger_entries ORDER BY number DESC LIMIT 1),
            '0000000000000000000000000000000000000000000000000000000000000000');
        SELECT RAISE(ABORT, 'ledger: an entry has two lines or more that sum to zero') WHERE NOT COALESCE(
            (SELECT COUNT(*) > 1 AND SUM(amount_minor) = 0 FROM ledger_postings WHERE entry_number = NEW.number), 0);
        SELECT RAISE(ABORT, 'ledger: a reversal undoes one entry exactly, and no reversal') WHERE NEW.kind = 'reversal' AND (
            NOT EXISTS (SELECT 1 FROM ledger_entries WHERE number = NEW.reverses AND kind <> 'reversal')
            OR EXISTS (SELECT 1 FROM ledger_postings WHERE entry_number IN (NEW.number, NEW.reverses)
                GROUP BY account HAVING SUM(amount_minor) <> 0));
    END",
    "CREATE TRIGGER ledger_entries_update BEFORE UPDATE ON ledger_entries BEGIN
        SELECT RAISE(ABORT, 'ledger: an entry is never changed');
    END",
    "CREATE TRIGGER ledger_entries_delete BEFORE DELETE ON ledger_entries BEGIN
        SELECT RAISE(ABORT, 'ledger: an entry is never deleted');
    END",
    "CREATE TRIGGER ledger_postings_insert BEFORE INSERT ON ledger_postings BEGIN
        SELECT RAISE(ABORT, 'ledger: a line that stands cannot be replaced') WHERE EXISTS (
            SELECT 1 FROM ledger_postings WHERE entry_number = NEW.entry_number AND line = NEW.line);
        SELECT RAISE(ABORT, 'ledger: an entry that stands takes no more lines') WHERE NEW.entry_number IS NOT
            (SELECT COALESCE(MAX(number), 0) + 1 FROM ledger_entries);
    END",
    "CREATE TRIGGER ledger_postings_update BEFORE UPDATE ON ledger_postings BEGIN
        SELECT RAISE(ABORT, 'ledger: a line is never changed');
    END",
    "CREATE TRIGGER ledger_postings_delete BEFORE DELETE ON ledger_postings BEGIN
        SELECT RAISE(ABORT, 'ledger: a line is never deleted');
    END",
    "CREATE TRIGGER ledger_accounts_insert BEFORE INSERT ON ledger_accounts BEGIN
        SELECT RAISE(ABORT, 'ledger: an account keeps its code and its kind') WHERE EXISTS (
            SELECT 1 FROM ledger_accounts WHERE code = NEW.code);
    END",
    "CREATE TRIGGER ledger_accounts_update BEFORE UPDATE ON ledger_accounts
        WHEN NEW.code IS NOT OLD.code OR NEW.kind IS NOT OLD.kind BEGIN
        SELECT RAISE(ABORT, 'ledger: an account keeps its code and its kind');
    END",
    "CREATE TRIGGER ledger_accounts_delete BEFORE DELETE ON ledger_accounts BEGIN
        SELECT RAISE(ABORT, 'ledger: an account is never deleted');
    END",
];

const POSTGRES: [&str; 10] = [
    "CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'ledger: % is never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$",
    "CREATE FUNCTION ledger_seal() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.number IS DISTINCT FROM (SELECT COALESCE(MAX(number), 0) + 1 FROM ledger_entries) THEN
            RAISE EXCEPTION 'ledger: entries are numbered in their order' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.previous_hash IS DISTINCT FROM COALESCE(
            (SELECT hash FROM ledger_entries ORDER BY number DESC LIMIT 1), repeat('0', 64)) THEN
            RAISE EXCEPTION 'ledger: an entry follows from the one before it' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT COALESCE(
            (SELECT COUNT(*) > 1 AND SUM(amount_minor) = 0 FROM ledger_postings WHERE entry_number = NEW.number), FALSE) THEN
            RAISE EXCEPTION 'ledger: an entry has two lines or more that sum to zero' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.kind = 'reversal' AND (
            NOT EXISTS (SELECT 1 FROM ledger_entries WHERE number = NEW.reverses AND kind <> 'reversal')
            OR EXISTS (SELECT 1 FROM ledger_postings WHERE entry_number IN (NEW.number, NEW.reverses)
                GROUP BY account HAVING SUM(amount_minor) <> 0)) THEN
            RAISE EXCEPTION 'ledger: a reversal undoes one entry exactly, and no reversal' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$",
    "CREATE FUNCTION ledger_open_lines() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.entry_number IS DISTINCT FROM (SELECT COALESCE(MAX(number), 0) + 1 FROM ledger_entries) THEN
            RAISE EXCEPTION 'ledger: an entry that stands takes no more lines' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$",
    "CREATE FUNCTION ledger_keep_account() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.code IS DISTINCT FROM OLD.code OR NEW.kind IS DISTINCT FROM OLD.kind THEN
            RAISE EXCEPTION 'ledger: an account keeps its code and its kind' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$",
    "CREATE TRIGGER ledger_entries_insert BEFORE INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION ledger_seal()",
    "CREATE TRIGGER ledger_entries_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
    "CREATE TRIGGER ledger_postings_insert BEFORE INSERT ON ledger_postings FOR EACH ROW EXECUTE FUNCTION ledger_open_lines()",
    "CREATE TRIGGER ledger_postings_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_postings
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
    "CREATE TRIGGER ledger_accounts_update BEFORE UPDATE ON ledger_accounts FOR EACH ROW EXECUTE FUNCTION ledger_keep_account()",
    "CREATE TRIGGER ledger_accounts_keep BEFORE DELETE OR TRUNCATE ON ledger_accounts
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
];
