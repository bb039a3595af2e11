//! The prudent reserve (T13): a fixed sum, or so many months of what the group usually spends.
//!
//! What the group spends to run its meeting is operating expense. What it passes on to service bodies, what it buys for another group
//! and what it moves between its places is not.

use chrono::{Days, Months, NaiveDate};

use super::adopted::{self, Adopted, KnownDecision};
use super::refusal::SurplusRefusal;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::money::{Currency, Money};
use crate::treasury::rules::refusal::{Reason, Refusal, Refusals};

/// The most months a reserve may hold, and the most it may look back.
pub const MOST_MONTHS: u32 = 24;

/// How the reserve is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReservePolicy {
    /// This sum.
    Fixed(Money),
    /// So many months of the average operating expense.
    Months {
        /// How many months are kept back.
        months: u32,
        /// The average is taken over so many complete months, the latest there are.
        window: u32,
        /// The sum is rounded up to a multiple of this.
        rounding: Rounding,
    },
}

/// What a reserve is rounded up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// A cent.
    Minor,
    /// A dollar.
    Whole,
    /// Ten dollars.
    Ten,
}

impl Rounding {
    /// All, the finest first.
    pub const ALL: [Rounding; 3] = [Rounding::Minor, Rounding::Whole, Rounding::Ten];

    /// The name it is stored under.
    pub fn name(self) -> &'static str {
        match self {
            Rounding::Minor => "minor",
            Rounding::Whole => "whole",
            Rounding::Ten => "ten",
        }
    }

    /// The rounding stored as `name`.
    pub fn named(name: &str) -> Option<Rounding> {
        Rounding::ALL.into_iter().find(|rounding| rounding.name() == name)
    }

    /// The multiple, in this currency.
    pub fn step(self, currency: &Currency) -> Money {
        let whole = 10_i64.pow(currency.minor_digits());
        Money::of_minor(match self {
            Rounding::Minor => 1,
            Rounding::Whole => whole,
            Rounding::Ten => 10 * whole,
        })
    }
}

/// A complete month and what the group spent in it to run its meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthSum {
    /// Its first day.
    pub month: NaiveDate,
    /// Its operating expense.
    pub operating: Money,
}

/// The first days of the last `window` months that are over when `as_of` ends and that the books hold from their first day, the
/// oldest first. `begun_on` is the day of the earliest entry: an opening balance is counted at the end of its day, so that a month
/// is whole in the books only if something stands before it.
pub fn complete_months(as_of: NaiveDate, begun_on: Option<NaiveDate>, window: u32) -> Vec<NaiveDate> {
    let Some(begun_on) = begun_on else { return Vec::new() };
    // The month of the day after: if that is a new one, the month of `as_of` is over.
    let running = first_of_month(as_of + Days::new(1));
    let back = (1..=window).rev().filter_map(|back| running.checked_sub_months(Months::new(back)));
    back.filter(|month| begun_on < *month).collect()
}

/// The first day of the month that `day` is in.
pub fn first_of_month(day: NaiveDate) -> NaiveDate {
    use chrono::Datelike;
    day - Days::new(u64::from(day.day0()))
}

impl ReservePolicy {
    /// How many complete months it looks back on.
    pub fn window(&self) -> u32 {
        match self {
            ReservePolicy::Fixed(_) => 0,
            ReservePolicy::Months { window, .. } => *window,
        }
    }

    /// The reserve (W3). With fewer complete months than it asks for, the average is of those there are; `None` while there is none,
    /// or where the sum does not fit.
    pub fn reckon(&self, complete: &[MonthSum], currency: &Currency) -> Option<Money> {
        match *self {
            ReservePolicy::Fixed(sum) => Some(sum),
            ReservePolicy::Months { months, rounding, .. } => {
                let spent = Money::sum(complete.iter().map(|month| month.operating))?.max(Money::ZERO);
                let count = i64::try_from(complete.len()).ok().filter(|count| *count > 0)?;
                let exact = divided_up(spent.times(months)?.minor(), count)?;
                let step = rounding.step(currency).minor();
                divided_up(exact, step)?.checked_mul(step).map(Money::of_minor)
            }
        }
    }
}

