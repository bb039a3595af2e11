//! Minutes as they are read: every fact with its words.

use chrono::NaiveDate;
use homegroup_plugin::Text;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::minutes::rules::minutes::{Minutes, NextMeeting};
use crate::minutes::rules::motion::{Count, Fate, MinorityView, Motion, Second, Vote};
use crate::minutes::rules::name::NameInMinutes;
use crate::minutes::sentences::{of_agreement, of_badge, of_outcome, of_threshold};
use crate::minutes::store::meetings::Kept;

/// Stored minutes, with the days on which their action items were reported done.
pub fn of(kept: &Kept, done: &[(Uuid, NaiveDate)]) -> Value {
    let mut document = text(&kept.minutes, done);
    let (class, label) = of_badge(kept.state);
    document["state"] = json!({ "class": class, "label": label });
    document["changed"] = json!(kept.changed_at.is_some() && kept.approved.is_none());
    document["approved"] = json!(kept.approved.as_ref().map(|approved| {
        json!({
            "by": approved.by,
            "on": approved.by_meeting_on,
            "amendment": approved.amendment,
            "fingerprint": approved.content_hash,
        })
    }));
    document
}

fn text(minutes: &Minutes, done: &[(Uuid, NaiveDate)]) -> Value {
    let mut number = 0;
    let items: Vec<Value> = minutes
        .items
        .iter()
        .map(|item| {
            let motions: Vec<Value> = item
                .motions
                .iter()
                .map(|motion| {
                    number += 1;
                    of_motion(number, motion)
                })
                .collect();
            json!({ "heading": item.title, "notes": item.notes, "motions": motions })
        })
        .collect();
    let action_items: Vec<Value> = minutes
        .action_items
        .iter()
        .map(|item| {
            let done_on = done.iter().find(|(id, _)| Some(*id) == item.id).map(|(_, on)| on);
            json!({ "id": item.id, "task": item.task, "owner": name(item.owner.as_ref()), "due_on": item.due_on, "done_on": done_on })
        })
        .collect();
    json!({
        "held_on": minutes.held_on,
        "place": minutes.place,
        "chair": minutes.chair.as_ref().map(NameInMinutes::as_str),
        "secretary": minutes.secretary.as_ref().map(NameInMinutes::as_str),
        "attendance": minutes.attendance,
        "opened": minutes.opened_at.map(|time| time.format("%H:%M").to_string()),
        "closed": minutes.closed_at.map(|time| time.format("%H:%M").to_string()),
        "next": match minutes.next_meeting {
            Some(NextMeeting::On(day)) => Some(day),
            _ => None,
        },
        "next_not_fixed": minutes.next_meeting == Some(NextMeeting::NotFixed),
        "items": items,
        "action_items": action_items,
    })
}

/// A name as an argument of a sentence; `none` makes it say "a member".
fn name(name: Option<&NameInMinutes>) -> String {
    name.map_or_else(|| "none".to_owned(), ToString::to_string)
}

fn of_motion(number: usize, motion: &Motion) -> Value {
    let mover = name(motion.mover.as_ref());
    let moved = match &motion.second {
        Some(Second::By(second)) => Text::new("minutes-moved-seconded").with("mover", mover).with("seconder", second.as_str()),
        Some(Second::NotNeeded) => Text::new("minutes-moved-no-second").with("mover", mover),
        None => Text::new("minutes-moved").with("mover", mover),
    };
    let outcome = motion.outcome().map(|outcome| {
        let (class, label) = of_outcome(outcome);
        json!({ "class": class, "label": label })
    });
    let vote = match &motion.fate {
        Some(Fate::Voted(vote)) => Some(of_vote(vote)),
        _ => None,
    };
    json!({
        "number": number,
        "wording": motion.wording,
        "moved": moved,
        "taken_up": motion.taken_up.is_some(),
        "needs": of_threshold(motion.threshold),
        "outcome": outcome,
        "vote": vote,
        "instead": instead(motion.fate.as_ref()),
    })
}

fn of_vote(vote: &Vote) -> Value {
    let count = vote.count();
    let tally = match count {
        Some(Count::Tally(tally)) => Some(tally),
        _ => None,
    };
    json!({
        "tally": tally,
        "no_objection": vote.no_objection,
        "agreement": count.and_then(Count::agreement).map(of_agreement),
        "heard": match &vote.minority {
            Some(MinorityView::Heard(view)) => Some(view),
            _ => None,
        },
        "none_offered": vote.minority == Some(MinorityView::NoneOffered),
    })
}

/// What became of a motion that was not put to the vote.
fn instead(fate: Option<&Fate>) -> Option<Value> {
    let (text, day) = match fate? {
        Fate::Voted(_) => return None,
        Fate::Withdrawn => (Text::new("minutes-withdrawn"), None),
        Fate::Tabled { until } => (Text::new("minutes-tabled"), *until),
        Fate::Referred { to, due } => (Text::new("minutes-referred").with("to", to.as_str()), *due),
    };
    Some(json!({ "text": text, "until": day }))
}
