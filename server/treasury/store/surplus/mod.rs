//! The door to what is kept back and passed on.

pub mod bills;
pub mod distributions;
pub mod earmarks;
pub mod months;
pub mod plans;
pub mod policies;
pub mod service_bodies;
pub mod settlements;

use anyhow::Context;
use chrono::NaiveDate;
use homegroup_plugin::Result;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::treasury::rules::surplus::adopted::RestsOn;
use crate::treasury::rules::surplus::available::Kept;

/// Everything the reserve page reckons with.
pub async fn kept(db: &impl ConnectionTrait) -> Result<Kept> {
    Ok(Kept {
        policies: policies::all(db).await?,
        bills: bills::all(db).await?,
        earmarks: earmarks::all(db).await?,
        shares: distributions::shares(db).await?,
        settlements: settlements::all(db).await?,
    })
}

pub(in crate::treasury::store) fn day(stored: &str) -> Result<NaiveDate> {
    Ok(stored.parse().with_context(|| format!("the stored day {stored:?} cannot be read"))?)
}

pub(in crate::treasury::store) fn id(stored: &str) -> Result<Uuid> {
    Ok(stored.parse().with_context(|| format!("the stored id {stored:?} is no UUID"))?)
}

pub(in crate::treasury::store) fn small(stored: i64) -> Result<u32> {
    Ok(u32::try_from(stored).with_context(|| format!("the stored number {stored} does not fit"))?)
}

/// The two columns for what something rests on.
pub(in crate::treasury::store) fn columns(rests_on: RestsOn) -> (Option<i64>, Option<String>) {
    match rests_on {
        RestsOn::Decision(number) => (Some(number), None),
        RestsOn::Meeting(held_on) => (None, Some(held_on.to_string())),
    }
}

pub(in crate::treasury::store) fn rests_on(decision_number: Option<i64>, meeting_on: Option<&str>) -> Result<RestsOn> {
    match (decision_number, meeting_on) {
        (Some(number), _) => Ok(RestsOn::Decision(number)),
        (None, Some(held_on)) => Ok(RestsOn::Meeting(day(held_on)?)),
        (None, None) => Err(anyhow::anyhow!("a policy, plan or distribution rests on nothing").into()),
    }
}
