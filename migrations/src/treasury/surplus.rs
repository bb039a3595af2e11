//! What is kept back and passed on: reserve policies, bills, earmarks, service bodies, split plans, distributions.
//!
//! What the group laid down is only ever added to, with its own first day; the database refuses everything else, as it does for the
//! ledger. A plan and a distribution are written lines first: their own row seals them, and finds the parts to make the whole.

use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use super::only_added::only_added_to;
use crate::run;

pub(super) async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(manager, &ACCOUNT).await?;
    run(manager, &TABLES).await?;
    let postgres = manager.get_database_backend() == DbBackend::Postgres;
    let seals = if postgres { postgres_seals() } else { sqlite_seals() };
    for lock in only_added_to(&ADDED_TO, postgres).into_iter().chain(seals) {
        manager.get_connection().execute_unprepared(&lock).await?;
    }
    Ok(())
}

/// What is bought for another group is an expense, and no part of running the meeting. It stands before the others.
const ACCOUNT: [&str; 2] = [
    "UPDATE ledger_accounts SET position = position + 1 WHERE position >= 16",
    "INSERT INTO ledger_accounts (code, kind, position) VALUES ('expenses:for-other-groups', 'expense', 16)",
];

const TABLES: [&str; 14] = [
    "CREATE TABLE service_bodies (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        name TEXT NOT NULL CHECK (length(name) > 0),
        group_number TEXT NOT NULL,
        in_use BOOLEAN NOT NULL
    )",
    "CREATE UNIQUE INDEX service_bodies_name ON service_bodies (lower(name))",
    "CREATE TABLE reserve_policies (
        number BIGINT PRIMARY KEY CHECK (number > 0),
        id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
        effective_on TEXT NOT NULL CHECK (length(effective_on) = 10),
        kind TEXT NOT NULL CHECK (kind IN ('fixed', 'months')),
        fixed_minor BIGINT CHECK (fixed_minor BETWEEN 0 AND 1000000000000),
        months BIGINT CHECK (months BETWEEN 1 AND 24),
        window_months BIGINT CHECK (window_months BETWEEN 1 AND 24),
        rounding TEXT CHECK (rounding IN ('minor', 'whole', 'ten')),
        decision_number BIGINT CHECK (decision_number > 0),
        meeting_on TEXT CHECK (length(meeting_on) = 10),
        laid_down_at BIGINT NOT NULL,
        CHECK ((kind = 'fixed') = (fixed_minor IS NOT NULL)),
        CHECK ((kind = 'months') = (months IS NOT NULL)),
        CHECK ((kind = 'months') = (window_months IS NOT NULL)),
        CHECK ((kind = 'months') = (rounding IS NOT NULL)),
        CHECK ((decision_number IS NULL) <> (meeting_on IS NULL))
    )",
    "CREATE TABLE split_plans (
        number BIGINT PRIMARY KEY CHECK (number > 0),
        id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
        effective_on TEXT NOT NULL CHECK (length(effective_on) = 10),
        round_to_minor BIGINT NOT NULL CHECK (round_to_minor > 0),
        decision_number BIGINT CHECK (decision_number > 0),
        meeting_on TEXT CHECK (length(meeting_on) = 10),
        laid_down_at BIGINT NOT NULL,
        CHECK ((decision_number IS NULL) <> (meeting_on IS NULL))
    )",
    "CREATE TABLE split_plan_lines (
        plan_number BIGINT NOT NULL REFERENCES split_plans (number) DEFERRABLE INITIALLY DEFERRED,
        line BIGINT NOT NULL CHECK (line > 0),
        service_body_id TEXT NOT NULL REFERENCES service_bodies (id),
        basis_points BIGINT NOT NULL CHECK (basis_points BETWEEN 1 AND 10000),
        minimum_minor BIGINT NOT NULL CHECK (minimum_minor >= 0),
        PRIMARY KEY (plan_number, line),
        UNIQUE (plan_number, service_body_id)
    )",
    "CREATE TABLE recurring_bills (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        what TEXT NOT NULL CHECK (length(what) > 0),
        amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
        day_of_month BIGINT NOT NULL CHECK (day_of_month BETWEEN 1 AND 31),
        category TEXT NOT NULL REFERENCES ledger_accounts (code),
        place TEXT NOT NULL REFERENCES ledger_accounts (code),
        begins_on TEXT NOT NULL CHECK (length(begins_on) = 10),
        ends_on TEXT CHECK (ends_on >= begins_on)
    )",
    "CREATE TABLE earmarks (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        what TEXT NOT NULL CHECK (length(what) > 0),
        amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
        due_on TEXT NOT NULL CHECK (length(due_on) = 10),
        category TEXT REFERENCES ledger_accounts (code),
        since TEXT NOT NULL CHECK (length(since) = 10)
    )",
    "CREATE TABLE distributions (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        proposed_on TEXT NOT NULL CHECK (length(proposed_on) = 10),
        amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
        kept_minor BIGINT NOT NULL CHECK (kept_minor >= 0),
        plan_number BIGINT NOT NULL REFERENCES split_plans (number),
        decision_number BIGINT CHECK (decision_number > 0),
        meeting_on TEXT CHECK (length(meeting_on) = 10),
        proposed_at BIGINT NOT NULL,
        CHECK ((decision_number IS NULL) <> (meeting_on IS NULL))
    )",
    "CREATE TABLE distribution_lines (
        distribution_id TEXT NOT NULL REFERENCES distributions (id) DEFERRABLE INITIALLY DEFERRED,
        line BIGINT NOT NULL CHECK (line > 0),
        service_body_id TEXT NOT NULL REFERENCES service_bodies (id),
        amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
        PRIMARY KEY (distribution_id, line),
        UNIQUE (distribution_id, service_body_id)
    )",
    // Which expense paid what was due stands beside the ledger. Without an entry, it was let go.
    "CREATE TABLE due_settlements (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        bill_id TEXT REFERENCES recurring_bills (id),
        bill_due_on TEXT CHECK (length(bill_due_on) = 10),
        earmark_id TEXT REFERENCES earmarks (id),
        distribution_id TEXT,
        distribution_line BIGINT,
        entry_number BIGINT UNIQUE REFERENCES ledger_entries (number),
        settled_on TEXT NOT NULL CHECK (length(settled_on) = 10),
        FOREIGN KEY (distribution_id, distribution_line) REFERENCES distribution_lines (distribution_id, line),
        CHECK ((bill_id IS NULL) = (bill_due_on IS NULL)),
        CHECK ((distribution_id IS NULL) = (distribution_line IS NULL)),
        CHECK (CASE WHEN bill_id IS NULL THEN 0 ELSE 1 END + CASE WHEN earmark_id IS NULL THEN 0 ELSE 1 END
            + CASE WHEN distribution_id IS NULL THEN 0 ELSE 1 END = 1)
    )",
    "CREATE UNIQUE INDEX due_settlements_bill_let_go ON due_settlements (bill_id, bill_due_on)
        WHERE entry_number IS NULL AND bill_id IS NOT NULL",
    "CREATE UNIQUE INDEX due_settlements_earmark_let_go ON due_settlements (earmark_id)
        WHERE entry_number IS NULL AND earmark_id IS NOT NULL",
    "CREATE UNIQUE INDEX due_settlements_share_let_go ON due_settlements (distribution_id, distribution_line)
        WHERE entry_number IS NULL AND distribution_id IS NOT NULL",
    "CREATE INDEX distribution_lines_body ON distribution_lines (service_body_id)",
];

