//! Delivery: takes the next mail that is due, asks once more whether it may go, writes down that it goes, and lets it go.
//!
//! The order is what keeps a mail from arriving twice: *handing over* is committed before the final dot. Killed before that, the mail is
//! claimed again; killed after it, it is unknown and waits for a person's word.

use std::time::Duration;

use anyhow::Context;
use chrono::{DateTime, Utc};
use homegroup_plugin::{MemberId, Result};

use super::carrier::Carrier;
use super::contents::Contents;
use super::entity::Model;
use super::message::{self, Parts, Ready};
use super::rules::{self, Phase, Reason, Verdict};
use super::smtp::Failure;
use super::store::outbox::{self, Settled};
use super::store::standing;
use super::unsubscribe;
use crate::house::House;
use crate::members;
use crate::seal::random_token;

/// How long to wait before what became of a mail is written down again, if it could not be.
const SETTLE_WAITS: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(9)];

/// What became of one mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It was taken.
    Sent,
    /// It was not taken, or nobody knows.
    Failed,
    /// It must not leave any more, or another server has it.
    Withdrawn,
    /// The mail server cannot be used; no mail was touched.
    Paused,
}

/// Delivers the next mail that is due; `None` when there is none, or when what is due is held.
///
/// A hold is for mail that goes out by itself. What she asked for herself a moment ago, a link to sign in, still leaves: it could
/// not have left before, and without it nobody might get in to end the hold.
pub async fn deliver_next(house: &House, carrier: &mut Carrier) -> Result<Option<Step>> {
    let now = house.clock.now();
    let held = standing::hold(house.db.reader()).await?.is_some();
    if house.group().is_none() || !outbox::anything_due(house.db.reader(), held, now).await? {
        return Ok(None);
    }
    let token = random_token()?;
    let txn = house.db.begin_write().await?;
    let lost = outbox::give_up_lost(&txn, now.timestamp(), now).await?;
    let mail = outbox::claim(&txn, &token, held, now).await?;
    txn.commit().await?;
    warn_of(lost);
    match mail {
        Some(mail) => Claimed { house, mail, token }.deliver(carrier).await.map(Some),
        None => Ok(None),
    }
}

/// What one round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Mails that were looked at.
    pub taken: u64,
    /// Of these, accepted.
    pub sent: u64,
    /// The mail server cannot be used.
    pub stopped: bool,
}

/// Delivers everything that is due now, without rest: for tests, and for whoever drives the delivery by hand.
pub async fn round(house: &House, carrier: &mut Carrier) -> Result<Round> {
    let mut round = Round::default();
    while let Some(step) = deliver_next(house, carrier).await? {
        round.taken += 1;
        round.sent += u64::from(step == Step::Sent);
        if step == Step::Paused {
            round.stopped = true;
            break;
        }
    }
    carrier.rest().await;
    Ok(round)
}

/// Says in the log that mails became unknown.
pub fn warn_of(lost: u64) {
    if lost > 0 {
        tracing::warn!(lost, "mails may or may not have left when the program ended; see the page Mail");
    }
}

/// A mail and the claim under which it is delivered.
struct Claimed<'a> {
    house: &'a House,
    mail: Model,
    token: String,
}

