//! The outbox.

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
            // The once-key and the batch are keyed hashes: a once-key in words holds a mark, which with the day tells a clean date. The
            // content is sealed, and gone as soon as the mail has its final state.
            "CREATE TABLE outgoing_mails (
                id TEXT PRIMARY KEY,
                owner TEXT NOT NULL,
                once_key TEXT NOT NULL UNIQUE,
                batch TEXT NOT NULL,
                member_id TEXT NOT NULL,
                address {blob},
                purpose TEXT,
                clean_date_version TEXT,
                useful_until BIGINT,
                content {blob},
                state TEXT NOT NULL CHECK (state IN
                    ('queued', 'claimed', 'handing_over', 'sent', 'refused', 'unknown', 'cancelled')),
                claim TEXT,
                claimed_until BIGINT,
                tries INTEGER NOT NULL DEFAULT 0,
                not_before BIGINT NOT NULL,
                made_at BIGINT NOT NULL,
                settled_at BIGINT,
                answer TEXT,
                CHECK ((state IN ('claimed', 'handing_over')) = (claim IS NOT NULL)),
                CHECK ((state IN ('sent', 'cancelled')) <= (content IS NULL))
            )",
            "CREATE INDEX outgoing_mails_due ON outgoing_mails (state, not_before)",
            "CREATE INDEX outgoing_mails_batch ON outgoing_mails (batch, state)",
            "CREATE INDEX outgoing_mails_member ON outgoing_mails (member_id)",
            // One row while mail is held: after a restore, or at an officer's word.
            "CREATE TABLE mail_holds (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                since BIGINT NOT NULL,
                reason TEXT NOT NULL
            )",
            // One row while the mail server cannot be reached or does not let us in.
            "CREATE TABLE mail_troubles (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                since BIGINT NOT NULL,
                says TEXT NOT NULL
            )",
        ],
    )
    .await
}
