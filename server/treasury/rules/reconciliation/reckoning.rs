//! Whether a statement and the ledger agree (T18).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::treasury::rules::money::Money;

/// What one entry does at the place of the statement, while no earlier statement shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Number of the entry.
    pub entry: i64,
    /// Its day.
    pub day: NaiveDate,
    /// What came in, or went out (negative).
    pub amount: Money,
    /// The entry it undoes.
    pub reverses: Option<i64>,
    /// Whether it stands on the statement.
    pub ticked: bool,
    /// The rows of the statement it is tied to.
    pub tied: Option<Uuid>,
}

/// The items without those that never reach a bank: an entry and the reversal that took it back before either stood on a statement.
pub fn to_look_at(items: Vec<Item>) -> Vec<Item> {
    let open: BTreeSet<i64> = items.iter().filter(|item| !item.ticked).map(|item| item.entry).collect();
    let undone: BTreeSet<i64> = items
        .iter()
        .filter(|item| !item.ticked)
        .filter_map(|item| item.reverses.filter(|original| open.contains(original)).map(|original| [original, item.entry]))
        .flatten()
        .collect();
    items.into_iter().filter(|item| !undone.contains(&item.entry)).collect()
}

/// The figures of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reckoning {
    /// What the statement says.
    pub balance: Money,
    /// Deposits that do not stand on it yet.
    pub in_transit: Money,
    /// Payments that do not stand on it yet, above zero.
    pub outstanding: Money,
    /// What the ledger holds at the place at the end of that day.
    pub ledger: Money,
    /// What the statement has too much (or too little) when all that is counted.
    pub difference: Money,
}

impl Reckoning {
    /// Holds a balance against the ledger; `None` if a sum does not fit.
    pub fn of(balance: Money, ledger: Money, items: &[Item]) -> Option<Self> {
        let unticked = || items.iter().filter(|item| !item.ticked).map(|item| item.amount);
        let in_transit = Money::sum(unticked().filter(|amount| *amount > Money::ZERO))?;
        let outstanding = Money::sum(unticked().filter(|amount| *amount < Money::ZERO))?.negated()?;
        let difference = balance.plus(in_transit)?.less(outstanding)?.less(ledger)?;
        Some(Self { balance, in_transit, outstanding, ledger, difference })
    }

    /// Whether it comes out even; only then is it reconciled.
    pub fn is_even(&self) -> bool {
        self.difference == Money::ZERO
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::treasury::rules::books::tests::on;

    pub(crate) fn item(entry: i64, minor: i64, ticked: bool) -> Item {
        let day = on("2026-04-16");
        Item { entry, day, amount: Money::of_minor(minor), reverses: None, ticked, tied: None }
    }

    #[test]
    fn t18_w2_a_deposit_in_transit_and_an_outstanding_cheque_explain_the_difference() {
        let items = [item(1, 412_37, true), item(2, 200_62, true), item(3, 44_00, false), item(4, -31_80, false)];
        let reckoning = Reckoning::of(Money::of_minor(612_99), Money::of_minor(625_19), &items).expect("fits");
        assert_eq!((reckoning.in_transit.minor(), reckoning.outstanding.minor()), (44_00, 31_80));
        assert!(reckoning.is_even());
    }

    #[test]
    fn t18_a_cent_too_many_is_no_reconciliation() {
        let reckoning = Reckoning::of(Money::of_minor(101), Money::of_minor(100), &[]).expect("fits");
        assert_eq!(reckoning.difference, Money::of_minor(1));
        assert!(!reckoning.is_even());
    }

    #[test]
    fn t18_what_was_taken_back_before_it_reached_the_bank_is_not_asked_for() {
        let reversal = |ticked| Item { reverses: Some(1), ..item(2, -500, ticked) };
        assert_eq!(to_look_at(vec![item(1, 500, false), reversal(false), item(3, 7, false)]), [item(3, 7, false)]);
        let stood = vec![item(1, 500, true), reversal(false)];
        assert_eq!(to_look_at(stood.clone()), stood, "what stood on the statement is asked for until its reversal does too");
        let alone = vec![reversal(false)];
        assert_eq!(to_look_at(alone.clone()), alone, "the original stands on an earlier statement");
    }

    proptest! {
        #[test]
        fn t18_a_statement_of_what_is_ticked_comes_out_even(lines in proptest::collection::vec((-10_000_i64..10_000, any::<bool>()), 0..30)) {
            let items: Vec<Item> = lines.iter().zip(1..).map(|((minor, ticked), number)| item(number, *minor, *ticked)).collect();
            let sum = |ticked: bool| -> i64 { items.iter().filter(|item| item.ticked || !ticked).map(|item| item.amount.minor()).sum() };
            let even = Reckoning::of(Money::of_minor(sum(true)), Money::of_minor(sum(false)), &items).expect("fits");
            prop_assert!(even.is_even());
            let off = Reckoning::of(Money::of_minor(sum(true) + 1), Money::of_minor(sum(false)), &items).expect("fits");
            prop_assert_eq!(off.difference, Money::of_minor(1));
        }

        #[test]
        fn t18_leaving_out_what_was_taken_back_changes_no_difference(amounts in proptest::collection::vec((1_i64..10_000, any::<bool>(), any::<bool>()), 0..20)) {
            let mut items = Vec::new();
            for ((minor, ticked, reversed), number) in amounts.iter().zip(1_i64..) {
                items.push(item(number * 2, *minor, *ticked));
                if *reversed {
                    items.push(Item { reverses: Some(number * 2), ..item(number * 2 + 1, -minor, false) });
                }
            }
            let ledger = Money::sum(items.iter().map(|item| item.amount)).expect("fits");
            let whole = Reckoning::of(Money::ZERO, ledger, &items).expect("fits");
            let seen = Reckoning::of(Money::ZERO, ledger, &to_look_at(items)).expect("fits");
            prop_assert_eq!(whole.difference, seen.difference);
        }
    }
}