/// A quotient of numbers that are not negative, rounded up.
fn divided_up(number: i64, by: i64) -> Option<i64> {
    (number / by).checked_add(i64::from(number % by != 0))
}

/// The form as it was typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Raw<'a> {
    /// `fixed` or `months`.
    pub kind: &'a str,
    /// The fixed sum.
    pub amount: &'a str,
    /// How many months.
    pub months: &'a str,
    /// How many months the average is of.
    pub window: &'a str,
    /// Name of the rounding.
    pub rounding: &'a str,
    /// From which day on.
    pub effective_on: &'a str,
    /// What the group decided it by.
    pub rests_on: adopted::Raw<'a>,
}

/// Reads a new policy.
pub fn parse(raw: &Raw<'_>, known: &[KnownDecision], books: &Books) -> Result<Adopted<ReservePolicy>, Vec<Refusal>> {
    let mut refusals = Refusals::default();
    let what = policy(raw, books, &mut refusals);
    let rests_on = adopted::rests_on(raw.rests_on, known, books, &mut refusals);
    let effective_on = adopted::effective_on(raw.effective_on, rests_on.map(|(_, day)| day), &mut refusals);
    let whole = (|| Some(Adopted { what: what?, effective_on: effective_on?, rests_on: rests_on?.0 }))();
    refusals.finish(whole)
}

fn policy(raw: &Raw<'_>, books: &Books, refusals: &mut Refusals) -> Option<ReservePolicy> {
    match raw.kind {
        "fixed" => {
            let amount = books.currency.parse(raw.amount).map_err(|refusal| books.amount_reason(refusal));
            let amount = amount.and_then(|amount| if amount < Money::ZERO { books.positive(raw.amount) } else { Ok(amount) });
            refusals.take("amount", amount).map(ReservePolicy::Fixed)
        }
        "months" => {
            let months = refusals.take("months", count(raw.months));
            let window = refusals.take("window", count(raw.window));
            let rounding = refusals.take("rounding", Rounding::named(raw.rounding).ok_or(Reason::AccountUnknown));
            Some(ReservePolicy::Months { months: months?, window: window?, rounding: rounding? })
        }
        _ => {
            refusals.add("kind", Reason::Surplus(SurplusRefusal::KindMissing));
            None
        }
    }
}

fn count(typed: &str) -> Result<u32, Reason> {
    let count = typed.trim().parse().ok().filter(|count| (1..=MOST_MONTHS).contains(count));
    count.ok_or(Reason::Surplus(SurplusRefusal::Months(MOST_MONTHS)))
}

#[cfg(test)]
mod tests {
    use super::super::adopted::RestsOn;
    use super::super::adopted::tests::register;
    use super::*;
    use crate::treasury::rules::books::tests::{books, on};
    use proptest::prelude::*;

    fn sums(minor: &[i64]) -> Vec<MonthSum> {
        minor.iter().map(|minor| MonthSum { month: on("2026-04-01"), operating: Money::of_minor(*minor) }).collect()
    }

    fn two_of_three(rounding: Rounding) -> ReservePolicy {
        ReservePolicy::Months { months: 2, window: 3, rounding }
    }

    #[test]
    fn t13_w3_two_months_of_the_average_of_three_rounded_up_to_a_cent() {
        let spent = sums(&[121_55, 151_75, 133_93]);
        let reserve = |rounding| two_of_three(rounding).reckon(&spent, &Currency::of("USD")).map(Money::minor);
        assert_eq!(reserve(Rounding::Minor), Some(271_49));
        assert_eq!(reserve(Rounding::Whole), Some(272_00));
        assert_eq!(reserve(Rounding::Ten), Some(280_00));
    }

    #[test]
    fn t13_a_fixed_sum_is_that_sum_and_may_be_nothing() {
        for minor in [0, 122_00] {
            let fixed = ReservePolicy::Fixed(Money::of_minor(minor));
            assert_eq!(fixed.reckon(&[], &Currency::of("USD")), Some(Money::of_minor(minor)));
        }
    }

