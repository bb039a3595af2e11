//! What a member sees of her own marks, and nobody else does.

use std::sync::Arc;

use homegroup_plugin::chrono::{Days, Months, NaiveDate};
use homegroup_plugin::rocket::{State, get};
use homegroup_plugin::serde_json::{Value, json};
use homegroup_plugin::{Filled, Group, GuardedRoute, Page, Result, SignedIn, Visitor, guarded};

use crate::rules::{Anniversary, Origin, Schedule};
use crate::{ANNOUNCEMENT, LIST, MAIL, settings, words};

/// So many coming marks are shown.
const COMING: usize = 6;

pub fn routes() -> Vec<GuardedRoute> {
    guarded![mine]
}

/// Her marks past and coming, and what she agreed to.
#[get("/mine")]
async fn mine(who: SignedIn, group: &State<Arc<dyn Group>>) -> Result<Page> {
    let group = group.inner().as_ref();
    let own = group.own(&who).await?;
    let schedule = settings::decided(group).await?.schedule;
    let today = group.now().with_timezone(&own.zone).date_naive();
    let marks = own.clean_date.as_ref().map(|date| marks(&schedule, Origin::from(date), today));
    Ok(Page::new("anniversaries/mine")
        .with("marks", marks)
        .with("mail", own.agreed(&MAIL))
        .with("list", own.agreed(&LIST))
        .with("announcement", own.agreed(&ANNOUNCEMENT)))
}

/// The block on her own page: her next mark, or that she may state a clean date.
pub async fn me(group: &dyn Group, visitor: &Visitor) -> Result<Option<Filled>> {
    let own = group.own(visitor).await?;
    let schedule = settings::decided(group).await?.schedule;
    let today = group.now().with_timezone(&own.zone).date_naive();
    let next = own.clean_date.and_then(|date| coming(&schedule, Origin::from(&date), today).into_iter().next());
    let context = json!({ "next": next.as_ref().map(view) });
    Ok(Some(Filled { template: "anniversaries/me", context }))
}

fn marks(schedule: &Schedule, origin: Origin, today: NaiveDate) -> Value {
    let mut past = schedule.between(origin, origin.day, today);
    let on_this_day = past.pop_if(|last| last.day == today);
    json!({
        "today": on_this_day.map(|anniversary| words::of(anniversary.mark)),
        "coming": coming(schedule, origin, today).iter().map(view).collect::<Vec<_>>(),
        "past": past.iter().rev().map(view).collect::<Vec<_>>(),
    })
}

/// The next marks after today. A full year is a mark, so that so many years hold enough.
fn coming(schedule: &Schedule, origin: Origin, today: NaiveDate) -> Vec<Anniversary> {
    let years = Months::new(12 * (COMING as u32 + 1));
    let (Some(first), Some(last)) = (today.checked_add_days(Days::new(1)), today.checked_add_months(years)) else {
        return Vec::new();
    };
    let mut coming = schedule.between(origin, first, last);
    coming.truncate(COMING);
    coming
}

fn view(anniversary: &Anniversary) -> Value {
    json!({ "mark": words::of(anniversary.mark), "day": anniversary.day.to_string() })
}
