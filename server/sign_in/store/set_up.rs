//! The links that lead to the set-up. They are gone with it.

use chrono::{DateTime, Utc};
use homegroup_plugin::Result;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};

use crate::seal::{random_token, token_hash};
use crate::sign_in::entity::set_up::{ActiveModel, Column, Entity};
use crate::sign_in::rules::SET_UP_LIFE;

/// Makes a link and returns its token, which is stored nowhere.
pub async fn make(txn: &DatabaseTransaction, now: DateTime<Utc>) -> Result<String> {
    let token = random_token()?;
    let row = ActiveModel { token_hash: Set(token_hash(&token)), made_at: Set(now.timestamp()) };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(token)
}

/// Whether `token` leads to the set-up at `now`.
pub async fn opens(db: &impl ConnectionTrait, token: &str, now: DateTime<Utc>) -> Result<bool> {
    let since = (now - SET_UP_LIFE).timestamp();
    let live = Entity::find().filter(Column::TokenHash.eq(token_hash(token))).filter(Column::MadeAt.gt(since));
    Ok(live.count(db).await? == 1)
}

/// Deletes all links: the group is set up.
pub async fn delete_all(txn: &DatabaseTransaction) -> Result<()> {
    Entity::delete_many().exec(txn).await?;
    Ok(())
}
