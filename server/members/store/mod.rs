//! The only door to the tables of members, positions, terms and consents.

pub mod consents;
pub mod own;
pub mod people;
pub mod positions;
pub mod terms;

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use homegroup_plugin::Result;

/// A day as it is stored.
fn day(text: &str) -> Result<NaiveDate> {
    Ok(text.parse().with_context(|| format!("{text:?} is stored as a day"))?)
}

/// An instant as it is stored.
fn instant(seconds: i64) -> Result<DateTime<Utc>> {
    Ok(DateTime::from_timestamp(seconds, 0).with_context(|| format!("{seconds} is stored as an instant"))?)
}

/// A new id for a row that appears in an address.
fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}
