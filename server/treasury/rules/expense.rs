//! Money spent: what on, how much, out of which place.

use chrono::NaiveDate;

use super::account::AccountKind;
use super::books::Books;
use super::entry::{Content, Details, Draft, Kind, Posting, Unbalanced};
use super::money::Money;
use super::refusal::{Reason, Refusal, Refusals};

/// The form as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Raw<'a> {
    /// The day it was paid.
    pub day: &'a str,
    /// Code of the expense account.
    pub category: &'a str,
    /// How much.
    pub amount: &'a str,
    /// Out of which place.
    pub place: &'a str,
    /// A line in words.
    pub note: &'a str,
}

/// An expense that cannot be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expense {
    day: NaiveDate,
    category: String,
    amount: Money,
    place: String,
    note: String,
}

impl Expense {
    /// Reads the form.
    pub fn parse(raw: &Raw<'_>, books: &Books) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        let place = refusals.take("place", books.place(raw.place));
        let day = refusals.take("day", books.posting_day(raw.day, &[place]));
        let mut known = books.chart.categories(AccountKind::Expense).map(|account| account.code.clone());
        let category = refusals.take("category", known.find(|code| code == raw.category).ok_or(Reason::AccountUnknown));
        let amount = refusals.take("amount", books.positive(raw.amount));
        let note = books.note(raw.note, &mut refusals);
        let whole =
            (|| Some(Self { day: day?, category: category?, amount: amount?, place: place?.code.clone(), note: note? }))();
        refusals.finish(whole)
    }

    /// The entry.
    pub fn draft(&self) -> Result<Draft, Unbalanced> {
        Draft::of(Content {
            kind: Kind::Expense,
            day: self.day,
            relates_to: None,
            reverses: None,
            counters: None,
            note: self.note.clone(),
            details: Details::default(),
            postings: vec![
                Posting::on(&self.category, self.amount),
                Posting::on(&self.place, self.amount.negated().ok_or(Unbalanced::NotZero)?),
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::account::{Account, Chart};
    use crate::treasury::rules::books::tests::{books, on};

    fn rent() -> Raw<'static> {
        Raw { day: "2026-04-01", category: "expenses:rent", amount: "60", place: "assets:bank", note: "Rent for April" }
    }

    #[test]
    fn an_expense_takes_money_out_of_its_place() {
        let draft = Expense::parse(&rent(), &books()).expect("holds").draft().expect("balances");
        assert_eq!(
            draft.content().postings,
            [Posting::on("expenses:rent", Money::of_minor(6000)), Posting::on("assets:bank", Money::of_minor(-6000))]
        );
        assert_eq!(draft.content().note, "Rent for April");
    }

    #[test]
    fn nothing_is_posted_into_the_time_before_the_opening_balance() {
        let mut books = books();
        let opened = |account: &Account| Account {
            opened_on: (account.code == "assets:bank").then(|| on("2026-04-01")),
            ..account.clone()
        };
        books.chart = Chart::of(books.chart.all().iter().map(opened).collect());
        let refusals = Expense::parse(&rent(), &books).expect_err("refused");
        assert_eq!(refusals[0], Refusal { field: "day".into(), reason: Reason::DayBeforeOpening(on("2026-04-01")) });
        assert!(Expense::parse(&Raw { day: "2026-04-02", ..rent() }, &books).is_ok());
        assert!(Expense::parse(&Raw { place: "assets:cash-box", ..rent() }, &books).is_ok());
    }

    #[test]
    fn an_empty_form_names_every_field_that_is_needed() {
        let refusals = Expense::parse(&Raw::default(), &books()).expect_err("refused");
        let fields: Vec<_> = refusals.iter().map(|refusal| refusal.field.as_str()).collect();
        assert_eq!(fields, ["place", "day", "category", "amount"]);
    }
}
