//! Adding a member, and changing what the group knows her by.

use std::sync::Arc;

use homegroup_plugin::{Form, Go, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;

use super::Errors;
use crate::house::House;
use crate::members::rules::{self, NewMember, Refusal, Standing};
use crate::members::store::people::{self, Person};
use crate::members::{add, change, email, sentence};
use crate::sign_in;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create, edit, save]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct MemberForm {
    #[field(default = "")]
    name: String,
    #[field(default = "")]
    email: String,
    #[field(default = false)]
    remove_email: bool,
}

fn errors(refusals: &[Refusal]) -> Errors {
    refusals.iter().map(|refusal| (refusal.field(), sentence(*refusal))).collect()
}

fn new_page(form: &MemberForm, refusals: &[Refusal]) -> Page {
    Page::new("members/new").with("form", form).with("errors", errors(refusals))
}

#[get("/members/new")]
fn new(_who: May<right::Members>) -> Page {
    new_page(&Default::default(), &[])
}

#[post("/members", data = "<form>")]
async fn create(
    _who: May<right::Members>,
    house: &State<Arc<House>>,
    form: Form<MemberForm>,
) -> Result<std::result::Result<Go, Page>> {
    let new = match rules::new_member(&form.name, &form.email) {
        Ok(new) => new,
        Err(refusals) => return Ok(Err(new_page(&form, &refusals).refused())),
    };
    let txn = house.db.begin_write().await?;
    match add(&txn, &house.seal, &new, house.clock.now()).await? {
        Ok(id) => {
            sign_in::welcome(house, &txn, &id).await?;
            txn.commit().await?;
            house.mail_waits.notify_one();
            Ok(Ok(Go::to(format!("/members/{id}")).saying("members-notice-added")))
        }
        Err(refusals) => Ok(Err(new_page(&form, &refusals).refused())),
    }
}

async fn edit_page(house: &House, person: &Person, form: &MemberForm, refusals: &[Refusal]) -> Result<Page> {
    let masked = email(house.db.reader(), &house.seal, &person.id).await?.map(|(email, _)| email.masked());
    Ok(Page::new("members/edit")
        .with("id", &person.id)
        .with("known_as", &person.display_name)
        .with("form", form)
        .with("masked", masked)
        .with("invited", person.standing == Standing::Invited)
        .with("errors", errors(refusals)))
}

#[get("/members/<id>/edit")]
async fn edit(_who: May<right::Members>, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let person = super::find(house, id, false).await?;
    let form = MemberForm { name: person.display_name.clone(), ..Default::default() };
    edit_page(house, &person, &form, &[]).await
}

/// An empty address field keeps what is there: only a mask of it was shown, and a form sent back unchanged changes nothing.
#[post("/members/<id>", data = "<form>")]
async fn save(
    who: May<right::Members>,
    house: &State<Arc<House>>,
    id: &str,
    form: Form<MemberForm>,
) -> Result<std::result::Result<Go, Page>> {
    let person = super::find(house, id, false).await?;
    let NewMember { name, email } = match rules::new_member(&form.name, &form.email) {
        Ok(fields) => fields,
        Err(refusals) => return Ok(Err(edit_page(house, &person, &form, &refusals).await?.refused())),
    };
    let mut refusals = Vec::new();
    let txn = house.db.begin_write().await?;
    if name.as_str() != person.display_name {
        refusals.extend(people::rename(&txn, &person.id, &name).await?.err());
    }
    if email.is_some() || form.remove_email {
        let email = email.as_ref().filter(|_| !form.remove_email);
        let set = change::set_first_email(&txn, &house.seal, &who.rights, &person.id, email, house.today()).await?;
        refusals.extend(set.err());
        sign_in::forget_links(&txn, &person.id).await?;
        sign_in::welcome(house, &txn, &person.id).await?;
    }
    if !refusals.is_empty() {
        return Ok(Err(edit_page(house, &person, &form, &refusals).await?.refused()));
    }
    txn.commit().await?;
    house.mail_waits.notify_one();
    Ok(Ok(Go::to(format!("/members/{}", person.id)).saying("members-notice-saved")))
}
