//! `homegroup ledger`: checking the chain, and handing the whole ledger to another program.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;
use chrono::NaiveDate;
use clap::Subcommand;

use super::books;
use super::export::{Exporter, Format};
use super::rules::books::Books;
use super::rules::report::Period;
use super::store::{self, entries::stored_after};
use super::verify::{verify, verify_export};
use super::words::Spoken;
use crate::house::House;

/// What can be done with the ledger on the command line.
#[derive(Clone, Debug, Subcommand)]
pub enum LedgerCommand {
    /// Check every entry of the ledger against the chain of hashes, and every accepted report against the ledger; name the first that was
    /// changed.
    Verify {
        /// Check this file instead, written by `ledger export --format csv`. No database and no settings are needed.
        #[arg(long, value_name = "FILE")]
        export: Option<PathBuf>,
        /// With a file: also say the fingerprint of the report that begins on this day, to compare it with the minutes.
        #[arg(long, value_name = "YYYY-MM-DD", requires_all = ["export", "to"])]
        from: Option<NaiveDate>,
        /// The last day of that report.
        #[arg(long, value_name = "YYYY-MM-DD", requires_all = ["export", "from"])]
        to: Option<NaiveDate>,
    },
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
    /// Runs it; `house` opens the house, which a check of a file does not need.
    pub async fn run(self, house: impl AsyncFnOnce() -> Result<Arc<House>>) -> Result<()> {
        match self {
            LedgerCommand::Verify { export: Some(file), from, to } => {
                let period = from.zip(to).map(|(from, to)| Period { from, to });
                println!("{}", verify_export(&file, period)?);
            }
            LedgerCommand::Verify { .. } => println!("{}", verify(house().await?.as_ref()).await?),
            LedgerCommand::Export { format } => {
                export(house().await?.as_ref(), format, &mut std::io::stdout().lock()).await?;
            }
        }
        Ok(())
    }
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
            out.write_all(exporter.entry(entry)?.as_bytes())?;
        }
    }
    Ok(out.flush()?)
}
