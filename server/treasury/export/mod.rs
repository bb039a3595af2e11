//! The ledger in the languages of other programs: hledger and ledger, beancount, spreadsheets. Pure: entries in, text out.

mod beancount;
pub mod csv;
mod journal;
pub mod read;

use anyhow::Result;

use super::chain::Stored;
use super::rules::account::Chart;
use super::rules::entry::{Entry, Kind};
use super::rules::money::Currency;

/// What an export is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For hledger and ledger.
    Journal,
    /// For beancount.
    Beancount,
    /// For spreadsheets: a row per posting, safe against formulas.
    Csv,
}

/// The words an export needs in the group's language.
pub trait Words: Send + Sync {
    /// What people call an account.
    fn account(&self, code: &str) -> String;
    /// What people call a kind of entry.
    fn kind(&self, kind: Kind) -> String;
}

/// Writes a ledger, piece by piece, however long it is.
pub struct Exporter<'a> {
    /// The language.
    pub format: Format,
    /// The group's currency.
    pub currency: &'a Currency,
    /// The accounts.
    pub chart: &'a Chart,
    /// The words.
    pub words: &'a dyn Words,
}

impl Exporter<'_> {
    /// What stands before the first entry.
    pub fn head(&self) -> Result<String> {
        match self.format {
            Format::Journal => Ok(journal::head(self)),
            Format::Beancount => Ok(beancount::head(self)),
            Format::Csv => csv::head(),
        }
    }

    /// One entry.
    pub fn entry(&self, entry: &Stored) -> Result<String> {
        match self.format {
            Format::Journal => Ok(journal::entry(self, &entry.read()?)),
            Format::Beancount => Ok(beancount::entry(self, &entry.read()?)),
            Format::Csv => csv::entry(self, entry),
        }
    }

    /// What the entry was, in words: its kind, and its note if it has one.
    fn narration(&self, entry: &Entry) -> String {
        let kind = self.words.kind(entry.content.kind);
        if entry.content.note.is_empty() { kind } else { format!("{kind}: {}", entry.content.note) }
    }
}

#[cfg(test)]
mod tests;
