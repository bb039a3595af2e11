//! `/treasury/income`: e-payments, birthday contributions, sales: everything that comes in and is no basket.

use std::sync::Arc;

use homegroup_plugin::{Form, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;

use super::desk::{Answer, Desk, MayBeLate, choices, first_place, form_page, fresh};
use crate::house::House;
use crate::treasury::books;
use crate::treasury::rules::account::{AccountKind, BASKET};
use crate::treasury::rules::books::Books;
use crate::treasury::rules::income::{Income, Raw};
use crate::treasury::rules::refusal::{Refusal, both};
use crate::treasury::words::Spoken;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct IncomeForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    day: String,
    #[field(default = "")]
    relates_to: String,
    #[field(default = "")]
    category: String,
    #[field(default = "")]
    amount: String,
    #[field(default = "")]
    fee: String,
    #[field(default = "")]
    payments: String,
    #[field(default = "")]
    place: String,
    #[field(default = "")]
    note: String,
}

impl MayBeLate for IncomeForm {
    fn days(&mut self) -> (&mut String, &mut String) {
        (&mut self.day, &mut self.relates_to)
    }
}

#[get("/treasury/income/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let books = books(house.db.reader(), house, None).await?;
    let day = books.today.to_string();
    let form = IncomeForm { once: fresh(), day, place: first_place(&books, AccountKind::Cash), ..Default::default() };
    Ok(page(house, &books, &form, &[]))
}

#[post("/treasury/income", data = "<form>")]
async fn create(who: May<right::Money>, house: &State<Arc<House>>, form: Form<IncomeForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let raw = Raw {
        day: &form.day,
        category: &form.category,
        amount: &form.amount,
        fee: &form.fee,
        payments: &form.payments,
        place: &form.place,
        note: &form.note,
    };
    match both(Income::parse(&raw, &desk.books), form.late()) {
        Ok((income, late)) => desk.post(house, &who, late.mark(income.draft()), &[]).await,
        Err(refusals) => {
            let form = form.offered(&desk.books, &refusals);
            Ok(Err(page(house, &desk.leave(), &form, &refusals).refused()))
        }
    }
}

fn page(house: &House, books: &Books, form: &IncomeForm, refusals: &[Refusal]) -> Page {
    let spoken = Spoken::new(house, &books.chart);
    let categories = books.chart.categories(AccountKind::Income).filter(|account| account.code != BASKET);
    let fee_open = !form.fee.is_empty() || !form.payments.is_empty();
    form_page("treasury/income", house, books, refusals)
        .with("form", form)
        .with("fee_open", fee_open)
        .with("places", choices(books.chart.places(), &spoken, &form.place))
        .with("categories", choices(categories, &spoken, &form.category))
}
