//! `/treasury/contribution-limits`: how much the group takes from one member (T9). Every member may read it.

use std::sync::Arc;

use homegroup_plugin::{Form, Go, GuardedRoute, May, Page, Result, Right, SignedIn, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;
use serde_json::{Value, json};

use crate::house::House;
use crate::treasury::routes::desk::{Answer, Desk, form_page, fresh};
use crate::treasury::routes::surplus::{decision_choices, register, said};
use crate::treasury::routes::view::View;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::contribution::limits::{AA_YEARLY_MINOR, Limits, Raw, parse};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::Refusal;
use crate::treasury::rules::surplus::adopted::{self, Adopted, KnownDecision, in_force};
use crate::treasury::{books, store};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show, new, create]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct LimitsForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    yearly: String,
    #[field(default = "")]
    bequest: String,
    #[field(default = "")]
    effective_on: String,
    #[field(default = "")]
    decision: String,
    #[field(default = "")]
    meeting: String,
}

#[get("/treasury/contribution-limits")]
async fn show(who: SignedIn, house: &State<Arc<House>>) -> Result<Page> {
    let snapshot = store::snapshot(&house.db).await?;
    let view = View::new(house, &store::accounts::chart(&snapshot, None).await?);
    let all = store::contribution::limits::all(&snapshot).await?;
    let now = in_force(&all, house.today()).map(|adopted| shown(&view, adopted));
    let laid_down: Vec<Value> = all.iter().rev().map(|adopted| shown(&view, adopted)).collect();
    Ok(Page::new("treasury/contribution-limits")
        .with("may_post", who.may(Right::Money))
        .with("now", now)
        .with("laid_down", laid_down))
}

fn shown(view: &View, adopted: &Adopted<Limits>) -> Value {
    json!({
        "effective_on": adopted.effective_on.to_string(),
        "yearly": adopted.what.yearly.map(|sum| view.amount(sum)),
        "bequest": adopted.what.bequest.map(|sum| view.amount(sum)),
        "rests_on": said(adopted.rests_on, view),
    })
}

#[get("/treasury/contribution-limits/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let db = house.db.reader();
    let books = books(db, house, None).await?;
    let yearly = books.currency.plain(Money::of_minor(AA_YEARLY_MINOR));
    let form = LimitsForm { once: fresh(), yearly, effective_on: books.today.to_string(), ..Default::default() };
    Ok(page(house, &books, &form, &register(db).await?, &[]))
}

#[post("/treasury/contribution-limits", data = "<form>")]
async fn create(_who: May<right::Money>, house: &State<Arc<House>>, form: Form<LimitsForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let known = register(desk.writing.txn()).await?;
    let decision = adopted::Raw { decision: &form.decision, meeting: &form.meeting };
    let raw = Raw { yearly: &form.yearly, bequest: &form.bequest, effective_on: &form.effective_on, rests_on: decision };
    match parse(&raw, &known, &desk.books) {
        Ok(limits) => {
            store::contribution::limits::lay_down(&desk.writing, desk.id(), &limits, house.clock.now()).await?;
            desk.writing.commit().await?;
            Ok(Ok(Go::to("/treasury/contribution-limits").saying("treasury-notice-saved")))
        }
        Err(refusals) => Ok(Err(page(house, &desk.leave(), &form, &known, &refusals).refused())),
    }
}

fn page(house: &House, books: &Books, form: &LimitsForm, known: &[KnownDecision], refusals: &[Refusal]) -> Page {
    let view = View::new(house, &books.chart);
    form_page("treasury/contribution-limits-new", house, books, refusals)
        .with("form", form)
        .with("decisions", decision_choices(known, &view, &form.decision))
}
