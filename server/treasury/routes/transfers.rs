//! `/treasury/transfers`: moving money from one place to another.

use std::sync::Arc;

use homegroup_plugin::{Form, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;

use super::desk::{Answer, Desk, MayBeLate, choices, form_page, fresh};
use crate::house::House;
use crate::treasury::books;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::refusal::{Refusal, both};
use crate::treasury::rules::transfer::{Raw, Transfer};
use crate::treasury::words::Spoken;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct TransferForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    day: String,
    #[field(default = "")]
    relates_to: String,
    #[field(default = "")]
    amount: String,
    #[field(default = "")]
    from: String,
    #[field(default = "")]
    to: String,
    #[field(default = "")]
    note: String,
}

impl MayBeLate for TransferForm {
    fn days(&mut self) -> (&mut String, &mut String) {
        (&mut self.day, &mut self.relates_to)
    }
}

#[get("/treasury/transfers/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let books = books(house.db.reader(), house, None).await?;
    let form = TransferForm { once: fresh(), day: books.today.to_string(), ..Default::default() };
    Ok(page(house, &books, &form, &[]))
}

#[post("/treasury/transfers", data = "<form>")]
async fn create(who: May<right::Money>, house: &State<Arc<House>>, form: Form<TransferForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let raw = Raw { day: &form.day, amount: &form.amount, from: &form.from, to: &form.to, note: &form.note };
    match both(Transfer::parse(&raw, &desk.books), form.late()) {
        Ok((transfer, late)) => desk.post(house, &who, late.mark(transfer.draft()), &[]).await,
        Err(refusals) => {
            let form = form.offered(&desk.books, &refusals);
            Ok(Err(page(house, &desk.leave(), &form, &refusals).refused()))
        }
    }
}

fn page(house: &House, books: &Books, form: &TransferForm, refusals: &[Refusal]) -> Page {
    let spoken = Spoken::new(house, &books.chart);
    form_page("treasury/transfer", house, books, refusals)
        .with("form", form)
        .with("from_places", choices(books.chart.places(), &spoken, &form.from))
        .with("to_places", choices(books.chart.places(), &spoken, &form.to))
}
