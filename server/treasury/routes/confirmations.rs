//! `/treasury/entries/<id>/confirmation`: the second counter says that the basket was so (T4), on her own device or with her counting
//! code on the treasurer's.

use std::sync::Arc;

use homegroup_plugin::{
    Error, Form, Go, GuardedRoute, May, MemberId, Page, Result, Right, SignedIn, Text, Visitor, guarded, right,
};
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::{State, get, post};
use serde_json::{Value, json};

use super::entry::{find, page};
use crate::house::House;
use crate::members;
use crate::treasury::counting::{self, Tried};
use crate::treasury::rules::confirmation::{Refusal, Way, confirmers, waits};
use crate::treasury::rules::counting_code::Standing;
use crate::treasury::rules::entry::Entry;
use crate::treasury::sentences::counting::{not_hers, not_ready};
use crate::treasury::store::{Reader, confirmations};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![confirm, deny, by_code]
}

/// What the page of an entry shows of its confirmation. Who it was is shown to nobody; who could, to those who keep the books.
pub(super) async fn shown(db: &impl Reader, house: &House, who: &Visitor, entry: &Entry, wrong: Option<Wrong>) -> Result<Value> {
    let beside = confirmations::beside(db, entry.number).await?;
    let waits = waits(&entry.content, &beside);
    let may = confirmers(&entry.content, &beside);
    let hers = may.contains(&who.member.0.as_str());
    let mut counters = Vec::new();
    if who.may(Right::Money) && !hers {
        for member in may {
            counters.extend(counter(house, &MemberId(member.to_owned())).await?);
        }
    }
    let ready: Vec<&Value> = counters.iter().filter(|counter| counter["not_ready"].is_null()).collect();
    Ok(json!({
        "waits": waits,
        "confirmed": beside.confirmed.is_some_and(|way| way != Way::Before),
        "asks": hers.then(|| counting::question(house, entry)),
        "one": (ready.len() == 1).then(|| ready[0].clone()),
        "ready": ready,
        "not_ready": counters.iter().filter(|counter| !counter["not_ready"].is_null()).collect::<Vec<_>>(),
        "chosen": wrong.as_ref().map(|wrong| &wrong.counter),
        "error": wrong.as_ref().map(|wrong| &wrong.sentence),
    }))
}

/// A code that did not fit.
pub(super) struct Wrong {
    counter: String,
    sentence: Text,
}

/// A counter the treasurer may hand her phone to, or why it would be of no use.
async fn counter(house: &House, member: &MemberId) -> Result<Option<Value>> {
    let Some(name) = members::active_name(house.db.reader(), member).await? else { return Ok(None) };
    let standing = counting::code_of(house, member).await?;
    let not_ready = (standing != Some(Standing::Ready)).then(|| not_ready(house, &name, standing));
    Ok(Some(json!({ "id": member, "name": name, "not_ready": not_ready })))
}

/// The same press twice is the same success.
#[post("/treasury/entries/<id>/confirmation")]
async fn confirm(who: SignedIn, house: &State<Arc<House>>, id: &str) -> Result<Go> {
    let entry = find(house.db.reader(), id).await?;
    match counting::confirm(house, &entry, &who.member, Way::Device).await? {
        Ok(()) => Ok(confirmed(&entry)),
        Err(refusal) => Err(refused(refusal)),
    }
}

/// She says that it was not so. The page says what to do and writes nothing down: only the treasurer can take an entry back.
#[get("/treasury/entries/<id>/confirmation/doubt")]
async fn deny(who: SignedIn, house: &State<Arc<House>>, id: &str) -> Result<std::result::Result<Page, Go>> {
    let entry = find(house.db.reader(), id).await?;
    let beside = confirmations::beside(house.db.reader(), entry.number).await?;
    if !confirmers(&entry.content, &beside).contains(&who.member.0.as_str()) {
        return Ok(Err(Go::to(format!("/treasury/entries/{}", entry.id))));
    }
    let page = Page::new("treasury/confirmation-doubt").with("id", entry.id.to_string()).with("number", entry.number);
    Ok(Ok(page.with("asks", counting::question(house, &entry))))
}

#[derive(FromForm)]
struct CodeForm {
    #[field(default = "")]
    counter: String,
    #[field(default = "")]
    code: String,
}

#[post("/treasury/entries/<id>/confirmation/code", data = "<form>")]
async fn by_code(
    who: May<right::Money>,
    house: &State<Arc<House>>,
    id: &str,
    form: Form<CodeForm>,
) -> Result<std::result::Result<Go, Page>> {
    let entry = find(house.db.reader(), id).await?;
    let counter = MemberId(form.counter.clone());
    let sentence = match counting::confirm_by_code(house, &entry, &counter, &form.code).await? {
        Tried::Confirmed => return Ok(Ok(confirmed(&entry))),
        Tried::Refused(Refusal::NotACounter) => Text::new("treasury-refused-choose"),
        Tried::Refused(refusal) => return Err(refused(refusal)),
        Tried::Wrong | Tried::NotReady => match counting::code_of(house, &counter).await? {
            Some(Standing::Ready) => Text::new("treasury-refused-code-wrong"),
            standing => {
                let name = members::active_name(house.db.reader(), &counter).await?.unwrap_or_default();
                not_ready(house, &name, standing)
            }
        },
    };
    let wrong = Wrong { counter: form.counter.clone(), sentence };
    Ok(Err(page(house, &who, &entry, Some(wrong)).await?.refused()))
}

fn confirmed(entry: &Entry) -> Go {
    Go::to(format!("/treasury/entries/{}", entry.id)).saying("treasury-notice-confirmed")
}

/// That it was reversed meanwhile is a race that somebody else has won.
fn refused(refusal: Refusal) -> Error {
    let sentence = not_hers(refusal);
    match refusal {
        Refusal::Reversed => Error::Conflict(Box::new(Page::error(Status::Conflict, sentence))),
        _ => Error::Refused(sentence),
    }
}
