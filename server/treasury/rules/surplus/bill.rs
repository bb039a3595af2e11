//! A bill that comes every month, such as the rent.
//!
//! It is never changed for days that have passed, or an old report would say something else today: when the amount changes, the bill
//! ends and another begins.

use chrono::{Days, Months, NaiveDate};
use uuid::Uuid;

use super::due::{Due, DueKey};
use super::refusal::SurplusRefusal;
use super::reserve::first_of_month;
use super::service_body::name;
use crate::treasury::rules::account::AccountKind;
use crate::treasury::rules::books::{self, Books};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::{Reason, Refusal, Refusals};

/// The longest name of a bill or an earmark, in characters.
pub const LONGEST_NAME: usize = 60;

/// A recurring bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// Its id.
    pub id: Uuid,
    /// What people call it.
    pub what: String,
    /// How much it usually is.
    pub amount: Money,
    /// The day of the month, 1 to 31; in a shorter month its last day.
    pub day_of_month: u32,
    /// Code of the expense account.
    pub category: String,
    /// Code of the place it is paid from.
    pub place: String,
    /// It is not due before this day.
    pub begins_on: NaiveDate,
    /// Nor after this one.
    pub ends_on: Option<NaiveDate>,
}

/// The form as it was typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Raw<'a> {
    /// What people call it.
    pub what: &'a str,
    /// How much.
    pub amount: &'a str,
    /// On which day of the month.
    pub day_of_month: &'a str,
    /// What it counts as.
    pub category: &'a str,
    /// Where it is paid from.
    pub place: &'a str,
    /// From which day on.
    pub begins_on: &'a str,
}

impl Bill {
    /// Reads a new bill.
    pub fn parse(id: Uuid, raw: &Raw<'_>, books: &Books) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        let what = refusals.take("what", books.words(name(raw.what, LONGEST_NAME)));
        let amount = refusals.take("amount", books.positive(raw.amount));
        let day = raw.day_of_month.trim().parse().ok().filter(|day| (1..=31).contains(day));
        let day_of_month = refusals.take("day_of_month", day.ok_or(Reason::Surplus(SurplusRefusal::DayOfMonth)));
        let category = refusals.take("category", category(raw.category, books));
        let place = refusals.take("place", books.place(raw.place));
        let begins_on = refusals.take("begins_on", books::day(raw.begins_on));
        let whole = (|| {
            let place = place?.code.clone();
            let (what, amount, category) = (what?, amount?, category?);
            Some(Self { id, what, amount, day_of_month: day_of_month?, category, place, begins_on: begins_on?, ends_on: None })
        })();
        refusals.finish(whole)
    }

    /// Reads the last day on which it may be due.
    pub fn end(&self, typed: &str) -> Result<NaiveDate, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        let day = refusals.take("ends_on", books::day(typed));
        if day.is_some_and(|day| day < self.begins_on) {
            refusals.add("ends_on", Reason::Surplus(SurplusRefusal::EndsBeforeItBegins(self.begins_on)));
        }
        refusals.finish(day)
    }

    /// Every day it is due up to `until`, paid or not.
    pub fn dues(&self, until: NaiveDate) -> Vec<Due> {
        let last = self.ends_on.map_or(until, |ends_on| ends_on.min(until));
        let months = (0..).map_while(|ahead| first_of_month(self.begins_on).checked_add_months(Months::new(ahead)));
        let days = months.take_while(|month| *month <= last).map(|month| self.day_in(month));
        days.filter(|day| (self.begins_on..=last).contains(day)).map(|day| self.due(day)).collect()
    }

    fn day_in(&self, month: NaiveDate) -> NaiveDate {
        let last = month + Months::new(1) - Days::new(1);
        (month + Days::new(u64::from(self.day_of_month) - 1)).min(last)
    }

    fn due(&self, on: NaiveDate) -> Due {
        Due {
            key: DueKey::Bill(self.id, on),
            what: self.what.clone(),
            amount: self.amount,
            on,
            category: Some(self.category.clone()),
            place: Some(self.place.clone()),
            group_number: None,
        }
    }
}

/// An expense account that forms offer.
pub fn category(code: &str, books: &Books) -> Result<String, Reason> {
    let mut known = books.chart.categories(AccountKind::Expense).map(|account| account.code.clone());
    known.find(|known| known == code).ok_or(Reason::AccountUnknown)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::{books, on};

    fn raw() -> Raw<'static> {
        Raw {
            what: "Rent",
            amount: "60",
            day_of_month: "1",
            category: "expenses:rent",
            place: "assets:bank",
            begins_on: "2026-02-01",
        }
    }

    /// The rent, 60.00 on the first.
    pub(crate) fn rent() -> Bill {
        Bill::parse(Uuid::from_u128(1), &raw(), &books()).expect("holds")
    }

    fn days(bill: &Bill, until: &str) -> Vec<String> {
        bill.dues(on(until)).iter().map(|due| due.on.to_string()).collect()
    }

    #[test]
    fn t14_a_recurring_bill_is_due_every_month_from_its_first_day_to_its_last() {
        assert_eq!(days(&rent(), "2026-04-30"), ["2026-02-01", "2026-03-01", "2026-04-01"]);
        assert_eq!(days(&rent(), "2026-05-01").len(), 4);
        assert_eq!(days(&rent(), "2026-01-31"), [""; 0]);
        let ended = Bill { ends_on: Some(on("2026-03-15")), ..rent() };
        assert_eq!(days(&ended, "2026-12-31"), ["2026-02-01", "2026-03-01"]);
        let late = Bill { begins_on: on("2026-02-02"), ..rent() };
        assert_eq!(days(&late, "2026-03-31"), ["2026-03-01"]);
    }

    #[test]
    fn t14_in_a_short_month_it_is_due_on_the_last_day() {
        let bill = Bill { day_of_month: 31, ..rent() };
        assert_eq!(days(&bill, "2026-04-30"), ["2026-02-28", "2026-03-31", "2026-04-30"]);
    }

    #[test]
    fn t14_all_that_is_wrong_with_a_bill_is_said_at_once() {
        let refusals =
            Bill::parse(Uuid::from_u128(1), &Raw { day_of_month: "32", ..Raw::default() }, &books()).expect_err("refused");
        let fields: Vec<_> = refusals.iter().map(|refusal| refusal.field.as_str()).collect();
        assert_eq!(fields, ["what", "amount", "day_of_month", "category", "place", "begins_on"]);
        assert!(rent().end("2026-01-31").is_err() && rent().end("2026-02-01").is_ok());
    }
}
