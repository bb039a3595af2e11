//! April of the domain's example in each language.

use super::*;
use crate::treasury::chain::{BEFORE_THE_FIRST, seal};
use crate::treasury::rules::worked_examples::{april, april_books};

struct Codes;

impl Words for Codes {
    fn account(&self, code: &str) -> String {
        format!("the \"{code}\"")
    }

    fn kind(&self, kind: Kind) -> String {
        kind.name().to_owned()
    }
}

fn sealed() -> Vec<Stored> {
    let mut sealed: Vec<Stored> = Vec::new();
    for draft in april() {
        let previous = sealed.last().map_or((0, BEFORE_THE_FIRST), |entry| (entry.number, entry.hash.as_str()));
        let id = uuid::Uuid::from_u128(sealed.len() as u128);
        let entry = seal(&draft, id, 1_777_000_000, previous).expect("seals");
        sealed.push(entry);
    }
    sealed
}

#[test]
fn t12_a_file_reads_back_exactly_as_it_was_stored() {
    let mut read = Vec::new();
    super::read::entries(exported(Format::Csv).as_bytes(), |entry| {
        read.push(entry.clone());
        Ok(())
    })
    .expect("reads");
    assert_eq!(read, sealed());
}

fn exported(format: Format) -> String {
    let books = april_books();
    let exporter = Exporter { format, currency: &books.currency, chart: &books.chart, words: &Codes };
    let mut text = exporter.head().expect("writes");
    for entry in sealed() {
        text.push_str(&exporter.entry(&entry).expect("writes"));
    }
    text
}

#[test]
fn a_journal_keeps_each_entry_on_its_day_with_its_number() {
    let journal = exported(Format::Journal);
    assert!(journal.contains("2026-04-16 (4) collection\n"), "{journal}");
    assert!(journal.contains("    assets:app                                     60.82 USD\n"));
    // What would begin a comment, or split the line, is replaced.
    assert!(journal.contains("expense: Rent for April, paid by cheque\n"));
    assert!(journal.contains("expense: Coffee \"dark\" / sugar\n"));
}

#[test]
fn beancount_gets_its_own_account_names_and_quotes() {
    let text = exported(Format::Beancount);
    assert!(text.contains("1999-12-31 open Assets:Cash-box USD\n  name: \"the \\\"assets:cash-box\\\"\""), "{text}");
    assert!(text.contains("2026-04-20 * \"expense: Coffee \\\"dark\\\" | sugar\"\n"));
    assert!(text.contains("  Income:E-payments                             -62.00 USD\n"));
}

#[test]
fn a_cell_that_looks_like_a_formula_leaves_with_an_apostrophe() {
    for (words, cell) in
        [("=1+1", "'=1+1"), ("@x", "'@x"), ("-x", "'-x"), ("+x", "'+x"), ("'x", "''x"), ("rent", "rent"), ("", "")]
    {
        assert_eq!(csv::text(words), cell);
    }
    let text = exported(Format::Csv);
    assert!(text.contains(",\"'=HYPERLINK(\"\"x\"\") is no formula here\","), "{text}");
    assert!(!text.contains(",="));
}

#[test]
fn a_row_per_posting_and_all_lines_of_one_length() {
    let text = exported(Format::Csv);
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<_> = reader.records().collect::<Result<_, _>>().expect("reads");
    let postings: usize = sealed().iter().map(|entry| entry.postings.len()).sum();
    assert_eq!(rows.len(), postings);
    let sum: i64 = rows.iter().map(|row| row[13].parse::<i64>().expect("a number")).sum();
    assert_eq!(sum, 0);
}
