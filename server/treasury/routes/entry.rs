//! `/treasury/entries/<id>`: one entry. Who counted and who posted is shown to those who keep the books, and to nobody else.

use std::sync::Arc;

use homegroup_plugin::{Error, GuardedRoute, MemberId, Page, Result, Right, SignedIn, Visitor, guarded};
use rocket::{State, get};
use uuid::Uuid;

use super::confirmations::{Wrong, shown};
use super::contribution::named;
use super::disbursement::receipts;
use super::surplus::said;
use super::view::View;
use crate::house::House;
use crate::members;
use crate::treasury::rules::entry::{Entry, Kind};
use crate::treasury::rules::reversal::possible;
use crate::treasury::store::disbursement::receipts::Owner;
use crate::treasury::store::disbursement::requests;
use crate::treasury::store::{self, Reader};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show]
}

/// By its id, or by the number people say aloud.
pub(super) async fn find(db: &impl Reader, id: &str) -> Result<Entry> {
    let found = match (id.parse::<Uuid>(), id.parse::<i64>()) {
        (Ok(id), _) => store::entries::by_id(db, id).await?,
        (_, Ok(number)) => store::entries::by_number(db, number).await?,
        _ => None,
    };
    found.ok_or(Error::NotFound)
}

#[get("/treasury/entries/<id>")]
async fn show(who: SignedIn, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let entry = find(house.db.reader(), id).await?;
    page(house, &who, &entry, None).await
}

/// The page of an entry, with what was wrong with a code that was typed on it.
pub(super) async fn page(house: &House, who: &Visitor, entry: &Entry, wrong: Option<Wrong>) -> Result<Page> {
    let db = house.db.reader();
    let reversed = store::entries::reversals(db, &[entry.number]).await?.remove(&entry.number);
    let view = View::new(house, &store::accounts::chart(db, None).await?);
    let may_post = who.may(Right::Money);
    let (mut author, mut counted_by) = (None, Vec::new());
    if may_post {
        if let Some(member) = store::beside::author(db, entry.number).await? {
            author = name(house, &member).await?;
        }
        for member in store::beside::counters(db, entry.number).await? {
            counted_by.extend(name(house, &member).await?);
        }
    }
    let named = named(db, who, entry.number).await?;
    let above_limit = store::contribution::limits::taken_by(db, entry.number).await?;
    let receipts = if may_post { receipts(house, Owner::Entry(entry.number)).await? } else { Vec::new() };
    let paid = if may_post { requests::of_entry(db, entry.number).await? } else { None };
    let reversible = may_post && possible(entry, reversed.map(|(number, _)| number)).is_ok();
    Ok(Page::new("treasury/entry")
        .with("entry", view.entry(entry, reversed.as_ref()))
        .with("may_post", may_post)
        .with("author", author)
        .with("counted_by", counted_by.join(", "))
        .with("named", named)
        .with("above_limit", above_limit.map(|decided| said(decided, &view)))
        .with("confirmation", shown(db, house, who, entry, wrong).await?)
        .with("entry_path", format!("/treasury/entries/{}", entry.id))
        .with("receipts", receipts)
        .with("takes_receipts", may_post && matches!(entry.content.kind, Kind::Expense | Kind::Collection))
        .with("paid", paid.map(|request| request.id))
        .with("reversible", reversible))
}

pub(super) async fn name(house: &House, member: &MemberId) -> Result<Option<String>> {
    Ok(members::find(house.db.reader(), member).await?.map(|person| person.display_name))
}
