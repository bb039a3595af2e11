//! `/treasury/stock`: how many there are, what is to be ordered, and what that would cost.

use std::sync::Arc;

use homegroup_plugin::{GuardedRoute, Page, Result, Right, SignedIn, guarded};
use rocket::{State, get};
use serde_json::{Value, json};

use crate::house::House;
use crate::treasury::routes::view::View;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::stock::item::Stocked;
use crate::treasury::sentences::stock::kind;
use crate::treasury::store::{self, stock};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show]
}

#[get("/treasury/stock")]
async fn show(who: SignedIn, house: &State<Arc<House>>) -> Result<Page> {
    let snapshot = store::snapshot(&house.db).await?;
    let view = View::new(house, &store::accounts::chart(&snapshot, None).await?);
    let all = stock::items::all(&snapshot).await?;
    let (kept, unused): (Vec<_>, Vec<_>) = all.iter().partition(|stocked| stocked.item.in_use);
    let costs = kept.iter().filter_map(|stocked| stocked.to_reorder()).map(|order| order.cost);
    let cost = Money::sum(costs).filter(|cost| *cost > Money::ZERO);
    let rows = |all: Vec<&Stocked>| all.into_iter().map(|stocked| row(&view, stocked)).collect::<Vec<_>>();
    Ok(Page::new("treasury/stock")
        .with("may_post", who.may(Right::Money))
        .with("to_reorder", kept.iter().any(|stocked| stocked.to_reorder().is_some()))
        .with("cost", cost.map(|cost| view.amount(cost)))
        .with("items", rows(kept))
        .with("unused", rows(unused)))
}

fn row(view: &View, stocked: &Stocked) -> Value {
    let item = &stocked.item;
    let order = stocked.to_reorder();
    json!({
        "id": item.id,
        "name": item.name,
        "kind": kind(item.kind),
        "quantity": stocked.quantity,
        "level": (item.reorder_level > 0).then_some(item.reorder_level),
        "order": order.as_ref().map(|order| order.pieces),
        "cost": order.filter(|order| order.cost > Money::ZERO).map(|order| view.amount(order.cost)),
    })
}
