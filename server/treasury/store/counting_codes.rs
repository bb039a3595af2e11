//! The hashes of counting codes (`argon2id`, PHC format), with the tries counted beside them, so that several servers count together.

use anyhow::Context;
use chrono::{DateTime, Utc};
use homegroup_plugin::{MemberId, Result};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Value};

use crate::treasury::entity::counting_code::{ActiveModel, Column, Entity, Model};
use crate::treasury::rules::counting_code::Tries;

/// A member's code as it is kept.
pub struct Kept {
    /// Its hash.
    pub hash: String,
    /// How often it was tried.
    pub tries: Tries,
}

/// Hers, if she has set one.
pub async fn find(db: &impl ConnectionTrait, member: &MemberId) -> Result<Option<Kept>> {
    Entity::find_by_id(member.0.clone()).one(db).await?.map(kept).transpose()
}

/// Writes it down.
pub async fn save(txn: &DatabaseTransaction, member: &MemberId, kept: &Kept) -> Result<()> {
    let row = ActiveModel {
        member_id: Set(member.0.clone()),
        hash: Set(kept.hash.clone()),
        wrong_tries: Set(kept.tries.wrong.into()),
        rests_until: Set(kept.tries.rests_until.map(|until| until.timestamp())),
    };
    let replace =
        OnConflict::column(Column::MemberId).update_columns([Column::Hash, Column::WrongTries, Column::RestsUntil]).to_owned();
    Entity::insert(row).on_conflict(replace).exec_without_returning(txn).await?;
    Ok(())
}

/// Forgets the tries of the code with this hash: she has shown that she knows it.
pub async fn forgive(txn: &impl ConnectionTrait, member: &MemberId, hash: &str) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::WrongTries, Expr::value(0_i64))
        .col_expr(Column::RestsUntil, Expr::value(Value::BigInt(None)))
        .filter(Column::MemberId.eq(&member.0))
        .filter(Column::Hash.eq(hash))
        .exec(txn)
        .await?;
    Ok(())
}

/// Deletes it.
pub async fn delete(txn: &impl ConnectionTrait, member: &MemberId) -> Result<()> {
    Entity::delete_by_id(member.0.clone()).exec(txn).await?;
    Ok(())
}

fn kept(row: Model) -> Result<Kept> {
    let instant = |seconds| DateTime::<Utc>::from_timestamp(seconds, 0).context("a stored instant cannot be read");
    Ok(Kept {
        hash: row.hash,
        tries: Tries {
            wrong: u8::try_from(row.wrong_tries).context("a number of tries cannot be read")?,
            rests_until: row.rests_until.map(instant).transpose()?,
        },
    })
}
