//! A basket, counted (T2, T3, T4). There is no field for a giver, and none can be added without changing this file.

use chrono::NaiveDate;

use super::account::{AccountKind, BASKET};
use super::books::Books;
use super::denomination::denominations;
use super::entry::{Content, Details, Draft, Kind, Posting, Unbalanced};
use super::money::{AmountRefusal, Money};
use super::refusal::{Reason, Refusal, Refusals};

/// The value of the second counter's field that means nobody was there to count with.
pub const ALONE: &str = "alone";

/// The form as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Raw<'a> {
    /// Day of the meeting.
    pub day: &'a str,
    /// Denomination in minor units, and pieces.
    pub counts: Vec<(&'a str, &'a str)>,
    /// What was in the basket; may be empty where denominations were counted.
    pub total: &'a str,
    /// Amount and category of what was paid out of the basket.
    pub paid_out: Vec<(&'a str, &'a str)>,
    /// Where the rest went.
    pub place: &'a str,
    /// Id of a member.
    pub first_counter: &'a str,
    /// Id of another member, or [`ALONE`].
    pub second_counter: &'a str,
    /// A line in words.
    pub note: &'a str,
}

/// Who counted. Kept beside the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counters {
    /// Two different active members.
    Two(String, String),
    /// One: saved, flagged, and counted in the report (T4).
    Single(String),
}

impl Counters {
    /// Their ids.
    pub fn members(&self) -> Vec<&str> {
        match self {
            Counters::Two(first, second) => vec![first, second],
            Counters::Single(only) => vec![only],
        }
    }
}

/// A counted basket that cannot be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    day: NaiveDate,
    total: Money,
    counted: Vec<(i64, u32)>,
    paid_out: Vec<(String, Money)>,
    rest: Money,
    place: String,
    counters: Counters,
    note: String,
}

impl Collection {
    /// Reads the form.
    pub fn parse(raw: &Raw<'_>, books: &Books) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        let place = refusals.take("place", books.place(raw.place));
        let day = refusals.take("day", books.posting_day(raw.day, &[place]));
        let counted = read_counts(&raw.counts, books, &mut refusals);
        let total = counted.as_ref().and_then(|counted| read_total(raw.total, counted, books, &mut refusals));
        let paid_out = read_paid_out(&raw.paid_out, books, &mut refusals);
        let rest = total.zip(paid_out.as_ref()).and_then(|(total, paid_out)| {
            let spent = Money::sum(paid_out.iter().map(|(_, amount)| *amount));
            let rest = spent.and_then(|spent| total.less(spent)).filter(|rest| *rest >= Money::ZERO);
            refusals.take("paid[0].amount", rest.ok_or(Reason::PaidOutMore(total)))
        });
        let counters = read_counters(raw, books, &mut refusals);
        let note = books.note(raw.note, &mut refusals);
        let whole = (|| {
            Some(Self {
                day: day?,
                total: total?,
                counted: counted?,
                paid_out: paid_out?,
                rest: rest?,
                place: place?.code.clone(),
                counters: counters?,
                note: note?,
            })
        })();
        refusals.finish(whole)
    }

    /// Who counted.
    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    /// The entry: the basket in full as income, what was paid out of it as expense, the rest where it lies. The place stands there
    /// even when nothing was left, so that every basket has one.
    pub fn draft(&self) -> Result<Draft, Unbalanced> {
        let income = self.total.negated().ok_or(Unbalanced::NotZero)?;
        let mut postings = vec![Posting::on(&self.place, self.rest)];
        postings.extend(self.paid_out.iter().map(|(category, amount)| Posting::on(category, *amount)));
        postings.push(Posting::on(BASKET, income));
        Draft::of(Content {
            kind: Kind::Collection,
            day: self.day,
            relates_to: None,
            reverses: None,
            counters: Some(if matches!(self.counters, Counters::Two(..)) { 2 } else { 1 }),
            note: self.note.clone(),
            details: Details { counted: self.counted.clone(), payments: None },
            postings,
        })
    }
}

