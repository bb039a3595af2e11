//! `/treasury/entries/<id>/acknowledgement`: the receipt a giver asked for, on paper. Only she and the treasurer can open it.

use std::sync::Arc;

use homegroup_plugin::{Error, GuardedRoute, Page, Result, SignedIn, guarded};
use rocket::{State, get};

use super::naming::named;
use crate::house::House;
use crate::treasury::routes::entry::find;
use crate::treasury::routes::view::View;
use crate::treasury::rules::account::AccountKind;
use crate::treasury::rules::money::Money;
use crate::treasury::store;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show]
}

#[get("/treasury/entries/<id>/acknowledgement")]
async fn show(who: SignedIn, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let snapshot = store::snapshot(&house.db).await?;
    let entry = find(&snapshot, id).await?;
    let named = named(&snapshot, &who, entry.number).await?.ok_or(Error::NotFound)?;
    // What was undone is not acknowledged.
    if store::entries::reversals(&snapshot, &[entry.number]).await?.contains_key(&entry.number) {
        return Err(Error::NotFound);
    }
    let chart = store::accounts::chart(&snapshot, None).await?;
    let income = entry.content.postings.iter().filter(|line| AccountKind::of_code(&line.account) == Some(AccountKind::Income));
    let gross = Money::sum(income.map(|line| line.amount)).and_then(Money::negated).unwrap_or_default();
    let view = View::new(house, &chart);
    Ok(Page::new("treasury/acknowledgement")
        .with("group", &house.profile().name)
        .with("named", named)
        .with("amount", view.amount(gross))
        .with("day", entry.content.day.to_string())
        .with("number", entry.number)
        .with("id", entry.id.to_string()))
}
