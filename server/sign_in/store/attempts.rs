//! What was tried for which name or address, counted in the database so that several servers count together.

use chrono::{DateTime, Utc};
use homegroup_plugin::Result;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, Statement,
};

use super::{instant, new_id};
use crate::sign_in::entity::attempt::{ActiveModel, Column, Entity};
use crate::sign_in::rules::Allowance;

/// What was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A passphrase.
    Passphrase,
    /// To have a link mailed.
    Link,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Passphrase => "passphrase",
            Kind::Link => "link",
        }
    }
}

/// Counts a try for `subject` (a keyed hash) and says how many seconds to wait, if there were too many before. A refused try is
/// not counted: else whoever keeps trying would keep the door shut.
///
/// It is counted before it is known to be right, so that a thousand at once are not all let through.
pub async fn count(
    txn: &DatabaseTransaction,
    kind: Kind,
    subject: &str,
    allowance: Allowance,
    now: DateTime<Utc>,
) -> Result<Option<u64>> {
    take_turns(txn, kind, subject).await?;
    let since = (now - allowance.window).timestamp();
    let rows = Entity::find()
        .filter(Column::Kind.eq(kind.name()))
        .filter(Column::Subject.eq(subject))
        .filter(Column::TriedAt.gt(since))
        .all(txn)
        .await?;
    let earlier: Vec<DateTime<Utc>> = rows.into_iter().map(|row| instant(row.tried_at)).collect::<Result<_>>()?;
    let wait = allowance.wait(&earlier, now);
    if wait.is_none() {
        let row = ActiveModel {
            id: Set(new_id()),
            kind: Set(kind.name().to_owned()),
            subject: Set(subject.to_owned()),
            tried_at: Set(now.timestamp()),
        };
        Entity::insert(row).exec_without_returning(txn).await?;
    }
    Ok(wait)
}

/// Of two that read the same number of earlier tries, one would not count. The built-in database has one writer at a time anyhow.
async fn take_turns(txn: &DatabaseTransaction, kind: Kind, subject: &str) -> Result<()> {
    if txn.get_database_backend() == DbBackend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
        let key = format!("{}/{subject}", kind.name());
        txn.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [key.into()])).await?;
    }
    Ok(())
}

/// Forgets the tries for `subject`: she got in.
pub async fn forgive(txn: &DatabaseTransaction, kind: Kind, subject: &str) -> Result<()> {
    Entity::delete_many().filter(Column::Kind.eq(kind.name())).filter(Column::Subject.eq(subject)).exec(txn).await?;
    Ok(())
}

/// Deletes tries from before `before`.
pub async fn forget(txn: &DatabaseTransaction, before: DateTime<Utc>) -> Result<u64> {
    Ok(Entity::delete_many().filter(Column::TriedAt.lt(before.timestamp())).exec(txn).await?.rows_affected)
}
