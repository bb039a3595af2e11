//! The acceptance of a report by the group (T12): what was accepted, which period may follow, and what a form about it may say. From
//! then on the days of the period, and all before them, take no more entries.

use chrono::NaiveDate;

use super::books;
use super::money::Money;
use super::refusal::{Reason, Refusal, Refusals};
use super::report::{Period, Report};

/// The figures of a report that are read out. What they are made of lies in the ledger, under the hash of the last entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// What was there before the first day.
    pub opening: Money,
    /// Opening balances that were entered in the period.
    pub brought_in: Money,
    /// What came in.
    pub income: Money,
    /// What was spent.
    pub expenses: Money,
    /// What was there at the end of the last day.
    pub closing: Money,
}

impl Figures {
    /// Those of a report.
    pub fn of(report: &Report) -> Self {
        let total = &report.total;
        Self {
            opening: total.opening,
            brought_in: total.brought_in,
            income: total.income,
            expenses: total.expenses,
            closing: total.closing,
        }
    }
}

/// The last entry a report rests on: of those whose day is not after its period, the one with the highest number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// Its number; 0 where there is none.
    pub number: i64,
    /// Its hash.
    pub hash: String,
}

/// What a report says, as far as the group accepts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The days it is about.
    pub period: Period,
    /// Its figures.
    pub figures: Figures,
    /// The ledger it rests on.
    pub basis: Basis,
}

/// A report that the group has accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Its place in the sequence, from 1.
    pub number: i64,
    /// The id that the form which recorded it chose.
    pub id: String,
    /// What it says.
    pub statement: Statement,
    /// Its fingerprint in words.
    pub fingerprint: String,
    /// The day of the meeting that accepted it.
    pub accepted_on: NaiveDate,
    /// Id of that business meeting, if its minutes are kept here.
    pub meeting: Option<String>,
    /// When it was recorded, in seconds since 1970.
    pub recorded_at: i64,
}

/// Whether the period is the next one: reports are accepted one after the other, without a gap, so that each opens with what the one
/// before closed with (T11). `last` is the last day of the last accepted one.
pub fn follows(period: Period, last: Option<NaiveDate>) -> Result<(), Reason> {
    let Some(last) = last else { return Ok(()) };
    if period.from <= last {
        return Err(Reason::AcceptedAlready(last));
    }
    match last.succ_opt() {
        Some(next) if next != period.from => Err(Reason::AcceptedNotNext(next)),
        _ => Ok(()),
    }
}

/// Whether a report of the period can be accepted at all: it is over, and it is the next one.
pub fn possible(period: Period, last: Option<NaiveDate>, today: NaiveDate) -> Result<(), Reason> {
    follows(period, last)?;
    if period.to >= today { Err(Reason::PeriodNotOver(period.to)) } else { Ok(()) }
}

/// The form as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Raw<'a> {
    /// The first day of the report.
    pub from: &'a str,
    /// Its last day.
    pub to: &'a str,
    /// The day of the meeting that accepted it.
    pub accepted_on: &'a str,
    /// Id of a business meeting, or empty.
    pub meeting: &'a str,
}

/// A form that can be recorded, if the report still is what was read out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The days of the report.
    pub period: Period,
    /// The day of the meeting that accepted it.
    pub accepted_on: NaiveDate,
    /// Id of that business meeting.
    pub meeting: Option<String>,
}

impl Acceptance {
    /// Reads the form. `last` is the last day that is accepted already; `meetings` are the business meetings that can be named, with
    /// their days.
    pub fn parse(
        raw: &Raw<'_>,
        last: Option<NaiveDate>,
        today: NaiveDate,
        meetings: &[(String, NaiveDate)],
    ) -> Result<Self, Vec<Refusal>> {
        let period = Period::parse(raw.from, raw.to)?;
        let mut refusals = Refusals::default();
        refusals.take("to", possible(period, last, today));
        let meeting = match raw.meeting {
            "" => Some(None),
            id => {
                refusals.take("meeting", meetings.iter().find(|(known, _)| known == id).map(Some).ok_or(Reason::MeetingUnknown))
            }
        };
        let held_on = meeting.flatten().map(|(_, held_on)| *held_on);
        // Whoever names the minutes need not write their day as well.
        let day = match (raw.accepted_on.trim(), held_on) {
            ("", Some(held_on)) => Ok(held_on),
            (typed, _) => books::day(typed),
        };
        let accepted_on = refusals.take("accepted_on", day.and_then(|day| met(day, held_on, period, today)));
        let meeting = meeting.map(|meeting| meeting.map(|(id, _)| id.clone()));
        let whole = (|| Some(Self { period, accepted_on: accepted_on?, meeting: meeting? }))();
        refusals.finish(whole)
    }
}

