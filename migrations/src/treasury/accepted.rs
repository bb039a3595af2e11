//! Accepted reports (T12), and the lock they put on the ledger. The database refuses to change or delete one, to accept a period that does
//! not follow the one before or rests on another ledger, and to take an entry into a period that is accepted.
//!
//! Acceptances and entries wait for one another: on PostgreSQL both triggers take the lock that appending takes, so that neither can
//! commit what the other did not see; SQLite has one writer at a time anyway.

use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

pub(super) async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let postgres = manager.get_database_backend() == DbBackend::Postgres;
    let connection = manager.get_connection();
    let (integer, strict) = if postgres { ("BIGINT", "") } else { ("INTEGER", " STRICT") };
    connection.execute_unprepared(&TABLE.replace("{integer}", integer).replace("{strict}", strict)).await?;
    for lock in if postgres { POSTGRES.as_slice() } else { SQLITE.as_slice() } {
        connection.execute_unprepared(lock).await?;
    }
    Ok(())
}

// The business meeting has no foreign key: its minutes are another slice's, and a draft may be thrown away.
const TABLE: &str = "CREATE TABLE accepted_reports (
    number {integer} PRIMARY KEY CHECK (number > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
    from_day TEXT NOT NULL UNIQUE CHECK (length(from_day) = 10),
    to_day TEXT NOT NULL UNIQUE CHECK (length(to_day) = 10),
    opening_minor {integer} NOT NULL,
    brought_in_minor {integer} NOT NULL,
    income_minor {integer} NOT NULL,
    expenses_minor {integer} NOT NULL,
    closing_minor {integer} NOT NULL,
    last_entry {integer} NOT NULL REFERENCES ledger_entries (number),
    last_hash TEXT NOT NULL CHECK (length(last_hash) = 64),
    fingerprint TEXT NOT NULL CHECK (length(fingerprint) > 0),
    accepted_on TEXT NOT NULL CHECK (length(accepted_on) = 10),
    meeting_id TEXT,
    recorded_at {integer} NOT NULL,
    previous_hash TEXT NOT NULL UNIQUE CHECK (length(previous_hash) = 64),
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
    CHECK (from_day <= to_day AND to_day <= accepted_on),
    CHECK (closing_minor = opening_minor + brought_in_minor + income_minor - expenses_minor)
){strict}";

const SQLITE: [&str; 4] = [
    "CREATE TRIGGER accepted_reports_insert BEFORE INSERT ON accepted_reports BEGIN
        SELECT RAISE(ABORT, 'ledger: an accepted report cannot be replaced') WHERE EXISTS (
            SELECT 1 FROM accepted_reports WHERE number = NEW.number OR id = NEW.id OR from_day = NEW.from_day
                OR to_day = NEW.to_day OR hash = NEW.hash OR previous_hash = NEW.previous_hash);
        SELECT RAISE(ABORT, 'ledger: accepted reports are numbered in their order') WHERE NEW.number IS NOT
            (SELECT COALESCE(MAX(number), 0) + 1 FROM accepted_reports);
        SELECT RAISE(ABORT, 'ledger: an accepted report follows from the one before it') WHERE NEW.previous_hash IS NOT COALESCE(
            (SELECT hash FROM accepted_reports ORDER BY number DESC LIMIT 1),
            '0000000000000000000000000000000000000000000000000000000000000000');
        SELECT RAISE(ABORT, 'ledger: an accepted report opens where the one before it closed') WHERE EXISTS (
            SELECT 1 FROM accepted_reports WHERE number = NEW.number - 1
                AND (date(to_day, '+1 day') IS NOT NEW.from_day OR closing_minor <> NEW.opening_minor));
        SELECT RAISE(ABORT, 'ledger: an accepted report rests on all entries up to its last day') WHERE NOT EXISTS (
            SELECT 1 FROM ledger_entries WHERE number = NEW.last_entry AND hash = NEW.last_hash
                AND number = (SELECT MAX(number) FROM ledger_entries WHERE day <= NEW.to_day));
    END",
    "CREATE TRIGGER accepted_reports_update BEFORE UPDATE ON accepted_reports BEGIN
        SELECT RAISE(ABORT, 'ledger: an accepted report is never changed');
    END",
    "CREATE TRIGGER accepted_reports_delete BEFORE DELETE ON accepted_reports BEGIN
        SELECT RAISE(ABORT, 'ledger: an accepted report is never deleted');
    END",
    "CREATE TRIGGER ledger_entries_open BEFORE INSERT ON ledger_entries BEGIN
        SELECT RAISE(ABORT, 'ledger: the report of this day is accepted') WHERE EXISTS (
            SELECT 1 FROM accepted_reports WHERE to_day >= NEW.day);
    END",
];

// A trigger function looks anew with every query, so that what it finds after it got the lock is what is committed.
const POSTGRES: [&str; 5] = [
    "CREATE FUNCTION ledger_accept() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE before accepted_reports%ROWTYPE;
    BEGIN
        PERFORM pg_advisory_xact_lock(119182731994482);
        SELECT * INTO before FROM accepted_reports ORDER BY number DESC LIMIT 1;
        IF NEW.number IS DISTINCT FROM COALESCE(before.number, 0) + 1 THEN
            RAISE EXCEPTION 'ledger: accepted reports are numbered in their order' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.previous_hash IS DISTINCT FROM COALESCE(before.hash, repeat('0', 64)) THEN
            RAISE EXCEPTION 'ledger: an accepted report follows from the one before it' USING ERRCODE = 'check_violation';
        END IF;
        IF before.number IS NOT NULL
            AND ((before.to_day::date + 1)::text <> NEW.from_day OR before.closing_minor <> NEW.opening_minor) THEN
            RAISE EXCEPTION 'ledger: an accepted report opens where the one before it closed' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM ledger_entries WHERE number = NEW.last_entry AND hash = NEW.last_hash
            AND number = (SELECT MAX(number) FROM ledger_entries WHERE day <= NEW.to_day)) THEN
            RAISE EXCEPTION 'ledger: an accepted report rests on all entries up to its last day' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$",
    "CREATE TRIGGER accepted_reports_insert BEFORE INSERT ON accepted_reports FOR EACH ROW EXECUTE FUNCTION ledger_accept()",
    "CREATE TRIGGER accepted_reports_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON accepted_reports
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
    "CREATE FUNCTION ledger_open_day() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock(119182731994482);
        IF EXISTS (SELECT 1 FROM accepted_reports WHERE to_day >= NEW.day) THEN
            RAISE EXCEPTION 'ledger: the report of this day is accepted' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$",
    // Triggers run in the order of their names; this one before the one that seals the entry.
    "CREATE TRIGGER ledger_entries_a_open BEFORE INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION ledger_open_day()",
];
