//! How a member gets in, and how long she stays: mailed links, passphrases, sessions, and the set-up that lets the first one in.

pub mod command;
mod door;
mod entity;
mod hashing;
mod letters;
mod routes;
pub mod rules;
mod store;

pub use door::Door;
/// For whatever else is kept as a hash and compared as a passphrase is.
pub use hashing::{fits, hash};
use letters::answer_soon;
pub use letters::{answer_requests, welcome};
pub use routes::routes;
pub use store::sessions::Session;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use homegroup_plugin::{Error, Job, MemberId, Result, Text, Visitor};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::house::House;
use crate::members;
use rules::{Limits, Passphrase};
use store::{attempts, links, passphrases, sessions, set_up};

/// Whose session `token` is, with the rights her positions give her today. Nobody's when it has run out, or when she has left.
pub async fn visitor(house: &House, token: &str) -> Result<Option<Visitor>> {
    let (db, now) = (house.db.reader(), house.clock.now());
    let Some(session) = sessions::find(db, token).await? else { return Ok(None) };
    if !limits(house).alive(session.created_at, session.seen_at, now) {
        return Ok(None);
    }
    let Some(display_name) = members::active_name(db, &session.member).await? else { return Ok(None) };
    let rights = members::rights(db, &session.member, house.today()).await?;
    if now >= session.seen_at + rules::SEEN_EVERY {
        note_use(house, &session, now).await;
    }
    Ok(Some(Visitor { member: session.member, display_name, rights, session: session.id }))
}

/// That a session was used is the one thing a GET may write down. Where it cannot be, she still reads her page.
async fn note_use(house: &House, session: &Session, now: DateTime<Utc>) {
    let noted = async || -> Result<()> {
        let txn = house.db.begin_write().await?;
        sessions::seen(&txn, &session.id, now).await?;
        Ok(txn.commit().await?)
    };
    if let Err(error) = noted().await {
        tracing::warn!("that a session was used could not be written down: {error}");
    }
}

/// Opens the door. Every way to a session passes here: the old one ends, and the new one has a token nobody has seen.
///
/// `confirmed`: a link mailed to her present address brought her.
async fn enter(
    txn: &DatabaseTransaction,
    member: &MemberId,
    confirmed: bool,
    before: Option<&Visitor>,
    now: DateTime<Utc>,
) -> Result<String> {
    if members::active_name(txn, member).await?.is_none() {
        return Err(Error::NotFound);
    }
    if let Some(before) = before {
        sessions::end(txn, &before.session).await?;
    }
    members::arrive(txn, member, confirmed, now).await?;
    sessions::begin(txn, member, now).await
}

/// A session for a member whom something else has let in: the made-up group of the demo, and tests.
pub async fn session_of(house: &House, member: &MemberId) -> Result<String> {
    let txn = house.db.begin_write().await?;
    let token = enter(&txn, member, false, None, house.clock.now()).await?;
    txn.commit().await?;
    Ok(token)
}

/// An address that signs `member` in once, for whoever runs the server to hand on.
pub async fn link(house: &House, member: &MemberId, life: TimeDelta) -> Result<String> {
    let purpose = links::Use::SignIn { mailed: false, back: None };
    let txn = house.db.begin_write().await?;
    let (_, token) = links::make(&txn, &house.seal, member, &purpose, life, house.clock.now()).await?;
    txn.commit().await?;
    Ok(format!("{}/sign-in/links/{token}", house.settings.base_url))
}

/// The one-time address of the set-up; `None` once the group is set up.
pub async fn set_up_link(house: &House) -> Result<Option<String>> {
    if house.group().is_some() {
        return Ok(None);
    }
    let txn = house.db.begin_write().await?;
    let token = set_up::make(&txn, house.clock.now()).await?;
    txn.commit().await?;
    Ok(Some(format!("{}/set-up?token={token}", house.settings.base_url)))
}

