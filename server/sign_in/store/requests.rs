//! What waits to be mailed about signing in. Each is written whether or not anybody is meant, so that the answer to the browser takes
//! the same work (P6); who is meant is found out afterwards.

use chrono::{DateTime, Utc};
use homegroup_plugin::{MemberId, Result, anyhow};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::new_id;
use crate::sign_in::entity::request::{ActiveModel, Column, Entity, Model};

/// What waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Somebody asked for a link.
    Link {
        /// The keyed hash of the address that was typed.
        email_lookup: String,
        /// Where to go on to after signing in.
        back: Option<String>,
    },
    /// Somebody tried too many passphrases for this member, or for nobody.
    Guessed(MemberId),
}

/// Writes it down.
pub async fn add(txn: &DatabaseTransaction, asked: Asked, now: DateTime<Utc>) -> Result<()> {
    let (kind, subject, back) = match asked {
        Asked::Link { email_lookup, back } => ("link", email_lookup, back),
        Asked::Guessed(member) => ("guessed", member.0, None),
    };
    let row = ActiveModel {
        id: Set(new_id()),
        kind: Set(kind.to_owned()),
        subject: Set(subject),
        back: Set(back),
        asked_at: Set(now.timestamp()),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// Takes one off the list, if there is one. Of two servers one gets it.
pub async fn take(txn: &DatabaseTransaction) -> Result<Option<Asked>> {
    loop {
        let Some(row) = Entity::find().one(txn).await? else { return Ok(None) };
        let taken = Entity::delete_many().filter(Column::Id.eq(&*row.id)).exec(txn).await?.rows_affected;
        if taken == 1 {
            return asked(row).map(Some);
        }
    }
}

fn asked(row: Model) -> Result<Asked> {
    match row.kind.as_str() {
        "link" => Ok(Asked::Link { email_lookup: row.subject, back: row.back }),
        "guessed" => Ok(Asked::Guessed(MemberId(row.subject))),
        other => Err(anyhow::anyhow!("{other:?} is stored as a kind of request").into()),
    }
}
