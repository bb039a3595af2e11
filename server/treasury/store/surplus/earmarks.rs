//! Earmarks. What became of one stands with the settlements.

use homegroup_plugin::Result;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryOrder};

use super::{day, id};
use crate::treasury::entity::surplus::earmark::{ActiveModel, Column, Entity, Model};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::surplus::earmark::Earmark;

/// All of them, paid or not.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Earmark>> {
    let rows = Entity::find().order_by_asc(Column::DueOn).order_by_asc(Column::Id).all(db).await?;
    let earmark = |row: Model| {
        Ok(Earmark {
            id: id(&row.id)?,
            what: row.what,
            amount: Money::of_minor(row.amount_minor),
            due_on: day(&row.due_on)?,
            category: row.category,
            since: day(&row.since)?,
        })
    };
    rows.into_iter().map(earmark).collect()
}

/// Adds one; the same form again adds nothing.
pub async fn add(txn: &DatabaseTransaction, earmark: &Earmark) -> Result<()> {
    let row = ActiveModel {
        id: Set(earmark.id.to_string()),
        what: Set(earmark.what.clone()),
        amount_minor: Set(earmark.amount.minor()),
        due_on: Set(earmark.due_on.to_string()),
        category: Set(earmark.category.clone()),
        since: Set(earmark.since.to_string()),
    };
    let again = OnConflict::column(Column::Id).do_nothing().to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(txn).await?;
    Ok(())
}
