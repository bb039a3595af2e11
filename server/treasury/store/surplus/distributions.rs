//! Distributions, only ever added to: the lines first, then the row that seals them. Whether a line is paid stands with the settlements.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::{DateTime, Utc};
use homegroup_plugin::Result;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryOrder};
use uuid::Uuid;

use super::{columns, day, id, rests_on, service_bodies};
use crate::treasury::entity::surplus::{distribution, distribution_line};
use crate::treasury::rules::account::SERVICE_BODIES;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::surplus::distribution::Distribution;
use crate::treasury::rules::surplus::due::{Due, DueKey};

/// All of them, the newest first.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Distribution>> {
    let query = distribution::Entity::find().order_by_desc(distribution::Column::ProposedOn);
    let rows = query.order_by_desc(distribution::Column::Id).all(db).await?;
    let stored = distribution_line::Entity::find()
        .order_by_asc(distribution_line::Column::DistributionId)
        .order_by_asc(distribution_line::Column::Line)
        .all(db)
        .await?;
    let mut lines: BTreeMap<String, Vec<(Uuid, Money)>> = BTreeMap::new();
    for line in stored {
        let share = (id(&line.service_body_id)?, Money::of_minor(line.amount_minor));
        lines.entry(line.distribution_id).or_default().push(share);
    }
    let distribution = |row: distribution::Model| {
        Ok(Distribution {
            lines: lines.remove(&row.id).unwrap_or_default(),
            id: id(&row.id)?,
            proposed_on: day(&row.proposed_on)?,
            amount: Money::of_minor(row.amount_minor),
            kept: Money::of_minor(row.kept_minor),
            rests_on: rests_on(row.decision_number, row.meeting_on.as_deref())?,
        })
    };
    rows.into_iter().map(distribution).collect()
}

/// Every line of every distribution, as something to pay.
pub async fn shares(db: &impl ConnectionTrait) -> Result<Vec<Due>> {
    let bodies = service_bodies::all(db).await?;
    let mut shares = Vec::new();
    for distribution in all(db).await? {
        for ((body, amount), line) in distribution.lines.iter().zip(1..) {
            let body = bodies.iter().find(|known| known.id == *body).context("a share is for an unknown service body")?;
            shares.push(Due {
                key: DueKey::Share(distribution.id, line),
                what: body.name.clone(),
                amount: *amount,
                on: distribution.proposed_on,
                category: Some(SERVICE_BODIES.to_owned()),
                place: None,
                group_number: Some(body.group_number.clone()),
            });
        }
    }
    Ok(shares)
}

/// Whether there is one with this id: its form was sent before.
pub async fn is_there(db: &impl ConnectionTrait, id: Uuid) -> Result<bool> {
    Ok(distribution::Entity::find_by_id(id.to_string()).one(db).await?.is_some())
}

/// Adds one. `plan` is the number of the plan it was split by.
pub async fn add(txn: &DatabaseTransaction, new: &Distribution, plan: i64, now: DateTime<Utc>) -> Result<()> {
    let lines = new.lines.iter().zip(1..).map(|((body, amount), line)| distribution_line::ActiveModel {
        distribution_id: Set(new.id.to_string()),
        line: Set(line),
        service_body_id: Set(body.to_string()),
        amount_minor: Set(amount.minor()),
    });
    distribution_line::Entity::insert_many(lines).exec_without_returning(txn).await?;
    let (decision_number, meeting_on) = columns(new.rests_on);
    let row = distribution::ActiveModel {
        id: Set(new.id.to_string()),
        proposed_on: Set(new.proposed_on.to_string()),
        amount_minor: Set(new.amount.minor()),
        kept_minor: Set(new.kept.minor()),
        plan_number: Set(plan),
        decision_number: Set(decision_number),
        meeting_on: Set(meeting_on),
        proposed_at: Set(now.timestamp()),
    };
    distribution::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}
