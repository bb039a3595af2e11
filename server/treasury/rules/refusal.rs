//! What can be wrong with a form about money. A form is read to its end, so that everything that is wrong is said at once, each
//! thing at its field.

use chrono::NaiveDate;

use super::contribution::refusal::ContributionRefusal;
use super::disbursement::refusal::SpendingRefusal;
use super::handover::HandoverRefusal;
use super::money::{AmountRefusal, Money};
use super::note::NoteRefusal;
use super::reconciliation::refusal::StatementRefusal;
use super::stock::refusal::StockRefusal;
use super::surplus::refusal::SurplusRefusal;

/// A reason with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Name of the form field: `day`, `counts[2000]`, `paid[0].amount`.
    pub field: String,
    /// What is wrong there.
    pub reason: Reason,
}

/// Why a form about money is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Not a calendar day.
    DayUnreadable,
    /// After today.
    DayInFuture(NaiveDate),
    /// Before the year 2000: a slip of the finger.
    DayTooEarly,
    /// On or before the day at whose end the place's opening balance was counted.
    DayBeforeOpening(NaiveDate),
    /// Before the day of the entry it undoes.
    DayBeforeOriginal(NaiveDate),
    /// The last day lies before the first.
    PeriodBackwards,
    /// In a period whose report is accepted, up to that day (T12).
    PeriodAccepted(NaiveDate),
    /// A late item that belongs to a day after its own.
    RelatesToLater(NaiveDate),
    /// The opening balance it would undo is part of an accepted report.
    OpeningAccepted,
    /// A report up to that day is accepted already.
    AcceptedAlready(NaiveDate),
    /// The next report to accept begins on that day.
    AcceptedNotNext(NaiveDate),
    /// The last day of the report has not passed.
    PeriodNotOver(NaiveDate),
    /// Accepted before the report's last day.
    AcceptedBeforeEnd(NaiveDate),
    /// No business meeting that can be named.
    MeetingUnknown,
    /// The named minutes are of that day.
    MeetingOfAnotherDay(NaiveDate),
    /// Nothing was posted up to the end of the period.
    NothingToAccept,
    /// Not understood as an amount; the number of digits the currency has.
    Amount(AmountRefusal, u32),
    /// Pieces must be a whole number.
    Pieces,
    /// The count sheet and the declared total differ (T2).
    SheetDiffers {
        /// What she says was in the basket.
        declared: Money,
        /// What the denominations make.
        counted: Money,
    },
    /// More was paid out of the basket than was in it.
    PaidOutMore(Money),
    /// The fee is larger than the sum it was taken from.
    FeeExceeds,
    /// Only e-payments have a fee.
    FeeElsewhere,
    /// No account that the form offers.
    AccountUnknown,
    /// From a place to itself.
    SamePlace,
    /// Nobody named as the first counter, or somebody who is no active member.
    CounterUnknown,
    /// Neither a second counter nor "I counted alone" was chosen.
    CounterMissing,
    /// The same person twice (T4).
    SameCounter,
    /// The note.
    Note(NoteRefusal),
    /// The note holds these words, which identify somebody.
    NamesSomebody(String),
    /// Nothing was entered at all.
    NothingEntered,
    /// The place has an opening balance already.
    OpenedAlready,
    /// Money moved at the place on or before that day, so that it would count twice.
    MovedBefore(NaiveDate),
    /// The entry was reversed already, by the entry of that number.
    ReversedAlready(i64),
    /// A reversal cannot be reversed.
    IsReversal,
    /// Reserve, bills, plans and distributions.
    Surplus(SurplusRefusal),
    /// The giver of a contribution, or its size.
    Contribution(ContributionRefusal),
    /// Literature and tokens.
    Stock(StockRefusal),
    /// Approvals, reimbursements and receipts (T17).
    Spending(SpendingRefusal),
    /// Handing the books over (T20).
    Handover(HandoverRefusal),
    /// Statements, and files brought in.
    Statement(StatementRefusal),
}

/// Two parts of a form, or everything that is wrong with both.
pub fn both<A, B>(one: Result<A, Vec<Refusal>>, other: Result<B, Vec<Refusal>>) -> Result<(A, B), Vec<Refusal>> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => Err(one.err().into_iter().chain(other.err()).flatten().collect()),
    }
}

/// Collects refusals while a form is read.
#[derive(Debug, Default)]
pub struct Refusals(Vec<Refusal>);

impl Refusals {
    /// Notes what is wrong with a field.
    pub fn add(&mut self, field: impl Into<String>, reason: Reason) {
        self.0.push(Refusal { field: field.into(), reason });
    }

    /// The value, or nothing and the refusal noted.
    pub fn take<T>(&mut self, field: impl Into<String>, read: Result<T, Reason>) -> Option<T> {
        read.map_err(|reason| self.add(field, reason)).ok()
    }

    /// The value that was built, if nothing was wrong.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Vec<Refusal>> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self.0),
        }
    }
}
