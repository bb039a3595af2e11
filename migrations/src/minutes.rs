//! Business meetings with their minutes, and the lock on minutes that a later meeting approved: the databases themselves refuse to
//! change or delete them, on both kinds.
//!
//! What stays possible is what has to: an action item is reported done in a table of its own, and the name of a person can be
//! taken out (and never changed), because what must be erasable is no part of what was approved.

use sea_orm_migration::prelude::{DbErr, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::{migration, run};

migration!(CreateMinutes, create_minutes);

pub(crate) fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(CreateMinutes)]
}

async fn create_minutes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let postgres = manager.get_database_backend() == DbBackend::Postgres;
    // In SQLite a row could be replaced by its hidden row id.
    let no_row_id = if postgres { "" } else { " WITHOUT ROWID" };
    for table in TABLES {
        manager.get_connection().execute_unprepared(&format!("{table}{no_row_id}")).await?;
    }
    run(manager, &INDEXES).await?;
    let locks: Vec<String> = LOCKED.iter().flat_map(if postgres { Locked::on_postgres } else { Locked::on_sqlite }).collect();
    let register = if postgres { REGISTER_ON_POSTGRES.as_slice() } else { REGISTER_ON_SQLITE.as_slice() };
    for lock in locks.iter().map(String::as_str).chain(register.iter().copied()) {
        manager.get_connection().execute_unprepared(lock).await?;
    }
    Ok(())
}

const TABLES: [&str; 7] = [
    // Times of day are `20:15`. `search_text` holds all words folded, so that both databases find the same. `changed_at` is set
    // when the text is changed after it went out.
    "CREATE TABLE business_meetings (
        id TEXT NOT NULL PRIMARY KEY,
        held_on TEXT NOT NULL UNIQUE CHECK (length(held_on) = 10),
        place TEXT NOT NULL,
        chair TEXT,
        secretary TEXT,
        attendance INTEGER CHECK (attendance >= 0),
        opened TEXT,
        closed TEXT,
        next_meeting_on TEXT,
        next_not_fixed BOOLEAN NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('draft', 'circulated', 'approved', 'approved-as-amended')),
        version BIGINT NOT NULL,
        search_text TEXT NOT NULL,
        circulated_at BIGINT,
        changed_at BIGINT,
        approved_at BIGINT,
        approved_by TEXT REFERENCES business_meetings (id) CHECK (approved_by <> id),
        amendment TEXT CHECK (length(amendment) > 0),
        content_hash TEXT CHECK (length(content_hash) = 64),
        CHECK ((state = 'draft') = (circulated_at IS NULL)),
        CHECK (circulated_at IS NOT NULL OR changed_at IS NULL),
        CHECK ((state IN ('approved', 'approved-as-amended')) = (approved_at IS NOT NULL)),
        CHECK ((approved_at IS NULL) = (approved_by IS NULL)),
        CHECK ((approved_at IS NULL) = (content_hash IS NULL)),
        CHECK ((state = 'approved-as-amended') = (amendment IS NOT NULL))
    )",
    "CREATE TABLE agenda_items (
        id TEXT NOT NULL PRIMARY KEY,
        meeting_id TEXT NOT NULL REFERENCES business_meetings (id),
        position INTEGER NOT NULL,
        section TEXT NOT NULL CHECK (section IN
            ('opening', 'previous-minutes', 'reports', 'old-business', 'new-business', 'elections', 'closing')),
        title TEXT NOT NULL,
        notes TEXT NOT NULL
    )",
    // The outcome follows from the count and the threshold; it is kept so that a later rule does not decide an old vote anew.
    "CREATE TABLE motions (
        id TEXT NOT NULL PRIMARY KEY,
        agenda_item_id TEXT NOT NULL REFERENCES agenda_items (id),
        position INTEGER NOT NULL,
        taken_up TEXT REFERENCES motions (id) ON DELETE SET NULL,
        kind TEXT NOT NULL,
        wording TEXT NOT NULL,
        mover TEXT,
        seconder TEXT,
        second_not_needed BOOLEAN NOT NULL,
        threshold TEXT NOT NULL CHECK (threshold IN ('majority', 'two-thirds', 'unanimous')),
        fate TEXT CHECK (fate IN ('voted', 'withdrawn', 'tabled', 'referred')),
        votes_for INTEGER CHECK (votes_for >= 0),
        votes_against INTEGER CHECK (votes_against >= 0),
        abstentions INTEGER CHECK (abstentions >= 0),
        no_objection BOOLEAN NOT NULL,
        outcome TEXT CHECK (outcome IN ('carried', 'lost', 'no-conscience')),
        minority_view TEXT,
        no_minority BOOLEAN NOT NULL,
        tabled_until TEXT,
        referred_to TEXT,
        referred_due TEXT,
        CHECK (mover <> seconder),
        CHECK (fate = 'voted' OR outcome IS NULL)
    )",
    "CREATE TABLE action_items (
        id TEXT NOT NULL PRIMARY KEY,
        meeting_id TEXT NOT NULL REFERENCES business_meetings (id),
        position INTEGER NOT NULL,
        task TEXT NOT NULL,
        owner TEXT,
        due_on TEXT
    )",
    "CREATE TABLE action_item_completions (
        action_item_id TEXT NOT NULL PRIMARY KEY REFERENCES action_items (id) ON DELETE CASCADE,
        completed_on TEXT NOT NULL
    )",
    "CREATE TABLE decisions (
        number BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
        motion_id TEXT NOT NULL UNIQUE REFERENCES motions (id),
        entered_at BIGINT NOT NULL
    )",
    // What a secretary stated when she was asked about words that look like a name, a home or a private matter.
    "CREATE TABLE minutes_statements (
        meeting_id TEXT NOT NULL REFERENCES business_meetings (id),
        kind TEXT NOT NULL CHECK (kind IN ('name', 'street-address', 'private-matter')),
        words TEXT NOT NULL,
        stated_at BIGINT NOT NULL,
        PRIMARY KEY (meeting_id, kind, words)
    )",
];

