//! `/treasury/disbursements/new`: asking for money that two must approve, and noting a reimbursement.

use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;

use crate::house::House;
use crate::members::{self, Person};
use crate::treasury::books;
use crate::treasury::routes::desk::{Answer, Choice, Desk, choices, first_place, form_page, fresh};
use crate::treasury::routes::surplus::{Paying, paying};
use crate::treasury::routes::view::View;
use crate::treasury::rules::account::AccountKind;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::disbursement::policy::threshold;
use crate::treasury::rules::disbursement::request::{Asked, Disbursement, Raw};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::Refusal;
use crate::treasury::rules::surplus::due::DueKey;
use crate::treasury::store::disbursement::{policies, requests};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create]
}

/// The fields of an expense are called as they are there: a form that was refused for want of approvals can be sent on as it is.
#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct AskForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    category: String,
    #[field(default = "")]
    amount: String,
    #[field(default = "")]
    place: String,
    #[field(default = "")]
    note: String,
    #[field(default = "")]
    payee: String,
    #[field(default = "")]
    no_receipt: String,
    #[field(default = "")]
    due: String,
}

/// What the page shows beside the form.
struct Around {
    people: Vec<Person>,
    threshold: Option<Money>,
    paying: Option<Paying>,
}

#[get("/treasury/disbursements/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let db = house.db.reader();
    let books = books(db, house, None).await?;
    let form = AskForm { once: fresh(), place: first_place(&books, AccountKind::Bank), ..Default::default() };
    let threshold = threshold(&policies::all(db).await?, books.today);
    let around = Around { people: members::active(db).await?, threshold, paying: None };
    Ok(page(house, &books, &form, around, &[]))
}

#[post("/treasury/disbursements", data = "<form>")]
async fn create(who: May<right::Money>, house: &State<Arc<House>>, form: Form<AskForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let txn = desk.writing.txn();
    let paying = paying(txn, &form.due, Some(desk.id())).await?;
    let due = paying.as_ref().map(|paying| paying.due.key);
    if matches!(due, Some(DueKey::Share(..))) {
        // The group has decided on it already; it is paid as it stands.
        return Err(Error::NotFound);
    }
    let raw = Raw {
        category: &form.category,
        amount: &form.amount,
        place: &form.place,
        note: &form.note,
        payee: &form.payee,
        no_receipt: &form.no_receipt,
    };
    let asked = Asked { id: desk.id(), by: &who.member.0, due, threshold: desk.threshold() };
    match Disbursement::parse(&raw, &asked, &desk.books) {
        Ok(request) => {
            requests::add(&desk.writing, &request, house.clock.now()).await?;
            desk.writing.commit().await?;
            Ok(Ok(Go::to(format!("/treasury/disbursements/{}", request.id)).saying("treasury-notice-asked")))
        }
        Err(refusals) => {
            let around = Around { people: members::active(txn).await?, threshold: desk.threshold(), paying };
            Ok(Err(page(house, &desk.leave(), &form, around, &refusals).refused()))
        }
    }
}

fn page(house: &House, books: &Books, form: &AskForm, around: Around, refusals: &[Refusal]) -> Page {
    let view = View::new(house, &books.chart);
    let people = around.people.iter();
    let people: Vec<Choice> = people.map(|one| Choice::new(one.id.0.clone(), one.display_name.clone(), &form.payee)).collect();
    form_page("treasury/disbursement-new", house, books, refusals)
        .with("form", form)
        .with("people", people)
        .with("paying", around.paying)
        .with("above", around.threshold.map(|above| view.amount(above)))
        .with("places", choices(books.chart.places(), &view.spoken, &form.place))
        .with("categories", choices(books.chart.categories(AccountKind::Expense), &view.spoken, &form.category))
}
