//! What minutes consist of: agenda items, the motions under them, action items. A part keeps its id from save to save, so that
//! others can refer to it.

use std::collections::HashMap;

use homegroup_plugin::Result;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, JoinType, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::rows;
use crate::minutes::entity::{action_item, agenda_item, motion};
use crate::minutes::rules::minutes::{AgendaItem, Minutes};

/// Reads all parts of a meeting's minutes into `minutes`.
pub async fn read(db: &impl ConnectionTrait, meeting: &str, minutes: &mut Minutes) -> Result<()> {
    let mut motions: HashMap<String, Vec<motion::Model>> = HashMap::new();
    for row in motions_of(db, meeting).await? {
        motions.entry(row.agenda_item_id.clone()).or_default().push(row);
    }
    for row in items_of(db, meeting).await? {
        let mut item = rows::item(&row)?;
        item.motions = motions.remove(&row.id).unwrap_or_default().iter().map(rows::motion).collect::<Result<_>>()?;
        minutes.items.push(item);
    }
    minutes.action_items = action_items_of(db, meeting).await?.iter().map(rows::action_item).collect::<Result<_>>()?;
    Ok(())
}

/// Makes the stored parts of a meeting what `minutes` say. An id that is not one of this meeting's parts is not believed.
pub async fn write(txn: &DatabaseTransaction, meeting: &str, minutes: &Minutes) -> Result<()> {
    let mut motions: Vec<String> = motions_of(txn, meeting).await?.into_iter().map(|row| row.id).collect();
    let mut items: Vec<String> = items_of(txn, meeting).await?.into_iter().map(|row| row.id).collect();
    for (at, item) in minutes.items.iter().enumerate() {
        let (id, known) = claim(&mut items, item.id);
        let row = rows::item_columns(&id, meeting, at, item);
        if known {
            row.update(txn).await?;
        } else {
            agenda_item::Entity::insert(row).exec_without_returning(txn).await?;
        }
        write_motions(txn, &id, item, &mut motions).await?;
    }
    // Whatever was not claimed was taken out.
    motion::Entity::delete_many().filter(motion::Column::Id.is_in(motions)).exec(txn).await?;
    agenda_item::Entity::delete_many().filter(agenda_item::Column::Id.is_in(items)).exec(txn).await?;
    write_action_items(txn, meeting, minutes).await
}

async fn write_motions(txn: &DatabaseTransaction, item_id: &str, item: &AgendaItem, there: &mut Vec<String>) -> Result<()> {
    for (at, motion) in item.motions.iter().enumerate() {
        let (id, known) = claim(there, motion.id);
        let mut row = rows::motion_columns(&id, item_id, at, motion);
        if known {
            row.update(txn).await?;
        } else {
            row.taken_up = Set(motion.taken_up.map(|id| id.to_string()));
            motion::Entity::insert(row).exec_without_returning(txn).await?;
        }
    }
    Ok(())
}

async fn write_action_items(txn: &DatabaseTransaction, meeting: &str, minutes: &Minutes) -> Result<()> {
    let mut there: Vec<String> = action_items_of(txn, meeting).await?.into_iter().map(|row| row.id).collect();
    for (at, item) in minutes.action_items.iter().enumerate() {
        let (id, known) = claim(&mut there, item.id);
        let row = rows::action_item_columns(&id, meeting, at, item);
        if known {
            row.update(txn).await?;
        } else {
            action_item::Entity::insert(row).exec_without_returning(txn).await?;
        }
    }
    action_item::Entity::delete_many().filter(action_item::Column::Id.is_in(there)).exec(txn).await?;
    Ok(())
}

/// The stored id of a part, taken from those that are `there`, or a new one; and whether it was there.
fn claim(there: &mut Vec<String>, id: Option<Uuid>) -> (String, bool) {
    let at = id.and_then(|id| there.iter().position(|known| *known == id.to_string()));
    match at {
        Some(at) => (there.swap_remove(at), true),
        None => (Uuid::now_v7().to_string(), false),
    }
}

async fn items_of(db: &impl ConnectionTrait, meeting: &str) -> Result<Vec<agenda_item::Model>> {
    let items = agenda_item::Entity::find().filter(agenda_item::Column::MeetingId.eq(meeting));
    Ok(items.order_by_asc(agenda_item::Column::Position).all(db).await?)
}

async fn motions_of(db: &impl ConnectionTrait, meeting: &str) -> Result<Vec<motion::Model>> {
    let motions = motion::Entity::find().join(JoinType::InnerJoin, item_of_motion());
    let motions = motions.filter(agenda_item::Column::MeetingId.eq(meeting));
    Ok(motions.order_by_asc(motion::Column::Position).all(db).await?)
}

async fn action_items_of(db: &impl ConnectionTrait, meeting: &str) -> Result<Vec<action_item::Model>> {
    let items = action_item::Entity::find().filter(action_item::Column::MeetingId.eq(meeting));
    Ok(items.order_by_asc(action_item::Column::Position).all(db).await?)
}

/// From a motion to its agenda item.
pub fn item_of_motion() -> sea_orm::RelationDef {
    motion::Entity::belongs_to(agenda_item::Entity).from(motion::Column::AgendaItemId).to(agenda_item::Column::Id).into()
}