/// A day on which the group can have heard the report: after its last day, not after today, and that of the meeting that is named.
fn met(day: NaiveDate, held_on: Option<NaiveDate>, period: Period, today: NaiveDate) -> Result<NaiveDate, Reason> {
    match held_on {
        _ if day > today => Err(Reason::DayInFuture(today)),
        _ if day < period.to => Err(Reason::AcceptedBeforeEnd(period.to)),
        Some(held_on) if held_on != day => Err(Reason::MeetingOfAnotherDay(held_on)),
        _ => Ok(day),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::on;

    /// W2 of the domain, resting on an entry of our making.
    pub(crate) fn april() -> Statement {
        let minor = Money::of_minor;
        Statement {
            period: Period { from: on("2026-04-01"), to: on("2026-04-30") },
            figures: Figures {
                opening: minor(452_37),
                brought_in: Money::ZERO,
                income: minor(326_75),
                expenses: minor(133_93),
                closing: minor(645_19),
            },
            basis: Basis { number: 14, hash: "a".repeat(64) },
        }
    }

    const RAW: Raw<'static> = Raw { from: "2026-04-01", to: "2026-04-30", accepted_on: "2026-05-07", meeting: "" };

    fn parse(raw: &Raw<'_>, last: Option<&str>) -> Result<Acceptance, Vec<Reason>> {
        let meetings = [("may".to_owned(), on("2026-05-07"))];
        let read = Acceptance::parse(raw, last.map(on), on("2026-05-10"), &meetings);
        read.map_err(|refusals| refusals.into_iter().map(|refusal| refusal.reason).collect())
    }

    #[test]
    fn t12_accepted_periods_follow_one_another_without_gap_or_overlap() {
        assert!(parse(&RAW, None).is_ok());
        assert!(parse(&RAW, Some("2026-03-31")).is_ok());
        assert_eq!(parse(&RAW, Some("2026-04-30")), Err(vec![Reason::AcceptedAlready(on("2026-04-30"))]));
        assert_eq!(parse(&RAW, Some("2026-04-01")), Err(vec![Reason::AcceptedAlready(on("2026-04-01"))]));
        assert_eq!(parse(&RAW, Some("2026-03-30")), Err(vec![Reason::AcceptedNotNext(on("2026-03-31"))]));
    }

    #[test]
    fn t12_only_a_period_that_is_over_is_accepted() {
        let until = |to| parse(&Raw { to, ..RAW }, None);
        assert_eq!(
            until("2026-05-10"),
            Err(vec![Reason::PeriodNotOver(on("2026-05-10")), Reason::AcceptedBeforeEnd(on("2026-05-10"))])
        );
        assert!(until("2026-05-07").is_ok(), "the meeting may be on the last day");
    }

    #[test]
    fn t12_the_meeting_lies_between_the_end_of_the_period_and_today() {
        let day = |accepted_on| parse(&Raw { accepted_on, ..RAW }, None);
        assert_eq!(day("2026-04-29"), Err(vec![Reason::AcceptedBeforeEnd(on("2026-04-30"))]));
        assert_eq!(day("2026-05-11"), Err(vec![Reason::DayInFuture(on("2026-05-10"))]));
        assert_eq!(day(""), Err(vec![Reason::DayUnreadable]));
        assert_eq!(day("2026-04-30").map(|read| read.accepted_on), Ok(on("2026-04-30")));
    }

    #[test]
    fn t12_named_minutes_bring_their_day_and_no_other() {
        let named = |meeting, accepted_on| parse(&Raw { meeting, accepted_on, ..RAW }, None);
        let taken = named("may", "").expect("holds");
        assert_eq!((taken.meeting.as_deref(), taken.accepted_on), (Some("may"), on("2026-05-07")));
        assert_eq!(named("may", "2026-05-08"), Err(vec![Reason::MeetingOfAnotherDay(on("2026-05-07"))]));
        assert_eq!(named("june", "2026-05-08"), Err(vec![Reason::MeetingUnknown]));
    }
}
