//! The second counter's word (T4): on her own device, or with her counting code on the device of whoever posted the basket.

use homegroup_plugin::{Filled, MemberId, Result, Text, Visitor, say_day};
use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};

use super::rules::confirmation::{Refusal, Way, total};
use super::rules::counting_code::{Code, Standing};
use super::rules::entry::Entry;
use super::rules::money::Currency;
use super::store::append::Writing;
use super::store::counting_codes::{self, Kept};
use super::store::{Reader, confirmations};
use crate::house::House;
use crate::sign_in;
use crate::sign_in::rules::Passphrase;

/// What came of a code that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// It was hers; the basket is confirmed.
    Confirmed,
    /// It was not hers.
    Wrong,
    /// It cannot be tried: she has none, or hers is worn out or rests.
    NotReady,
    /// She cannot confirm this basket.
    Refused(Refusal),
}

/// Notes that a counter confirms a basket, if she may.
pub async fn confirm(house: &House, entry: &Entry, member: &MemberId, way: Way) -> Result<Result<(), Refusal>> {
    let writing = Writing::begin(&house.db).await?;
    let done = confirmations::confirm(&writing, entry, member, way, house.clock.now()).await?;
    writing.commit().await?;
    Ok(done)
}

/// Confirms with her code. A try is counted and committed before it is known to be right.
pub async fn confirm_by_code(house: &House, entry: &Entry, member: &MemberId, typed: &str) -> Result<Tried> {
    let beside = confirmations::beside(house.db.reader(), entry.number).await?;
    if let Err(refusal) = super::rules::confirmation::confirm(&entry.content, &beside, &member.0) {
        return Ok(Tried::Refused(refusal));
    }
    // What can be nobody's code is no guess, and costs her none of her tries.
    let Some(code) = Code::typed(typed) else { return Ok(Tried::Wrong) };
    // Tries take turns: of two that read the same number at once, one would not count.
    let writing = Writing::begin(&house.db).await?;
    let Some(kept) = counting_codes::find(writing.txn(), member).await? else { return Ok(Tried::NotReady) };
    let Some(tries) = kept.tries.tried(house.clock.now()) else { return Ok(Tried::NotReady) };
    counting_codes::save(writing.txn(), member, &Kept { tries, hash: kept.hash.clone() }).await?;
    writing.commit().await?;
    if !sign_in::fits(Some(kept.hash.clone()), Passphrase::typed(code.digits())).await? {
        tracing::warn!(member = %member, wrong = tries.wrong, "a wrong counting code was typed");
        return Ok(Tried::Wrong);
    }
    let writing = Writing::begin(&house.db).await?;
    counting_codes::forgive(writing.txn(), member, &kept.hash).await?;
    let done = confirmations::confirm(&writing, entry, member, Way::Code, house.clock.now()).await?;
    writing.commit().await?;
    Ok(done.map_or_else(Tried::Refused, |()| Tried::Confirmed))
}

/// How a member's code stands; `None` if she has none.
pub async fn code_of(house: &House, member: &MemberId) -> Result<Option<Standing>> {
    let kept = counting_codes::find(house.db.reader(), member).await?;
    Ok(kept.map(|kept| kept.tries.standing(house.clock.now())))
}

/// Sets a member's code.
pub async fn set_code(house: &House, member: &MemberId, code: &Code) -> Result<()> {
    let hash = sign_in::hash(Passphrase::typed(code.digits())).await?;
    let writing = Writing::begin(&house.db).await?;
    let tries = counting_codes::find(writing.txn(), member).await?.map(|kept| kept.tries.set_anew()).unwrap_or_default();
    counting_codes::save(writing.txn(), member, &Kept { hash, tries }).await?;
    writing.commit().await
}

/// Deletes a member's code: she leaves.
pub async fn forget_code(txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
    counting_codes::delete(txn, member).await
}

/// The tile on the home page: the baskets she counted and is asked about.
pub async fn to_confirm(house: &House, visitor: &Visitor) -> Result<Option<Filled>> {
    let questions = questions(house.db.reader(), house, &visitor.member).await?;
    let context = json!({ "questions": questions });
    Ok((!questions.is_empty()).then_some(Filled { template: "treasury/to-confirm", context }))
}

/// What she is asked, basket by basket.
pub async fn questions(db: &impl Reader, house: &House, member: &MemberId) -> Result<Vec<Value>> {
    let waiting = confirmations::waiting_for(db, member).await?;
    Ok(waiting.iter().map(|entry| json!({ "id": entry.id.to_string(), "asks": question(house, entry) })).collect())
}

/// What one basket's counter is asked.
pub fn question(house: &House, entry: &Entry) -> Text {
    let profile = house.profile();
    let day = say_day(house.views.catalogue(), &profile.language, entry.content.day, true);
    Text::new("treasury-confirm-question")
        .with("day", day)
        .with("total", Currency::of(&profile.currency).say(total(&entry.content)))
}
