//! The chain against a checker in another language, and against every bit that can be flipped.

use super::*;
use crate::treasury::rules::entry::{Content, Details, Kind, Posting};
use crate::treasury::rules::money::Money;
use proptest::prelude::*;

fn content(kind: Kind, note: &str, amount_minor: i64) -> Content {
    Content {
        kind,
        day: "2026-04-16".parse().expect("a day"),
        relates_to: None,
        reverses: None,
        counters: (kind == Kind::Collection).then_some(2),
        note: note.to_owned(),
        details: Details { counted: vec![(2000, 1), (500, 3), (100, 12)], payments: None },
        postings: vec![
            Posting::on("assets:cash-box", Money::of_minor(amount_minor)),
            Posting::on("income:basket", Money::of_minor(-amount_minor)),
        ],
    }
}

pub(crate) fn ledger() -> Vec<Stored> {
    let mut late = content(Kind::Reversal, "typed twice", -4700);
    late.relates_to = Some("2026-04-09".parse().expect("a day"));
    late.reverses = Some(1);
    let contents = [content(Kind::Collection, "", 4700), content(Kind::Expense, "Rent für Mai", -6000), late];
    let mut entries: Vec<Stored> = Vec::new();
    for (index, content) in contents.into_iter().enumerate() {
        let previous = entries.last().map_or((0, BEFORE_THE_FIRST), |entry| (entry.number, entry.hash.as_str()));
        let id = Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000 + index as u128);
        let entry = seal(&Draft::of(content).expect("balances"), id, 1_776_355_200 + index as i64, previous).expect("seals");
        entries.push(entry);
    }
    entries
}

#[test]
fn the_hash_is_what_the_description_says() {
    // Computed from the description alone, in another language.
    assert_eq!(ledger()[0].hash, "7f5aa28bd6c360392d73912342f3984d418d55d3f87dac59d9c5c477a8426063");
    assert_eq!(ledger()[2].hash, "97714a63d37b75840c8d3ffbffcdc850070c2a80fe5c32ca4f9b3e2f8143100e");
}

#[test]
fn an_untouched_ledger_is_in_order_and_reads_back() {
    let ledger = ledger();
    assert_eq!(verify(&ledger), Ok(()));
    let read = ledger[2].read().expect("reads");
    assert_eq!((read.content.reverses, read.content.kind), (Some(1), Kind::Reversal));
    assert_eq!(verify(&[]), Ok(()));
}

#[test]
fn t10_the_first_changed_entry_is_named() {
    type Change = fn(&mut Stored);
    let changes: [Change; 12] = [
        |entry| entry.id = entry.id.to_uppercase().replace('0', "1"),
        |entry| entry.posted_at += 1,
        |entry| entry.kind = "income".into(),
        |entry| entry.day = "2026-04-17".into(),
        |entry| entry.relates_to = Some("2026-04-16".into()),
        |entry| entry.reverses = Some(2),
        |entry| entry.counters = Some(1),
        |entry| entry.note.push(' '),
        |entry| entry.details = "{}".into(),
        |entry| entry.postings.swap(0, 1),
        |entry| entry.postings[0].0 = "assets:bank".into(),
        |entry| entry.postings[0].1 += 1,
    ];
    for (which, change) in changes.iter().enumerate() {
        let mut entries = ledger();
        change(&mut entries[1]);
        assert_eq!(verify(&entries), Err(Broken { number: 2, how: How::Changed }), "change {which}");
    }
}

#[test]
fn t10_missing_moved_and_unbalanced_entries_are_named() {
    let without_second = [ledger()[0].clone(), ledger()[2].clone()];
    assert_eq!(verify(&without_second), Err(Broken { number: 2, how: How::Missing }));
    assert_eq!(verify(&ledger()[1..]), Err(Broken { number: 1, how: How::Missing }));

    // Whoever recomputes one hash is found at the next entry.
    let mut rewritten = ledger();
    rewritten[1].note = "Rent for June".into();
    rewritten[1].hash = rewritten[1].computed_hash();
    assert_eq!(verify(&rewritten), Err(Broken { number: 3, how: How::Unlinked }));

    let mut unbalanced = ledger();
    unbalanced[2].postings[0].1 += 1;
    unbalanced[2].hash = unbalanced[2].computed_hash();
    assert_eq!(verify(&unbalanced), Err(Broken { number: 3, how: How::Unbalanced }));
}

/// Everything of an entry that lies in the database as bytes, and a way to flip one of them.
fn flip(entry: &mut Stored, at: usize, bit: u8) -> bool {
    let mut at = at;
    let Stored {
        number: _,
        id,
        posted_at,
        kind,
        day,
        relates_to,
        reverses,
        counters: _,
        note,
        details,
        postings,
        lines: _,
        previous_hash,
        hash,
    } = entry;
    let mut words: Vec<&mut String> = vec![id, kind, day, note, details, previous_hash, hash];
    words.extend(relates_to.as_mut());
    let mut numbers: Vec<&mut i64> = vec![posted_at];
    numbers.extend(reverses.as_mut());
    for (account, amount_minor) in postings {
        words.push(account);
        numbers.push(amount_minor);
    }
    for words in words {
        if at < words.len() {
            let mut bytes = words.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            // A byte that no longer is text cannot be read at all, which is found before.
            let Ok(changed) = String::from_utf8(bytes) else { return false };
            *words = changed;
            return true;
        }
        at -= words.len();
    }
    for number in numbers {
        if at < 8 {
            *number ^= 1 << (at * 8 + usize::from(bit));
            return true;
        }
        at -= 8;
    }
    false
}

proptest! {
    #[test]
    fn t10_any_changed_bit_is_found_at_its_entry(which in 0_usize..3, at in 0_usize..420, bit in 0_u8..8) {
        let mut entries = ledger();
        if flip(&mut entries[which], at, bit) {
            let broken = verify(&entries).expect_err("found");
            prop_assert_eq!(broken.number, which as i64 + 1);
        }
    }
}
