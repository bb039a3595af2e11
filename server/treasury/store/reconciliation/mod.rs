//! The door to statements and to files that were brought in.

pub mod columns;
pub mod imports;
pub mod items;
pub mod matches;
pub mod payments;
pub mod reconciliations;

use anyhow::Context;
use chrono::NaiveDate;
use homegroup_plugin::Result;
use uuid::Uuid;

/// What tells a row that comes again: a keyed fingerprint, and the how-manieth of its like it is within its file.
pub type Mark = (String, i64);

fn day(stored: &str) -> Result<NaiveDate> {
    Ok(stored.parse().with_context(|| format!("the stored day {stored:?} cannot be read"))?)
}

fn id(stored: &str) -> Result<Uuid> {
    Ok(stored.parse().with_context(|| format!("the stored id {stored:?} is no UUID"))?)
}
