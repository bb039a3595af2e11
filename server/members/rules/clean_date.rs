//! The day a member counts from, as she states it (A1). Whether it was the last day of use or the first day after is hers to say.

use chrono::{Datelike, NaiveDate};

use super::{Refusal, calendar_day};

/// Twelve-step fellowships count from June 1935; an earlier date is a slip of the finger.
const EARLIEST: NaiveDate = NaiveDate::from_ymd_opt(1935, 1, 1).expect("a calendar day");

/// A clean date that can be true today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CleanDate {
    /// The day.
    pub day: NaiveDate,
    /// In ordinary years she celebrates 29 February on 1 March (else on 28 February). False for every other day.
    pub first_of_march: bool,
}

impl CleanDate {
    /// Reads a date field (`2024-02-29`). `today` is the day it is now where she lives.
    pub fn parse(typed: &str, first_of_march: bool, today: NaiveDate) -> Result<Self, Refusal> {
        let day = calendar_day(typed).ok_or(Refusal::CleanDateForm)?;
        if day > today {
            return Err(Refusal::CleanDateFuture);
        }
        if day < EARLIEST {
            return Err(Refusal::CleanDateEarly);
        }
        Ok(Self { day, first_of_march: first_of_march && day.month() == 2 && day.day() == 29 })
    }

    /// The one text that is sealed: the day, and `march` behind it for the switch.
    pub fn to_text(self) -> String {
        if self.first_of_march { format!("{} march", self.day) } else { self.day.to_string() }
    }

    /// Reads [`CleanDate::to_text`] back. What was valid once stays so, whatever day it is now.
    pub fn of_text(text: &str) -> Option<Self> {
        let (day, first_of_march) = match text.strip_suffix(" march") {
            Some(day) => (day, true),
            None => (text, false),
        };
        Some(Self { day: day.parse().ok()?, first_of_march })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a1_a_clean_date_is_a_day_from_1935_until_today_where_she_lives() {
        let today = day("2026-02-28");
        for (typed, expected) in [
            ("2026-02-28", Ok("2026-02-28")),
            (" 2024-02-29 ", Ok("2024-02-29")),
            ("1935-01-01", Ok("1935-01-01")),
            ("1934-12-31", Err(Refusal::CleanDateEarly)),
            ("2026-03-01", Err(Refusal::CleanDateFuture)),
            ("2023-02-29", Err(Refusal::CleanDateForm)),
            ("28.2.2026", Err(Refusal::CleanDateForm)),
            ("", Err(Refusal::CleanDateForm)),
            ("+22026-01-01", Err(Refusal::CleanDateForm)),
        ] {
            assert_eq!(CleanDate::parse(typed, false, today).map(CleanDate::to_text), expected.map(String::from), "{typed:?}");
        }
    }

    #[test]
    fn the_march_switch_is_kept_for_the_29th_of_february_alone() {
        let today = day("2026-04-16");
        assert!(CleanDate::parse("2024-02-29", true, today).expect("valid").first_of_march);
        assert!(!CleanDate::parse("2024-02-28", true, today).expect("valid").first_of_march);
    }

    #[test]
    fn the_sealed_text_reads_back() {
        for text in ["2024-02-29", "2024-02-29 march", "1975-07-03"] {
            assert_eq!(CleanDate::of_text(text).map(CleanDate::to_text).as_deref(), Some(text));
        }
        assert_eq!(CleanDate::of_text("soon"), None);
    }
}
