//! The only door to the tables of the slice.

pub mod action_items;
pub mod decisions;
pub mod meetings;
pub mod parts;
mod rows;
pub mod statements;

use anyhow::Context;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use homegroup_plugin::Result;
use uuid::Uuid;

/// A day as it is stored.
fn day(text: &str) -> Result<NaiveDate> {
    Ok(text.parse().with_context(|| format!("{text:?} is stored as a day"))?)
}

/// A time of day as it is stored.
fn time(text: &str) -> Result<NaiveTime> {
    Ok(NaiveTime::parse_from_str(text, "%H:%M").with_context(|| format!("{text:?} is stored as a time of day"))?)
}

/// An instant as it is stored.
fn instant(seconds: i64) -> Result<DateTime<Utc>> {
    Ok(DateTime::from_timestamp(seconds, 0).with_context(|| format!("{seconds} is stored as an instant"))?)
}

/// An id as it is stored.
fn id(text: &str) -> Result<Uuid> {
    Ok(text.parse().with_context(|| format!("{text:?} is stored as an id"))?)
}

/// A choice as it is stored.
fn choice<T>(text: &str, named: impl FnOnce(&str) -> Option<T>) -> Result<T> {
    Ok(named(text).with_context(|| format!("{text:?} is stored where a choice was expected"))?)
}

/// A number of people, bounded by the form that reads it.
fn count(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// A place in a list.
fn position(at: usize) -> i32 {
    i32::try_from(at).unwrap_or(i32::MAX)
}
