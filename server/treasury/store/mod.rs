//! The only door to the ledger's tables.

pub mod accepted;
pub mod accounts;
pub mod append;
pub mod beside;
pub mod confirmations;
pub mod contribution;
pub mod counting_codes;
pub mod disbursement;
pub mod entries;
pub mod handovers;
pub mod list;
pub mod reconciliation;
pub mod stock;
pub mod sums;
pub mod surplus;

use homegroup_plugin::{Db, Result};
pub use sea_orm::ConnectionTrait as Reader;
/// A transaction in which the ledger stands still.
pub use sea_orm::DatabaseTransaction as Snapshot;
use sea_orm::{AccessMode, DatabaseTransaction, DbBackend, IsolationLevel, TransactionTrait};

/// A view of the ledger that stands still while it is read: a report made of several queries must not see an entry in one of them
/// and miss it in another.
pub async fn snapshot(db: &Db) -> Result<DatabaseTransaction> {
    Ok(match db.backend() {
        DbBackend::Postgres => {
            db.reader().begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?
        }
        // A reader of SQLite sees the state at its first query until its transaction ends.
        _ => db.reader().begin().await?,
    })
}
