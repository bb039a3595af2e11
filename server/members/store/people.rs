//! Who is a member, and how she stands to the group. What she keeps to herself is in `own.rs`.

use chrono::{DateTime, NaiveDate, Utc};
use homegroup_plugin::{MemberId, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, SqlErr};

use super::new_id;
use crate::members::entity::member::{ActiveModel, Column, Entity, Model};
use crate::members::rules::{DisplayName, Email, NewMember, Refusal, Standing, name, standing};
use crate::members::{EMAIL, email_lookup};
use crate::seal::Seal;

/// What the group knows of somebody by looking at its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Her id.
    pub id: MemberId,
    /// `First L.`
    pub display_name: String,
    /// How she stands to the group.
    pub standing: Standing,
    /// The day she left.
    pub left_on: Option<NaiveDate>,
}

/// All who have not left, by name.
pub async fn active(db: &impl ConnectionTrait) -> Result<Vec<Person>> {
    by_name(Entity::find().filter(Column::LeftOn.is_null()).all(db).await?)
}

/// All who have left, by name.
pub async fn left(db: &impl ConnectionTrait) -> Result<Vec<Person>> {
    by_name(Entity::find().filter(Column::LeftOn.is_not_null()).all(db).await?)
}

/// The person with this id, whether or not she has left.
pub async fn find(db: &impl ConnectionTrait, id: &MemberId) -> Result<Option<Person>> {
    Entity::find_by_id(id.0.clone()).one(db).await?.map(person).transpose()
}

/// The active member with this address, given its keyed hash.
pub async fn find_by_email(db: &impl ConnectionTrait, lookup: &str) -> Result<Option<MemberId>> {
    let row = Entity::find().filter(Column::EmailLookup.eq(lookup)).filter(Column::LeftOn.is_null()).one(db).await?;
    Ok(row.map(|row| MemberId(row.id)))
}

/// The active member who goes by this name, however it is typed.
pub async fn find_by_name(db: &impl ConnectionTrait, typed: &str) -> Result<Option<MemberId>> {
    let key = name::name_key(typed);
    let row = Entity::find().filter(Column::NameKey.eq(key)).filter(Column::LeftOn.is_null()).one(db).await?;
    Ok(row.map(|row| MemberId(row.id)))
}

/// Adds a member. She is invited until she signs in.
pub async fn add(
    txn: &DatabaseTransaction,
    seal: &Seal,
    new: &NewMember,
    now: DateTime<Utc>,
) -> Result<Result<MemberId, Vec<Refusal>>> {
    let mut refusals = Vec::new();
    if find_by_name(txn, new.name.as_str()).await?.is_some() {
        refusals.push(Refusal::NameTaken);
    }
    let lookup = new.email.as_ref().map(|email| email_lookup(seal, email.as_str()));
    if let Some(lookup) = &lookup
        && find_by_email(txn, lookup).await?.is_some()
    {
        refusals.push(Refusal::EmailTaken);
    }
    if !refusals.is_empty() {
        return Ok(Err(refusals));
    }
    let id = MemberId(new_id());
    let email = new.email.as_ref().map(|email| seal.seal_words(EMAIL.of(&id), email.as_str())).transpose()?;
    let row = ActiveModel {
        id: Set(id.0.clone()),
        display_name: Set(new.name.to_string()),
        name_key: Set(new.name.key()),
        email: Set(email),
        email_lookup: Set(lookup),
        added_at: Set(now.timestamp()),
        ..Default::default()
    };
    match Entity::insert(row).exec_without_returning(txn).await {
        Ok(_) => Ok(Ok(id)),
        Err(error) => Ok(Err(vec![taken(error)?])),
    }
}

/// Gives her another name.
pub async fn rename(txn: &DatabaseTransaction, id: &MemberId, name: &DisplayName) -> Result<Result<(), Refusal>> {
    if find_by_name(txn, name.as_str()).await?.is_some_and(|other| other != *id) {
        return Ok(Err(Refusal::NameTaken));
    }
    let changed = Entity::update_many()
        .col_expr(Column::DisplayName, Expr::value(name.as_str()))
        .col_expr(Column::NameKey, Expr::value(name.key()))
        .filter(Column::Id.eq(&*id.0))
        .exec(txn)
        .await;
    match changed {
        Ok(_) => Ok(Ok(())),
        Err(error) => Ok(Err(taken(error)?)),
    }
}

