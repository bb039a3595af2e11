//! What holds for any sequence of what a treasurer can do.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::chain::{self, BEFORE_THE_FIRST, Stored};
use super::rules::account::{Account, AccountKind, Chart};
use super::rules::books::Books;
use super::rules::collection::{self, Collection};
use super::rules::entry::{Draft, Entry, Kind};
use super::rules::expense::{self, Expense};
use super::rules::income::{self, Income};
use super::rules::money::Money;
use super::rules::opening::{self, OpeningBalance};
use super::rules::report::{Period, Report};
use super::rules::reversal::{self, Reversal};
use super::rules::sums::sums;
use super::rules::transfer::{self, Transfer};
use super::rules::worked_examples::{april_books, numbered};

const PLACES: [&str; 3] = ["assets:cash-box", "assets:bank", "assets:app"];

/// A thing the treasurer tries. It may be refused.
#[derive(Clone, Debug)]
enum Act {
    Open { place: usize, minor: i64 },
    Count { day: u64, place: usize, minor: i64, paid_out: i64, alone: bool },
    Receive { day: u64, place: usize, minor: i64, fee: i64, electronic: bool },
    Spend { day: u64, place: usize, minor: i64, category: usize },
    Move { day: u64, from: usize, to: usize, minor: i64 },
    Reverse { day: u64, which: usize },
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let (day, place, minor) = (0_u64..60, 0_usize..3, 1_i64..1_000_000);
    let act = prop_oneof![
        (place.clone(), -1_000..100_000_i64).prop_map(|(place, minor)| Act::Open { place, minor }),
        (day.clone(), place.clone(), minor.clone(), 0_i64..2_000, any::<bool>())
            .prop_map(|(day, place, minor, paid_out, alone)| Act::Count { day, place, minor, paid_out, alone }),
        (day.clone(), place.clone(), minor.clone(), 0_i64..500, any::<bool>())
            .prop_map(|(day, place, minor, fee, electronic)| Act::Receive { day, place, minor, fee, electronic }),
        (day.clone(), place.clone(), minor.clone(), 0_usize..7).prop_map(|(day, place, minor, category)| Act::Spend {
            day,
            place,
            minor,
            category
        }),
        (day.clone(), place.clone(), place, minor).prop_map(|(day, from, to, minor)| Act::Move { day, from, to, minor }),
        (day, 0_usize..60).prop_map(|(day, which)| Act::Reverse { day, which }),
    ];
    prop::collection::vec(act, 0..60)
}

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day").checked_add_days(Days::new(offset)).expect("a day")
}

/// The books as they are after `entries`, the way the store finds them.
fn books_after(entries: &[Entry]) -> Books {
    let mut books = april_books();
    let reversed_by = |number| entries.iter().find(|entry| entry.content.reverses == Some(number));
    let touches = |entry: &Entry, code: &str| entry.content.postings.iter().any(|line| line.account == code);
    let state = |account: &Account| {
        let here = || entries.iter().filter(|entry| touches(entry, &account.code));
        let standing = |entry: &&Entry| entry.content.kind == Kind::Opening && reversed_by(entry.number).is_none();
        let moving = |entry: &&Entry| {
            let original = entry.content.reverses.and_then(|number| entries.iter().find(|other| other.number == number));
            original.unwrap_or(entry).content.kind != Kind::Opening
        };
        Account {
            opened_on: here().filter(standing).map(|entry| entry.content.day).max(),
            first_moved_on: here().filter(moving).map(|entry| entry.content.day).min(),
            ..account.clone()
        }
    };
    books.chart = Chart::of(books.chart.all().iter().map(state).collect());
    books
}

