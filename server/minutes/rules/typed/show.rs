//! From what is kept back to the form, so that a page that is saved unchanged changes nothing.

use crate::minutes::rules::minutes::{ActionItem, AgendaItem, Minutes, NextMeeting};

use super::{TypedActionItem, TypedItem, TypedMinutes, TypedMotion};

impl From<&Minutes> for TypedMinutes {
    fn from(minutes: &Minutes) -> Self {
        Self {
            held_on: minutes.held_on.to_string(),
            place: minutes.place.clone(),
            chair: words(minutes.chair.as_ref()),
            secretary: words(minutes.secretary.as_ref()),
            attendance: words(minutes.attendance),
            opened_at: clock(minutes.opened_at),
            closed_at: clock(minutes.closed_at),
            next_meeting: match minutes.next_meeting {
                Some(NextMeeting::On(day)) => day.to_string(),
                Some(NextMeeting::NotFixed) | None => String::new(),
            },
            next_not_fixed: minutes.next_meeting == Some(NextMeeting::NotFixed),
            items: minutes.items.iter().map(TypedItem::from).collect(),
            action_items: minutes.action_items.iter().map(TypedActionItem::from).collect(),
        }
    }
}

impl From<&AgendaItem> for TypedItem {
    fn from(item: &AgendaItem) -> Self {
        Self {
            id: words(item.id),
            section: item.section.name().to_owned(),
            title: item.title.clone(),
            notes: item.notes.clone(),
            motions: item.motions.iter().map(TypedMotion::from).collect(),
            removed: false,
        }
    }
}

impl From<&ActionItem> for TypedActionItem {
    fn from(item: &ActionItem) -> Self {
        Self {
            id: words(item.id),
            task: item.task.clone(),
            owner: words(item.owner.as_ref()),
            due_on: words(item.due_on),
            removed: false,
        }
    }
}

pub(super) fn words(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn clock(time: Option<chrono::NaiveTime>) -> String {
    words(time.map(|time| time.format("%H:%M")))
}
