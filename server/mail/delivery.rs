//! Delivery: takes what is due, asks once more whether it may go, writes down that it goes, and lets it go.
//!
//! The order is what keeps a mail from arriving twice: *handing over* is committed before the final dot. Killed before that, the mail is
//! claimed again; killed after it, it is unknown and waits for a person's word.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use chrono::{DateTime, Utc};
use homegroup_plugin::{MemberId, Rendered, Result};
use sea_orm::DbBackend;

use super::carrier::Carrier;
use super::entity::Model;
use super::message::{self, Parts, Ready};
use super::rules::{self, State, Verdict};
use super::smtp::{Failure, Handed};
use super::store::outbox::{self, Settled};
use super::store::queue::seat;
use super::store::standing;
use super::unsubscribe;
use crate::house::House;
use crate::members;
use crate::seal::random_token;

/// How many mails one claim takes. Few, so that a sign-in link never waits behind a newsletter.
const AT_ONCE: u64 = 5;
/// How long all mail waits when the mail server cannot be used.
const PAUSE: chrono::Duration = chrono::Duration::minutes(2);

/// What one round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Claimed.
    pub taken: u64,
    /// Accepted.
    pub sent: u64,
    /// The mail server cannot be used, or mail is held: no use in going on at once.
    pub stopped: bool,
}

/// Delivers for ever: whenever something was queued, and every two seconds.
pub async fn keep_delivering(house: Arc<House>) {
    let Some(mut carrier) = Carrier::of(&house.settings) else { return };
    if house.db.backend() == DbBackend::Sqlite {
        // This server holds the folder alone: whatever was claimed, its holder is gone.
        if let Err(error) = take_over(&house).await {
            tracing::error!("what the last run left could not be taken over: {error}");
        }
    }
    loop {
        match round(&house, &mut carrier).await {
            Ok(round) if round.taken > 0 && !round.stopped => continue,
            Ok(_) => carrier.rest().await,
            Err(error) => {
                carrier.rest().await;
                if error.log().is_none() {
                    tracing::error!("mail waits: {error}");
                }
            }
        }
        let _ = tokio::time::timeout(Duration::from_secs(2), house.mail_waits.notified()).await;
    }
}

async fn take_over(house: &House) -> Result<()> {
    let txn = house.db.begin_write().await?;
    let lost = outbox::give_up_lost(&txn, i64::MAX, house.clock.now()).await?;
    outbox::release(&txn).await?;
    txn.commit().await?;
    if lost > 0 {
        tracing::warn!(lost, "mails may or may not have left when the program ended; see the page Mail");
    }
    Ok(())
}

/// One round: whatever is due now, a few mails at the most.
pub async fn round(house: &House, carrier: &mut Carrier) -> Result<Round> {
    if standing::hold(house.db.reader()).await?.is_some() || house.group().is_none() {
        return Ok(Round { stopped: true, ..Round::default() });
    }
    let claim = random_token()?;
    let now = house.clock.now();
    let txn = house.db.begin_write().await?;
    outbox::give_up_lost(&txn, now.timestamp(), now).await?;
    let mails = outbox::claim(&txn, &claim, AT_ONCE, now).await?;
    txn.commit().await?;
    let mut done = Round { taken: mails.len() as u64, ..Round::default() };
    for mail in mails {
        if done.stopped {
            settle(house, &mail.id, &claim, &Settled::Untried(house.clock.now() + PAUSE), mail.answer.as_deref()).await?;
            continue;
        }
        match deliver(house, carrier, &claim, &mail).await? {
            Verdict::Sent => done.sent += 1,
            Verdict::Pause => done.stopped = true,
            Verdict::Later | Verdict::Refused | Verdict::Unknown => {}
        }
        tokio::time::sleep(carrier.pace()).await;
    }
    Ok(done)
}

async fn deliver(house: &House, carrier: &mut Carrier, claim: &str, mail: &Model) -> Result<Verdict> {
    let ready = match prepare(house, mail).await {
        Ok(Some(ready)) => ready,
        Ok(None) => {
            settle(house, &mail.id, claim, &Settled::Finally(State::Cancelled), None).await?;
            return Ok(Verdict::Refused);
        }
        // One bad row never stops the others (SAFETY 1.5).
        Err(error) => {
            tracing::error!(mail = mail.id, "a mail cannot be made: {error}");
            settle(house, &mail.id, claim, &Settled::Finally(State::Refused), Some("it could not be made; see the log")).await?;
            return Ok(Verdict::Refused);
        }
    };
    let before_dot = async {
        let txn = house.db.begin_write().await?;
        let ours = outbox::hand_over(&txn, &mail.id, claim, house.clock.now()).await?;
        txn.commit().await?;
        anyhow::Ok(ours)
    };
    let outcome = carrier.take(&mail.id, &ready, before_dot).await;
    conclude(house, claim, mail, outcome).await
}

