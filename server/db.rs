//! Opens the database, SQLite or PostgreSQL, and brings its tables up to date.

use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use homegroup_plugin::{Db, Plugin};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement, TransactionTrait};
use sea_orm_migration::sea_orm::DynIden;
use sea_orm_migration::sea_query::{Alias, IntoIden};
use sea_orm_migration::{MigrationTrait, MigratorTraitSelf};

use crate::settings::Settings;

/// Readers on SQLite: more would only queue on two cores.
const READERS: u32 = 4;
/// Connections on PostgreSQL. At least two are needed while migrating (one holds the lock).
const POOL: u32 = 10;
/// Any number, the same in every server: whoever holds it migrates.
const MIGRATION_LOCK: i64 = 0x486f_6d65_6772_6f75;

/// Connects and migrates. Fails with a sentence when the database is out of reach, unsafe or newer than the program.
pub async fn open(settings: &Settings, plugins: &[Arc<dyn Plugin>]) -> Result<Db> {
    let url = settings.database();
    make_private(&settings.data).with_context(|| format!("The data folder {} cannot be made", settings.data.display()))?;
    let db = if settings.database_url.is_empty() {
        let write = Database::connect(sqlite(&url, true)).await.context("The database file cannot be opened")?;
        let read = Database::connect(sqlite(&url, false)).await.context("The database file cannot be opened")?;
        Db::new(read, write)
    } else {
        let pool = Database::connect(postgres(&url)).await.context("PostgreSQL at database_url does not answer")?;
        check_durable(&pool).await?;
        Db::new(pool.clone(), pool)
    };
    migrate(&db, plugins).await?;
    Ok(db)
}

/// Makes the data folder for this user alone. One that is there already keeps the mode its owner gave it.
pub fn make_private(data: &Path) -> std::io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(data)
}

fn sqlite(url: &str, writer: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(if writer { 1 } else { READERS })
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        // A new connection would have to set all pragmas and warm its cache again.
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .sqlx_logging_level(log::LevelFilter::Debug)
        .map_sqlx_sqlite_opts(move |options| {
            let options = options
                .create_if_missing(writer)
                .journal_mode(SqliteJournalMode::Wal)
                // Money: a committed row survives a power cut.
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(5))
                .foreign_keys(true)
                .pragma("cache_size", "-8000")
                .pragma("temp_store", "MEMORY")
                .pragma("trusted_schema", "OFF")
                // INSERT OR REPLACE deletes; with this the delete triggers fire for it too.
                .pragma("recursive_triggers", "ON")
                // What is overwritten must be gone: an old clean date, a withdrawn address.
                .pragma("secure_delete", "ON");
            if writer { options } else { options.pragma("query_only", "ON") }
        });
    options
}

fn postgres(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(POOL)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging_level(log::LevelFilter::Debug)
        .set_application_name("homegroup")
        .statement_timeout(Duration::from_secs(30));
    options
}

/// "Saved" must mean on the disk. The tests' throw-away cluster runs without fsync and says so itself.
async fn check_durable(pool: &DatabaseConnection) -> Result<()> {
    let throw_away = std::env::var_os("HOMEGROUP_TEST_DATABASE").is_some();
    for name in ["fsync", "full_page_writes", "synchronous_commit"] {
        let row = pool
            .query_one_raw(Statement::from_string(DbBackend::Postgres, format!("SHOW {name}")))
            .await?
            .with_context(|| format!("PostgreSQL does not know {name}"))?;
        let value: String = row.try_get_by_index(0)?;
        ensure!(
            value != "off" || throw_away,
            "PostgreSQL runs with {name} = off: what it calls saved could be lost. Set {name} = on in postgresql.conf."
        );
    }
    Ok(())
}

/// One owner of tables, with a migration table of its own: a plugin that is left out of the build is simply not looked at.
struct Owner {
    table: String,
    plugin: Option<Arc<dyn Plugin>>,
}

impl MigratorTraitSelf for Owner {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        self.plugin.as_ref().map_or_else(homegroup_migrations::all, |plugin| plugin.migrations())
    }

    fn migration_table_name(&self) -> DynIden {
        Alias::new(&self.table).into_iden()
    }
}

async fn migrate(db: &Db, plugins: &[Arc<dyn Plugin>]) -> Result<()> {
    let connection = db.maintenance();
    // On PostgreSQL two servers may start at once; the second waits here until the first is done.
    let lock = if db.backend() == DbBackend::Postgres {
        let txn = connection.begin().await?;
        txn.execute_unprepared("SET LOCAL statement_timeout = 0").await?;
        txn.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
        Some(txn)
    } else {
        None
    };
    let owners = std::iter::once(None).chain(plugins.iter().cloned().map(Some));
    for plugin in owners {
        let name = plugin.as_ref().map_or("core", |plugin| plugin.name());
        if plugin.as_ref().is_some_and(|plugin| plugin.migrations().is_empty()) {
            continue;
        }
        let owner = Owner { table: format!("migrations_{name}"), plugin: plugin.clone() };
        if let Err(error) = owner.up(connection, None).await {
            if error.to_string().contains("is missing") {
                bail!(
                    "The database was made by a newer Homegroup ({error}). Start that version, or restore a backup from before it. \
                     Nothing has been changed."
                );
            }
            return Err(error).with_context(|| format!("The tables of {name} could not be brought up to date"));
        }
    }
    if let Some(txn) = lock {
        txn.commit().await?;
    }
    Ok(())
}
