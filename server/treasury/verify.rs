//! `homegroup ledger verify`: every entry against the chain, every accepted report against the ledger; in the database, or in a file that
//! was exported, for whoever trusts neither this server nor its keeper.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use homegroup_plugin::Text;

use super::chain::accepted::{self, Record, Tally, Unfit};
use super::chain::{Broken, How, Stored, Verifier};
use super::export::read;
use super::fingerprint;
use super::rules::account::AccountKind;
use super::rules::report::Period;
use super::store::{self, entries::stored_after};
use super::words::Spoken;
use crate::house::House;

/// So many entries are read at a time.
const PIECE: u64 = 500;

/// Walks the whole ledger; sentences when all is well, an error that names the entry or the report when it is not.
pub async fn verify(house: &House) -> Result<String> {
    let snapshot = store::snapshot(&house.db).await.map_err(anyhow::Error::from)?;
    let records = store::accepted::records(&snapshot).await.map_err(|_| anyhow!("An accepted report cannot be read."))?;
    let mut check = Check { known: Some(accounts(&snapshot).await?), tally: tally(&records)?, ..Check::default() };
    loop {
        let entries = match stored_after(&snapshot, check.verifier.last().0, PIECE).await {
            Ok(entries) => entries,
            Err(_) => one_by_one(&snapshot, &mut check).await?,
        };
        if entries.is_empty() {
            break;
        }
        entries.iter().try_for_each(|entry| check.take(entry))?;
    }
    if let Some(month) = store::sums::month_that_differs(&snapshot).await.map_err(anyhow::Error::from)? {
        bail!(
            "The entries are in order, but the sums kept for the month {month} are not theirs, so reports of that time would be \
             wrong. Compare with a backup: the first backup whose ledger verifies shows what they were."
        );
    }
    accepted::verify(&records, &check.tally).map_err(unfit)?;
    let spoken = Spoken::new(house, &Default::default());
    let (number, hash) = check.verifier.last();
    let ledger = match number {
        0 => spoken.say(&Text::new("treasury-verified-empty")),
        _ => spoken.say(&Text::new("treasury-verified").with("count", number).with("hash", hash.to_owned())),
    };
    let report = |record: &Record| {
        let Record { from_day, to_day, fingerprint, .. } = record.clone();
        spoken.say(
            &Text::new("treasury-verified-report").with("from", from_day).with("to", to_day).with("fingerprint", fingerprint),
        )
    };
    Ok([ledger].into_iter().chain(records.iter().map(report)).collect::<Vec<_>>().join("\n"))
}

/// Checks an exported file; no house is opened, and no database. With a period, also says the fingerprint a report of it has.
pub fn verify_export(file: &Path, period: Option<Period>) -> Result<String> {
    let opened = std::fs::File::open(file).with_context(|| format!("{} cannot be opened", file.display()))?;
    let mut check = Check { tally: Tally::of(period), ..Check::default() };
    read::entries(std::io::BufReader::new(opened), |entry| check.take(entry))?;
    let (number, hash) = check.verifier.last();
    let mut said =
        format!("The exported ledger is in order: {number} entries, unchanged since they were posted. The last hash is {hash}.");
    for statement in check.tally.statements() {
        let Period { from, to } = statement.period;
        said.push_str(&format!("\nA report from {from} to {to} has the fingerprint: {}", fingerprint::fingerprint(statement)));
    }
    Ok(said)
}

/// Everything that is checked while the entries pass by.
#[derive(Default)]
struct Check {
    verifier: Verifier,
    tally: Tally,
    /// The accounts there are; nothing where only a file is known.
    known: Option<HashSet<String>>,
}

impl Check {
    fn take(&mut self, entry: &Stored) -> Result<()> {
        self.verifier.next(entry)?;
        let number = entry.number;
        if entry.read().is_err() {
            bail!(Broken { number, how: How::Unreadable });
        }
        for (account, _) in &entry.postings {
            let known = self.known.as_ref().is_none_or(|known| known.contains(account));
            if !known || AccountKind::of_code(account).is_none() {
                bail!(Broken { number, how: How::UnknownAccount });
            }
        }
        self.tally.take(entry)
    }
}

/// The accounts, each of the kind its code says: a category that changed sides would change every report and no entry.
async fn accounts(snapshot: &impl store::Reader) -> Result<HashSet<String>> {
    let kept = store::accounts::kinds(snapshot).await.map_err(anyhow::Error::from)?;
    if let Some((code, kind)) = kept.iter().find(|(code, kind)| AccountKind::of_code(code) != AccountKind::named(kind)) {
        bail!("The account {code} is kept as {kind:?}, which is not what its code says. Compare with a backup.");
    }
    Ok(kept.into_iter().map(|(code, _)| code).collect())
}

fn tally(records: &[Record]) -> Result<Tally> {
    let period = |record: &Record| Ok(record.read().map_err(|_| unfit(Unfit::Changed(record.number)))?.statement.period);
    Ok(Tally::of(records.iter().map(period).collect::<Result<Vec<_>>>()?))
}

/// An entry among the next ones cannot even be read: finds out which.
async fn one_by_one(snapshot: &impl store::Reader, check: &mut Check) -> Result<Vec<Stored>> {
    loop {
        let number = check.verifier.last().0 + 1;
        let Ok(entries) = stored_after(snapshot, number - 1, 1).await else {
            bail!(Broken { number, how: How::Unreadable });
        };
        match entries.first() {
            Some(entry) => check.take(entry)?,
            None => return Ok(entries),
        }
    }
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match self.how {
            How::Missing => "is missing",
            How::Changed => "was changed after it was posted",
            How::Unlinked => "does not follow from the entry before it: that one, or this one, was put there later",
            How::Unbalanced => "does not balance",
            How::Unreadable => "cannot be read",
            How::UnknownAccount => "is on an account that there is not",
        };
        write!(
            f,
            "Entry {} {what}. The entries before it are in order. Compare with a backup: the first backup whose ledger verifies shows \
             what it said.",
            self.number
        )
    }
}

impl std::error::Error for Broken {}

fn unfit(unfit: Unfit) -> anyhow::Error {
    let what = match unfit {
        Unfit::Missing(number) => format!("The accepted report {number} is missing."),
        Unfit::Changed(number) => format!("The accepted report {number} was changed after it was recorded."),
        Unfit::LaterEntry { report, entry } => {
            format!("Entry {entry} lies in the days of the accepted report {report} and came after it.")
        }
        Unfit::OtherFigures(number) => format!("The accepted report {number} has other figures than the ledger."),
    };
    anyhow!("{what} Compare with a backup, and with the fingerprint in the minutes.")
}
