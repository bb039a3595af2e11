//! What is mailed about signing in. It is no stream: nobody subscribes to it and nobody can unsubscribe (E3).

use std::sync::Arc;

use homegroup_plugin::{Error, MemberId, Queued, Result};
use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::rules::LINK_LIFE;
use super::store::links::{self, Use};
use super::store::requests::{self, Asked};
use crate::house::House;
use crate::mail::{self, SecurityMail};
use crate::members;
use crate::members::rules::Email;
use crate::settings::Transport;

/// Mails what each request asks for, where it means a member, and says how many mails that were. Called right after a request, and by
/// a job for those that a crash left behind.
pub async fn answer_requests(house: &House) -> Result<usize> {
    let mut mailed = 0;
    loop {
        let txn = house.db.begin_write().await?;
        let Some(asked) = requests::take(&txn).await? else { break };
        mailed += usize::from(answer(house, &txn, asked).await?);
        txn.commit().await?;
    }
    if mailed > 0 {
        house.mail_waits.notify_one();
    }
    Ok(mailed)
}

/// Answers requests after the browser has its own answer. If that fails, the job takes them up within a minute.
pub(super) fn answer_soon(house: &Arc<House>) {
    let house = house.clone();
    rocket::tokio::spawn(async move {
        if let Err(error) = answer_requests(&house).await {
            tracing::warn!("a request for mail about signing in waits: {error}");
        }
    });
}

async fn answer(house: &House, txn: &DatabaseTransaction, asked: Asked) -> Result<bool> {
    match asked {
        Asked::Link { email_lookup, back } => {
            let Some(member) = members::find_by_email(txn, &email_lookup).await? else { return Ok(false) };
            let purpose = Use::SignIn { mailed: true, back };
            let (id, token) = links::make(txn, &house.seal, &member, &purpose, LINK_LIFE, house.clock.now()).await?;
            let link = format!("{}/sign-in/links/{token}", house.settings.base_url);
            mail_link(house, txn, "mail/sign-in", &member, None, &id, &link).await
        }
        Asked::Guessed(member) => {
            let Some((email, _)) = members::email(txn, &house.seal, &member).await? else { return Ok(false) };
            // One a day is enough to know; more would be a way to fill her inbox.
            let once_key = format!("guessed/{member}/{}", house.today());
            let (template, context, address) = ("sign_in/guessed", json!({}), Some(email.as_str()));
            let mail = SecurityMail { once_key: &once_key, member: &member, address, template, context, useful_until: None };
            hand_over(house, txn, &mail).await
        }
    }
}

/// Tells somebody who was added how to get in, once for each address she is given.
pub async fn welcome(house: &House, txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
    let Some((email, _)) = members::email(txn, &house.seal, member).await? else { return Ok(()) };
    let once_key = format!("welcome/{member}/{}", members::email_lookup(&house.seal, email.as_str()));
    let (template, context) = ("sign_in/welcome", json!({}));
    hand_over(house, txn, &SecurityMail { once_key: &once_key, member, address: None, template, context, useful_until: None })
        .await?;
    Ok(())
}

/// Mails a link to `email` that confirms it as the member's.
pub async fn ask_to_confirm(house: &House, txn: &DatabaseTransaction, member: &MemberId, email: Email) -> Result<()> {
    let purpose = Use::Confirm(email.clone());
    let (id, token) = links::make(txn, &house.seal, member, &purpose, LINK_LIFE, house.clock.now()).await?;
    let address = format!("{}/me/addresses/{token}", house.settings.base_url);
    mail_link(house, txn, "mail/confirm", member, Some(&email), &id, &address).await?;
    Ok(())
}

/// Tells a member at her present address, if she has one, that how she gets in was changed. It must reach her even when somebody else
/// did it.
pub async fn tell_changed(house: &House, txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
    // The address as it is now: it may be the very thing that changes.
    let Some((email, _)) = members::email(txn, &house.seal, member).await? else { return Ok(()) };
    let once_key = format!("changed/{}", uuid::Uuid::now_v7());
    let (template, context, address) = ("mail/changed", json!({}), Some(email.as_str()));
    hand_over(house, txn, &SecurityMail { once_key: &once_key, member, address, template, context, useful_until: None }).await?;
    Ok(())
}

async fn mail_link(
    house: &House,
    txn: &DatabaseTransaction,
    template: &str,
    member: &MemberId,
    to: Option<&Email>,
    id: &str,
    link: &str,
) -> Result<bool> {
    let (once_key, context, address) = (format!("links/{id}"), json!({ "link": link }), to.map(Email::as_str));
    let useful_until = Some(house.clock.now() + LINK_LIFE);
    hand_over(house, txn, &SecurityMail { once_key: &once_key, member, address, template, context, useful_until }).await
}

/// Puts a mail into the outbox and says whether it is a new one. Where no mail leaves it is dropped: a link that runs out in ten minutes
/// must not wait for the day when a mail server is set up.
async fn hand_over(house: &House, txn: &DatabaseTransaction, mail: &SecurityMail<'_>) -> Result<bool> {
    if house.settings.mail.transport == Transport::None {
        return Ok(false);
    }
    match mail::queue_security(txn, house, mail).await {
        // It would tell what kind of group this is (P3). What it is about goes on without it.
        Err(Error::Refused(sentence)) => {
            tracing::error!(
                template = mail.template,
                reason = sentence.key(),
                "a mail about signing in is not discreet and was not sent"
            );
            Ok(false)
        }
        queued => Ok(queued? == Queued::New),
    }
}
