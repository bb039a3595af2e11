//! Accepted reports, sealed one to the other like the entries, and checked against the ledger they rest on.
//!
//! The hash of an accepted report is the SHA-256 of these fields in this order, written as those of an entry are (see `chain.rs`): the words
//! `homegroup accepted report 1`, the hash of the accepted report before it (sixty-four `0` before the first), and then its columns as they
//! stand in the table `accepted_reports`, from `number` to `recorded_at`; numbers in decimal, nothing as a length of zero.

use anyhow::{Context, Result};

use super::{BEFORE_THE_FIRST, Stored};
use crate::treasury::fingerprint::{fingerprint, hash_of};
use crate::treasury::rules::acceptance::{Acceptance, Accepted, Basis, Figures, Statement};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::report::Period;

const VERSION: &str = "homegroup accepted report 1";

/// An accepted report exactly as stored. Nothing in it is parsed, so that anything can be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// See [`Accepted::number`].
    pub number: i64,
    /// See [`Accepted::id`].
    pub id: String,
    /// The first day.
    pub from_day: String,
    /// The last day.
    pub to_day: String,
    /// Opening, opening balances entered, income, expenses, closing, in minor units.
    pub figures_minor: [i64; 5],
    /// The number of the last entry it rests on.
    pub last_entry: i64,
    /// The hash of that entry.
    pub last_hash: String,
    /// Its fingerprint in words.
    pub fingerprint: String,
    /// See [`Accepted::accepted_on`].
    pub accepted_on: String,
    /// See [`Accepted::meeting`].
    pub meeting_id: Option<String>,
    /// See [`Accepted::recorded_at`].
    pub recorded_at: i64,
    /// The hash of the accepted report before.
    pub previous_hash: String,
    /// Its own hash.
    pub hash: String,
}

impl Record {
    /// The hash this report should have.
    pub fn computed_hash(&self) -> String {
        let mut fields = vec![VERSION.to_owned(), self.previous_hash.clone(), self.number.to_string(), self.id.clone()];
        fields.extend([self.from_day.clone(), self.to_day.clone()]);
        fields.extend(self.figures_minor.map(|minor| minor.to_string()));
        fields.extend([self.last_entry.to_string(), self.last_hash.clone(), self.fingerprint.clone(), self.accepted_on.clone()]);
        fields.extend([self.meeting_id.clone().unwrap_or_default(), self.recorded_at.to_string()]);
        hash_of(fields.iter().map(String::as_str))
    }

    /// The report in its types. Fails where it is not what this program writes.
    pub fn read(&self) -> Result<Accepted> {
        let day = |day: &str| day.parse().with_context(|| format!("the accepted report {} has an unreadable day", self.number));
        let [opening, brought_in, income, expenses, closing] = self.figures_minor.map(Money::of_minor);
        Ok(Accepted {
            number: self.number,
            id: self.id.clone(),
            statement: Statement {
                period: Period { from: day(&self.from_day)?, to: day(&self.to_day)? },
                figures: Figures { opening, brought_in, income, expenses, closing },
                basis: Basis { number: self.last_entry, hash: self.last_hash.clone() },
            },
            fingerprint: self.fingerprint.clone(),
            accepted_on: day(&self.accepted_on)?,
            meeting: self.meeting_id.clone(),
            recorded_at: self.recorded_at,
        })
    }
}

/// Gives an accepted report its place behind the one with `previous` number and hash.
pub fn seal(statement: &Statement, acceptance: &Acceptance, id: &str, recorded_at: i64, previous: Option<(i64, &str)>) -> Record {
    let Statement { period, figures, basis } = statement;
    let (number, previous_hash) = previous.unwrap_or((0, BEFORE_THE_FIRST));
    let figures = [figures.opening, figures.brought_in, figures.income, figures.expenses, figures.closing];
    let mut record = Record {
        number: number + 1,
        id: id.to_owned(),
        from_day: period.from.to_string(),
        to_day: period.to.to_string(),
        figures_minor: figures.map(Money::minor),
        last_entry: basis.number,
        last_hash: basis.hash.clone(),
        fingerprint: fingerprint(statement),
        accepted_on: acceptance.accepted_on.to_string(),
        meeting_id: acceptance.meeting.clone(),
        recorded_at,
        previous_hash: previous_hash.to_owned(),
        hash: String::new(),
    };
    record.hash = record.computed_hash();
    record
}

/// What is wrong with an accepted report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// A report of this number is missing.
    Missing(i64),
    /// Its content and its hash differ, or it does not follow from the one before it.
    Changed(i64),
    /// The ledger has other entries for its days than it rests on; that entry came after it.
    LaterEntry {
        /// The number of the report.
        report: i64,
        /// The number of the entry.
        entry: i64,
    },
    /// Its figures are not those of the ledger.
    OtherFigures(i64),
}

/// The statements of some periods, summed up again from the entries as they pass by.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    statements: Vec<Statement>,
    openings: std::collections::HashSet<i64>,
}

impl Tally {
    /// For these periods.
    pub fn of(periods: impl IntoIterator<Item = Period>) -> Self {
        let empty = |period| Statement {
            period,
            figures: Figures::default(),
            basis: Basis { number: 0, hash: BEFORE_THE_FIRST.to_owned() },
        };
        Self { statements: periods.into_iter().map(empty).collect(), openings: Default::default() }
    }

