//! Sessions. Only the hash of a token is stored; an ended session is deleted.

use chrono::{DateTime, Utc};
use homegroup_plugin::{MemberId, Result};
use sea_orm::Condition;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

use super::{instant, new_id};
use crate::seal::{random_token, token_hash};
use crate::sign_in::entity::session::{ActiveModel, Column, Entity, Model};
use crate::sign_in::rules::Limits;

/// A session of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id, which is no secret.
    pub id: String,
    /// Whose it is.
    pub member: MemberId,
    /// When she signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last used, give or take a minute.
    pub seen_at: DateTime<Utc>,
}

/// Begins a session and returns its token, which is stored nowhere.
pub async fn begin(txn: &DatabaseTransaction, member: &MemberId, now: DateTime<Utc>) -> Result<String> {
    let token = random_token()?;
    let row = ActiveModel {
        id: Set(new_id()),
        token_hash: Set(token_hash(&token)),
        member_id: Set(member.0.clone()),
        created_at: Set(now.timestamp()),
        seen_at: Set(now.timestamp()),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(token)
}

/// The session a token opens, whether or not it still lives.
pub async fn find(db: &impl ConnectionTrait, token: &str) -> Result<Option<Session>> {
    Entity::find().filter(Column::TokenHash.eq(token_hash(token))).one(db).await?.map(session).transpose()
}

/// The session with this id.
pub async fn by_id(db: &impl ConnectionTrait, id: &str) -> Result<Option<Session>> {
    Entity::find_by_id(id).one(db).await?.map(session).transpose()
}

/// Her sessions, the latest first.
pub async fn of(db: &impl ConnectionTrait, member: &MemberId) -> Result<Vec<Session>> {
    let rows = Entity::find().filter(Column::MemberId.eq(&*member.0)).order_by_desc(Column::SeenAt).all(db).await?;
    rows.into_iter().map(session).collect()
}

/// Notes that a session was used.
pub async fn seen(txn: &DatabaseTransaction, id: &str, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many().col_expr(Column::SeenAt, Expr::value(now.timestamp())).filter(Column::Id.eq(id)).exec(txn).await?;
    Ok(())
}

/// Ends one session.
pub async fn end(txn: &DatabaseTransaction, id: &str) -> Result<()> {
    Entity::delete_by_id(id).exec(txn).await?;
    Ok(())
}

/// Ends all sessions of a member, but `keep`.
pub async fn end_all_of(txn: &DatabaseTransaction, member: &MemberId, keep: Option<&str>) -> Result<()> {
    let mut delete = Entity::delete_many().filter(Column::MemberId.eq(&*member.0));
    if let Some(keep) = keep {
        delete = delete.filter(Column::Id.ne(keep));
    }
    delete.exec(txn).await?;
    Ok(())
}

/// Deletes sessions that have run out.
pub async fn forget(txn: &DatabaseTransaction, limits: Limits, now: DateTime<Utc>) -> Result<u64> {
    let rested = Column::SeenAt.lte((now - limits.idle).timestamp());
    let old = Column::CreatedAt.lte((now - limits.absolute).timestamp());
    Ok(Entity::delete_many().filter(Condition::any().add(rested).add(old)).exec(txn).await?.rows_affected)
}

fn session(row: Model) -> Result<Session> {
    Ok(Session {
        id: row.id,
        member: MemberId(row.member_id),
        created_at: instant(row.created_at)?,
        seen_at: instant(row.seen_at)?,
    })
}
