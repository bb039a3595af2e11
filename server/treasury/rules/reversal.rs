//! The undoing of an entry (T10): a new entry with every line the other way, which names the old one. Nothing is edited.

use chrono::NaiveDate;

use super::books::Books;
use super::entry::{Content, Details, Draft, Entry, Kind, Posting, Unbalanced};
use super::refusal::{Reason, Refusal, Refusals};

/// The form as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Raw<'a> {
    /// The day on which it counts.
    pub day: &'a str,
    /// Why.
    pub note: &'a str,
}

/// A reversal that cannot be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reversal<'a> {
    original: &'a Entry,
    day: NaiveDate,
    note: String,
}

/// Whether the entry can be reversed at all, whatever the form says; `reversed_by` is the number of the entry that did it already.
pub fn possible(original: &Entry, reversed_by: Option<i64>) -> Result<(), Reason> {
    match (original.content.kind, reversed_by) {
        (Kind::Reversal, _) => Err(Reason::IsReversal),
        (_, Some(number)) => Err(Reason::ReversedAlready(number)),
        _ => Ok(()),
    }
}

/// Whether the group's acceptance of a report leaves it open to be reversed. An opening balance is undone on its own day, so that one in
/// an accepted period stays; everything else is undone on a day that is open (T12).
pub fn open(original: &Entry, books: &Books) -> Result<(), Reason> {
    let accepted = books.accepted_to.is_some_and(|accepted| original.content.day <= accepted);
    if accepted && original.content.kind == Kind::Opening { Err(Reason::OpeningAccepted) } else { Ok(()) }
}

impl<'a> Reversal<'a> {
    /// Reads the form. An opening balance is undone on its own day, so that the books are opened once and not twice.
    pub fn parse(original: &'a Entry, reversed_by: Option<i64>, raw: &Raw<'_>, books: &Books) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        refusals.take("note", possible(original, reversed_by).and_then(|()| open(original, books)));
        let day = match original.content.kind {
            Kind::Opening => Some(original.content.day),
            _ => refusals.take("day", not_before(books.open_day(raw.day), original.content.day)),
        };
        let note = books.reason(raw.note, &mut refusals);
        let whole = (|| Some(Self { original, day: day?, note: note? }))();
        refusals.finish(whole)
    }

    /// The entry.
    pub fn draft(&self) -> Result<Draft, Unbalanced> {
        let turned =
            |line: &Posting| line.amount.negated().map(|amount| Posting::on(&line.account, amount)).ok_or(Unbalanced::NotZero);
        let original = &self.original.content;
        Draft::of(Content {
            kind: Kind::Reversal,
            day: self.day,
            relates_to: (self.day != original.day).then_some(original.day),
            reverses: Some(self.original.number),
            counters: None,
            note: self.note.clone(),
            details: Details::default(),
            postings: original.postings.iter().map(turned).collect::<Result<_, _>>()?,
        })
    }
}

fn not_before(day: Result<NaiveDate, Reason>, original: NaiveDate) -> Result<NaiveDate, Reason> {
    day.and_then(|day| if day < original { Err(Reason::DayBeforeOriginal(original)) } else { Ok(day) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::{books, on};
    use crate::treasury::rules::expense;
    use crate::treasury::rules::note::NoteRefusal;
    use uuid::Uuid;

    fn rent() -> Entry {
        let raw = expense::Raw { day: "2026-04-01", category: "expenses:rent", amount: "60", place: "assets:bank", note: "" };
        let draft = expense::Expense::parse(&raw, &books()).expect("holds").draft().expect("balances");
        let hash = "0".repeat(64);
        Entry { number: 7, id: Uuid::nil(), posted_at: 0, content: draft.content().clone(), previous_hash: hash.clone(), hash }
    }

    const RAW: Raw<'static> = Raw { day: "2026-04-01", note: "typed twice" };

    #[test]
    fn t10_a_reversal_turns_every_line_and_names_what_it_reverses() {
        let rent = rent();
        let draft = Reversal::parse(&rent, None, &RAW, &books()).expect("holds").draft().expect("balances");
        let content = draft.content();
        assert_eq!(content.reverses, Some(7));
        assert_eq!(content.relates_to, None);
        for (turned, line) in content.postings.iter().zip(&rent.content.postings) {
            assert_eq!(turned, &Posting::on(&line.account, line.amount.negated().expect("fits")));
        }
    }

    #[test]
    fn t12_a_late_reversal_says_which_day_it_relates_to() {
        let rent = rent();
        let late = Raw { day: "2026-04-16", ..RAW };
        let draft = Reversal::parse(&rent, None, &late, &books()).expect("holds").draft().expect("balances");
        assert_eq!((draft.content().day, draft.content().relates_to), (on("2026-04-16"), Some(on("2026-04-01"))));
    }

    #[test]
    fn t12_what_an_accepted_report_holds_is_undone_on_a_day_that_is_open() {
        let mut books = books();
        books.accepted_to = Some(on("2026-04-10"));
        let mut rent = rent();
        let refused = Reversal::parse(&rent, None, &RAW, &books).expect_err("refused");
        assert_eq!(refused[0].reason, Reason::PeriodAccepted(on("2026-04-10")));
        assert!(Reversal::parse(&rent, None, &Raw { day: "2026-04-11", ..RAW }, &books).is_ok());
        rent.content.kind = Kind::Opening;
        let refused = Reversal::parse(&rent, None, &Raw { day: "2026-04-11", ..RAW }, &books).expect_err("refused");
        assert_eq!(refused[0].reason, Reason::OpeningAccepted);
    }

    #[test]
    fn a_reversed_entry_cannot_be_reversed_again() {
        let rent = rent();
        let reason = |original: &Entry, by| Reversal::parse(original, by, &RAW, &books()).expect_err("refused")[0].reason.clone();
        assert_eq!(reason(&rent, Some(9)), Reason::ReversedAlready(9));
        let mut reversal = rent.clone();
        reversal.content.kind = Kind::Reversal;
        assert_eq!(reason(&reversal, None), Reason::IsReversal);
    }

    #[test]
    fn a_reversal_has_a_reason_and_is_not_older_than_what_it_reverses() {
        let rent = rent();
        let refusals = Reversal::parse(&rent, None, &Raw { day: "2026-03-31", note: " " }, &books()).expect_err("refused");
        let reasons: Vec<_> = refusals.into_iter().map(|refusal| refusal.reason).collect();
        assert_eq!(reasons, [Reason::DayBeforeOriginal(on("2026-04-01")), Reason::Note(NoteRefusal::Missing)]);
    }

    #[test]
    fn an_opening_balance_is_undone_on_its_own_day() {
        let mut opening = rent();
        opening.content.kind = Kind::Opening;
        let draft = Reversal::parse(&opening, None, &Raw { day: "2026-04-16", ..RAW }, &books()).expect("holds").draft();
        assert_eq!(draft.expect("balances").content().day, on("2026-04-01"));
    }
}
