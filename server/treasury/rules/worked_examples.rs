//! The domain's worked example W2, April 2026, to the cent.

use uuid::Uuid;

use super::books::Books;
use super::books::tests::{books, on};
use super::collection::Collection;
use super::entry::{Draft, Entry, Kind};
use super::expense::Expense;
use super::income::Income;
use super::money::Money;
use super::opening::OpeningBalance;
use super::report::{Flow, Line, Period, Report};
use super::reversal::Reversal;
use super::sums::sums;
use super::transfer::Transfer;
use super::{collection, expense, income, opening, reversal, transfer};

/// Gives drafts their numbers, without a chain.
pub(crate) fn numbered(drafts: Vec<Draft>) -> Vec<Entry> {
    let hash = "0".repeat(64);
    let entry = |(index, draft): (usize, Draft)| Entry {
        number: index as i64 + 1,
        id: Uuid::from_u128(index as u128),
        posted_at: 1_777_593_600,
        content: draft.content().clone(),
        previous_hash: hash.clone(),
        hash: hash.clone(),
    };
    drafts.into_iter().enumerate().map(entry).collect()
}

/// The last day of April.
pub(crate) fn april_books() -> Books {
    Books { today: on("2026-04-30"), ..books() }
}

/// What was posted for April.
pub(crate) fn april() -> Vec<Draft> {
    let books = april_books();
    let mut drafts = Vec::new();
    let amounts = vec![("assets:bank", "412.37"), ("assets:cash-box", "20"), ("assets:app", "20")];
    let opened = OpeningBalance::parse(&opening::Raw { day: "2026-03-31", amounts, note: "" }, &books).expect("holds");
    drafts.push(opened.draft().expect("balances"));
    let baskets =
        [("2026-04-02", "41"), ("2026-04-09", "36.50"), ("2026-04-16", "47"), ("2026-04-23", "33.25"), ("2026-04-30", "44")];
    for (day, total) in baskets {
        let (first_counter, second_counter) = ("dana", if day == "2026-04-23" { collection::ALONE } else { "kim" });
        let raw = collection::Raw { day, total, place: "assets:bank", first_counter, second_counter, ..Default::default() };
        drafts.push(Collection::parse(&raw, &books).expect("holds").draft().expect("balances"));
    }
    for (category, amount, fee, payments, place) in [
        ("income:e-payments", "62.00", "1.18", "9", "assets:app"),
        ("income:birthday-contributions", "39", "", "", "assets:bank"),
        ("income:literature-sales", "24", "", "", "assets:bank"),
    ] {
        let raw = income::Raw { day: "2026-04-16", category, amount, fee, payments, place, note: "" };
        drafts.push(Income::parse(&raw, &books).expect("holds").draft().expect("balances"));
    }
    for (category, amount, note) in [
        ("expenses:rent", "60.00", "Rent for April; paid by cheque"),
        ("expenses:literature", "31.80", "=HYPERLINK(\"x\") is no formula here"),
        ("expenses:tokens", "22.50", ""),
        ("expenses:refreshments", "18.45", "Coffee \"dark\" | sugar"),
    ] {
        let raw = expense::Raw { day: "2026-04-20", category, amount, place: "assets:bank", note };
        drafts.push(Expense::parse(&raw, &books).expect("holds").draft().expect("balances"));
    }
    let raw = transfer::Raw { day: "2026-04-29", amount: "80.82", from: "assets:app", to: "assets:bank", note: "" };
    drafts.push(Transfer::parse(&raw, &books).expect("holds").draft().expect("balances"));
    drafts
}

fn report(entries: &[Entry], from: &str, to: &str) -> Report {
    let (chart, period) = (april_books().chart, Period { from: on(from), to: on(to) });
    Report::of(period, &chart, &sums(entries, &chart, period).expect("fits")).expect("adds up")
}

fn money(typed: &str) -> Money {
    april_books().currency.parse(typed).expect("an amount")
}

