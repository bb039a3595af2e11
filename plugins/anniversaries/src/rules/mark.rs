//! A mark is a length of time with a unit: ninety days is not three months, and the two may fall on one day.

use chrono::{Datelike, Days, Months, NaiveDate};

/// The day a member counts from, as she states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Her clean date. Nobody asks whether it is the last day of use or the first day after: that is hers to say.
    pub day: NaiveDate,
    /// For an origin on 29 February: in ordinary years she celebrates on 1 March, else on 28 February.
    pub first_of_march: bool,
}

/// A length of time that is celebrated.
///
/// Marks are ordered by rank, years above months above days: where two fall on one day, the higher is named (A4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Calendar days; the origin itself is day 0.
    Days(u16),
    /// Calendar months.
    Months(u16),
    /// Calendar years.
    Years(u16),
}

impl Mark {
    /// The day on which this mark of `origin` falls; `None` only past the end of the calendar.
    ///
    /// Always stepped from the origin itself and clamped to the end of a shorter month, so that a clamp in one year is not
    /// carried into the next: from 29 February, one year is 28 February and four years are 29 February again (A2).
    pub fn date(self, origin: Origin) -> Option<NaiveDate> {
        let months = match self {
            Mark::Days(days) => return origin.day.checked_add_days(Days::new(days.into())),
            Mark::Months(months) => u32::from(months),
            Mark::Years(years) => u32::from(years) * 12,
        };
        let clamped = origin.day.checked_add_months(Months::new(months))?;
        let leap_day = (origin.day.month(), origin.day.day()) == (2, 29);
        let in_ordinary_february = (clamped.month(), clamped.day()) == (2, 28);
        if origin.first_of_march && leap_day && in_ordinary_february { clamped.succ_opt() } else { Some(clamped) }
    }

    /// How many days, months or years.
    pub fn count(self) -> u16 {
        match self {
            Mark::Days(count) | Mark::Months(count) | Mark::Years(count) => count,
        }
    }

