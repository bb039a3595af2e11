//! Requests.

use anyhow::Context;
use chrono::{DateTime, Utc};
use homegroup_plugin::Result;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::treasury::entity::disbursement::request::{ActiveModel, Column, Entity, Model};
use crate::treasury::rules::disbursement::request::{Disbursement, State};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::surplus::due::DueKey;
use crate::treasury::store::append::Writing;
use crate::treasury::store::surplus::{day, id as uuid, small};

/// The latest of them, up to `most`, the newest first.
pub async fn latest(db: &impl ConnectionTrait, most: u64) -> Result<Vec<Disbursement>> {
    let query = Entity::find().order_by_desc(Column::AskedAt).order_by_desc(Column::Id).limit(most);
    query.all(db).await?.into_iter().map(request).collect()
}

/// Those that wait, the oldest first.
pub async fn waiting(db: &impl ConnectionTrait) -> Result<Vec<Disbursement>> {
    let query = Entity::find().filter(Column::WithdrawnAt.is_null()).filter(Column::EntryNumber.is_null());
    query.order_by_asc(Column::AskedAt).order_by_asc(Column::Id).all(db).await?.into_iter().map(request).collect()
}

/// One of them.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Disbursement>> {
    Entity::find_by_id(id.to_string()).one(db).await?.map(request).transpose()
}

/// The one that an entry paid.
pub async fn of_entry(db: &impl ConnectionTrait, number: i64) -> Result<Option<Disbursement>> {
    Entity::find().filter(Column::EntryNumber.eq(number)).one(db).await?.map(request).transpose()
}

/// Writes one down; the same form again adds nothing.
pub async fn add(writing: &Writing, request: &Disbursement, now: DateTime<Utc>) -> Result<()> {
    let row = ActiveModel {
        id: Set(request.id.to_string()),
        asked_on: Set(request.asked_on.to_string()),
        category: Set(request.category.clone()),
        amount_minor: Set(request.amount.minor()),
        place: Set(request.place.clone()),
        note: Set(request.note.clone()),
        due: Set(request.due.map(|due| due.to_string())),
        reimburses: Set(request.reimburses),
        payee_id: Set(request.payee.clone()),
        asker_id: Set(request.asker.clone()),
        no_receipt: Set(request.no_receipt.clone()),
        approvals_needed: Set(i64::from(request.needed)),
        asked_at: Set(now.timestamp()),
        withdrawn_at: Set(None),
        entry_number: Set(None),
    };
    let again = OnConflict::column(Column::Id).do_nothing().to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(writing.txn()).await?;
    Ok(())
}

/// Notes that an entry paid it.
pub async fn paid(txn: &DatabaseTransaction, id: Uuid, entry: i64) -> Result<()> {
    let update = Entity::update_many().col_expr(Column::EntryNumber, Expr::value(entry));
    update.filter(Column::Id.eq(id.to_string())).exec(txn).await?;
    Ok(())
}

/// Notes that it is withdrawn.
pub async fn withdraw(writing: &Writing, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    let update = Entity::update_many().col_expr(Column::WithdrawnAt, Expr::value(now.timestamp()));
    update.filter(Column::Id.eq(id.to_string())).exec(writing.txn()).await?;
    Ok(())
}

/// Notes why there is no receipt.
pub async fn without_receipt(writing: &Writing, id: Uuid, reason: &str) -> Result<()> {
    let update = Entity::update_many().col_expr(Column::NoReceipt, Expr::value(reason));
    update.filter(Column::Id.eq(id.to_string())).exec(writing.txn()).await?;
    Ok(())
}

fn request(row: Model) -> Result<Disbursement> {
    let due = row.due.as_deref().map(str::parse::<DueKey>).transpose();
    Ok(Disbursement {
        id: uuid(&row.id)?,
        asked_on: day(&row.asked_on)?,
        category: row.category,
        amount: Money::of_minor(row.amount_minor),
        place: row.place,
        note: row.note,
        due: due.ok().with_context(|| format!("what the request {} pays cannot be read", row.id))?,
        reimburses: row.reimburses,
        payee: row.payee_id,
        asker: row.asker_id,
        no_receipt: row.no_receipt,
        needed: small(row.approvals_needed)?,
        state: match (row.entry_number, row.withdrawn_at) {
            (Some(number), _) => State::Paid(number),
            (None, Some(_)) => State::Withdrawn,
            (None, None) => State::Waiting,
        },
    })
}
