//! Paying what is due, and letting it go. Paying is an ordinary expense; the form comes filled in, and what it pays stands beside the
//! ledger.

use std::sync::Arc;

use homegroup_plugin::{Error, Go, GuardedRoute, May, Page, Result, Text, guarded, right};
use rocket::{State, get, post};
use serde::Serialize;
use uuid::Uuid;

use super::shown;
use crate::house::House;
use crate::treasury::routes::view::View;
use crate::treasury::rules::surplus::due::{Due, DueKey, Settlement};
use crate::treasury::store::append::Writing;
use crate::treasury::store::surplus::settlements;
use crate::treasury::store::{self, Reader};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![ask_release, release]
}

/// What an expense form pays.
#[derive(Clone, Debug, Serialize)]
pub(in crate::treasury::routes) struct Paying {
    key: String,
    what: String,
    on: String,
    #[serde(skip)]
    pub due: Due,
}

/// What the key in an address or a form stands for; an empty one stands for nothing. What was paid already by another entry than
/// `but`, or let go, is a race somebody else has won.
pub(in crate::treasury::routes) async fn paying(db: &impl Reader, key: &str, but: Option<Uuid>) -> Result<Option<Paying>> {
    if key.is_empty() {
        return Ok(None);
    }
    let key: DueKey = key.parse().map_err(|_| Error::NotFound)?;
    let due = store::surplus::kept(db).await?.find(key).ok_or(Error::NotFound)?;
    if let Some(settlement) = settlements::holding(db, key).await?
        && (but.is_none() || settlement.entry.map(|(_, id)| id) != but)
    {
        return Err(Error::Conflict(Box::new(settled_page(&due, &settlement))));
    }
    Ok(Some(Paying { key: key.to_string(), what: due.what.clone(), on: due.on.to_string(), due }))
}

impl Paying {
    /// The note an expense that pays it begins with. A share carries the group number (T16).
    pub fn memo(&self, view: &View) -> String {
        let memo = match self.due.group_number.as_deref() {
            Some("") => return self.due.what.clone(),
            Some(number) => {
                Text::new("treasury-share-memo").with("body", self.due.what.clone()).with("number", number.to_owned())
            }
            None => Text::new("treasury-due-memo").with("what", self.due.what.clone()).with("day", view.day(self.due.on)),
        };
        view.spoken.say(&memo)
    }
}

fn settled_page(due: &Due, settlement: &Settlement) -> Page {
    let entry = settlement.entry.map(|(number, id)| (number, id.to_string()));
    Page::new("treasury/settled")
        .with("what", &due.what)
        .with("on", due.on.to_string())
        .with("number", entry.as_ref().map(|(number, _)| *number))
        .with("entry", entry.map(|(_, id)| id))
}

#[get("/treasury/dues/<key>/release/new")]
async fn ask_release(_who: May<right::Money>, house: &State<Arc<House>>, key: &str) -> Result<Page> {
    let db = house.db.reader();
    let paying = paying(db, key, None).await?.ok_or(Error::NotFound)?;
    let view = View::new(house, &store::accounts::chart(db, None).await?);
    let due = shown::dues(&view, std::slice::from_ref(&paying.due), house.today());
    Ok(Page::new("treasury/release").with("due", due.into_iter().next()))
}

#[post("/treasury/dues/<key>/release")]
async fn release(_who: May<right::Money>, house: &State<Arc<House>>, key: &str) -> Result<Go> {
    let writing = Writing::begin(&house.db).await?;
    let known: DueKey = key.parse().map_err(|_| Error::NotFound)?;
    // Twice let go is let go.
    let gone = settlements::holding(writing.txn(), known).await?.is_some_and(|settlement| settlement.entry.is_none());
    if !gone {
        let paying = paying(writing.txn(), key, None).await?.ok_or(Error::NotFound)?;
        settlements::let_go(writing.txn(), paying.due.key, house.today()).await?;
        writing.commit().await?;
    }
    Ok(Go::to("/treasury/reserve").saying("treasury-notice-released"))
}
