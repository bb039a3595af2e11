//! `/treasury/expenses`: logging what was spent.

use std::sync::Arc;

use homegroup_plugin::{Form, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;

use super::desk::{Answer, Desk, MayBeLate, choices, first_place, form_page, fresh};
use crate::house::House;
use crate::treasury::books;
use crate::treasury::rules::account::AccountKind;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::expense::{Expense, Raw};
use crate::treasury::rules::refusal::{Refusal, both};
use crate::treasury::words::Spoken;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct ExpenseForm {
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
    place: String,
    #[field(default = "")]
    note: String,
}

impl MayBeLate for ExpenseForm {
    fn days(&mut self) -> (&mut String, &mut String) {
        (&mut self.day, &mut self.relates_to)
    }
}

#[get("/treasury/expenses/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let books = books(house.db.reader(), house, None).await?;
    let day = books.today.to_string();
    let form = ExpenseForm { once: fresh(), day, place: first_place(&books, AccountKind::Cash), ..Default::default() };
    Ok(page(house, &books, &form, &[]))
}

#[post("/treasury/expenses", data = "<form>")]
async fn create(who: May<right::Money>, house: &State<Arc<House>>, form: Form<ExpenseForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let raw = Raw { day: &form.day, category: &form.category, amount: &form.amount, place: &form.place, note: &form.note };
    match both(Expense::parse(&raw, &desk.books), form.late()) {
        Ok((expense, late)) => desk.post(house, &who, late.mark(expense.draft()), &[]).await,
        Err(refusals) => {
            let form = form.offered(&desk.books, &refusals);
            Ok(Err(page(house, &desk.leave(), &form, &refusals).refused()))
        }
    }
}

fn page(house: &House, books: &Books, form: &ExpenseForm, refusals: &[Refusal]) -> Page {
    let spoken = Spoken::new(house, &books.chart);
    form_page("treasury/expense", house, books, refusals)
        .with("form", form)
        .with("places", choices(books.chart.places(), &spoken, &form.place))
        .with("categories", choices(books.chart.categories(AccountKind::Expense), &spoken, &form.category))
}
