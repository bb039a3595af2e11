//! `/treasury/reconciliations`: every statement that was held against the ledger. Any member may read it; it names nobody.

use std::sync::Arc;

use homegroup_plugin::{Form, Go, GuardedRoute, May, Page, Result, Right, SignedIn, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;
use serde_json::json;

use crate::house::House;
use crate::treasury::export::Words;
use crate::treasury::routes::desk::{Answer, Desk, choices, form_page, fresh};
use crate::treasury::routes::view::View;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::reconciliation::statement::{Raw, Statement, has_statements};
use crate::treasury::rules::refusal::Refusal;
use crate::treasury::store::reconciliation::reconciliations;
use crate::treasury::{books, store};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show, new, create]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct StatementForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    place: String,
    #[field(default = "")]
    day: String,
    #[field(default = "")]
    balance: String,
}

#[get("/treasury/reconciliations")]
async fn show(who: SignedIn, house: &State<Arc<House>>) -> Result<Page> {
    let snapshot = store::snapshot(&house.db).await?;
    let chart = store::accounts::chart(&snapshot, None).await?;
    let view = View::new(house, &chart);
    let rows = reconciliations::all(&snapshot).await?.into_iter().map(|one| {
        json!({
            "id": one.id.to_string(),
            "place": view.spoken.account(&one.statement.place),
            "on": one.statement.on.to_string(),
            "balance": view.amount(one.statement.balance),
            "reconciled": one.reconciled.is_some(),
        })
    });
    Ok(Page::new("treasury/reconciliation/list")
        .with("may_post", who.may(Right::Money))
        .with("possible", chart.places().any(has_statements))
        .with("reconciliations", rows.collect::<Vec<_>>()))
}

#[get("/treasury/reconciliations/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let books = books(house.db.reader(), house, None).await?;
    let place = books.chart.places().find(|place| has_statements(place)).map(|place| place.code.clone());
    let form = StatementForm { once: fresh(), place: place.unwrap_or_default(), ..Default::default() };
    Ok(page(house, &books, &form, &[]))
}

#[post("/treasury/reconciliations", data = "<form>")]
async fn create(_who: May<right::Money>, house: &State<Arc<House>>, form: Form<StatementForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let (txn, id) = (desk.writing.txn(), desk.id());
    let to = Go::to(format!("/treasury/reconciliations/{id}"));
    if reconciliations::find(txn, id).await?.is_some() {
        return Ok(Ok(to));
    }
    let raw = Raw { place: &form.place, day: &form.day, balance: &form.balance };
    match Statement::parse(&raw, &desk.books, &reconciliations::all(txn).await?) {
        Ok(statement) => {
            reconciliations::begin(txn, id, &statement, house.clock.now()).await?;
            desk.writing.commit().await?;
            Ok(Ok(to))
        }
        Err(refusals) => Ok(Err(page(house, &desk.leave(), &form, &refusals).refused())),
    }
}

fn page(house: &House, books: &Books, form: &StatementForm, refusals: &[Refusal]) -> Page {
    let view = View::new(house, &books.chart);
    let places = books.chart.places().filter(|place| has_statements(place));
    let places = choices(places, &view.spoken, &form.place);
    form_page("treasury/reconciliation/new", house, books, refusals)
        .with("form", form)
        .with("one_place", places.len() == 1)
        .with("places", places)
}
