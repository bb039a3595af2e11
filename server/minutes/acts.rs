//! What is done with minutes, each act with the rules that may refuse it. The caller opens the transaction and commits.

use std::collections::HashSet;

use chrono::NaiveDate;
use homegroup_plugin::{Error, Mail, Result, say_day};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::json;

use super::rules::agenda::{LowStock, propose};
use super::rules::circulation::{Found, Obstacles, findings, findings_in_amendment};
use super::rules::fingerprint::fingerprint;
use super::rules::lint::{Kind, Known};
use super::rules::minutes::Minutes;
use super::rules::name::NameInMinutes;
use super::rules::state::{Approval, Refusal};
use super::store::meetings::{self, Approving, Kept, Saved};
use super::store::{action_items, decisions, statements};
use super::words;
use crate::house::House;
use crate::treasury::rules::money::{Currency, Money};
use crate::{mail, members, treasury};

/// What became of an act on minutes somebody else may be writing too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// It is done.
    Done,
    /// Somebody was faster: the version she saw is not the present one.
    Stale,
    /// There are minutes of that day already.
    DayTaken,
    /// The state of the minutes does not allow it.
    Refused(Refusal),
    /// Something is missing, or names somebody.
    InTheWay(Obstacles),
}

/// Begins the minutes of a business meeting: the agenda makes itself (B14), and the place is the one of last time. `None` if there
/// are minutes of that day already.
pub async fn begin(
    txn: &DatabaseTransaction,
    house: &House,
    held_on: NaiveDate,
    secretary: Option<NameInMinutes>,
) -> Result<Option<String>> {
    let mut left = action_items::left_over(txn, held_on).await?;
    left.low_stock = low_stock(txn, house).await?;
    let place = meetings::last_before(txn, held_on).await?.map(|last| last.place).unwrap_or_default();
    let minutes = Minutes {
        held_on,
        place,
        chair: None,
        secretary,
        attendance: None,
        opened_at: None,
        closed_at: None,
        next_meeting: None,
        items: words::agenda(house, propose(held_on, left)),
        action_items: Vec::new(),
    };
    meetings::create(txn, &minutes).await
}

/// What the treasury says is to be ordered.
async fn low_stock(txn: &DatabaseTransaction, house: &House) -> Result<Vec<LowStock>> {
    let currency = Currency::of(&house.profile().currency);
    let low = treasury::stock_to_reorder(txn).await?.into_iter().map(|order| LowStock {
        name: order.name,
        quantity: order.quantity,
        pieces: order.pieces,
        cost: (order.cost > Money::ZERO).then(|| currency.say(order.cost)),
    });
    Ok(low.collect())
}

/// Saves what she wrote over version `seen`. Once members have read the minutes, whatever they would read next must hold all that is
/// needed and name nobody either; `stated` are her answers about guesses of the lint.
pub async fn save(
    txn: &DatabaseTransaction,
    house: &House,
    kept: &Kept,
    seen: i64,
    minutes: Minutes,
    stated: &[(Kind, String)],
) -> Result<Act> {
    let minutes = minutes.linked_as_in(&kept.minutes);
    if let Err(refusal) = kept.state.write() {
        return Ok(Act::Refused(refusal));
    }
    if kept.minutes == minutes {
        return Ok(Act::Done);
    }
    if kept.version != seen {
        return Ok(Act::Stale);
    }
    let out = kept.state.is_public_to_members();
    if out {
        let obstacles = in_the_way_after(txn, house, &kept.id, &minutes, stated).await?;
        if !obstacles.is_empty() {
            return Ok(Act::InTheWay(obstacles));
        }
    }
    Ok(match meetings::save(txn, &kept.id, seen, &minutes, out, house.clock.now()).await? {
        Saved::Done => Act::Done,
        Saved::Stale => Act::Stale,
        Saved::DayTaken => Act::DayTaken,
    })
}

/// What keeps `minutes` from going out.
pub async fn in_the_way(db: &impl ConnectionTrait, meeting: &str, minutes: &Minutes) -> Result<Obstacles> {
    Ok(Obstacles::of(minutes, &known(db, meeting).await?))
}

async fn known(db: &impl ConnectionTrait, meeting: &str) -> Result<Known> {
    let people = members::active(db).await?;
    // The roster keeps no last names (P2); a group that ever does hands them in here.
    let roster = Known::roster(people.iter().map(|person| person.display_name.as_str()), []);
    Ok(roster.confirmed(statements::holding(db, meeting).await?))
}

