//! What the rules must know of the books to read a form: the day it is, the currency, the accounts, who counts as a member. Stores
//! fetch it, tests write it down.

use chrono::NaiveDate;

use super::account::{Account, Chart};
use super::money::{AmountRefusal, Currency, Money};
use super::note::{self, Lint};
use super::refusal::{Reason, Refusals};

/// The state of the books at the moment a form is read.
#[derive(Clone, Debug)]
pub struct Books {
    /// Today, where the group meets.
    pub today: NaiveDate,
    /// The group's one currency.
    pub currency: Currency,
    /// Its accounts.
    pub chart: Chart,
    /// The last day whose report the group has accepted: neither it nor any day before takes another entry (T12).
    pub accepted_to: Option<NaiveDate>,
    /// Ids of the active members: who may be named as a counter.
    pub members: Vec<String>,
    /// Reads free words for what identifies a person.
    pub lint: Lint,
}

/// The first day that is not taken for a slip of the finger.
pub const EARLIEST: NaiveDate = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day");

impl Books {
    /// A calendar day that is not in the future.
    pub fn past_day(&self, typed: &str) -> Result<NaiveDate, Reason> {
        let day = day(typed)?;
        if day > self.today {
            return Err(Reason::DayInFuture(self.today));
        }
        Ok(day)
    }

    /// A day that is not in the future and whose report is not accepted yet.
    pub fn open_day(&self, typed: &str) -> Result<NaiveDate, Reason> {
        let day = self.past_day(typed)?;
        match self.accepted_to {
            Some(accepted) if day <= accepted => Err(Reason::PeriodAccepted(accepted)),
            _ => Ok(day),
        }
    }

    /// The day of an entry that moves money at `places`: after the day at whose end their opening balances were counted.
    pub fn posting_day(&self, typed: &str, places: &[Option<&Account>]) -> Result<NaiveDate, Reason> {
        let day = self.open_day(typed)?;
        match places.iter().flatten().filter_map(|place| place.opened_on).max() {
            Some(opened) if day <= opened => Err(Reason::DayBeforeOpening(opened)),
            _ => Ok(day),
        }
    }

    /// A place that forms offer.
    pub fn place(&self, code: &str) -> Result<&Account, Reason> {
        self.chart.place(code).ok_or(Reason::AccountUnknown)
    }

    /// An amount above zero.
    pub fn positive(&self, typed: &str) -> Result<Money, Reason> {
        self.currency.parse_positive(typed).map_err(|refusal| self.amount_reason(refusal))
    }

    /// An amount above zero, or `None` where the field was left empty.
    pub fn positive_or_empty(&self, typed: &str) -> Result<Option<Money>, Reason> {
        if typed.trim().is_empty() { Ok(None) } else { self.positive(typed).map(Some) }
    }

    /// The reason for an amount that was not understood.
    pub fn amount_reason(&self, refusal: AmountRefusal) -> Reason {
        Reason::Amount(refusal, self.currency.minor_digits())
    }

    /// The note, with what is wrong put down at the field `note`.
    pub fn note(&self, typed: &str, refusals: &mut Refusals) -> Option<String> {
        refusals.take("note", self.words(note::note(typed).map_err(Reason::Note)))
    }

    /// The note where a reason is needed.
    pub fn reason(&self, typed: &str, refusals: &mut Refusals) -> Option<String> {
        refusals.take("note", self.words(note::reason(typed).map_err(Reason::Note)))
    }

    /// Words for the ledger or beside it, if they identify nobody.
    pub fn words(&self, read: Result<String, Reason>) -> Result<String, Reason> {
        let words = read?;
        match self.lint.identifying(&words) {
            Some(found) => Err(Reason::NamesSomebody(found)),
            None => Ok(words),
        }
    }
}

/// A calendar day as the browser sends it, `2026-04-16`.
pub fn day(typed: &str) -> Result<NaiveDate, Reason> {
    let typed = typed.trim();
    // chrono also takes `2026-4-6` and `+2026-04-06`.
    let day: NaiveDate = typed.parse().ok().filter(|day: &NaiveDate| day.to_string() == typed).ok_or(Reason::DayUnreadable)?;
    if day < EARLIEST { Err(Reason::DayTooEarly) } else { Ok(day) }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::treasury::rules::account;

    pub(crate) fn on(day: &str) -> NaiveDate {
        day.parse().expect("a day")
    }

    /// Thursday, April 16, 2026; dollars; box, bank and app; Dana and Kim.
    pub(crate) fn books() -> Books {
        Books {
            today: on("2026-04-16"),
            currency: Currency::of("USD"),
            chart: account::tests::chart(),
            accepted_to: None,
            members: vec!["dana".into(), "kim".into()],
            lint: Lint::by(Arc::new(|words| words.contains("Kim").then(|| "Kim".to_owned()))),
        }
    }

    #[test]
    fn a_day_is_read_in_one_spelling_only() {
        assert_eq!(day(" 2026-04-16 "), Ok(on("2026-04-16")));
        for typed in ["", "2026-4-16", "16.04.2026", "2026-02-30", "tomorrow", "20260416", "+2026-4-16"] {
            assert_eq!(day(typed), Err(Reason::DayUnreadable), "{typed}");
        }
        assert_eq!(day("0226-04-16"), Err(Reason::DayTooEarly));
    }

    #[test]
    fn a_day_in_the_future_is_refused_and_today_is_not() {
        assert_eq!(books().past_day("2026-04-16"), Ok(on("2026-04-16")));
        assert_eq!(books().past_day("2026-04-17"), Err(Reason::DayInFuture(on("2026-04-16"))));
    }
}
