//! Contributions that are no basket: whose name stands with one, the limits and what was taken above them, and what was declined.
//!
//! A name stands beside the ledger and can be erased; a basket cannot have one, whatever the program does. The rest is only added to.

use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use super::only_added::only_added_to;
use crate::run;

pub(super) async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(manager, &TABLES).await?;
    let postgres = manager.get_database_backend() == DbBackend::Postgres;
    for lock in only_added_to(&ADDED_TO, postgres).into_iter().chain(nameless(postgres)) {
        manager.get_connection().execute_unprepared(&lock).await?;
    }
    Ok(())
}

const TABLES: [&str; 5] = [
    "CREATE TABLE contribution_givers (
        entry_number BIGINT PRIMARY KEY REFERENCES ledger_entries (number),
        member_id TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
        occasion TEXT NOT NULL CHECK (occasion IN ('birthday', 'bequest', 'receipt'))
    )",
    "CREATE INDEX contribution_givers_member ON contribution_givers (member_id)",
    "CREATE TABLE contribution_limits (
        number BIGINT PRIMARY KEY CHECK (number > 0),
        id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
        effective_on TEXT NOT NULL CHECK (length(effective_on) = 10),
        yearly_minor BIGINT CHECK (yearly_minor > 0),
        bequest_minor BIGINT CHECK (bequest_minor > 0),
        decision_number BIGINT CHECK (decision_number > 0),
        meeting_on TEXT CHECK (length(meeting_on) = 10),
        laid_down_at BIGINT NOT NULL,
        CHECK ((decision_number IS NULL) <> (meeting_on IS NULL))
    )",
    "CREATE TABLE contributions_above_limit (
        entry_number BIGINT PRIMARY KEY REFERENCES ledger_entries (number),
        decision_number BIGINT CHECK (decision_number > 0),
        meeting_on TEXT CHECK (length(meeting_on) = 10),
        CHECK ((decision_number IS NULL) <> (meeting_on IS NULL))
    )",
    "CREATE TABLE declined_contributions (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        day TEXT NOT NULL CHECK (length(day) = 10),
        amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
        note TEXT NOT NULL,
        declined_at BIGINT NOT NULL
    )",
];

const ADDED_TO: [(&str, &str); 3] = [
    ("contribution_limits", "number = NEW.number OR id = NEW.id"),
    ("contributions_above_limit", "entry_number = NEW.entry_number"),
    ("declined_contributions", "id = NEW.id"),
];

/// An entry that may not carry a name: not income, or from none of the accounts where a name may stand (T3, T7).
const NAMELESS: &str = "NOT EXISTS (SELECT 1 FROM ledger_entries e JOIN ledger_postings p ON p.entry_number = e.number
    WHERE e.number = NEW.entry_number AND e.kind = 'income'
        AND p.account IN ('income:birthday-contributions', 'income:bequests', 'income:e-payments'))";

fn nameless(postgres: bool) -> Vec<String> {
    let words = "contributions: this entry carries no name";
    if !postgres {
        let refuse = format!("WHEN {NAMELESS} BEGIN SELECT RAISE(ABORT, '{words}'); END");
        return ["INSERT", "UPDATE"]
            .map(|act| format!("CREATE TRIGGER contribution_givers_{act} BEFORE {act} ON contribution_givers {refuse}"))
            .to_vec();
    }
    vec![
        format!(
            "CREATE FUNCTION contribution_givers_named() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF {NAMELESS} THEN
                    RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            END $$"
        ),
        "CREATE TRIGGER contribution_givers_named BEFORE INSERT OR UPDATE ON contribution_givers
            FOR EACH ROW EXECUTE FUNCTION contribution_givers_named()"
            .to_owned(),
    ]
}
