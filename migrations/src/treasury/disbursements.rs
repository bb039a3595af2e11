//! What is asked for before it is paid (T17): the group's approval policies, requests and their approvals, and receipts.
//!
//! Who is paid back, who asked and who approved stands here, beside the ledger: a name can be taken away, and the entry stays as it was.
//! The database counts the approvals a second time when a request is paid, and takes none from whoever is paid back.

use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::run;

pub(super) async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(manager, &TABLES).await?;
    let postgres = manager.get_database_backend() == DbBackend::Postgres;
    for lock in LOCKS.iter().flat_map(|lock| if postgres { lock.postgres() } else { lock.sqlite() }) {
        manager.get_connection().execute_unprepared(&lock).await?;
    }
    Ok(())
}

const TABLES: [&str; 8] = [
    // Without a sum, the group has laid down that it asks for no approvals any more.
    "CREATE TABLE approval_policies (
        number BIGINT PRIMARY KEY CHECK (number > 0),
        id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
        effective_on TEXT NOT NULL CHECK (length(effective_on) = 10),
        above_minor BIGINT CHECK (above_minor BETWEEN 0 AND 1000000000000),
        decision_number BIGINT CHECK (decision_number > 0),
        meeting_on TEXT CHECK (length(meeting_on) = 10),
        laid_down_at BIGINT NOT NULL,
        CHECK ((decision_number IS NULL) <> (meeting_on IS NULL))
    )",
    "CREATE TABLE disbursements (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        asked_on TEXT NOT NULL CHECK (length(asked_on) = 10),
        category TEXT NOT NULL REFERENCES ledger_accounts (code),
        amount_minor BIGINT NOT NULL CHECK (amount_minor BETWEEN 1 AND 1000000000000),
        place TEXT NOT NULL REFERENCES ledger_accounts (code),
        note TEXT NOT NULL,
        due TEXT,
        reimburses BOOLEAN NOT NULL,
        payee_id TEXT REFERENCES members (id) ON DELETE SET NULL,
        asker_id TEXT REFERENCES members (id) ON DELETE SET NULL,
        no_receipt TEXT CHECK (length(no_receipt) > 0),
        approvals_needed BIGINT NOT NULL CHECK (approvals_needed IN (0, 2)),
        asked_at BIGINT NOT NULL,
        withdrawn_at BIGINT,
        entry_number BIGINT UNIQUE REFERENCES ledger_entries (number),
        CHECK (reimburses OR payee_id IS NULL),
        CHECK (withdrawn_at IS NULL OR entry_number IS NULL)
    )",
    "CREATE INDEX disbursements_payee ON disbursements (payee_id)",
    "CREATE TABLE disbursement_approvals (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        disbursement_id TEXT NOT NULL REFERENCES disbursements (id),
        approver_id TEXT REFERENCES members (id) ON DELETE SET NULL,
        approved_at BIGINT NOT NULL,
        UNIQUE (disbursement_id, approver_id)
    )",
    // The bytes are sealed, and stand apart so that a list of receipts never reads them.
    "CREATE TABLE receipt_files (
        name TEXT PRIMARY KEY CHECK (length(name) = 64),
        sealed {blob} NOT NULL
    )",
    "CREATE TABLE receipts (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        disbursement_id TEXT REFERENCES disbursements (id),
        entry_number BIGINT REFERENCES ledger_entries (number),
        kind TEXT NOT NULL CHECK (kind IN ('jpeg', 'pdf')),
        size_bytes BIGINT NOT NULL CHECK (size_bytes > 0),
        added_at BIGINT NOT NULL,
        file TEXT UNIQUE REFERENCES receipt_files (name),
        erased_at BIGINT,
        CHECK ((file IS NULL) = (erased_at IS NOT NULL)),
        CHECK (disbursement_id IS NOT NULL OR entry_number IS NOT NULL)
    )",
    "CREATE INDEX receipts_entry ON receipts (entry_number)",
    "CREATE INDEX receipts_disbursement ON receipts (disbursement_id)",
];

/// What must not come to pass on a table, and the words for it. The condition reads the same on both databases.
struct Lock {
    table: &'static str,
    name: &'static str,
    /// `INSERT`, `UPDATE` or `DELETE`.
    on: &'static str,
    wrong: &'static str,
    words: &'static str,
}

