//! The page on which minutes are written, as its form carries it: everything is words, and blank parts are no parts.

mod motion;
mod show;

pub use motion::TypedMotion;

use serde::{Deserialize, Serialize};

use super::agenda::Section;
use super::minutes::{ActionItem, AgendaItem, Minutes, NextMeeting};
use super::read::{Broken, NOTES, PARAGRAPH, Reader, Refusal};

/// The whole form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the field of `Minutes` of its name")]
pub struct TypedMinutes {
    pub held_on: String,
    pub place: String,
    pub chair: String,
    pub secretary: String,
    pub attendance: String,
    pub opened_at: String,
    pub closed_at: String,
    pub next_meeting: String,
    pub next_not_fixed: bool,
    pub items: Vec<TypedItem>,
    pub action_items: Vec<TypedActionItem>,
}

/// A point of the agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the field of `AgendaItem` of its name")]
pub struct TypedItem {
    pub id: String,
    pub section: String,
    pub title: String,
    pub notes: String,
    pub motions: Vec<TypedMotion>,
    /// She ticked "take this out".
    pub removed: bool,
}

/// An action item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the field of `ActionItem` of its name")]
pub struct TypedActionItem {
    pub id: String,
    pub task: String,
    pub owner: String,
    pub due_on: String,
    /// She ticked "take this out".
    pub removed: bool,
}

impl TypedMinutes {
    /// Reads the form. What was taken out and what is blank is left away; points are put into the standing order.
    pub fn read(&self) -> Result<Minutes, Vec<Broken>> {
        let mut reader = Reader::new();
        let held_on = reader.day("held_on", &self.held_on);
        if self.held_on.trim().is_empty() {
            reader.refuse("held_on", Refusal::DayMissing);
        }
        let next_meeting = reader.day("next_meeting", &self.next_meeting).map(NextMeeting::On);
        let mut minutes = Minutes {
            // Never kept: without a day there is a refusal.
            held_on: held_on.unwrap_or_default(),
            place: reader.line("place", &self.place),
            chair: reader.name("chair", &self.chair),
            secretary: reader.name("secretary", &self.secretary),
            attendance: reader.count("attendance", &self.attendance),
            opened_at: reader.time("opened_at", &self.opened_at),
            closed_at: reader.time("closed_at", &self.closed_at),
            next_meeting: next_meeting.or(self.next_not_fixed.then_some(NextMeeting::NotFixed)),
            items: read_each(&mut reader, "items", &self.items, TypedItem::read),
            action_items: read_each(&mut reader, "action_items", &self.action_items, TypedActionItem::read),
        };
        minutes.items.sort_by_key(|item| item.section);
        reader.finish(minutes)
    }
}

impl TypedMinutes {
    /// The form without the empty parts that stand ready behind the others. The others keep their places.
    pub fn without_empty_ends(mut self) -> Self {
        for item in &mut self.items {
            while item.motions.pop_if(|motion| motion.is_untouched()).is_some() {}
        }
        while self.items.pop_if(|item| item.is_untouched()).is_some() {}
        while self.action_items.pop_if(|item| item.is_untouched()).is_some() {}
        self
    }
}

/// Reads the parts that are there; each names its fields by its place in the form.
fn read_each<A, B>(reader: &mut Reader, name: &str, parts: &[A], read: impl Fn(&A, &mut Reader) -> Option<B>) -> Vec<B> {
    let parts = parts.iter().enumerate();
    parts.filter_map(|(at, part)| reader.within(&format!("{name}[{at}]"), |reader| read(part, reader))).collect()
}

fn id(reader: &mut Reader, typed: &str) -> Option<uuid::Uuid> {
    reader.choice("id", typed, |typed| typed.parse().ok())
}

impl TypedItem {
    fn is_untouched(&self) -> bool {
        self.motions.is_empty() && [&self.id, &self.title, &self.notes].iter().all(|words| words.trim().is_empty())
    }

    fn read(&self, reader: &mut Reader) -> Option<AgendaItem> {
        if self.removed {
            return None;
        }
        let item = AgendaItem {
            id: id(reader, &self.id),
            section: reader.choice("section", &self.section, Section::named).unwrap_or(Section::NewBusiness),
            title: reader.line("title", &self.title),
            notes: reader.text("notes", &self.notes, NOTES),
            motions: read_each(reader, "motions", &self.motions, TypedMotion::read),
        };
        let blank = item.title.is_empty() && item.notes.is_empty() && item.motions.is_empty();
        (!blank).then_some(item)
    }
}

impl TypedActionItem {
    fn is_untouched(&self) -> bool {
        [&self.id, &self.task, &self.owner, &self.due_on].iter().all(|words| words.trim().is_empty())
    }

