//! What minutes must hold before anybody else reads them (B16). The whole list at once, so that nobody mends one thing to
//! be told the next.

use super::agenda::Section;
use super::minutes::{ActionItem, Minutes};
use super::motion::{Fate, Motion, Vote};

/// Something that is not written down yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Where the group met, or through what.
    Place,
    /// Who led the meeting.
    Chair,
    /// Who wrote.
    Secretary,
    /// How many were there.
    Attendance,
    /// What became of the minutes of last time: no such point is on the agenda.
    PreviousMinutes,
    /// What the servants reported: no report is on the agenda.
    Reports,
    /// The notes of a point that must have some.
    Notes {
        /// The place of the point on the agenda, counted from 0.
        item: usize,
        /// What it is called.
        title: String,
    },
    /// Something about a motion.
    OfMotion {
        /// The place of its point on the agenda, counted from 0.
        item: usize,
        /// Its place under that point, counted from 0.
        motion: usize,
        /// Its number in the minutes, counted from 1.
        number: usize,
        /// What.
        what: OfMotion,
    },
    /// Something about an action item.
    OfActionItem {
        /// Its place, counted from 0.
        action_item: usize,
        /// What.
        what: OfActionItem,
    },
    /// When the group meets next, or that this is open.
    NextMeeting,
    /// When the meeting ended.
    TimeClosed,
}

/// What a motion can lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OfMotion {
    /// Its exact words.
    Wording,
    /// Who moved it.
    Mover,
    /// Who seconded it, or that it needed nobody.
    Second,
    /// What became of it.
    Fate,
    /// How many voted which way.
    Tally,
    /// What the minority said, or that nobody spoke (B7).
    MinorityView,
    /// Who looks into it.
    ReferredTo,
}

/// What an action item can lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OfActionItem {
    /// What is to be done.
    Task,
    /// Who does it.
    Owner,
    /// By when.
    Due,
}

/// Everything that is missing, in the order of the page.
///
/// Elections need no line of their own in minutes of a meeting that elected nobody: a point for them stands on the agenda
/// only when there are any, and then it needs notes like a report.
pub fn missing(minutes: &Minutes) -> Vec<Missing> {
    let has = |section| minutes.items.iter().any(|item| item.section == section);
    let head = [
        (!minutes.place.is_empty(), Missing::Place),
        (minutes.chair.is_some(), Missing::Chair),
        (minutes.secretary.is_some(), Missing::Secretary),
        (minutes.attendance.is_some(), Missing::Attendance),
        (has(Section::PreviousMinutes), Missing::PreviousMinutes),
        (has(Section::Reports), Missing::Reports),
    ];
    let action_items =
        minutes.action_items.iter().enumerate().flat_map(|(at, item)| {
            of_action_item(item).into_iter().map(move |what| Missing::OfActionItem { action_item: at, what })
        });
    let end = [(minutes.next_meeting.is_some(), Missing::NextMeeting), (minutes.closed_at.is_some(), Missing::TimeClosed)];
    absent(head).chain(of_items(minutes)).chain(action_items).chain(absent(end)).collect()
}

fn absent<const N: usize>(needs: [(bool, Missing); N]) -> impl Iterator<Item = Missing> {
    needs.into_iter().filter(|(there, _)| !there).map(|(_, what)| what)
}

fn of_items(minutes: &Minutes) -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut number = 0;
    for (at, item) in minutes.items.iter().enumerate() {
        let must_have_notes = matches!(item.section, Section::PreviousMinutes | Section::Reports | Section::Elections);
        if must_have_notes && item.notes.is_empty() && item.motions.is_empty() {
            missing.push(Missing::Notes { item: at, title: item.title.clone() });
        }
        for (place, motion) in item.motions.iter().enumerate() {
            number += 1;
            let of_motion = of_motion(motion).into_iter();
            missing.extend(of_motion.map(|what| Missing::OfMotion { item: at, motion: place, number, what }));
        }
    }
    missing
}

