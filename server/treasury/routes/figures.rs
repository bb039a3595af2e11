//! Figures that open to the entries they are made of.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::view::Amount;
use crate::treasury::rules::report::Period;

/// An amount with the address of its entries: those of a part of the report, at a place or at all, from a day (or the beginning) to a day.
pub(super) fn open(amount: Amount, part: &str, account: &str, from: Option<NaiveDate>, to: NaiveDate) -> Value {
    let mut href = format!("/treasury/entries?part={part}");
    if !account.is_empty() {
        href.push_str(&format!("&account={account}"));
    }
    if let Some(from) = from {
        href.push_str(&format!("&from={from}"));
    }
    href.push_str(&format!("&to={to}"));
    let mut figure = json!(amount);
    figure["href"] = json!(href);
    figure
}

/// What lay somewhere before a period began. Before the first day of all there is nothing to open.
pub(super) fn opening(amount: Amount, account: &str, period: Period) -> Value {
    match period.from.pred_opt().filter(|day| *day >= crate::treasury::rules::books::EARLIEST) {
        Some(before) => open(amount, "balance", account, None, before),
        None => json!(amount),
    }
}
