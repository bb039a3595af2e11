//! The agenda that makes itself: the standing order of the fellowship with whatever an earlier meeting left over (B14).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::motion::{Fate, Motion};

/// A part of the standing order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// Silence, the Serenity Prayer, a Tradition.
    Opening,
    /// The minutes that wait for approval.
    PreviousMinutes,
    /// What the servants report.
    Reports,
    /// What earlier meetings left over.
    OldBusiness,
    /// What is brought up for the first time.
    NewBusiness,
    /// Who serves next; stands on the agenda only when somebody is elected.
    Elections,
    /// Close with a motion.
    Closing,
}

impl Section {
    /// All, in the standing order.
    pub const ALL: [Section; 7] = [
        Section::Opening,
        Section::PreviousMinutes,
        Section::Reports,
        Section::OldBusiness,
        Section::NewBusiness,
        Section::Elections,
        Section::Closing,
    ];

    /// The name it is stored and posted under.
    pub fn name(self) -> &'static str {
        match self {
            Section::Opening => "opening",
            Section::PreviousMinutes => "previous-minutes",
            Section::Reports => "reports",
            Section::OldBusiness => "old-business",
            Section::NewBusiness => "new-business",
            Section::Elections => "elections",
            Section::Closing => "closing",
        }
    }

    /// The section called `name`, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }
}

/// What earlier meetings left over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOver {
    /// Days of the meetings whose minutes went out and are not approved yet.
    pub unapproved: Vec<NaiveDate>,
    /// Motions that were put off or referred and not taken up since, with the day of their meeting.
    pub motions: Vec<(NaiveDate, Motion)>,
    /// What somebody agreed to do and has not reported done.
    pub action_items: Vec<OpenActionItem>,
    /// Literature and tokens of which too few are left (T22).
    pub low_stock: Vec<LowStock>,
}

/// Literature or tokens below the level at which they are to be ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LowStock {
    /// What it is called.
    pub name: String,
    /// How many are left.
    pub quantity: u32,
    /// How many bring it back to its level.
    pub pieces: u32,
    /// What they cost, in words, where somebody wrote down a price.
    pub cost: Option<String>,
}

/// An action item that is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenActionItem {
    /// Its id.
    pub id: Uuid,
    /// Id of the meeting it was taken on at.
    pub meeting: String,
    /// What is to be done.
    pub task: String,
    /// Who does it, or nobody any more.
    pub owner: Option<String>,
    /// By when.
    pub due_on: Option<NaiveDate>,
}

/// A point the agenda proposes. The page gives it words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposed {
    /// Silence, the Serenity Prayer, a Tradition.
    Opening,
    /// Approval of the minutes of that day; `None` when none wait.
    PreviousMinutes(Option<NaiveDate>),
    /// The treasurer's report.
    TreasurersReport,
    /// The reports of the other servants.
    OtherReports,
    /// What is due by the day of the meeting.
    ActionItemsDue(Vec<OpenActionItem>),
    /// A motion put off on that day, to be taken up again.
    Tabled(NaiveDate, Box<Motion>),
    /// A motion referred on that day, to be reported on.
    Referred(NaiveDate, Box<Motion>),
    /// Literature and tokens to be ordered.
    LowStock(Vec<LowStock>),
    /// What is brought up for the first time.
    NewBusiness,
    /// Close with a motion.
    Closing,
}

impl Proposed {
    /// Where it stands.
    pub fn section(&self) -> Section {
        match self {
            Proposed::Opening => Section::Opening,
            Proposed::PreviousMinutes(_) => Section::PreviousMinutes,
            Proposed::TreasurersReport | Proposed::OtherReports => Section::Reports,
            Proposed::ActionItemsDue(_) | Proposed::Tabled(..) | Proposed::Referred(..) => Section::OldBusiness,
            Proposed::LowStock(_) | Proposed::NewBusiness => Section::NewBusiness,
            Proposed::Closing => Section::Closing,
        }
    }
}

/// The agenda of a meeting held on `held_on`.
///
/// A motion put off to a certain day, a report due on one and a task due on one come up at the first meeting on or after
/// that day; whatever has no day comes up at the next meeting. What an earlier meeting left over is old business, oldest first.
pub fn propose(held_on: NaiveDate, left: LeftOver) -> Vec<Proposed> {
    let mut agenda = vec![Proposed::Opening];
    let mut unapproved: Vec<_> = left.unapproved.into_iter().filter(|day| *day < held_on).collect();
    unapproved.sort();
    if unapproved.is_empty() {
        agenda.push(Proposed::PreviousMinutes(None));
    }
    agenda.extend(unapproved.into_iter().map(|day| Proposed::PreviousMinutes(Some(day))));
    agenda.extend([Proposed::TreasurersReport, Proposed::OtherReports]);
    agenda.extend(old_business(held_on, left.motions, left.action_items));
    if !left.low_stock.is_empty() {
        agenda.push(Proposed::LowStock(left.low_stock));
    }
    agenda.extend([Proposed::NewBusiness, Proposed::Closing]);
    agenda
}

fn old_business(held_on: NaiveDate, mut motions: Vec<(NaiveDate, Motion)>, mut tasks: Vec<OpenActionItem>) -> Vec<Proposed> {
    let is_due = |day: Option<NaiveDate>| day.is_none_or(|day| day <= held_on);
    tasks.retain(|task| is_due(task.due_on));
    tasks.sort_by_key(|task| task.due_on);
    let tasks = (!tasks.is_empty()).then_some(Proposed::ActionItemsDue(tasks));
    motions.retain(|(day, _)| *day < held_on);
    motions.sort_by_key(|(day, _)| *day);
    let motions = motions.into_iter().filter_map(|(day, motion)| match motion.fate {
        Some(Fate::Tabled { until }) if is_due(until) => Some(Proposed::Tabled(day, Box::new(motion))),
        Some(Fate::Referred { due, .. }) if is_due(due) => Some(Proposed::Referred(day, Box::new(motion))),
        _ => None,
    });
    tasks.into_iter().chain(motions).collect()
}

