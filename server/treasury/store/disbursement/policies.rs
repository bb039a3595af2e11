//! Approval policies, only ever added to.

use chrono::{DateTime, Utc};
use homegroup_plugin::Result;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::treasury::entity::disbursement::policy::{ActiveModel, Column, Entity, Model};
use crate::treasury::rules::disbursement::policy::ApprovalPolicy;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::surplus::adopted::Adopted;
use crate::treasury::store::append::Writing;
use crate::treasury::store::surplus::{columns, day, rests_on};

/// All policies, in the order in which they were laid down.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Adopted<ApprovalPolicy>>> {
    let policy = |row: Model| {
        Ok(Adopted {
            what: ApprovalPolicy { above: row.above_minor.map(Money::of_minor) },
            effective_on: day(&row.effective_on)?,
            rests_on: rests_on(row.decision_number, row.meeting_on.as_deref())?,
        })
    };
    Entity::find().order_by_asc(Column::Number).all(db).await?.into_iter().map(policy).collect()
}

/// Lays a policy down; `id` is the form's, so that the same form again changes nothing.
pub async fn lay_down(writing: &Writing, id: Uuid, policy: &Adopted<ApprovalPolicy>, now: DateTime<Utc>) -> Result<()> {
    let txn = writing.txn();
    if Entity::find().filter(Column::Id.eq(id.to_string())).one(txn).await?.is_some() {
        return Ok(());
    }
    let last = Entity::find().order_by_desc(Column::Number).one(txn).await?.map_or(0, |row| row.number);
    let (decision_number, meeting_on) = columns(policy.rests_on);
    let row = ActiveModel {
        number: Set(last + 1),
        id: Set(id.to_string()),
        effective_on: Set(policy.effective_on.to_string()),
        above_minor: Set(policy.what.above.map(Money::minor)),
        decision_number: Set(decision_number),
        meeting_on: Set(meeting_on),
        laid_down_at: Set(now.timestamp()),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}
