//! Recurring bills.

use chrono::NaiveDate;
use homegroup_plugin::Result;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{day, id, small};
use crate::treasury::entity::surplus::bill::{ActiveModel, Column, Entity, Model};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::surplus::bill::Bill;

/// All of them, those that have ended too.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Bill>> {
    let rows = Entity::find().order_by_asc(Column::DayOfMonth).order_by_asc(Column::Id).all(db).await?;
    rows.into_iter().map(bill).collect()
}

/// Adds one; the same form again adds nothing.
pub async fn add(txn: &DatabaseTransaction, bill: &Bill) -> Result<()> {
    let row = ActiveModel {
        id: Set(bill.id.to_string()),
        what: Set(bill.what.clone()),
        amount_minor: Set(bill.amount.minor()),
        day_of_month: Set(i64::from(bill.day_of_month)),
        category: Set(bill.category.clone()),
        place: Set(bill.place.clone()),
        begins_on: Set(bill.begins_on.to_string()),
        ends_on: Set(bill.ends_on.map(|day| day.to_string())),
    };
    let again = OnConflict::column(Column::Id).do_nothing().to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(txn).await?;
    Ok(())
}

/// Says after which day it is no longer due.
pub async fn end(txn: &DatabaseTransaction, bill: Uuid, ends_on: NaiveDate) -> Result<()> {
    let update = Entity::update_many().col_expr(Column::EndsOn, Expr::value(ends_on.to_string()));
    update.filter(Column::Id.eq(bill.to_string())).exec(txn).await?;
    Ok(())
}

fn bill(row: Model) -> Result<Bill> {
    Ok(Bill {
        id: id(&row.id)?,
        what: row.what,
        amount: Money::of_minor(row.amount_minor),
        day_of_month: small(row.day_of_month)?,
        category: row.category,
        place: row.place,
        begins_on: day(&row.begins_on)?,
        ends_on: row.ends_on.as_deref().map(day).transpose()?,
    })
}