/// Tables that are only added to, and what makes two of their rows the same.
const ADDED_TO: [(&str, &str); 5] = [
    ("reserve_policies", "number = NEW.number OR id = NEW.id"),
    ("split_plans", "number = NEW.number OR id = NEW.id"),
    ("split_plan_lines", "plan_number = NEW.plan_number AND (line = NEW.line OR service_body_id = NEW.service_body_id)"),
    ("distributions", "id = NEW.id"),
    (
        "distribution_lines",
        "distribution_id = NEW.distribution_id AND (line = NEW.line OR service_body_id = NEW.service_body_id)",
    ),
];

/// What must be true of a new row: the table, what would be wrong, and the words for it.
const SEALS: [(&str, &str, &str); 4] = [
    (
        "split_plans",
        "COALESCE((SELECT SUM(basis_points) FROM split_plan_lines WHERE plan_number = NEW.number), 0) <> 10000",
        "the parts of a plan make a whole",
    ),
    (
        "split_plan_lines",
        "EXISTS (SELECT 1 FROM split_plans WHERE number = NEW.plan_number)",
        "a plan that stands takes no more lines",
    ),
    (
        "distributions",
        "COALESCE((SELECT SUM(amount_minor) FROM distribution_lines WHERE distribution_id = NEW.id), 0) + NEW.kept_minor
            <> NEW.amount_minor",
        "the lines of a distribution and what is kept make its amount",
    ),
    (
        "distribution_lines",
        "EXISTS (SELECT 1 FROM distributions WHERE id = NEW.distribution_id)",
        "a distribution that stands takes no more lines",
    ),
];

fn sqlite_seals() -> Vec<String> {
    let sealed = SEALS.iter().map(|(table, wrong, words)| {
        format!(
            "CREATE TRIGGER {table}_seal BEFORE INSERT ON {table} WHEN {wrong} BEGIN SELECT RAISE(ABORT, 'surplus: {words}'); END"
        )
    });
    sealed.collect()
}

fn postgres_seals() -> Vec<String> {
    let sealed = SEALS.iter().flat_map(|(table, wrong, words)| {
        [
            format!(
                "CREATE FUNCTION {table}_seal() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF {wrong} THEN
                        RAISE EXCEPTION 'surplus: {words}' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                END $$"
            ),
            format!("CREATE TRIGGER {table}_seal BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_seal()"),
        ]
    });
    sealed.collect()
}