/// The message, or `None` when she no longer wants it, changed her clean date, left, or has no address, or when it would come too late.
async fn prepare(house: &House, mail: &Model) -> Result<Option<Ready>> {
    let db = house.db.reader();
    let member = MemberId(mail.member_id.clone());
    let Some(details) = members::details(db, &house.seal, &member).await? else { return Ok(None) };
    if let Some(purpose) = &mail.purpose
        && !members::agreed(db, &member).await?.contains(purpose)
    {
        return Ok(None);
    }
    if mail.useful_until.is_some_and(|until| until < house.clock.now().timestamp()) {
        return Ok(None);
    }
    if let Some(version) = &mail.clean_date_version
        && details.clean_date.as_ref().is_none_or(|date| date.version != *version)
    {
        return Ok(None);
    }
    let to = match &mail.address {
        Some(sealed) => house.seal.open_words(seat("address", &mail.id), sealed)?,
        None => match members::email(db, &house.seal, &member).await? {
            // Only security mail goes to an address nobody has confirmed (E1).
            Some((email, confirmed)) if confirmed || mail.purpose.is_none() => email.as_str().to_owned(),
            _ => return Ok(None),
        },
    };
    let content = mail.content.as_deref().context("a mail that waits has its content")?;
    let content: Rendered = serde_json::from_slice(&house.seal.open(seat("content", &mail.id), content)?)?;
    let profile = house.profile();
    let unsubscribe = mail.purpose.as_deref().map(|purpose| unsubscribe::address(house, &member, purpose));
    let ready = message::build(&Parts {
        id: &mail.id,
        from_name: &profile.neutral_name,
        from: &house.settings.mail.from,
        to: &to,
        made_at: mail.made_at,
        content: &content,
        unsubscribe: unsubscribe.as_deref(),
    })?;
    Ok(Some(ready))
}

async fn conclude(house: &House, claim: &str, mail: &Model, outcome: Result<Handed, Failure>) -> Result<Verdict> {
    let now = house.clock.now();
    let failure = match outcome {
        Ok(Handed::Over) => {
            settle(house, &mail.id, claim, &Settled::Finally(State::Sent), None).await?;
            end_trouble(house).await?;
            return Ok(Verdict::Sent);
        }
        Ok(Handed::Stopped) => return Ok(Verdict::Later),
        Err(failure) => failure,
    };
    let verdict = rules::verdict(failure.phase, failure.code);
    tracing::warn!(mail = mail.id, phase = ?failure.phase, code = failure.code, "{}: {verdict:?}", failure.says);
    let settled = match verdict {
        Verdict::Sent => Settled::Finally(State::Sent),
        Verdict::Refused => Settled::Finally(State::Refused),
        Verdict::Unknown => Settled::Finally(State::Unknown),
        Verdict::Later => later(mail, now)?,
        Verdict::Pause => Settled::Untried(now + PAUSE),
    };
    settle(house, &mail.id, claim, &settled, Some(&failure.says)).await?;
    if verdict == Verdict::Pause {
        let txn = house.db.begin_write().await?;
        standing::begin_trouble(&txn, &failure.says, now).await?;
        txn.commit().await?;
    }
    Ok(verdict)
}

fn later(mail: &Model, now: DateTime<Utc>) -> Result<Settled> {
    let made = DateTime::from_timestamp(mail.made_at, 0).context("a mail was made at an instant")?;
    let tries = u32::try_from(mail.tries + 1).unwrap_or(u32::MAX);
    Ok(rules::next_try(tries, made, now, jitter()?).map_or(Settled::Finally(State::Refused), Settled::Later))
}

/// A random byte.
fn jitter() -> Result<u8> {
    let digits = random_token()?;
    Ok(digits.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).context("random hex digits")?)
}

async fn settle(house: &House, id: &str, claim: &str, settled: &Settled, answer: Option<&str>) -> Result<()> {
    let txn = house.db.begin_write().await?;
    if !outbox::settle(&txn, id, claim, settled, answer, house.clock.now()).await? {
        tracing::warn!(mail = id, "another server has taken this mail in the meantime");
    }
    txn.commit().await?;
    Ok(())
}

async fn end_trouble(house: &House) -> Result<()> {
    if standing::trouble(house.db.reader()).await?.is_some() {
        let txn = house.db.begin_write().await?;
        standing::end_trouble(&txn).await?;
        txn.commit().await?;
    }
    Ok(())
}
