//! A calendar month, for the birthday list: the one shown, and those beside it.

use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(NaiveDate);

impl Month {
    /// The month `day` lies in.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.with_day(1).unwrap_or(day))
    }

    /// Its first day.
    pub fn first(self) -> NaiveDate {
        self.0
    }

    /// Its last day.
    pub fn last(self) -> NaiveDate {
        self.next().first().checked_sub_days(Days::new(1)).unwrap_or(self.0)
    }

    /// The month after it.
    pub fn next(self) -> Self {
        Self(self.0.checked_add_months(Months::new(1)).unwrap_or(self.0))
    }

    /// The month before it.
    pub fn previous(self) -> Self {
        Self(self.0.checked_sub_months(Months::new(1)).unwrap_or(self.0))
    }
}

impl FromStr for Month {
    type Err = ();

    /// Reads `2026-04`.
    fn from_str(words: &str) -> Result<Self, ()> {
        if words.len() != 7 {
            return Err(());
        }
        format!("{words}-01").parse().map(Self).map_err(|_| ())
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(words: &str) -> Month {
        words.parse().expect("a month")
    }

    #[test]
    fn a_month_knows_its_days_and_its_neighbours() {
        let february = Month::of(NaiveDate::from_ymd_opt(2024, 2, 29).expect("a day"));
        assert_eq!(february, month("2024-02"));
        assert_eq!((february.first().to_string(), february.last().to_string()), ("2024-02-01".into(), "2024-02-29".into()));
        assert_eq!((february.previous(), february.next()), (month("2024-01"), month("2024-03")));
        assert_eq!(month("2025-12").next().to_string(), "2026-01");
    }

    #[test]
    fn what_is_not_a_month_is_not_read() {
        for words in ["", "2026", "2026-13", "2026-4", "April 2026", "2026-04-01", "é026-04"] {
            assert_eq!(words.parse::<Month>(), Err(()), "{words}");
        }
    }
}