#[test]
fn t11_w2_is_reproduced_to_the_cent() {
    let report = report(&numbered(april()), "2026-04-01", "2026-04-30");
    let said = |code: &str, amount| (code.to_owned(), april_books().currency.plain(amount));
    let lines = |lines: &[Line]| -> Vec<_> { lines.iter().map(|line| said(&line.account, line.amount)).collect() };
    let expected = |lines: &[(&str, &str)]| -> Vec<_> {
        lines.iter().map(|(code, amount)| ((*code).to_owned(), (*amount).to_owned())).collect()
    };
    assert_eq!(
        lines(&report.income),
        expected(&[
            ("income:basket", "201.75"),
            ("income:e-payments", "62.00"),
            ("income:birthday-contributions", "39.00"),
            ("income:literature-sales", "24.00")
        ])
    );
    assert_eq!(
        lines(&report.expenses),
        expected(&[
            ("expenses:rent", "60.00"),
            ("expenses:literature", "31.80"),
            ("expenses:tokens", "22.50"),
            ("expenses:refreshments", "18.45"),
            ("expenses:e-payment-fees", "1.18")
        ])
    );
    let total = Flow {
        opening: money("452.37"),
        income: money("326.75"),
        expenses: money("133.93"),
        closing: money("645.19"),
        ..Flow::default()
    };
    assert_eq!(report.total, total);
    let closing: Vec<_> = report.places.iter().map(|(code, flow)| said(code, flow.closing)).collect();
    assert_eq!(closing, expected(&[("assets:cash-box", "20.00"), ("assets:bank", "625.19"), ("assets:app", "0.00")]));
    let (_, app) = &report.places[2];
    assert_eq!((app.income, app.expenses, app.moved), (money("62.00"), money("1.18"), money("-80.82")));
}

#[test]
fn t4_the_report_counts_the_baskets_that_one_person_counted() {
    let report = report(&numbered(april()), "2026-04-01", "2026-04-30");
    assert_eq!((report.collections, report.single_counts), (5, 1));
}

#[test]
fn t11_the_next_opening_is_the_previous_closing_for_every_place() {
    let entries = numbered(april());
    for day in ["2026-03-31", "2026-04-02", "2026-04-15", "2026-04-29"] {
        let next = on(day).succ_opt().expect("a day").to_string();
        let (before, after) = (report(&entries, "2026-01-01", day), report(&entries, &next, "2026-04-30"));
        assert_eq!(before.total.closing, after.total.opening, "{day}");
        for (code, flow) in &before.places {
            let opening = after.places.iter().find(|(place, _)| place == code).map_or(Money::ZERO, |(_, flow)| flow.opening);
            assert_eq!(flow.closing, opening, "{day} {code}");
        }
    }
}

#[test]
fn t11_a_report_that_begins_before_the_books_says_what_was_brought_in() {
    let report = report(&numbered(april()), "2026-01-01", "2026-12-31");
    assert_eq!((report.total.opening, report.total.brought_in), (Money::ZERO, money("452.37")));
    assert_eq!(report.total.closing, money("645.19"));
}

#[test]
fn t10_a_reversed_entry_and_its_reversal_vanish_from_the_report_together() {
    let mut drafts = april();
    let before = report(&numbered(drafts.clone()), "2026-04-01", "2026-04-30");
    let books = april_books();
    let raw = collection::Raw {
        day: "2026-04-16",
        total: "48",
        place: "assets:bank",
        paid_out: vec![("3", "expenses:refreshments")],
        first_counter: "dana",
        second_counter: collection::ALONE,
        ..Default::default()
    };
    drafts.push(Collection::parse(&raw, &books).expect("holds").draft().expect("balances"));
    let entries = numbered(drafts.clone());
    let wrong = entries.last().expect("there");
    let raw = reversal::Raw { day: "2026-04-30", note: "counted twice" };
    drafts.push(Reversal::parse(wrong, None, &raw, &books).expect("holds").draft().expect("balances"));
    assert_eq!(report(&numbered(drafts), "2026-04-01", "2026-04-30"), before);
}

#[test]
fn t11_sums_that_do_not_agree_make_no_report() {
    let (chart, period) = (april_books().chart, Period { from: on("2026-04-01"), to: on("2026-04-30") });
    let honest = sums(&numbered(april()), &chart, period).expect("fits");
    let mut missing_category = honest.clone();
    missing_category.categories.pop();
    let mut changed_place = honest.clone();
    let basket = changed_place.places.iter_mut().find(|sum| sum.kind == Kind::Collection).expect("there");
    basket.within = basket.within.plus(money("0.01")).expect("fits");
    for wrong in [missing_category, changed_place] {
        assert!(Report::of(period, &chart, &wrong).is_err());
    }
    assert!(Report::of(period, &chart, &honest).is_ok());
}
