//! What belongs to the house and to no slice of the group's affairs: the group's own facts, plugins, the runs of jobs.

use sea_orm_migration::prelude::{DbErr, MigrationTrait, SchemaManager};

use crate::{migration, run};

migration!(CreateHouse, create_house);

pub(crate) fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(CreateHouse)]
}

async fn create_house(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        &[
            // One row: the group.
            "CREATE TABLE home_group (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                name TEXT NOT NULL,
                neutral_name TEXT NOT NULL,
                zone TEXT NOT NULL,
                currency TEXT NOT NULL CHECK (length(currency) = 3),
                language TEXT NOT NULL,
                created_at BIGINT NOT NULL
            )",
            // A plugin without a row is switched on with its defaults. A row may name a plugin this binary lacks.
            "CREATE TABLE plugin_states (
                name TEXT PRIMARY KEY,
                enabled BOOLEAN NOT NULL,
                settings TEXT NOT NULL,
                changed_at BIGINT NOT NULL
            )",
            // A run is taken by inserting its row: only one server can.
            "CREATE TABLE job_runs (
                job TEXT NOT NULL,
                due_at BIGINT NOT NULL,
                started_at BIGINT NOT NULL,
                finished_at BIGINT,
                failed BOOLEAN NOT NULL DEFAULT FALSE,
                said TEXT,
                PRIMARY KEY (job, due_at)
            )",
        ],
    )
    .await
}
