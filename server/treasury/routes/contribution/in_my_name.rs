//! `/treasury/in-my-name`: what a member gave with her name on it, for herself alone, and the way to take her name away.

use std::sync::Arc;

use homegroup_plugin::{Error, Go, GuardedRoute, Page, Result, Right, SignedIn, guarded};
use rocket::{State, get, post};

use super::naming::rows;
use crate::house::House;
use crate::treasury::routes::entry::find;
use crate::treasury::store::append::Writing;
use crate::treasury::store::{self, contribution::given};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show, erase]
}

#[get("/treasury/in-my-name")]
async fn show(who: SignedIn, house: &State<Arc<House>>) -> Result<Page> {
    let snapshot = store::snapshot(&house.db).await?;
    Ok(Page::new("treasury/in-my-name").with("given", rows(&snapshot, house, &who).await?))
}

/// She takes her name away herself, or the treasurer does it for her. The entry and every total stay as they are.
#[post("/treasury/entries/<id>/giver/erasure")]
async fn erase(who: SignedIn, house: &State<Arc<House>>, id: &str) -> Result<Go> {
    let writing = Writing::begin(&house.db).await?;
    let entry = find(writing.txn(), id).await?;
    let giver = given::giver(writing.txn(), entry.number).await?;
    let mine = giver.is_some_and(|giver| giver.member == who.member.0);
    if !mine && !who.may(Right::Money) {
        return Err(Error::NotFound);
    }
    given::erase(writing.txn(), entry.number).await?;
    writing.commit().await?;
    let back = if mine { "/treasury/in-my-name".to_owned() } else { format!("/treasury/entries/{}", entry.id) };
    Ok(Go::to(back).saying("treasury-notice-name-erased"))
}