/// The motion that takes `earlier` up again: the same words, mover, second and threshold, and its fate open.
pub fn taken_up(earlier: Motion) -> Motion {
    Motion { id: None, taken_up: earlier.id, fate: None, ..earlier }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::rules::motion::{MotionKind, Vote};
    use crate::minutes::rules::name::NameInMinutes;
    use crate::minutes::rules::tally::Threshold;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
    }

    fn motion(wording: &str, fate: Option<Fate>) -> Motion {
        Motion {
            id: Some(Uuid::from_u128(7)),
            taken_up: None,
            kind: MotionKind::Format,
            wording: wording.into(),
            mover: NameInMinutes::parse("Dana R."),
            second: None,
            threshold: Threshold::TwoThirds,
            fate,
        }
    }

    fn booklets() -> LowStock {
        LowStock { name: "Step booklet".into(), quantity: 3, pieces: 7, cost: Some("$24.50".into()) }
    }

    fn task(task: &str, due_on: Option<NaiveDate>) -> OpenActionItem {
        OpenActionItem { id: Uuid::from_u128(1), meeting: String::new(), task: task.into(), owner: Some("Kim".into()), due_on }
    }

    #[test]
    fn b14_the_standing_order_of_a_group_without_leftovers() {
        let agenda = propose(day(5, 21), LeftOver::default());
        assert_eq!(
            agenda,
            [
                Proposed::Opening,
                Proposed::PreviousMinutes(None),
                Proposed::TreasurersReport,
                Proposed::OtherReports,
                Proposed::NewBusiness,
                Proposed::Closing
            ]
        );
    }

    #[test]
    fn b14_points_never_leave_the_standing_order() {
        let left = LeftOver {
            unapproved: vec![day(4, 16), day(3, 19)],
            motions: vec![(day(4, 16), motion("A", Some(Fate::Tabled { until: None })))],
            action_items: vec![task("Order medallions", None)],
            low_stock: vec![booklets()],
        };
        let agenda = propose(day(5, 21), left);
        assert!(agenda.is_sorted_by_key(Proposed::section));
        assert_eq!(agenda[1], Proposed::PreviousMinutes(Some(day(3, 19))));
        assert_eq!(agenda[2], Proposed::PreviousMinutes(Some(day(4, 16))));
    }

    #[test]
    fn b14_tabled_and_referred_motions_come_back_when_they_are_due() {
        let tabled = |until| Some(Fate::Tabled { until });
        let referred = |due| Some(Fate::Referred { to: "the literature person".into(), due });
        let left = LeftOver {
            motions: vec![
                (day(4, 16), motion("next time", tabled(None))),
                (day(4, 16), motion("due that day", tabled(Some(day(5, 21))))),
                (day(4, 16), motion("not before June", tabled(Some(day(6, 1))))),
                (day(3, 19), motion("to be reported on", referred(Some(day(5, 1))))),
                (day(4, 16), motion("not yet reported on", referred(Some(day(5, 22))))),
                (day(4, 16), motion("decided", Some(Fate::Voted(Vote::default())))),
                (day(6, 18), motion("of a later meeting", tabled(None))),
            ],
            ..LeftOver::default()
        };
        let words: Vec<_> = propose(day(5, 21), left)
            .into_iter()
            .filter_map(|point| match point {
                Proposed::Tabled(_, motion) | Proposed::Referred(_, motion) => Some(motion.wording),
                _ => None,
            })
            .collect();
        assert_eq!(words, ["to be reported on", "next time", "due that day"]);
    }

    #[test]
    fn b14_due_action_items_are_one_point_the_oldest_first() {
        let left = LeftOver {
            action_items: vec![
                task("due later", Some(day(6, 18))),
                task("due", Some(day(5, 21))),
                task("overdue", Some(day(4, 30))),
                task("no day", None),
            ],
            ..LeftOver::default()
        };
        let tasks = propose(day(5, 21), left).into_iter().find_map(|point| match point {
            Proposed::ActionItemsDue(tasks) => Some(tasks.into_iter().map(|task| task.task).collect::<Vec<_>>()),
            _ => None,
        });
        assert_eq!(tasks, Some(vec!["no day".into(), "overdue".into(), "due".into()]));
    }

    #[test]
    fn t22_what_is_below_its_level_is_one_point_of_new_business() {
        let agenda = propose(day(5, 21), LeftOver { low_stock: vec![booklets()], ..LeftOver::default() });
        assert_eq!(agenda[4..6], [Proposed::LowStock(vec![booklets()]), Proposed::NewBusiness]);
    }

    #[test]
    fn b14_a_motion_taken_up_again_keeps_its_words_and_is_open() {
        let earlier = motion("That we print large agendas.", Some(Fate::Tabled { until: None }));
        let again = taken_up(earlier.clone());
        assert_eq!(again.taken_up, earlier.id);
        assert_eq!((again.id, again.fate), (None, None));
        assert_eq!((again.wording, again.mover, again.threshold), (earlier.wording, earlier.mover, earlier.threshold));
    }

    #[test]
    fn a_section_is_found_by_the_name_it_is_stored_under() {
        for section in Section::ALL {
            assert_eq!(Section::named(section.name()), Some(section));
        }
        assert!(Section::ALL.is_sorted());
    }
}
