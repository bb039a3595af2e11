//! Reading: the list of issues, and one issue.

use std::sync::Arc;

use homegroup_plugin::{Error, Go, Group, GuardedRoute, Page, Result, Right, SignedIn, guarded};
use rocket::{State, get};

use super::view;
use crate::rules::State as Progress;
use crate::store::{self, Kept};
use crate::{NAME, NEWSLETTER, letter};

pub fn routes() -> Vec<GuardedRoute> {
    guarded![list, show]
}

/// The archive, for every member; drafts for those who write it.
#[get("/?<q>")]
async fn list(who: SignedIn, group: &State<Arc<dyn Group>>, q: Option<&str>) -> Result<Page> {
    let group = group.inner().as_ref();
    let q = q.unwrap_or_default().trim();
    let writes = who.may(Right::Mail);
    let issues = store::all(group.db().reader()).await?;
    let (drafts, released): (Vec<_>, Vec<_>) = issues.into_iter().partition(|issue| issue.released_at.is_none());
    let found: Vec<_> = released.iter().filter(|issue| holds(issue, q)).map(|issue| view::entry(issue, group)).collect();
    let drafts: Vec<_> = drafts.iter().filter(|_| writes).map(|issue| view::entry(issue, group)).collect();
    let readers = if writes { group.consenting(&NEWSLETTER).await?.len() } else { 0 };
    Ok(Page::new("newsletter/list")
        .with("q", q)
        .with("writes", writes)
        .with("readers", readers)
        .with("gets_it", group.own(&who).await?.agreed(&NEWSLETTER))
        .with("any", !released.is_empty())
        .with("found", found)
        .with("drafts", drafts))
}

/// One issue. What is not yet out is not there for readers, and its writers are shown how it will look.
#[get("/<id>")]
async fn show(who: SignedIn, group: &State<Arc<dyn Group>>, id: &str) -> Result<std::result::Result<Page, Go>> {
    let group = group.inner().as_ref();
    let writes = who.may(Right::Mail);
    let issue = store::find(group.db().reader(), id).await?.ok_or(Error::NotFound)?;
    let fates = group.fates(NAME, &letter::once_keys(&issue.id)).await?;
    let progress = Progress::of(issue.released_at.is_some(), fates.waiting);
    if !progress.in_archive() {
        return if writes { Ok(Err(Go::to(format!("/newsletter/{id}/preview")))) } else { Err(Error::NotFound) };
    }
    Ok(Ok(Page::new("newsletter/show")
        .with("issue", view::whole(&issue, group))
        .with("writes", writes)
        .with("sending", progress == Progress::Sending)
        .with("fates", fates)
        .with("total", fates.total())
        .with("done", fates.total() - fates.waiting)
        .with("no_server", group.accepts() == homegroup_plugin::Accepts::NoServer)))
}

/// Whether title or text hold every word of the search, in any case.
fn holds(issue: &Kept, q: &str) -> bool {
    let text = format!("{}\n{}", issue.title, issue.body).to_lowercase();
    q.to_lowercase().split_whitespace().all(|word| text.contains(word))
}
