//! Between rows and what the rules call minutes. A stored row was read by the rules before, so one that does not read is a fault of
//! the database, not of a person.

use homegroup_plugin::Result;
use sea_orm::ActiveValue::{NotSet, Set};

use super::{choice, count, day, id, position, time};
use crate::minutes::entity::{action_item, agenda_item, business_meeting, motion};
use crate::minutes::rules::agenda::Section;
use crate::minutes::rules::fold::folded;
use crate::minutes::rules::minutes::{ActionItem, AgendaItem, Minutes, NextMeeting};
use crate::minutes::rules::motion::{Fate, MinorityView, Motion, MotionKind, Second, Vote};
use crate::minutes::rules::name::NameInMinutes;
use crate::minutes::rules::tally::Threshold;

fn name(stored: Option<&String>) -> Option<NameInMinutes> {
    stored.and_then(|stored| NameInMinutes::parse(stored))
}

fn named(name: Option<&NameInMinutes>) -> Option<String> {
    name.map(ToString::to_string)
}

/// The head of the minutes; their parts are read and added by `parts`.
pub fn head(row: &business_meeting::Model) -> Result<Minutes> {
    let next = row.next_meeting_on.as_deref().map(day).transpose()?.map(NextMeeting::On);
    Ok(Minutes {
        held_on: day(&row.held_on)?,
        place: row.place.clone(),
        chair: name(row.chair.as_ref()),
        secretary: name(row.secretary.as_ref()),
        attendance: row.attendance.and_then(|number| u32::try_from(number).ok()),
        opened_at: row.opened.as_deref().map(time).transpose()?,
        closed_at: row.closed.as_deref().map(time).transpose()?,
        next_meeting: next.or(row.next_not_fixed.then_some(NextMeeting::NotFixed)),
        items: Vec::new(),
        action_items: Vec::new(),
    })
}

/// The columns of the head, without what the minutes went through.
pub fn head_columns(minutes: &Minutes) -> business_meeting::ActiveModel {
    let next = match minutes.next_meeting {
        Some(NextMeeting::On(day)) => Some(day.to_string()),
        Some(NextMeeting::NotFixed) | None => None,
    };
    business_meeting::ActiveModel {
        held_on: Set(minutes.held_on.to_string()),
        place: Set(minutes.place.clone()),
        chair: Set(named(minutes.chair.as_ref())),
        secretary: Set(named(minutes.secretary.as_ref())),
        attendance: Set(minutes.attendance.map(count)),
        opened: Set(minutes.opened_at.map(|time| time.format("%H:%M").to_string())),
        closed: Set(minutes.closed_at.map(|time| time.format("%H:%M").to_string())),
        next_meeting_on: Set(next),
        next_not_fixed: Set(minutes.next_meeting == Some(NextMeeting::NotFixed)),
        search_text: Set(folded(&minutes.words())),
        ..Default::default()
    }
}

/// An agenda item without its motions.
pub fn item(row: &agenda_item::Model) -> Result<AgendaItem> {
    Ok(AgendaItem {
        id: Some(id(&row.id)?),
        section: choice(&row.section, Section::named)?,
        title: row.title.clone(),
        notes: row.notes.clone(),
        motions: Vec::new(),
    })
}

pub fn item_columns(id: &str, meeting: &str, at: usize, item: &AgendaItem) -> agenda_item::ActiveModel {
    agenda_item::ActiveModel {
        id: Set(id.to_owned()),
        meeting_id: Set(meeting.to_owned()),
        position: Set(position(at)),
        section: Set(item.section.name().to_owned()),
        title: Set(item.title.clone()),
        notes: Set(item.notes.clone()),
    }
}

pub fn action_item(row: &action_item::Model) -> Result<ActionItem> {
    Ok(ActionItem {
        id: Some(id(&row.id)?),
        task: row.task.clone(),
        owner: name(row.owner.as_ref()),
        due_on: row.due_on.as_deref().map(day).transpose()?,
    })
}

