//! A motion as minutes record it: its exact words, who moved and seconded it, and what became of it (B4, B5, B6, B16).
//!
//! Minutes tell where a motion stood when the meeting closed. The steps on the way (moved, seconded, in discussion, voting,
//! minority opinion, reconsidered) are no part of published minutes (B5); each of them ends in one of the fates here, or
//! leaves the motion open in the draft.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::name::NameInMinutes;
use super::tally::{Agreement, Outcome, Tally, Threshold};

/// What a motion is about, which suggests how large a part of the votes it needs (B6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MotionKind {
    /// How the meeting runs.
    Format,
    /// What the group is called.
    Name,
    /// When or where it meets.
    TimeOrPlace,
    /// What the group has laid down about itself.
    Bylaws,
    /// The prudent reserve.
    Reserve,
    /// How a surplus is passed on.
    SplitPlan,
    /// How this business is done: procedure, or anything without a status quo.
    Procedure,
}

/// Whether and by whom a motion was seconded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Second {
    /// By this person, who is not the mover.
    By(NameInMinutes),
    /// A committee brought it.
    NotNeeded,
}

/// Where a motion stood when the meeting closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was put to the vote.
    Voted(Vote),
    /// The mover took it back before the vote.
    Withdrawn,
    /// It was put off, to a certain day or to the next meeting.
    Tabled {
        /// Not to be taken up before.
        until: Option<NaiveDate>,
    },
    /// A committee or a servant looks into it.
    Referred {
        /// To whom.
        to: String,
        /// When she reports.
        due: Option<NaiveDate>,
    },
}

/// A vote as far as it is written down, and what the minority had to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vote {
    /// For the motion.
    pub votes_for: Option<u32>,
    /// Against it.
    pub votes_against: Option<u32>,
    /// Neither; nobody counts abstentions that were not asked for.
    pub abstentions: Option<u32>,
    /// The chair asked for objections and nobody had one, so that nothing was counted.
    pub no_objection: bool,
    /// Heard whenever the vote was not unanimous (B7).
    pub minority: Option<MinorityView>,
}

/// How a vote was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Hands or ballots were counted.
    Tally(Tally),
    /// Nobody objected when asked, which is how most reports and minutes are accepted.
    NoObjection,
}

/// What the losing side said after the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MinorityView {
    /// In these words.
    Heard(String),
    /// It was asked for and nobody spoke.
    NoneOffered,
}

/// A motion, as far as it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Motion {
    /// Its id once it has been saved.
    pub id: Option<Uuid>,
    /// The motion of an earlier meeting that was put off or referred, and is taken up again here.
    pub taken_up: Option<Uuid>,
    /// What it is about.
    pub kind: MotionKind,
    /// Its exact words.
    pub wording: String,
    /// Who moved it.
    pub mover: Option<NameInMinutes>,
    /// Who seconded it.
    pub second: Option<Second>,
    /// What it needs.
    pub threshold: Threshold,
    /// What became of it; `None` while it is open.
    pub fate: Option<Fate>,
}

impl MotionKind {
    /// All, in the order in which a form offers them.
    pub const ALL: [MotionKind; 7] = [
        MotionKind::Procedure,
        MotionKind::Format,
        MotionKind::TimeOrPlace,
        MotionKind::Name,
        MotionKind::Bylaws,
        MotionKind::Reserve,
        MotionKind::SplitPlan,
    ];

    /// What the group asks of such a motion unless the meeting says otherwise: two thirds where it changes what the group
    /// is, a majority where it only says how things are done.
    pub fn usual_threshold(self) -> Threshold {
        match self {
            MotionKind::Procedure => Threshold::Majority,
            MotionKind::Format
            | MotionKind::Name
            | MotionKind::TimeOrPlace
            | MotionKind::Bylaws
            | MotionKind::Reserve
            | MotionKind::SplitPlan => Threshold::TwoThirds,
        }
    }

    /// The name it is stored and posted under.
    pub fn name(self) -> &'static str {
        match self {
            MotionKind::Format => "format",
            MotionKind::Name => "name",
            MotionKind::TimeOrPlace => "time-or-place",
            MotionKind::Bylaws => "bylaws",
            MotionKind::Reserve => "reserve",
            MotionKind::SplitPlan => "split-plan",
            MotionKind::Procedure => "procedure",
        }
    }

    /// The kind called `name`, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl Fate {
    /// The names fates are stored and posted under.
    pub const NAMES: [&'static str; 4] = ["voted", "withdrawn", "tabled", "referred"];

    /// The name it is stored and posted under.
    pub fn name(&self) -> &'static str {
        match self {
            Fate::Voted(_) => Self::NAMES[0],
            Fate::Withdrawn => Self::NAMES[1],
            Fate::Tabled { .. } => Self::NAMES[2],
            Fate::Referred { .. } => Self::NAMES[3],
        }
    }
}

