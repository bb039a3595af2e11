//! The chain of hashes through the ledger: each entry carries the hash of the one before it, so that a changed byte is found.
//!
//! # How to check an exported ledger without this program
//!
//! Take the entries by number. The hash of an entry is the SHA-256, in lower-case hexadecimal, of these fields in this order:
//!
//! 1. the words `homegroup ledger 1`
//! 2. the hash of the entry before it, in hexadecimal; sixty-four `0` for entry 1
//! 3. its number, in decimal
//! 4. its id, in lower case with hyphens
//! 5. when it was posted, in seconds since 1970-01-01T00:00:00Z, in decimal
//! 6. its kind: `opening`, `collection`, `income`, `expense`, `transfer` or `reversal`
//! 7. its day, `YYYY-MM-DD`
//! 8. the day it relates to, or nothing
//! 9. the number of the entry it reverses, or nothing
//! 10. how many people counted, `1` or `2`, or nothing
//! 11. its note, in UTF-8
//! 12. its details: JSON without white space, as stored
//! 13. how many postings it has, in decimal
//! 14. for each posting, in the order of its lines: the code of the account, then the amount in minor units, in decimal, with `-` in
//!     front if it is negative
//!
//! Every field is written as its length in bytes (eight bytes, the most significant first) and then its bytes; "nothing" is a length
//! of zero. Because of the lengths no two different entries are written alike.
//!
//! `homegroup ledger verify --export FILE` does all this with a file that `homegroup ledger export --format csv` wrote; whoever trusts
//! neither can do it with the description above: the file has a row for each posting and a column for each field, and a text that would
//! pass for a formula has an apostrophe in front that is taken away again. The lines of an entry are numbered 1, 2 and so on.
//!
//! The chain finds any change to what is stored, but for the loss of the last entries or a new chain written over the old one: against
//! those, compare the last hash with one that was written down elsewhere.

use anyhow::Result;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::rules::entry::{Draft, Entry};

pub mod accepted;

/// What stands in place of a hash before the first entry.
pub const BEFORE_THE_FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

const VERSION: &str = "homegroup ledger 1";

/// An entry exactly as stored. Nothing in it is parsed, so that anything can be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// See [`Entry::number`].
    pub number: i64,
    /// See [`Entry::id`].
    pub id: String,
    /// See [`Entry::posted_at`].
    pub posted_at: i64,
    /// Name of its kind.
    pub kind: String,
    /// Its day.
    pub day: String,
    /// The day it relates to.
    pub relates_to: Option<String>,
    /// The number of the entry it reverses.
    pub reverses: Option<i64>,
    /// How many counted.
    pub counters: Option<i64>,
    /// Its note.
    pub note: String,
    /// Its details, as JSON.
    pub details: String,
    /// Account and amount in minor units of each line, in order.
    pub postings: Vec<(String, i64)>,
    /// The number of each line, in the same order: 1, 2, and so on.
    pub lines: Vec<i64>,
    /// The hash of the entry before.
    pub previous_hash: String,
    /// Its own hash.
    pub hash: String,
}

impl Stored {
    /// The hash this entry should have.
    pub fn computed_hash(&self) -> String {
        let mut hasher = Sha256::new();
        let mut field = |bytes: &[u8]| {
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        };
        let number = |number: Option<i64>| number.map_or_else(String::new, |number| number.to_string());
        field(VERSION.as_bytes());
        field(self.previous_hash.as_bytes());
        field(self.number.to_string().as_bytes());
        field(self.id.as_bytes());
        field(self.posted_at.to_string().as_bytes());
        field(self.kind.as_bytes());
        field(self.day.as_bytes());
        field(self.relates_to.as_deref().unwrap_or_default().as_bytes());
        field(number(self.reverses).as_bytes());
        field(number(self.counters).as_bytes());
        field(self.note.as_bytes());
        field(self.details.as_bytes());
        field(self.postings.len().to_string().as_bytes());
        for (account, amount_minor) in &self.postings {
            field(account.as_bytes());
            field(amount_minor.to_string().as_bytes());
        }
        hex::encode(hasher.finalize())
    }
}