pub fn action_item_columns(id: &str, meeting: &str, at: usize, item: &ActionItem) -> action_item::ActiveModel {
    action_item::ActiveModel {
        id: Set(id.to_owned()),
        meeting_id: Set(meeting.to_owned()),
        position: Set(position(at)),
        task: Set(item.task.clone()),
        owner: Set(named(item.owner.as_ref())),
        due_on: Set(item.due_on.map(|day| day.to_string())),
    }
}

pub fn motion(row: &motion::Model) -> Result<Motion> {
    Ok(Motion {
        id: Some(id(&row.id)?),
        taken_up: row.taken_up.as_deref().map(id).transpose()?,
        kind: choice(&row.kind, MotionKind::named)?,
        wording: row.wording.clone(),
        mover: name(row.mover.as_ref()),
        second: name(row.seconder.as_ref()).map(Second::By).or(row.second_not_needed.then_some(Second::NotNeeded)),
        threshold: choice(&row.threshold, Threshold::named)?,
        fate: fate(row)?,
    })
}

fn fate(row: &motion::Model) -> Result<Option<Fate>> {
    let votes = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok());
    Ok(Some(match row.fate.as_deref() {
        None => return Ok(None),
        Some("voted") => Fate::Voted(Vote {
            votes_for: votes(row.votes_for),
            votes_against: votes(row.votes_against),
            abstentions: votes(row.abstentions),
            no_objection: row.no_objection,
            minority: match (&row.minority_view, row.no_minority) {
                (Some(view), _) => Some(MinorityView::Heard(view.clone())),
                (None, true) => Some(MinorityView::NoneOffered),
                (None, false) => None,
            },
        }),
        Some("withdrawn") => Fate::Withdrawn,
        Some("tabled") => Fate::Tabled { until: row.tabled_until.as_deref().map(day).transpose()? },
        Some("referred") => Fate::Referred {
            to: row.referred_to.clone().unwrap_or_default(),
            due: row.referred_due.as_deref().map(day).transpose()?,
        },
        Some(other) => choice(other, |_| None)?,
    }))
}

/// All columns of a motion but its link to an earlier one, which is set once, when the agenda is made.
pub fn motion_columns(id: &str, item: &str, at: usize, motion: &Motion) -> motion::ActiveModel {
    let mut row = motion::ActiveModel {
        id: Set(id.to_owned()),
        agenda_item_id: Set(item.to_owned()),
        position: Set(position(at)),
        taken_up: NotSet,
        kind: Set(motion.kind.name().to_owned()),
        wording: Set(motion.wording.clone()),
        mover: Set(named(motion.mover.as_ref())),
        seconder: Set(None),
        second_not_needed: Set(motion.second == Some(Second::NotNeeded)),
        threshold: Set(motion.threshold.name().to_owned()),
        fate: Set(motion.fate.as_ref().map(|fate| fate.name().to_owned())),
        votes_for: Set(None),
        votes_against: Set(None),
        abstentions: Set(None),
        no_objection: Set(false),
        outcome: Set(motion.outcome().map(|outcome| outcome.name().to_owned())),
        minority_view: Set(None),
        no_minority: Set(false),
        tabled_until: Set(None),
        referred_to: Set(None),
        referred_due: Set(None),
    };
    if let Some(Second::By(seconder)) = &motion.second {
        row.seconder = Set(Some(seconder.to_string()));
    }
    match &motion.fate {
        Some(Fate::Voted(vote)) => {
            row.votes_for = Set(vote.votes_for.map(count));
            row.votes_against = Set(vote.votes_against.map(count));
            row.abstentions = Set(vote.abstentions.map(count));
            row.no_objection = Set(vote.no_objection);
            row.no_minority = Set(vote.minority == Some(MinorityView::NoneOffered));
            if let Some(MinorityView::Heard(view)) = &vote.minority {
                row.minority_view = Set(Some(view.clone()));
            }
        }
        Some(Fate::Tabled { until }) => row.tabled_until = Set(until.map(|day| day.to_string())),
        Some(Fate::Referred { to, due }) => {
            row.referred_to = Set(Some(to.clone()));
            row.referred_due = Set(due.map(|day| day.to_string()));
        }
        Some(Fate::Withdrawn) | None => {}
    }
    row
}
