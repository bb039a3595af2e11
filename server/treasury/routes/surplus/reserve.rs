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
use crate::treasury::rules::report::Period;
use crate::treasury::rules::surplus::adopted::Adopted;
use crate::treasury::rules::surplus::bill::Bill;
use crate::treasury::rules::surplus::due::horizon;
use crate::treasury::rules::surplus::reserve::ReservePolicy;
use crate::treasury::{available, books as open_books, report_in, store};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show]
}

/// As it stands today, or as a report of an earlier day has it.
#[get("/treasury/reserve?<on>&<until>")]
async fn show(who: SignedIn, house: &State<Arc<House>>, on: Option<&str>, until: Option<&str>) -> Result<Page> {
    let snapshot = store::snapshot(&house.db).await?;
    let Books { today, chart, .. } = open_books(&snapshot, house, None).await?;
    let view = View::new(house, &chart);
    let kept = store::surplus::kept(&snapshot).await?;
    // A day that does not read is no reason to refuse a page that only shows.
    let typed_day = |typed: Option<&str>| typed.and_then(|typed| books::day(typed).ok());
    let on = typed_day(on).unwrap_or(today);
    let until = typed_day(until).filter(|day| *day >= on).unwrap_or(horizon(on));
    let total = report_in(&snapshot, Period { from: on, to: on }).await?.total.closing;
    let reckoned = available(&snapshot, house, &kept, (on, until), total).await?;
    let policies: Vec<Value> = kept.policies.iter().rev().map(|adopted| policy(&view, adopted)).collect();
    let bills = kept.bills.iter().filter(|bill| bill.ends_on.is_none_or(|ends_on| ends_on >= on));
    let bills: Vec<Value> = bills.map(|bill| bill_row(&view, bill)).collect();
    Ok(Page::new("treasury/reserve")
        .with("may_post", who.may(Right::Money) && on == today)
        .with("on", on.to_string())
        .with("is_today", on == today)
        .with("reckoned", reckoned.map(|available| Reckoned::of(&view, &available, on)))
        .with("has_policy", !policies.is_empty())
        .with("rests_on", kept.policy(on).map(|adopted| said(adopted.rests_on, &view)))
        .with("until", until.to_string())
        .with("dues", dues(&view, &kept.open(on, until), on))
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