    fn read(&self, reader: &mut Reader) -> Option<ActionItem> {
        let blank = [&self.task, &self.owner, &self.due_on].iter().all(|words| words.trim().is_empty());
        (!self.removed && !blank).then(|| ActionItem {
            id: id(reader, &self.id),
            task: reader.text("task", &self.task, PARAGRAPH),
            owner: reader.name("owner", &self.owner),
            due_on: reader.day("due_on", &self.due_on),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::rules::motion::{Fate, Second};

    fn typed() -> TypedMinutes {
        let motion = TypedMotion {
            kind: "format".into(),
            threshold: "two-thirds".into(),
            wording: "That the meeting opens with a reading.".into(),
            mover: "Dana R.".into(),
            seconder: "Kim".into(),
            fate: "voted".into(),
            votes_for: "11".into(),
            votes_against: "5".into(),
            abstentions: "0".into(),
            minority_view: "Some fear the meeting grows too long.".into(),
            ..TypedMotion::default()
        };
        let new_business = TypedItem {
            section: "new-business".into(),
            title: "New business".into(),
            motions: vec![motion],
            ..TypedItem::default()
        };
        let opening =
            TypedItem { section: "opening".into(), title: "Opening".into(), notes: "Silence.".into(), ..TypedItem::default() };
        TypedMinutes {
            held_on: "2026-04-16".into(),
            place: "Church basement".into(),
            chair: "Ruth".into(),
            secretary: "Kim".into(),
            attendance: "17".into(),
            opened_at: "20:15".into(),
            closed_at: "21:00".into(),
            next_meeting: "2026-05-21".into(),
            items: vec![opening, new_business],
            action_items: vec![TypedActionItem {
                task: "Order medallions".into(),
                owner: "Kim".into(),
                due_on: "2026-04-30".into(),
                ..TypedActionItem::default()
            }],
            ..TypedMinutes::default()
        }
    }

    #[test]
    fn a_form_sent_back_unchanged_changes_nothing() {
        let minutes = typed().read().expect("complete");
        assert_eq!(TypedMinutes::from(&minutes), typed());
        assert_eq!(TypedMinutes::from(&minutes).read(), Ok(minutes));
    }

    #[test]
    fn a_draft_may_lack_anything_but_its_day() {
        let empty = TypedMinutes { held_on: "2026-04-16".into(), ..TypedMinutes::default() };
        assert!(empty.read().is_ok());
        let broken = TypedMinutes::default().read().expect_err("no day");
        assert_eq!(broken, [Broken { field: "held_on".into(), why: Refusal::DayMissing }]);
    }

    #[test]
    fn b4_the_mover_cannot_second_her_own_motion() {
        let mut form = typed();
        form.items[1].motions[0].seconder = "dana r".into();
        form.items[1].motions[0].mover = "Dana R.".into();
        let broken = form.read().expect_err("lower case is no name here");
        assert_eq!(broken[0].why, Refusal::NotAName);
        form.items[1].motions[0].seconder = " Dana  R ".into();
        let broken = form.read().expect_err("she is the mover");
        assert_eq!(broken, [Broken { field: "items[1].motions[0].seconder".into(), why: Refusal::SecondsHerself }]);
    }

    #[test]
    fn b4_a_motion_of_a_committee_needs_no_second() {
        let mut form = typed();
        form.items[1].motions[0].seconder = String::new();
        form.items[1].motions[0].second_not_needed = true;
        let minutes = form.read().expect("a committee's motion");
        assert_eq!(minutes.items[1].motions[0].second, Some(Second::NotNeeded));
    }

    #[test]
    fn blank_parts_are_no_parts_and_what_is_taken_out_is_gone() {
        let mut form = typed();
        form.items[1].motions.push(TypedMotion {
            kind: "procedure".into(),
            threshold: "majority".into(),
            ..TypedMotion::default()
        });
        form.items.push(TypedItem { section: "reports".into(), ..TypedItem::default() });
        form.action_items.push(TypedActionItem::default());
        let minutes = form.read().expect("blank parts are left away");
        assert_eq!((minutes.items.len(), minutes.motions().count(), minutes.action_items.len()), (2, 1, 1));
        assert_eq!(form.clone().without_empty_ends(), typed());
        form.items[1].motions[0].removed = true;
        form.action_items[0].removed = true;
        let minutes = form.read().expect("taken out");
        assert_eq!((minutes.motions().count(), minutes.action_items.len()), (0, 0));
    }

    #[test]
    fn a_tally_or_a_committee_says_the_fate_that_was_not_chosen() {
        let fate = |form: &TypedMinutes| form.read().expect("readable").items[1].motions[0].fate.clone();
        let mut form = typed();
        form.items[1].motions[0].fate = String::new();
        assert!(matches!(fate(&form), Some(Fate::Voted(_))));
        form.items[1].motions[0] = TypedMotion { wording: "That we look for a bigger room.".into(), ..TypedMotion::default() };
        assert_eq!(fate(&form), None);
        form.items[1].motions[0].referred_to = "The steering committee".into();
        assert!(matches!(fate(&form), Some(Fate::Referred { .. })));
    }

    #[test]
    fn half_a_tally_is_kept_for_later() {
        let mut form = typed();
        form.items[1].motions[0].votes_against = String::new();
        let minutes = form.read().expect("a draft");
        assert_eq!(TypedMinutes::from(&minutes), form);
    }

    #[test]
    fn points_stand_in_the_standing_order_whatever_order_they_were_added_in() {
        let mut form = typed();
        form.items.reverse();
        let minutes = form.read().expect("readable");
        assert!(minutes.items.is_sorted_by_key(|item| item.section));
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let mut form = typed();
        form.attendance = "seventeen".into();
        form.next_meeting = "next month".into();
        form.items[1].motions[0].votes_for = "-1".into();
        form.action_items[0].owner = "Dana Rivers".into();
        let fields: Vec<_> = form.read().expect_err("four").into_iter().map(|broken| broken.field).collect();
        assert_eq!(fields, ["next_meeting", "attendance", "items[1].motions[0].votes_for", "action_items[0].owner"]);
    }
}
