//! The group's service positions.

use anyhow::Context;
use chrono::NaiveDate;
use homegroup_plugin::{Result, Right};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, SqlErr,
};

use super::new_id;
use crate::members::entity::position::{ActiveModel, Column, Entity, Model};
use crate::members::rules::position::Refusal;
use crate::members::rules::{Position, name};

/// A position and its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// What it is.
    pub position: Position,
    /// The day it was laid down.
    pub laid_down_on: Option<NaiveDate>,
}

/// All positions that are not laid down, in the order in which they were made.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Kept>> {
    let rows = Entity::find().filter(Column::LaidDownOn.is_null()).order_by_asc(Column::Id).all(db).await?;
    rows.into_iter().map(kept).collect()
}

/// The position with this id, laid down or not.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Kept>> {
    Entity::find_by_id(id).one(db).await?.map(kept).transpose()
}

/// Makes a position.
pub async fn add(txn: &DatabaseTransaction, position: &Position) -> Result<Result<String, Refusal>> {
    if name_is_taken(txn, &position.name, None).await? {
        return Ok(Err(Refusal::NameTaken));
    }
    let id = new_id();
    let row = ActiveModel { id: Set(id.clone()), ..columns(position)? };
    match Entity::insert(row).exec_without_returning(txn).await {
        Ok(_) => Ok(Ok(id)),
        Err(error) => Ok(Err(taken(error)?)),
    }
}

/// Saves a changed position.
pub async fn save(txn: &DatabaseTransaction, id: &str, position: &Position) -> Result<Result<(), Refusal>> {
    if name_is_taken(txn, &position.name, Some(id)).await? {
        return Ok(Err(Refusal::NameTaken));
    }
    match Entity::update_many().set(columns(position)?).filter(Column::Id.eq(id)).exec(txn).await {
        Ok(_) => Ok(Ok(())),
        Err(error) => Ok(Err(taken(error)?)),
    }
}

/// Lays a position down; who held it when stays.
pub async fn lay_down(txn: &DatabaseTransaction, id: &str, today: NaiveDate) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::LaidDownOn, Expr::value(today.to_string()))
        .filter(Column::Id.eq(id))
        .filter(Column::LaidDownOn.is_null())
        .exec(txn)
        .await?;
    Ok(())
}

/// The rights of a stored list.
pub(super) fn rights_of(list: &str) -> Result<std::collections::BTreeSet<Right>> {
    let rights = list.split_whitespace().map(|word| Right::named(word).with_context(|| format!("{word:?} is stored as a right")));
    Ok(rights.collect::<anyhow::Result<_>>()?)
}

async fn name_is_taken(txn: &DatabaseTransaction, typed: &str, by_other_than: Option<&str>) -> Result<bool> {
    let same =
        Entity::find().filter(Column::NameKey.eq(name::name_key(typed))).filter(Column::LaidDownOn.is_null()).one(txn).await?;
    Ok(same.is_some_and(|row| Some(row.id.as_str()) != by_other_than))
}

fn taken(error: DbErr) -> Result<Refusal> {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Ok(Refusal::NameTaken),
        _ => Err(error.into()),
    }
}

fn columns(position: &Position) -> Result<ActiveModel> {
    let rights: Vec<&str> = position.rights.iter().map(|right| right.name()).collect();
    Ok(ActiveModel {
        name: Set(position.name.clone()),
        name_key: Set(name::name_key(&position.name)),
        term_months: Set(i32::try_from(position.term_months).context("a term is at most 48 months")?),
        rights: Set(rights.join(" ")),
        ..Default::default()
    })
}

fn kept(row: Model) -> Result<Kept> {
    let term_months = u32::try_from(row.term_months).context("a term is at least a month")?;
    Ok(Kept {
        id: row.id,
        position: Position { name: row.name, term_months, rights: rights_of(&row.rights)? },
        laid_down_on: row.laid_down_on.as_deref().map(super::day).transpose()?,
    })
}
