//! The only door to sessions, links, passphrases and what was tried.

pub mod attempts;
pub mod links;
pub mod passphrases;
pub mod requests;
pub mod sessions;
pub mod set_up;

use anyhow::Context;
use chrono::{DateTime, Utc};
use homegroup_plugin::Result;

/// An instant as it is stored.
fn instant(seconds: i64) -> Result<DateTime<Utc>> {
    Ok(DateTime::from_timestamp(seconds, 0).with_context(|| format!("{seconds} is stored as an instant"))?)
}

fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}
