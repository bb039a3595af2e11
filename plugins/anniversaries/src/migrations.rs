//! The plugin's tables. They hold days and counts and nobody's name, id or date. A shipped migration is never edited.

use homegroup_plugin::async_trait;
use homegroup_plugin::sea_orm::{ConnectionTrait, DbErr};
use homegroup_plugin::sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

/// All migrations, in order.
pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(CreateWork)]
}

struct CreateWork;

impl MigrationName for CreateWork {
    fn name(&self) -> &str {
        "anniversaries::CreateWork"
    }
}

#[async_trait]
impl MigrationTrait for CreateWork {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in [PROGRESS, DAYS] {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

/// One row: up to which instant everything that came due was done.
const PROGRESS: &str = "
    CREATE TABLE anniversaries_progress (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        worked_until_at BIGINT NOT NULL
    )";

/// What was done on a calendar day of the group.
const DAYS: &str = "
    CREATE TABLE anniversaries_days (
        day TEXT PRIMARY KEY,
        on_the_day BIGINT NOT NULL CHECK (on_the_day >= 0),
        belated BIGINT NOT NULL CHECK (belated >= 0),
        missed BIGINT NOT NULL CHECK (missed >= 0)
    )";
