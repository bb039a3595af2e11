//! Rows for spreadsheets. A text that a spreadsheet would take for a formula leaves with an apostrophe in front.

use std::borrow::Cow;

use anyhow::Result;

use super::Exporter;
use crate::treasury::chain::Stored;
use crate::treasury::rules::money::Money;

pub(super) const HEAD: [&str; 18] = [
    "number",
    "id",
    "posted_at",
    "kind",
    "day",
    "relates_to",
    "reverses",
    "counters",
    "note",
    "details",
    "account",
    "account_name",
    "amount",
    "amount_minor",
    "currency",
    "previous_hash",
    "hash",
    "line",
];

pub(super) fn head() -> Result<String> {
    rows([HEAD.map(Cow::Borrowed).to_vec()])
}

/// One row per posting; what belongs to the entry is repeated. Everything that is hashed is there exactly as it is stored, so that the chain
/// can be checked from this file alone (see `chain.rs`), also where somebody changed what is stored.
pub(super) fn entry(exporter: &Exporter<'_>, entry: &Stored) -> Result<String> {
    let or_nothing = |value: Option<i64>| value.map_or_else(String::new, |number| number.to_string());
    rows(entry.postings.iter().zip(&entry.lines).map(|((account, amount_minor), line)| {
        vec![
            entry.number.to_string().into(),
            text(&entry.id),
            entry.posted_at.to_string().into(),
            text(&entry.kind),
            text(&entry.day),
            text(entry.relates_to.as_deref().unwrap_or_default()),
            or_nothing(entry.reverses).into(),
            or_nothing(entry.counters).into(),
            text(&entry.note),
            text(&entry.details),
            text(account),
            Cow::Owned(text(&exporter.words.account(account)).into_owned()),
            exporter.currency.plain(Money::of_minor(*amount_minor)).into(),
            amount_minor.to_string().into(),
            exporter.currency.code().into(),
            text(&entry.previous_hash),
            text(&entry.hash),
            line.to_string().into(),
        ]
    }))
}

/// A text cell. The apostrophe also goes before an apostrophe, so that whoever reads the file can take one away again.
pub fn text(words: &str) -> Cow<'_, str> {
    if words.starts_with(['=', '+', '-', '@', '\'', '\t', '\r', '\n']) {
        Cow::Owned(format!("'{words}"))
    } else {
        Cow::Borrowed(words)
    }
}

/// Rows as lines with the ends that RFC 4180 asks for.
pub fn rows<'a>(rows: impl IntoIterator<Item = Vec<Cow<'a, str>>>) -> Result<String> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| cell.as_bytes()))?;
    }
    Ok(String::from_utf8(writer.into_inner().map_err(|error| error.into_error())?)?)
}
