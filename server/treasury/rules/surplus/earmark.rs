//! Money set aside for something known to come: a deposit, a workshop, a repair.

use chrono::NaiveDate;
use uuid::Uuid;

use super::bill::{LONGEST_NAME, category};
use super::due::{Due, DueKey};
use super::service_body::name;
use crate::treasury::rules::books::{self, Books};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::{Refusal, Refusals};

/// An earmark. It is open until it is paid or let go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earmark {
    /// Its id.
    pub id: Uuid,
    /// What for.
    pub what: String,
    /// How much.
    pub amount: Money,
    /// When it will have to be paid.
    pub due_on: NaiveDate,
    /// What it will count as, where that is known.
    pub category: Option<String>,
    /// The day it was set aside: reports of earlier days know nothing of it.
    pub since: NaiveDate,
}

/// The form as it was typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Raw<'a> {
    /// What for.
    pub what: &'a str,
    /// How much.
    pub amount: &'a str,
    /// When it will have to be paid.
    pub due_on: &'a str,
    /// What it will count as, or nothing.
    pub category: &'a str,
    /// Since when.
    pub since: &'a str,
}

impl Earmark {
    /// Reads a new earmark.
    pub fn parse(id: Uuid, raw: &Raw<'_>, books: &Books) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        let what = refusals.take("what", books.words(name(raw.what, LONGEST_NAME)));
        let amount = refusals.take("amount", books.positive(raw.amount));
        let due_on = refusals.take("due_on", books::day(raw.due_on));
        let known = if raw.category.is_empty() { Ok(None) } else { category(raw.category, books).map(Some) };
        let category = refusals.take("category", known);
        let since = refusals.take("since", books.past_day(raw.since));
        let whole = (|| Some(Self { id, what: what?, amount: amount?, due_on: due_on?, category: category?, since: since? }))();
        refusals.finish(whole)
    }

    /// What is to be paid.
    pub fn due(&self) -> Due {
        Due {
            key: DueKey::Earmark(self.id),
            what: self.what.clone(),
            amount: self.amount,
            on: self.due_on,
            category: self.category.clone(),
            place: None,
            group_number: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::{books, on};
    use crate::treasury::rules::refusal::Reason;

    #[test]
    fn t14_an_earmark_is_an_amount_and_a_day_that_may_lie_ahead() {
        let raw = Raw { what: "Workshop room", amount: "45", due_on: "2026-06-20", category: "", since: "2026-04-16" };
        let earmark = Earmark::parse(Uuid::from_u128(1), &raw, &books()).expect("holds");
        assert_eq!((earmark.due().amount, earmark.due().on), (Money::of_minor(45_00), on("2026-06-20")));
        let ahead = Earmark::parse(Uuid::from_u128(1), &Raw { since: "2026-04-17", ..raw }, &books()).expect_err("refused");
        assert_eq!(ahead[0].reason, Reason::DayInFuture(on("2026-04-16")));
        let wrong = Earmark::parse(Uuid::from_u128(1), &Raw { category: "income:basket", ..Raw::default() }, &books());
        let fields: Vec<_> = wrong.expect_err("refused").into_iter().map(|refusal| refusal.field).collect();
        assert_eq!(fields, ["what", "amount", "due_on", "category", "since"]);
    }
}
