//! The newsletter's one table. A shipped migration is never edited; a change is a new one.

use homegroup_plugin::async_trait;
use homegroup_plugin::sea_orm::{ConnectionTrait, DbBackend, DbErr};
use homegroup_plugin::sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

/// All migrations, in order.
pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(CreateIssues)]
}

struct CreateIssues;

impl MigrationName for CreateIssues {
    fn name(&self) -> &str {
        "newsletter::CreateIssues"
    }
}

#[async_trait]
impl MigrationTrait for CreateIssues {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let frozen = match manager.get_database_backend() {
            DbBackend::Postgres => FROZEN_POSTGRES,
            _ => FROZEN_SQLITE,
        };
        for statement in [ISSUES].into_iter().chain(frozen.iter().copied()) {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

/// `version` grows with every change of the text, so that whoever saves or releases can say which one she saw.
const ISSUES: &str = "
    CREATE TABLE newsletter_issues (
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        body TEXT NOT NULL,
        version BIGINT NOT NULL,
        written_by TEXT,
        written_at BIGINT NOT NULL,
        released_by TEXT,
        released_at BIGINT,
        recipients BIGINT,
        CHECK ((released_at IS NULL) = (recipients IS NULL)),
        CHECK (recipients IS NULL OR recipients > 0)
    )";

/// What people have in their hands stays as it is.
const FROZEN_SQLITE: &[&str] = &["
    CREATE TRIGGER newsletter_issues_frozen BEFORE UPDATE OF id, title, body, version, written_at, released_at, recipients
    ON newsletter_issues WHEN old.released_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'an issue that was released does not change'); END"];

const FROZEN_POSTGRES: &[&str] = &[
    "
    CREATE FUNCTION newsletter_issue_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'an issue that was released does not change'; END $$",
    "
    CREATE TRIGGER newsletter_issues_frozen BEFORE UPDATE OF id, title, body, version, written_at, released_at, recipients
    ON newsletter_issues FOR EACH ROW WHEN (old.released_at IS NOT NULL) EXECUTE FUNCTION newsletter_issue_frozen()",
];
