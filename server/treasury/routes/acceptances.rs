//! `/treasury/report/acceptances`: the reports the group has accepted, and recording another one. The group accepts; a servant who keeps
//! the books or the minutes writes it down (T12). Every member reads them (T23).

use std::sync::Arc;

use chrono::{Days, Months, NaiveDate};
use homegroup_plugin::{Error, Form, Go, GuardedRoute, MayEither, Page, Result, Right, SignedIn, Visitor, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;
use serde_json::{Value, json};

use super::desk::{Choice, fresh, once_id};
use super::report::{Days as Asked, report_page};
use super::view::View;
use crate::house::House;
use crate::minutes;
use crate::treasury::acceptance::{Recorded, Recording, accept, statement};
use crate::treasury::rules::acceptance::{Accepted, Raw, possible};
use crate::treasury::rules::refusal::Refusal;
use crate::treasury::rules::report::Period;
use crate::treasury::store::{self, append::Writing};
use crate::treasury::{books, fingerprint};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![list, create]
}

/// So many of the latest meetings can be named.
const MEETINGS: usize = 12;

#[derive(Clone, Debug, Default, FromForm, Serialize)]
pub(super) struct AcceptanceForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    from: String,
    #[field(default = "")]
    to: String,
    #[field(default = "")]
    accepted_on: String,
    #[field(default = "")]
    meeting: String,
    #[field(default = "")]
    seen: String,
}

/// Whether she may write down what the group accepted.
fn may_record(who: &Visitor) -> bool {
    who.may(Right::Money) || who.may(Right::Minutes)
}

#[get("/treasury/report/acceptances")]
async fn list(who: SignedIn, house: &State<Arc<House>>) -> Result<Page> {
    let snapshot = store::snapshot(&house.db).await?;
    let books = books(&snapshot, house, None).await?;
    let view = View::new(house, &books.chart);
    let accepted = store::accepted::all(&snapshot).await?;
    let rows: Vec<Value> = accepted.iter().map(|accepted| shown(&view, accepted)).collect();
    let next = books.accepted_to.and_then(next_month).filter(|next| next.to < books.today && may_record(&who));
    Ok(Page::new("treasury/acceptances")
        .with("accepted", rows)
        .with("next", next.map(|next| json!({ "from": next.from.to_string(), "to": next.to.to_string() }))))
}

/// From the day after `last` to the end of that month.
fn next_month(last: NaiveDate) -> Option<Period> {
    use chrono::Datelike;
    let from = last.succ_opt()?;
    Some(Period { from, to: from.with_day(1)? + Months::new(1) - Days::new(1) })
}

#[post("/treasury/report/acceptances", data = "<form>")]
async fn create(
    who: MayEither<right::Money, right::Minutes>,
    house: &State<Arc<House>>,
    form: Form<AcceptanceForm>,
) -> Result<std::result::Result<Go, Page>> {
    let id = once_id(&form.once)?;
    let writing = Writing::begin(&house.db).await?;
    let meetings = meetings(writing.txn(), None).await?;
    let raw = Raw { from: &form.from, to: &form.to, accepted_on: &form.accepted_on, meeting: &form.meeting };
    let recording = Recording { id, seen: &form.seen, meetings: &meetings, today: house.today(), now: house.clock.now() };
    let asked = Asked { from: form.from.clone(), to: form.to.clone() };
    match accept(&writing, &raw, &recording).await? {
        Recorded::Done(accepted) => {
            writing.commit().await?;
            let Period { from, to } = accepted.statement.period;
            tracing::info!(member = %who.member, report = accepted.number, "an accepted report was recorded");
            Ok(Ok(Go::to(format!("/treasury/report?from={from}&to={to}")).saying("treasury-notice-accepted")))
        }
        Recorded::Refused(refusals) => {
            drop(writing);
            Ok(Err(report_page(house, &who, asked, Some(&form), &refusals).await?.refused()))
        }
        Recorded::Overtaken(refusal) => {
            drop(writing);
            let refusals: Vec<Refusal> = refusal.into_iter().collect();
            // The new figures stand in the form that is shown now; whoever sends it has seen them.
            let page = report_page(house, &who, asked, None, &refusals).await?;
            Err(Error::Conflict(Box::new(page.with("overtaken", refusals.is_empty()))))
        }
    }
}

/// Meetings whose minutes members read, on or after `since`, the newest first.
async fn meetings(db: &impl store::Reader, since: Option<NaiveDate>) -> Result<Vec<(String, NaiveDate)>> {
    let circulated = minutes::circulated(db).await?.into_iter().map(|listed| (listed.id, listed.held_on));
    Ok(circulated.filter(|(_, held_on)| since.is_none_or(|since| *held_on >= since)).collect())
}

/// What a report's page says of its acceptance: that it was accepted, or, to whom it concerns, what would be.
pub(super) async fn of_report(
    snapshot: &store::Snapshot,
    house: &House,
    who: &Visitor,
    view: &View,
    period: Period,
    form: Option<&AcceptanceForm>,
) -> Result<Value> {
    if let Some(accepted) = store::accepted::of_period(snapshot, period).await? {
        return Ok(json!({ "accepted": shown(view, &accepted) }));
    }
    let last = store::accepted::until(snapshot).await?;
    if possible(period, last, house.today()).is_err() {
        return Ok(Value::Null);
    }
    let statement = statement(snapshot, period).await?;
    if statement.basis.number == 0 {
        return Ok(Value::Null);
    }
    let form = form.cloned().unwrap_or_else(|| AcceptanceForm {
        once: fresh(),
        from: period.from.to_string(),
        to: period.to.to_string(),
        seen: fingerprint::hash(&statement),
        ..Default::default()
    });
    let mut meetings = meetings(snapshot, Some(period.to)).await?;
    meetings.truncate(MEETINGS);
    let choices: Vec<Choice> = meetings.iter().map(|(id, day)| Choice::new(id, day.to_string(), &form.meeting)).collect();
    Ok(json!({
        "proposed": fingerprint::fingerprint(&statement),
        "may_record": may_record(who),
        "form": form,
        "meetings": choices,
    }))
}

/// The fingerprint that is read out with a report: of the accepted one, or of the next one to accept.
pub(super) async fn heard(snapshot: &store::Snapshot, house: &House, period: Period) -> Result<Option<String>> {
    if let Some(accepted) = store::accepted::of_period(snapshot, period).await? {
        return Ok(Some(accepted.fingerprint));
    }
    if possible(period, store::accepted::until(snapshot).await?, house.today()).is_err() {
        return Ok(None);
    }
    let statement = statement(snapshot, period).await?;
    Ok((statement.basis.number > 0).then(|| fingerprint::fingerprint(&statement)))
}

/// An accepted report as pages show it.
fn shown(view: &View, accepted: &Accepted) -> Value {
    let Period { from, to } = accepted.statement.period;
    json!({
        "from": from.to_string(),
        "to": to.to_string(),
        "closing": view.amount(accepted.statement.figures.closing),
        "fingerprint": accepted.fingerprint,
        "accepted_on": accepted.accepted_on.to_string(),
        "meeting": accepted.meeting,
        "last_entry": accepted.statement.basis.number,
        "hash": fingerprint::hash(&accepted.statement),
    })
}
