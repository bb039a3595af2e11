//! A file of a payment app as income (T5, T6). Of each day there is one sum with its fee, and how many payments it stands for: the
//! books do not say what any one person gave.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::columns::FileRow;
use crate::treasury::rules::account::E_PAYMENTS;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::entry::Draft;
use crate::treasury::rules::income::{Income, Raw};
use crate::treasury::rules::late::Late;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::Refusal;

/// What came in on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaymentDay {
    /// The day.
    pub day: NaiveDate,
    /// Before fees.
    pub gross: Money,
    /// What the app kept.
    pub fee: Money,
    /// How many payments it is.
    pub payments: u32,
}

/// Whether a row is a payment to the group. Refunds, and what was moved to the bank, are none.
pub fn is_payment(row: &FileRow) -> bool {
    row.amount > Money::ZERO
}

/// The payments of each day, the first day first; `None` if a sum does not fit.
pub fn by_day(rows: impl Iterator<Item = FileRow>) -> Option<Vec<PaymentDay>> {
    let mut days: BTreeMap<NaiveDate, PaymentDay> = BTreeMap::new();
    for row in rows.filter(is_payment) {
        let nothing = PaymentDay { day: row.day, gross: Money::ZERO, fee: Money::ZERO, payments: 0 };
        let day = days.entry(row.day).or_insert(nothing);
        day.gross = day.gross.plus(row.amount)?;
        day.fee = day.fee.plus(row.fee)?;
        day.payments = day.payments.checked_add(1)?;
    }
    Some(days.into_values().collect())
}

impl PaymentDay {
    /// The entry, at a place. On a day that is accepted already it is a late item (T12).
    pub fn draft(&self, place: &str, books: &Books) -> Result<Draft, Vec<Refusal>> {
        let late = books.accepted_to.is_some_and(|accepted| self.day <= accepted);
        let (day, belongs) = if late { (books.today, self.day.to_string()) } else { (self.day, String::new()) };
        let fee = if self.fee > Money::ZERO { books.currency.plain(self.fee) } else { String::new() };
        let raw = Raw {
            day: &day.to_string(),
            category: E_PAYMENTS,
            amount: &books.currency.plain(self.gross),
            fee: &fee,
            payments: &self.payments.to_string(),
            place,
            note: "",
        };
        let income = Income::parse(&raw, books)?;
        Late::parse(&belongs, raw.day)?.mark(income.draft()).map_err(|_| Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::{books, on};

    fn row(day: &str, amount: i64, fee: i64) -> FileRow {
        FileRow { line: 0, day: on(day), amount: Money::of_minor(amount), fee: Money::of_minor(fee) }
    }

    #[test]
    fn t5_the_payments_of_a_day_are_one_sum() {
        let rows = [
            row("2026-04-15", 10_00, 59),
            row("2026-04-14", 5_00, 0),
            row("2026-04-15", 20_00, 59),
            row("2026-04-15", -30_00, 0),
        ];
        let days = by_day(rows.into_iter()).expect("fits");
        let figures: Vec<_> = days.iter().map(|day| (day.gross.minor(), day.fee.minor(), day.payments)).collect();
        assert_eq!(figures, [(5_00, 0, 1), (30_00, 1_18, 2)]);
    }

    #[test]
    fn t6_gross_and_fee_of_an_imported_day_are_separate_lines() {
        let day = PaymentDay { day: on("2026-04-15"), gross: Money::of_minor(62_00), fee: Money::of_minor(1_18), payments: 9 };
        let draft = day.draft("assets:app", &books()).expect("holds");
        let lines: Vec<i64> = draft.content().postings.iter().map(|line| line.amount.minor()).collect();
        assert_eq!((lines, draft.content().details.payments), (vec![60_82, 1_18, -62_00], Some(9)));
        assert_eq!(draft.content().note, "");
    }

    #[test]
    fn t12_payments_of_an_accepted_day_are_a_late_item() {
        let mut books = books();
        books.accepted_to = Some(on("2026-03-31"));
        let day = PaymentDay { day: on("2026-03-30"), gross: Money::of_minor(100), fee: Money::ZERO, payments: 1 };
        let draft = day.draft("assets:app", &books).expect("holds");
        assert_eq!((draft.content().day, draft.content().relates_to), (books.today, Some(on("2026-03-30"))));
    }
}
