//! The minutes of one business meeting, as far as they are written: what a draft holds, and what is frozen in the end (B16).

use chrono::{NaiveDate, NaiveTime};
use uuid::Uuid;

use super::agenda::Section;
use super::motion::Motion;
use super::name::NameInMinutes;

/// All that minutes say. A draft may lack anything but its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minutes {
    /// The day of the meeting, in the group's zone.
    pub held_on: NaiveDate,
    /// Where it met, or through what.
    pub place: String,
    /// Who led it.
    pub chair: Option<NameInMinutes>,
    /// Who wrote.
    pub secretary: Option<NameInMinutes>,
    /// How many were there; who they were is nobody's business.
    pub attendance: Option<u32>,
    /// When it began.
    pub opened_at: Option<NaiveTime>,
    /// When it ended.
    pub closed_at: Option<NaiveTime>,
    /// When the next one is.
    pub next_meeting: Option<NextMeeting>,
    /// What was on the agenda, in order.
    pub items: Vec<AgendaItem>,
    /// Who does what until when.
    pub action_items: Vec<ActionItem>,
}

/// When the group meets for business again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextMeeting {
    /// On this day.
    On(NaiveDate),
    /// The meeting left it open.
    NotFixed,
}

/// A point of the agenda with what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    /// Its id once it has been saved.
    pub id: Option<Uuid>,
    /// The part of the standing order it belongs to.
    pub section: Section,
    /// What it is called on the agenda.
    pub title: String,
    /// What was said, in Markdown: a summary, not a transcript.
    pub notes: String,
    /// What was moved under this point.
    pub motions: Vec<Motion>,
}

/// Something somebody agreed to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionItem {
    /// Its id once it has been saved.
    pub id: Option<Uuid>,
    /// What is to be done.
    pub task: String,
    /// Who does it.
    pub owner: Option<NameInMinutes>,
    /// By when.
    pub due_on: Option<NaiveDate>,
}

impl Minutes {
    /// All motions in the order of the agenda.
    pub fn motions(&self) -> impl Iterator<Item = &Motion> {
        self.items.iter().flat_map(|item| &item.motions)
    }

    /// The same, where each motion keeps the link to the earlier motion it takes up: a form does not carry it.
    pub fn linked_as_in(mut self, kept: &Minutes) -> Self {
        for motion in self.items.iter_mut().flat_map(|item| &mut item.motions) {
            let same = motion.id.and_then(|id| kept.motions().find(|kept| kept.id == Some(id)));
            motion.taken_up = same.and_then(|kept| kept.taken_up);
        }
        self
    }

    /// All words in it, but for the names of people.
    pub fn words(&self) -> String {
        let mut words = vec![self.held_on.to_string(), self.place.clone()];
        for item in &self.items {
            words.extend([item.title.clone(), item.notes.clone()]);
            words.extend(item.motions.iter().flat_map(Motion::words));
        }
        words.extend(self.action_items.iter().map(|item| item.task.clone()));
        words.join("\n")
    }
}
