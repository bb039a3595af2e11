//! `/treasury/earmarks`: setting money aside for something known to come.

use std::sync::Arc;

use homegroup_plugin::{Form, Go, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;

use crate::house::House;
use crate::treasury::routes::desk::{Answer, Desk, choices, form_page, fresh};
use crate::treasury::routes::view::View;
use crate::treasury::rules::account::AccountKind;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::refusal::Refusal;
use crate::treasury::rules::surplus::earmark::{Earmark, Raw};
use crate::treasury::{books, store};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct EarmarkForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    what: String,
    #[field(default = "")]
    amount: String,
    #[field(default = "")]
    due_on: String,
    #[field(default = "")]
    category: String,
    #[field(default = "")]
    since: String,
}

#[get("/treasury/earmarks/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let books = books(house.db.reader(), house, None).await?;
    let form = EarmarkForm { once: fresh(), since: books.today.to_string(), ..Default::default() };
    Ok(page(house, &books, &form, &[]))
}

#[post("/treasury/earmarks", data = "<form>")]
async fn create(_who: May<right::Money>, house: &State<Arc<House>>, form: Form<EarmarkForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let raw = Raw { what: &form.what, amount: &form.amount, due_on: &form.due_on, category: &form.category, since: &form.since };
    match Earmark::parse(desk.id(), &raw, &desk.books) {
        Ok(earmark) => {
            store::surplus::earmarks::add(desk.writing.txn(), &earmark).await?;
            desk.writing.commit().await?;
            Ok(Ok(Go::to("/treasury/reserve").saying("treasury-notice-saved")))
        }
        Err(refusals) => Ok(Err(page(house, &desk.leave(), &form, &refusals).refused())),
    }
}

fn page(house: &House, books: &Books, form: &EarmarkForm, refusals: &[Refusal]) -> Page {
    let view = View::new(house, &books.chart);
    form_page("treasury/earmark", house, books, refusals)
        .with("form", form)
        .with("categories", choices(books.chart.categories(AccountKind::Expense), &view.spoken, &form.category))
}