/// Gives her an address, or another one; `confirmed` when a link mailed to it was opened.
pub async fn set_email(
    txn: &DatabaseTransaction,
    seal: &Seal,
    id: &MemberId,
    email: &Email,
    confirmed: Option<DateTime<Utc>>,
) -> Result<Result<(), Refusal>> {
    let lookup = email_lookup(seal, email.as_str());
    if find_by_email(txn, &lookup).await?.is_some_and(|other| other != *id) {
        return Ok(Err(Refusal::EmailTaken));
    }
    let sealed = seal.seal_words(EMAIL.of(id), email.as_str())?;
    let changed = Entity::update_many()
        .col_expr(Column::Email, Expr::value(sealed))
        .col_expr(Column::EmailLookup, Expr::value(lookup))
        .col_expr(Column::EmailConfirmedAt, Expr::value(confirmed.map(|at| at.timestamp())))
        .filter(Column::Id.eq(&*id.0))
        .filter(Column::LeftOn.is_null())
        .exec(txn)
        .await;
    match changed {
        Ok(_) => Ok(Ok(())),
        Err(error) => Ok(Err(taken(error)?)),
    }
}

/// Takes her address away.
pub async fn clear_email(txn: &DatabaseTransaction, id: &MemberId) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Email, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::EmailLookup, Expr::value(None::<String>))
        .col_expr(Column::EmailConfirmedAt, Expr::value(None::<i64>))
        .filter(Column::Id.eq(&*id.0))
        .exec(txn)
        .await?;
    Ok(())
}

/// She has signed in; `confirmed` if a link mailed to her present address brought her.
pub async fn arrive(txn: &DatabaseTransaction, id: &MemberId, confirmed: bool, now: DateTime<Utc>) -> Result<()> {
    let first = |column: Column| {
        Entity::update_many()
            .col_expr(column, Expr::value(now.timestamp()))
            .filter(Column::Id.eq(&*id.0))
            .filter(column.is_null())
    };
    first(Column::ArrivedAt).exec(txn).await?;
    if confirmed {
        first(Column::EmailConfirmedAt).filter(Column::Email.is_not_null()).exec(txn).await?;
    }
    Ok(())
}

/// She leaves: what identifies her goes at once, the name she went by stays with what she did.
pub async fn leave(txn: &DatabaseTransaction, id: &MemberId, today: NaiveDate) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::LeftOn, Expr::value(today.to_string()))
        .col_expr(Column::Email, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::EmailLookup, Expr::value(None::<String>))
        .col_expr(Column::EmailConfirmedAt, Expr::value(None::<i64>))
        .col_expr(Column::Phone, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::CleanDate, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::CleanDateVersion, Expr::value(None::<String>))
        .col_expr(Column::Zone, Expr::value(None::<String>))
        .col_expr(Column::ArrivedAt, Expr::value(None::<i64>))
        .filter(Column::Id.eq(&*id.0))
        .filter(Column::LeftOn.is_null())
        .exec(txn)
        .await?;
    Ok(())
}

/// She is a member again, as one who is invited.
pub async fn come_back(txn: &DatabaseTransaction, id: &MemberId) -> Result<Result<(), Refusal>> {
    let Some(person) = find(txn, id).await? else { return Ok(Ok(())) };
    if find_by_name(txn, &person.display_name).await?.is_some_and(|other| other != *id) {
        return Ok(Err(Refusal::NameTaken));
    }
    Entity::update_many().col_expr(Column::LeftOn, Expr::value(None::<String>)).filter(Column::Id.eq(&*id.0)).exec(txn).await?;
    Ok(Ok(()))
}

/// The field another member was faster with; any other failure is passed on.
fn taken(error: DbErr) -> Result<Refusal> {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(words)) if words.contains("name") => Ok(Refusal::NameTaken),
        Some(SqlErr::UniqueConstraintViolation(_)) => Ok(Refusal::EmailTaken),
        _ => Err(error.into()),
    }
}

fn by_name(rows: Vec<Model>) -> Result<Vec<Person>> {
    let mut people: Vec<Person> = rows.into_iter().map(person).collect::<Result<_>>()?;
    people.sort_by_cached_key(|person| (name::folded(&person.display_name), person.id.clone()));
    Ok(people)
}

fn person(row: Model) -> Result<Person> {
    Ok(Person {
        id: MemberId(row.id),
        display_name: row.display_name,
        standing: standing(row.arrived_at.is_some(), row.left_on.is_some()),
        left_on: row.left_on.as_deref().map(super::day).transpose()?,
    })
}
