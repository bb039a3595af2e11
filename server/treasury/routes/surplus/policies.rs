//! `/treasury/reserve/policies`: laying down how much the group keeps back. The ones before stay readable.

use std::sync::Arc;

use homegroup_plugin::{Form, Go, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;

use super::rests_on::{choices, register};
use super::shown::step;
use crate::house::House;
use crate::treasury::routes::desk::{Answer, Choice, Desk, form_page, fresh};
use crate::treasury::routes::view::View;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::refusal::Refusal;
use crate::treasury::rules::surplus::adopted::{self, KnownDecision};
use crate::treasury::rules::surplus::reserve::{Raw, Rounding, parse};
use crate::treasury::{books, store};

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
    months: String,
    #[field(default = "")]
    window: String,
    #[field(default = "")]
    rounding: String,
    #[field(default = "")]
    effective_on: String,
    #[field(default = "")]
    decision: String,
    #[field(default = "")]
    meeting: String,
}

#[get("/treasury/reserve/policies/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let db = house.db.reader();
    let books = books(db, house, None).await?;
    let form = PolicyForm {
        once: fresh(),
        kind: "months".into(),
        months: "2".into(),
        window: "3".into(),
        rounding: Rounding::Whole.name().into(),
        effective_on: books.today.to_string(),
        ..Default::default()
    };
    Ok(page(house, &books, &form, &register(db).await?, &[]))
}

#[post("/treasury/reserve/policies", data = "<form>")]
async fn create(_who: May<right::Money>, house: &State<Arc<House>>, form: Form<PolicyForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let known = register(desk.writing.txn()).await?;
    let decision = adopted::Raw { decision: &form.decision, meeting: &form.meeting };
    let raw = Raw {
        kind: &form.kind,
        amount: &form.amount,
        months: &form.months,
        window: &form.window,
        rounding: &form.rounding,
        effective_on: &form.effective_on,
        rests_on: decision,
    };
    match parse(&raw, &known, &desk.books) {
        Ok(policy) => {
            store::surplus::policies::lay_down(&desk.writing, desk.id(), &policy, house.clock.now()).await?;
            desk.writing.commit().await?;
            Ok(Ok(Go::to("/treasury/reserve").saying("treasury-notice-saved")))
        }
        Err(refusals) => Ok(Err(page(house, &desk.leave(), &form, &known, &refusals).refused())),
    }
}

fn page(house: &House, books: &Books, form: &PolicyForm, known: &[KnownDecision], refusals: &[Refusal]) -> Page {
    let view = View::new(house, &books.chart);
    let roundings: Vec<Choice> =
        Rounding::ALL.into_iter().map(|one| Choice::new(one.name(), step(&view, one), &form.rounding)).collect();
    form_page("treasury/reserve-policy", house, books, refusals)
        .with("form", form)
        .with("fixed", form.kind == "fixed")
        .with("by_months", form.kind == "months")
        .with("roundings", roundings)
        .with("decisions", choices(known, &view, &form.decision))
}