/// The sheet: largest first, nothing for pieces that were left empty or zero.
fn read_counts(counts: &[(&str, &str)], books: &Books, refusals: &mut Refusals) -> Option<Vec<(i64, u32)>> {
    let mut sheet = Vec::new();
    let mut all_read = true;
    for (denomination, pieces) in counts {
        let pieces = pieces.trim();
        if pieces.is_empty() {
            continue;
        }
        let known = denomination.parse().ok().filter(|minor| denominations(&books.currency).contains(minor));
        let digits = pieces.bytes().all(|byte| byte.is_ascii_digit()) && pieces.len() <= 6;
        match known.zip(pieces.parse().ok().filter(|_| digits)) {
            Some((_, 0)) => {}
            Some(line) => sheet.push(line),
            None => {
                all_read = false;
                refusals.add(format!("counts[{denomination}]"), Reason::Pieces);
            }
        }
    }
    sheet.sort_by_key(|(minor, _): &(i64, u32)| std::cmp::Reverse(*minor));
    all_read.then_some(sheet)
}

/// The declared total, which must be what the sheet makes (T2); the sheet's own sum where none was declared.
fn read_total(typed: &str, counted: &[(i64, u32)], books: &Books, refusals: &mut Refusals) -> Option<Money> {
    let sheet = Money::sum(counted.iter().filter_map(|(minor, pieces)| Money::of_minor(*minor).times(*pieces)));
    let sheet = refusals.take("total", sheet.ok_or(books.amount_reason(AmountRefusal::TooLarge)))?;
    if typed.trim().is_empty() && !counted.is_empty() {
        return Some(sheet);
    }
    let declared = refusals.take("total", books.positive(typed))?;
    if !counted.is_empty() && declared != sheet {
        refusals.add("total", Reason::SheetDiffers { declared, counted: sheet });
    }
    Some(declared)
}

fn read_paid_out(lines: &[(&str, &str)], books: &Books, refusals: &mut Refusals) -> Option<Vec<(String, Money)>> {
    let mut paid_out = Vec::new();
    let mut all_read = true;
    for (index, (amount, category)) in lines.iter().enumerate() {
        if amount.trim().is_empty() {
            continue;
        }
        let amount = refusals.take(format!("paid[{index}].amount"), books.positive(amount));
        let known = books.chart.categories(AccountKind::Expense).any(|account| account.code == *category);
        let category = refusals.take(
            format!("paid[{index}].category"),
            if known { Ok((*category).to_owned()) } else { Err(Reason::AccountUnknown) },
        );
        match category.zip(amount) {
            Some(line) => paid_out.push(line),
            None => all_read = false,
        }
    }
    all_read.then_some(paid_out)
}