    #[test]
    fn t13_with_fewer_months_the_average_is_of_those_there_are_and_with_none_there_is_no_sum() {
        let policy = two_of_three(Rounding::Minor);
        assert_eq!(policy.reckon(&sums(&[100_00]), &Currency::of("USD")), Some(Money::of_minor(200_00)));
        assert_eq!(policy.reckon(&[], &Currency::of("USD")), None);
        // A month that only undid an older one makes no negative reserve.
        assert_eq!(policy.reckon(&sums(&[-5_00]), &Currency::of("USD")), Some(Money::ZERO));
        assert_eq!(policy.reckon(&sums(&[i64::MAX]), &Currency::of("USD")), None);
    }

    #[test]
    fn t13_a_month_counts_when_it_is_over_and_the_books_hold_all_of_it() {
        let months = |as_of, begun_on: &str, window| -> Vec<String> {
            let months = complete_months(on(as_of), Some(on(begun_on)), window);
            months.iter().map(|month| month.format("%Y-%m").to_string()).collect()
        };
        assert_eq!(months("2026-04-30", "2026-01-31", 3), ["2026-02", "2026-03", "2026-04"]);
        assert_eq!(months("2026-04-29", "2025-12-31", 3), ["2026-01", "2026-02", "2026-03"]);
        assert_eq!(months("2026-01-15", "2025-01-01", 3), ["2025-10", "2025-11", "2025-12"]);
        // Opened at the end of March 31, April is whole; opened at the end of April 1, it is not.
        assert_eq!(months("2026-04-30", "2026-03-31", 3), ["2026-04"]);
        assert_eq!(months("2026-04-30", "2026-04-01", 3), [""; 0]);
        assert_eq!(complete_months(on("2026-04-30"), None, 3), []);
    }

    #[test]
    fn t13_a_policy_is_read_with_its_first_day_and_its_decision() {
        let rests_on = adopted::Raw { decision: "4", meeting: "" };
        let raw = Raw {
            kind: "months",
            months: "2",
            window: "3",
            rounding: "minor",
            effective_on: "2026-04-30",
            rests_on,
            ..Raw::default()
        };
        let read = parse(&raw, &register(), &books()).expect("holds");
        assert_eq!((read.what, read.rests_on), (two_of_three(Rounding::Minor), RestsOn::Decision(4)));
        let fixed = parse(&Raw { kind: "fixed", amount: "0", ..raw }, &register(), &books()).expect("holds");
        assert_eq!(fixed.what, ReservePolicy::Fixed(Money::ZERO));
        let fields = |raw: &Raw<'_>| -> Vec<String> {
            let refusals = parse(raw, &register(), &books()).expect_err("refused");
            refusals.into_iter().map(|refusal| refusal.field).collect()
        };
        assert_eq!(fields(&Raw::default()), ["kind", "decision", "effective_on"]);
        assert_eq!(fields(&Raw { months: "0", window: "25", rounding: "", ..raw }), ["months", "window", "rounding"]);
        assert_eq!(fields(&Raw { kind: "fixed", amount: "-1", ..raw }), ["amount"]);
    }

    proptest! {
        #[test]
        fn t13_the_reserve_is_never_less_than_the_exact_part_and_never_a_step_more(
            spent in prop::collection::vec(0_i64..10_000_000, 1..=12),
            months in 1_u32..=24,
            rounding in prop::sample::select(Rounding::ALL.to_vec()),
        ) {
            let usd = Currency::of("USD");
            let policy = ReservePolicy::Months { months, window: 12, rounding };
            let reserve = i128::from(policy.reckon(&sums(&spent), &usd).expect("fits").minor());
            let (count, step) = (spent.len() as i128, i128::from(rounding.step(&usd).minor()));
            let exact = spent.iter().map(|minor| i128::from(*minor)).sum::<i128>() * i128::from(months);
            prop_assert!(reserve * count >= exact && (reserve - step) * count < exact);
            prop_assert_eq!(reserve % step, 0);
        }
    }
}
