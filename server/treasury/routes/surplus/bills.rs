//! `/treasury/bills`: bills that come every month. One begins and ends; its amount is never changed for days that have passed.

use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;
use uuid::Uuid;

use crate::house::House;
use crate::treasury::routes::desk::{Answer, Desk, choices, first_place, form_page, fresh};
use crate::treasury::routes::view::View;
use crate::treasury::rules::account::AccountKind;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::refusal::Refusal;
use crate::treasury::rules::surplus::bill::{Bill, Raw};
use crate::treasury::store::Reader;
use crate::treasury::{books, store};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create, ask_end, end]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct BillForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    what: String,
    #[field(default = "")]
    amount: String,
    #[field(default = "")]
    day_of_month: String,
    #[field(default = "")]
    category: String,
    #[field(default = "")]
    place: String,
    #[field(default = "")]
    begins_on: String,
}

#[get("/treasury/bills/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let books = books(house.db.reader(), house, None).await?;
    let form = BillForm {
        once: fresh(),
        category: "expenses:rent".into(),
        place: first_place(&books, AccountKind::Bank),
        begins_on: books.today.to_string(),
        ..Default::default()
    };
    Ok(page(house, &books, &form, &[]))
}

#[post("/treasury/bills", data = "<form>")]
async fn create(_who: May<right::Money>, house: &State<Arc<House>>, form: Form<BillForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let raw = Raw {
        what: &form.what,
        amount: &form.amount,
        day_of_month: &form.day_of_month,
        category: &form.category,
        place: &form.place,
        begins_on: &form.begins_on,
    };
    match Bill::parse(desk.id(), &raw, &desk.books) {
        Ok(bill) => {
            store::surplus::bills::add(desk.writing.txn(), &bill).await?;
            desk.writing.commit().await?;
            Ok(Ok(Go::to("/treasury/reserve").saying("treasury-notice-saved")))
        }
        Err(refusals) => Ok(Err(page(house, &desk.leave(), &form, &refusals).refused())),
    }
}

fn page(house: &House, books: &Books, form: &BillForm, refusals: &[Refusal]) -> Page {
    let view = View::new(house, &books.chart);
    form_page("treasury/bill", house, books, refusals)
        .with("form", form)
        .with("places", choices(books.chart.places(), &view.spoken, &form.place))
        .with("categories", choices(books.chart.categories(AccountKind::Expense), &view.spoken, &form.category))
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct EndForm {
    #[field(default = "")]
    ends_on: String,
}

#[get("/treasury/bills/<id>/end/new")]
async fn ask_end(_who: May<right::Money>, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let db = house.db.reader();
    let bill = find(db, id).await?;
    let books = books(db, house, None).await?;
    let form = EndForm { ends_on: books.today.max(bill.begins_on).to_string() };
    Ok(end_page(house, &books, &bill, &form, &[]))
}

#[post("/treasury/bills/<id>/end", data = "<form>")]
async fn end(_who: May<right::Money>, house: &State<Arc<House>>, id: &str, form: Form<EndForm>) -> Result<Answer> {
    let txn = house.db.begin_write().await?;
    let bill = find(&txn, id).await?;
    match bill.end(&form.ends_on) {
        Ok(day) => {
            store::surplus::bills::end(&txn, bill.id, day).await?;
            txn.commit().await?;
            Ok(Ok(Go::to("/treasury/reserve").saying("treasury-notice-saved")))
        }
        Err(refusals) => {
            txn.rollback().await?;
            let books = books(house.db.reader(), house, None).await?;
            Ok(Err(end_page(house, &books, &bill, &form, &refusals).refused()))
        }
    }
}

async fn find(db: &impl Reader, id: &str) -> Result<Bill> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    store::surplus::bills::all(db).await?.into_iter().find(|bill| bill.id == id).ok_or(Error::NotFound)
}

fn end_page(house: &House, books: &Books, bill: &Bill, form: &EndForm, refusals: &[Refusal]) -> Page {
    form_page("treasury/bill-end", house, books, refusals).with("form", form).with("id", bill.id).with("what", &bill.what)
}
