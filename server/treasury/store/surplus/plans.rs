//! Split plans, only ever added to: the lines first, then the row that seals them.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::{DateTime, Utc};
use homegroup_plugin::Result;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{columns, day, id, rests_on, small};
use crate::treasury::entity::surplus::{plan, plan_line};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::surplus::adopted::Adopted;
use crate::treasury::rules::surplus::split_plan::{PlanLine, SplitPlan};
use crate::treasury::store::append::Writing;

/// A plan and its number.
pub type Numbered = (i64, SplitPlan);

/// All plans with their numbers, in the order in which they were laid down.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Adopted<Numbered>>> {
    let rows = plan::Entity::find().order_by_asc(plan::Column::Number).all(db).await?;
    let stored = plan_line::Entity::find()
        .order_by_asc(plan_line::Column::PlanNumber)
        .order_by_asc(plan_line::Column::Line)
        .all(db)
        .await?;
    let mut lines: BTreeMap<i64, Vec<PlanLine>> = BTreeMap::new();
    for line in stored {
        lines.entry(line.plan_number).or_default().push(PlanLine {
            service_body: id(&line.service_body_id)?,
            basis_points: small(line.basis_points)?,
            minimum: Money::of_minor(line.minimum_minor),
        });
    }
    let plan = |row: plan::Model| {
        let lines = lines.remove(&row.number).unwrap_or_default();
        let what = SplitPlan::of(lines, Money::of_minor(row.round_to_minor))
            .with_context(|| format!("the parts of split plan {} make no whole", row.number))?;
        let rests_on = rests_on(row.decision_number, row.meeting_on.as_deref())?;
        Ok(Adopted { what: (row.number, what), effective_on: day(&row.effective_on)?, rests_on })
    };
    rows.into_iter().map(plan).collect()
}

/// Lays a plan down; `id` is the form's, so that the same form again changes nothing.
pub async fn lay_down(writing: &Writing, id: Uuid, adopted: &Adopted<SplitPlan>, now: DateTime<Utc>) -> Result<()> {
    let txn = writing.txn();
    if plan::Entity::find().filter(plan::Column::Id.eq(id.to_string())).one(txn).await?.is_some() {
        return Ok(());
    }
    let last = plan::Entity::find().order_by_desc(plan::Column::Number).one(txn).await?.map_or(0, |row| row.number);
    let number = last + 1;
    let lines = adopted.what.lines().iter().zip(1..).map(|(line, at)| plan_line::ActiveModel {
        plan_number: Set(number),
        line: Set(at),
        service_body_id: Set(line.service_body.to_string()),
        basis_points: Set(i64::from(line.basis_points)),
        minimum_minor: Set(line.minimum.minor()),
    });
    plan_line::Entity::insert_many(lines).exec_without_returning(txn).await?;
    let (decision_number, meeting_on) = columns(adopted.rests_on);
    let row = plan::ActiveModel {
        number: Set(number),
        id: Set(id.to_string()),
        effective_on: Set(adopted.effective_on.to_string()),
        round_to_minor: Set(adopted.what.round_to().minor()),
        decision_number: Set(decision_number),
        meeting_on: Set(meeting_on),
        laid_down_at: Set(now.timestamp()),
    };
    plan::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}
