//! What came and went, only ever added to. Movements take turns with entries, so that of two the second sees what the first has left.

use anyhow::Context;
use chrono::{DateTime, Utc};
use homegroup_plugin::Result;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::treasury::entity::stock::movement::{ActiveModel, Column, Entity, Model};
use crate::treasury::rules::stock::movement::{Movement, MovementKind};
use crate::treasury::store::append::Writing;

/// A movement as it is kept.
pub struct Kept {
    /// The item it is of.
    pub item: Uuid,
    /// What moved.
    pub movement: Movement,
    /// Id of the entry with the money that went with it.
    pub entry: Option<String>,
}

/// The latest movements of an item, the last one first.
pub async fn latest(db: &impl ConnectionTrait, item: Uuid, most: u64) -> Result<Vec<Kept>> {
    let query = Entity::find().filter(Column::ItemId.eq(item.to_string())).order_by_desc(Column::Number).limit(most);
    query.all(db).await?.into_iter().map(kept).collect()
}

/// The movement that the form with this id made.
pub async fn by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Kept>> {
    Entity::find().filter(Column::Id.eq(id.to_string())).one(db).await?.map(kept).transpose()
}

/// Adds one; `entry` says whether an entry of the same id follows in this transaction.
pub async fn add(writing: &Writing, id: Uuid, item: Uuid, movement: &Movement, entry: bool, now: DateTime<Utc>) -> Result<()> {
    let txn = writing.txn();
    let last = Entity::find().order_by_desc(Column::Number).one(txn).await?.map_or(0, |row| row.number);
    let row = ActiveModel {
        number: Set(last + 1),
        id: Set(id.to_string()),
        item_id: Set(item.to_string()),
        day: Set(movement.day.to_string()),
        kind: Set(movement.kind.name().to_owned()),
        change: Set(movement.change),
        quantity_after: Set(movement.quantity_after.into()),
        reason: Set(movement.reason.clone()),
        entry_id: Set(entry.then(|| id.to_string())),
        moved_at: Set(now.timestamp()),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

fn kept(row: Model) -> Result<Kept> {
    let Model { kind, quantity_after, .. } = &row;
    let movement = Movement {
        kind: MovementKind::named(kind).with_context(|| format!("a movement is of the unknown kind {kind:?}"))?,
        day: row.day.parse().with_context(|| format!("the stored day {:?} cannot be read", row.day))?,
        change: row.change,
        quantity_after: u32::try_from(*quantity_after).context("a quantity below zero")?,
        reason: row.reason,
    };
    Ok(Kept { item: row.item_id.parse().context("an item's id is no UUID")?, movement, entry: row.entry_id })
}
