//! Income that is no basket: e-payments with their fee (T6), birthday contributions, sales. It names nobody (T3, T5).

use chrono::NaiveDate;

use super::account::{AccountKind, BASKET, E_PAYMENT_FEES, E_PAYMENTS};
use super::books::Books;
use super::entry::{Content, Details, Draft, Kind, Posting, Unbalanced};
use super::money::Money;
use super::refusal::{Reason, Refusal, Refusals};

/// The form as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Raw<'a> {
    /// The day it came in.
    pub day: &'a str,
    /// Code of the income account.
    pub category: &'a str,
    /// Before any fee.
    pub amount: &'a str,
    /// What the platform kept; e-payments only.
    pub fee: &'a str,
    /// How many e-payments the sum stands for; e-payments only.
    pub payments: &'a str,
    /// Where it went.
    pub place: &'a str,
    /// A line in words.
    pub note: &'a str,
}

/// Income that cannot be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Income {
    day: NaiveDate,
    category: String,
    amount: Money,
    fee: Option<Money>,
    payments: Option<u32>,
    place: String,
    note: String,
}

impl Income {
    /// Reads the form.
    pub fn parse(raw: &Raw<'_>, books: &Books) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        let place = refusals.take("place", books.place(raw.place));
        let day = refusals.take("day", books.posting_day(raw.day, &[place]));
        // A basket is a collection: it has counters, and this form has none.
        let known = books.chart.categories(AccountKind::Income).filter(|account| account.code != BASKET);
        let category = known.map(|account| account.code.clone()).find(|code| code == raw.category);
        let category = refusals.take("category", category.ok_or(Reason::AccountUnknown));
        let amount = refusals.take("amount", books.positive(raw.amount));
        let electronic = raw.category == E_PAYMENTS;
        let fee = refusals.take("fee", books.positive_or_empty(raw.fee)).flatten();
        if fee.is_some() && !electronic {
            refusals.add("fee", Reason::FeeElsewhere);
        } else if let (Some(fee), Some(amount)) = (fee, amount)
            && fee > amount
        {
            refusals.add("fee", Reason::FeeExceeds);
        }
        let payments = refusals.take("payments", read_payments(raw.payments)).flatten().filter(|_| electronic);
        let note = books.note(raw.note, &mut refusals);
        let whole = (|| {
            let (day, category, amount) = (day?, category?, amount?);
            Some(Self { day, category, amount, fee, payments, place: place?.code.clone(), note: note? })
        })();
        refusals.finish(whole)
    }

    /// The day it came in.
    pub fn day(&self) -> NaiveDate {
        self.day
    }

    /// How much, before any fee.
    pub fn amount(&self) -> Money {
        self.amount
    }

    /// The entry: gross as income, the fee as expense, the rest where it lies.
    pub fn draft(&self) -> Result<Draft, Unbalanced> {
        let fee = self.fee.unwrap_or_default();
        let net = self.amount.less(fee).ok_or(Unbalanced::NotZero)?;
        let mut postings = vec![Posting::on(&self.place, net)];
        if fee > Money::ZERO {
            postings.push(Posting::on(E_PAYMENT_FEES, fee));
        }
        postings.push(Posting::on(&self.category, self.amount.negated().ok_or(Unbalanced::NotZero)?));
        Draft::of(Content {
            kind: Kind::Income,
            day: self.day,
            relates_to: None,
            reverses: None,
            counters: None,
            note: self.note.clone(),
            details: Details { counted: Vec::new(), payments: self.payments },
            postings,
        })
    }
}

fn read_payments(typed: &str) -> Result<Option<u32>, Reason> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let digits = typed.bytes().all(|byte| byte.is_ascii_digit()) && typed.len() <= 6;
    typed.parse().ok().filter(|number| digits && *number > 0).map(Some).ok_or(Reason::Pieces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::books;

    fn e_payments() -> Raw<'static> {
        Raw {
            day: "2026-04-15",
            category: E_PAYMENTS,
            amount: "62.00",
            fee: "1.18",
            payments: "9",
            place: "assets:app",
            note: "",
        }
    }

    fn lines(raw: &Raw<'_>) -> Vec<(String, i64)> {
        let draft = Income::parse(raw, &books()).expect("holds").draft().expect("balances");
        draft.content().postings.iter().map(|line| (line.account.clone(), line.amount.minor())).collect()
    }

    fn reasons(raw: &Raw<'_>) -> Vec<(String, Reason)> {
        let refusals = Income::parse(raw, &books()).expect_err("refused");
        refusals.into_iter().map(|refusal| (refusal.field, refusal.reason)).collect()
    }

    #[test]
    fn t6_gross_and_fee_are_separate_lines() {
        let expected = [("assets:app", 6082), (E_PAYMENT_FEES, 118), (E_PAYMENTS, -6200)];
        assert_eq!(lines(&e_payments()), expected.map(|(code, minor)| (code.to_owned(), minor)));
    }

    #[test]
    fn t6_without_a_fee_there_is_no_line_for_one() {
        assert_eq!(lines(&Raw { fee: "", ..e_payments() }).len(), 2);
    }

    #[test]
    fn t6_a_fee_belongs_to_e_payments_and_is_no_more_than_they_are() {
        assert_eq!(reasons(&Raw { fee: "62.01", ..e_payments() }), [("fee".to_owned(), Reason::FeeExceeds)]);
        let birthday = Raw { category: "income:birthday-contributions", ..e_payments() };
        assert_eq!(reasons(&birthday), [("fee".to_owned(), Reason::FeeElsewhere)]);
    }

    #[test]
    fn t3_a_basket_cannot_be_booked_past_the_count_sheet() {
        assert_eq!(
            reasons(&Raw { category: BASKET, fee: "", ..e_payments() }),
            [("category".to_owned(), Reason::AccountUnknown)]
        );
    }

    #[test]
    fn t8_money_from_outside_has_no_account() {
        for category in ["income:outside", "expenses:rent", "assets:bank", ""] {
            let raw = Raw { category, fee: "", ..e_payments() };
            assert_eq!(reasons(&raw), [("category".to_owned(), Reason::AccountUnknown)], "{category}");
        }
    }
}
