//! An entry of the ledger: lines that sum to zero, never edited, never deleted (T10).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::account::AccountKind;
use super::money::Money;

/// What an entry records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What was there when the books were opened.
    Opening,
    /// A basket.
    Collection,
    /// Income that is no basket.
    Income,
    /// Money spent.
    Expense,
    /// Money moved from one place to another.
    Transfer,
    /// The undoing of another entry.
    Reversal,
}

impl Kind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Kind; 6] = [Kind::Collection, Kind::Income, Kind::Expense, Kind::Transfer, Kind::Reversal, Kind::Opening];

    /// The name it is stored under.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Opening => "opening",
            Kind::Collection => "collection",
            Kind::Income => "income",
            Kind::Expense => "expense",
            Kind::Transfer => "transfer",
            Kind::Reversal => "reversal",
        }
    }

    /// The kind stored as `name`.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One line of an entry. Places and expenses grow with positive amounts, income with negative ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Code of the account.
    pub account: String,
    /// The amount.
    pub amount: Money,
}

impl Posting {
    /// A line on `account`.
    pub fn on(account: impl Into<String>, amount: Money) -> Self {
        Self { account: account.into(), amount }
    }
}

/// What an entry says beyond its postings. Numbers only; written as JSON with the keys in this order and no white space, which
/// makes its bytes the same every time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Details {
    /// The count sheet: pieces of each denomination (minor units), largest first, none that are zero.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted: Vec<(i64, u32)>,
    /// How many e-payments a sum stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payments: Option<u32>,
}

/// An entry before it has its number: balanced, and therefore fit to be appended.
///
/// It names no member. Who counted and who posted stands beside the ledger, where it can be erased; only how many counted is part
/// of the entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    content: Content,
}

/// What a draft says, all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What it records.
    pub kind: Kind,
    /// The day the money moved.
    pub day: NaiveDate,
    /// For an entry that comes late: the day it belongs to (T12).
    pub relates_to: Option<NaiveDate>,
    /// For a reversal: the number of the entry it undoes.
    pub reverses: Option<i64>,
    /// For a collection: how many people counted, one or two (T4).
    pub counters: Option<u8>,
    /// A line in words, or empty.
    pub note: String,
    /// What else there is.
    pub details: Details,
    /// Its lines, in order.
    pub postings: Vec<Posting>,
}

impl Content {
    /// The one figure that stands for it in a list: what came in, what went out (negative), what moved, what was there.
    pub fn amount(&self, kind_of: impl Fn(&str) -> Option<AccountKind>) -> Money {
        let of = |wanted: fn(AccountKind) -> bool| {
            let lines = self.postings.iter().filter(|line| kind_of(&line.account).is_some_and(wanted));
            Money::sum(lines.map(|line| line.amount)).unwrap_or_default()
        };
        let income = of(|kind| kind == AccountKind::Income);
        let expense = of(|kind| kind == AccountKind::Expense);
        let opened = of(|kind| kind == AccountKind::Equity);
        // Income stands first: a basket is known by what was in it, not by what was left after the coffee.
        if let Some(sum) = [income, opened, expense].into_iter().find(|sum| *sum != Money::ZERO) {
            return sum.negated().unwrap_or_default();
        }
        let moved = self.postings.iter().map(|line| line.amount).find(|amount| *amount > Money::ZERO);
        moved.unwrap_or_default()
    }

    /// What it did to one account.
    pub fn on(&self, account: &str) -> Money {
        let lines = self.postings.iter().filter(|line| line.account == account);
        Money::sum(lines.map(|line| line.amount)).unwrap_or_default()
    }
}

/// Why an entry cannot be made. A person never sees this: the forms are read so that it cannot come to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unbalanced {
    /// Fewer than two lines.
    TooFewLines,
    /// The lines do not sum to zero, or their sum does not fit.
    NotZero,
}

impl std::fmt::Display for Unbalanced {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Unbalanced::TooFewLines => "an entry needs at least two lines",
            Unbalanced::NotZero => "the lines of an entry must sum to zero",
        })
    }
}

impl std::error::Error for Unbalanced {}

impl Draft {
    /// An entry of this content, if its lines balance.
    pub fn of(content: Content) -> Result<Self, Unbalanced> {
        if content.postings.len() < 2 {
            return Err(Unbalanced::TooFewLines);
        }
        if Money::sum(content.postings.iter().map(|posting| posting.amount)) != Some(Money::ZERO) {
            return Err(Unbalanced::NotZero);
        }
        Ok(Self { content })
    }

    /// The same entry, about another day than its own (T12).
    pub fn relating_to(mut self, day: NaiveDate) -> Self {
        self.content.relates_to = Some(day);
        self
    }

    /// What it says.
    pub fn content(&self) -> &Content {
        &self.content
    }
}

/// An entry as it stands in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the sequence, from 1: the number people say aloud.
    pub number: i64,
    /// Its id in addresses. The form that made it chose it, so that sending a form twice makes one entry.
    pub id: Uuid,
    /// When it was posted, in seconds since 1970.
    pub posted_at: i64,
    /// What it says.
    pub content: Content,
    /// The hash of the entry before it, in hexadecimal; sixty-four zeros before the first.
    pub previous_hash: String,
    /// Its own hash (see `chain.rs`).
    pub hash: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(amounts: &[i64]) -> Content {
        Content {
            kind: Kind::Expense,
            day: NaiveDate::from_ymd_opt(2026, 4, 16).expect("a day"),
            relates_to: None,
            reverses: None,
            counters: None,
            note: String::new(),
            details: Details::default(),
            postings: amounts.iter().map(|minor| Posting::on("assets:cash-box", Money::of_minor(*minor))).collect(),
        }
    }

    #[test]
    fn t10_an_entry_that_does_not_sum_to_zero_cannot_be_made() {
        assert!(Draft::of(content(&[-500, 300, 200])).is_ok());
        assert_eq!(Draft::of(content(&[-500, 300])), Err(Unbalanced::NotZero));
        assert_eq!(Draft::of(content(&[0])), Err(Unbalanced::TooFewLines));
        assert_eq!(Draft::of(content(&[])), Err(Unbalanced::TooFewLines));
        assert_eq!(Draft::of(content(&[i64::MAX, i64::MAX, 2])), Err(Unbalanced::NotZero));
    }

    #[test]
    fn every_kind_is_found_by_the_name_it_is_stored_under() {
        for kind in Kind::ALL {
            assert_eq!(Kind::named(kind.name()), Some(kind));
        }
        assert_eq!(Kind::named("collections"), None);
    }
}
