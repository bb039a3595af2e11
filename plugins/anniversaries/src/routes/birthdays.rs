//! The birthday list of a month: members who asked to be on it, by name, with the mark they reach and nothing more (A8, A11).

use std::sync::Arc;

use homegroup_plugin::rocket::{State, get};
use homegroup_plugin::serde_json::{Value, json};
use homegroup_plugin::{Error, Filled, Group, GuardedRoute, Page, Result, Right, SignedIn, Visitor, guarded};

use super::stated;
use crate::rules::{Listed, Month, Origin, listed};
use crate::{LIST, settings, words};

pub fn routes() -> Vec<GuardedRoute> {
    guarded![list]
}

/// This month, the one before and the one after. No more: whoever could leaf through a year would learn more than was agreed to.
#[get("/?<month>")]
async fn list(who: SignedIn, group: &State<Arc<dyn Group>>, month: Option<&str>) -> Result<Page> {
    let group = group.inner().as_ref();
    let this = this_month(group);
    let shown = match month {
        Some(month) => month.parse::<Month>().map_err(|()| Error::NotFound)?,
        None => this,
    };
    if shown < this.previous() || shown > this.next() {
        return Err(Error::NotFound);
    }
    let members = of_month(group, shown).await?;
    let beside = |month: Month| (month >= this.previous() && month <= this.next()).then(|| link(month));
    Ok(Page::new("anniversaries/list")
        .with("heading", words::in_month("anniversaries-list-heading", shown))
        .with("members", members.iter().map(view).collect::<Vec<_>>())
        .with("earlier", beside(shown.previous()))
        .with("later", beside(shown.next()))
        .with("listed", group.own(&who).await?.agreed(&LIST))
        .with("announces", who.may(Right::Mail)))
}

/// The tile on the home page: a mark she reaches today, and how many are on this month's list. Nothing where there is neither.
pub async fn home(group: &dyn Group, visitor: &Visitor) -> Result<Option<Filled>> {
    let count = of_month(group, this_month(group)).await?.len();
    let own = group.own(visitor).await?;
    let today = group.now().with_timezone(&own.zone).date_naive();
    let schedule = settings::decided(group).await?.schedule;
    let hers = own.clean_date.and_then(|date| schedule.between(Origin::from(&date), today, today).pop());
    if count == 0 && hers.is_none() {
        return Ok(None);
    }
    let context = json!({ "count": count, "today": hers.map(|anniversary| words::of(anniversary.mark)) });
    Ok(Some(Filled { template: "anniversaries/home", context }))
}

/// Those who reach a mark in `month` and asked to be listed.
async fn of_month(group: &dyn Group, month: Month) -> Result<Vec<Listed>> {
    let schedule = settings::decided(group).await?.schedule;
    Ok(listed(&schedule, stated(group.consenting(&LIST).await?), month.first(), month.last()))
}

fn this_month(group: &dyn Group) -> Month {
    Month::of(group.now().with_timezone(&group.profile().zone).date_naive())
}

fn link(month: Month) -> Value {
    json!({ "month": month.to_string(), "label": words::month(month) })
}

/// A line of a list.
pub fn view(listed: &Listed) -> Value {
    let marks: Vec<_> = listed.marks.iter().copied().map(words::of).collect();
    json!({ "name": listed.name, "marks": marks })
}
