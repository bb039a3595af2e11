//! `/treasury/places`: where the group's money lies. A group with one cash box never needs this page.

use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, May, Page, Result, Text, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;
use serde_json::json;

use super::desk::Choice;
use super::view::View;
use crate::house::House;
use crate::treasury::export::Words;
use crate::treasury::rules::account::{AccountKind, Chart};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::place::{self, PlaceRefusal};
use crate::treasury::words::place_kind_key;
use crate::treasury::{add_place, store};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show, add, change]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct PlaceForm {
    #[field(default = "")]
    kind: String,
    #[field(default = "")]
    name: String,
    #[field(default = false)]
    in_use: bool,
}

#[get("/treasury/places")]
async fn show(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    page(house, &Default::default(), None, None).await
}

#[post("/treasury/places", data = "<form>")]
async fn add(_who: May<right::Money>, house: &State<Arc<House>>, form: Form<PlaceForm>) -> Result<std::result::Result<Go, Page>> {
    let txn = house.db.begin_write().await?;
    let chart = store::accounts::chart(&txn, None).await?;
    let names = names(house, &chart);
    let read = place::kind(&form.kind).and_then(|kind| Ok((kind, place::name(&form.name, &names)?)));
    let (kind, name) = match read {
        Ok(read) => read,
        Err(refusal) => {
            txn.rollback().await?;
            return Ok(Err(page(house, &form, Some(refusal), None).await?.refused()));
        }
    };
    add_place(&txn, kind, &name).await?;
    txn.commit().await?;
    Ok(Ok(Go::to("/treasury/places").saying("treasury-notice-place-added")))
}

#[post("/treasury/places/<code>", data = "<form>")]
async fn change(
    _who: May<right::Money>,
    house: &State<Arc<House>>,
    code: &str,
    form: Form<PlaceForm>,
) -> Result<std::result::Result<Go, Page>> {
    let txn = house.db.begin_write().await?;
    let chart = store::accounts::chart(&txn, None).await?;
    let known = chart.get(code).filter(|account| account.kind.is_place()).ok_or(Error::NotFound)?;
    let mut others = names(house, &chart);
    others.retain(|(other, _)| other != code);
    let balances = store::sums::balances(&txn).await?;
    let empty = balances.iter().all(|(place, balance)| place != code || *balance == Money::ZERO);
    let last = chart.places().all(|place| place.code == known.code);
    let read = place::name(&form.name, &others).and_then(|name| match form.in_use {
        false if !empty => Err(PlaceRefusal::NotEmpty),
        false if last => Err(PlaceRefusal::Last),
        _ => Ok(name),
    });
    match read {
        Ok(name) => {
            store::accounts::change(&txn, code, Some(&name), form.in_use).await?;
            txn.commit().await?;
            Ok(Ok(Go::to("/treasury/places").saying("treasury-notice-place-saved")))
        }
        Err(refusal) => {
            txn.rollback().await?;
            Ok(Err(page(house, &form, Some(refusal), Some(code)).await?.refused()))
        }
    }
}

/// Every account's code and what people call it: two places of one name cannot be told apart.
fn names(house: &House, chart: &Chart) -> Vec<(String, String)> {
    let view = View::new(house, chart);
    let places = chart.all().iter().filter(|account| account.kind.is_place());
    places.map(|account| (account.code.clone(), view.spoken.account(&account.code))).collect()
}

/// `of` is the place whose form was refused; `None` is the form for a new one.
async fn page(house: &House, form: &PlaceForm, refusal: Option<PlaceRefusal>, of: Option<&str>) -> Result<Page> {
    let db = house.db.reader();
    let chart = store::accounts::chart(db, None).await?;
    let view = View::new(house, &chart);
    let balances = store::sums::balances(db).await?;
    let error = refusal.map(sentence);
    let places: Vec<_> = chart
        .all()
        .iter()
        .filter(|account| account.kind.is_place())
        .map(|account| {
            let refused = of == Some(account.code.as_str());
            let balance = balances.iter().find(|(place, _)| *place == account.code).map(|(_, balance)| *balance);
            json!({
                "code": account.code,
                "kind": place_kind_key(account.kind).map(Text::new),
                "label": view.spoken.account(&account.code),
                "name": if refused { form.name.clone() } else { view.spoken.account(&account.code) },
                "in_use": if refused { form.in_use } else { account.in_use },
                "balance": view.amount(balance.unwrap_or_default()),
                "error": error.as_ref().filter(|_| refused),
            })
        })
        .collect();
    let kinds = [AccountKind::Bank, AccountKind::App, AccountKind::Cash];
    let chosen = if form.kind.is_empty() { AccountKind::Bank.name() } else { &form.kind };
    let kinds: Vec<Choice> = kinds
        .into_iter()
        .filter_map(|kind| Some(Choice::new(kind.name(), view.spoken.say(&Text::new(place_kind_key(kind)?)), chosen)))
        .collect();
    let new_name = if of.is_none() { form.name.as_str() } else { "" };
    Ok(Page::new("treasury/places")
        .with("places", places)
        .with("kinds", kinds)
        .with("name", new_name)
        .with("error", error.filter(|_| of.is_none())))
}

fn sentence(refusal: PlaceRefusal) -> Text {
    Text::new(match refusal {
        PlaceRefusal::Kind => "treasury-refused-choose",
        PlaceRefusal::Name => "treasury-refused-place-name",
        PlaceRefusal::NameTaken => "treasury-refused-place-taken",
        PlaceRefusal::NotEmpty => "treasury-refused-place-not-empty",
        PlaceRefusal::Last => "treasury-refused-place-last",
    })
}
