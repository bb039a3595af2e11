//! `/treasury/reserve`: what may be passed on and how it is reckoned, in words that need no accountant. Every member may read it.

use std::sync::Arc;

use homegroup_plugin::{GuardedRoute, Page, Result, Right, SignedIn, guarded};
use rocket::{State, get};
use serde_json::{Value, json};

use super::rests_on::said;
use super::shown::{PolicyShown, Reckoned, dues};
use crate::house::House;
use crate::treasury::export::Words;
use crate::treasury::routes::view::View;
use crate::treasury::rules::books::{self, Books};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::surplus::adopted::Adopted;
use crate::treasury::rules::surplus::bill::Bill;
use crate::treasury::rules::surplus::due::horizon;
use crate::treasury::rules::surplus::reserve::ReservePolicy;
use crate::treasury::{available, books as open_books, store};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show]
}

#[get("/treasury/reserve?<until>")]
async fn show(who: SignedIn, house: &State<Arc<House>>, until: Option<&str>) -> Result<Page> {
    let snapshot = store::snapshot(&house.db).await?;
    let Books { today, chart, .. } = open_books(&snapshot, house, None).await?;
    let view = View::new(house, &chart);
    let kept = store::surplus::kept(&snapshot).await?;
    // A day that does not read, or has passed, is no reason to refuse a page that only shows.
    let until = until.and_then(|typed| books::day(typed).ok()).filter(|day| *day >= today).unwrap_or(horizon(today));
    let balances = store::sums::balances(&snapshot).await?;
    let total = Money::sum(balances.iter().map(|(_, balance)| *balance)).unwrap_or_default();
    let reckoned = available(&snapshot, house, &kept, (today, until), total).await?;
    let policies: Vec<Value> = kept.policies.iter().rev().map(|adopted| policy(&view, adopted)).collect();
    let bills = kept.bills.iter().filter(|bill| bill.ends_on.is_none_or(|ends_on| ends_on >= today));
    let bills: Vec<Value> = bills.map(|bill| bill_row(&view, bill)).collect();
    Ok(Page::new("treasury/reserve")
        .with("may_post", who.may(Right::Money))
        .with("reckoned", reckoned.map(|available| Reckoned::of(&view, &available, today)))
        .with("has_policy", !policies.is_empty())
        .with("rests_on", kept.policy(today).map(|adopted| said(adopted.rests_on, &view)))
        .with("until", until.to_string())
        .with("today", today.to_string())
        .with("dues", dues(&view, &kept.open(today, until), today))
        .with("bills", bills)
        .with("older", policies))
}

fn policy(view: &View, adopted: &Adopted<ReservePolicy>) -> Value {
    json!({ "policy": PolicyShown::of(view, &adopted.what, adopted.effective_on), "rests_on": said(adopted.rests_on, view) })
}

fn bill_row(view: &View, bill: &Bill) -> Value {
    json!({
        "id": bill.id,
        "what": bill.what,
        "amount": view.amount(bill.amount),
        "day_of_month": bill.day_of_month,
        "category": view.spoken.account(&bill.category),
        "begins_on": bill.begins_on.to_string(),
        "ends_on": bill.ends_on.map(|day| day.to_string()),
    })
}
