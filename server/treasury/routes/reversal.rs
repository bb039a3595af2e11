//! `/treasury/entries/<id>/reversal`: undoing an entry.

use std::sync::Arc;

use homegroup_plugin::{Error, Form, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;

use super::desk::{Answer, Desk, form_page, fresh};
use super::entry::find;
use super::view::View;
use crate::house::House;
use crate::treasury::books;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::entry::Entry;
use crate::treasury::rules::refusal::{Reason, Refusal};
use crate::treasury::rules::reversal::{Raw, Reversal, open, possible};
use crate::treasury::sentences::sentence;
use crate::treasury::store::entries::reversals;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct ReversalForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    day: String,
    #[field(default = "")]
    note: String,
}

#[get("/treasury/entries/<id>/reversal/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let db = house.db.reader();
    let original = find(db, id).await?;
    let reversed_by = reversals(db, &[original.number]).await?.get(&original.number).map(|(number, _)| *number);
    let books = books(db, house, None).await?;
    // On the same day, so that the report of that day comes right; unless that report is accepted already.
    let day = original.content.day;
    let day = if books.accepted_to.is_some_and(|accepted| day <= accepted) { books.today } else { day };
    let form = ReversalForm { once: fresh(), day: day.to_string(), ..Default::default() };
    let impossible = possible(&original, reversed_by).and_then(|()| open(&original, &books)).err();
    Ok(page(house, &books, &original, impossible, &form, &[]))
}

#[post("/treasury/entries/<id>/reversal", data = "<form>")]
async fn create(who: May<right::Money>, house: &State<Arc<House>>, id: &str, form: Form<ReversalForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let txn = desk.writing.txn();
    let original = find(txn, id).await?;
    // A form sent twice meets its own reversal: that is no reason to refuse it.
    let reversal = reversals(txn, &[original.number]).await?.remove(&original.number).filter(|(_, id)| *id != desk.id());
    let reversed_by = reversal.map(|(number, _)| number);
    let raw = Raw { day: &form.day, note: &form.note };
    match Reversal::parse(&original, reversed_by, &raw, &desk.books) {
        Ok(reversal) => {
            let draft = reversal.draft();
            desk.post(house, &who, draft, &[]).await
        }
        Err(_) if possible(&original, reversed_by).is_err() => {
            let impossible = possible(&original, reversed_by).err();
            let page = page(house, &desk.leave(), &original, impossible, &form, &[]);
            Err(Error::Conflict(Box::new(page)))
        }
        Err(refusals) => Ok(Err(page(house, &desk.leave(), &original, None, &form, &refusals).refused())),
    }
}

fn page(
    house: &House,
    books: &Books,
    original: &Entry,
    impossible: Option<Reason>,
    form: &ReversalForm,
    refusals: &[Refusal],
) -> Page {
    let impossible = impossible.map(|reason| sentence(house, &books.currency, &reason));
    form_page("treasury/reversal", house, books, refusals)
        .with("form", form)
        .with("entry", View::new(house, &books.chart).entry(original, None))
        .with("impossible", impossible)
}
