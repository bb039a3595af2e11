//! The format that beancount reads.

use std::fmt::Write;

use super::Exporter;
use crate::treasury::rules::entry::Entry;

/// Before any day a form accepts, so that every account is open when it is first used.
const OPEN: &str = "1999-12-31";

pub(super) fn head(exporter: &Exporter<'_>) -> String {
    let code = exporter.currency.code();
    let mut text = format!("option \"operating_currency\" \"{code}\"\n\n");
    for account in exporter.chart.all() {
        let name = exporter.words.account(&account.code);
        let _ = writeln!(text, "{OPEN} open {} {code}\n  name: \"{}\"", name_of(&account.code), quoted(&name));
    }
    text.push('\n');
    text
}

pub(super) fn entry(exporter: &Exporter<'_>, entry: &Entry) -> String {
    let content = &entry.content;
    let mut text = String::new();
    let _ = writeln!(text, "{} * \"{}\"", content.day, quoted(&exporter.narration(entry)));
    let _ = writeln!(text, "  number: \"{}\"\n  id: \"{}\"", entry.number, entry.id);
    if let Some(number) = content.reverses {
        let _ = writeln!(text, "  reverses: \"{number}\"");
    }
    if let Some(day) = content.relates_to {
        let _ = writeln!(text, "  relates-to: {day}");
    }
    if let Some(counters) = content.counters {
        let _ = writeln!(text, "  counters: \"{counters}\"");
    }
    let _ = writeln!(text, "  hash: \"{}\"", entry.hash);
    for line in &content.postings {
        let amount = exporter.currency.plain(line.amount);
        let _ = writeln!(text, "  {:<36}  {amount:>14} {}", name_of(&line.account), exporter.currency.code());
    }
    text.push('\n');
    text
}

/// `expenses:e-payment-fees` as `Expenses:E-payment-fees`: every part of a name begins with a capital or a digit there.
fn name_of(code: &str) -> String {
    let part = |part: &str| {
        let mut letters = part.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect::<String>())
    };
    code.split(':').map(part).collect::<Vec<_>>().join(":")
}

fn quoted(words: &str) -> String {
    words.replace('\\', "\\\\").replace('"', "\\\"")
}
