//! From counted votes to what they decide (B6, DOMAIN §2.3).

use serde::{Deserialize, Serialize};

/// How large a part of the votes a motion needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Threshold {
    /// More for than against.
    Majority,
    /// Two thirds of the votes cast, exactly two thirds included: what the fellowship calls substantial unanimity.
    TwoThirds,
    /// Somebody for and nobody against.
    Unanimous,
}

/// Votes as counted.
///
/// Abstentions are recorded as a number and never count in the denominator. Where a group lets the chair break a tie, her
/// vote is a vote: the tally then reads 8 to 7, and no second rule is needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// For the motion.
    pub votes_for: u32,
    /// Against it.
    pub votes_against: u32,
    /// Present and voting neither way.
    pub abstentions: u32,
}

/// What a vote came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The motion is adopted.
    Carried,
    /// The motion is not adopted.
    Lost,
    /// Two thirds were needed and neither side has them: what was, stays.
    NoConscience,
}

/// How strongly those who voted agreed, in the words groups report it with (DOMAIN §2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// Nobody voted the other way.
    Unanimous,
    /// At least two thirds voted one way.
    SubstantialUnanimity,
    /// More than half voted one way.
    Majority,
    /// As many one way as the other.
    Tie,
}

impl Threshold {
    /// All, in the order in which a form offers them.
    pub const ALL: [Threshold; 3] = [Threshold::Majority, Threshold::TwoThirds, Threshold::Unanimous];

    /// The name it is stored and posted under.
    pub fn name(self) -> &'static str {
        match self {
            Threshold::Majority => "majority",
            Threshold::TwoThirds => "two-thirds",
            Threshold::Unanimous => "unanimous",
        }
    }

    /// The threshold called `name`, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|threshold| threshold.name() == name)
    }

    /// What `tally` decides under this threshold.
    pub fn decide(self, tally: Tally) -> Outcome {
        // In 64 bits no product or sum of two 32-bit counts can overflow.
        let (votes_for, votes_against) = (u64::from(tally.votes_for), u64::from(tally.votes_against));
        let cast = votes_for + votes_against;
        let two_thirds = |side: u64| cast > 0 && 3 * side >= 2 * cast;
        match self {
            Threshold::Majority if votes_for > votes_against => Outcome::Carried,
            Threshold::TwoThirds if two_thirds(votes_for) => Outcome::Carried,
            Threshold::TwoThirds if !two_thirds(votes_against) => Outcome::NoConscience,
            Threshold::Unanimous if votes_for > 0 && votes_against == 0 => Outcome::Carried,
            _ => Outcome::Lost,
        }
    }
}

impl Outcome {
    /// The name it is stored under.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Carried => "carried",
            Outcome::Lost => "lost",
            Outcome::NoConscience => "no-conscience",
        }
    }

    /// The outcome called `name`, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        [Outcome::Carried, Outcome::Lost, Outcome::NoConscience].into_iter().find(|outcome| outcome.name() == name)
    }
}

impl Tally {
    /// Votes one way or the other.
    pub fn cast(self) -> u64 {
        u64::from(self.votes_for) + u64::from(self.votes_against)
    }

    /// Whether everybody who voted voted the same way: then there is no minority to hear (B7).
    pub fn is_unanimous(self) -> bool {
        self.votes_for == 0 || self.votes_against == 0
    }

