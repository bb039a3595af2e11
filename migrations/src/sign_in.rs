//! What opens the door: links, passphrases, sessions. Tokens are stored as hashes, so that a read database lets nobody in.

use sea_orm_migration::prelude::{DbErr, MigrationTrait, SchemaManager};

use crate::{migration, run};

migration!(CreateSignIn, create_sign_in);

pub(crate) fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(CreateSignIn)]
}

async fn create_sign_in(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        &[
            "CREATE TABLE sessions (
                id TEXT PRIMARY KEY,
                token_hash TEXT NOT NULL UNIQUE,
                member_id TEXT NOT NULL REFERENCES members (id),
                created_at BIGINT NOT NULL,
                seen_at BIGINT NOT NULL
            )",
            "CREATE INDEX sessions_member ON sessions (member_id)",
            // A link with an address confirms that address instead of opening the door.
            "CREATE TABLE sign_in_links (
                id TEXT PRIMARY KEY,
                token_hash TEXT NOT NULL UNIQUE,
                member_id TEXT NOT NULL REFERENCES members (id),
                email {blob},
                mailed BOOLEAN NOT NULL,
                back TEXT,
                made_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                used_at BIGINT,
                CHECK (expires_at > made_at)
            )",
            "CREATE INDEX sign_in_links_member ON sign_in_links (member_id)",
            // Written for everybody who knocks, known or not, and answered afterwards. `subject` is the keyed hash of an address for
            // a link, the id of a member (or of nobody) for word that her passphrase was guessed at.
            "CREATE TABLE sign_in_requests (
                id TEXT PRIMARY KEY,
                kind TEXT NOT NULL CHECK (kind IN ('link', 'guessed')),
                subject TEXT NOT NULL,
                back TEXT,
                asked_at BIGINT NOT NULL
            )",
            "CREATE TABLE passphrases (
                member_id TEXT PRIMARY KEY REFERENCES members (id),
                hash TEXT NOT NULL,
                set_at BIGINT NOT NULL
            )",
            // `subject` is the keyed hash of the name or address that was typed, whether or not anybody has it.
            "CREATE TABLE sign_in_attempts (
                id TEXT PRIMARY KEY,
                kind TEXT NOT NULL CHECK (kind IN ('passphrase', 'link')),
                subject TEXT NOT NULL,
                tried_at BIGINT NOT NULL
            )",
            "CREATE INDEX sign_in_attempts_subject ON sign_in_attempts (kind, subject, tried_at)",
            "CREATE TABLE set_up_links (
                token_hash TEXT PRIMARY KEY,
                made_at BIGINT NOT NULL
            )",
        ],
    )
    .await
}
