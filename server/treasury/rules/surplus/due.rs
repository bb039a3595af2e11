//! What the group knows it will have to pay, from whichever source: a recurring bill, an earmark, an unpaid line of a distribution. What
//! ties a payment to it stands beside the ledger; the payment itself is an ordinary expense.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use uuid::Uuid;

use super::reserve::first_of_month;
use crate::treasury::rules::money::Money;

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DueKey {
    /// A recurring bill, on one of its days.
    Bill(Uuid, NaiveDate),
    /// An earmark.
    Earmark(Uuid),
    /// A line of a distribution, counted from 1.
    Share(Uuid, i64),
}

/// As it stands in an address: `bill.<id>.<day>`, `earmark.<id>`, `share.<id>.<line>`.
impl fmt::Display for DueKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DueKey::Bill(id, day) => write!(f, "bill.{id}.{day}"),
            DueKey::Earmark(id) => write!(f, "earmark.{id}"),
            DueKey::Share(id, line) => write!(f, "share.{id}.{line}"),
        }
    }
}

/// The words are no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoKey;

impl FromStr for DueKey {
    type Err = NoKey;

    fn from_str(words: &str) -> Result<Self, NoKey> {
        let parts: Vec<&str> = words.split('.').collect();
        let id = |typed: &str| typed.parse::<Uuid>().map_err(|_| NoKey);
        let key = match parts[..] {
            ["bill", bill, day] => DueKey::Bill(id(bill)?, day.parse().map_err(|_| NoKey)?),
            ["earmark", earmark] => DueKey::Earmark(id(earmark)?),
            ["share", distribution, line] => DueKey::Share(id(distribution)?, line.parse().map_err(|_| NoKey)?),
            _ => return Err(NoKey),
        };
        // One spelling only, so that nothing is paid twice under two names.
        if key.to_string() == words { Ok(key) } else { Err(NoKey) }
    }
}

/// Something to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub key: DueKey,
    /// What people call it.
    pub what: String,
    /// How much it will be; for a share, how much it is.
    pub amount: Money,
    /// The day it is due.
    pub on: NaiveDate,
    /// What it counts as, where that is known.
    pub category: Option<String>,
    /// Where it is paid from, where that is known.
    pub place: Option<String>,
    /// For a share: the number under which the service body knows the group; empty where it gives none.
    pub group_number: Option<String>,
}

/// What settled it: a payment, or the word of somebody that it need not be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// Which.
    pub key: DueKey,
    /// The day of the payment, or the day it was let go.
    pub on: NaiveDate,
    /// Number and id of the expense; `None` where it was let go.
    pub entry: Option<(i64, Uuid)>,
    /// The day of the entry that reversed the expense: from then on it is to be paid again.
    pub reversed_on: Option<NaiveDate>,
}

impl Settlement {
    /// Whether it holds at the end of a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.on <= day && self.reversed_on.is_none_or(|reversed_on| day < reversed_on)
    }

    /// Whether it holds now, whatever its day.
    pub fn holds(&self) -> bool {
        self.reversed_on.is_none()
    }
}

/// Those of `dues` that nothing has settled at the end of `as_of`, the most urgent first.
pub fn open(dues: Vec<Due>, settlements: &[Settlement], as_of: NaiveDate) -> Vec<Due> {
    let settled = |key: DueKey| settlements.iter().any(|settlement| settlement.key == key && settlement.holds_on(as_of));
    let mut open: Vec<Due> = dues.into_iter().filter(|due| !settled(due.key)).collect();
    open.sort_by(|one, other| (one.on, &one.what, one.key).cmp(&(other.on, &other.what, other.key)));
    open
}

/// How far ahead recurring bills count as spoken for: a month, so that each is counted once. From the last day of a month it is the
/// last day of the next, however long either is.
pub fn horizon(as_of: NaiveDate) -> NaiveDate {
    let next = as_of + Months::new(1);
    let is_last = (as_of + Days::new(1)).day() == 1;
    if is_last { first_of_month(next) + Months::new(1) - Days::new(1) } else { next }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::on;

    pub(crate) fn earmark(id: u128, what: &str, day: &str) -> Due {
        Due {
            key: DueKey::Earmark(Uuid::from_u128(id)),
            what: what.into(),
            amount: Money::of_minor(10_00),
            on: on(day),
            category: None,
            place: None,
            group_number: None,
        }
    }

    #[test]
    fn t14_a_key_is_read_in_the_one_spelling_it_is_written_in() {
        let id = Uuid::from_u128(7);
        for key in [DueKey::Bill(id, on("2026-05-01")), DueKey::Earmark(id), DueKey::Share(id, 2)] {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        let id = id.to_string();
        for words in
            ["", "bill", &format!("bill.{id}.2026-5-1"), &format!("share.{id}.02"), &format!("earmark.{}", id.replace('-', ""))]
        {
            assert_eq!(words.parse::<DueKey>(), Err(NoKey), "{words}");
        }
    }

    #[test]
    fn t14_a_payment_settles_from_its_day_until_it_is_reversed() {
        let dues = || vec![earmark(1, "Insurance", "2026-05-10")];
        let paid = |reversed: Option<&str>| Settlement {
            key: DueKey::Earmark(Uuid::from_u128(1)),
            on: on("2026-05-01"),
            entry: Some((9, Uuid::from_u128(9))),
            reversed_on: reversed.map(on),
        };
        let is_open = |settlement: Settlement, day| open(dues(), &[settlement], on(day)).len() == 1;
        assert!(is_open(paid(None), "2026-04-30") && !is_open(paid(None), "2026-05-01"));
        assert!(!is_open(paid(Some("2026-05-03")), "2026-05-02") && is_open(paid(Some("2026-05-03")), "2026-05-03"));
        assert!(is_open(paid(Some("2026-05-01")), "2026-05-01"), "undone on its own day, it never held");
        assert!(paid(None).holds() && !paid(Some("2026-05-03")).holds());
    }

    #[test]
    fn t14_a_month_ahead_holds_every_bill_once() {
        for (as_of, until) in [
            ("2026-04-30", "2026-05-31"),
            ("2026-04-16", "2026-05-16"),
            ("2026-01-31", "2026-02-28"),
            ("2028-02-29", "2028-03-31"),
            ("2026-01-30", "2026-02-28"),
            ("2026-12-31", "2027-01-31"),
        ] {
            assert_eq!(horizon(on(as_of)), on(until), "{as_of}");
        }
    }

    #[test]
    fn t14_what_is_due_first_stands_first() {
        let dues = vec![earmark(1, "B", "2026-05-10"), earmark(2, "A", "2026-05-10"), earmark(3, "C", "2026-05-09")];
        let names: Vec<String> = open(dues, &[], on("2026-05-01")).into_iter().map(|due| due.what).collect();
        assert_eq!(names, ["C", "A", "B"]);
    }
}
