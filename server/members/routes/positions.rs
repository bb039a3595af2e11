//! `/positions`: the group's service positions, who holds each, and what it allows.

use std::collections::BTreeSet;
use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, May, Page, Result, Right, SignedIn, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Errors, described};
use crate::house::House;
use crate::members::rules::position::{self, Refusal};
use crate::members::sentences::about_position;
use crate::members::store::positions::{self, Kept};
use crate::members::store::terms::{self, Served};
use crate::members::{change, in_office};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![list, new, create, show, edit, save, lay_down]
}

#[get("/positions")]
async fn list(who: SignedIn, house: &State<Arc<House>>) -> Result<Page> {
    let db = house.db.reader();
    let serving = in_office(db, house.today()).await?;
    let positions: Vec<Value> = positions::all(db)
        .await?
        .iter()
        .map(|kept| {
            let holders: Vec<Value> =
                serving.iter().filter(|term| term.held.position == kept.id).map(|term| row(house, term)).collect();
            json!({ "id": kept.id, "name": kept.position.name, "holders": holders })
        })
        .collect();
    Ok(Page::new("members/positions").with("positions", positions).with("keeps_list", who.may(Right::Members)))
}

/// A position as it must be to be changed or given.
pub(super) async fn find(house: &House, id: &str) -> Result<Kept> {
    let kept = positions::find(house.db.reader(), id).await?;
    kept.filter(|kept| kept.laid_down_on.is_none()).ok_or(Error::NotFound)
}

#[get("/positions/<id>")]
async fn show(who: SignedIn, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let kept = find(house, id).await?;
    let (db, today) = (house.db.reader(), house.today());
    let serving = in_office(db, today).await?;
    let now: Vec<Value> = serving.iter().filter(|term| term.held.position == kept.id).map(|term| row(house, term)).collect();
    let all = terms::of_position(db, &kept.id).await?;
    let counting = |term: &&Served| serving.iter().any(|now| now.id == term.id);
    let later: Vec<Value> =
        all.iter().filter(|term| term.held.from > today && term.held.ended_on.is_none()).map(|term| row(house, term)).collect();
    let before: Vec<Value> = all
        .iter()
        .rev()
        .filter(|term| !term.held.runs_or_will(today) && !counting(term))
        .filter(|term| term.held.ended_on.is_none_or(|ended| ended > term.held.from))
        .map(|term| row(house, term))
        .collect();
    Ok(Page::new("members/position")
        .with("id", &kept.id)
        .with("name", &kept.position.name)
        .with("term_months", kept.position.term_months)
        .with("rights", kept.position.rights.iter().map(|right| described(*right)).collect::<Vec<_>>())
        .with("now", now)
        .with("later", later)
        .with("before", before)
        .with("keeps_list", who.may(Right::Members))
        .with("may_give", who.may(Right::Members) && position::may_hand_on(&who.rights, &kept.position.rights)))
}

/// A term as the pages list it. `over`: it has run out and lasts only until a successor is there.
fn row(house: &House, term: &Served) -> Value {
    let held = &term.held;
    json!({
        "id": term.id,
        "member": (!term.member_left).then_some(&held.member),
        "name": term.member_name,
        "from": held.from,
        "until": held.ended_on.and_then(|ended| ended.pred_opt()).unwrap_or(held.until),
        "over": held.until < house.today(),
    })
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct PositionForm {
    #[field(default = "")]
    name: String,
    #[field(default = "")]
    term_months: String,
    rights: Vec<String>,
}

/// The form, for a new position or the one with `id`.
fn form_page(id: Option<&str>, form: &PositionForm, hers: &BTreeSet<Right>, refusals: &[Refusal]) -> Page {
    let errors: Errors = refusals.iter().map(|refusal| (refusal.field(), about_position(*refusal))).collect();
    let rights: Vec<Value> = Right::ALL
        .into_iter()
        .map(|right| {
            let mut shown = described(right);
            shown["ticked"] = form.rights.iter().any(|name| name == right.name()).into();
            shown["hers"] = position::may_hand_on(hers, &BTreeSet::from([right])).into();
            shown
        })
        .collect();
    Page::new("members/position_form").with("id", id).with("form", form).with("rights", rights).with("errors", errors)
}

#[get("/positions/new")]
fn new(who: May<right::Members>) -> Page {
    let form = PositionForm { term_months: "12".into(), ..Default::default() };
    form_page(None, &form, &who.rights, &[])
}

#[post("/positions", data = "<form>")]
async fn create(
    who: May<right::Members>,
    house: &State<Arc<House>>,
    form: Form<PositionForm>,
) -> Result<std::result::Result<Go, Page>> {
    let refused = |refusals: &[Refusal]| Ok(Err(form_page(None, &form, &who.rights, refusals).refused()));
    let position = match position::position(&form.name, &form.term_months, &form.rights) {
        Ok(position) => position,
        Err(refusals) => return refused(&refusals),
    };
    let txn = house.db.begin_write().await?;
    match change::add_position(&txn, &who.rights, &position).await? {
        Ok(id) => {
            txn.commit().await?;
            Ok(Ok(Go::to(format!("/positions/{id}")).saying("members-notice-position-saved")))
        }
        Err(refusal) => refused(&[refusal]),
    }
}

#[get("/positions/<id>/edit")]
async fn edit(who: May<right::Members>, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let position = find(house, id).await?.position;
    let form = PositionForm {
        name: position.name,
        term_months: position.term_months.to_string(),
        rights: position.rights.iter().map(|right| right.name().to_owned()).collect(),
    };
    Ok(form_page(Some(id), &form, &who.rights, &[]))
}

#[post("/positions/<id>", data = "<form>")]
async fn save(
    who: May<right::Members>,
    house: &State<Arc<House>>,
    id: &str,
    form: Form<PositionForm>,
) -> Result<std::result::Result<Go, Page>> {
    find(house, id).await?;
    let refused = |refusals: &[Refusal]| Ok(Err(form_page(Some(id), &form, &who.rights, refusals).refused()));
    let position = match position::position(&form.name, &form.term_months, &form.rights) {
        Ok(position) => position,
        Err(refusals) => return refused(&refusals),
    };
    let txn = house.db.begin_write().await?;
    if let Err(refusal) = change::save_position(&txn, &who.rights, id, &position, house.today()).await? {
        return refused(&[refusal]);
    }
    txn.commit().await?;
    Ok(Ok(Go::to(format!("/positions/{id}")).saying("members-notice-position-saved")))
}

#[post("/positions/<id>/laying-down")]
async fn lay_down(who: May<right::Members>, house: &State<Arc<House>>, id: &str) -> Result<Go> {
    let txn = house.db.begin_write().await?;
    if let Err(refusal) = change::lay_down(&txn, &who.rights, id, house.today()).await? {
        return Err(Error::Refused(about_position(refusal)));
    }
    txn.commit().await?;
    Ok(Go::to("/positions").saying("members-notice-position-laid-down"))
}