fn read_counters(raw: &Raw<'_>, books: &Books, refusals: &mut Refusals) -> Option<Counters> {
    let member = |id: &str| books.members.iter().find(|member| *member == id).cloned().ok_or(Reason::CounterUnknown);
    let first = refusals.take("first_counter", member(raw.first_counter));
    let counters = match raw.second_counter {
        "" => Err(Reason::CounterMissing),
        ALONE => Ok(first.clone().map(Counters::Single)),
        second if second == raw.first_counter => Err(Reason::SameCounter),
        second => member(second).map(|second| first.clone().map(|first| Counters::Two(first, second))),
    };
    refusals.take("second_counter", counters).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::{books, on};

    /// W1 of the domain: 1 × $20, 3 × $5, 12 × $1, counted by two.
    fn w1() -> Raw<'static> {
        Raw {
            day: "2026-04-16",
            counts: vec![("100", "12"), ("500", "3"), ("2000", "1"), ("25", ""), ("10", "0")],
            total: "47.00",
            place: "assets:cash-box",
            first_counter: "dana",
            second_counter: "kim",
            ..Raw::default()
        }
    }

    fn reasons(raw: &Raw<'_>) -> Vec<(String, Reason)> {
        let refusals = Collection::parse(raw, &books()).expect_err("refused");
        refusals.into_iter().map(|refusal| (refusal.field, refusal.reason)).collect()
    }

    #[test]
    fn t2_w1_is_accepted() {
        let draft = Collection::parse(&w1(), &books()).expect("holds").draft().expect("balances");
        let content = draft.content();
        assert_eq!(content.day, on("2026-04-16"));
        assert_eq!(content.counters, Some(2));
        assert_eq!(content.details.counted, [(2000, 1), (500, 3), (100, 12)]);
        assert_eq!(
            content.postings,
            [Posting::on("assets:cash-box", Money::of_minor(4700)), Posting::on(BASKET, Money::of_minor(-4700))]
        );
    }

    #[test]
    fn t2_a_sheet_that_differs_from_the_declared_total_is_refused() {
        let reason = Reason::SheetDiffers { declared: Money::of_minor(4800), counted: Money::of_minor(4700) };
        assert_eq!(reasons(&Raw { total: "48.00", ..w1() }), [("total".to_owned(), reason)]);
    }

    #[test]
    fn t2_the_sheet_alone_or_the_total_alone_is_enough() {
        for raw in [Raw { total: "", ..w1() }, Raw { counts: vec![], ..w1() }] {
            assert_eq!(Collection::parse(&raw, &books()).expect("holds").total, Money::of_minor(4700));
        }
        let neither = Raw { counts: vec![("2000", "0")], total: " ", ..w1() };
        assert_eq!(reasons(&neither), [("total".to_owned(), Reason::Amount(AmountRefusal::Missing, 2))]);
    }

    #[test]
    fn t2_what_was_paid_out_of_the_basket_is_income_and_expense() {
        let raw = Raw { paid_out: vec![("5.50", "expenses:refreshments"), ("", "expenses:rent")], ..w1() };
        let draft = Collection::parse(&raw, &books()).expect("holds").draft().expect("balances");
        let lines: Vec<_> = draft.content().postings.iter().map(|line| (line.account.as_str(), line.amount.minor())).collect();
        assert_eq!(lines, [("assets:cash-box", 4150), ("expenses:refreshments", 550), (BASKET, -4700)]);
    }

    #[test]
    fn t2_a_basket_spent_to_the_last_cent_still_names_its_place() {
        let raw = Raw { paid_out: vec![("47", "expenses:refreshments")], ..w1() };
        let draft = Collection::parse(&raw, &books()).expect("holds").draft().expect("balances");
        assert_eq!(draft.content().postings[0], Posting::on("assets:cash-box", Money::ZERO));
        let more = Raw { paid_out: vec![("47.01", "expenses:refreshments")], ..w1() };
        assert_eq!(reasons(&more), [("paid[0].amount".to_owned(), Reason::PaidOutMore(Money::of_minor(4700)))]);
    }

    #[test]
    fn t4_counters_are_two_different_active_members() {
        assert_eq!(reasons(&Raw { second_counter: "dana", ..w1() }), [("second_counter".to_owned(), Reason::SameCounter)]);
        assert_eq!(reasons(&Raw { second_counter: "left", ..w1() }), [("second_counter".to_owned(), Reason::CounterUnknown)]);
        assert_eq!(reasons(&Raw { second_counter: "", ..w1() }), [("second_counter".to_owned(), Reason::CounterMissing)]);
        assert_eq!(reasons(&Raw { first_counter: "left", ..w1() }), [("first_counter".to_owned(), Reason::CounterUnknown)]);
        assert_eq!(Collection::parse(&w1(), &books()).expect("holds").counters(), &Counters::Two("dana".into(), "kim".into()));
    }

    #[test]
    fn t4_a_single_count_is_saved_and_flagged() {
        let collection = Collection::parse(&Raw { second_counter: ALONE, ..w1() }, &books()).expect("holds");
        assert_eq!(collection.counters(), &Counters::Single("dana".into()));
        assert_eq!(collection.draft().expect("balances").content().counters, Some(1));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once_each_at_its_field() {
        let raw = Raw {
            day: "2026-04-17",
            counts: vec![("2000", "one"), ("300", "1"), ("100", "-1"), ("500", "9999999")],
            total: "12.345",
            paid_out: vec![("x", "expenses:refreshments"), ("1", "income:basket")],
            place: "assets:mattress",
            first_counter: "nobody",
            second_counter: "nobody",
            note: "kim@example.org",
        };
        let fields: Vec<String> = reasons(&raw).into_iter().map(|(field, _)| field).collect();
        let expected = [
            "place",
            "day",
            "counts[2000]",
            "counts[300]",
            "counts[100]",
            "counts[500]",
            "paid[0].amount",
            "paid[1].category",
            "first_counter",
            "second_counter",
            "note",
        ];
        assert_eq!(fields, expected);
        // The total is read once the sheet is readable.
        assert_eq!(
            reasons(&Raw { total: "12.345", ..w1() }),
            [("total".to_owned(), Reason::Amount(AmountRefusal::TooPrecise, 2))]
        );
    }
}
