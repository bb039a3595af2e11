//! The outbox, and what keeps it from being emptied.

use sea_orm_migration::prelude::{DbErr, MigrationTrait, SchemaManager};

use crate::{migration, run};

migration!(CreateOutbox, create_outbox);

pub(crate) fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(CreateOutbox)]
}

async fn create_outbox(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        &[
            // What a mail is about is sealed in `content`, which goes when nothing is left to decide; `stream` is a keyed hash of member
            // and purpose, once-key and batch are keyed hashes too: in words, or with a member beside it, the day of an anniversary
            // mail would tell her clean date. For the same reason a sent mail forgets to whom it went.
            "CREATE TABLE outgoing_mails (
                id TEXT PRIMARY KEY,
                once_key TEXT NOT NULL UNIQUE,
                batch TEXT NOT NULL,
                member_id TEXT REFERENCES members (id),
                stream TEXT,
                urgent BOOLEAN NOT NULL,
                content {blob},
                state TEXT NOT NULL CHECK (state IN
                    ('queued', 'claimed', 'handing_over', 'sent', 'refused', 'unknown', 'cancelled')),
                claim TEXT,
                claimed_until BIGINT,
                tries INTEGER NOT NULL DEFAULT 0,
                first_try_at BIGINT,
                not_before BIGINT NOT NULL,
                made_at BIGINT NOT NULL,
                settled_at BIGINT,
                reason TEXT,
                code INTEGER,
                decided_at BIGINT,
                CHECK ((claimed_until IS NOT NULL) = (state IN ('claimed', 'handing_over'))),
                CHECK (claim IS NOT NULL OR state NOT IN ('claimed', 'handing_over')),
                CHECK (claim IS NULL OR state IN ('claimed', 'handing_over', 'unknown')),
                CHECK ((settled_at IS NOT NULL) = (state IN ('sent', 'refused', 'unknown', 'cancelled'))),
                CHECK (content IS NOT NULL OR state NOT IN ('queued', 'claimed', 'handing_over')),
                CHECK (member_id IS NOT NULL OR state NOT IN ('queued', 'claimed', 'handing_over')),
                CHECK ((content IS NULL AND member_id IS NULL AND stream IS NULL) OR
                    (state NOT IN ('sent', 'cancelled') AND decided_at IS NULL)),
                CHECK (decided_at IS NULL OR state IN ('refused', 'unknown'))
            )",
            // In the order in which mails leave: a sign-in link never waits behind a newsletter.
            "CREATE INDEX outgoing_mails_waiting ON outgoing_mails (urgent DESC, id) WHERE state IN ('queued', 'claimed')",
            "CREATE INDEX outgoing_mails_leaving ON outgoing_mails (claimed_until) WHERE state = 'handing_over'",
            "CREATE INDEX outgoing_mails_batch ON outgoing_mails (batch, state)",
            "CREATE INDEX outgoing_mails_member ON outgoing_mails (member_id) WHERE member_id IS NOT NULL",
            "CREATE INDEX outgoing_mails_settled ON outgoing_mails (settled_at) WHERE settled_at IS NOT NULL",
            // One row while mail is held: after a restore, or at an officer's word.
            "CREATE TABLE mail_holds (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                since BIGINT NOT NULL,
                reason TEXT NOT NULL
            )",
            // One row while the mail server cannot be used: at which step it failed, and what it answered.
            "CREATE TABLE mail_troubles (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                since BIGINT NOT NULL,
                phase TEXT NOT NULL,
                code INTEGER
            )",
        ],
    )
    .await
}
