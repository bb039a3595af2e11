//! Giving a service position to a member for a term, and ending a term before its last day.

use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, May, MemberId, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Errors, positions};
use crate::house::House;
use crate::members::rules::Term;
use crate::members::rules::term::{self, Refusal};
use crate::members::sentences::about_term;
use crate::members::store::positions::Kept;
use crate::members::store::terms::{self, Served};
use crate::members::{active, change};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create, ask_end, end]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct TermForm {
    #[field(default = "")]
    member: String,
    #[field(default = "")]
    from: String,
    #[field(default = "")]
    until: String,
}

async fn page(house: &House, kept: &Kept, form: &TermForm, refusals: &[Refusal]) -> Result<Page> {
    let errors: Errors = refusals.iter().map(|refusal| (refusal.field(), about_term(*refusal))).collect();
    let people: Vec<Value> = active(house.db.reader())
        .await?
        .iter()
        .map(|person| json!({ "id": person.id, "name": person.display_name, "chosen": person.id.0 == form.member }))
        .collect();
    Ok(Page::new("members/term_new")
        .with("id", &kept.id)
        .with("position", &kept.position.name)
        .with("people", people)
        .with("form", form)
        .with("errors", errors))
}

#[get("/positions/<id>/terms/new")]
async fn new(_who: May<right::Members>, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let kept = positions::find(house, id).await?;
    let from = house.today();
    let until = term::usual_end(from, kept.position.term_months).map(|day| day.to_string()).unwrap_or_default();
    page(house, &kept, &TermForm { from: from.to_string(), until, ..Default::default() }, &[]).await
}

#[post("/positions/<id>/terms", data = "<form>")]
async fn create(
    who: May<right::Members>,
    house: &State<Arc<House>>,
    id: &str,
    form: Form<TermForm>,
) -> Result<std::result::Result<Go, Page>> {
    let kept = positions::find(house, id).await?;
    let term = match Term::parse(&form.from, &form.until, kept.position.term_months) {
        Ok(term) => term,
        Err(mut refusals) => {
            if form.member.is_empty() {
                refusals.insert(0, Refusal::Member);
            }
            return Ok(Err(page(house, &kept, &form, &refusals).await?.refused()));
        }
    };
    let txn = house.db.begin_write().await?;
    let given = change::give(&txn, &who.rights, &kept.id, &MemberId(form.member.clone()), term).await?;
    if let Err(refusal) = given {
        return Ok(Err(page(house, &kept, &form, &[refusal]).await?.refused()));
    }
    txn.commit().await?;
    Ok(Ok(Go::to(format!("/positions/{id}")).saying("members-notice-given")))
}

async fn find(house: &House, position: &str, term: &str) -> Result<Served> {
    let served = terms::find(house.db.reader(), term).await?;
    served.filter(|served| served.held.position == position && !served.member_left).ok_or(Error::NotFound)
}

fn end_page(served: &Served, refusal: Option<Refusal>) -> Page {
    Page::new("members/term_end")
        .with("id", &served.held.position)
        .with("term", &served.id)
        .with("position", &served.position_name)
        .with("name", &served.member_name)
        .with("until", served.held.until)
        .with("error", refusal.map(about_term))
}

#[get("/positions/<id>/terms/<term>/end")]
async fn ask_end(_who: May<right::Members>, house: &State<Arc<House>>, id: &str, term: &str) -> Result<Page> {
    Ok(end_page(&find(house, id, term).await?, None))
}

#[post("/positions/<id>/terms/<term>/end")]
async fn end(who: May<right::Members>, house: &State<Arc<House>>, id: &str, term: &str) -> Result<std::result::Result<Go, Page>> {
    let served = find(house, id, term).await?;
    let txn = house.db.begin_write().await?;
    if let Err(refusal) = change::end(&txn, &who.rights, &served.id, house.today()).await? {
        return Ok(Err(end_page(&served, Some(refusal)).refused()));
    }
    txn.commit().await?;
    Ok(Ok(Go::to(format!("/positions/{id}")).saying("members-notice-ended")))
}
