//! `homegroup ledger`: checking the chain, and handing the whole ledger to another program.

use std::io::Write;

use anyhow::{Result, bail};
use clap::Subcommand;
use homegroup_plugin::Text;

use super::chain::{Broken, How, Stored, Verifier};
use super::export::{Exporter, Format};
use super::store::{self, entries::stored_after};
use super::words::Spoken;
use super::{books, rules::books::Books};
use crate::house::House;

/// What can be done with the ledger on the command line.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum LedgerCommand {
    /// Check every entry of the ledger against the chain of hashes, and name the first that was changed.
    Verify,
    /// Write the whole ledger to the terminal, for another program.
    Export {
        /// The language it is written in.
        #[arg(long, value_enum)]
        format: Format,
    },
}

/// So many entries are read at a time.
const PIECE: u64 = 500;

impl LedgerCommand {
    /// Runs it.
    pub async fn run(self, house: &House) -> Result<()> {
        match self {
            LedgerCommand::Verify => println!("{}", verify(house).await?),
            LedgerCommand::Export { format } => export(house, format, &mut std::io::stdout().lock()).await?,
        }
        Ok(())
    }
}

/// Walks the whole ledger; a sentence when all is well, an error that names the entry when it is not.
pub async fn verify(house: &House) -> Result<String> {
    let snapshot = store::snapshot(&house.db).await.map_err(anyhow::Error::from)?;
    let mut verifier = Verifier::default();
    loop {
        let after = verifier.last().0;
        let entries = match stored_after(&snapshot, after, PIECE).await {
            Ok(entries) => entries,
            Err(_) => one_by_one(&snapshot, &mut verifier).await?,
        };
        if entries.is_empty() {
            break;
        }
        for entry in &entries {
            check(&mut verifier, entry)?;
        }
    }
    if let Some(month) = store::sums::month_that_differs(&snapshot).await.map_err(anyhow::Error::from)? {
        bail!(
            "The entries are in order, but the sums kept for the month {month} are not theirs, so reports of that time would be \
             wrong. Compare with a backup: the first backup whose ledger verifies shows what they were."
        );
    }
    let spoken = Spoken::new(house, &Default::default());
    let (number, hash) = verifier.last();
    Ok(match number {
        0 => spoken.say(&Text::new("treasury-verified-empty")),
        _ => spoken.say(&Text::new("treasury-verified").with("count", number).with("hash", hash.to_owned())),
    })
}

/// An entry among the next ones cannot even be read: finds out which.
async fn one_by_one(snapshot: &impl store::Reader, verifier: &mut Verifier) -> Result<Vec<Stored>> {
    loop {
        let number = verifier.last().0 + 1;
        let Ok(entries) = stored_after(snapshot, verifier.last().0, 1).await else {
            bail!(broken(Broken { number, how: How::Unreadable }));
        };
        match entries.first() {
            Some(entry) => check(verifier, entry)?,
            None => return Ok(entries),
        }
    }
}

fn check(verifier: &mut Verifier, entry: &Stored) -> Result<()> {
    verifier.next(entry).map_err(|found| anyhow::Error::msg(broken(found)))?;
    if entry.read().is_err() {
        bail!(broken(Broken { number: entry.number, how: How::Unreadable }));
    }
    Ok(())
}

fn broken(found: Broken) -> String {
    let Broken { number, how } = found;
    let what = match how {
        How::Missing => "is missing",
        How::Changed => "was changed after it was posted",
        How::Unlinked => "does not follow from the entry before it: that one, or this one, was put there later",
        How::Unbalanced => "does not balance",
        How::Unreadable => "cannot be read",
    };
    format!(
        "Entry {number} {what}. The entries before it are in order. Compare with a backup: the first backup whose ledger verifies \
         shows what it said."
    )
}

/// Writes the ledger entry by entry.
pub async fn export(house: &House, format: Format, out: &mut impl Write) -> Result<()> {
    let snapshot = store::snapshot(&house.db).await.map_err(anyhow::Error::from)?;
    let Books { currency, chart, .. } = books(&snapshot, house, None).await.map_err(anyhow::Error::from)?;
    let spoken = Spoken::new(house, &chart);
    let exporter = Exporter { format, currency: &currency, chart: &chart, words: &spoken };
    out.write_all(exporter.head()?.as_bytes())?;
    let mut after = 0;
    loop {
        let entries = stored_after(&snapshot, after, PIECE).await.map_err(anyhow::Error::from)?;
        let Some(last) = entries.last() else { break };
        after = last.number;
        for entry in &entries {
            out.write_all(exporter.entry(&entry.read()?)?.as_bytes())?;
        }
    }
    Ok(out.flush()?)
}
