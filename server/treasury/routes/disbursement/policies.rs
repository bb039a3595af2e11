//! `/treasury/approval-policies`: laying down above which sum two approve.

use std::sync::Arc;

use homegroup_plugin::{Form, Go, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;

use crate::house::House;
use crate::treasury::books;
use crate::treasury::routes::desk::{Answer, Desk, form_page, fresh};
use crate::treasury::routes::surplus::rests_on::{choices, register};
use crate::treasury::routes::view::View;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::disbursement::policy::{Raw, parse};
use crate::treasury::rules::refusal::Refusal;
use crate::treasury::rules::surplus::adopted::{self, KnownDecision};
use crate::treasury::store::disbursement::policies;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct PolicyForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    kind: String,
    #[field(default = "")]
    amount: String,
    #[field(default = "")]
    effective_on: String,
    #[field(default = "")]
    decision: String,
    #[field(default = "")]
    meeting: String,
}

#[get("/treasury/approval-policies/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let db = house.db.reader();
    let books = books(db, house, None).await?;
    let form = PolicyForm { once: fresh(), kind: "above".into(), effective_on: books.today.to_string(), ..Default::default() };
    Ok(page(house, &books, &form, &register(db).await?, &[]))
}

#[post("/treasury/approval-policies", data = "<form>")]
async fn create(_who: May<right::Money>, house: &State<Arc<House>>, form: Form<PolicyForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let known = register(desk.writing.txn()).await?;
    let decision = adopted::Raw { decision: &form.decision, meeting: &form.meeting };
    let raw = Raw { kind: &form.kind, amount: &form.amount, effective_on: &form.effective_on, rests_on: decision };
    match parse(&raw, &known, &desk.books) {
        Ok(policy) => {
            policies::lay_down(&desk.writing, desk.id(), &policy, house.clock.now()).await?;
            desk.writing.commit().await?;
            Ok(Ok(Go::to("/treasury/disbursements").saying("treasury-notice-saved")))
        }
        Err(refusals) => Ok(Err(page(house, &desk.leave(), &form, &known, &refusals).refused())),
    }
}

fn page(house: &House, books: &Books, form: &PolicyForm, known: &[KnownDecision], refusals: &[Refusal]) -> Page {
    form_page("treasury/approval-policy", house, books, refusals)
        .with("form", form)
        .with("above", form.kind == "above")
        .with("none", form.kind == "none")
        .with("decisions", choices(known, &View::new(house, &books.chart), &form.decision))
}
