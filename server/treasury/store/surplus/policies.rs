//! Reserve policies, only ever added to.

use anyhow::Context;
use chrono::{DateTime, Utc};
use homegroup_plugin::Result;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{columns, day, rests_on, small};
use crate::treasury::entity::surplus::policy::{ActiveModel, Column, Entity, Model};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::surplus::adopted::Adopted;
use crate::treasury::rules::surplus::reserve::{ReservePolicy, Rounding};
use crate::treasury::store::append::Writing;

/// All policies, in the order in which they were laid down.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Adopted<ReservePolicy>>> {
    let rows = Entity::find().order_by_asc(Column::Number).all(db).await?;
    rows.into_iter().map(policy).collect()
}

/// Lays a policy down; `id` is the form's, so that the same form again changes nothing.
pub async fn lay_down(writing: &Writing, id: Uuid, policy: &Adopted<ReservePolicy>, now: DateTime<Utc>) -> Result<()> {
    let txn = writing.txn();
    if Entity::find().filter(Column::Id.eq(id.to_string())).one(txn).await?.is_some() {
        return Ok(());
    }
    let last = Entity::find().order_by_desc(Column::Number).one(txn).await?.map_or(0, |row| row.number);
    let (decision_number, meeting_on) = columns(policy.rests_on);
    let (kind, fixed_minor, months, window_months, rounding) = match policy.what {
        ReservePolicy::Fixed(sum) => ("fixed", Some(sum.minor()), None, None, None),
        ReservePolicy::Months { months, window, rounding } => {
            ("months", None, Some(i64::from(months)), Some(i64::from(window)), Some(rounding.name().to_owned()))
        }
    };
    let row = ActiveModel {
        number: Set(last + 1),
        id: Set(id.to_string()),
        effective_on: Set(policy.effective_on.to_string()),
        kind: Set(kind.to_owned()),
        fixed_minor: Set(fixed_minor),
        months: Set(months),
        window_months: Set(window_months),
        rounding: Set(rounding),
        decision_number: Set(decision_number),
        meeting_on: Set(meeting_on),
        laid_down_at: Set(now.timestamp()),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

fn policy(row: Model) -> Result<Adopted<ReservePolicy>> {
    let what = match (row.fixed_minor, row.months, row.window_months, row.rounding.as_deref().and_then(Rounding::named)) {
        (Some(minor), ..) => ReservePolicy::Fixed(Money::of_minor(minor)),
        (None, Some(months), Some(window), Some(rounding)) => {
            ReservePolicy::Months { months: small(months)?, window: small(window)?, rounding }
        }
        _ => return Err(anyhow::anyhow!("reserve policy {} cannot be read", row.number).into()),
    };
    let rests_on = rests_on(row.decision_number, row.meeting_on.as_deref()).context("of a reserve policy")?;
    Ok(Adopted { what, effective_on: day(&row.effective_on)?, rests_on })
}