const LOCKS: [Lock; 9] = [
    Lock {
        table: "approval_policies",
        name: "approval_policies_update",
        on: "UPDATE",
        wrong: "TRUE",
        words: "a policy that was laid down is never changed",
    },
    Lock {
        table: "approval_policies",
        name: "approval_policies_delete",
        on: "DELETE",
        wrong: "TRUE",
        words: "a policy that was laid down is never deleted",
    },
    Lock {
        table: "disbursement_approvals",
        name: "disbursement_approvals_insert",
        on: "INSERT",
        wrong: "NEW.approver_id IS NULL OR EXISTS (SELECT 1 FROM disbursements WHERE id = NEW.disbursement_id
            AND (payee_id = NEW.approver_id OR withdrawn_at IS NOT NULL OR entry_number IS NOT NULL))",
        words: "nobody approves what she is paid, nor what waits no longer",
    },
    Lock {
        table: "disbursement_approvals",
        name: "disbursement_approvals_update",
        on: "UPDATE",
        wrong: "NEW.id <> OLD.id OR NEW.disbursement_id <> OLD.disbursement_id OR NEW.approver_id IS NOT NULL",
        words: "of an approval the name alone can be taken away",
    },
    Lock {
        table: "disbursement_approvals",
        name: "disbursement_approvals_delete",
        on: "DELETE",
        wrong: "TRUE",
        words: "an approval is never deleted",
    },
    Lock {
        table: "disbursements",
        name: "disbursements_update",
        on: "UPDATE",
        wrong:
            "NEW.id <> OLD.id OR NEW.category <> OLD.category OR NEW.amount_minor <> OLD.amount_minor OR NEW.place <> OLD.place
            OR NEW.note <> OLD.note OR NEW.approvals_needed <> OLD.approvals_needed OR NEW.reimburses <> OLD.reimburses
            OR (NEW.payee_id IS NOT NULL AND NEW.payee_id IS DISTINCT FROM OLD.payee_id)
            OR (OLD.no_receipt IS NOT NULL AND NEW.no_receipt IS DISTINCT FROM OLD.no_receipt)
            OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at)
            OR (OLD.entry_number IS NOT NULL AND NEW.entry_number IS DISTINCT FROM OLD.entry_number)
            OR ((OLD.withdrawn_at IS NOT NULL OR OLD.entry_number IS NOT NULL)
                AND (NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at OR NEW.entry_number IS DISTINCT FROM OLD.entry_number))",
        words: "what was asked for stays as it was asked, and what is paid or withdrawn stays so",
    },
    Lock {
        table: "disbursements",
        name: "disbursements_paid",
        on: "UPDATE",
        wrong: "NEW.entry_number IS NOT NULL AND OLD.entry_number IS NULL AND (
            (SELECT COUNT(*) FROM disbursement_approvals WHERE disbursement_id = NEW.id) < NEW.approvals_needed
            OR (NEW.reimburses AND NEW.no_receipt IS NULL
                AND NOT EXISTS (SELECT 1 FROM receipts WHERE disbursement_id = NEW.id)))",
        words: "it is paid when it is approved, and when its receipt is there",
    },
    Lock {
        table: "disbursements",
        name: "disbursements_delete",
        on: "DELETE",
        wrong: "TRUE",
        words: "what was asked for is never deleted",
    },
    Lock {
        table: "receipts",
        name: "receipts_update",
        on: "UPDATE",
        wrong: "NEW.id <> OLD.id OR NEW.disbursement_id IS DISTINCT FROM OLD.disbursement_id OR NEW.added_at <> OLD.added_at
            OR (OLD.entry_number IS NOT NULL AND NEW.entry_number IS DISTINCT FROM OLD.entry_number)
            OR (NEW.file IS NOT NULL AND NEW.file IS DISTINCT FROM OLD.file)",
        words: "a receipt is not exchanged for another",
    },
];

impl Lock {
    fn sqlite(&self) -> Vec<String> {
        let Self { table, name, on, wrong, words } = self;
        vec![format!(
            "CREATE TRIGGER {name} BEFORE {on} ON {table} WHEN {wrong}
             BEGIN SELECT RAISE(ABORT, 'disbursements: {words}'); END"
        )]
    }

    fn postgres(&self) -> Vec<String> {
        let Self { table, name, on, wrong, words } = self;
        let row = if *on == "DELETE" { "OLD" } else { "NEW" };
        vec![
            format!(
                "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF {wrong} THEN
                        RAISE EXCEPTION 'disbursements: {words}' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN {row};
                END $$"
            ),
            format!("CREATE TRIGGER {name} BEFORE {on} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"),
        ]
    }
}
