//! A second calendar for the tests, made by walking from day to day and never by arithmetic on dates.

use chrono::{Datelike, NaiveDate};

use super::mark::{Mark, Origin};

/// All days from the first of January of one year to the last of December of another, as they follow each other.
pub struct Walk {
    first: NaiveDate,
    days: Vec<(i32, u32, u32)>,
    /// Where each month begins in `days`.
    months: Vec<usize>,
}

impl Walk {
    pub fn new(first_year: i32, last_year: i32) -> Self {
        let mut days = Vec::new();
        let mut months = Vec::new();
        let (mut year, mut month, mut day) = (first_year, 1, 1);
        while year <= last_year {
            if day == 1 {
                months.push(days.len());
            }
            days.push((year, month, day));
            day += 1;
            if day > length(year, month) {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
        Self { first: NaiveDate::from_ymd_opt(first_year, 1, 1).expect("a day"), days, months }
    }

    /// The day of `mark`, or `None` where the walk has ended before it.
    pub fn date(&self, origin: Origin, mark: Mark) -> Option<NaiveDate> {
        let start = (origin.day - self.first).num_days() as usize;
        assert_eq!(self.days[start], (origin.day.year(), origin.day.month(), origin.day.day()), "the two calendars agree");
        let at = match mark {
            Mark::Days(count) => start + usize::from(count),
            Mark::Months(count) => self.same_day_later(start, usize::from(count), origin.first_of_march)?,
            Mark::Years(count) => self.same_day_later(start, 12 * usize::from(count), origin.first_of_march)?,
        };
        let (year, month, day) = *self.days.get(at)?;
        NaiveDate::from_ymd_opt(year, month, day)
    }

    /// Goes on so many months, then along that month until its day is hers or the month is over.
    fn same_day_later(&self, start: usize, months: usize, first_of_march: bool) -> Option<usize> {
        let month = self.months.partition_point(|begin| *begin <= start) - 1;
        let begin = *self.months.get(month + months)?;
        let (year, target, _) = self.days[begin];
        let (_, own_month, own_day) = self.days[start];
        let mut at = begin;
        while self.days[at].2 < own_day && self.days[at].2 < length(year, target) {
            at += 1;
        }
        let missed_the_leap_day = (own_month, own_day, target) == (2, 29, 2) && self.days[at].2 == 28;
        Some(if first_of_march && missed_the_leap_day { at + 1 } else { at })
    }
}

fn length(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}
