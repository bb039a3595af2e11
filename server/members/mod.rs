//! The members of the group, their service positions, and the rights that follow from them.

mod change;
mod entity;
mod export;
mod routes;
pub mod rules;
mod sentences;
mod store;
mod tile;

pub use change::{add_position, give, give_defaults, hand_over, leave};
pub use routes::routes;
pub use sentences::sentence;
pub use store::own::Details;
pub use store::people::Person;
pub use store::positions::Kept;
pub use store::terms::Served;
pub use tile::tile;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use homegroup_plugin::chrono_tz::Tz;
use homegroup_plugin::{Consenting, Job, MemberId, Own, Purpose, Result, Right};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::house::House;
use crate::mail::{self, Cancel};
use crate::seal::{Seal, Seat};
use rules::consent::{self, Change};
use rules::{Email, NewMember, OwnProfile, Refusal, Standing, office};

/// A sealed column of the table `members`.
struct Column(&'static str);

impl Column {
    fn of<'a>(&'a self, member: &'a MemberId) -> Seat<'a> {
        Seat { table: "members", column: self.0, row: &member.0 }
    }
}

const EMAIL: Column = Column("email");
const PHONE: Column = Column("phone");
const CLEAN_DATE: Column = Column("clean_date");

/// The keyed hash under which a typed address is found, well-formed or not.
pub fn email_lookup(seal: &Seal, typed: &str) -> String {
    seal.lookup("member-email", &rules::email::normalised(typed))
}

/// All members who have not left, by name.
pub async fn active(db: &impl ConnectionTrait) -> Result<Vec<Person>> {
    store::people::active(db).await
}

/// All who have left, by name: what they did keeps the names they went by.
pub async fn left(db: &impl ConnectionTrait) -> Result<Vec<Person>> {
    store::people::left(db).await
}

/// The person with this id, also when she has left: what she did keeps the name she went by.
pub async fn find(db: &impl ConnectionTrait, id: &MemberId) -> Result<Option<Person>> {
    store::people::find(db, id).await
}

/// The display name of a member who has not left.
pub async fn active_name(db: &impl ConnectionTrait, id: &MemberId) -> Result<Option<String>> {
    let person = store::people::find(db, id).await?;
    Ok(person.filter(|person| person.standing != Standing::Left).map(|person| person.display_name))
}

/// The member who has this address, given its [`email_lookup`].
pub async fn find_by_email(db: &impl ConnectionTrait, lookup: &str) -> Result<Option<MemberId>> {
    store::people::find_by_email(db, lookup).await
}

/// The member who goes by this name, however it is typed.
pub async fn find_by_name(db: &impl ConnectionTrait, typed: &str) -> Result<Option<MemberId>> {
    store::people::find_by_name(db, typed).await
}

/// What a member's positions allow on `today`.
pub async fn rights(db: &impl ConnectionTrait, member: &MemberId, today: NaiveDate) -> Result<BTreeSet<Right>> {
    let held: Vec<_> = store::terms::of_active(db).await?.into_iter().map(|term| term.held).collect();
    Ok(office::rights_of(&held, &member.0, today))
}

/// The members who have `right` on `today`, by name.
pub async fn holders(db: &impl ConnectionTrait, right: Right, today: NaiveDate) -> Result<Vec<Person>> {
    let held: Vec<_> = store::terms::of_active(db).await?.into_iter().map(|term| term.held).collect();
    let holders = office::holders(&held, right, today);
    Ok(active(db).await?.into_iter().filter(|person| holders.contains(person.id.0.as_str())).collect())
}

/// Who holds which position on `today`, the longest-serving first.
pub async fn in_office(db: &impl ConnectionTrait, today: NaiveDate) -> Result<Vec<Served>> {
    let terms = store::terms::of_active(db).await?;
    let held: Vec<_> = terms.iter().map(|term| term.held.clone()).collect();
    let counting = office::in_office(&held, today);
    Ok(terms.into_iter().filter(|term| counting.contains(&&term.held)).collect())
}

/// Where mail reaches a member who has not left, and whether she has confirmed it. Only security mail goes to an unconfirmed
/// address (E1).
pub async fn email(db: &impl ConnectionTrait, seal: &Seal, id: &MemberId) -> Result<Option<(Email, bool)>> {
    store::own::email(db, seal, id).await
}

/// The group's service positions, in the order in which they were made.
pub async fn positions(db: &impl ConnectionTrait) -> Result<Vec<Kept>> {
    store::positions::all(db).await
}

/// What a member may read about herself.
pub async fn details(db: &impl ConnectionTrait, seal: &Seal, id: &MemberId) -> Result<Option<Details>> {
    store::own::details(db, seal, id).await
}

/// What a plugin may read about the signed-in member.
pub async fn own(db: &impl ConnectionTrait, seal: &Seal, id: &MemberId, group_zone: Tz) -> Result<Option<Own>> {
    let Some(details) = details(db, seal, id).await? else { return Ok(None) };
    let purposes = store::consents::agreed(db, id).await?;
    Ok(Some(Own { zone: details.zone.unwrap_or(group_zone), clean_date: details.clean_date, purposes }))
}

/// The members who agreed to `purpose`, by name, with the fields it names and nothing else. For mail, only those with a confirmed
/// address.
pub async fn consenting(db: &impl ConnectionTrait, seal: &Seal, purpose: &Purpose, group_zone: Tz) -> Result<Vec<Consenting>> {
    store::consents::consenting(db, seal, purpose, group_zone).await
}

/// The purposes a member agrees to now.
pub async fn agreed(db: &impl ConnectionTrait, id: &MemberId) -> Result<HashSet<String>> {
    store::consents::agreed(db, id).await
}

/// Saves what a member says about herself, and withdraws what waits to be mailed about a clean date she no longer has (A9).
pub async fn save_own(
    txn: &DatabaseTransaction,
    seal: &Seal,
    id: &MemberId,
    own: &OwnProfile,
    now: DateTime<Utc>,
) -> Result<Result<(), Refusal>> {
    let saved = store::own::save(txn, seal, id, own).await?;
    if saved.is_ok() {
        let version = store::own::details(txn, seal, id).await?.and_then(|details| details.clean_date).map(|date| date.version);
        mail::cancel(txn, id, Cancel::OtherCleanDates(seal, version.as_deref()), now).await?;
    }
    Ok(saved)
}

/// Notes that a member agrees to a purpose in the wording she saw; harmless when she did before.
pub async fn agree(txn: &DatabaseTransaction, id: &MemberId, purpose: &Purpose, now: DateTime<Utc>) -> Result<()> {
    let before = store::consents::agrees(txn, id, purpose.name).await?;
    match consent::answered(Some(purpose.wording_version), before, consent::Answer::Yes) {
        Some(change) => store::consents::record(txn, id, purpose.name, change, now).await,
        None => Ok(()),
    }
}

/// Takes a member's consent to `purpose` back, and with it what waits to be mailed for it; harmless when there is none.
pub async fn withdraw(txn: &DatabaseTransaction, seal: &Seal, id: &MemberId, purpose: &str, now: DateTime<Utc>) -> Result<()> {
    if store::consents::agrees(txn, id, purpose).await? {
        store::consents::record(txn, id, purpose, Change::Withdrawn, now).await?;
    }
    mail::cancel(txn, id, Cancel::Purpose(seal, purpose), now).await?;
    Ok(())
}

/// Takes all her consents back: no more mail of any kind but about signing in, not even what waits.
pub async fn withdraw_all(txn: &DatabaseTransaction, id: &MemberId, now: DateTime<Utc>) -> Result<()> {
    store::consents::withdraw_all(txn, id, now).await?;
    mail::cancel(txn, id, Cancel::Streams, now).await?;
    Ok(())
}

/// Whether a member agrees to `purpose` now; asked again right before a mail leaves.
pub async fn agrees(db: &impl ConnectionTrait, id: &MemberId, purpose: &str) -> Result<bool> {
    store::consents::agrees(db, id, purpose).await
}

/// Deletes proofs of consents that were taken back two years ago (DOMAIN 4.4).
pub fn jobs(house: &Arc<House>) -> Vec<Job> {
    let house = house.clone();
    vec![Job::new("consents-tidy", "0 30 3 * * *", move |run| {
        let house = house.clone();
        Box::pin(async move {
            let txn = house.db.begin_write().await?;
            let gone = store::consents::forget(&txn, run.now - chrono::Months::new(24)).await?;
            txn.commit().await?;
            Ok(format!("forgot {gone} consents taken back two years ago"))
        })
    })]
}

/// Adds a member; she is invited until she signs in.
pub async fn add(
    txn: &DatabaseTransaction,
    seal: &Seal,
    new: &NewMember,
    now: DateTime<Utc>,
) -> Result<Result<MemberId, Vec<Refusal>>> {
    store::people::add(txn, seal, new, now).await
}

/// Notes that she signed in; `confirmed` if a link mailed to her present address brought her.
pub async fn arrive(txn: &DatabaseTransaction, id: &MemberId, confirmed: bool, now: DateTime<Utc>) -> Result<()> {
    store::people::arrive(txn, id, confirmed, now).await
}

/// Gives her the address that she confirmed.
pub async fn set_email(
    txn: &DatabaseTransaction,
    seal: &Seal,
    id: &MemberId,
    email: &Email,
    now: DateTime<Utc>,
) -> Result<Result<(), Refusal>> {
    store::people::set_email(txn, seal, id, email, Some(now)).await
}

/// Takes her address away.
pub async fn clear_email(txn: &DatabaseTransaction, id: &MemberId) -> Result<()> {
    store::people::clear_email(txn, id).await
}
