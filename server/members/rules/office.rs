//! Who holds what on a day. Rights follow the position and its dates; nobody has to click for them to end (DESIGN, decision 4).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use homegroup_plugin::Right;

/// One term of an active member, with what its position allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Id of the member.
    pub member: String,
    /// Whether she has ever signed in. Until then nobody can be sure that she can.
    pub arrived: bool,
    /// Id of the position.
    pub position: String,
    /// What the position allows.
    pub rights: BTreeSet<Right>,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// The day from which on it is over, if it was ended early.
    pub ended_on: Option<NaiveDate>,
}

impl Held {
    /// Whether the term runs on `day`.
    pub fn runs(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.until && self.ended_on.is_none_or(|ended| day < ended)
    }

    /// Whether it runs on `day` or will later.
    pub fn runs_or_will(&self, day: NaiveDate) -> bool {
        day <= self.until && self.ended_on.is_none()
    }

    fn lapsed(&self, day: NaiveDate) -> bool {
        self.until < day && self.ended_on.is_none()
    }

    fn keeps_settings(&self) -> bool {
        self.rights.contains(&Right::Settings)
    }
}

/// The terms that count on `day`: those that run, and, so that a late election locks nobody out, the last that kept the settings
/// until a successor has signed in (B21: the last who can change the settings cannot be removed).
pub fn in_office(held: &[Held], day: NaiveDate) -> Vec<&Held> {
    let mut counting: Vec<&Held> = held.iter().filter(|term| term.runs(day)).collect();
    if !counting.iter().any(|term| term.keeps_settings() && term.arrived) {
        let lapsed = || held.iter().filter(|term| term.keeps_settings() && term.arrived && term.lapsed(day));
        let last = lapsed().map(|term| term.until).max();
        counting.extend(lapsed().filter(|term| Some(term.until) == last));
    }
    counting
}

/// What `member` may do on `day`.
pub fn rights_of(held: &[Held], member: &str, day: NaiveDate) -> BTreeSet<Right> {
    in_office(held, day).into_iter().filter(|term| term.member == member).flat_map(|term| term.rights.iter().copied()).collect()
}

/// What `member` may do on `day` or will be allowed to do later.
pub fn entrusted(held: &[Held], member: &str, day: NaiveDate) -> BTreeSet<Right> {
    let later = held.iter().filter(|term| term.member == member && term.runs_or_will(day));
    later.flat_map(|term| term.rights.iter().copied()).chain(rights_of(held, member, day)).collect()
}

/// The members who have `right` on `day`.
pub fn holders(held: &[Held], right: Right, day: NaiveDate) -> BTreeSet<&str> {
    in_office(held, day).into_iter().filter(|term| term.rights.contains(&right)).map(|term| term.member.as_str()).collect()
}

