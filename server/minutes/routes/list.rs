//! `/minutes` and `/decisions`: what there is to read, with search. Whoever may not see a draft finds nothing of it, not even in a
//! count.

use std::sync::Arc;

use homegroup_plugin::{GuardedRoute, Page, Result, Right, SignedIn, guarded};
use rocket::{State, get};
use serde_json::{Value, json};

use crate::house::House;
use crate::minutes::rules::fold::{folded, terms};
use crate::minutes::rules::state::MinutesState;
use crate::minutes::sentences::{of_badge, of_kind};
use crate::minutes::store::meetings::{self, Listed};
use crate::minutes::{decisions, open_action_items};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![list, register]
}

#[get("/minutes?<q>")]
async fn list(who: SignedIn, house: &State<Arc<House>>, q: Option<&str>) -> Result<Page> {
    let q = q.unwrap_or_default().trim();
    let (db, writes) = (house.db.reader(), who.may(Right::Minutes));
    let found = meetings::list(db, &terms(q), writes).await?;
    let any = !found.is_empty() || (!q.is_empty() && !meetings::list(db, &[], writes).await?.is_empty());
    let today = house.today();
    let open: Vec<Value> = open_action_items(db)
        .await?
        .into_iter()
        .map(|item| {
            json!({
                "id": item.id,
                "meeting": item.meeting,
                "task": item.task,
                "owner": item.owner.unwrap_or_else(|| "none".into()),
                "due_on": item.due_on,
                "late": item.due_on.is_some_and(|due| due < today),
            })
        })
        .collect();
    Ok(Page::new("minutes/list")
        .with("q", q)
        .with("writes", writes)
        .with("any", any)
        .with("found", found.iter().map(row).collect::<Vec<_>>())
        .with("open", open))
}

fn row(listed: &Listed) -> Value {
    let (class, label) = of_badge(listed.state);
    let at = if listed.state == MinutesState::Draft { "/edit" } else { "" };
    json!({
        "href": format!("/minutes/{}{at}", listed.id),
        "held_on": listed.held_on,
        "state": { "class": class, "label": label },
        "adopted": listed.adopted,
    })
}

#[get("/decisions?<q>")]
async fn register(_who: SignedIn, house: &State<Arc<House>>, q: Option<&str>) -> Result<Page> {
    let q = q.unwrap_or_default().trim();
    let terms = terms(q);
    let all = decisions(house.db.reader()).await?;
    let found: Vec<Value> = all
        .iter()
        .filter(|decision| {
            let words = folded(&format!("{} {}", decision.wording, decision.decided_on));
            terms.iter().all(|term| words.contains(term))
        })
        .map(|decision| {
            json!({
                "number": decision.number,
                "kind": of_kind(decision.kind),
                "wording": decision.wording,
                "decided_on": decision.decided_on,
                "href": format!("/minutes/{}", decision.meeting),
            })
        })
        .collect();
    Ok(Page::new("minutes/decisions").with("q", q).with("any", !all.is_empty()).with("found", found))
}
