//! `/treasury/split-plans`: laying down who gets which part of a surplus. The plans before stay readable.

use std::sync::Arc;

use homegroup_plugin::{Form, Go, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;
use serde_json::json;

use super::rests_on::{choices, register};
use crate::house::House;
use crate::treasury::routes::desk::{Answer, Choice, Desk, Errors, form_page, fresh};
use crate::treasury::routes::view::View;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::Refusal;
use crate::treasury::rules::surplus::adopted::{self, KnownDecision, in_force};
use crate::treasury::rules::surplus::service_body::ServiceBody;
use crate::treasury::rules::surplus::split_plan::{Raw, parse, percent};
use crate::treasury::store::surplus::{plans, service_bodies};
use crate::treasury::{books, store::Reader};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create]
}

/// So many lines a form has at least.
const LINES: usize = 5;
/// And so many at most are read.
const MOST_LINES: usize = 20;

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct PlanForm {
    #[field(default = "")]
    once: String,
    #[serde(skip)]
    lines: Vec<LineForm>,
    #[field(default = "")]
    round_to: String,
    #[field(default = "")]
    effective_on: String,
    #[field(default = "")]
    decision: String,
    #[field(default = "")]
    meeting: String,
}

#[derive(Clone, Debug, Default, FromForm)]
struct LineForm {
    #[field(default = "")]
    body: String,
    #[field(default = "")]
    percent: String,
    #[field(default = "")]
    minimum: String,
}

/// What the form needs to know besides what was typed.
struct Known {
    bodies: Vec<ServiceBody>,
    decisions: Vec<KnownDecision>,
}

impl Known {
    async fn read(db: &impl Reader) -> Result<Self> {
        let mut bodies = service_bodies::all(db).await?;
        bodies.retain(|body| body.in_use);
        Ok(Self { bodies, decisions: register(db).await? })
    }
}

/// Begins with the plan that holds, if there is one.
#[get("/treasury/split-plans/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let db = house.db.reader();
    let books = books(db, house, None).await?;
    let mut form = PlanForm { once: fresh(), effective_on: books.today.to_string(), ..Default::default() };
    if let Some(plan) = in_force(&plans::all(db).await?, books.today).map(|adopted| &adopted.what.1) {
        let typed = |money: Money| if money == Money::ZERO { String::new() } else { books.currency.plain(money) };
        form.round_to = if plan.round_to() == Money::of_minor(1) { String::new() } else { typed(plan.round_to()) };
        let line = |line: &crate::treasury::rules::surplus::split_plan::PlanLine| LineForm {
            body: line.service_body.to_string(),
            percent: percent(line.basis_points),
            minimum: typed(line.minimum),
        };
        form.lines = plan.lines().iter().map(line).collect();
    }
    Ok(page(house, &books, &form, &Known::read(db).await?, &[]))
}

#[post("/treasury/split-plans", data = "<form>")]
async fn create(_who: May<right::Money>, house: &State<Arc<House>>, form: Form<PlanForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let known = Known::read(desk.writing.txn()).await?;
    let decision = adopted::Raw { decision: &form.decision, meeting: &form.meeting };
    let lines = form.lines.iter().take(MOST_LINES);
    let raw = Raw {
        lines: lines.map(|line| (line.body.as_str(), line.percent.as_str(), line.minimum.as_str())).collect(),
        round_to: &form.round_to,
        effective_on: &form.effective_on,
        rests_on: decision,
    };
    match parse(&raw, &known.bodies, &known.decisions, &desk.books) {
        Ok(plan) => {
            plans::lay_down(&desk.writing, desk.id(), &plan, house.clock.now()).await?;
            desk.writing.commit().await?;
            Ok(Ok(Go::to("/treasury/distributions").saying("treasury-notice-saved")))
        }
        Err(refusals) => Ok(Err(page(house, &desk.leave(), &form, &known, &refusals).refused())),
    }
}

fn page(house: &House, books: &Books, form: &PlanForm, known: &Known, refusals: &[Refusal]) -> Page {
    let errors = Errors::of(house, books, refusals);
    let view = View::new(house, &books.chart);
    let lines: Vec<_> = (0..form.lines.len().clamp(LINES, MOST_LINES))
        .map(|at| {
            let line = form.lines.get(at).cloned().unwrap_or_default();
            let bodies = known.bodies.iter().map(|body| Choice::new(body.id.to_string(), &body.name, &line.body));
            json!({
                "index": at,
                "number": at + 1,
                "bodies": bodies.collect::<Vec<_>>(),
                "percent": line.percent,
                "minimum": line.minimum,
                "body_error": errors.at.get(&format!("lines-{at}-body")),
                "percent_error": errors.at.get(&format!("lines-{at}-percent")),
                "minimum_error": errors.at.get(&format!("lines-{at}-minimum")),
            })
        })
        .collect();
    form_page("treasury/split-plan", house, books, refusals)
        .with("form", form)
        .with("any_body", !known.bodies.is_empty())
        .with("lines", lines)
        .with("decisions", choices(&known.decisions, &view, &form.decision))
}