impl Vote {
    /// What was counted; `None` while a side is missing.
    pub fn count(&self) -> Option<Count> {
        if self.no_objection {
            return Some(Count::NoObjection);
        }
        let (votes_for, votes_against) = (self.votes_for?, self.votes_against?);
        Some(Count::Tally(Tally { votes_for, votes_against, abstentions: self.abstentions.unwrap_or(0) }))
    }
}

impl Count {
    /// Whether there is a minority to hear.
    pub fn is_unanimous(self) -> bool {
        match self {
            Count::Tally(tally) => tally.is_unanimous(),
            Count::NoObjection => true,
        }
    }

    /// How strongly those who voted agreed.
    pub fn agreement(self) -> Option<Agreement> {
        match self {
            Count::Tally(tally) => tally.agreement(),
            Count::NoObjection => Some(Agreement::Unanimous),
        }
    }
}

impl Motion {
    /// What the vote decided; `None` if there was none, or it is not written down yet.
    pub fn outcome(&self) -> Option<Outcome> {
        let Some(Fate::Voted(vote)) = &self.fate else { return None };
        Some(match vote.count()? {
            Count::Tally(tally) => self.threshold.decide(tally),
            Count::NoObjection => Outcome::Carried,
        })
    }

    /// Whether nothing about it is settled: it is put on the next agenda (B14).
    pub fn is_carried_over(&self) -> bool {
        matches!(self.fate, Some(Fate::Tabled { .. } | Fate::Referred { .. }))
    }

    /// All words in it, but for the names of people.
    pub fn words(&self) -> Vec<String> {
        let more = match &self.fate {
            Some(Fate::Voted(Vote { minority: Some(MinorityView::Heard(view)), .. })) => Some(view),
            Some(Fate::Referred { to, .. }) => Some(to),
            _ => None,
        };
        std::iter::once(&self.wording).chain(more).cloned().collect()
    }

    /// Whether it belongs into the register of decisions.
    pub fn is_adopted(&self) -> bool {
        self.outcome() == Some(Outcome::Carried)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voted(threshold: Threshold, vote: Vote) -> Motion {
        Motion {
            id: None,
            taken_up: None,
            kind: MotionKind::Format,
            wording: "That the meeting opens with a reading.".into(),
            mover: NameInMinutes::parse("Dana R."),
            second: NameInMinutes::parse("Kim").map(Second::By),
            threshold,
            fate: Some(Fate::Voted(vote)),
        }
    }

    #[test]
    fn b6_what_changes_the_group_needs_two_thirds_and_procedure_a_majority() {
        for kind in MotionKind::ALL {
            let usual = if kind == MotionKind::Procedure { Threshold::Majority } else { Threshold::TwoThirds };
            assert_eq!(kind.usual_threshold(), usual, "{kind:?}");
            assert_eq!(MotionKind::named(kind.name()), Some(kind));
        }
        assert_eq!(MotionKind::named("anything"), None);
    }

    #[test]
    fn b6_the_outcome_follows_from_the_count_and_is_never_typed() {
        let nine_to_five = Vote { votes_for: Some(9), votes_against: Some(5), ..Vote::default() };
        assert_eq!(voted(Threshold::Majority, nine_to_five.clone()).outcome(), Some(Outcome::Carried));
        assert_eq!(voted(Threshold::TwoThirds, nine_to_five.clone()).outcome(), Some(Outcome::NoConscience));
        assert!(!voted(Threshold::TwoThirds, nine_to_five).is_adopted());
    }

    #[test]
    fn a_motion_nobody_objects_to_is_adopted_under_every_threshold() {
        for threshold in Threshold::ALL {
            assert!(voted(threshold, Vote { no_objection: true, ..Vote::default() }).is_adopted());
        }
    }

    #[test]
    fn half_a_tally_decides_nothing() {
        let half = Vote { votes_for: Some(11), ..Vote::default() };
        assert_eq!(half.count(), None);
        assert_eq!(voted(Threshold::Majority, half).outcome(), None);
    }

    #[test]
    fn b14_only_what_was_put_off_or_referred_is_carried_over() {
        let with = |fate| Motion { fate, ..voted(Threshold::Majority, Vote::default()) };
        assert!(with(Some(Fate::Tabled { until: None })).is_carried_over());
        assert!(with(Some(Fate::Referred { to: "the coffee committee".into(), due: None })).is_carried_over());
        assert!(!with(Some(Fate::Withdrawn)).is_carried_over());
        assert!(!with(Some(Fate::Voted(Vote::default()))).is_carried_over());
        assert!(!with(None).is_carried_over());
    }
}