/// Sets a member's passphrase, signs her out everywhere but in `keep`, and tells her by mail.
pub async fn set_passphrase(house: &House, member: &MemberId, passphrase: Passphrase, keep: Option<&str>) -> Result<()> {
    let hash = hashing::hash(passphrase).await?;
    let txn = house.db.begin_write().await?;
    passphrases::set(&txn, member, hash, house.clock.now()).await?;
    sessions::end_all_of(&txn, member, keep).await?;
    letters::tell_changed(house, &txn, member).await?;
    txn.commit().await?;
    house.mail_waits.notify_one();
    Ok(())
}

/// The sentence for a refused passphrase.
pub fn sentence(refusal: rules::Refusal) -> Text {
    Text::new(match refusal {
        rules::Refusal::Short => "signin-passphrase-short",
        rules::Refusal::Long => "signin-passphrase-long",
        rules::Refusal::Common => "signin-passphrase-common",
        rules::Refusal::Known => "signin-passphrase-known",
        rules::Refusal::Differs => "signin-passphrase-differs",
    })
}

/// Whether the visitor signed in a moment ago, so that it is surely she who holds the phone.
pub async fn is_fresh(house: &House, visitor: &Visitor) -> Result<bool> {
    let session = sessions::by_id(house.db.reader(), &visitor.session).await?.ok_or(Error::NotSignedIn)?;
    Ok(rules::fresh(session.created_at, house.clock.now()))
}

/// Whether a member has set a passphrase.
pub async fn has_passphrase(db: &impl ConnectionTrait, member: &MemberId) -> Result<bool> {
    Ok(passphrases::hash_of(db, member).await?.is_some())
}

/// The sessions of a member that still live, the latest first.
pub async fn sessions_of(house: &House, member: &MemberId) -> Result<Vec<Session>> {
    let (limits, now) = (limits(house), house.clock.now());
    let all = sessions::of(house.db.reader(), member).await?;
    Ok(all.into_iter().filter(|session| limits.alive(session.created_at, session.seen_at, now)).collect())
}

/// Signs a member out everywhere.
pub async fn end_sessions(txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
    sessions::end_all_of(txn, member, None).await
}

/// Makes every link that was mailed or printed for a member worthless: her address has changed.
pub async fn forget_links(txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
    links::delete_all_of(txn, member).await
}

/// Leaves a member no way in: no session, no link, no passphrase.
pub async fn shut_out(txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
    end_sessions(txn, member).await?;
    forget_links(txn, member).await?;
    passphrases::delete(txn, member).await
}

/// Answers requests for links that a crash left behind, and deletes what has run out.
pub fn jobs(house: &Arc<House>) -> Vec<Job> {
    let (to_answer, to_tidy) = (house.clone(), house.clone());
    vec![
        Job::new("sign-in-links", "0 * * * * *", move |_| {
            let house = to_answer.clone();
            Box::pin(async move { Ok(format!("answered {} requests", answer_requests(&house).await?)) })
        }),
        Job::new("sign-in-tidy", "0 20 3 * * *", move |run| {
            let house = to_tidy.clone();
            Box::pin(async move { tidy(&house, run.now).await })
        }),
    ]
}

async fn tidy(house: &House, now: DateTime<Utc>) -> Result<String> {
    let txn = house.db.begin_write().await?;
    let sessions = sessions::forget(&txn, limits(house), now).await?;
    let links = links::forget(&txn, now).await?;
    let tries = attempts::forget(&txn, now - TimeDelta::days(1)).await?;
    txn.commit().await?;
    Ok(format!("forgot {sessions} sessions, {links} links, {tries} tries"))
}

/// How long sessions last on this server.
fn limits(house: &House) -> Limits {
    let session = &house.settings.session;
    Limits { idle: TimeDelta::minutes(session.idle_minutes.into()), absolute: TimeDelta::days(session.absolute_days.into()) }
}