    /// How strongly the votes agreed; `None` if nobody voted.
    pub fn agreement(self) -> Option<Agreement> {
        let larger = u64::from(self.votes_for.max(self.votes_against));
        match self.cast() {
            0 => None,
            cast if larger == cast => Some(Agreement::Unanimous),
            cast if 3 * larger >= 2 * cast => Some(Agreement::SubstantialUnanimity),
            cast if 2 * larger > cast => Some(Agreement::Majority),
            _ => Some(Agreement::Tie),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Outcome::{Carried, Lost, NoConscience};
    use proptest::prelude::*;

    fn tally(votes_for: u32, votes_against: u32, abstentions: u32) -> Tally {
        Tally { votes_for, votes_against, abstentions }
    }

    #[test]
    fn b6_the_worked_tallies_of_the_domain() {
        for (votes_for, votes_against, abstentions, majority, two_thirds) in [
            (11, 5, 0, Carried, Carried),
            (10, 5, 4, Carried, Carried),
            (9, 5, 0, Carried, NoConscience),
            (7, 7, 1, Lost, NoConscience),
            (0, 0, 9, Lost, NoConscience),
            (142, 71, 0, Carried, Carried),
        ] {
            let tally = tally(votes_for, votes_against, abstentions);
            assert_eq!(Threshold::Majority.decide(tally), majority, "{tally:?}");
            assert_eq!(Threshold::TwoThirds.decide(tally), two_thirds, "{tally:?}");
        }
    }

    #[test]
    fn b6_ten_to_five_is_two_thirds() {
        assert_eq!(Threshold::TwoThirds.decide(tally(10, 5, 4)), Carried);
        assert_eq!(Threshold::TwoThirds.decide(tally(5, 10, 4)), Lost);
    }

    #[test]
    fn b6_a_chair_who_breaks_a_tie_votes() {
        assert_eq!(Threshold::Majority.decide(tally(7, 7, 1)), Lost);
        assert_eq!(Threshold::Majority.decide(tally(8, 7, 0)), Carried);
    }

    #[test]
    fn b6_unanimous_bears_no_vote_against_and_needs_one_for() {
        assert_eq!(Threshold::Unanimous.decide(tally(12, 0, 3)), Carried);
        assert_eq!(Threshold::Unanimous.decide(tally(12, 1, 0)), Lost);
        assert_eq!(Threshold::Unanimous.decide(tally(0, 0, 12)), Lost);
    }

    #[test]
    fn b7_only_a_vote_with_two_sides_has_a_minority() {
        assert!(tally(12, 0, 3).is_unanimous());
        assert!(tally(0, 12, 3).is_unanimous());
        assert!(!tally(12, 1, 0).is_unanimous());
    }

    #[test]
    fn agreement_is_told_in_the_words_of_the_fellowship() {
        for (votes_for, votes_against, agreement) in [
            (0, 0, None),
            (9, 0, Some(Agreement::Unanimous)),
            (11, 5, Some(Agreement::SubstantialUnanimity)),
            (10, 5, Some(Agreement::SubstantialUnanimity)),
            (9, 5, Some(Agreement::Majority)),
            (5, 9, Some(Agreement::Majority)),
            (7, 7, Some(Agreement::Tie)),
        ] {
            assert_eq!(tally(votes_for, votes_against, 2).agreement(), agreement, "{votes_for} to {votes_against}");
        }
    }

    #[test]
    fn a_threshold_and_an_outcome_are_found_by_the_name_they_are_stored_under() {
        for threshold in Threshold::ALL {
            assert_eq!(Threshold::named(threshold.name()), Some(threshold));
        }
        for outcome in [Carried, Lost, NoConscience] {
            assert_eq!(Outcome::named(outcome.name()), Some(outcome));
        }
        assert_eq!(Threshold::named("half"), None);
    }

    proptest! {
        #[test]
        fn b6_abstentions_decide_nothing_and_no_count_overflows(votes_for: u32, votes_against: u32, abstentions: u32) {
            for threshold in Threshold::ALL {
                let with = threshold.decide(tally(votes_for, votes_against, abstentions));
                prop_assert_eq!(with, threshold.decide(tally(votes_for, votes_against, 0)));
            }
            let _ = tally(votes_for, votes_against, abstentions).agreement();
        }

        #[test]
        fn b6_one_more_vote_for_never_turns_carried_into_lost(votes_for in 0..u32::MAX, votes_against: u32) {
            for threshold in Threshold::ALL {
                if threshold.decide(tally(votes_for, votes_against, 0)) == Carried {
                    prop_assert_eq!(threshold.decide(tally(votes_for + 1, votes_against, 0)), Carried);
                }
            }
        }

        #[test]
        fn b6_two_thirds_is_never_easier_than_a_majority(votes_for: u32, votes_against: u32) {
            let counted = tally(votes_for, votes_against, 0);
            if Threshold::TwoThirds.decide(counted) == Carried {
                prop_assert_eq!(Threshold::Majority.decide(counted), Carried);
            }
            if Threshold::Unanimous.decide(counted) == Carried {
                prop_assert_eq!(Threshold::TwoThirds.decide(counted), Carried);
            }
        }
    }
}
