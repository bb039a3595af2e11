//! The group's money: a double-entry ledger that only grows, and what people read out of it.
//!
//! To post from elsewhere: begin a [`Writing`], ask for the [`books`], let the rules read a form into a draft, [`append`] it, commit.

mod acceptance;
pub mod chain;
mod command;
mod counting;
mod entity;
pub mod export;
mod file;
pub mod fingerprint;
mod lint;
mod receipt;
mod reconciling;
mod routes;
pub mod rules;
mod sentences;
mod store;
mod tile;
mod verify;
mod words;

#[cfg(test)]
mod properties;

pub use acceptance::{Recorded, Recording, accept, statement};
pub use command::{LedgerCommand, export as export_ledger};
pub use counting::{forget_code, to_confirm};
pub use reconciling::reconcile;
pub use routes::routes;
pub use store::append::{Appended, Posted, Writing, append};
pub use store::confirmations::confirm;
pub use store::disbursement::policies::lay_down as lay_down_approvals;
pub use store::surplus::bills::add as add_bill;
pub use store::surplus::distributions::add as distribute;
pub use store::surplus::earmarks::add as add_earmark;
pub use store::surplus::plans::lay_down as lay_down_plan;
pub use store::surplus::policies::lay_down as lay_down_reserve;
pub use store::surplus::service_bodies::save as save_service_body;
pub use store::surplus::settlements::paid as settle;
pub use tile::tile;
pub use verify::{verify as verify_ledger, verify_export};

use anyhow::Context;
use chrono::NaiveDate;
use homegroup_plugin::{MemberId, Result};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::house::House;
use crate::members;
use rules::account::AccountKind;
use rules::books::Books;
use rules::money::{Currency, Money};
use rules::report::{Period, Report};
use rules::stock::item::{Stocked, ToReorder};
use rules::surplus::available::{Available, Kept};
use rules::surplus::due::horizon;
use rules::surplus::reserve::complete_months;

/// What the rules must know to read a form, without the entry `but` (the one a form made that is now sent again).
pub async fn books(db: &impl ConnectionTrait, house: &House, but: Option<Uuid>) -> Result<Books> {
    // What a form made before its day was accepted is still what it made.
    let posted = match but {
        Some(id) => store::entries::by_id(db, id).await?.is_some(),
        None => false,
    };
    let people = members::active(db).await?;
    let bodies = store::surplus::service_bodies::all(db).await?;
    Ok(Books {
        today: house.today(),
        currency: Currency::of(&house.profile().currency),
        chart: store::accounts::chart(db, but).await?,
        accepted_to: if posted { None } else { store::accepted::until(db).await? },
        lint: lint::of(&people, bodies.into_iter().map(|body| body.name).collect()),
        members: people.into_iter().map(|person| person.id.0).collect(),
    })
}

/// The treasurer's report of a period, with what may be passed on.
pub async fn report(house: &House, period: Period) -> Result<Report> {
    whole_report_in(&store::snapshot(&house.db).await?, house, period).await
}

/// Its ledger part, inside a transaction that stands still.
async fn report_in(snapshot: &DatabaseTransaction, period: Period) -> Result<Report> {
    let chart = store::accounts::chart(snapshot, None).await?;
    let sums = store::sums::sums(snapshot, period).await?;
    Ok(Report::of(period, &chart, &sums).map_err(anyhow::Error::new)?)
}

/// The same with what may be passed on, and what was declined.
async fn whole_report_in(snapshot: &DatabaseTransaction, house: &House, period: Period) -> Result<Report> {
    let mut report = report_in(snapshot, period).await?;
    let kept = store::surplus::kept(snapshot).await?;
    report.declined = store::contribution::declined::within(snapshot, period).await?;
    report.unconfirmed = store::confirmations::unconfirmed(snapshot, period).await?;
    report.available = available(snapshot, house, &kept, (period.to, horizon(period.to)), report.total.closing).await?;
    Ok(report)
}

/// What may be passed on of `closing` at the end of a day, with the bills that fall due by another (T14); `None` while the group has
/// laid down no reserve.
async fn available(
    db: &impl ConnectionTrait,
    house: &House,
    kept: &Kept,
    (as_of, until): (NaiveDate, NaiveDate),
    closing: Money,
) -> Result<Option<Available>> {
    let Some(policy) = kept.policy(as_of) else { return Ok(None) };
    // Of a month that is still running nobody knows yet what it will cost.
    let last_day = as_of.min(house.today());
    let months = complete_months(last_day, store::surplus::months::begun_on(db).await?, policy.what.window());
    let months = store::surplus::months::operating(db, &months).await?;
    let currency = Currency::of(&house.profile().currency);
    let available = Available::of(kept, months, closing, (as_of, until), &currency);
    Ok(Some(available.context("what is available does not fit")?))
}

/// What is to be ordered of literature and tokens: what stands below its reorder level (T22).
pub async fn stock_to_reorder(db: &impl ConnectionTrait) -> Result<Vec<ToReorder>> {
    Ok(store::stock::items::all(db).await?.iter().filter_map(Stocked::to_reorder).collect())
}

/// Adds a place of money and returns its code.
pub async fn add_place(txn: &DatabaseTransaction, kind: AccountKind, name: &str) -> Result<Option<String>> {
    let code = store::accounts::chart(txn, None).await?.next_place_code(kind);
    if let Some(code) = &code {
        store::accounts::add_place(txn, code, kind, name).await?;
    }
    Ok(code)
}

/// Whether anything was ever posted. From then on the group's currency is fixed: amounts carry no other.
pub async fn has_entries(db: &impl ConnectionTrait) -> Result<bool> {
    Ok(store::entries::last(db).await?.is_some())
}

/// What the ledger's company knows of a member, for her own export: how much she posted and counted, and what stands in her name.
pub async fn about(db: &impl ConnectionTrait, member: &MemberId) -> Result<Value> {
    let (posted, counted) = store::beside::part_of(db, member).await?;
    let given = store::contribution::given::of(db, member).await?;
    let given = given.iter().map(|given| {
        json!({
            "entry": given.number,
            "day": given.day.to_string(),
            "amount_minor": given.amount.minor(),
            "occasion": given.occasion.name(),
        })
    });
    let confirmed = store::confirmations::by(db, member).await?;
    let has_code = store::counting_codes::find(db, member).await?.is_some();
    let (asked, approved, paid_back) = store::disbursement::part_of(db, member).await?;
    Ok(json!({
        "entries_posted": posted,
        "baskets_counted": counted,
        "baskets_confirmed": confirmed,
        "has_counting_code": has_code,
        "disbursements_asked_for": asked,
        "disbursements_approved": approved,
        "reimbursements": paid_back,
        "given_in_her_name": given.collect::<Vec<_>>(),
    }))
}

/// Forgets that a member posted, counted, confirmed, gave, asked, approved, was paid back or handed over. The entries stay as they are, and
/// so does how many did, and which baskets are confirmed.
pub async fn forget(txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
    store::counting_codes::delete(txn, member).await?;
    store::confirmations::forget(txn, member).await?;
    store::contribution::given::forget(txn, member).await?;
    store::disbursement::forget(txn, member).await?;
    store::handovers::forget(txn, member).await?;
    store::beside::forget(txn, member).await
}
