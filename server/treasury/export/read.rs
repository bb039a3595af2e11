//! An exported ledger, read back exactly as it stands in the file, for whoever checks it without a database.

use std::collections::HashMap;

use anyhow::{Context, Result, ensure};

use crate::treasury::chain::{Broken, How, Stored};
use crate::treasury::rules::money::{Currency, Money};

/// Hands the entries of a file to `take`, in the order of the file. A row that cannot be read, or whose amount is not what its minor units
/// say, is an entry that cannot be read.
pub fn entries(file: impl std::io::Read, mut take: impl FnMut(&Stored) -> Result<()>) -> Result<()> {
    let mut reader = ::csv::ReaderBuilder::new().flexible(true).from_reader(file);
    let head = reader.headers().context("The file is no CSV file.")?.clone();
    let columns: HashMap<&str, usize> = head.iter().enumerate().map(|(at, name)| (name, at)).collect();
    ensure!(
        super::csv::HEAD.iter().all(|name| columns.contains_key(name)),
        "This file is no export of a ledger. Make one with `homegroup ledger export --format csv`."
    );
    let mut current: Option<Stored> = None;
    for row in reader.byte_records() {
        // Until the row is understood, it belongs to the entry whose id it has, or else to the next.
        let number = match &current {
            Some(entry) if row.as_ref().is_ok_and(|row| column(row, &columns, "id") == Some(entry.id.as_str())) => entry.number,
            Some(entry) => entry.number + 1,
            None => 1,
        };
        let unreadable = || Broken { number, how: How::Unreadable };
        let row = row.map_err(|_| unreadable())?;
        let cell = |name: &str| column(&row, &columns, name);
        let read = entry(cell).ok_or_else(unreadable)?;
        match &mut current {
            Some(entry) if entry.number == read.number => {
                let same = Stored { postings: entry.postings.clone(), lines: entry.lines.clone(), ..read.clone() };
                if same != *entry {
                    return Err(Broken { number: entry.number, how: How::Changed }.into());
                }
                entry.postings.extend(read.postings);
                entry.lines.extend(read.lines);
            }
            _ => {
                if let Some(entry) = current.replace(read) {
                    take(&entry)?;
                }
            }
        }
    }
    current.iter().try_for_each(take)
}

fn column<'a>(row: &'a ::csv::ByteRecord, columns: &HashMap<&str, usize>, name: &str) -> Option<&'a str> {
    columns.get(name).and_then(|at| row.get(*at)).and_then(|bytes| std::str::from_utf8(bytes).ok())
}

/// A row as an entry of one line.
fn entry<'a>(cell: impl Fn(&str) -> Option<&'a str>) -> Option<Stored> {
    // What a spreadsheet would take for a formula left with an apostrophe in front.
    let text = |name| cell(name).map(|words| words.strip_prefix('\'').unwrap_or(words).to_owned());
    let number = |name| cell(name).and_then(|digits| digits.parse::<i64>().ok().filter(|number| number.to_string() == digits));
    let or_nothing = |name| match cell(name) {
        Some("") => Some(None),
        _ => number(name).map(Some),
    };
    let amount_minor = number("amount_minor")?;
    let currency = Currency::of(cell("currency")?);
    if currency.plain(Money::of_minor(amount_minor)) != cell("amount")? {
        return None;
    }
    Some(Stored {
        number: number("number")?,
        id: text("id")?,
        posted_at: number("posted_at")?,
        kind: text("kind")?,
        day: text("day")?,
        relates_to: text("relates_to").map(|day| Some(day).filter(|day| !day.is_empty()))?,
        reverses: or_nothing("reverses")?,
        counters: or_nothing("counters")?,
        note: text("note")?,
        details: text("details")?,
        postings: vec![(text("account")?, amount_minor)],
        lines: vec![number("line")?],
        previous_hash: text("previous_hash")?,
        hash: text("hash")?,
    })
}
