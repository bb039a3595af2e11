//! The journal format that hledger and ledger read.

use std::fmt::Write;

use super::Exporter;
use crate::treasury::rules::entry::Entry;
use crate::treasury::rules::money::Money;

pub(super) fn head(exporter: &Exporter<'_>) -> String {
    let code = exporter.currency.code();
    let unit = exporter.currency.plain(Money::of_minor(10_i64.pow(exporter.currency.minor_digits() + 3)));
    // hledger wants to see the decimal mark, also where nothing stands behind it.
    let point = if unit.contains('.') { "" } else { "." };
    let mut text = format!("commodity {code}\n    format {unit}{point} {code}\n\n");
    for account in exporter.chart.all() {
        let name = exporter.words.account(&account.code);
        let _ = writeln!(text, "; {name}\naccount {}\n", account.code);
    }
    text
}

pub(super) fn entry(exporter: &Exporter<'_>, entry: &Entry) -> String {
    let content = &entry.content;
    let mut text = String::new();
    // A semicolon would begin a comment, a bar would split payee and note.
    let narration = exporter.narration(entry).replace(';', ",").replace('|', "/");
    let _ = writeln!(text, "{} ({}) {narration}", content.day, entry.number);
    let _ = writeln!(text, "    ; id: {}", entry.id);
    if let Some(number) = content.reverses {
        let _ = writeln!(text, "    ; reverses: {number}");
    }
    if let Some(day) = content.relates_to {
        let _ = writeln!(text, "    ; relates-to: {day}");
    }
    if let Some(counters) = content.counters {
        let _ = writeln!(text, "    ; counters: {counters}");
    }
    let _ = writeln!(text, "    ; hash: {}", entry.hash);
    for line in &content.postings {
        let amount = exporter.currency.plain(line.amount);
        let _ = writeln!(text, "    {:<36}  {amount:>14} {}", line.account, exporter.currency.code());
    }
    text.push('\n');
    text
}
