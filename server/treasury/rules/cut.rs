//! A stretch of days cut into whole months, which the ledger has summed up already, and the days around them, which it has not.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::report::Period;

/// Whole months and single days that lie side by side and overlap nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The first and the last of the whole months, `2026-04`.
    pub months: Option<(String, String)>,
    /// What is left at the ends.
    pub days: Vec<Period>,
}

/// Before the first month there is.
const BEFORE_ALL: &str = "0000-00";

impl Cut {
    /// The days of a period.
    pub fn of(period: Period) -> Self {
        let Period { from, to } = period;
        let first = if from.day() == 1 { from } else { first_of(from) + Months::new(1) };
        let after = to + Days::new(1);
        let end = first_of(after);
        if first >= end {
            return Self { months: None, days: vec![period] };
        }
        let ends = [Period { from, to: first - Days::new(1) }, Period { from: end, to }];
        Self {
            months: Some((month(first), month(end - Days::new(1)))),
            days: ends.into_iter().filter(|end| end.from <= end.to).collect(),
        }
    }

    /// Every day before this one.
    pub fn before(day: NaiveDate) -> Self {
        let first = first_of(day);
        let days = Period { from: first, to: day - Days::new(1) };
        Self {
            months: Some((BEFORE_ALL.to_owned(), month(first - Days::new(1)))),
            days: [days].into_iter().filter(|days| days.from <= days.to).collect(),
        }
    }
}

fn first_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.day0()))
}

fn month(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::on;
    use proptest::prelude::*;

    fn period(from: &str, to: &str) -> Period {
        Period { from: on(from), to: on(to) }
    }

    fn months(first: &str, last: &str) -> Option<(String, String)> {
        Some((first.to_owned(), last.to_owned()))
    }

    #[test]
    fn whole_months_are_taken_whole_and_the_rest_by_days() {
        let cases = [
            (period("2026-01-01", "2026-12-31"), months("2026-01", "2026-12"), vec![]),
            (period("2026-02-01", "2026-02-28"), months("2026-02", "2026-02"), vec![]),
            (period("2024-02-01", "2024-02-28"), None, vec![period("2024-02-01", "2024-02-28")]),
            (period("2026-04-02", "2026-04-30"), None, vec![period("2026-04-02", "2026-04-30")]),
            (
                period("2026-01-31", "2026-03-01"),
                months("2026-02", "2026-02"),
                vec![period("2026-01-31", "2026-01-31"), period("2026-03-01", "2026-03-01")],
            ),
        ];
        for (asked, months, days) in cases {
            assert_eq!(Cut::of(asked), Cut { months, days }, "{asked:?}");
        }
        let before = |day| Cut::before(on(day));
        assert_eq!(before("2026-01-01"), Cut { months: months("0000-00", "2025-12"), days: vec![] });
        assert_eq!(
            before("2026-03-15"),
            Cut { months: months("0000-00", "2026-02"), days: vec![period("2026-03-01", "2026-03-14")] }
        );
    }

    proptest! {
        #[test]
        fn every_day_is_in_it_once(start in 0_u64..2_000, length in 0_u64..1_500) {
            let from = on("2022-01-01") + Days::new(start);
            let asked = Period { from, to: from + Days::new(length) };
            let cut = Cut::of(asked);
            for day in (from - Days::new(40)).iter_days().take(length as usize + 80) {
                let in_months = cut.months.as_ref().is_some_and(|(first, last)| (first..=last).contains(&&month(day)));
                let in_days = cut.days.iter().filter(|days| (days.from..=days.to).contains(&day)).count();
                let wanted = usize::from((asked.from..=asked.to).contains(&day));
                prop_assert_eq!(usize::from(in_months) + in_days, wanted, "{}", day);
            }
        }
    }
}