    /// Its short name, stable for ever because once-keys are made of it: `90d`, `18m`, `39y`.
    pub fn code(self) -> String {
        let unit = match self {
            Mark::Days(_) => 'd',
            Mark::Months(_) => 'm',
            Mark::Years(_) => 'y',
        };
        format!("{}{unit}", self.count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(words: &str) -> NaiveDate {
        words.parse().expect("a calendar day")
    }

    fn origin(words: &str) -> Origin {
        Origin { day: day(words), first_of_march: false }
    }

    const COLUMNS: [Mark; 11] = [
        Mark::Days(1),
        Mark::Days(30),
        Mark::Days(60),
        Mark::Days(90),
        Mark::Months(6),
        Mark::Months(9),
        Mark::Years(1),
        Mark::Months(18),
        Mark::Years(2),
        Mark::Years(4),
        Mark::Days(10_000),
    ];

    #[test]
    fn a2_every_vector_of_the_domain_notes_is_reproduced() {
        let table = "
            2024-02-29 2024-03-01 2024-03-30 2024-04-29 2024-05-29 2024-08-29 2024-11-29 2025-02-28 2025-08-29 2026-02-28 2028-02-29 2051-07-17
            2023-08-31 2023-09-01 2023-09-30 2023-10-30 2023-11-29 2024-02-29 2024-05-31 2024-08-31 2025-02-28 2025-08-31 2027-08-31 2051-01-16
            2025-08-31 2025-09-01 2025-09-30 2025-10-30 2025-11-29 2026-02-28 2026-05-31 2026-08-31 2027-02-28 2027-08-31 2029-08-31 2053-01-16
            2024-05-31 2024-06-01 2024-06-30 2024-07-30 2024-08-29 2024-11-30 2025-02-28 2025-05-31 2025-11-30 2026-05-31 2028-05-31 2051-10-17
            2025-01-31 2025-02-01 2025-03-02 2025-04-01 2025-05-01 2025-07-31 2025-10-31 2026-01-31 2026-07-31 2027-01-31 2029-01-31 2052-06-18";
        for line in table.trim().lines() {
            let days: Vec<_> = line.split_whitespace().collect();
            for (mark, expected) in COLUMNS.into_iter().zip(&days[1..]) {
                assert_eq!(mark.date(origin(days[0])), Some(day(expected)), "{} after {}", mark.code(), days[0]);
            }
        }
    }

    #[test]
    fn a2_the_older_engines_own_cases_are_reproduced() {
        let cases = [
            ("2020-02-29", Mark::Years(1), "2021-02-28"),
            ("2020-02-29", Mark::Months(18), "2021-08-29"),
            ("2020-01-31", Mark::Days(60), "2020-03-31"),
            ("1952-01-01", Mark::Days(30), "1952-01-31"),
            ("1952-01-01", Mark::Days(60), "1952-03-01"),
            ("1952-01-01", Mark::Days(90), "1952-03-31"),
            ("1952-01-01", Mark::Months(6), "1952-07-01"),
            ("1975-07-03", Mark::Years(39), "2014-07-03"),
        ];
        for (from, mark, expected) in cases {
            assert_eq!(mark.date(origin(from)), Some(day(expected)), "{} after {from}", mark.code());
        }
    }

    #[test]
    fn a2_the_first_of_march_changes_only_a_29_february_in_an_ordinary_february() {
        let switched = |words| Origin { first_of_march: true, ..origin(words) };
        let cases = [
            ("2024-02-29", Mark::Years(1), "2025-03-01"),
            ("2024-02-29", Mark::Years(2), "2026-03-01"),
            ("2024-02-29", Mark::Years(4), "2028-02-29"),
            ("2024-02-29", Mark::Months(6), "2024-08-29"),
            ("2024-02-29", Mark::Months(9), "2024-11-29"),
            ("2024-02-29", Mark::Months(18), "2025-08-29"),
            ("2023-08-29", Mark::Months(6), "2024-02-29"),
            ("2024-08-29", Mark::Months(6), "2025-02-28"),
            ("2024-08-31", Mark::Months(6), "2025-02-28"),
            ("2025-02-28", Mark::Years(1), "2026-02-28"),
        ];
        for (from, mark, expected) in cases {
            assert_eq!(mark.date(switched(from)), Some(day(expected)), "{} after {from}", mark.code());
        }
    }

    #[test]
    fn a4_years_rank_above_months_and_months_above_days() {
        assert!(Mark::Years(1) > Mark::Months(18));
        assert!(Mark::Months(3) > Mark::Days(90));
        assert!(Mark::Years(10) > Mark::Years(9));
    }

    fn last_of_month(year: i32, month: u32) -> u32 {
        (28..=31).rev().find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some()).expect("a month has 28 days")
    }

    proptest! {
        #[test]
        fn a2_the_day_is_the_origins_or_the_last_of_the_month(from in 0i32..60_000, months in 0u16..1_500) {
            let from = day("1935-01-01") + chrono::Duration::days(from.into());
            let origin = Origin { day: from, first_of_march: false };
            let date = Mark::Months(months).date(origin).expect("in the calendar");
            let index = from.year() * 12 + from.month0() as i32 + i32::from(months);
            prop_assert_eq!((date.year(), date.month0() as i32), (index.div_euclid(12), index.rem_euclid(12)));
            prop_assert_eq!(date.day(), from.day().min(last_of_month(date.year(), date.month())));
            if months % 12 == 0 {
                prop_assert_eq!(Mark::Years(months / 12).date(origin), Some(date));
            }
        }

        #[test]
        fn a2_the_switch_moves_a_day_by_one_or_not_at_all(from in 0i32..60_000, months in 0u16..1_500) {
            let from = day("1935-01-01") + chrono::Duration::days(from.into());
            let dates = [false, true].map(|first_of_march| Mark::Months(months).date(Origin { day: from, first_of_march }));
            let [usual, switched] = dates.map(|date| date.expect("in the calendar"));
            let moves = (from.month(), from.day()) == (2, 29) && months % 12 == 0 && !usual.leap_year();
            prop_assert_eq!(switched, if moves { usual.succ_opt().expect("in the calendar") } else { usual });
        }
    }
}
