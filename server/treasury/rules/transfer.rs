//! Money moved from one place to another: neither income nor expense.

use chrono::NaiveDate;

use super::books::Books;
use super::entry::{Content, Details, Draft, Kind, Posting, Unbalanced};
use super::money::Money;
use super::refusal::{Reason, Refusal, Refusals};

/// The form as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Raw<'a> {
    /// The day it was moved.
    pub day: &'a str,
    /// How much.
    pub amount: &'a str,
    /// Code of the place it left.
    pub from: &'a str,
    /// Code of the place it went to.
    pub to: &'a str,
    /// A line in words.
    pub note: &'a str,
}

/// A transfer that cannot be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    day: NaiveDate,
    amount: Money,
    from: String,
    to: String,
    note: String,
}

impl Transfer {
    /// Reads the form.
    pub fn parse(raw: &Raw<'_>, books: &Books) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        let from = refusals.take("from", books.place(raw.from));
        let to = refusals.take("to", books.place(raw.to));
        if from.is_some() && raw.from == raw.to {
            refusals.add("to", Reason::SamePlace);
        }
        let day = refusals.take("day", books.posting_day(raw.day, &[from, to]));
        let amount = refusals.take("amount", books.positive(raw.amount));
        let note = books.note(raw.note, &mut refusals);
        let whole = (|| Some(Self { day: day?, amount: amount?, from: from?.code.clone(), to: to?.code.clone(), note: note? }))();
        refusals.finish(whole)
    }

    /// The entry.
    pub fn draft(&self) -> Result<Draft, Unbalanced> {
        Draft::of(Content {
            kind: Kind::Transfer,
            day: self.day,
            relates_to: None,
            reverses: None,
            counters: None,
            note: self.note.clone(),
            details: Details::default(),
            postings: vec![
                Posting::on(&self.to, self.amount),
                Posting::on(&self.from, self.amount.negated().ok_or(Unbalanced::NotZero)?),
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::books;

    fn emptying_the_app() -> Raw<'static> {
        Raw { day: "2026-04-16", amount: "80.82", from: "assets:app", to: "assets:bank", note: "" }
    }

    #[test]
    fn a_transfer_touches_places_only() {
        let draft = Transfer::parse(&emptying_the_app(), &books()).expect("holds").draft().expect("balances");
        assert_eq!(
            draft.content().postings,
            [Posting::on("assets:bank", Money::of_minor(8082)), Posting::on("assets:app", Money::of_minor(-8082))]
        );
    }

    #[test]
    fn a_transfer_to_the_same_place_or_to_no_place_is_refused() {
        let reason = |raw: Raw<'_>| Transfer::parse(&raw, &books()).expect_err("refused")[0].reason.clone();
        assert_eq!(reason(Raw { to: "assets:app", ..emptying_the_app() }), Reason::SamePlace);
        assert_eq!(reason(Raw { to: "expenses:rent", ..emptying_the_app() }), Reason::AccountUnknown);
        assert_eq!(reason(Raw { from: "equity:opening", ..emptying_the_app() }), Reason::AccountUnknown);
    }
}
