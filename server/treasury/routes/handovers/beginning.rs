//! Beginning a handover, and the list of them.

use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, May, MemberId, Page, Result, Right, SignedIn, Visitor, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;
use serde_json::{Value, json};

use crate::house::House;
use crate::members::rules::Term;
use crate::members::{self, Kept, Person};
use crate::treasury::routes::desk::{Answer, Choice, Desk, form_page, fresh};
use crate::treasury::routes::entry::name;
use crate::treasury::routes::surplus::rests_on::{choices, register};
use crate::treasury::routes::view::View;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::handover::{Handover, HandoverRefusal, State as Became};
use crate::treasury::rules::refusal::{Reason, Refusal, Refusals};
use crate::treasury::rules::surplus::adopted::{self, KnownDecision};
use crate::treasury::store::{Reader, handovers};
use crate::treasury::{books, store};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![list, new, create]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct BeginForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    incoming: String,
    #[field(default = "")]
    until: String,
    #[field(default = "")]
    decision: String,
    #[field(default = "")]
    meeting: String,
}

#[get("/treasury/handovers")]
async fn list(who: SignedIn, house: &State<Arc<House>>) -> Result<Page> {
    let db = house.db.reader();
    let all = handovers::all(db).await?;
    let hers = who.may(Right::Money) || all.iter().any(|one| one.side(&who.member.0).is_some());
    if !hers {
        return Err(Error::NotFound);
    }
    let mut rows: Vec<Value> = Vec::new();
    for handover in all.iter().filter(|one| who.may(Right::Money) || one.side(&who.member.0).is_some()) {
        let done_on = match &handover.state {
            Became::Done(closed) => Some(closed.on.to_string()),
            Became::Open | Became::CalledOff => None,
        };
        rows.push(json!({
            "id": handover.id,
            "outgoing": named(house, handover.outgoing.as_ref()).await?,
            "incoming": named(house, handover.incoming.as_ref()).await?,
            "open": handover.state == Became::Open,
            "done_on": done_on,
        }));
    }
    let open = all.iter().any(|one| one.state == Became::Open);
    Ok(Page::new("treasury/handovers").with("rows", rows).with("may_begin", who.may(Right::Money) && !open))
}

/// The name of somebody who may be named no longer.
pub(super) async fn named(house: &House, member: Option<&String>) -> Result<Option<String>> {
    match member {
        Some(member) => name(house, &MemberId(member.clone())).await,
        None => Ok(None),
    }
}

/// The position through which she keeps the books today.
async fn position(db: &impl Reader, house: &House, who: &Visitor) -> Result<Kept> {
    let serving = members::in_office(db, house.today()).await?;
    let hers = serving.into_iter().find(|term| term.held.member == who.member.0 && term.held.rights.contains(&Right::Money));
    let hers = hers.ok_or(Error::Forbidden)?;
    members::positions(db).await?.into_iter().find(|kept| kept.id == hers.held.position).ok_or(Error::Forbidden)
}

#[get("/treasury/handovers/new")]
async fn new(who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let db = house.db.reader();
    let books = books(db, house, None).await?;
    let kept = position(db, house, &who).await?;
    let until = Term::parse(&books.today.to_string(), "", kept.position.term_months);
    let until = until.map(|term| term.until.to_string()).unwrap_or_default();
    let form = BeginForm { once: fresh(), until, ..Default::default() };
    let people = members::active(db).await?;
    Ok(page(house, &who, &books, &kept, &form, (&register(db).await?, &people), &[]))
}

#[post("/treasury/handovers", data = "<form>")]
async fn create(who: May<right::Money>, house: &State<Arc<House>>, form: Form<BeginForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let txn = desk.writing.txn();
    let kept = position(txn, house, &who).await?;
    let (known, people) = (register(txn).await?, members::active(txn).await?);
    let open = store::handovers::open(txn).await?.filter(|open| open.id != desk.id());
    let mut refusals = Refusals::default();
    if open.is_some() {
        refusals.add("incoming", Reason::Handover(HandoverRefusal::OpenAlready));
    }
    match read(&form, &who, (&desk, &kept, &known), refusals) {
        Ok(handover) => {
            handovers::begin(&desk.writing, &handover, house.clock.now()).await?;
            desk.writing.commit().await?;
            tracing::info!(member = %who.member, handover = %handover.id, "a handover has begun");
            Ok(Ok(Go::to(format!("/treasury/handovers/{}", handover.id)).saying("treasury-notice-handover-begun")))
        }
        Err(refusals) => Ok(Err(page(house, &who, &desk.leave(), &kept, &form, (&known, &people), &refusals).refused())),
    }
}

fn read(
    form: &BeginForm,
    who: &Visitor,
    (desk, kept, known): (&Desk, &Kept, &[KnownDecision]),
    mut refusals: Refusals,
) -> Result<Handover, Vec<Refusal>> {
    let another = desk.books.members.iter().find(|member| **member == form.incoming && **member != who.member.0);
    let incoming = another.cloned().ok_or(Reason::Handover(HandoverRefusal::IncomingUnknown));
    let incoming = refusals.take("incoming", incoming);
    let term = Term::parse(&desk.books.today.to_string(), &form.until, kept.position.term_months);
    let term = refusals.take("until", term.map_err(|_| Reason::Handover(HandoverRefusal::Until)));
    let decision = adopted::Raw { decision: &form.decision, meeting: &form.meeting };
    let rests_on = adopted::rests_on(decision, known, &desk.books, &mut refusals);
    let whole = (|| {
        Some(Handover {
            id: desk.id(),
            position: kept.id.clone(),
            outgoing: Some(who.member.0.clone()),
            incoming: Some(incoming?),
            until: term?.until,
            rests_on: rests_on?.0,
            note: String::new(),
            checked: Vec::new(),
            outgoing_seen: None,
            incoming_seen: None,
            state: Became::Open,
        })
    })();
    refusals.finish(whole)
}

fn page(
    house: &House,
    who: &Visitor,
    books: &Books,
    kept: &Kept,
    form: &BeginForm,
    (known, people): (&[KnownDecision], &[Person]),
    refusals: &[Refusal],
) -> Page {
    let others = people.iter().filter(|person| person.id != who.member);
    let others: Vec<Choice> = others.map(|one| Choice::new(one.id.0.clone(), one.display_name.clone(), &form.incoming)).collect();
    form_page("treasury/handover-new", house, books, refusals)
        .with("form", form)
        .with("position", &kept.position.name)
        .with("people", others)
        .with("decisions", choices(known, &View::new(house, &books.chart), &form.decision))
}