/// Whether a change from `before` to `after` would leave nobody who can change the settings.
///
/// Whoever held the settings long ago does not count as the one left behind, nor does somebody who has never signed in.
pub fn leaves_settings_vacant(before: &[Held], after: &[Held], day: NaiveDate) -> bool {
    let keepers_before = holders(before, Right::Settings, day);
    let remains = |term: &Held| term.runs(day) || keepers_before.contains(term.member.as_str());
    let kept = in_office(after, day).into_iter().any(|term| term.keeps_settings() && term.arrived && remains(term));
    !keepers_before.is_empty() && !kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn held(member: &str, rights: &[Right], from: &str, until: &str) -> Held {
        Held {
            member: member.into(),
            arrived: true,
            position: "position".into(),
            rights: rights.iter().copied().collect(),
            from: day(from),
            until: day(until),
            ended_on: None,
        }
    }

    fn chair(member: &str, from: &str, until: &str) -> Held {
        held(member, &[Right::Settings, Right::Members], from, until)
    }

    #[test]
    fn rights_begin_and_end_with_the_days_of_the_term() {
        let terms = [held("dana", &[Right::Money], "2026-01-01", "2026-06-30"), chair("kim", "2026-01-01", "2027-01-01")];
        let money = |on: &str| rights_of(&terms, "dana", day(on)).contains(&Right::Money);
        assert!(!money("2025-12-31"));
        assert!(money("2026-01-01"));
        assert!(money("2026-06-30"));
        assert!(!money("2026-07-01"));
    }

    #[test]
    fn a_term_that_is_ended_early_is_over_at_once() {
        let mut term = held("dana", &[Right::Money], "2026-01-01", "2026-06-30");
        term.ended_on = Some(day("2026-03-01"));
        assert!(term.runs(day("2026-02-28")));
        assert!(!term.runs(day("2026-03-01")));
        assert!(!term.runs_or_will(day("2026-03-01")));
        term.ended_on = Some(day("2025-12-01"));
        assert!(!term.runs(day("2026-01-01")), "a term called off before it began never runs");
    }

    #[test]
    fn two_positions_add_up() {
        let terms = [
            held("dana", &[Right::Money], "2026-01-01", "2026-06-30"),
            held("dana", &[Right::Minutes], "2026-02-01", "2026-12-31"),
        ];
        assert_eq!(rights_of(&terms, "dana", day("2026-03-01")), [Right::Money, Right::Minutes].into());
        assert_eq!(rights_of(&terms, "dana", day("2026-07-01")), [Right::Minutes].into());
        assert!(rights_of(&terms, "kim", day("2026-03-01")).is_empty());
    }

    #[test]
    fn what_she_will_be_allowed_to_do_counts_as_entrusted() {
        let terms =
            [held("dana", &[Right::Money], "2026-07-01", "2026-12-31"), held("dana", &[Right::Mail], "2025-01-01", "2025-12-31")];
        assert_eq!(entrusted(&terms, "dana", day("2026-03-01")), [Right::Money].into());
        assert!(rights_of(&terms, "dana", day("2026-03-01")).is_empty());
    }

    #[test]
    fn b21_the_last_keeper_of_the_settings_stays_until_a_successor_is_there() {
        let mut terms = vec![chair("kim", "2025-01-01", "2025-12-31"), held("dana", &[Right::Money], "2025-01-01", "2025-12-31")];
        assert_eq!(rights_of(&terms, "kim", day("2026-02-01")), [Right::Settings, Right::Members].into());
        assert!(rights_of(&terms, "dana", day("2026-02-01")).is_empty(), "money ends on the day");
        terms.push(chair("ana", "2026-02-15", "2026-12-31"));
        assert!(rights_of(&terms, "kim", day("2026-02-14")).contains(&Right::Settings));
        assert!(rights_of(&terms, "kim", day("2026-02-15")).is_empty());
        assert_eq!(holders(&terms, Right::Settings, day("2026-02-15")), ["ana"].into());
    }

    #[test]
    fn b21_a_successor_who_has_never_signed_in_does_not_yet_relieve_the_last_keeper() {
        let mut successor = chair("ana", "2026-01-01", "2026-12-31");
        successor.arrived = false;
        let mut terms = vec![chair("kim", "2025-01-01", "2025-12-31"), successor];
        assert_eq!(holders(&terms, Right::Settings, day("2026-02-01")), ["ana", "kim"].into());
        terms[1].arrived = true;
        assert_eq!(holders(&terms, Right::Settings, day("2026-02-01")), ["ana"].into());
    }

    #[test]
    fn b21_only_the_latest_of_former_keepers_stays() {
        let terms = [chair("old", "2023-01-01", "2023-12-31"), chair("kim", "2024-01-01", "2024-12-31")];
        assert_eq!(holders(&terms, Right::Settings, day("2026-01-01")), ["kim"].into());
    }

    #[test]
    fn the_last_keeper_of_the_settings_cannot_leave_them_vacant() {
        let today = day("2026-02-01");
        let former = chair("old", "2023-01-01", "2023-12-31");
        let before = [former.clone(), chair("kim", "2026-01-01", "2026-12-31")];
        let mut ended = before.clone();
        ended[1].ended_on = Some(today);
        assert!(leaves_settings_vacant(&before, &ended, today), "somebody from long ago does not come back by accident");
        assert!(leaves_settings_vacant(&before, &[former], today), "nor when the keeper leaves the group");

        let with_second = [before.as_slice(), &[chair("ana", "2026-01-15", "2026-12-31")]].concat();
        let mut ended = with_second.clone();
        ended[1].ended_on = Some(today);
        assert!(!leaves_settings_vacant(&with_second, &ended, today));
        ended[2].arrived = false;
        assert!(leaves_settings_vacant(&with_second, &ended, today), "a successor who cannot be sure to get in is none");
    }

    #[test]
    fn a_keeper_whose_term_ran_out_is_still_the_last_keeper() {
        let today = day("2026-02-01");
        let before = [chair("kim", "2025-01-01", "2025-12-31"), held("dana", &[Right::Money], "2026-01-01", "2026-12-31")];
        let mut without_money = before.clone();
        without_money[1].ended_on = Some(today);
        assert!(!leaves_settings_vacant(&before, &without_money, today));
        assert!(leaves_settings_vacant(&before, &before[1..], today));
        let mut no_settings = before.clone();
        no_settings[0].rights.remove(&Right::Settings);
        assert!(leaves_settings_vacant(&before, &no_settings, today), "taking the right from the position counts too");
    }
}