/// Gives a draft its place behind the entry with `previous` number and hash (0 and [`BEFORE_THE_FIRST`] before the first).
pub fn seal(draft: &Draft, id: Uuid, posted_at: i64, previous: (i64, &str)) -> Result<Stored> {
    let content = draft.content();
    let mut stored = Stored {
        number: previous.0 + 1,
        id: id.to_string(),
        posted_at,
        kind: content.kind.name().to_owned(),
        day: content.day.to_string(),
        relates_to: content.relates_to.map(|day| day.to_string()),
        reverses: content.reverses,
        counters: content.counters.map(i64::from),
        note: content.note.clone(),
        details: serde_json::to_string(&content.details)?,
        postings: content.postings.iter().map(|line| (line.account.clone(), line.amount.minor())).collect(),
        lines: (1..).take(content.postings.len()).collect(),
        previous_hash: previous.1.to_owned(),
        hash: String::new(),
    };
    stored.hash = stored.computed_hash();
    Ok(stored)
}

/// What is wrong with the ledger, and at which entry first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The number the entry has, or should have.
    pub number: i64,
    /// What is wrong with it.
    pub how: How,
}

/// What is wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// An entry of this number is missing.
    Missing,
    /// Its content and its hash differ.
    Changed,
    /// It does not follow from the entry before it.
    Unlinked,
    /// Its lines do not sum to zero, or there are fewer than two.
    Unbalanced,
    /// It cannot be read at all.
    Unreadable,
    /// One of its lines is on an account that there is not.
    UnknownAccount,
}

/// Walks the ledger entry by entry, however many there are.
#[derive(Clone, Debug)]
pub struct Verifier {
    number: i64,
    hash: String,
}

impl Default for Verifier {
    fn default() -> Self {
        Self { number: 0, hash: BEFORE_THE_FIRST.to_owned() }
    }
}

impl Verifier {
    /// Checks the next entry.
    pub fn next(&mut self, entry: &Stored) -> Result<(), Broken> {
        let expected = self.number + 1;
        if entry.number != expected {
            return Err(Broken { number: expected, how: How::Missing });
        }
        let sum = entry.postings.iter().try_fold(0_i64, |sum, (_, amount_minor)| sum.checked_add(*amount_minor));
        let in_order = entry.lines.len() == entry.postings.len() && entry.lines.iter().copied().eq((1..).take(entry.lines.len()));
        let how = if entry.computed_hash() != entry.hash || !in_order {
            How::Changed
        } else if entry.previous_hash != self.hash {
            How::Unlinked
        } else if entry.postings.len() < 2 || sum != Some(0) {
            How::Unbalanced
        } else {
            self.number = expected;
            self.hash = entry.hash.clone();
            return Ok(());
        };
        Err(Broken { number: expected, how })
    }

    /// The number and hash of the last entry that was in order.
    pub fn last(&self) -> (i64, &str) {
        (self.number, &self.hash)
    }
}

/// Checks a whole ledger that is in memory.
pub fn verify(entries: &[Stored]) -> Result<(), Broken> {
    let mut verifier = Verifier::default();
    entries.iter().try_for_each(|entry| verifier.next(entry))
}

impl Stored {
    /// The entry in its types. Fails where it is not what this program writes.
    pub fn read(&self) -> Result<Entry> {
        use super::rules::entry::{Content, Kind, Posting};
        use super::rules::money::Money;
        use anyhow::Context;

        let kind = Kind::named(&self.kind).with_context(|| format!("entry {} is of an unknown kind", self.number))?;
        let counters = self.counters.map(u8::try_from).transpose().context("a strange number of counters")?;
        let lines = self.postings.iter().map(|(account, minor)| Posting::on(account, Money::of_minor(*minor)));
        Ok(Entry {
            number: self.number,
            id: self.id.parse().context("an entry's id is no UUID")?,
            posted_at: self.posted_at,
            content: Content {
                kind,
                day: self.day.parse().context("an entry's day cannot be read")?,
                relates_to: self.relates_to.as_deref().map(str::parse).transpose().context("a day cannot be read")?,
                reverses: self.reverses,
                counters,
                note: self.note.clone(),
                details: serde_json::from_str(&self.details).context("an entry's details cannot be read")?,
                postings: lines.collect(),
            },
            previous_hash: self.previous_hash.clone(),
            hash: self.hash.clone(),
        })
    }
}

#[cfg(test)]
pub(crate) mod tests;
