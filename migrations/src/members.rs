//! Members, their service positions with terms, and what they agreed to.

use sea_orm_migration::prelude::{DbErr, MigrationTrait, SchemaManager};

use crate::{migration, run};

migration!(CreateMembers, create_members);

pub(crate) fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(CreateMembers)]
}

async fn create_members(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        &[
            // E-mail, phone and clean date are sealed; the address is found by its keyed hash. Nothing that identifies her outlives
            // her membership but the name she goes by.
            "CREATE TABLE members (
                id TEXT PRIMARY KEY,
                display_name TEXT NOT NULL CHECK (length(display_name) > 0),
                name_key TEXT NOT NULL CHECK (length(name_key) > 0),
                email {blob},
                email_lookup TEXT,
                email_confirmed_at BIGINT,
                phone {blob},
                clean_date {blob},
                clean_date_version TEXT,
                zone TEXT,
                added_at BIGINT NOT NULL,
                arrived_at BIGINT,
                left_on TEXT,
                CHECK ((email IS NULL) = (email_lookup IS NULL)),
                CHECK (email IS NOT NULL OR email_confirmed_at IS NULL),
                CHECK ((clean_date IS NULL) = (clean_date_version IS NULL)),
                CHECK (left_on IS NULL OR (email IS NULL AND phone IS NULL AND clean_date IS NULL))
            )",
            "CREATE UNIQUE INDEX members_email ON members (email_lookup) WHERE left_on IS NULL",
            "CREATE UNIQUE INDEX members_name ON members (name_key) WHERE left_on IS NULL",
            // `rights` is a list of names with a space between: `members settings`.
            "CREATE TABLE positions (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL CHECK (length(name) > 0),
                name_key TEXT NOT NULL,
                term_months INTEGER NOT NULL CHECK (term_months > 0),
                rights TEXT NOT NULL,
                laid_down_on TEXT
            )",
            "CREATE UNIQUE INDEX positions_name ON positions (name_key) WHERE laid_down_on IS NULL",
            "CREATE TABLE terms (
                id TEXT PRIMARY KEY,
                position_id TEXT NOT NULL REFERENCES positions (id),
                member_id TEXT NOT NULL REFERENCES members (id),
                from_day TEXT NOT NULL,
                until_day TEXT NOT NULL,
                ended_on TEXT,
                CHECK (from_day <= until_day)
            )",
            "CREATE INDEX terms_member ON terms (member_id)",
            "CREATE INDEX terms_position ON terms (position_id)",
            // A row is the proof of a consent and stays when she takes it back; only one of a purpose stands at a time.
            "CREATE TABLE consents (
                id TEXT PRIMARY KEY,
                member_id TEXT NOT NULL REFERENCES members (id),
                purpose TEXT NOT NULL,
                wording_version INTEGER NOT NULL,
                given_at BIGINT NOT NULL,
                withdrawn_at BIGINT
            )",
            "CREATE UNIQUE INDEX consents_standing ON consents (member_id, purpose) WHERE withdrawn_at IS NULL",
        ],
    )
    .await
}
