//! The reports of the story, accepted month after month: all but the last two, which are for whoever looks around.

use anyhow::{Context, Result, anyhow};
use chrono::{Datelike, Days, Months, NaiveDate};
use chrono_tz::Tz;
use uuid::Uuid;

use super::at_seven;
use crate::demo::story::money::Event;
use crate::house::House;
use crate::minutes;
use crate::treasury::rules::acceptance::Raw;
use crate::treasury::rules::report::Period;
use crate::treasury::{Recorded, Recording, Writing, accept, fingerprint, statement};

/// So many days after a month's end the group has heard its report at the latest.
const HEARD_WITHIN: u64 = 40;

/// Accepts the months of the story until `start`, but for the one it is and the one before.
pub async fn accept_months(house: &House, zone: Tz, events: &[Event], start: NaiveDate) -> Result<()> {
    let first = events.iter().map(Event::day).min().context("the books begin with something")?;
    let meetings = minutes::circulated(house.db.reader()).await?.into_iter().map(|listed| (listed.id, listed.held_on));
    let meetings: Vec<(String, NaiveDate)> = meetings.collect();
    let writing = Writing::begin(&house.db).await?;
    let mut from = first_of(first);
    while from + Months::new(1) < first_of(start) {
        let period = Period { from, to: from + Months::new(1) - Days::new(1) };
        let heard = meetings.iter().filter(|(_, held_on)| (period.to..=period.to + Days::new(HEARD_WITHIN)).contains(held_on));
        let meeting = heard.min_by_key(|(_, held_on)| *held_on);
        // Before the minutes of the story begin, the group met all the same.
        let accepted_on = meeting.map_or(period.to + Days::new(7), |(_, held_on)| *held_on);
        let seen = fingerprint::hash(&statement(writing.txn(), period).await?);
        let (first_day, last_day, day) = (period.from.to_string(), period.to.to_string(), accepted_on.to_string());
        let id = meeting.map(|(id, _)| id.as_str()).unwrap_or_default();
        let raw = Raw { from: &first_day, to: &last_day, accepted_on: &day, meeting: id };
        let now = at_seven(zone, accepted_on);
        let recording = Recording { id: Uuid::now_v7(), seen: &seen, meetings: &meetings, today: start, now };
        match accept(&writing, &raw, &recording).await? {
            Recorded::Done(_) => from = from + Months::new(1),
            other => return Err(anyhow!("the report of {first_day} of the made-up group is not accepted: {other:?}")),
        }
    }
    Ok(writing.commit().await?)
}

fn first_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.day0()))
}
