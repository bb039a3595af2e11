//! The spoken fingerprint of an accepted report: six words that are read out and written into the minutes.
//!
//! A word stands for one byte, so that six carry 48 bits: another ledger or another report has the same six words once in about 280
//! million million tries. That finds every slip and every quiet change; whoever has the machines to try so many is stopped by the whole
//! hash, which stands beside the words in the file and in `homegroup ledger verify`.
//!
//! # How to check a fingerprint without this program
//!
//! Check the chain of the exported ledger first (see `chain.rs`). The report rests on the last entry, by number, whose day is not after
//! the last day of the period. The fingerprint is the first six bytes of the SHA-256 of these fields in this order, each written as in the
//! chain: its length in bytes (eight bytes, the most significant first) and then its bytes.
//!
//! 1. the words `homegroup report 1`
//! 2. the number of that entry, in decimal, and 3. its hash, in hexadecimal
//! 4. the first and 5. the last day of the period, `YYYY-MM-DD`
//! 6. opening balance, 7. opening balances entered in the period, 8. income, 9. expenses, 10. closing balance: each in minor units, in
//!    decimal, with `-` in front if it is negative
//!
//! Byte 0 stands for the first word of the list, byte 255 for the last.

mod list;

use sha2::{Digest, Sha256};

use super::rules::acceptance::Statement;

const VERSION: &str = "homegroup report 1";
/// So many words are said.
pub const SPOKEN: usize = 6;

/// The hash over a report and the ledger it rests on, in hexadecimal.
pub fn hash(statement: &Statement) -> String {
    let Statement { period, figures, basis } = statement;
    let minor = [figures.opening, figures.brought_in, figures.income, figures.expenses, figures.closing];
    let mut fields = vec![VERSION.to_owned(), basis.number.to_string(), basis.hash.clone()];
    fields.extend([period.from.to_string(), period.to.to_string()]);
    fields.extend(minor.map(|money| money.minor().to_string()));
    hash_of(fields.iter().map(String::as_str))
}

/// The SHA-256 of fields, each with its length in front, so that no two lists are written alike.
pub(super) fn hash_of<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let mut hasher = Sha256::new();
    for field in fields {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field.as_bytes());
    }
    hex::encode(hasher.finalize())
}

/// The words for a hash in hexadecimal.
pub fn spoken(hash: &str) -> String {
    let words: Vec<&str> = list::WORDS.split_whitespace().collect();
    let bytes = hex::decode(hash).unwrap_or_default();
    let said = bytes.iter().take(SPOKEN).filter_map(|byte| words.get(usize::from(*byte)).copied());
    said.collect::<Vec<_>>().join(" ")
}

/// What is read out for a report.
pub fn fingerprint(statement: &Statement) -> String {
    spoken(&hash(statement))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::treasury::rules::acceptance::tests::april;
    use crate::treasury::rules::money::Money;

    fn words() -> Vec<&'static str> {
        list::WORDS.split_whitespace().collect()
    }

    /// How many letters must be put in, left out or exchanged to make one word of the other.
    fn apart(one: &str, other: &str) -> usize {
        let mut row: Vec<usize> = (0..=other.len()).collect();
        for (at, letter) in one.bytes().enumerate() {
            let mut next = vec![at + 1];
            for (index, there) in other.bytes().enumerate() {
                let exchanged = row[index] + usize::from(letter != there);
                next.push(exchanged.min(row[index + 1] + 1).min(next[index] + 1));
            }
            row = next;
        }
        row[other.len()]
    }

    #[test]
    fn t12_six_words_of_a_byte_each_carry_forty_eight_bits() {
        let words = words();
        assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), 256);
        assert_eq!(SPOKEN as u32 * words.len().ilog2(), 48);
    }

    #[test]
    fn t12_the_words_can_be_told_apart_by_ear_and_after_four_letters() {
        let words = words();
        for (at, one) in words.iter().enumerate() {
            assert!((4..=9).contains(&one.len()) && one.bytes().all(|letter| letter.is_ascii_lowercase()), "{one}");
            for other in &words[at + 1..] {
                assert!(apart(one, other) >= 3 && one[..4] != other[..4], "{one}, {other}");
            }
        }
    }

    #[test]
    fn t12_the_list_is_the_same_for_ever() {
        let list = words().join(" ");
        assert_eq!(hash_of([list.as_str()]), "1b8c6257225a37d3f1638bf0724393af1bbeed8cea00d2833523ed418a7fae3c");
    }

    #[test]
    fn t12_the_fingerprint_is_what_the_description_says() {
        // Computed from the description alone, in another language.
        assert_eq!(hash(&april()), "00ce17c0f03ad975016b1380ea9c87c7691c8d92fae11518a08e64c6c672c923");
        assert_eq!(fingerprint(&april()), "acorn railway bonnet pony umbrella cricket");
        assert_eq!(spoken("00ff00ff00ff").split(' ').collect::<Vec<_>>(), ["acorn", "zebra", "acorn", "zebra", "acorn", "zebra"]);
    }

    #[test]
    fn t12_any_other_figure_day_or_entry_makes_another_fingerprint() {
        type Change = fn(&mut Statement);
        let changes: [Change; 9] = [
            |report| report.period.from = report.period.from.succ_opt().expect("a day"),
            |report| report.period.to = report.period.to.succ_opt().expect("a day"),
            |report| report.figures.opening = Money::of_minor(1),
            |report| report.figures.brought_in = Money::of_minor(1),
            |report| report.figures.income = Money::of_minor(1),
            |report| report.figures.expenses = Money::of_minor(1),
            |report| report.figures.closing = Money::of_minor(1),
            |report| report.basis.number += 1,
            |report| report.basis.hash = "b".repeat(64),
        ];
        let mut all = BTreeSet::from([fingerprint(&april())]);
        for change in changes {
            let mut report = april();
            change(&mut report);
            assert!(all.insert(fingerprint(&report)));
        }
    }
}
