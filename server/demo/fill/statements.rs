//! The bank's statement of last month, held against the books: all of it stands there but what the group did in the month's last days.

use anyhow::{Context, Result};
use chrono::{Days, NaiveDate};
use chrono_tz::Tz;

use super::at_seven;
use crate::house::House;
use crate::treasury::rules::surplus::reserve::first_of_month;
use crate::treasury::{Writing, reconcile};

/// The place the account goes by in the ledger.
const BANK: &str = "assets:bank";
/// A bank takes so many days until a deposit shows.
const UNDER_WAY_DAYS: u64 = 3;

/// Reconciles it.
pub async fn reconcile_last_month(house: &House, zone: Tz, start: NaiveDate) -> Result<()> {
    let last_day = first_of_month(start).pred_opt().context("a month has one before it")?;
    let writing = Writing::begin(&house.db).await?;
    let shown_until = last_day - Days::new(UNDER_WAY_DAYS);
    reconcile(&writing, (BANK, last_day), shown_until, at_seven(zone, start)).await?;
    Ok(writing.commit().await?)
}
