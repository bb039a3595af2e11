//! Writing down what the two counted.

use std::collections::BTreeMap;
use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, Result, SignedIn, guarded};
use rocket::form::FromForm;
use rocket::{State, post};

use super::find;
use super::shown::{PLACE, Typed, page};
use crate::house::House;
use crate::treasury::books;
use crate::treasury::routes::desk::Answer;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::handover::{CHECKS, HandoverRefusal, State as Became};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::note;
use crate::treasury::rules::refusal::Reason;
use crate::treasury::store::append::Writing;
use crate::treasury::store::handovers;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![count]
}

#[derive(Clone, Debug, Default, FromForm)]
struct CountForm {
    counted: BTreeMap<String, String>,
    #[field(default = "")]
    note: String,
    checked: BTreeMap<String, String>,
}

#[post("/treasury/handovers/<id>/count", data = "<form>")]
async fn count(who: SignedIn, house: &State<Arc<House>>, id: &str, form: Form<CountForm>) -> Result<Answer> {
    let writing = Writing::begin(&house.db).await?;
    let handover = find(writing.txn(), &who, id).await?;
    if handover.side(&who.member.0).is_none() {
        return Err(Error::NotFound);
    }
    if handover.state != Became::Open {
        drop(writing);
        let page = page(house, &who, id, Some(Reason::Handover(HandoverRefusal::Closed)), None).await?;
        return Err(Error::Conflict(Box::new(page)));
    }
    let books = books(writing.txn(), house, None).await?;
    let checked: Vec<String> =
        CHECKS.iter().filter(|name| form.checked.contains_key(**name)).map(|name| (*name).to_owned()).collect();
    match read(&form, &books) {
        Ok((counts, note)) => {
            handovers::count(&writing, handover.id, &counts, &note, &checked).await?;
            writing.commit().await?;
            Ok(Ok(Go::to(format!("/treasury/handovers/{id}")).saying("treasury-notice-saved")))
        }
        Err(reason) => {
            drop(writing);
            let typed = Typed { counted: form.counted.clone(), note: form.note.clone(), checked };
            Ok(Err(page(house, &who, id, Some(reason), Some(typed)).await?.refused()))
        }
    }
}

/// What was counted, and the note. A place whose field was left open has not been counted yet.
fn read(form: &CountForm, books: &Books) -> Result<(Vec<(String, Money)>, String), Reason> {
    let mut counts = Vec::new();
    for (short, typed) in form.counted.iter().filter(|(_, typed)| !typed.trim().is_empty()) {
        let code = format!("{PLACE}{short}");
        let place = books.chart.get(&code).filter(|account| account.kind.is_place()).ok_or(Reason::AccountUnknown)?;
        let counted = books.currency.parse(typed).map_err(|refusal| books.amount_reason(refusal))?;
        counts.push((place.code.clone(), counted));
    }
    Ok((counts, note::note(&form.note).map_err(Reason::Note)?))
}
