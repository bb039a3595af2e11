//! Writing: a new issue, and changes of a draft.

use std::sync::Arc;

use homegroup_plugin::serde_json::json;
use homegroup_plugin::{Error, Form, Go, Group, GuardedRoute, May, Page, Result, guarded, right, uuid};
use rocket::form::FromForm;
use rocket::{State, get, post};

use super::view;
use crate::rules::{Issue, Refusal, State as Progress};
use crate::store::{self, Kept};

pub fn routes() -> Vec<GuardedRoute> {
    guarded![new, create, edit, save, remove]
}

/// What was typed, and which version of the draft it was typed over (0: a new one).
#[derive(Clone, Debug, FromForm)]
struct Typed {
    #[field(default = "")]
    title: String,
    #[field(default = "")]
    body: String,
    #[field(default = 0)]
    version: i64,
}

type Answer = Result<std::result::Result<Go, Page>>;

#[get("/new")]
fn new(_who: May<right::Mail>) -> Page {
    form(None, &Typed { title: String::new(), body: String::new(), version: 0 }, &[])
}

#[post("/", data = "<typed>")]
async fn create(who: May<right::Mail>, group: &State<Arc<dyn Group>>, typed: Form<Typed>) -> Answer {
    let issue = match parse(&typed, group.inner().as_ref()) {
        Ok(issue) => issue,
        Err(refusals) => return Ok(Err(form(None, &typed, &refusals).refused())),
    };
    let id = uuid::Uuid::now_v7().to_string();
    let txn = group.db().begin_write().await?;
    store::create(&txn, &id, &issue, &who.member, group.now()).await?;
    txn.commit().await?;
    Ok(Ok(Go::to(format!("/newsletter/{id}/preview")).saying("newsletter-notice-saved")))
}

#[get("/<id>/edit")]
async fn edit(_who: May<right::Mail>, group: &State<Arc<dyn Group>>, id: &str) -> Answer {
    let draft = find(group.inner().as_ref(), id).await?;
    if Progress::of(draft.released_at.is_some(), 0).may_change().is_err() {
        return Ok(Ok(Go::to(format!("/newsletter/{id}"))));
    }
    let typed = Typed { title: draft.title, body: draft.body, version: draft.version };
    Ok(Err(form(Some(id), &typed, &[])))
}

#[post("/<id>", data = "<typed>")]
async fn save(_who: May<right::Mail>, group: &State<Arc<dyn Group>>, id: &str, typed: Form<Typed>) -> Answer {
    let group = group.inner().as_ref();
    let before = find(group, id).await?;
    let issue = match parse(&typed, group) {
        Ok(issue) => issue,
        Err(refusals) => return Ok(Err(form(Some(id), &typed, &refusals).refused())),
    };
    let unchanged = before.released_at.is_none() && issue.title() == before.title && issue.body() == before.body;
    if !unchanged {
        let txn = group.db().begin_write().await?;
        if !store::save(&txn, id, typed.version, &issue, group.now()).await? {
            drop(txn);
            return Err(somebody_was_faster(group, id, &issue).await);
        }
        txn.commit().await?;
    }
    Ok(Ok(Go::to(format!("/newsletter/{id}/preview")).saying("newsletter-notice-saved")))
}

#[derive(FromForm)]
struct Seen {
    version: i64,
}

/// Throws a draft away. One that is gone already is no mistake.
#[post("/<id>/removal", data = "<seen>")]
async fn remove(_who: May<right::Mail>, group: &State<Arc<dyn Group>>, id: &str, seen: Form<Seen>) -> Answer {
    let group = group.inner().as_ref();
    let txn = group.db().begin_write().await?;
    let removed = store::remove(&txn, id, seen.version).await?;
    txn.commit().await?;
    let gone = removed || store::find(group.db().reader(), id).await?.is_none();
    let (to, notice) = match gone {
        true => ("/newsletter".to_owned(), "newsletter-notice-removed"),
        false => (format!("/newsletter/{id}"), "newsletter-notice-changed"),
    };
    Ok(Ok(Go::to(to).saying(notice)))
}

/// The draft or issue `id`, or the answer that there is none.
pub async fn find(group: &dyn Group, id: &str) -> Result<Kept> {
    store::find(group.db().reader(), id).await?.ok_or(Error::NotFound)
}

/// The form of a draft that was fine when it was saved and is not any more: the group has changed its name, say.
pub fn to_be_mended(group: &dyn Group, draft: &Kept) -> Option<Page> {
    let typed = Typed { title: draft.title.clone(), body: draft.body.clone(), version: draft.version };
    let refusals = parse(&typed, group).err()?;
    Some(form(Some(&draft.id), &typed, &refusals).refused())
}

fn parse(typed: &Typed, group: &dyn Group) -> std::result::Result<Issue, Vec<Refusal>> {
    Issue::parse(&typed.title, &typed.body, &group.profile().name)
}

fn form(id: Option<&str>, typed: &Typed, refusals: &[Refusal]) -> Page {
    let action = id.map_or_else(|| "/newsletter".to_owned(), |id| format!("/newsletter/{id}"));
    Page::new("newsletter/edit")
        .with("action", action)
        .with("is_new", id.is_none())
        .with("typed", json!({ "title": typed.title, "body": typed.body, "version": typed.version }))
        .with("errors", view::summary(refusals))
        .with("title_errors", view::beside("title", refusals))
        .with("body_errors", view::beside("body", refusals))
}

/// The page with both versions: hers, ready to be saved over the other or as a new issue, and the one that is there now.
async fn somebody_was_faster(group: &dyn Group, id: &str, hers: &Issue) -> Error {
    match find(group, id).await {
        Ok(theirs) => Error::Conflict(Box::new(
            Page::new("newsletter/conflict")
                .with("typed", json!({ "title": hers.title(), "body": hers.body() }))
                .with("theirs", view::whole(&theirs, group)),
        )),
        Err(error) => error,
    }
}
