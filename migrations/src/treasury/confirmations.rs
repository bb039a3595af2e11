//! Who counted a basket says that it was so (T4). It stands beside the ledger and can be forgotten without touching an entry; that a
//! basket is confirmed stays when the one who confirmed it is forgotten.

use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::{migration, run};

migration!(CreateConfirmations, create_confirmations);

async fn create_confirmations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(manager, &TABLES).await?;
    let locks = if manager.get_database_backend() == DbBackend::Postgres { postgres_locks() } else { sqlite_locks() };
    for lock in locks {
        manager.get_connection().execute_unprepared(&lock).await?;
    }
    Ok(())
}

const TABLES: [&str; 4] = [
    "CREATE TABLE collection_confirmations (
        entry_number BIGINT PRIMARY KEY REFERENCES ledger_entries (number),
        member_id TEXT REFERENCES members (id) ON DELETE SET NULL,
        confirmed_at BIGINT NOT NULL,
        way TEXT NOT NULL CHECK (way IN ('device', 'code', 'before')),
        CHECK (way <> 'before' OR member_id IS NULL)
    )",
    "CREATE INDEX collection_confirmations_member ON collection_confirmations (member_id)",
    // Baskets that were counted by two before anybody could be asked: nobody is asked about them years later.
    "INSERT INTO collection_confirmations (entry_number, confirmed_at, way)
        SELECT number, posted_at, 'before' FROM ledger_entries WHERE counters = 2",
    "CREATE TABLE counting_codes (
        member_id TEXT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
        hash TEXT NOT NULL CHECK (length(hash) > 20),
        wrong_tries BIGINT NOT NULL CHECK (wrong_tries BETWEEN 0 AND 5),
        rests_until BIGINT,
        CHECK (wrong_tries < 5 OR rests_until IS NOT NULL)
    )",
];

/// What would be wrong with a new confirmation.
const NOT_HERS: &str = "NOT EXISTS (
    SELECT 1 FROM ledger_entries e JOIN ledger_counters c ON c.entry_number = e.number
    WHERE e.number = NEW.entry_number AND e.counters = 2 AND c.member_id = NEW.member_id AND NEW.way <> 'before'
        AND NOT EXISTS (SELECT 1 FROM ledger_authors a WHERE a.entry_number = e.number AND a.member_id = NEW.member_id)
        AND NOT EXISTS (SELECT 1 FROM ledger_entries r WHERE r.reverses = e.number))";

/// What would be wrong with a change: anything but forgetting who it was.
const NOT_FORGETTING: &str = "NEW.member_id IS NOT NULL OR NEW.entry_number <> OLD.entry_number
    OR NEW.confirmed_at <> OLD.confirmed_at OR NEW.way <> OLD.way";

fn sqlite_locks() -> Vec<String> {
    let refuse = |words: &str| format!("SELECT RAISE(ABORT, 'confirmations: {words}')");
    vec![
        // INSERT OR REPLACE deletes rows without asking the delete trigger.
        format!(
            "CREATE TRIGGER collection_confirmations_once BEFORE INSERT ON collection_confirmations
            WHEN EXISTS (SELECT 1 FROM collection_confirmations WHERE entry_number = NEW.entry_number) BEGIN {}; END",
            refuse("a basket is confirmed once")
        ),
        format!(
            "CREATE TRIGGER collection_confirmations_insert BEFORE INSERT ON collection_confirmations WHEN {NOT_HERS} BEGIN {}; END",
            refuse("who counted the basket and did not post it confirms it, while it stands")
        ),
        format!(
            "CREATE TRIGGER collection_confirmations_update BEFORE UPDATE ON collection_confirmations
            WHEN {NOT_FORGETTING} BEGIN {}; END",
            refuse("a confirmation is never changed")
        ),
        format!(
            "CREATE TRIGGER collection_confirmations_delete BEFORE DELETE ON collection_confirmations BEGIN {}; END",
            refuse("a confirmation is never deleted")
        ),
    ]
}

fn postgres_locks() -> Vec<String> {
    let function = |name: &str, wrong: &str, words: &str| {
        format!(
            "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF {wrong} THEN
                    RAISE EXCEPTION 'confirmations: {words}' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            END $$"
        )
    };
    let insert = "who counted the basket and did not post it confirms it, while it stands";
    vec![
        function("collection_confirmations_hers", NOT_HERS, insert),
        "CREATE TRIGGER collection_confirmations_insert BEFORE INSERT ON collection_confirmations
            FOR EACH ROW EXECUTE FUNCTION collection_confirmations_hers()"
            .to_owned(),
        function("collection_confirmations_kept", NOT_FORGETTING, "a confirmation is never changed"),
        "CREATE TRIGGER collection_confirmations_update BEFORE UPDATE ON collection_confirmations
            FOR EACH ROW EXECUTE FUNCTION collection_confirmations_kept()"
            .to_owned(),
        "CREATE TRIGGER collection_confirmations_keep BEFORE DELETE OR TRUNCATE ON collection_confirmations
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
            .to_owned(),
    ]
}
