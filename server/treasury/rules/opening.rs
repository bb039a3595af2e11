//! What lay in each place when the books were opened, counted at the end of a day: everything later is an entry, nothing earlier is.

use chrono::NaiveDate;

use super::account::{Account, AccountKind, OPENING};
use super::books::Books;
use super::entry::{Content, Details, Draft, Kind, Posting, Unbalanced};
use super::money::{AmountRefusal, Money};
use super::refusal::{Reason, Refusal, Refusals};

/// The form as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Raw<'a> {
    /// The day at whose end it was counted.
    pub day: &'a str,
    /// Code of a place, and what was there; empty where nothing is said of it.
    pub amounts: Vec<(&'a str, &'a str)>,
    /// A line in words.
    pub note: &'a str,
}

/// An opening balance that cannot be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningBalance {
    day: NaiveDate,
    amounts: Vec<(String, Money)>,
    note: String,
}

impl OpeningBalance {
    /// Reads the form.
    pub fn parse(raw: &Raw<'_>, books: &Books) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        let day = refusals.take("day", books.open_day(raw.day));
        let mut amounts = Vec::new();
        for (code, typed) in raw.amounts.iter().filter(|(_, typed)| !typed.trim().is_empty()) {
            let field = format!("amounts[{code}]");
            if let Some(place) = refusals.take(&field, books.place(code))
                && let Some(amount) = refusals.take(&field, read(typed, place, day, books))
            {
                amounts.push((place.code.clone(), amount));
            }
        }
        if raw.amounts.iter().all(|(_, typed)| typed.trim().is_empty()) {
            let first = raw.amounts.first().map_or("day".to_owned(), |(code, _)| format!("amounts[{code}]"));
            refusals.add(first, Reason::NothingEntered);
        }
        let note = books.note(raw.note, &mut refusals);
        let whole = (|| Some(Self { day: day?, amounts, note: note? }))();
        refusals.finish(whole)
    }

    /// The entry. A place that was empty has a line of zero: it was counted.
    pub fn draft(&self) -> Result<Draft, Unbalanced> {
        let total = Money::sum(self.amounts.iter().map(|(_, amount)| *amount)).ok_or(Unbalanced::NotZero)?;
        let mut postings: Vec<_> = self.amounts.iter().map(|(code, amount)| Posting::on(code, *amount)).collect();
        postings.push(Posting::on(OPENING, total.negated().ok_or(Unbalanced::NotZero)?));
        Draft::of(Content {
            kind: Kind::Opening,
            day: self.day,
            relates_to: None,
            reverses: None,
            counters: None,
            note: self.note.clone(),
            details: Details::default(),
            postings,
        })
    }
}

fn read(typed: &str, place: &Account, day: Option<NaiveDate>, books: &Books) -> Result<Money, Reason> {
    if place.opened_on.is_some() {
        return Err(Reason::OpenedAlready);
    }
    if let (Some(moved), Some(day)) = (place.first_moved_on, day)
        && moved <= day
    {
        return Err(Reason::MovedBefore(moved));
    }
    let amount = books.currency.parse(typed).map_err(|refusal| books.amount_reason(refusal))?;
    // A bank account can be overdrawn, a box cannot.
    if amount < Money::ZERO && place.kind != AccountKind::Bank {
        return Err(books.amount_reason(AmountRefusal::NotPositive));
    }
    Ok(amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::account::Chart;
    use crate::treasury::rules::books::tests::{books, on};

    fn w2() -> Raw<'static> {
        Raw {
            day: "2026-03-31",
            amounts: vec![("assets:bank", "412.37"), ("assets:cash-box", "20"), ("assets:app", "20")],
            note: "",
        }
    }

    fn books_where(code: &str, opened_on: Option<&str>, first_moved_on: Option<&str>) -> Books {
        let mut books = books();
        let change = |account: &Account| match account.code == code {
            true => Account { opened_on: opened_on.map(on), first_moved_on: first_moved_on.map(on), ..account.clone() },
            false => account.clone(),
        };
        books.chart = Chart::of(books.chart.all().iter().map(change).collect());
        books
    }

    fn reasons(raw: &Raw<'_>, books: &Books) -> Vec<(String, Reason)> {
        let refusals = OpeningBalance::parse(raw, books).expect_err("refused");
        refusals.into_iter().map(|refusal| (refusal.field, refusal.reason)).collect()
    }

    #[test]
    fn an_opening_balance_stands_against_equity() {
        let draft = OpeningBalance::parse(&w2(), &books()).expect("holds").draft().expect("balances");
        assert_eq!(draft.content().postings.last(), Some(&Posting::on(OPENING, Money::of_minor(-45_237))));
        assert_eq!(draft.content().postings.len(), 4);
    }

    #[test]
    fn a_place_is_opened_once() {
        let books = books_where("assets:bank", Some("2026-01-31"), None);
        assert_eq!(reasons(&w2(), &books), [("amounts[assets:bank]".to_owned(), Reason::OpenedAlready)]);
    }

    #[test]
    fn nothing_that_moved_before_is_counted_twice() {
        let books = books_where("assets:app", None, Some("2026-03-31"));
        assert_eq!(reasons(&w2(), &books), [("amounts[assets:app]".to_owned(), Reason::MovedBefore(on("2026-03-31")))]);
        assert!(OpeningBalance::parse(&Raw { day: "2026-03-30", ..w2() }, &books).is_ok());
    }

    #[test]
    fn a_bank_account_may_be_overdrawn_a_box_may_not() {
        let with = |code, amount| Raw { amounts: vec![(code, amount)], ..w2() };
        assert!(OpeningBalance::parse(&with("assets:bank", "-12.00"), &books()).is_ok());
        let refused = [("amounts[assets:cash-box]".to_owned(), Reason::Amount(AmountRefusal::NotPositive, 2))];
        assert_eq!(reasons(&with("assets:cash-box", "-12.00"), &books()), refused);
    }

    #[test]
    fn an_empty_place_is_counted_and_an_empty_form_is_not() {
        let with = |amount| Raw { amounts: vec![("assets:cash-box", amount)], ..w2() };
        assert!(OpeningBalance::parse(&with("0"), &books()).is_ok());
        assert_eq!(reasons(&with(" "), &books()), [("amounts[assets:cash-box]".to_owned(), Reason::NothingEntered)]);
    }
}
