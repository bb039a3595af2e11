//! `/treasury`: what there is, what happened last, and what can be done.

use std::sync::Arc;

use chrono::Days;
use homegroup_plugin::{Error, Go, GuardedRoute, Page, Result, Right, SignedIn, guarded};
use rocket::{State, get};
use serde_json::json;

use super::disbursement::waiting_for;
use super::entries::shown;
use super::handovers;
use super::surplus::{Reckoned, dues};
use super::view::View;
use crate::house::House;
use crate::treasury::counting::questions;
use crate::treasury::export::Words;
use crate::treasury::rules::filter::Filter;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::reconciliation::statement::has_statements;
use crate::treasury::rules::surplus::due::horizon;
use crate::treasury::{available, stock_to_reorder, store};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![overview, nouns]
}

/// So many of the latest entries.
const LATEST: usize = 8;
/// So many days before it is due a bill is shown here.
const SOON: u64 = 7;

#[get("/treasury")]
async fn overview(who: SignedIn, house: &State<Arc<House>>) -> Result<Page> {
    let snapshot = store::snapshot(&house.db).await?;
    let chart = store::accounts::chart(&snapshot, None).await?;
    let view = View::new(house, &chart);
    let balances = store::sums::balances(&snapshot).await?;
    let held = |code: &str| balances.iter().find(|(place, _)| place == code).map(|(_, balance)| *balance);
    let places: Vec<_> = chart
        .all()
        .iter()
        .filter(|account| account.kind.is_place())
        .filter_map(|account| {
            let balance = held(&account.code).filter(|balance| account.in_use || *balance != Money::ZERO);
            let balance = balance.or(account.in_use.then_some(Money::ZERO))?;
            Some(json!({ "code": account.code, "name": view.spoken.account(&account.code), "balance": view.amount(balance) }))
        })
        .collect();
    let total = Money::sum(balances.iter().map(|(_, balance)| *balance)).unwrap_or_default();
    let below = balances.iter().any(|(_, balance)| *balance < Money::ZERO);
    let (today, kept) = (house.today(), store::surplus::kept(&snapshot).await?);
    let soon = kept.due_by(today, today + Days::new(SOON));
    let available = available(&snapshot, house, &kept, (today, horizon(today)), total).await?;
    let mut latest = store::list::page(&snapshot, &Filter::default(), 1).await?;
    let empty = latest.is_empty();
    latest.truncate(LATEST);
    let kept_in_stock = !store::stock::items::all(&snapshot).await?.is_empty();
    Ok(Page::new("treasury/overview")
        .with("may_post", who.may(Right::Money))
        .with("empty", empty)
        .with("stock", json!({ "kept": kept_in_stock, "low": stock_to_reorder(&snapshot).await?.len() }))
        .with("questions", questions(&snapshot, house, &who.member).await?)
        .with("one_place", places.len() < 2)
        .with("statements", chart.places().any(has_statements))
        .with("places", places)
        .with("total", view.amount(total))
        .with("below", below)
        .with("in_my_name", !store::contribution::given::of(&snapshot, &who.member).await?.is_empty())
        .with("spending_waits", waiting_for(&snapshot, &who).await?)
        .with("handover", handovers::waiting_for(&snapshot, &who).await?)
        .with("dues", dues(&view, &soon, today))
        .with("reckoned", available.map(|available| Reckoned::of(&view, &available, today)))
        .with("latest", shown(&snapshot, &view, &latest, &Filter::default()).await?))
}

/// What was posted to is also an address people type or go back to: it shows the entries of that kind.
#[get("/treasury/<noun>", rank = 5)]
fn nouns(_who: SignedIn, noun: &str) -> Result<Go> {
    let kind = match noun {
        "collections" => "collection",
        "expenses" => "expense",
        "transfers" => "transfer",
        "income" => "income",
        "opening-balance" => "opening",
        "declined-contributions" => return Ok(Go::to("/treasury/report")),
        "bills" | "earmarks" => return Ok(Go::to("/treasury/reserve")),
        "approval-policies" => return Ok(Go::to("/treasury/disbursements")),
        "split-plans" => return Ok(Go::to("/treasury/distributions")),
        _ => return Err(Error::NotFound),
    };
    Ok(Go::to(format!("/treasury/entries?kind={kind}")))
}
