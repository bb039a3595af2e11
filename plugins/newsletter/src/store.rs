//! The only door to the table `newsletter_issues`.

use homegroup_plugin::chrono::{DateTime, Utc};
use homegroup_plugin::sea_orm::sea_query::Expr;
use homegroup_plugin::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, Order, QueryFilter,
    QueryOrder,
};
use homegroup_plugin::serde_json::{Value, json};
use homegroup_plugin::{MemberId, Result};

use crate::entity::{ActiveModel, Column, Entity};
use crate::rules::Issue;

pub use crate::entity::Model as Kept;

/// All issues, drafts first (the one last worked on at the top), then those that went out, the newest first.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Kept>> {
    let drafts = Entity::find().filter(Column::ReleasedAt.is_null()).order_by(Column::WrittenAt, Order::Desc).all(db).await?;
    let released = Entity::find()
        .filter(Column::ReleasedAt.is_not_null())
        .order_by(Column::ReleasedAt, Order::Desc)
        .order_by(Column::Id, Order::Desc)
        .all(db)
        .await?;
    Ok(drafts.into_iter().chain(released).collect())
}

/// The issue that went out last.
pub async fn newest(db: &impl ConnectionTrait) -> Result<Option<Kept>> {
    let released = Entity::find().filter(Column::ReleasedAt.is_not_null());
    Ok(released.order_by(Column::ReleasedAt, Order::Desc).order_by(Column::Id, Order::Desc).one(db).await?)
}

/// The issue `id`.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Kept>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// A new draft.
pub async fn create(txn: &DatabaseTransaction, id: &str, issue: &Issue, by: &MemberId, now: DateTime<Utc>) -> Result<()> {
    let row = ActiveModel {
        id: Set(id.to_owned()),
        title: Set(issue.title().to_owned()),
        body: Set(issue.body().to_owned()),
        version: Set(1),
        written_by: Set(Some(by.0.clone())),
        written_at: Set(now.timestamp()),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// Saves a draft whose `seen` version is still the present one; false when somebody was faster, or it has gone out.
pub async fn save(txn: &DatabaseTransaction, id: &str, seen: i64, issue: &Issue, now: DateTime<Utc>) -> Result<bool> {
    let saved = Entity::update_many()
        .col_expr(Column::Title, Expr::value(issue.title()))
        .col_expr(Column::Body, Expr::value(issue.body()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .col_expr(Column::WrittenAt, Expr::value(now.timestamp()))
        .filter(draft(id, seen))
        .exec(txn)
        .await?;
    Ok(saved.rows_affected == 1)
}

/// Releases a draft whose `seen` version is still the present one, to so many members; false as for [`save`].
pub async fn release(
    txn: &DatabaseTransaction,
    id: &str,
    seen: i64,
    by: &MemberId,
    recipients: usize,
    now: DateTime<Utc>,
) -> Result<bool> {
    let released = Entity::update_many()
        .col_expr(Column::ReleasedBy, Expr::value(by.0.as_str()))
        .col_expr(Column::ReleasedAt, Expr::value(now.timestamp()))
        .col_expr(Column::Recipients, Expr::value(i64::try_from(recipients).unwrap_or(i64::MAX)))
        .filter(draft(id, seen))
        .exec(txn)
        .await?;
    Ok(released.rows_affected == 1)
}

/// Throws a draft away; false as for [`save`].
pub async fn remove(txn: &DatabaseTransaction, id: &str, seen: i64) -> Result<bool> {
    Ok(Entity::delete_many().filter(draft(id, seen)).exec(txn).await?.rows_affected == 1)
}

/// What `member` wrote or released, for her export.
pub async fn of_member(db: &impl ConnectionTrait, member: &MemberId) -> Result<Value> {
    let hers = Condition::any().add(Column::WrittenBy.eq(&member.0)).add(Column::ReleasedBy.eq(&member.0));
    let rows = Entity::find().filter(hers).order_by(Column::WrittenAt, Order::Asc).all(db).await?;
    let issues = rows.into_iter().map(|row| {
        let wrote = row.written_by.as_ref() == Some(&member.0);
        json!({
            "title": row.title,
            "body": wrote.then_some(row.body),
            "you wrote it": wrote,
            "you released it": row.released_by.as_ref() == Some(&member.0),
            "released at": row.released_at.and_then(|at| DateTime::from_timestamp(at, 0)),
        })
    });
    Ok(json!({ "issues": issues.collect::<Vec<_>>() }))
}

/// Takes `member`'s id off what she wrote and released. The issues stay: they are the group's.
pub async fn forget(txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
    for column in [Column::WrittenBy, Column::ReleasedBy] {
        let nobody = Expr::value(None::<String>);
        Entity::update_many().col_expr(column, nobody).filter(column.eq(&member.0)).exec(txn).await?;
    }
    Ok(())
}

fn draft(id: &str, seen: i64) -> Condition {
    Condition::all().add(Column::Id.eq(id)).add(Column::Version.eq(seen)).add(Column::ReleasedAt.is_null())
}