fn of_motion(motion: &Motion) -> Vec<OfMotion> {
    let mut missing = Vec::new();
    if motion.wording.is_empty() {
        missing.push(OfMotion::Wording);
    }
    if motion.mover.is_none() {
        missing.push(OfMotion::Mover);
    }
    // A motion that found no second was never put to the vote; it was withdrawn, and that is all there is to say.
    if motion.second.is_none() && motion.fate != Some(Fate::Withdrawn) {
        missing.push(OfMotion::Second);
    }
    match &motion.fate {
        None => missing.push(OfMotion::Fate),
        Some(Fate::Voted(vote)) => missing.extend(of_vote(vote)),
        Some(Fate::Referred { to, .. }) if to.is_empty() => missing.push(OfMotion::ReferredTo),
        Some(_) => {}
    }
    missing
}

fn of_vote(vote: &Vote) -> Option<OfMotion> {
    match vote.count() {
        None => Some(OfMotion::Tally),
        Some(count) if !count.is_unanimous() && vote.minority.is_none() => Some(OfMotion::MinorityView),
        Some(_) => None,
    }
}

fn of_action_item(item: &ActionItem) -> Vec<OfActionItem> {
    let mut missing = Vec::new();
    if item.task.is_empty() {
        missing.push(OfActionItem::Task);
    }
    if item.owner.is_none() {
        missing.push(OfActionItem::Owner);
    }
    if item.due_on.is_none() {
        missing.push(OfActionItem::Due);
    }
    missing
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::minutes::rules::minutes::{AgendaItem, NextMeeting};
    use crate::minutes::rules::motion::{MinorityView, MotionKind, Second};
    use crate::minutes::rules::name::NameInMinutes;
    use crate::minutes::rules::tally::Threshold;
    use chrono::{NaiveDate, NaiveTime};

    fn item(section: Section, title: &str, notes: &str, motions: Vec<Motion>) -> AgendaItem {
        AgendaItem { id: None, section, title: title.into(), notes: notes.into(), motions }
    }

    fn motion() -> Motion {
        Motion {
            id: None,
            taken_up: None,
            kind: MotionKind::Format,
            wording: "That the meeting opens with a reading.".into(),
            mover: NameInMinutes::parse("Dana R."),
            second: NameInMinutes::parse("Kim").map(Second::By),
            threshold: Threshold::TwoThirds,
            fate: Some(Fate::Voted(Vote {
                votes_for: Some(11),
                votes_against: Some(5),
                minority: Some(MinorityView::NoneOffered),
                ..Vote::default()
            })),
        }
    }

    /// Minutes that lack nothing and name nobody.
    pub fn complete() -> Minutes {
        Minutes {
            held_on: NaiveDate::from_ymd_opt(2026, 4, 16).expect("a day"),
            place: "Church basement".into(),
            chair: NameInMinutes::parse("Ruth"),
            secretary: NameInMinutes::parse("Kim"),
            attendance: Some(17),
            opened_at: NaiveTime::from_hms_opt(20, 15, 0),
            closed_at: NaiveTime::from_hms_opt(21, 0, 0),
            next_meeting: Some(NextMeeting::NotFixed),
            items: vec![
                item(Section::Opening, "Opening", "", vec![]),
                item(Section::PreviousMinutes, "Minutes of March", "Approved as read.", vec![]),
                item(Section::Reports, "Treasurer's report", "Opening balance 452.37, closing 645.19.", vec![]),
                item(Section::NewBusiness, "New business", "", vec![motion()]),
            ],
            action_items: vec![ActionItem {
                id: None,
                task: "Order medallions".into(),
                owner: NameInMinutes::parse("Kim"),
                due_on: NaiveDate::from_ymd_opt(2026, 4, 30),
            }],
        }
    }

    #[test]
    fn b16_complete_minutes_lack_nothing() {
        assert_eq!(missing(&complete()), []);
    }

    #[test]
    fn b16_an_empty_draft_is_told_everything_at_once_in_the_order_of_the_page() {
        let empty = Minutes {
            place: String::new(),
            chair: None,
            secretary: None,
            attendance: None,
            opened_at: None,
            closed_at: None,
            next_meeting: None,
            items: vec![],
            action_items: vec![],
            ..complete()
        };
        assert_eq!(
            missing(&empty),
            [
                Missing::Place,
                Missing::Chair,
                Missing::Secretary,
                Missing::Attendance,
                Missing::PreviousMinutes,
                Missing::Reports,
                Missing::NextMeeting,
                Missing::TimeClosed
            ]
        );
    }

    #[test]
    fn b16_a_report_an_approval_and_an_election_need_notes_or_a_motion() {
        let mut minutes = complete();
        for item in &mut minutes.items {
            item.notes.clear();
        }
        minutes.items.push(item(Section::Elections, "Elections", "", vec![]));
        let titles: Vec<_> = missing(&minutes)
            .into_iter()
            .map(|missing| match missing {
                Missing::Notes { item, title } => (item, title),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(titles, [(1, "Minutes of March".into()), (2, "Treasurer's report".into()), (4, "Elections".into())]);
        minutes.items[4].motions.push(motion());
        assert_eq!(missing(&minutes).len(), 2);
    }

    #[test]
    fn b16_a_motion_needs_its_words_its_people_and_its_fate() {
        let gaps = |motion: Motion| of_motion(&motion);
        assert_eq!(gaps(motion()), []);
        let bare = Motion { wording: String::new(), mover: None, second: None, fate: None, ..motion() };
        assert_eq!(gaps(bare), [OfMotion::Wording, OfMotion::Mover, OfMotion::Second, OfMotion::Fate]);
        let half = Vote { votes_for: Some(11), ..Vote::default() };
        assert_eq!(gaps(Motion { fate: Some(Fate::Voted(half)), ..motion() }), [OfMotion::Tally]);
        let nobody = Fate::Referred { to: String::new(), due: None };
        assert_eq!(gaps(Motion { fate: Some(nobody), ..motion() }), [OfMotion::ReferredTo]);
        assert_eq!(gaps(Motion { fate: Some(Fate::Tabled { until: None }), ..motion() }), []);
        assert_eq!(gaps(Motion { second: None, fate: Some(Fate::Withdrawn), ..motion() }), []);
    }

    #[test]
    fn b7_the_minority_is_heard_whenever_the_vote_was_not_unanimous() {
        let voted = |votes_for, votes_against| {
            let vote = Vote { votes_for: Some(votes_for), votes_against: Some(votes_against), ..Vote::default() };
            of_motion(&Motion { fate: Some(Fate::Voted(vote)), ..motion() })
        };
        assert_eq!(voted(11, 5), [OfMotion::MinorityView]);
        assert_eq!(voted(5, 11), [OfMotion::MinorityView]);
        assert_eq!(voted(16, 0), []);
        assert_eq!(voted(0, 16), []);
        let silent = Vote { no_objection: true, ..Vote::default() };
        assert_eq!(of_motion(&Motion { fate: Some(Fate::Voted(silent)), ..motion() }), []);
    }

    #[test]
    fn b16_an_action_item_needs_a_task_an_owner_and_a_day() {
        let mut minutes = complete();
        minutes.action_items[0] = ActionItem { id: None, task: String::new(), owner: None, due_on: None };
        let whats: Vec<_> = missing(&minutes)
            .into_iter()
            .map(|missing| match missing {
                Missing::OfActionItem { action_item: 0, what } => what,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(whats, [OfActionItem::Task, OfActionItem::Owner, OfActionItem::Due]);
    }

    #[test]
    fn b16_motions_are_numbered_through_the_whole_minutes() {
        let mut minutes = complete();
        let bare = Motion { mover: None, ..motion() };
        minutes.items[1].motions.push(motion());
        minutes.items[3].motions = vec![motion(), bare];
        assert_eq!(missing(&minutes), [Missing::OfMotion { item: 3, motion: 1, number: 3, what: OfMotion::Mover }]);
    }
}
