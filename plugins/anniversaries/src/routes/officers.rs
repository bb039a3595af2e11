//! For those who write to the members: whom to congratulate aloud, and what the job did, in counts.

use std::sync::Arc;

use homegroup_plugin::chrono::{Days, NaiveDate};
use homegroup_plugin::rocket::{State, get};
use homegroup_plugin::{Accepts, Group, GuardedRoute, May, Page, Result, guarded, right};

use super::{birthdays, stated};
use crate::rules::{Origin, listed};
use crate::{ANNOUNCEMENT, MAIL, settings, store};

/// A meeting a week: today and the six days before it.
const WEEK: Days = Days::new(6);
/// How far the page looks back and ahead.
const DAYS: Days = Days::new(30);

pub fn routes() -> Vec<GuardedRoute> {
    guarded![announcements, work]
}

/// Those who reached a mark in the last seven days and asked for it to be announced.
#[get("/announcements")]
async fn announcements(_who: May<right::Mail>, group: &State<Arc<dyn Group>>) -> Result<Page> {
    let group = group.inner().as_ref();
    let today = today(group);
    let schedule = settings::decided(group).await?.schedule;
    let first = today.checked_sub_days(WEEK).unwrap_or(today);
    let members = listed(&schedule, stated(group.consenting(&ANNOUNCEMENT).await?), first, today);
    Ok(Page::new("anniversaries/announcements")
        .with("today", today.to_string())
        .with("members", members.iter().map(birthdays::view).collect::<Vec<_>>()))
}

/// What the job did in the last thirty days, and how much is coming in the next.
#[get("/work")]
async fn work(_who: May<right::Mail>, group: &State<Arc<dyn Group>>) -> Result<Page> {
    let group = group.inner().as_ref();
    let today = today(group);
    let schedule = settings::decided(group).await?.schedule;
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let last = today.checked_add_days(DAYS).unwrap_or(today);
    let members = group.consenting(&MAIL).await?;
    let dates = members.iter().filter_map(|member| member.clean_date.as_ref());
    let coming: usize = dates.map(|date| schedule.between(Origin::from(date), tomorrow, last).len()).sum();
    let first = today.checked_sub_days(DAYS).unwrap_or(today);
    Ok(Page::new("anniversaries/work")
        .with("asked", members.len())
        .with("coming", coming)
        .with("days", store::worked_since(group.db().reader(), first).await?)
        .with("no_server", group.accepts() == Accepts::NoServer))
}

fn today(group: &dyn Group) -> NaiveDate {
    group.now().with_timezone(&group.profile().zone).date_naive()
}
