//! The register of decisions: motions that were adopted, numbered in the order in which their minutes were approved.

use chrono::{DateTime, NaiveDate, Utc};
use homegroup_plugin::Result;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, FromQueryResult, JoinType,
    Order, QueryFilter, QueryOrder, QuerySelect, RelationDef,
};

use super::{action_items, choice, day, parts};
use crate::minutes::entity::decision::{ActiveModel, Column, Entity};
use crate::minutes::entity::{agenda_item, business_meeting, motion};
use crate::minutes::rules::motion::MotionKind;
use crate::minutes::rules::state::MinutesState;
use crate::minutes::rules::tally::Outcome;

/// A motion the group adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its number in the register; `None` until its minutes are approved.
    pub number: Option<i64>,
    /// What it is about.
    pub kind: MotionKind,
    /// Its exact words.
    pub wording: String,
    /// The day of the meeting that adopted it.
    pub decided_on: NaiveDate,
    /// Id of that meeting.
    pub meeting: String,
}

/// Every adopted motion whose minutes members can read: first what waits for its number, then the register, the newest first.
pub async fn adopted(db: &impl ConnectionTrait) -> Result<Vec<Decision>> {
    #[derive(FromQueryResult)]
    struct Row {
        number: Option<i64>,
        kind: String,
        wording: String,
        held_on: String,
        meeting_id: String,
    }
    let rows = motion::Entity::find()
        .select_only()
        .column(Column::Number)
        .columns([motion::Column::Kind, motion::Column::Wording])
        .column(business_meeting::Column::HeldOn)
        .column(agenda_item::Column::MeetingId)
        .join(JoinType::InnerJoin, parts::item_of_motion())
        .join(JoinType::InnerJoin, action_items::meeting_of_item())
        .join(JoinType::LeftJoin, decision_of_motion())
        .filter(motion::Column::Outcome.eq(Outcome::Carried.name()))
        .filter(business_meeting::Column::State.ne(MinutesState::Draft.name()))
        .order_by(business_meeting::Column::HeldOn, Order::Desc)
        .order_by(motion::Column::Id, Order::Desc)
        .into_model::<Row>()
        .all(db)
        .await?;
    let mut decisions = rows
        .into_iter()
        .map(|row| {
            Ok(Decision {
                number: row.number,
                kind: choice(&row.kind, MotionKind::named)?,
                wording: row.wording,
                decided_on: day(&row.held_on)?,
                meeting: row.meeting_id,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    decisions.sort_by_key(|decision| std::cmp::Reverse(decision.number.unwrap_or(i64::MAX)));
    Ok(decisions)
}

/// Enters `motions` into the register, each under the next number.
pub async fn enter(txn: &DatabaseTransaction, motions: &[uuid::Uuid], now: DateTime<Utc>) -> Result<()> {
    if txn.get_database_backend() == DbBackend::Postgres {
        // On SQLite a write transaction is alone anyway.
        txn.execute_unprepared("LOCK TABLE decisions IN SHARE ROW EXCLUSIVE MODE").await?;
    }
    let last = Entity::find().order_by(Column::Number, Order::Desc).one(txn).await?.map_or(0, |decision| decision.number);
    for (number, motion) in (last + 1..).zip(motions) {
        let row = ActiveModel { number: Set(number), motion_id: Set(motion.to_string()), entered_at: Set(now.timestamp()) };
        Entity::insert(row).exec_without_returning(txn).await?;
    }
    Ok(())
}

fn decision_of_motion() -> RelationDef {
    motion::Entity::belongs_to(crate::minutes::entity::decision::Entity).from(motion::Column::Id).to(Column::MotionId).into()
}
