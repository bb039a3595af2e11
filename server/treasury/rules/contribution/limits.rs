//! How much the group takes from one member (T9): its own policy, with its first day. A gift above it is a matter for the group's
//! conscience, never for the treasurer alone.

use super::given::Occasion;
use super::refusal::ContributionRefusal;
use crate::treasury::rules::account::{BEQUESTS, BIRTHDAY_CONTRIBUTIONS};
use crate::treasury::rules::books::Books;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::{Reason, Refusal, Refusals};
use crate::treasury::rules::surplus::adopted::{self, Adopted, KnownDecision, effective_on, rests_on};

/// What AA takes from a member in a year (aa.org), in minor units of a currency with two digits: what the form begins with.
pub const AA_YEARLY_MINOR: i64 = 7_500_00;

/// The limits; what is `None` is not limited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// From one living member in a calendar year.
    pub yearly: Option<Money>,
    /// From one member as a bequest, all of it together.
    pub bequest: Option<Money>,
}

/// A contribution, as far as limits ask. A sum of many e-payments is many givers and is not asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Code of the income account.
    pub category: &'a str,
    /// How much, before any fee.
    pub amount: Money,
    /// Whether, and why, a name stands with it.
    pub occasion: Option<Occasion>,
    /// What was given in the same name before: this calendar year, or for a bequest at any time.
    pub before: Money,
}

/// What the contribution exceeds.
pub fn exceeded(limits: &Limits, asked: Asked<'_>) -> Option<ContributionRefusal> {
    let above = |limit: Option<Money>| {
        let limit = limit?;
        // What does not fit is certainly above.
        let within = asked.amount.plus(asked.before).is_some_and(|together| together <= limit);
        (!within).then_some(limit)
    };
    match (asked.category, asked.occasion) {
        (BEQUESTS, _) => above(limits.bequest).map(|limit| ContributionRefusal::AboveBequest(limit, asked.before)),
        (BIRTHDAY_CONTRIBUTIONS, _) | (_, Some(_)) => {
            above(limits.yearly).map(|limit| ContributionRefusal::AboveYearly(limit, asked.before))
        }
        _ => None,
    }
}

/// The form as it was typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Raw<'a> {
    /// From one member in a year; empty for no limit.
    pub yearly: &'a str,
    /// As a bequest; empty for no limit.
    pub bequest: &'a str,
    /// From which day on.
    pub effective_on: &'a str,
    /// What the group decided it by.
    pub rests_on: adopted::Raw<'a>,
}

/// Reads new limits. Both empty is a policy too: from that day on the group has no limit.
pub fn parse(raw: &Raw<'_>, known: &[KnownDecision], books: &Books) -> Result<Adopted<Limits>, Vec<Refusal>> {
    let mut refusals = Refusals::default();
    let yearly = refusals.take("yearly", books.positive_or_empty(raw.yearly));
    let bequest = refusals.take("bequest", books.positive_or_empty(raw.bequest));
    let decided = rests_on(raw.rests_on, known, books, &mut refusals);
    let first_day = effective_on(raw.effective_on, decided.map(|(_, day)| day), &mut refusals);
    let whole = (|| {
        let (rests_on, _) = decided?;
        Some(Adopted { what: Limits { yearly: yearly?, bequest: bequest? }, effective_on: first_day?, rests_on })
    })();
    refusals.finish(whole)
}