const INDEXES: [&str; 4] = [
    "CREATE INDEX agenda_items_meeting ON agenda_items (meeting_id, position)",
    "CREATE INDEX motions_item ON motions (agenda_item_id, position)",
    "CREATE INDEX motions_taken_up ON motions (taken_up)",
    "CREATE INDEX action_items_meeting ON action_items (meeting_id, position)",
];

/// A table whose rows belong to minutes.
struct Locked {
    table: &'static str,
    /// The id of the meeting a row belongs to; `ROW` stands for the row.
    meeting: &'static str,
    /// Everything but the names of people.
    columns: &'static str,
    /// Who can be taken out.
    names: &'static [&'static str],
    /// What else of a row is unique, and would replace another row; `ROW` stands for the new one.
    also_unique: &'static str,
}

const LOCKED: [Locked; 4] = [
    Locked {
        table: "business_meetings",
        meeting: "ROW.id",
        columns: "id, held_on, place, attendance, opened, closed, next_meeting_on, next_not_fixed, state, version, search_text, \
                  circulated_at, changed_at, approved_at, approved_by, amendment, content_hash",
        names: &["chair", "secretary"],
        also_unique: " OR there.held_on = ROW.held_on",
    },
    Locked {
        table: "agenda_items",
        meeting: "ROW.meeting_id",
        columns: "id, meeting_id, position, section, title, notes",
        names: &[],
        also_unique: "",
    },
    Locked {
        table: "motions",
        meeting: "(SELECT meeting_id FROM agenda_items WHERE agenda_items.id = ROW.agenda_item_id)",
        columns: "id, agenda_item_id, position, taken_up, kind, wording, second_not_needed, threshold, fate, votes_for, votes_against, \
                  abstentions, no_objection, outcome, minority_view, no_minority, tabled_until, referred_to, referred_due",
        names: &["mover", "seconder"],
        also_unique: "",
    },
    Locked {
        table: "action_items",
        meeting: "ROW.meeting_id",
        columns: "id, meeting_id, position, task, due_on",
        names: &["owner"],
        also_unique: "",
    },
];

const WORDS: &str = "minutes: what a meeting approved is never changed";

impl Locked {
    /// Whether the minutes `row` belongs to are approved.
    fn frozen(&self, row: &str) -> String {
        let meeting = self.meeting.replace("ROW", row);
        format!("EXISTS (SELECT 1 FROM business_meetings AS m WHERE m.approved_at IS NOT NULL AND m.id = {meeting})")
    }

