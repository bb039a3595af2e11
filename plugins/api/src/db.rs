//! The database as the slices see it: readers, and a write transaction that really is one.

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

/// A pool of readers and the way to write.
///
/// On SQLite the writer is a single connection and the readers refuse to write; on PostgreSQL both are one pool.
#[derive(Clone, Debug)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
}

impl Db {
    /// `read` answers queries; `write` begins transactions.
    pub fn new(read: DatabaseConnection, write: DatabaseConnection) -> Self {
        Self { read, write }
    }

    /// Which of the two databases this is.
    pub fn backend(&self) -> DbBackend {
        self.read.get_database_backend()
    }

    /// For queries that change nothing.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Begins a write. On SQLite it takes the write lock at once (`BEGIN IMMEDIATE`): a transaction that reads first and
    /// writes later would fail with "database is locked" without waiting. Dropped without a commit, it is rolled back.
    ///
    /// Never ask for a second write while holding one: pass the transaction down.
    pub async fn begin_write(&self) -> Result<DatabaseTransaction, DbErr> {
        let immediate = (self.backend() == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate);
        self.write.begin_with_options(TransactionOptions { sqlite_transaction_mode: immediate, ..Default::default() }).await
    }

    /// The connection for migrations and backups, which cannot run inside a write.
    pub fn maintenance(&self) -> &DatabaseConnection {
        &self.write
    }
}
