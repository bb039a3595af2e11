//! Approving minutes: which later meeting did, and whether as they went out or as amended.

use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, May, Page, Result, Text, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Answer, find, moved_on, obstacles, stated};
use crate::house::House;
use crate::minutes::acts::{self, Act, Said};
use crate::minutes::rules::read::{PARAGRAPH, Reader};
use crate::minutes::rules::state::MinutesState;
use crate::minutes::sentences::{of_field, of_state};
use crate::minutes::store::meetings::{self, Kept};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![ask, approve]
}

#[derive(Clone, Default, FromForm, Serialize)]
struct ApprovalForm {
    #[field(default = 0)]
    version: i64,
    #[field(default = "")]
    by: String,
    amended: bool,
    #[field(default = "")]
    amendment: String,
    stated: Vec<String>,
}

#[get("/minutes/<id>/approval")]
async fn ask(who: May<right::Minutes>, house: &State<Arc<House>>, id: &str) -> Answer {
    let kept = find(house, &who, id).await?;
    if kept.state != MinutesState::Circulated {
        return Ok(Ok(Go::to(format!("/minutes/{id}"))));
    }
    let form = ApprovalForm { version: kept.version, amended: kept.changed_at.is_some(), ..Default::default() };
    Ok(Err(page(house, &kept, &form).await?))
}

async fn page(house: &House, kept: &Kept, form: &ApprovalForm) -> Result<Page> {
    let today = house.today();
    let later: Vec<Value> = meetings::list(house.db.reader(), &[], true)
        .await?
        .iter()
        .rev()
        .filter(|meeting| kept.minutes.held_on < meeting.held_on && meeting.held_on <= today)
        .map(|meeting| json!({ "id": meeting.id, "held_on": meeting.held_on, "chosen": meeting.id == form.by }))
        .collect();
    Ok(Page::new("minutes/approval")
        .with("id", &kept.id)
        .with("held_on", kept.minutes.held_on)
        .with("changed", kept.changed_at.is_some())
        .with("later", later)
        .with("form", form))
}

#[post("/minutes/<id>/approval", data = "<form>")]
async fn approve(who: May<right::Minutes>, house: &State<Arc<House>>, id: &str, form: Form<ApprovalForm>) -> Answer {
    let shown = find(house, &who, id).await?;
    let mut reader = Reader::new();
    let amendment = reader.text("amendment", &form.amendment, PARAGRAPH);
    if let Err(broken) = reader.finish(()) {
        let text = broken.first().map(|broken| of_field(broken.why));
        return Ok(Err(page(house, &shown, &form).await?.with("error", text).refused()));
    }
    if form.by.is_empty() {
        let text = Text::new("minutes-approval-by-missing");
        return Ok(Err(page(house, &shown, &form).await?.with("error", text).refused()));
    }
    let stated = stated(&form.stated);
    let said = Said { by: &form.by, amendment: form.amended.then_some(amendment.as_str()), stated: &stated };
    let txn = house.db.begin_write().await?;
    let kept = meetings::find(&txn, id).await?.ok_or(Error::NotFound)?;
    match acts::approve(&txn, house, &kept, form.version, &said).await? {
        Act::Done => {
            txn.commit().await?;
            Ok(Ok(Go::to(format!("/minutes/{id}")).saying("minutes-notice-approved")))
        }
        Act::InTheWay(found) => {
            txn.commit().await?;
            let found = obstacles::of(&found, &kept.minutes, "");
            Ok(Err(page(house, &kept, &form).await?.with("obstacles", found).refused()))
        }
        Act::Refused(refusal) => {
            drop(txn);
            Ok(Err(page(house, &kept, &form).await?.with("error", of_state(refusal)).refused()))
        }
        Act::Stale | Act::DayTaken => Err(moved_on(&kept)),
    }
}
