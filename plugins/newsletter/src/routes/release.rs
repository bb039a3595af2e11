//! Sending: the preview shows exactly what goes out, the release makes every reader's mail in one transaction.

use std::sync::Arc;

use homegroup_plugin::{
    Accepts, Error, Form, Go, Group, GuardedRoute, May, Page, Rendered, Result, Visitor, discreet, guarded, right,
};
use rocket::form::FromForm;
use rocket::http::{ContentType, Header};
use rocket::{Responder, State, get, post};

use super::{edit, view};
use crate::rules::{self, Refusal, State as Progress};
use crate::store::{self, Kept};
use crate::{NAME, NEWSLETTER, letter, text};

pub fn routes() -> Vec<GuardedRoute> {
    guarded![preview, html, release]
}

#[get("/<id>/preview")]
async fn preview(who: May<right::Mail>, group: &State<Arc<dyn Group>>, id: &str) -> Result<std::result::Result<Page, Go>> {
    let group = group.inner().as_ref();
    let issue = edit::find(group, id).await?;
    if issue.released_at.is_some() {
        return Ok(Err(Go::to(format!("/newsletter/{id}"))));
    }
    match edit::to_be_mended(group, &issue) {
        Some(form) => Ok(Ok(form)),
        None => Ok(Ok(page(group, &who, &issue, &[]).await?)),
    }
}

/// The HTML part by itself. It is a mail and not a page of ours: it may bring its own styles and can do nothing else.
#[derive(Responder)]
struct MailItself {
    html: String,
    kind: ContentType,
    policy: Header<'static>,
}

#[get("/<id>/preview/html")]
async fn html(who: May<right::Mail>, group: &State<Arc<dyn Group>>, id: &str) -> Result<MailItself> {
    let group = group.inner().as_ref();
    let issue = edit::find(group, id).await?;
    Ok(MailItself {
        html: rendered(group, &who, &issue).await?.html,
        kind: ContentType::HTML,
        policy: Header::new(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
        ),
    })
}

#[derive(FromForm)]
struct Seen {
    version: i64,
}

/// Releases the version she saw. A second click, and a second tab, find it released and are told the same.
#[post("/<id>/release", data = "<seen>")]
async fn release(
    who: May<right::Mail>,
    group: &State<Arc<dyn Group>>,
    id: &str,
    seen: Form<Seen>,
) -> Result<std::result::Result<Go, Page>> {
    let group = group.inner().as_ref();
    let done = Go::to(format!("/newsletter/{id}")).saying("newsletter-notice-released");
    let before = edit::find(group, id).await?;
    if before.released_at.is_none()
        && let Some(form) = edit::to_be_mended(group, &before)
    {
        return Ok(Err(form));
    }
    let readers = group.consenting(&NEWSLETTER).await?;
    if let Err(refusal) = Progress::of(before.released_at.is_some(), 0).may_release(readers.len()) {
        return Ok(Err(page(group, &who, &before, &[refusal]).await?.refused()));
    }
    let (profile, settings) = (group.profile(), group.settings(NAME).await?);
    let txn = group.db().begin_write().await?;
    if !store::release(&txn, id, seen.version, &who.member, readers.len(), group.now()).await? {
        drop(txn);
        let now = edit::find(group, id).await?;
        if now.released_at.is_some() {
            return Ok(Ok(done));
        }
        return Err(Error::Conflict(Box::new(page(group, &who, &now, &[Refusal::ChangedSince]).await?)));
    }
    let issue = store::find(&txn, id).await?.ok_or(Error::NotFound)?;
    for reader in readers {
        group.queue(&txn, NAME, letter::to(reader, &issue, &profile, &settings)).await?;
    }
    txn.commit().await?;
    Ok(Ok(done))
}

async fn rendered(group: &dyn Group, who: &Visitor, issue: &Kept) -> Result<Rendered> {
    let context = letter::context(&who.display_name, issue, &group.profile(), &group.settings(NAME).await?);
    group.preview(who, &NEWSLETTER, letter::TEMPLATE, context).await
}

async fn page(group: &dyn Group, who: &Visitor, issue: &Kept, refusals: &[Refusal]) -> Result<Page> {
    let mail = rendered(group, who, issue).await?;
    let telling = rules::telling_words(&issue.title, &group.profile().name);
    Ok(Page::new("newsletter/preview")
        .with("issue", view::whole(issue, group))
        .with("errors", view::summary(refusals))
        .with("readers", group.consenting(&NEWSLETTER).await?.len())
        .with("no_server", group.accepts() == Accepts::NoServer)
        .with("telling", (!telling.is_empty()).then(|| text::list(&telling)))
        .with("opening", discreet::opening(&mail.text))
        .with("mail", mail))
}
