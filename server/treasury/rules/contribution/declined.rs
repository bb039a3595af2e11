//! Money from outside, offered and declined (T8). It is in no balance and no account; that it was declined may be written down, so that
//! the report can say so.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::treasury::rules::books::Books;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::{Refusal, Refusals};

/// An offer that was declined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declined {
    /// Its id, the form's.
    pub id: Uuid,
    /// The day of the offer.
    pub day: NaiveDate,
    /// How much was offered.
    pub amount: Money,
    /// A line in words: what it was, not who.
    pub note: String,
}

/// The form as it was typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Raw<'a> {
    /// The day of the offer.
    pub day: &'a str,
    /// How much was offered.
    pub amount: &'a str,
    /// A line in words.
    pub note: &'a str,
}

impl Declined {
    /// Reads the form.
    pub fn parse(id: Uuid, raw: &Raw<'_>, books: &Books) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        // An accepted report stays as it was heard, its memo too.
        let day = refusals.take("day", books.open_day(raw.day));
        let amount = refusals.take("amount", books.positive(raw.amount));
        let note = books.note(raw.note, &mut refusals);
        let whole = (|| Some(Self { id, day: day?, amount: amount?, note: note? }))();
        refusals.finish(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::{books, on};

    #[test]
    fn t8_an_offer_is_read_like_any_sum_and_never_in_an_accepted_period() {
        let id = Uuid::nil();
        let raw = Raw { day: "2026-04-09", amount: "100", note: "a company" };
        let declined = Declined::parse(id, &raw, &books()).expect("holds");
        assert_eq!((declined.day, declined.amount), (on("2026-04-09"), Money::of_minor(100_00)));
        let wrong = Declined::parse(id, &Raw { day: "2026-05-01", amount: "-1", note: "" }, &books());
        assert_eq!(wrong.expect_err("refused").len(), 2);
        let mut accepted = books();
        accepted.accepted_to = Some(on("2026-04-09"));
        assert!(Declined::parse(id, &raw, &accepted).is_err());
    }
}
