//! A service position: what it is called, how long a term usually lasts, and what it allows.

use std::collections::BTreeSet;

use homegroup_plugin::Right;

/// Characters in a name at the most.
const LONGEST: usize = 60;

/// Months in a usual term. Groups report terms from one month (chips) to two years; four leaves room.
const MONTHS: std::ops::RangeInclusive<u32> = 1..=48;

/// A position that cannot be wrong. Which positions there are is the group's own data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// What the group calls it.
    pub name: String,
    /// Usual length of a term.
    pub term_months: u32,
    /// What its holder may do.
    pub rights: BTreeSet<Right>,
}

/// What is wrong with a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No name, one over sixty characters, or one with control characters.
    Name,
    /// Another position is called that.
    NameTaken,
    /// Not a whole number of months from 1 to 48.
    TermMonths,
    /// A right that does not exist.
    Rights,
    /// Somebody holds it, or will.
    StillHeld,
    /// A right that the person who gives or takes it does not hold.
    NotHersToGive,
    /// Nobody could change the settings any more.
    LastSettings,
}

impl Refusal {
    /// The form field it belongs to.
    pub fn field(self) -> &'static str {
        match self {
            Refusal::Name | Refusal::NameTaken | Refusal::StillHeld => "name",
            Refusal::TermMonths => "term_months",
            Refusal::Rights | Refusal::NotHersToGive | Refusal::LastSettings => "rights",
        }
    }
}

/// Reads the form; all refusals at once.
pub fn position(name: &str, term_months: &str, rights: &[String]) -> Result<Position, Vec<Refusal>> {
    let name = name.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let term_months = term_months.trim().parse().ok().filter(|months| MONTHS.contains(months));
    let known: Option<BTreeSet<Right>> = rights.iter().map(|right| Right::named(right)).collect();
    let mut refusals = Vec::new();
    if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        refusals.push(Refusal::Name);
    }
    if term_months.is_none() {
        refusals.push(Refusal::TermMonths);
    }
    if known.is_none() {
        refusals.push(Refusal::Rights);
    }
    match (term_months, known) {
        (Some(term_months), Some(rights)) if refusals.is_empty() => Ok(Position { name, term_months, rights }),
        _ => Err(refusals),
    }
}

/// Whether somebody with the rights `hers` may give or take a position that grants `rights`, or change what it grants to them.
///
/// Nobody hands on what she does not hold, or a secretary could make herself treasurer. Who keeps the settings may hand on
/// everything: somebody has to, at the first rotation.
pub fn may_hand_on(hers: &BTreeSet<Right>, rights: &BTreeSet<Right>) -> bool {
    hers.contains(&Right::Settings) || rights.is_subset(hers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(rights: &[&str]) -> Vec<String> {
        rights.iter().map(|right| (*right).to_owned()).collect()
    }

    #[test]
    fn a_position_has_a_name_a_term_and_rights_from_the_list() {
        let treasurer = position("  Treasurer ", "12", &words(&["money"])).expect("valid");
        assert_eq!(treasurer, Position { name: "Treasurer".into(), term_months: 12, rights: [Right::Money].into() });
        assert!(position("Greeter", "3", &[]).expect("a position may allow nothing").rights.is_empty());
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let refusals = position(" ", "0", &words(&["money", "everything"])).expect_err("refused");
        assert_eq!(refusals, [Refusal::Name, Refusal::TermMonths, Refusal::Rights]);
    }

    #[test]
    fn a_term_is_a_whole_number_of_months() {
        for months in ["", "0", "49", "-1", "1.5", "a year", "99999999999"] {
            assert_eq!(position("Chair", months, &[]), Err(vec![Refusal::TermMonths]), "{months}");
        }
    }

    #[test]
    fn a_name_holds_no_control_character() {
        for name in ["Chair\nBcc: x", "Chair\t2", &"a".repeat(61)] {
            assert_eq!(position(name, "12", &[]), Err(vec![Refusal::Name]), "{name:?}");
        }
    }

    #[test]
    fn nobody_hands_on_a_right_she_does_not_hold_but_who_keeps_the_settings() {
        let secretary = BTreeSet::from([Right::Members, Right::Minutes]);
        assert!(may_hand_on(&secretary, &BTreeSet::from([Right::Minutes])));
        assert!(may_hand_on(&secretary, &BTreeSet::new()));
        assert!(!may_hand_on(&secretary, &BTreeSet::from([Right::Minutes, Right::Money])));
        assert!(!may_hand_on(&secretary, &BTreeSet::from([Right::Settings])));
        assert!(may_hand_on(&BTreeSet::from([Right::Settings]), &BTreeSet::from([Right::Money])));
    }
}
