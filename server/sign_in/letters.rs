//! What is mailed about signing in. It is no stream: nobody subscribes to it and nobody can unsubscribe (E3).

use std::sync::Arc;

use homegroup_plugin::{MemberId, Result};
use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::rules::LINK_LIFE;
use super::store::links::{self, Use};
use super::store::requests;
use crate::house::House;
use crate::mail::{self, SecurityMail};
use crate::members;
use crate::members::rules::Email;

/// Mails a link for each request whose address belongs to a member, and says how many. Called right after a request, and by a job
/// for those that a crash left behind.
pub async fn answer_requests(house: &Arc<House>) -> Result<usize> {
    let mut mailed = 0;
    loop {
        let now = house.clock.now();
        let txn = house.db.begin_write().await?;
        let Some(asked) = requests::take(&txn).await? else { break };
        if let Some(member) = members::find_by_email(&txn, &asked.email_lookup).await? {
            let purpose = Use::SignIn { mailed: true, back: asked.back };
            let (id, token) = links::make(&txn, &house.seal, &member, &purpose, LINK_LIFE, now).await?;
            let address = format!("{}/sign-in/links/{token}", house.settings.base_url);
            mail_link(house, &txn, "mail/sign-in", &member, None, &id, &address).await?;
            mailed += 1;
        }
        txn.commit().await?;
    }
    if mailed > 0 {
        house.mail_waits.notify_one();
    }
    Ok(mailed)
}

/// Mails a link to `email` that confirms it as the member's.
pub async fn ask_to_confirm(house: &House, txn: &DatabaseTransaction, member: &MemberId, email: Email) -> Result<()> {
    let purpose = Use::Confirm(email.clone());
    let (id, token) = links::make(txn, &house.seal, member, &purpose, LINK_LIFE, house.clock.now()).await?;
    let address = format!("{}/me/addresses/{token}", house.settings.base_url);
    mail_link(house, txn, "mail/confirm", member, Some(&email), &id, &address).await
}

/// Tells a member at her present address, if she has one, that how she gets in was changed. It must reach her even when somebody else
/// did it.
pub async fn tell_changed(house: &House, txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
    // The address as it is now: it may be the very thing that changes.
    let Some((email, _)) = members::email(txn, &house.seal, member).await? else { return Ok(()) };
    let mail = SecurityMail {
        once_key: &format!("changed/{}", uuid::Uuid::now_v7()),
        member,
        address: Some(email.as_str()),
        template: "mail/changed",
        context: json!({}),
    };
    mail::queue_security(txn, house, &mail).await?;
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
) -> Result<()> {
    let mail = SecurityMail {
        once_key: &format!("links/{id}"),
        member,
        address: to.map(Email::as_str),
        template,
        context: json!({ "link": link }),
    };
    mail::queue_security(txn, house, &mail).await?;
    Ok(())
}