impl Claimed<'_> {
    async fn deliver(&self, carrier: &mut Carrier) -> Result<Step> {
        let ready = match self.prepare().await {
            Ok(Some(ready)) => ready,
            Ok(None) => return self.settle(Settled::Cancelled, None).await.map(|()| Step::Withdrawn),
            // One bad row never stops the others (SAFETY 1.5).
            Err(error) => {
                tracing::error!(mail = self.mail.id, "a mail cannot be made: {error}");
                return self.settle(Settled::Refused(Reason::Unmakeable), None).await.map(|()| Step::Withdrawn);
            }
        };
        let offer = match carrier.offer(&ready).await {
            Ok(offer) => offer,
            Err(failure) => return self.failed(failure).await,
        };
        let txn = self.house.db.begin_write().await?;
        let ours = outbox::hand_over(&txn, &self.mail.id, &self.token, self.house.clock.now()).await?;
        txn.commit().await?;
        if !ours {
            // Dropping the offer takes it back.
            return Ok(Step::Withdrawn);
        }
        match offer.hand_over().await {
            Ok(()) => {
                self.end_trouble().await?;
                self.settle(Settled::Sent, None).await.map(|()| Step::Sent)
            }
            Err(failure) => self.failed(failure).await,
        }
    }

    /// The message, or `None` when it must not leave any more: she no longer wants it, has left, has no address, has changed her clean
    /// date, or it comes too late.
    async fn prepare(&self) -> Result<Option<Ready>> {
        let (house, mail) = (self.house, &self.mail);
        let db = house.db.reader();
        let member = MemberId(mail.member_id.clone().context("a mail that waits names its member")?);
        let contents = mail.content.as_deref().context("a mail that waits has its contents")?;
        let contents = Contents::open(&house.seal, &mail.id, contents)?;
        if contents.is_too_late(house.clock.now()) {
            return Ok(None);
        }
        let Some(details) = members::details(db, &house.seal, &member).await? else { return Ok(None) };
        if let Some(purpose) = &contents.purpose
            && !(members::agrees(db, &member, purpose).await? && details.email_confirmed)
        {
            return Ok(None);
        }
        let version = details.clean_date.map(|date| date.version);
        if contents.clean_date_version.is_some() && contents.clean_date_version != version {
            return Ok(None);
        }
        let Some(to) = contents.address.or(details.email.map(|email| email.as_str().to_owned())) else { return Ok(None) };
        let profile = house.profile();
        let unsubscribe = contents.purpose.as_deref().map(|purpose| unsubscribe::address(house, &member, purpose));
        let ready = message::build(&Parts {
            id: &mail.id,
            from_name: &profile.neutral_name,
            from: &house.settings.mail.from,
            to: &to,
            made_at: mail.made_at,
            content: &contents.mail,
            unsubscribe: unsubscribe.as_deref(),
        })?;
        Ok(Some(ready))
    }

    async fn failed(&self, failure: Failure) -> Result<Step> {
        let verdict = rules::verdict(failure.phase, failure.answer);
        let code = failure.answer.map(|answer| answer.code);
        tracing::warn!(mail = self.mail.id, ?verdict, "{failure}");
        if verdict == Verdict::Pause {
            self.settle(Settled::Untried, code).await?;
            self.begin_trouble(failure.phase, code).await?;
            return Ok(Step::Paused);
        }
        self.end_trouble().await?;
        let settled = match verdict {
            Verdict::Sent => Settled::Sent,
            Verdict::Refused(cause) => Settled::Refused(cause.into()),
            Verdict::Unknown => Settled::Unknown(Reason::NoAnswer),
            Verdict::Later | Verdict::Pause => self.later()?,
        };
        self.settle(settled, code).await.map(|()| Step::Failed)
    }

    fn later(&self) -> Result<Settled> {
        let now = self.house.clock.now();
        let first = self.mail.first_try_at.and_then(|at| DateTime::<Utc>::from_timestamp(at, 0)).unwrap_or(now);
        let tries = u32::try_from(self.mail.tries + 1).unwrap_or(u32::MAX);
        let jitter = u8::from_str_radix(&random_token()?[..2], 16).context("a random token is hex")?;
        let next = rules::next_try(tries, first, now, jitter);
        Ok(next.map_or(Settled::Refused(Reason::GaveUp), Settled::Later))
    }

    /// What is known now will never be known again, so a database that is busy or full for a moment is asked more than once.
    async fn settle(&self, settled: Settled, code: Option<u16>) -> Result<()> {
        for wait in SETTLE_WAITS {
            match self.try_to_settle(settled, code).await {
                Ok(()) => return Ok(()),
                Err(error) => tracing::warn!(mail = self.mail.id, ?settled, "could not be written down yet: {error}"),
            }
            tokio::time::sleep(wait).await;
        }
        self.try_to_settle(settled, code).await
    }

    async fn try_to_settle(&self, settled: Settled, code: Option<u16>) -> Result<()> {
        let txn = self.house.db.begin_write().await?;
        if !outbox::settle(&txn, &self.mail, &self.token, settled, code, self.house.clock.now()).await? {
            tracing::warn!(mail = self.mail.id, ?settled, "the claim on a mail was lost before it was settled");
        }
        Ok(txn.commit().await?)
    }

    async fn begin_trouble(&self, phase: Phase, code: Option<u16>) -> Result<()> {
        let txn = self.house.db.begin_write().await?;
        standing::begin_trouble(&txn, phase, code, self.house.clock.now()).await?;
        Ok(txn.commit().await?)
    }

    async fn end_trouble(&self) -> Result<()> {
        if standing::trouble(self.house.db.reader()).await?.is_some() {
            let txn = self.house.db.begin_write().await?;
            standing::end_trouble(&txn).await?;
            txn.commit().await?;
        }
        Ok(())
    }
}