    fn on_sqlite(&self) -> Vec<String> {
        let Self { table, columns, names, .. } = self;
        let refuse = format!("BEGIN SELECT RAISE(ABORT, '{WORDS}'); END");
        let (old, new) = (self.frozen("OLD"), self.frozen("NEW"));
        // INSERT OR REPLACE and UPDATE OR REPLACE delete the rows in their way without asking the delete trigger.
        let replaced = format!(
            "EXISTS (SELECT 1 FROM {table} AS there WHERE (there.id = NEW.id{}) AND {})",
            self.also_unique.replace("ROW", "NEW"),
            self.frozen("there"),
        );
        let mut triggers = vec![
            format!("CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} WHEN {new} OR {replaced} {refuse}"),
            format!(
                "CREATE TRIGGER {table}_update BEFORE UPDATE OF {columns} ON {table} WHEN {old} OR {new} OR {replaced} {refuse}"
            ),
            format!("CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} WHEN {old} {refuse}"),
        ];
        let renamed: Vec<String> =
            names.iter().map(|name| format!("(NEW.{name} IS NOT NULL AND NEW.{name} IS NOT OLD.{name})")).collect();
        if !renamed.is_empty() {
            let (names, renamed) = (names.join(", "), renamed.join(" OR "));
            triggers.push(format!(
                "CREATE TRIGGER {table}_names BEFORE UPDATE OF {names} ON {table} WHEN {old} AND ({renamed}) {refuse}"
            ));
        }
        triggers
    }

    fn on_postgres(&self) -> Vec<String> {
        let Self { table, names, .. } = self;
        let list: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
        let rest = |row: &str| format!("to_jsonb({row}) - ARRAY[{}]::text[]", list.join(", "));
        let mut taken_out = vec![format!("{} = {}", rest("NEW"), rest("OLD"))];
        taken_out.extend(names.iter().map(|name| format!("(NEW.{name} IS NULL OR NEW.{name} = OLD.{name})")));
        let function = format!(
            "CREATE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'TRUNCATE' THEN
                    RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'restrict_violation';
                END IF;
                IF TG_OP = 'UPDATE' AND {} THEN
                    RETURN NEW;
                END IF;
                IF TG_OP <> 'INSERT' AND {} THEN
                    RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'restrict_violation';
                END IF;
                IF TG_OP <> 'DELETE' AND {} THEN
                    RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'restrict_violation';
                END IF;
                IF TG_OP = 'DELETE' THEN
                    RETURN OLD;
                END IF;
                RETURN NEW;
            END $$",
            taken_out.join(" AND "),
            self.frozen("OLD"),
            self.frozen("NEW"),
        );
        vec![
            function,
            format!(
                "CREATE TRIGGER {table}_keep BEFORE INSERT OR UPDATE OR DELETE ON {table}
                    FOR EACH ROW EXECUTE FUNCTION {table}_keep()"
            ),
            format!(
                "CREATE TRIGGER {table}_keep_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_keep()"
            ),
        ]
    }
}

/// The register of decisions only grows, one number after the other.
const REGISTER_ON_SQLITE: [&str; 3] = [
    "CREATE TRIGGER decisions_insert BEFORE INSERT ON decisions BEGIN
        SELECT RAISE(ABORT, 'decisions: numbered in their order, each once')
        WHERE NEW.number IS NOT (SELECT COALESCE(MAX(number), 0) + 1 FROM decisions)
            OR EXISTS (SELECT 1 FROM decisions WHERE motion_id = NEW.motion_id);
    END",
    "CREATE TRIGGER decisions_update BEFORE UPDATE ON decisions BEGIN
        SELECT RAISE(ABORT, 'decisions: never changed');
    END",
    "CREATE TRIGGER decisions_delete BEFORE DELETE ON decisions BEGIN
        SELECT RAISE(ABORT, 'decisions: never deleted');
    END",
];

const REGISTER_ON_POSTGRES: [&str; 4] = [
    "CREATE FUNCTION decisions_number() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.number IS DISTINCT FROM (SELECT COALESCE(MAX(number), 0) + 1 FROM decisions) THEN
            RAISE EXCEPTION 'decisions: numbered in their order, each once' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$",
    "CREATE FUNCTION decisions_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'decisions: never changed or deleted' USING ERRCODE = 'restrict_violation';
    END $$",
    "CREATE TRIGGER decisions_insert BEFORE INSERT ON decisions FOR EACH ROW EXECUTE FUNCTION decisions_number()",
    "CREATE TRIGGER decisions_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions
        FOR EACH STATEMENT EXECUTE FUNCTION decisions_keep()",
];
