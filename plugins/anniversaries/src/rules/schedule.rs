//! Which marks a group keeps: a fellowship's usual ones or a list of its own, and every full year without an end (A3).

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::mark::{Mark, Origin};

/// A mark of one member on the day it falls on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anniversary {
    /// The calendar day.
    pub day: NaiveDate,
    /// The highest-ranked mark of that day (A4).
    pub mark: Mark,
}

/// The marks of days and months a group keeps. Full years need no list: they go on for as long as she does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    early: Vec<Mark>,
}

/// A fellowship whose usual marks a group may take over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// Heroin Anonymous. It publishes no schedule; these are assumed and may be edited.
    Ha,
    /// Narcotics Anonymous, with its ten thousand days.
    Na,
    /// Alcoholics Anonymous, with a chip for each month of the first year.
    Aa,
    /// Cocaine Anonymous.
    Ca,
}

impl Preset {
    /// All presets, in the order in which they are offered.
    pub const ALL: [Preset; 4] = [Preset::Ha, Preset::Na, Preset::Aa, Preset::Ca];

    /// The name it is stored under.
    pub fn name(self) -> &'static str {
        match self {
            Preset::Ha => "ha",
            Preset::Na => "na",
            Preset::Aa => "aa",
            Preset::Ca => "ca",
        }
    }

    fn months(self) -> &'static [u16] {
        match self {
            Preset::Aa => &[4, 5, 6, 7, 8, 9, 10, 11, 18],
            Preset::Ha | Preset::Na | Preset::Ca => &[6, 9, 18],
        }
    }

    fn days(self) -> &'static [u16] {
        match self {
            Preset::Na => &[1, 30, 60, 90, 10_000],
            Preset::Ha | Preset::Aa | Preset::Ca => &[1, 30, 60, 90],
        }
    }
}

/// Why a list of marks was not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// This part is neither days nor months.
    NotAMark(String),
    /// Zero, or more than a life has.
    OutOfRange(String),
    /// Full years are there by themselves.
    FullYears(String),
}

impl From<Preset> for Schedule {
    fn from(preset: Preset) -> Self {
        let days = preset.days().iter().copied().map(Mark::Days);
        Self { early: days.chain(preset.months().iter().copied().map(Mark::Months)).collect() }
    }
}

impl Schedule {
    /// Reads a list such as `30 d, 60 d, 3 months`. An empty list keeps the full years alone. Every part that cannot be
    /// read is told, not only the first.
    pub fn parse(list: &str) -> Result<Self, Vec<Refusal>> {
        let mut early = Vec::new();
        let mut refusals = Vec::new();
        for part in list.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            match mark(part) {
                Ok(mark) if early.contains(&mark) => {}
                Ok(mark) => early.push(mark),
                Err(refusal) => refusals.push(refusal),
            }
        }
        early.sort_unstable();
        if refusals.is_empty() { Ok(Self { early }) } else { Err(refusals) }
    }

    /// Her anniversaries from the first day to the last, both included, in order; one for each day (A4).
    pub fn between(&self, origin: Origin, first: NaiveDate, last: NaiveDate) -> Vec<Anniversary> {
        // A full year stays in its calendar year, with the switch to 1 March too, so only these can fall between.
        let years_at = |day: NaiveDate| u16::try_from((day.year() - origin.day.year()).max(0)).unwrap_or(u16::MAX);
        let years = (years_at(first).max(1)..=years_at(last)).map(Mark::Years);
        let mut highest: BTreeMap<NaiveDate, Mark> = BTreeMap::new();
        for mark in self.early.iter().copied().chain(years) {
            let Some(day) = mark.date(origin).filter(|day| (first..=last).contains(day)) else { continue };
            highest.entry(day).and_modify(|known| *known = mark.max(*known)).or_insert(mark);
        }
        highest.into_iter().map(|(day, mark)| Anniversary { day, mark }).collect()
    }
}

/// The longest lists accept: a hundred years in days.
const MOST_DAYS: u16 = 36_525;
const MOST_MONTHS: u16 = 1_200;