/// The draft of an act, or `None` where the rules refuse it.
fn draft(act: &Act, entries: &[Entry]) -> Option<Draft> {
    let books = books_after(entries);
    let typed = |minor: i64| books.currency.plain(Money::of_minor(minor));
    let made = match act {
        Act::Open { place, minor } => {
            let (on, amount) = (day(0).to_string(), typed(*minor));
            let raw = opening::Raw { day: &on, amounts: vec![(PLACES[*place], &amount)], note: "" };
            OpeningBalance::parse(&raw, &books).ok()?.draft()
        }
        Act::Count { day: on, place, minor, paid_out, alone } => {
            let (on, total, spent) = (day(*on).to_string(), typed(*minor), typed(*paid_out));
            let raw = collection::Raw {
                day: &on,
                total: &total,
                paid_out: vec![(if *paid_out == 0 { "" } else { &spent }, "expenses:refreshments")],
                place: PLACES[*place],
                first_counter: "dana",
                second_counter: if *alone { collection::ALONE } else { "kim" },
                ..Default::default()
            };
            Collection::parse(&raw, &books).ok()?.draft()
        }
        Act::Receive { day: on, place, minor, fee, electronic } => {
            let (on, amount, fee) = (day(*on).to_string(), typed(*minor), typed(*fee));
            let (category, fee) = if *electronic { ("income:e-payments", fee.as_str()) } else { ("income:token-sales", "") };
            let raw = income::Raw { day: &on, category, amount: &amount, fee, place: PLACES[*place], ..Default::default() };
            Income::parse(&raw, &books).ok()?.draft()
        }
        Act::Spend { day: on, place, minor, category } => {
            let (on, amount) = (day(*on).to_string(), typed(*minor));
            let category = books.chart.categories(AccountKind::Expense).nth(*category)?.code.clone();
            let raw = expense::Raw { day: &on, category: &category, amount: &amount, place: PLACES[*place], note: "" };
            Expense::parse(&raw, &books).ok()?.draft()
        }
        Act::Move { day: on, from, to, minor } => {
            let (on, amount) = (day(*on).to_string(), typed(*minor));
            let raw = transfer::Raw { day: &on, amount: &amount, from: PLACES[*from], to: PLACES[*to], note: "" };
            Transfer::parse(&raw, &books).ok()?.draft()
        }
        Act::Reverse { day: on, which } => {
            let original = entries.get(*which)?;
            let by = entries.iter().find(|entry| entry.content.reverses == Some(original.number)).map(|entry| entry.number);
            let on = day(*on).to_string();
            Reversal::parse(original, by, &reversal::Raw { day: &on, note: "a slip" }, &books).ok()?.draft()
        }
    };
    Some(made.expect("whatever the rules accept balances"))
}

fn posted(acts: &[Act]) -> Vec<Entry> {
    let mut drafts: Vec<Draft> = Vec::new();
    for act in acts {
        drafts.extend(draft(act, &numbered(drafts.clone())));
    }
    numbered(drafts)
}

fn sealed(entries: &[Entry]) -> Vec<Stored> {
    let mut stored: Vec<Stored> = Vec::new();
    for entry in entries {
        let previous = stored.last().map_or((0, BEFORE_THE_FIRST), |last| (last.number, last.hash.as_str()));
        let draft = Draft::of(entry.content.clone()).expect("balances");
        let next = chain::seal(&draft, entry.id, entry.posted_at, previous).expect("seals");
        stored.push(next);
    }
    stored
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn t10_every_entry_sums_to_zero_and_the_chain_is_whole(acts in acts()) {
        let entries = posted(&acts);
        for entry in &entries {
            prop_assert_eq!(Money::sum(entry.content.postings.iter().map(|line| line.amount)), Some(Money::ZERO));
        }
        let stored = sealed(&entries);
        prop_assert_eq!(chain::verify(&stored), Ok(()));
        for (stored, entry) in stored.iter().zip(&entries) {
            prop_assert_eq!(&stored.read().expect("reads").content, &entry.content);
        }
    }

    #[test]
    fn t11_closing_is_opening_and_income_less_expenses_whatever_was_posted(acts in acts(), from in 0_u64..60, length in 0_u64..60) {
        let entries = posted(&acts);
        let chart = april_books().chart;
        let period = Period { from: day(from), to: day(from + length) };
        let report = Report::of(period, &chart, &sums(&entries, &chart, period).expect("fits")).expect("adds up");
        let total = &report.total;
        prop_assert_eq!(
            total.closing.minor(),
            total.opening.minor() + total.brought_in.minor() + total.income.minor() - total.expenses.minor()
        );
        let held = |until: NaiveDate, code: &str| -> i64 {
            let lines = entries.iter().filter(|entry| entry.content.day <= until).flat_map(|entry| &entry.content.postings);
            lines.filter(|line| line.account == code).map(|line| line.amount.minor()).sum()
        };
        for code in PLACES {
            let flow = report.places.iter().find(|(place, _)| place == code).map(|(_, flow)| flow.clone()).unwrap_or_default();
            prop_assert_eq!(flow.closing.minor(), held(period.to, code));
            prop_assert_eq!(flow.opening.minor(), held(period.from.pred_opt().expect("a day"), code));
        }
    }

    #[test]
    fn t10_no_entry_is_reversed_twice_and_no_reversal_is_reversed(acts in acts()) {
        let entries = posted(&acts);
        let mut reversed: Vec<i64> = entries.iter().filter_map(|entry| entry.content.reverses).collect();
        for number in &reversed {
            prop_assert_ne!(entries[*number as usize - 1].content.kind, Kind::Reversal);
        }
        let count = reversed.len();
        reversed.sort_unstable();
        reversed.dedup();
        prop_assert_eq!(reversed.len(), count);
    }
}
