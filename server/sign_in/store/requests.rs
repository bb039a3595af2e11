//! Requests for a mailed link that wait to be answered. Each is written whether or not anybody has the address, so that the answer
//! to the browser takes the same work (P6).

use chrono::{DateTime, Utc};
use homegroup_plugin::Result;
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::new_id;
use crate::sign_in::entity::request::{ActiveModel, Column, Entity};

/// A request for a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The keyed hash of the address that was typed.
    pub email_lookup: String,
    /// Where to go on to after signing in.
    pub back: Option<String>,
}

/// Writes a request down.
pub async fn add(txn: &DatabaseTransaction, asked: Asked, now: DateTime<Utc>) -> Result<()> {
    let row = ActiveModel {
        id: Set(new_id()),
        email_lookup: Set(asked.email_lookup),
        back: Set(asked.back),
        asked_at: Set(now.timestamp()),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// Takes one request off the list, if there is one. Of two servers one gets it.
pub async fn take(txn: &DatabaseTransaction) -> Result<Option<Asked>> {
    loop {
        let Some(row) = Entity::find().one(txn).await? else { return Ok(None) };
        let taken = Entity::delete_many().filter(Column::Id.eq(&*row.id)).exec(txn).await?.rows_affected;
        if taken == 1 {
            return Ok(Some(Asked { email_lookup: row.email_lookup, back: row.back }));
        }
    }
}
