//! `/treasury/declined-contributions`: writing down that money from outside was offered and declined (T8).

use std::sync::Arc;

use chrono::{Days, Months};
use homegroup_plugin::{Form, Go, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;

use crate::house::House;
use crate::treasury::routes::desk::{Answer, Desk, form_page, fresh};
use crate::treasury::rules::books::Books;
use crate::treasury::rules::contribution::declined::{Declined, Raw};
use crate::treasury::rules::refusal::Refusal;
use crate::treasury::rules::surplus::reserve::first_of_month;
use crate::treasury::{books, store};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct DeclinedForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    day: String,
    #[field(default = "")]
    amount: String,
    #[field(default = "")]
    note: String,
}

#[get("/treasury/declined-contributions/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let books = books(house.db.reader(), house, None).await?;
    let form = DeclinedForm { once: fresh(), day: books.today.to_string(), ..Default::default() };
    Ok(page(house, &books, &form, &[]))
}

#[post("/treasury/declined-contributions", data = "<form>")]
async fn create(_who: May<right::Money>, house: &State<Arc<House>>, form: Form<DeclinedForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let raw = Raw { day: &form.day, amount: &form.amount, note: &form.note };
    match Declined::parse(desk.id(), &raw, &desk.books) {
        Ok(declined) => {
            store::contribution::declined::add(&desk.writing, &declined, house.clock.now()).await?;
            desk.writing.commit().await?;
            let from = first_of_month(declined.day);
            let to = from + Months::new(1) - Days::new(1);
            Ok(Ok(Go::to(format!("/treasury/report?from={from}&to={to}")).saying("treasury-notice-saved")))
        }
        Err(refusals) => Ok(Err(page(house, &desk.leave(), &form, &refusals).refused())),
    }
}

fn page(house: &House, books: &Books, form: &DeclinedForm, refusals: &[Refusal]) -> Page {
    form_page("treasury/declined", house, books, refusals).with("form", form)
}
