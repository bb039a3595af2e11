//! Handing the books over (T20): what the two counted and what the books say, who confirmed which figures, and when the rights moved.
//!
//! A handover that is done stays as it was confirmed; only the names can be taken out of it.

use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::run;

pub(super) async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(manager, &TABLES).await?;
    let postgres = manager.get_database_backend() == DbBackend::Postgres;
    for (table, wrong, words) in KEPT {
        for on in ["UPDATE", "DELETE"] {
            let row = if on == "DELETE" { "OLD" } else { "NEW" };
            let wrong = if on == "DELETE" { "TRUE" } else { wrong };
            let name = format!("{table}_{}", on.to_lowercase());
            let locks = if postgres {
                vec![
                    format!(
                        "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            IF {wrong} THEN
                                RAISE EXCEPTION 'handovers: {words}' USING ERRCODE = 'restrict_violation';
                            END IF;
                            RETURN {row};
                        END $$"
                    ),
                    format!("CREATE TRIGGER {name} BEFORE {on} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"),
                ]
            } else {
                vec![format!(
                    "CREATE TRIGGER {name} BEFORE {on} ON {table} WHEN {wrong}
                     BEGIN SELECT RAISE(ABORT, 'handovers: {words}'); END"
                )]
            };
            for lock in locks {
                manager.get_connection().execute_unprepared(&lock).await?;
            }
        }
    }
    Ok(())
}

const TABLES: [&str; 3] = [
    "CREATE TABLE handovers (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        position_id TEXT NOT NULL REFERENCES positions (id),
        outgoing_id TEXT REFERENCES members (id) ON DELETE SET NULL,
        incoming_id TEXT REFERENCES members (id) ON DELETE SET NULL,
        until_day TEXT NOT NULL CHECK (length(until_day) = 10),
        decision_number BIGINT CHECK (decision_number > 0),
        meeting_on TEXT CHECK (length(meeting_on) = 10),
        begun_at BIGINT NOT NULL,
        note TEXT NOT NULL,
        checked TEXT NOT NULL,
        outgoing_seen TEXT CHECK (length(outgoing_seen) = 64),
        incoming_seen TEXT CHECK (length(incoming_seen) = 64),
        called_off_at BIGINT,
        done_at BIGINT,
        done_on TEXT CHECK (length(done_on) = 10),
        last_entry BIGINT,
        last_hash TEXT CHECK (length(last_hash) = 64),
        fingerprint TEXT CHECK (length(fingerprint) > 0),
        CHECK ((decision_number IS NULL) <> (meeting_on IS NULL)),
        CHECK (outgoing_id <> incoming_id),
        CHECK (called_off_at IS NULL OR done_at IS NULL),
        CHECK (done_at IS NULL OR (outgoing_seen = incoming_seen AND outgoing_seen IS NOT NULL AND incoming_seen IS NOT NULL)),
        CHECK ((done_at IS NULL) = (done_on IS NULL)),
        CHECK ((done_at IS NULL) = (last_entry IS NULL)),
        CHECK ((done_at IS NULL) = (last_hash IS NULL)),
        CHECK ((done_at IS NULL) = (fingerprint IS NULL))
    )",
    // One at a time: of two, the second would hand on what the first has given away.
    "CREATE UNIQUE INDEX handovers_open ON handovers ((1)) WHERE done_at IS NULL AND called_off_at IS NULL",
    "CREATE TABLE handover_places (
        handover_id TEXT NOT NULL REFERENCES handovers (id),
        place TEXT NOT NULL REFERENCES ledger_accounts (code),
        counted_minor BIGINT NOT NULL CHECK (counted_minor BETWEEN -1000000000000 AND 1000000000000),
        books_minor BIGINT,
        PRIMARY KEY (handover_id, place)
    )",
];

const KEPT: [(&str, &str, &str); 2] = [
    (
        "handovers",
        "(OLD.done_at IS NOT NULL OR OLD.called_off_at IS NOT NULL) AND (NEW.done_at IS DISTINCT FROM OLD.done_at
            OR NEW.called_off_at IS DISTINCT FROM OLD.called_off_at OR NEW.note <> OLD.note OR NEW.checked <> OLD.checked
            OR NEW.last_entry IS DISTINCT FROM OLD.last_entry OR NEW.last_hash IS DISTINCT FROM OLD.last_hash
            OR NEW.fingerprint IS DISTINCT FROM OLD.fingerprint OR NEW.outgoing_seen IS DISTINCT FROM OLD.outgoing_seen
            OR NEW.incoming_seen IS DISTINCT FROM OLD.incoming_seen
            OR (NEW.outgoing_id IS NOT NULL AND NEW.outgoing_id IS DISTINCT FROM OLD.outgoing_id)
            OR (NEW.incoming_id IS NOT NULL AND NEW.incoming_id IS DISTINCT FROM OLD.incoming_id))",
        "what was handed over or called off stays so",
    ),
    (
        "handover_places",
        "EXISTS (SELECT 1 FROM handovers WHERE id = OLD.handover_id AND (done_at IS NOT NULL OR called_off_at IS NOT NULL))",
        "what was counted stays as it was counted",
    ),
];
