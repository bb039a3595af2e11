//! Leaving the group, and coming back. A page of its own asks first, for what identifies a member is deleted at once.

use std::sync::Arc;

use homegroup_plugin::{Go, GuardedRoute, May, Page, Result, SignedIn, guarded, right};
use rocket::{State, get, post};

use crate::house::House;
use crate::members::export::forget_in_plugins;
use crate::members::rules::Refusal;
use crate::members::store::people::{self, Person};
use crate::members::{change, sentence};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![ask, leave, come_back, ask_me, leave_me]
}

fn page(person: &Person, is_me: bool, refusal: Option<Refusal>) -> Page {
    Page::new("members/leaving")
        .with("id", &person.id)
        .with("name", &person.display_name)
        .with("is_me", is_me)
        .with("error", refusal.map(sentence))
}

#[get("/members/<id>/leaving")]
async fn ask(_who: May<right::Members>, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    Ok(page(&super::find(house, id, false).await?, false, None))
}

#[post("/members/<id>/leaving")]
async fn leave(who: May<right::Members>, house: &State<Arc<House>>, id: &str) -> Result<std::result::Result<Go, Page>> {
    let person = super::find(house, id, false).await?;
    let txn = house.db.begin_write().await?;
    let officer = (person.id != who.member).then_some(&who.rights);
    if let Err(refusal) = change::leave(&txn, officer, &person.id, house.today(), house.clock.now()).await? {
        return Ok(Err(page(&person, false, Some(refusal)).refused()));
    }
    forget_in_plugins(house, &txn, &person.id).await?;
    txn.commit().await?;
    Ok(Ok(Go::to("/members").saying("members-notice-left")))
}

#[post("/members/<id>/return")]
async fn come_back(_who: May<right::Members>, house: &State<Arc<House>>, id: &str) -> Result<Go> {
    let person = super::find(house, id, true).await?;
    let txn = house.db.begin_write().await?;
    if let Err(refusal) = people::come_back(&txn, &person.id).await? {
        return Err(homegroup_plugin::Error::Refused(sentence(refusal)));
    }
    txn.commit().await?;
    Ok(Go::to(format!("/members/{}", person.id)).saying("members-notice-back"))
}

#[get("/me/leaving")]
async fn ask_me(who: SignedIn, house: &State<Arc<House>>) -> Result<Page> {
    Ok(page(&super::find(house, &who.member.0, false).await?, true, None))
}

#[post("/me/leaving")]
async fn leave_me(who: SignedIn, house: &State<Arc<House>>) -> Result<std::result::Result<Go, Page>> {
    let person = super::find(house, &who.member.0, false).await?;
    let txn = house.db.begin_write().await?;
    if let Err(refusal) = change::leave(&txn, None, &person.id, house.today(), house.clock.now()).await? {
        return Ok(Err(page(&person, true, Some(refusal)).refused()));
    }
    forget_in_plugins(house, &txn, &person.id).await?;
    txn.commit().await?;
    Ok(Ok(Go::to("/sign-in").saying("members-notice-you-left")))
}
