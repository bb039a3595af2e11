//! `/treasury/opening-balance`: what was there when the books were opened.

use std::collections::BTreeMap;
use std::sync::Arc;

use homegroup_plugin::{Form, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;
use serde_json::json;

use super::desk::{Answer, Desk, Errors, anchor, form_page, fresh};
use crate::house::House;
use crate::treasury::books;
use crate::treasury::export::Words;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::opening::{OpeningBalance, Raw};
use crate::treasury::rules::refusal::Refusal;
use crate::treasury::store;
use crate::treasury::words::Spoken;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create]
}

/// Where the code of a place begins. Left out of the names of fields, where a colon has a meaning of its own.
const PLACE: &str = "assets:";

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct OpeningForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    day: String,
    #[serde(skip)]
    amounts: BTreeMap<String, String>,
    #[field(default = "")]
    note: String,
}

#[get("/treasury/opening-balance/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let books = books(house.db.reader(), house, None).await?;
    // What she counts before tonight's meeting is what was there at the end of yesterday.
    let yesterday = books.today.pred_opt().unwrap_or(books.today);
    let form = OpeningForm { once: fresh(), day: yesterday.to_string(), ..Default::default() };
    Ok(page(house, &books, &form, &[]))
}

#[post("/treasury/opening-balance", data = "<form>")]
async fn create(who: May<right::Money>, house: &State<Arc<House>>, form: Form<OpeningForm>) -> Result<Answer> {
    let mut desk = Desk::open(house, &form.once).await?;
    desk.books.chart = store::accounts::chart_with_first_moves(desk.writing.txn(), Some(desk.id())).await?;
    let amounts: Vec<_> = form.amounts.iter().map(|(place, amount)| (format!("{PLACE}{place}"), amount.as_str())).collect();
    let amounts = amounts.iter().map(|(place, amount)| (place.as_str(), *amount)).collect();
    let raw = Raw { day: &form.day, amounts, note: &form.note };
    match OpeningBalance::parse(&raw, &desk.books) {
        Ok(opening) => desk.post(house, &who, opening.draft(), &[]).await,
        Err(refusals) => Ok(Err(page(house, &desk.leave(), &form, &refusals).refused())),
    }
}

fn page(house: &House, books: &Books, form: &OpeningForm, refusals: &[Refusal]) -> Page {
    let spoken = Spoken::new(house, &books.chart);
    let errors = Errors::of(house, books, refusals);
    let places: Vec<_> = books
        .chart
        .places()
        .filter_map(|place| {
            let short = place.code.strip_prefix(PLACE)?;
            let typed = form.amounts.get(short);
            let id = anchor(&format!("amounts[{}]", place.code));
            (place.opened_on.is_none() || typed.is_some()).then(|| {
                json!({
                    "label": spoken.account(&place.code),
                    "value": typed,
                    "error": errors.at.get(&id),
                    "name": format!("amounts[{short}]"),
                    "id": id,
                })
            })
        })
        .collect();
    form_page("treasury/opening", house, books, refusals).with("form", form).with("places", places)
}
