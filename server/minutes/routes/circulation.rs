//! Sending minutes to the members: first the page that asks, with everything that is still in the way; then the act.

use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};

use super::{Answer, find, moved_on, obstacles, stated};
use crate::house::House;
use crate::minutes::acts::{self, Act};
use crate::minutes::rules::circulation::Obstacles;
use crate::minutes::sentences::of_state;
use crate::minutes::store::meetings::{self, Kept};
use crate::{mail, members};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![ask, circulate]
}

#[get("/minutes/<id>/circulation")]
async fn ask(who: May<right::Minutes>, house: &State<Arc<House>>, id: &str) -> Answer {
    let kept = find(house, &who, id).await?;
    if kept.state.is_public_to_members() {
        return Ok(Ok(Go::to(format!("/minutes/{id}"))));
    }
    let found = acts::in_the_way(house.db.reader(), id, &kept.minutes).await?;
    Ok(Err(page(house, &kept, &found).await?))
}

async fn page(house: &House, kept: &Kept, found: &Obstacles) -> Result<Page> {
    let told = members::consenting(house.db.reader(), &house.seal, &mail::BUSINESS, house.profile().zone).await?.len();
    let edit = format!("/minutes/{}/edit", kept.id);
    Ok(Page::new("minutes/circulation")
        .with("id", &kept.id)
        .with("held_on", kept.minutes.held_on)
        .with("version", kept.version)
        .with("told", told)
        .with("must_go", !found.missing.is_empty() || found.findings.iter().any(|found| found.finding.kind.must_go()))
        .with("obstacles", obstacles::of(found, &kept.minutes, &edit)))
}

#[derive(FromForm)]
struct CirculationForm {
    #[field(default = 0)]
    version: i64,
    stated: Vec<String>,
}

#[post("/minutes/<id>/circulation", data = "<form>")]
async fn circulate(who: May<right::Minutes>, house: &State<Arc<House>>, id: &str, form: Form<CirculationForm>) -> Answer {
    find(house, &who, id).await?;
    let txn = house.db.begin_write().await?;
    let kept = meetings::find(&txn, id).await?.ok_or(Error::NotFound)?;
    match acts::circulate(&txn, house, &kept, form.version, &stated(&form.stated)).await? {
        Act::Done => {
            txn.commit().await?;
            house.mail_waits.notify_one();
            Ok(Ok(Go::to(format!("/minutes/{id}")).saying("minutes-notice-circulated")))
        }
        Act::InTheWay(found) => {
            txn.commit().await?;
            Ok(Err(page(house, &kept, &found).await?.refused()))
        }
        Act::Refused(refusal) => Err(Error::Refused(of_state(refusal))),
        Act::Stale | Act::DayTaken => Err(moved_on(&kept)),
    }
}