    /// Adds the next entry. An account is known by the first part of its code, so that an export is enough.
    pub fn take(&mut self, entry: &Stored) -> Result<()> {
        let of_opening = entry.kind == "opening" || entry.reverses.is_some_and(|number| self.openings.contains(&number));
        if of_opening {
            self.openings.insert(entry.number);
        }
        let day: chrono::NaiveDate =
            entry.day.parse().with_context(|| format!("entry {} has an unreadable day", entry.number))?;
        let sum = |root: &str| -> Result<Money> {
            let lines = entry.postings.iter().filter(|(account, _)| account.split(':').next() == Some(root));
            Money::sum(lines.map(|(_, minor)| Money::of_minor(*minor))).context("a sum does not fit")
        };
        let (places, income, expenses) = (sum("assets")?, sum("income")?, sum("expenses")?);
        for Statement { period, figures, basis } in self.statements.iter_mut().filter(|statement| day <= statement.period.to) {
            *basis = Basis { number: entry.number, hash: entry.hash.clone() };
            let add = |sum: &mut Money, more: Money| -> Result<()> {
                *sum = sum.plus(more).context("a sum does not fit")?;
                Ok(())
            };
            add(&mut figures.closing, places)?;
            if day < period.from {
                add(&mut figures.opening, places)?;
            } else {
                figures.income = figures.income.less(income).context("a sum does not fit")?;
                add(&mut figures.expenses, expenses)?;
                if of_opening {
                    add(&mut figures.brought_in, places)?;
                }
            }
        }
        Ok(())
    }

    /// What the periods come to.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }
}

/// Checks accepted reports, in their order, against what the ledger's entries say of the same periods.
pub fn verify(records: &[Record], tally: &Tally) -> Result<(), Unfit> {
    let mut previous = BEFORE_THE_FIRST;
    for ((record, said), number) in records.iter().zip(tally.statements()).zip(1..) {
        if record.number != number {
            return Err(Unfit::Missing(number));
        }
        let Ok(read) = record.read() else { return Err(Unfit::Changed(number)) };
        if record.computed_hash() != record.hash || record.previous_hash != previous {
            return Err(Unfit::Changed(number));
        }
        if read.statement.basis.number < said.basis.number {
            return Err(Unfit::LaterEntry { report: number, entry: said.basis.number });
        }
        if read.statement != *said || record.fingerprint != fingerprint(said) {
            return Err(Unfit::OtherFigures(number));
        }
        previous = &record.hash;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{seal as seal_entry, tests::ledger};
    use super::*;
    use crate::treasury::rules::books::tests::on;

    /// The small ledger's two days of April, accepted one after the other.
    fn accepted() -> (Vec<Record>, Tally) {
        let periods =
            [Period { from: on("2026-04-01"), to: on("2026-04-15") }, Period { from: on("2026-04-16"), to: on("2026-04-16") }];
        let mut tally = Tally::of(periods);
        ledger().iter().for_each(|entry| tally.take(entry).expect("reads"));
        let mut records: Vec<Record> = Vec::new();
        for statement in tally.statements() {
            let acceptance = Acceptance { period: statement.period, accepted_on: on("2026-05-07"), meeting: None };
            let previous = records.last().map(|record| (record.number, record.hash.clone()));
            let previous = previous.as_ref().map(|(number, hash)| (*number, hash.as_str()));
            records.push(seal(statement, &acceptance, "an id", 1_778_000_000, previous));
        }
        (records, tally)
    }

    #[test]
    fn t12_reports_that_fit_the_ledger_are_in_order() {
        let (records, tally) = accepted();
        assert_eq!(verify(&records, &tally), Ok(()));
        assert_eq!(verify(&[], &Tally::default()), Ok(()));
        // A basket of 47.00, a sale of -47.00 and what undoes the basket: nothing is left, nothing was spent.
        assert_eq!(records[1].figures_minor, [0, 0, -60_00, 0, -60_00], "{records:?}");
    }

    #[test]
    fn t12_any_changed_column_of_an_accepted_report_is_found_at_that_report() {
        type Change = fn(&mut Record);
        let changes: [Change; 13] = [
            |record| record.id.push('x'),
            |record| record.from_day = "2026-04-02".into(),
            |record| record.to_day = "2026-04-17".into(),
            |record| record.figures_minor[0] += 1,
            |record| record.figures_minor[4] += 1,
            |record| record.last_entry -= 1,
            |record| record.last_hash = "0".repeat(64),
            |record| record.fingerprint.push('s'),
            |record| record.accepted_on = "2026-05-08".into(),
            |record| record.meeting_id = Some("another".into()),
            |record| record.recorded_at += 1,
            |record| record.previous_hash = "0".repeat(64),
            |record| record.hash = "0".repeat(64),
        ];
        for (which, change) in changes.iter().enumerate() {
            let (mut records, tally) = accepted();
            change(&mut records[1]);
            assert_eq!(verify(&records, &tally), Err(Unfit::Changed(2)), "change {which}");
        }
        let (mut records, tally) = accepted();
        records[1].figures_minor[2] += 1;
        records[1].hash = records[1].computed_hash();
        assert_eq!(verify(&records, &tally), Err(Unfit::OtherFigures(2)));
        let (mut records, tally) = accepted();
        records.remove(0);
        assert_eq!(verify(&records, &tally), Err(Unfit::Missing(1)));
    }

    #[test]
    fn t12_an_entry_that_came_into_an_accepted_period_is_named() {
        let (records, mut tally) = accepted();
        let ledger = ledger();
        let last = ledger.last().expect("there is one");
        let draft = crate::treasury::rules::entry::Draft::of(last.read().expect("reads").content).expect("balances");
        let late = seal_entry(&draft, uuid::Uuid::nil(), 0, (last.number, &last.hash)).expect("seals");
        tally.take(&late).expect("reads");
        assert_eq!(verify(&records, &tally), Err(Unfit::LaterEntry { report: 2, entry: 4 }));
    }
}
