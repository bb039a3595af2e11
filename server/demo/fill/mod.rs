//! Puts the story into the books, through what the slices offer to everybody: the same rules refuse what they would refuse on a
//! page.

mod minutes;
mod money;
mod reports;
mod statements;
mod surplus;

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use chrono::{DateTime, NaiveDate, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use homegroup_plugin::{MemberId, Right, Text};
use sea_orm::DatabaseTransaction;

use super::story::meetings::meetings;
use super::story::money::events;
use super::story::people::{self, Agrees, Person, Position, Service, who};
use crate::group::OurGroup;
use crate::house::House;
use crate::members::rules::{OwnForm, Term, new_member, own_profile};
use crate::{home_group, mail, members};

/// Who shows visitors around, by the position they see the group from.
pub const GUIDES: [(&str, &str); 4] =
    [("treasurer", "Hazel T."), ("secretary", "Iris D."), ("chair", "Rowan E."), ("member", "Poppy A.")];

/// Where the group may live. Notes leave in the morning and not at night, so it lives where it is day when it is made.
const ZONES: [Tz; 3] = [Tz::America__New_York, Tz::Europe__London, Tz::Pacific__Auckland];

/// Makes the whole group as of today.
pub async fn fill(house: &Arc<House>) -> Result<()> {
    let now = house.clock.now();
    let zone = ZONES.into_iter().find(|zone| (10..22).contains(&now.with_timezone(zone).hour())).unwrap_or(ZONES[0]);
    let start = now.with_timezone(&zone).date_naive();
    let facts =
        home_group::rules::facts("Lantern Street Women (made up)", "Lantern Street", zone.name(), "USD", home_group::tells)
            .map_err(|refusals| anyhow!("the made-up group is refused: {refusals:?}"))?;

    let txn = house.db.begin_write().await?;
    home_group::create(&txn, &facts, at_seven(zone, start)).await?;
    let people = people::people(start);
    let mut filler = Filler { house, txn: &txn, zone, start, ids: Vec::new() };
    for person in &people {
        filler.member(person).await?;
    }
    filler.serve(&people::services(start)).await?;
    for (person, id) in people.iter().zip(filler.ids.clone()) {
        if let Some(left_on) = person.left_on {
            let left = members::leave(&txn, None, &id, left_on, at_seven(zone, left_on)).await?;
            left.map_err(|refusal| anyhow!("{} cannot leave: {refusal:?}", person.display_name))?;
        }
    }
    let ids = filler.ids;
    txn.commit().await?;
    house.refresh().await?;
    let events = events(start);
    let bodies = surplus::service_bodies(house).await?;
    money::enter(house, zone, &events, &ids).await?;
    minutes::write(house, &meetings(start), &people, &events).await?;
    surplus::fill(house, zone, &events, &bodies, &ids[who::HAZEL]).await?;
    reports::accept_months(house, zone, &events, start).await?;
    statements::reconcile_last_month(house, zone, start).await?;
    wish_for_news(house, &people, &ids).await?;

    let group = OurGroup(house.clone());
    for plugin in house.plugins_on() {
        plugin.demo(&group, &ids[who::IRIS]).await.with_context(|| format!("the plugin {} adds nothing", plugin.name()))?;
    }
    Ok(())
}

/// Only now, so that a year of minutes is not announced to anybody at once.
async fn wish_for_news(house: &House, people: &[Person], ids: &[MemberId]) -> Result<()> {
    let txn = house.db.begin_write().await?;
    for (person, id) in people.iter().zip(ids).filter(|(person, _)| person.agrees != Agrees::ToNothing) {
        for purpose in &mail::PURPOSES {
            members::agree(&txn, id, purpose, at_seven(house.profile().zone, person.joined_on)).await?;
        }
    }
    Ok(txn.commit().await?)
}

struct Filler<'a> {
    house: &'a House,
    txn: &'a DatabaseTransaction,
    zone: Tz,
    start: NaiveDate,
    /// The members' ids, in the order of the story.
    ids: Vec<MemberId>,
}

impl Filler<'_> {
    async fn member(&mut self, person: &Person) -> Result<()> {
        let refused = |refusals| anyhow!("{} is refused: {refusals:?}", person.display_name);
        let (txn, seal, then) = (self.txn, &self.house.seal, at_seven(self.zone, person.joined_on));
        let new = new_member(&person.display_name, &person.email).map_err(refused)?;
        let id = members::add(txn, seal, &new, then).await?.map_err(refused)?;
        members::arrive(txn, &id, true, then).await?;
        let clean_date = person.clean_date.map(|day| day.to_string()).unwrap_or_default();
        let phone = person.phone.as_deref().unwrap_or_default();
        let form = OwnForm { name: &person.display_name, phone, clean_date: &clean_date, first_of_march: false, zone: "" };
        let own = own_profile(form, |_| self.start).map_err(refused)?;
        members::save_own(txn, seal, &id, &own, then).await?.map_err(|refusal| refused(vec![refusal]))?;
        let purposes = self.house.plugins.iter().flat_map(|plugin| plugin.personal_data().purposes);
        for purpose in purposes {
            let agrees = match person.agrees {
                Agrees::ToAll => true,
                Agrees::ToNews => purpose.fields.is_empty(),
                Agrees::ToNothing => false,
            };
            if agrees {
                members::agree(txn, &id, purpose, then).await?;
            }
        }
        self.ids.push(id);
        Ok(())
    }

    /// Makes the first positions, as the set-up does, and gives them out.
    async fn serve(&self, services: &[Service]) -> Result<()> {
        let chair = services.iter().find(|service| service.position == Position::Chair).context("somebody chairs the group")?;
        let say = |text: Text| self.house.views.catalogue().say("en", &text).unwrap_or_else(|| text.key().to_owned());
        members::give_defaults(self.txn, say, &self.ids[chair.who], chair.from).await?;
        let made: BTreeMap<String, String> =
            members::positions(self.txn).await?.into_iter().map(|kept| (kept.position.name, kept.id)).collect();
        for service in services.iter().filter(|service| service.position != Position::Chair) {
            let name = say(Text::new(match service.position {
                Position::Treasurer => "members-position-treasurer",
                Position::Secretary => "members-position-secretary",
                Position::Chair => "members-position-chair",
                Position::ChipPerson => "members-position-chip-person",
                Position::Greeter => "members-position-greeter",
            }));
            let position = made.get(&name).with_context(|| format!("there is no position {name}"))?;
            let term = Term { from: service.from, until: service.until };
            let given = members::give(self.txn, &Right::ALL.into(), position, &self.ids[service.who], term).await?;
            given.map_err(|refusal| anyhow!("{name} cannot be given: {refusal:?}"))?;
        }
        Ok(())
    }
}

/// Seven in the evening of `day` where the group meets: when most things were written down.
fn at_seven(zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    let evening = day.and_hms_opt(19, 0, 0).unwrap_or_default();
    zone.from_local_datetime(&evening).earliest().map_or_else(|| evening.and_utc(), |local| local.with_timezone(&Utc))
}
