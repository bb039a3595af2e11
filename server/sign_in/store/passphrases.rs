//! The hashes of passphrases (`argon2id`, PHC format).

use chrono::{DateTime, Utc};
use homegroup_plugin::{MemberId, Result};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait};

use crate::sign_in::entity::passphrase::{ActiveModel, Column, Entity};

/// Her hash, if she has set a passphrase.
pub async fn hash_of(db: &impl ConnectionTrait, member: &MemberId) -> Result<Option<String>> {
    Ok(Entity::find_by_id(member.0.clone()).one(db).await?.map(|row| row.hash))
}

/// Sets or replaces her hash.
pub async fn set(txn: &DatabaseTransaction, member: &MemberId, hash: String, now: DateTime<Utc>) -> Result<()> {
    let row = ActiveModel { member_id: Set(member.0.clone()), hash: Set(hash), set_at: Set(now.timestamp()) };
    let replace = OnConflict::column(Column::MemberId).update_columns([Column::Hash, Column::SetAt]).to_owned();
    Entity::insert(row).on_conflict(replace).exec_without_returning(txn).await?;
    Ok(())
}

/// Deletes it.
pub async fn delete(txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
    Entity::delete_by_id(member.0.clone()).exec(txn).await?;
    Ok(())
}
