//! Rows for spreadsheets. A text that a spreadsheet would take for a formula leaves with an apostrophe in front.

use std::borrow::Cow;

use anyhow::Result;

use super::Exporter;
use crate::treasury::rules::entry::Entry;

const HEAD: [&str; 17] = [
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
];

pub(super) fn head() -> Result<String> {
    rows([HEAD.map(Cow::Borrowed).to_vec()])
}

/// One row per posting; what belongs to the entry is repeated. Everything that is hashed is there, so that the chain can be checked
/// from this file alone (see `chain.rs`).
pub(super) fn entry(exporter: &Exporter<'_>, entry: &Entry) -> Result<String> {
    let content = &entry.content;
    let details = serde_json::to_string(&content.details)?;
    let or_nothing = |value: Option<String>| Cow::Owned(value.unwrap_or_default());
    rows(content.postings.iter().map(|line| {
        vec![
            entry.number.to_string().into(),
            entry.id.to_string().into(),
            entry.posted_at.to_string().into(),
            content.kind.name().into(),
            content.day.to_string().into(),
            or_nothing(content.relates_to.map(|day| day.to_string())),
            or_nothing(content.reverses.map(|number| number.to_string())),
            or_nothing(content.counters.map(|counters| counters.to_string())),
            text(&content.note),
            details.as_str().into(),
            line.account.as_str().into(),
            Cow::Owned(text(&exporter.words.account(&line.account)).into_owned()),
            exporter.currency.plain(line.amount).into(),
            line.amount.minor().to_string().into(),
            exporter.currency.code().into(),
            entry.previous_hash.as_str().into(),
            entry.hash.as_str().into(),
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