/// Whether a contribution may be posted: it is within the limits, or an adopted decision is attached. What was attached is returned.
pub fn allowed(
    limits: Option<&Limits>,
    asked: Asked<'_>,
    decision: adopted::Raw<'_>,
    known: &[KnownDecision],
    books: &Books,
) -> Result<Option<adopted::RestsOn>, Vec<Refusal>> {
    let Some(refusal) = limits.and_then(|limits| exceeded(limits, asked)) else { return Ok(None) };
    if decision.decision.trim().is_empty() && decision.meeting.trim().is_empty() {
        return Err(vec![Refusal { field: "amount".into(), reason: Reason::Contribution(refusal) }]);
    }
    let mut refusals = Refusals::default();
    let decided = rests_on(decision, known, books, &mut refusals);
    refusals.finish(decided.map(|(rests_on, _)| Some(rests_on)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::account::{BASKET, E_PAYMENTS};
    use crate::treasury::rules::books::tests::{books, on};
    use crate::treasury::rules::surplus::adopted::RestsOn;
    use crate::treasury::rules::surplus::adopted::tests::register;
    use proptest::prelude::*;

    const AA: Limits = Limits { yearly: Some(Money::of_minor(AA_YEARLY_MINOR)), bequest: None };

    fn birthday(amount: i64, before: i64) -> Asked<'static> {
        Asked {
            category: BIRTHDAY_CONTRIBUTIONS,
            amount: Money::of_minor(amount),
            occasion: Some(Occasion::Birthday),
            before: Money::of_minor(before),
        }
    }

    #[test]
    fn t9_the_limit_itself_passes_and_a_cent_more_does_not() {
        assert_eq!(exceeded(&AA, birthday(AA_YEARLY_MINOR, 0)), None);
        assert_eq!(exceeded(&AA, birthday(39_00, AA_YEARLY_MINOR - 39_00)), None);
        let above = ContributionRefusal::AboveYearly(Money::of_minor(AA_YEARLY_MINOR), Money::of_minor(AA_YEARLY_MINOR - 38_99));
        assert_eq!(exceeded(&AA, birthday(39_00, AA_YEARLY_MINOR - 38_99)), Some(above));
    }

    #[test]
    fn t9_a_bequest_has_its_own_limit_unset_at_first_and_the_basket_has_none() {
        let bequest = Asked { category: BEQUESTS, ..birthday(140_000_00, 0) };
        assert_eq!(exceeded(&AA, bequest), None);
        let cleveland = Limits { bequest: Some(Money::of_minor(5_000_00)), ..AA };
        let above = ContributionRefusal::AboveBequest(Money::of_minor(5_000_00), Money::ZERO);
        assert_eq!(exceeded(&cleveland, bequest), Some(above));
        for category in [BASKET, E_PAYMENTS] {
            let many = Asked { category, occasion: None, ..birthday(9_000_00, 0) };
            assert_eq!(exceeded(&cleveland, many), None, "{category}");
        }
        let with_receipt = Asked { category: E_PAYMENTS, occasion: Some(Occasion::Receipt), ..birthday(9_000_00, 0) };
        assert!(exceeded(&cleveland, with_receipt).is_some());
    }

    #[test]
    fn t9_above_the_limit_an_adopted_decision_is_needed_and_enough() {
        let too_much = birthday(8_000_00, 0);
        let ask = |decision, meeting| {
            let raw = adopted::Raw { decision, meeting };
            allowed(Some(&AA), too_much, raw, &register(), &books())
                .map_err(|all| all.into_iter().map(|refusal| refusal.field).collect::<Vec<_>>())
        };
        assert_eq!(ask("", ""), Err(vec!["amount".to_owned()]));
        assert_eq!(ask("4", ""), Ok(Some(RestsOn::Decision(4))));
        assert_eq!(ask("5", ""), Err(vec!["decision".to_owned()]));
        assert_eq!(ask("", "2026-04-02"), Ok(Some(RestsOn::Meeting(on("2026-04-02")))));
        // Within the limits nothing is asked for and nothing is kept.
        let raw = adopted::Raw { decision: "4", meeting: "" };
        assert_eq!(allowed(Some(&AA), birthday(39_00, 0), raw, &register(), &books()), Ok(None));
        assert_eq!(allowed(None, too_much, adopted::Raw::default(), &[], &books()), Ok(None));
    }

    proptest! {
        #[test]
        fn t9_whatever_came_before_more_than_the_limit_never_passes(amount in 1..i64::MAX, before in 0..i64::MAX) {
            let within = i128::from(amount) + i128::from(before) <= i128::from(AA_YEARLY_MINOR);
            prop_assert_eq!(exceeded(&AA, birthday(amount, before)).is_none(), within);
        }
    }
}
