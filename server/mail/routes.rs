//! `/mail`: how the mail stands, for those who write to the members. Subjects and texts are not shown: they are hers.

use std::sync::Arc;

use homegroup_plugin::{Error, Go, GuardedRoute, May, Page, Result, Text, guarded, right};
use rocket::{State, get, post};
use serde::Serialize;

use super::store::standing::Undecided;
use super::store::{outbox, standing};
use crate::house::House;
use crate::members;
use crate::settings::Transport;

/// The outbox and what can be decided there.
pub fn routes() -> Vec<GuardedRoute> {
    guarded![show, send_again, leave, hold, release]
}

/// A mail that waits for somebody's word, as the page shows it.
#[derive(Serialize)]
struct Shown {
    id: String,
    name: String,
    kind: String,
    unknown: bool,
    when: String,
    answer: Option<String>,
}

#[get("/mail")]
async fn show(_who: May<right::Mail>, house: &State<Arc<House>>) -> Result<Page> {
    let db = house.db.reader();
    let mut undecided = Vec::new();
    for mail in standing::undecided(db).await? {
        undecided.push(shown(house, mail).await?);
    }
    let hold = standing::hold(db).await?;
    let trouble = standing::trouble(db).await?;
    Ok(Page::new("mail/outbox")
        .with("fates", standing::fates(db, None).await?)
        .with("undecided", undecided)
        .with("no_server", house.settings.mail.transport == Transport::None)
        .with("held", hold.is_some())
        .with("hold_since", hold.as_ref().map(|hold| when(house, hold.since)))
        .with("hold_reason", hold.map(|hold| Text::new(hold.says)))
        .with("trouble", trouble.map(|trouble| trouble.says)))
}

async fn shown(house: &House, mail: Undecided) -> Result<Shown> {
    let person = members::find(house.db.reader(), &mail.member).await?;
    Ok(Shown {
        id: mail.id,
        name: person.map(|person| person.display_name).unwrap_or_default(),
        kind: mail.owner,
        unknown: mail.unknown,
        when: when(house, mail.since),
        answer: mail.answer,
    })
}

fn when(house: &House, seconds: i64) -> String {
    let instant = chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    instant.with_timezone(&house.profile().zone).format("%Y-%m-%d %H:%M").to_string()
}

#[post("/mail/<id>/again")]
async fn send_again(_who: May<right::Mail>, house: &State<Arc<House>>, id: &str) -> Result<Go> {
    let txn = house.db.begin_write().await?;
    let done = outbox::send_again(&txn, id, house.clock.now()).await?;
    txn.commit().await?;
    house.mail_waits.notify_one();
    decided(done, "mail-notice-again")
}

#[post("/mail/<id>/left")]
async fn leave(_who: May<right::Mail>, house: &State<Arc<House>>, id: &str) -> Result<Go> {
    let txn = house.db.begin_write().await?;
    let done = outbox::leave(&txn, id, house.clock.now()).await?;
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
    standing::begin_hold(&txn, super::HELD_BY_OFFICER, house.clock.now()).await?;
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
