//! What somebody agreed to do and has not reported done, and what else earlier meetings left over.

use chrono::NaiveDate;
use homegroup_plugin::Result;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef,
};

use super::{day, id, parts, rows};
use crate::minutes::entity::{action_item, agenda_item, business_meeting, completion, motion};
use crate::minutes::rules::agenda::{LeftOver, OpenActionItem};
use crate::minutes::rules::state::MinutesState;

/// What is open, the most urgent first; of drafts only if `drafts`.
pub async fn open(db: &impl ConnectionTrait, drafts: bool) -> Result<Vec<OpenActionItem>> {
    let done = Query::select().column(completion::Column::ActionItemId).from(completion::Entity).to_owned();
    let mut query = action_item::Entity::find()
        .join(JoinType::InnerJoin, meeting_of_action_item())
        .filter(action_item::Column::Id.not_in_subquery(done));
    if !drafts {
        query = query.filter(business_meeting::Column::State.ne(MinutesState::Draft.name()));
    }
    let rows = query.order_by_asc(action_item::Column::Id).all(db).await?;
    let mut open = rows.iter().map(open_item).collect::<Result<Vec<_>>>()?;
    // What has no day waits behind what has one.
    open.sort_by_key(|item| item.due_on.unwrap_or(NaiveDate::MAX));
    Ok(open)
}

fn open_item(row: &action_item::Model) -> Result<OpenActionItem> {
    Ok(OpenActionItem {
        id: id(&row.id)?,
        meeting: row.meeting_id.clone(),
        task: row.task.clone(),
        owner: row.owner.clone(),
        due_on: row.due_on.as_deref().map(day).transpose()?,
    })
}

/// The days on which this meeting's action items were reported done.
pub async fn completions(db: &impl ConnectionTrait, meeting: &str) -> Result<Vec<(uuid::Uuid, NaiveDate)>> {
    let of_meeting = action_item::Entity::find().filter(action_item::Column::MeetingId.eq(meeting)).all(db).await?;
    let ids: Vec<String> = of_meeting.into_iter().map(|row| row.id).collect();
    let rows = completion::Entity::find().filter(completion::Column::ActionItemId.is_in(ids)).all(db).await?;
    rows.iter().map(|row| Ok((id(&row.action_item_id)?, day(&row.completed_on)?))).collect()
}

/// Notes that an action item is done; a second time changes nothing. False if there is no such item.
pub async fn complete(txn: &DatabaseTransaction, id: &str, on: NaiveDate) -> Result<bool> {
    if action_item::Entity::find_by_id(id).one(txn).await?.is_none() {
        return Ok(false);
    }
    let row = completion::ActiveModel { action_item_id: Set(id.to_owned()), completed_on: Set(on.to_string()) };
    completion::Entity::insert(row)
        .on_conflict(OnConflict::column(completion::Column::ActionItemId).do_nothing().to_owned())
        .exec_without_returning(txn)
        .await?;
    Ok(true)
}

/// Takes that back.
pub async fn reopen(txn: &DatabaseTransaction, id: &str) -> Result<()> {
    completion::Entity::delete_by_id(id).exec(txn).await?;
    Ok(())
}

/// What meetings before `day` left over for the next agenda.
pub async fn left_over(db: &impl ConnectionTrait, before: NaiveDate) -> Result<LeftOver> {
    let before = before.to_string();
    let unapproved: Vec<String> = business_meeting::Entity::find()
        .select_only()
        .column(business_meeting::Column::HeldOn)
        .filter(business_meeting::Column::State.eq(MinutesState::Circulated.name()))
        .filter(business_meeting::Column::HeldOn.lt(&before))
        .into_tuple()
        .all(db)
        .await?;
    let taken_up = Query::select()
        .column(motion::Column::TakenUp)
        .from(motion::Entity)
        .and_where(Expr::col(motion::Column::TakenUp).is_not_null())
        .to_owned();
    let motions: Vec<(motion::Model, Option<business_meeting::Model>)> = motion::Entity::find()
        .join(JoinType::InnerJoin, parts::item_of_motion())
        .join(JoinType::InnerJoin, meeting_of_item())
        .select_also(business_meeting::Entity)
        .filter(motion::Column::Fate.is_in(["tabled", "referred"]))
        .filter(motion::Column::Id.not_in_subquery(taken_up))
        .filter(business_meeting::Column::HeldOn.lt(&before))
        .order_by_asc(motion::Column::Id)
        .all(db)
        .await?;
    let motions = motions
        .iter()
        .filter_map(|(row, meeting)| Some((row, meeting.as_ref()?)))
        .map(|(row, meeting)| Ok((day(&meeting.held_on)?, rows::motion(row)?)))
        .collect::<Result<_>>()?;
    Ok(LeftOver {
        unapproved: unapproved.iter().map(|held_on| day(held_on)).collect::<Result<_>>()?,
        motions,
        action_items: open(db, true).await?,
        low_stock: Vec::new(),
    })
}

fn meeting_of_action_item() -> RelationDef {
    action_item::Entity::belongs_to(business_meeting::Entity)
        .from(action_item::Column::MeetingId)
        .to(business_meeting::Column::Id)
        .into()
}

/// From an agenda item to its meeting.
pub fn meeting_of_item() -> RelationDef {
    agenda_item::Entity::belongs_to(business_meeting::Entity)
        .from(agenda_item::Column::MeetingId)
        .to(business_meeting::Column::Id)
        .into()
}
