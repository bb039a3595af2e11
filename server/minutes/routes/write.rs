//! Writing: one page for the whole meeting. A second tab, or a second secretary, is told when she writes over somebody else's
//! words, and keeps her own.

use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, May, Page, Result, Text, guarded, right};
use rocket::{State, get, post};
use serde_json::json;

use super::form::MinutesForm;
use super::{Answer, document, fields, find, obstacles, stated};
use crate::house::House;
use crate::members;
use crate::minutes::acts::{self, Act};
use crate::minutes::rules::read::Broken;
use crate::minutes::rules::typed::TypedMinutes;
use crate::minutes::sentences::{of_badge, of_state};
use crate::minutes::store::meetings::{self, Kept};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![edit, save]
}

#[get("/minutes/<id>/edit")]
async fn edit(who: May<right::Minutes>, house: &State<Arc<House>>, id: &str) -> Answer {
    let kept = find(house, &who, id).await?;
    if kept.state.is_frozen() {
        return Ok(Ok(Go::to(format!("/minutes/{id}"))));
    }
    Ok(Err(page(house, &kept, kept.version, &TypedMinutes::from(&kept.minutes), &[]).await?))
}

async fn page(house: &House, kept: &Kept, version: i64, typed: &TypedMinutes, broken: &[Broken]) -> Result<Page> {
    let names: Vec<String> = members::active(house.db.reader()).await?.into_iter().map(|person| person.display_name).collect();
    let (class, label) = of_badge(kept.state);
    Ok(Page::new("minutes/edit")
        .with("id", &kept.id)
        .with("held_on", kept.minutes.held_on)
        .with("state", json!({ "class": class, "label": label }))
        .with("out", kept.state.is_public_to_members())
        .with("version", version)
        .with("names", names)
        .with("form", fields::of(typed, broken)))
}

#[post("/minutes/<id>", data = "<form>")]
async fn save(who: May<right::Minutes>, house: &State<Arc<House>>, id: &str, form: Form<MinutesForm>) -> Answer {
    find(house, &who, id).await?;
    let form = form.into_inner();
    let (seen, at, stated) = (form.version, form.at.clone(), stated(&form.stated));
    let typed = TypedMinutes::from(form).without_empty_ends();
    let txn = house.db.begin_write().await?;
    let kept = meetings::find(&txn, id).await?.ok_or(Error::NotFound)?;
    let minutes = match typed.read() {
        Ok(minutes) => minutes,
        Err(broken) => return Ok(Err(page(house, &kept, seen, &typed, &broken).await?.refused())),
    };
    match acts::save(&txn, house, &kept, seen, minutes.clone(), &stated).await? {
        Act::Done => {
            txn.commit().await?;
            let at: String = at.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
            Ok(Ok(Go::to(format!("/minutes/{id}/edit#{at}")).saying("minutes-notice-saved")))
        }
        Act::InTheWay(found) => {
            // Her answers are kept even while something else is in the way.
            txn.commit().await?;
            let found = obstacles::of(&found, &minutes, "");
            // The fields stand where the obstacles look for them: in the order in which the text was read.
            let typed = TypedMinutes::from(&minutes);
            Ok(Err(page(house, &kept, seen, &typed, &[]).await?.with("obstacles", found).refused()))
        }
        Act::DayTaken => {
            drop(txn);
            let page = page(house, &kept, seen, &typed, &[]).await?;
            Ok(Err(page.with("day_taken", Text::new("minutes-day-taken")).refused()))
        }
        Act::Stale => Err(both_versions(house, &kept, &typed, None).await?),
        Act::Refused(refusal) => Err(both_versions(house, &kept, &typed, Some(of_state(refusal))).await?),
    }
}

/// Her version, still to be saved unless `closed` says why not, beside the one that is there now.
async fn both_versions(house: &House, kept: &Kept, typed: &TypedMinutes, closed: Option<Text>) -> Result<Error> {
    let page = page(house, kept, kept.version, typed, &[]).await?;
    Ok(Error::Conflict(Box::new(page.with("theirs", document::of(kept, &[])).with("closed", closed))))
}
