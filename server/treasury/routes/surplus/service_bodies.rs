//! `/treasury/service-bodies`: who the group passes money on to, and its number there.

use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, May, Page, Result, Right, SignedIn, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::house::House;
use crate::treasury::routes::desk::{Answer, Desk, form_page, fresh};
use crate::treasury::rules::books::Books;
use crate::treasury::rules::refusal::{Reason, Refusal};
use crate::treasury::rules::surplus::adopted::in_force;
use crate::treasury::rules::surplus::refusal::SurplusRefusal;
use crate::treasury::rules::surplus::service_body::{Raw, ServiceBody};
use crate::treasury::store::surplus::{plans, service_bodies};
use crate::treasury::{books, store};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show, new, create, edit, change]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct BodyForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    name: String,
    #[field(default = "")]
    group_number: String,
    #[field(default = false)]
    in_use: bool,
}

#[get("/treasury/service-bodies")]
async fn show(who: SignedIn, house: &State<Arc<House>>) -> Result<Page> {
    let bodies: Vec<Value> = service_bodies::all(house.db.reader()).await?.iter().map(row).collect();
    Ok(Page::new("treasury/service-bodies").with("may_post", who.may(Right::Money)).with("bodies", bodies))
}

fn row(body: &ServiceBody) -> Value {
    json!({ "id": body.id, "name": body.name, "group_number": body.group_number, "in_use": body.in_use })
}

#[get("/treasury/service-bodies/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let books = books(house.db.reader(), house, None).await?;
    Ok(page(house, &books, &BodyForm { once: fresh(), in_use: true, ..Default::default() }, None, &[]))
}

#[post("/treasury/service-bodies", data = "<form>")]
async fn create(_who: May<right::Money>, house: &State<Arc<House>>, form: Form<BodyForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let known = service_bodies::all(desk.writing.txn()).await?;
    let raw = Raw { name: &form.name, group_number: &form.group_number, in_use: true };
    match ServiceBody::parse(desk.id(), &raw, &known) {
        Ok(body) => {
            service_bodies::save(desk.writing.txn(), &body).await?;
            desk.writing.commit().await?;
            Ok(Ok(Go::to("/treasury/service-bodies").saying("treasury-notice-saved")))
        }
        Err(refusals) => Ok(Err(page(house, &desk.leave(), &form, None, &refusals).refused())),
    }
}

#[get("/treasury/service-bodies/<id>")]
async fn edit(_who: May<right::Money>, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let db = house.db.reader();
    let known = service_bodies::all(db).await?;
    let body = find(&known, id)?;
    let books = books(db, house, None).await?;
    let form = BodyForm { once: fresh(), name: body.name.clone(), group_number: body.group_number.clone(), in_use: body.in_use };
    Ok(page(house, &books, &form, Some(body.id), &[]))
}

#[post("/treasury/service-bodies/<id>", data = "<form>")]
async fn change(_who: May<right::Money>, house: &State<Arc<House>>, id: &str, form: Form<BodyForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let known = service_bodies::all(desk.writing.txn()).await?;
    let id = find(&known, id)?.id;
    let raw = Raw { name: &form.name, group_number: &form.group_number, in_use: form.in_use };
    let mut read = ServiceBody::parse(id, &raw, &known);
    if !form.in_use && stands_in_plan(desk.writing.txn(), &desk.books, id).await? {
        let refusal = Refusal { field: "in_use".into(), reason: Reason::Surplus(SurplusRefusal::InPlan) };
        let mut all = read.err().unwrap_or_default();
        all.push(refusal);
        read = Err(all);
    }
    match read {
        Ok(body) => {
            service_bodies::save(desk.writing.txn(), &body).await?;
            desk.writing.commit().await?;
            Ok(Ok(Go::to("/treasury/service-bodies").saying("treasury-notice-saved")))
        }
        Err(refusals) => Ok(Err(page(house, &desk.leave(), &form, Some(id), &refusals).refused())),
    }
}

/// Whether the plan that holds today, or one laid down for a later day, names it.
async fn stands_in_plan(db: &impl store::Reader, books: &Books, id: Uuid) -> Result<bool> {
    let all = plans::all(db).await?;
    let today = in_force(&all, books.today);
    let ahead = all.iter().filter(|plan| plan.effective_on > books.today);
    Ok(today.into_iter().chain(ahead).any(|plan| plan.what.1.lines().iter().any(|line| line.service_body == id)))
}

fn find<'a>(known: &'a [ServiceBody], id: &str) -> Result<&'a ServiceBody> {
    known.iter().find(|body| body.id.to_string() == id).ok_or(Error::NotFound)
}

fn page(house: &House, books: &Books, form: &BodyForm, id: Option<Uuid>, refusals: &[Refusal]) -> Page {
    form_page("treasury/service-body", house, books, refusals).with("form", form).with("id", id)
}
