//! `/mail`: how the mail stands, for those who write to the members.
//!
//! Neither subjects nor texts are shown, nor of what kind a mail is: that a member got a note of the anniversaries on a certain day
//! would tell her clean date.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use homegroup_plugin::{Error, Go, GuardedRoute, May, Page, Result, Text, guarded, right};
use rocket::{State, get, post};
use serde::Serialize;

use crate::house::House;
use crate::mail::rules::{Phase, Reason};
use crate::mail::store::decisions::{self, Undecided};
use crate::mail::store::standing::{self, Trouble};
use crate::mail::{HELD_AFTER_RESTORE, HELD_BY_OFFICER};
use crate::members;
use crate::settings::Transport;

pub fn routes() -> Vec<GuardedRoute> {
    guarded![show, send_again, leave, hold, release]
}

/// A mail that waits for somebody's word, as the page shows it.
#[derive(Serialize)]
struct Shown {
    id: String,
    name: String,
    unknown: bool,
    day: String,
    time: String,
    why: Text,
    can_go_again: bool,
}

#[get("/mail")]
async fn show(_who: May<right::Mail>, house: &State<Arc<House>>) -> Result<Page> {
    let db = house.db.reader();
    let mut undecided = Vec::new();
    for mail in decisions::undecided(db, &house.seal, house.clock.now()).await? {
        undecided.push(shown(house, mail).await?);
    }
    let hold = standing::hold(db).await?;
    let trouble = standing::trouble(db).await?;
    let since = |seconds: Option<i64>| seconds.and_then(|at| DateTime::from_timestamp(at, 0)).map(|at| local(house, at)).unzip();
    let (held_day, held_time) = since(hold.as_ref().map(|hold| hold.since));
    let (trouble_day, trouble_time) = since(trouble.as_ref().map(|trouble| trouble.since));
    let page = Page::new("mail/outbox")
        .with("fates", standing::fates(db, None).await?)
        .with("undecided", undecided)
        .with("no_server", house.settings.mail.transport == Transport::None);
    let page =
        page.with("held", hold.map(|hold| held_because(&hold.reason))).with("held_day", held_day).with("held_time", held_time);
    Ok(page
        .with("trouble", trouble.map(|trouble| trouble_is(&trouble)))
        .with("trouble_day", trouble_day)
        .with("trouble_time", trouble_time))
}

async fn shown(house: &House, mail: Undecided) -> Result<Shown> {
    let person = members::find(house.db.reader(), &mail.member).await?;
    let (day, time) = local(house, mail.since);
    Ok(Shown {
        name: person.map(|person| person.display_name).unwrap_or_default(),
        unknown: mail.unknown,
        day,
        time,
        why: why(&mail),
        can_go_again: mail.can_go_again,
        id: mail.id,
    })
}

/// Day and time where the group meets.
fn local(house: &House, instant: DateTime<Utc>) -> (String, String) {
    let local = instant.with_timezone(&house.profile().zone);
    (local.date_naive().to_string(), local.format("%H:%M").to_string())
}

fn held_because(reason: &str) -> Text {
    Text::new(if reason == HELD_AFTER_RESTORE { "mail-held-after-restore" } else { "mail-held-by-officer" })
}

fn why(mail: &Undecided) -> Text {
    if mail.urgent {
        return Text::new("mail-why-link");
    }
    let key = match mail.reason {
        Some(Reason::Address) => "mail-why-address",
        Some(Reason::Policy) => "mail-why-policy",
        Some(Reason::Refused) => "mail-why-refused",
        Some(Reason::GaveUp) => "mail-why-gave-up",
        Some(Reason::Unmakeable) => "mail-why-unmakeable",
        Some(Reason::NoAnswer) => "mail-why-no-answer",
        Some(Reason::Ended) | None => "mail-why-ended",
    };
    Text::new(key).with("code", mail.code.unwrap_or_default().to_string())
}

fn trouble_is(trouble: &Trouble) -> Text {
    let key = match trouble.phase {
        Phase::Connect => "mail-trouble-connect",
        Phase::StartTls => "mail-trouble-tls",
        Phase::Auth => "mail-trouble-password",
        Phase::Sender => "mail-trouble-sender",
        Phase::Greeting | Phase::Recipient | Phase::Data | Phase::Body | Phase::Dot => "mail-trouble-greeting",
    };
    Text::new(key).with("code", trouble.code.unwrap_or_default().to_string())
}

#[post("/mail/<id>/again")]
async fn send_again(_who: May<right::Mail>, house: &State<Arc<House>>, id: &str) -> Result<Go> {
    let txn = house.db.begin_write().await?;
    let done = decisions::send_again(&txn, &house.seal, id, house.clock.now()).await?;
    txn.commit().await?;
    house.mail_waits.notify_one();
    decided(done, "mail-notice-again")
}

#[post("/mail/<id>/left")]
async fn leave(_who: May<right::Mail>, house: &State<Arc<House>>, id: &str) -> Result<Go> {
    let txn = house.db.begin_write().await?;
    let done = decisions::leave(&txn, id, house.clock.now()).await?;
    txn.commit().await?;
    decided(done, "mail-notice-left")
}

/// A mail that somebody else decided about in the meantime is no longer there to decide about.
fn decided(done: bool, notice: &'static str) -> Result<Go> {
    if done { Ok(Go::to("/mail").saying(notice)) } else { Err(Error::NotFound) }
}

#[post("/mail/hold")]
async fn hold(_who: May<right::Mail>, house: &State<Arc<House>>) -> Result<Go> {
    let txn = house.db.begin_write().await?;
    standing::begin_hold(&txn, HELD_BY_OFFICER, house.clock.now()).await?;
    txn.commit().await?;
    Ok(Go::to("/mail").saying("mail-notice-held"))
}

#[post("/mail/release")]
async fn release(_who: May<right::Mail>, house: &State<Arc<House>>) -> Result<Go> {
    let txn = house.db.begin_write().await?;
    standing::end_hold(&txn).await?;
    txn.commit().await?;
    house.mail_waits.notify_one();
    Ok(Go::to("/mail").saying("mail-notice-released"))
}
