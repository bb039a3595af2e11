//! What the group has laid down, and since when. Nothing here is edited: a new policy or plan is a new row with its own first day.

use chrono::NaiveDate;

use super::refusal::SurplusRefusal;
use crate::treasury::rules::books::{self, Books};
use crate::treasury::rules::refusal::{Reason, Refusals};

/// The group conscience something rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestsOn {
    /// A decision of the register, by its number.
    Decision(i64),
    /// For a group whose minutes have no numbered decisions yet: the day of the business meeting.
    Meeting(NaiveDate),
}

/// A decision of the register, as far as the treasury asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDecision {
    /// Its number.
    pub number: i64,
    /// The day of the meeting that adopted it.
    pub decided_on: NaiveDate,
    /// Its words.
    pub wording: String,
}

/// A policy or plan with its first day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted<T> {
    /// What was laid down.
    pub what: T,
    /// From this day on.
    pub effective_on: NaiveDate,
    /// By whom.
    pub rests_on: RestsOn,
}

/// What holds on a day: the latest first day that has come; of two with the same day the one laid down later. `all` is in the order
/// in which it was laid down.
pub fn in_force<T>(all: &[Adopted<T>], on: NaiveDate) -> Option<&Adopted<T>> {
    all.iter().filter(|adopted| adopted.effective_on <= on).max_by_key(|adopted| adopted.effective_on)
}

/// The decision as it was typed: a number of the register, or the day of a business meeting.
#[derive(Clone, Copy, Debug, Default)]
pub struct Raw<'a> {
    /// The number; empty where the register has none.
    pub decision: &'a str,
    /// The day of the business meeting; read only without a number.
    pub meeting: &'a str,
}

/// Reads what something rests on, with the day it was decided.
pub fn rests_on(raw: Raw<'_>, known: &[KnownDecision], books: &Books, refusals: &mut Refusals) -> Option<(RestsOn, NaiveDate)> {
    let number = raw.decision.trim();
    if !number.is_empty() {
        let found = number.parse().ok().and_then(|number: i64| known.iter().find(|decision| decision.number == number));
        let found = refusals.take("decision", found.ok_or(Reason::Surplus(SurplusRefusal::DecisionUnknown)))?;
        return Some((RestsOn::Decision(found.number), found.decided_on));
    }
    if raw.meeting.trim().is_empty() {
        refusals.add("decision", Reason::Surplus(SurplusRefusal::DecisionMissing));
        return None;
    }
    let day = refusals.take("meeting", books.past_day(raw.meeting))?;
    Some((RestsOn::Meeting(day), day))
}

/// Reads the first day of what was decided on a day: never before it.
pub fn effective_on(typed: &str, decided_on: Option<NaiveDate>, refusals: &mut Refusals) -> Option<NaiveDate> {
    let day = refusals.take("effective_on", books::day(typed))?;
    match decided_on.filter(|decided_on| day < *decided_on) {
        Some(decided_on) => {
            refusals.add("effective_on", Reason::Surplus(SurplusRefusal::BeforeDecision(decided_on)));
            None
        }
        None => Some(day),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::{books, on};

    /// Decision 4, of the business meeting of April 2.
    pub(crate) fn register() -> Vec<KnownDecision> {
        vec![KnownDecision { number: 4, decided_on: on("2026-04-02"), wording: "That two months are kept back.".into() }]
    }

    fn read(decision: &str, meeting: &str) -> Result<RestsOn, Vec<(String, Reason)>> {
        let mut refusals = Refusals::default();
        let read = rests_on(Raw { decision, meeting }, &register(), &books(), &mut refusals);
        let wrong = refusals.finish(read);
        wrong.map(|(read, _)| read).map_err(|all| all.into_iter().map(|one| (one.field, one.reason)).collect())
    }

    #[test]
    fn t13_a_policy_rests_on_a_decision_of_the_register_or_on_a_meeting() {
        assert_eq!(read("4", ""), Ok(RestsOn::Decision(4)));
        assert_eq!(read("", "2026-03-19"), Ok(RestsOn::Meeting(on("2026-03-19"))));
        let refused = |field: &str, reason| Err(vec![(field.to_owned(), reason)]);
        assert_eq!(read("5", ""), refused("decision", Reason::Surplus(SurplusRefusal::DecisionUnknown)));
        assert_eq!(read("four", ""), refused("decision", Reason::Surplus(SurplusRefusal::DecisionUnknown)));
        assert_eq!(read("", " "), refused("decision", Reason::Surplus(SurplusRefusal::DecisionMissing)));
        assert_eq!(read("", "2026-04-17"), refused("meeting", Reason::DayInFuture(on("2026-04-16"))));
    }

    #[test]
    fn t13_nothing_counts_before_it_was_decided() {
        let first_day = |typed| {
            let mut refusals = Refusals::default();
            let day = effective_on(typed, Some(on("2026-04-02")), &mut refusals);
            refusals.finish(day).map_err(|all| all[0].reason.clone())
        };
        assert_eq!(first_day("2026-04-02"), Ok(on("2026-04-02")));
        assert_eq!(first_day("2027-01-01"), Ok(on("2027-01-01")));
        assert_eq!(first_day("2026-04-01"), Err(Reason::Surplus(SurplusRefusal::BeforeDecision(on("2026-04-02")))));
    }

    #[test]
    fn t13_the_latest_first_day_that_has_come_holds_and_of_two_the_later_word() {
        let policy = |what, day| Adopted { what, effective_on: on(day), rests_on: RestsOn::Meeting(on(day)) };
        let all = [
            policy("first", "2026-01-01"),
            policy("ahead", "2026-06-01"),
            policy("slip", "2026-03-01"),
            policy("mended", "2026-03-01"),
        ];
        let holds = |day| in_force(&all, on(day)).map(|adopted| adopted.what);
        assert_eq!(holds("2025-12-31"), None);
        assert_eq!(holds("2026-02-28"), Some("first"));
        assert_eq!(holds("2026-03-01"), Some("mended"));
        assert_eq!(holds("2026-06-01"), Some("ahead"));
    }
}
