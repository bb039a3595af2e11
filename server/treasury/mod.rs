//! The group's money: a double-entry ledger that only grows, and what people read out of it.
//!
//! To post from elsewhere: begin a [`Writing`], ask for the [`books`], let the rules read a form into a draft, [`append`] it, commit.

mod acceptance;
pub mod chain;
mod command;
mod entity;
pub mod export;
pub mod fingerprint;
mod routes;
pub mod rules;
mod sentences;
mod store;
mod tile;
mod verify;
mod words;

#[cfg(test)]
mod properties;

pub use acceptance::{Recorded, Recording, accept, statement};
pub use command::{LedgerCommand, export as export_ledger};
pub use routes::routes;
pub use store::append::{Appended, Posted, Writing, append};
pub use tile::tile;
pub use verify::{verify as verify_ledger, verify_export};

use homegroup_plugin::{MemberId, Result};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::house::House;
use crate::members;
use rules::account::AccountKind;
use rules::books::Books;
use rules::money::Currency;
use rules::report::{Period, Report};

/// What the rules must know to read a form, without the entry `but` (the one a form made that is now sent again).
pub async fn books(db: &impl ConnectionTrait, house: &House, but: Option<Uuid>) -> Result<Books> {
    // What a form made before its day was accepted is still what it made.
    let posted = match but {
        Some(id) => store::entries::by_id(db, id).await?.is_some(),
        None => false,
    };
    Ok(Books {
        today: house.today(),
        currency: Currency::of(&house.profile().currency),
        chart: store::accounts::chart(db, but).await?,
        accepted_to: if posted { None } else { store::accepted::until(db).await? },
        members: members::active(db).await?.into_iter().map(|person| person.id.0).collect(),
    })
}

/// The treasurer's report of a period.
pub async fn report(house: &House, period: Period) -> Result<Report> {
    report_in(&store::snapshot(&house.db).await?, period).await
}

/// The same inside a transaction that stands still.
async fn report_in(snapshot: &DatabaseTransaction, period: Period) -> Result<Report> {
    let chart = store::accounts::chart(snapshot, None).await?;
    let sums = store::sums::sums(snapshot, period).await?;
    Ok(Report::of(period, &chart, &sums).map_err(anyhow::Error::new)?)
}

/// Adds a place of money and returns its code.
pub async fn add_place(txn: &DatabaseTransaction, kind: AccountKind, name: &str) -> Result<Option<String>> {
    let code = store::accounts::chart(txn, None).await?.next_place_code(kind);
    if let Some(code) = &code {
        store::accounts::add_place(txn, code, kind, name).await?;
    }
    Ok(code)
}

/// Whether anything was ever posted. From then on the group's currency is fixed: amounts carry no other.
pub async fn has_entries(db: &impl ConnectionTrait) -> Result<bool> {
    Ok(store::entries::last(db).await?.is_some())
}

/// What the ledger's company knows of a member, for her own export: how much she posted and counted.
pub async fn about(db: &impl ConnectionTrait, member: &MemberId) -> Result<Value> {
    let (posted, counted) = store::beside::part_of(db, member).await?;
    Ok(json!({ "entries_posted": posted, "baskets_counted": counted }))
}

/// Forgets that a member posted or counted anything. The entries stay as they are, and so does how many counted.
pub async fn forget(txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
    store::beside::forget(txn, member).await
}
