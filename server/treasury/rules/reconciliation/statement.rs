//! The statement a treasurer begins with: of which place, of which day, with which balance.

use chrono::NaiveDate;
use uuid::Uuid;

use super::reckoning::Reckoning;
use super::refusal::StatementRefusal;
use crate::treasury::rules::account::{Account, AccountKind};
use crate::treasury::rules::books::Books;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::{Reason, Refusal, Refusals};

/// The form as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Raw<'a> {
    /// Code of the place.
    pub place: &'a str,
    /// The day the statement ends on.
    pub day: &'a str,
    /// The balance it says.
    pub balance: &'a str,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Code of the place.
    pub place: String,
    /// The day it ends on.
    pub on: NaiveDate,
    /// The balance it says.
    pub balance: Money,
}

/// A statement held against the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciliation {
    /// Its id in addresses.
    pub id: Uuid,
    /// The statement.
    pub statement: Statement,
    /// The figures it came out even with; `None` while it is open.
    pub reconciled: Option<Reckoning>,
}

/// Whether a place sends statements.
pub fn has_statements(account: &Account) -> bool {
    matches!(account.kind, AccountKind::Bank | AccountKind::App)
}

impl Statement {
    /// Reads the form; `known` are the reconciliations there are.
    pub fn parse(raw: &Raw<'_>, books: &Books, known: &[Reconciliation]) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        let place = books.place(raw.place).and_then(|place| match has_statements(place) {
            true => Ok(place),
            false => Err(Reason::Statement(StatementRefusal::NoStatements)),
        });
        let place = refusals.take("place", place);
        let of_place = || known.iter().filter(|one| one.statement.place == raw.place);
        let last = of_place().filter(|one| one.reconciled.is_some()).map(|one| one.statement.on).max();
        let on = books.past_day(raw.day).and_then(|on| match last {
            Some(last) if on <= last => Err(Reason::Statement(StatementRefusal::NotAfterLast(last))),
            _ => Ok(on),
        });
        let on = refusals.take("day", on);
        if of_place().any(|one| one.reconciled.is_none()) {
            refusals.add("place", Reason::Statement(StatementRefusal::OpenAlready));
        }
        let balance = books.currency.parse(raw.balance).map_err(|refusal| books.amount_reason(refusal));
        let balance = refusals.take("balance", balance);
        let whole = (|| Some(Self { place: place?.code.clone(), on: on?, balance: balance? }))();
        refusals.finish(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::{books, on};
    use crate::treasury::rules::money::AmountRefusal;

    const RAW: Raw<'static> = Raw { place: "assets:bank", day: "2026-03-31", balance: "-12.40" };

    fn known(day: &str, done: bool) -> Reconciliation {
        let statement = Statement { place: "assets:bank".into(), on: on(day), balance: Money::ZERO };
        let reconciled = if done { Reckoning::of(Money::ZERO, Money::ZERO, &[]) } else { None };
        Reconciliation { id: Uuid::nil(), statement, reconciled }
    }

    fn reasons(raw: &Raw<'_>, known: &[Reconciliation]) -> Vec<Reason> {
        Statement::parse(raw, &books(), known).expect_err("refused").into_iter().map(|refusal| refusal.reason).collect()
    }

    #[test]
    fn t18_a_statement_has_a_place_a_day_and_a_balance_of_either_sign() {
        let statement = Statement::parse(&RAW, &books(), &[known("2026-02-28", true)]).expect("holds");
        assert_eq!((statement.on, statement.balance), (on("2026-03-31"), Money::of_minor(-12_40)));
    }

    #[test]
    fn t18_statements_come_one_after_the_other() {
        let last = [Reason::Statement(StatementRefusal::NotAfterLast(on("2026-03-31")))];
        assert_eq!(reasons(&RAW, &[known("2026-02-28", true), known("2026-03-31", true)]), last);
        assert_eq!(reasons(&RAW, &[known("2026-02-28", false)]), [Reason::Statement(StatementRefusal::OpenAlready)]);
        assert!(Statement::parse(&Raw { place: "assets:app", ..RAW }, &books(), &[known("2026-03-31", false)]).is_ok());
    }

    #[test]
    fn t18_a_cash_box_sends_no_statement_and_no_day_to_come_has_one() {
        let raw = Raw { place: "assets:cash-box", day: "2026-04-17", balance: "x" };
        let expected = [
            Reason::Statement(StatementRefusal::NoStatements),
            Reason::DayInFuture(on("2026-04-16")),
            Reason::Amount(AmountRefusal::Unreadable, 2),
        ];
        assert_eq!(reasons(&raw, &[]), expected);
    }
}