fn mark(part: &str) -> Result<Mark, Refusal> {
    let not_a_mark = || Refusal::NotAMark(part.to_owned());
    let unit_at = part.find(|c: char| !c.is_ascii_digit()).ok_or_else(not_a_mark)?;
    let (count, unit) = part.split_at(unit_at);
    if count.is_empty() {
        return Err(not_a_mark());
    }
    let count = count.parse::<u16>().map_err(|_| Refusal::OutOfRange(part.to_owned()))?;
    let within = |most| if (1..=most).contains(&count) { Ok(count) } else { Err(Refusal::OutOfRange(part.to_owned())) };
    match unit.trim().to_lowercase().as_str() {
        "d" | "day" | "days" => within(MOST_DAYS).map(Mark::Days),
        "m" | "month" | "months" => match within(MOST_MONTHS)? {
            count if count % 12 == 0 => Err(Refusal::FullYears(part.to_owned())),
            count => Ok(Mark::Months(count)),
        },
        "y" | "year" | "years" => Err(Refusal::FullYears(part.to_owned())),
        _ => Err(not_a_mark()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::walk::Walk;

    fn day(words: &str) -> NaiveDate {
        words.parse().expect("a calendar day")
    }

    fn origin(words: &str) -> Origin {
        Origin { day: day(words), first_of_march: false }
    }

    fn codes(schedule: &Schedule, from: &str, last: &str) -> String {
        let found = schedule.between(origin(from), day(from), day(last));
        found.into_iter().map(|anniversary| anniversary.mark.code()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a3_each_preset_has_its_usual_marks_and_every_year() {
        let three_years = |preset| codes(&Schedule::from(preset), "2020-05-04", "2023-05-04");
        assert_eq!(three_years(Preset::Ha), "1d 30d 60d 90d 6m 9m 1y 18m 2y 3y");
        assert_eq!(three_years(Preset::Ca), three_years(Preset::Ha));
        assert_eq!(three_years(Preset::Na), three_years(Preset::Ha));
        assert_eq!(three_years(Preset::Aa), "1d 30d 60d 90d 4m 5m 6m 7m 8m 9m 10m 11m 1y 18m 2y 3y");
        let late = Schedule::from(Preset::Na).between(origin("2024-02-29"), day("2051-07-01"), day("2051-07-31"));
        assert_eq!(late, [Anniversary { day: day("2051-07-17"), mark: Mark::Days(10_000) }]);
    }

    #[test]
    fn a3_yearly_marks_go_on_without_a_bound() {
        let all = Schedule::from(Preset::Ha).between(origin("1935-06-10"), day("2034-01-01"), day("2036-12-31"));
        assert_eq!(all.iter().map(|found| found.mark).collect::<Vec<_>>(), [Mark::Years(99), Mark::Years(100), Mark::Years(101)]);
    }

    #[test]
    fn a3_a_group_may_write_a_list_of_its_own() {
        let own = Schedule::parse("90 days, 3 m,30d , 100D, 3 months,").expect("reads");
        assert_eq!(codes(&own, "2020-05-04", "2021-05-04"), "30d 90d 3m 100d 1y");
        assert_eq!(codes(&Schedule::parse(" ").expect("reads"), "2020-05-04", "2022-05-04"), "1y 2y");
    }

    #[test]
    fn a3_every_part_that_cannot_be_read_is_told() {
        let refusals = Schedule::parse("30, x, 0 d, 99999 d, 24 months, 2 years, d, 5 weeks, 70000 d").expect_err("refused");
        let part = str::to_owned;
        assert_eq!(
            refusals,
            [
                Refusal::NotAMark(part("30")),
                Refusal::NotAMark(part("x")),
                Refusal::OutOfRange(part("0 d")),
                Refusal::OutOfRange(part("99999 d")),
                Refusal::FullYears(part("24 months")),
                Refusal::FullYears(part("2 years")),
                Refusal::NotAMark(part("d")),
                Refusal::NotAMark(part("5 weeks")),
                Refusal::OutOfRange(part("70000 d")),
            ]
        );
    }

    #[test]
    fn a4_two_marks_on_one_day_are_one_anniversary_named_after_the_higher() {
        let own = Schedule::parse("90 d, 3 m").expect("reads");
        let found = own.between(origin("2025-11-30"), day("2026-02-01"), day("2026-03-31"));
        assert_eq!(found, [Anniversary { day: day("2026-02-28"), mark: Mark::Months(3) }]);
    }

    #[test]
    fn nothing_falls_on_the_origin_itself_or_before_it() {
        let schedule = Schedule::from(Preset::Ha);
        assert_eq!(schedule.between(origin("2020-05-04"), day("1990-01-01"), day("2020-05-04")), []);
        assert_eq!(schedule.between(origin("2020-05-04"), day("2021-05-05"), day("2021-05-03")), []);
    }

    /// Every start date over sixty years against every mark of every preset, by walking the days and counting on fingers.
    #[test]
    fn a2_every_start_date_over_sixty_years_agrees_with_walking_the_days() {
        let walk = Walk::new(1960, 2105);
        let last = day("2100-12-31");
        let schedule = Schedule::from(Preset::Aa);
        let marks = [Mark::Days(1), Mark::Days(30), Mark::Days(60), Mark::Days(90), Mark::Months(18)];
        let marks: Vec<_> = marks.into_iter().chain((4..=11).map(Mark::Months)).chain((1..=140).map(Mark::Years)).collect();
        for start in day("1961-01-01").iter_days().take_while(|start| *start < day("2021-01-01")) {
            // The switch means nothing to any other day (the property beside `Mark::date` shows it).
            let choices = if (start.month(), start.day()) == (2, 29) { &[false, true][..] } else { &[false] };
            for first_of_march in choices.iter().copied() {
                let origin = Origin { day: start, first_of_march };
                let mut expected: BTreeMap<NaiveDate, Mark> = BTreeMap::new();
                for mark in &marks {
                    if let Some(day) = walk.date(origin, *mark).filter(|day| *day <= last) {
                        expected.entry(day).and_modify(|known| *known = (*known).max(*mark)).or_insert(*mark);
                    }
                }
                let found: BTreeMap<_, _> =
                    schedule.between(origin, start, last).into_iter().map(|found| (found.day, found.mark)).collect();
                assert_eq!(found, expected, "from {start}, first of March: {first_of_march}");
            }
        }
    }
}
