//! The core's tables, one file a slice. A shipped migration is never edited; a change is a new one.
//!
//! The SQL is the same on SQLite and PostgreSQL but for triggers: days are `TEXT` (`2026-04-16`), instants `BIGINT` (seconds
//! since 1970, UTC), money `BIGINT` minor units, ids that appear in addresses `TEXT` (UUIDv7).

use sea_orm_migration::prelude::{DbErr, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

mod house;
mod mail;
mod members;
mod minutes;
mod sign_in;
mod treasury;

/// All migrations of the core, in the order in which they are applied.
pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    [house::all(), members::all(), sign_in::all(), mail::all(), treasury::all(), minutes::all()].into_iter().flatten().collect()
}

/// Runs statements that are the same on both databases; `{blob}` stands for the type of bytes.
pub(crate) async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let blob = if manager.get_database_backend() == DbBackend::Postgres { "BYTEA" } else { "BLOB" };
    for statement in statements {
        manager.get_connection().execute_unprepared(&statement.replace("{blob}", blob)).await?;
    }
    Ok(())
}

/// A migration from a name and an async function; always in a transaction, also on SQLite, so that a failure leaves nothing half made.
#[macro_export]
macro_rules! migration {
    ($name:ident, $up:path) => {
        pub(crate) struct $name;

        impl sea_orm_migration::MigrationName for $name {
            fn name(&self) -> &str {
                concat!(module_path!(), "::", stringify!($name))
            }
        }

        #[sea_orm_migration::async_trait::async_trait]
        impl sea_orm_migration::MigrationTrait for $name {
            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }

            async fn up(&self, manager: &sea_orm_migration::SchemaManager) -> Result<(), sea_orm_migration::sea_orm::DbErr> {
                $up(manager).await
            }
        }
    };
}