/// Keeps her answers about what was `found`, so that she is asked once. Only what was really asked can be answered.
async fn keep_answers(
    txn: &DatabaseTransaction,
    house: &House,
    meeting: &str,
    found: Vec<Found>,
    stated: &[(Kind, String)],
) -> Result<()> {
    let asked: HashSet<(Kind, String)> = found.into_iter().map(|found| (found.finding.kind, found.finding.key())).collect();
    let answers: Vec<(Kind, String)> = stated.iter().filter(|answer| asked.contains(answer)).cloned().collect();
    statements::keep(txn, meeting, &answers, house.clock.now()).await
}

async fn in_the_way_after(
    txn: &DatabaseTransaction,
    house: &House,
    meeting: &str,
    minutes: &Minutes,
    stated: &[(Kind, String)],
) -> Result<Obstacles> {
    let found = findings(minutes, &known(txn, meeting).await?);
    keep_answers(txn, house, meeting, found, stated).await?;
    in_the_way(txn, meeting, minutes).await
}

/// Sends the minutes she saw to the members (B16, B17), and tells those who wish to hear of the group's business.
pub async fn circulate(
    txn: &DatabaseTransaction,
    house: &House,
    kept: &Kept,
    seen: i64,
    stated: &[(Kind, String)],
) -> Result<Act> {
    if let Err(refusal) = kept.state.circulate(kept.minutes.held_on, house.today()) {
        return Ok(Act::Refused(refusal));
    }
    if kept.version != seen {
        return Ok(Act::Stale);
    }
    let obstacles = in_the_way_after(txn, house, &kept.id, &kept.minutes, stated).await?;
    if !obstacles.is_empty() {
        return Ok(Act::InTheWay(obstacles));
    }
    if !meetings::circulate(txn, &kept.id, seen, house.clock.now()).await? {
        return Ok(Act::Stale);
    }
    announce(txn, house, kept).await?;
    Ok(Act::Done)
}

async fn announce(txn: &DatabaseTransaction, house: &House, kept: &Kept) -> Result<()> {
    let profile = house.profile();
    let day = say_day(house.views.catalogue(), &profile.language, kept.minutes.held_on, false);
    for member in members::consenting(txn, &house.seal, &mail::BUSINESS, profile.zone).await? {
        let letter = Mail {
            once_key: format!("minutes/{}/{}", kept.id, member.consent.member()),
            context: json!({
                "name": member.display_name,
                "day": day,
                "url": format!("{}/minutes/{}", profile.base_url, kept.id),
            }),
            to: member.consent,
            template: "minutes/circulated",
            clean_date_version: None,
            useful_until: None,
        };
        mail::queue(txn, house, "core", &letter).await?;
    }
    Ok(())
}

/// What a later meeting said, as the secretary writes it down.
pub struct Said<'a> {
    /// Id of that meeting.
    pub by: &'a str,
    /// What it amended; `None` for "as they went out".
    pub amendment: Option<&'a str>,
    /// Her answers about guesses of the lint.
    pub stated: &'a [(Kind, String)],
}

/// Writes down that a later meeting approved the minutes she saw (B15). From here on the database keeps every word, and what was
/// adopted stands in the register of decisions (B12).
pub async fn approve(txn: &DatabaseTransaction, house: &House, kept: &Kept, seen: i64, said: &Said<'_>) -> Result<Act> {
    let Some(by_meeting_on) = meetings::day_of(txn, said.by).await? else { return Err(Error::NotFound) };
    let amendment = said.amendment.map(str::to_owned);
    let approval = Approval { by_meeting_on, amendment, text_changed: kept.changed_at.is_some() };
    let state = match kept.state.approve(kept.minutes.held_on, &approval, house.today()) {
        Ok(state) => state,
        Err(refusal) => return Ok(Act::Refused(refusal)),
    };
    if kept.version != seen {
        return Ok(Act::Stale);
    }
    let found = |known| findings_in_amendment(said.amendment.unwrap_or_default(), &known);
    keep_answers(txn, house, &kept.id, found(known(txn, &kept.id).await?), said.stated).await?;
    let findings = found(known(txn, &kept.id).await?);
    if !findings.is_empty() {
        return Ok(Act::InTheWay(Obstacles { missing: Vec::new(), findings }));
    }
    let content_hash = fingerprint(&kept.minutes, said.amendment);
    let how = Approving { state, by: said.by, amendment: said.amendment, content_hash: &content_hash };
    if !meetings::approve(txn, &kept.id, seen, &how, house.clock.now()).await? {
        return Ok(Act::Stale);
    }
    let adopted: Vec<_> = kept.minutes.motions().filter(|motion| motion.is_adopted()).filter_map(|motion| motion.id).collect();
    decisions::enter(txn, &adopted, house.clock.now()).await?;
    Ok(Act::Done)
}
