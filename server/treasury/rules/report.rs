//! The treasurer's report of any period (T11): opening, income, expenses, closing, per place and in total. It names nobody (T21).

use chrono::NaiveDate;

use super::account::{AccountKind, Chart};
use super::books;
use super::contribution::declined::Declined;
use super::entry::Kind;
use super::money::Money;
use super::refusal::{Reason, Refusal, Refusals};
use super::surplus::available::Available;

/// From one day to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

impl Period {
    /// Reads two days as the browser sends them.
    pub fn parse(from: &str, to: &str) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        let from = refusals.take("from", books::day(from));
        let to = refusals.take("to", books::day(to));
        let period = from.zip(to).map(|(from, to)| Self { from, to });
        if period.is_some_and(|period| period.to < period.from) {
            refusals.add("to", Reason::PeriodBackwards);
        }
        refusals.finish(period)
    }
}

/// What moved at one place through entries of one kind. A reversal counts as the kind it undoes, so that both vanish together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceSum {
    /// Code of the place.
    pub place: String,
    /// Kind of the entries.
    pub kind: Kind,
    /// Before the period.
    pub before: Money,
    /// In the period.
    pub within: Money,
}

/// What one income or expense account took part in, by the place where the money went or came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategorySum {
    /// Code of the account.
    pub account: String,
    /// Code of the place.
    pub place: String,
    /// In the period; income is negative here, as in the ledger.
    pub within: Money,
}

/// Everything a report is made of, summed up by the store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// By place and kind.
    pub places: Vec<PlaceSum>,
    /// By category and place.
    pub categories: Vec<CategorySum>,
    /// Baskets of the period that still stand at its end.
    pub collections: u64,
    /// Those of them that one person counted alone (T4).
    pub single_counts: u64,
}

/// A category and its sum, both as people read them: income and expense are positive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Code of the account.
    pub account: String,
    /// The sum.
    pub amount: Money,
}

/// One place, or all of them: `closing = opening + brought_in + income - expenses + moved`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// What was there before the first day.
    pub opening: Money,
    /// Opening balances that were entered in the period.
    pub brought_in: Money,
    /// What came in.
    pub income: Money,
    /// What was spent.
    pub expenses: Money,
    /// What came from other places, less what went there. In total always zero.
    pub moved: Money,
    /// What was there at the end of the last day.
    pub closing: Money,
}

/// The report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The days it is about.
    pub period: Period,
    /// Income by category.
    pub income: Vec<Line>,
    /// Expenses by category.
    pub expenses: Vec<Line>,
    /// Each place that holds or moved anything.
    pub places: Vec<(String, Flow)>,
    /// All places together.
    pub total: Flow,
    /// How many baskets were counted.
    pub collections: u64,
    /// How many of them by one person alone.
    pub single_counts: u64,
    /// How many that two counted are not confirmed by the second of them (T4); it stands beside the ledger.
    pub unconfirmed: u64,
    /// What of it may be passed on (T14), in a group that has laid down a reserve.
    pub available: Option<Available>,
    /// What was offered from outside and declined (T8): in no total.
    pub declined: Vec<Declined>,
}

/// The sums do not agree with each other: the ledger was changed behind the program's back, or the program is wrong. No report is
/// better than a wrong one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoesNotAddUp;

impl std::fmt::Display for DoesNotAddUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the ledger's sums do not agree with each other; `homegroup ledger verify` names the entry")
    }
}

impl std::error::Error for DoesNotAddUp {}

impl Report {
    /// Makes the report without what is not confirmed and what may be passed on, and proves T11 on the way: what the places hold and what the categories say are summed apart and must agree.
    pub fn of(period: Period, chart: &Chart, sums: &Sums) -> Result<Self, DoesNotAddUp> {
        let places = chart.all().iter().filter(|account| account.kind.is_place()).map(|account| account.code.as_str());
        let mut flows = Vec::new();
        for place in places {
            let flow = flow(place, chart, sums).ok_or(DoesNotAddUp)?;
            if flow.agrees() != Some(true) {
                return Err(DoesNotAddUp);
            }
            if flow != Flow::default() {
                flows.push((place.to_owned(), flow));
            }
        }
        let total = total(&flows).ok_or(DoesNotAddUp)?;
        let income = lines(AccountKind::Income, chart, sums).ok_or(DoesNotAddUp)?;
        let expenses = lines(AccountKind::Expense, chart, sums).ok_or(DoesNotAddUp)?;
        let of = |lines: &[Line]| Money::sum(lines.iter().map(|line| line.amount));
        let whole = total.agrees() == Some(true)
            && total.moved == Money::ZERO
            && of(&income) == Some(total.income)
            && of(&expenses) == Some(total.expenses);
        if !whole {
            return Err(DoesNotAddUp);
        }
        let (collections, single_counts) = (sums.collections, sums.single_counts);
        Ok(Self {
            period,
            income,
            expenses,
            places: flows,
            total,
            collections,
            single_counts,
            unconfirmed: 0,
            available: None,
            declined: Vec::new(),
        })
    }
}

impl Flow {
    /// Whether T11 holds; `None` if the sum does not fit.
    fn agrees(&self) -> Option<bool> {
        let come = Money::sum([self.opening, self.brought_in, self.income, self.moved])?;
        Some(come.less(self.expenses)? == self.closing)
    }
}

fn flow(place: &str, chart: &Chart, sums: &Sums) -> Option<Flow> {
    let here: Vec<&PlaceSum> = sums.places.iter().filter(|sum| sum.place == place).collect();
    let within = |kind| Money::sum(here.iter().filter(|sum| sum.kind == kind).map(|sum| sum.within));
    let category = |wanted| {
        let known = |code: &str| chart.get(code).is_some_and(|account| account.kind == wanted);
        Money::sum(sums.categories.iter().filter(|sum| sum.place == place && known(&sum.account)).map(|sum| sum.within))
    };
    let opening = Money::sum(here.iter().map(|sum| sum.before))?;
    Some(Flow {
        opening,
        brought_in: within(Kind::Opening)?,
        income: category(AccountKind::Income)?.negated()?,
        expenses: category(AccountKind::Expense)?,
        moved: within(Kind::Transfer)?,
        closing: opening.plus(Money::sum(here.iter().map(|sum| sum.within))?)?,
    })
}

fn total(flows: &[(String, Flow)]) -> Option<Flow> {
    let of = |pick: fn(&Flow) -> Money| Money::sum(flows.iter().map(|(_, flow)| pick(flow)));
    Some(Flow {
        opening: of(|flow| flow.opening)?,
        brought_in: of(|flow| flow.brought_in)?,
        income: of(|flow| flow.income)?,
        expenses: of(|flow| flow.expenses)?,
        moved: of(|flow| flow.moved)?,
        closing: of(|flow| flow.closing)?,
    })
}

/// The categories of one kind that are not zero, in the order of the chart.
fn lines(kind: AccountKind, chart: &Chart, sums: &Sums) -> Option<Vec<Line>> {
    let mut lines = Vec::new();
    for account in chart.all().iter().filter(|account| account.kind == kind) {
        let sum = Money::sum(sums.categories.iter().filter(|sum| sum.account == account.code).map(|sum| sum.within))?;
        let amount = if kind == AccountKind::Income { sum.negated()? } else { sum };
        if amount != Money::ZERO {
            lines.push(Line { account: account.code.clone(), amount });
        }
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::on;

    #[test]
    fn a_period_is_two_days_in_their_order() {
        assert_eq!(Period::parse("2026-04-01", "2026-04-30").map(|period| period.to), Ok(on("2026-04-30")));
        assert!(Period::parse("2026-04-01", "2026-04-01").is_ok());
        let fields = |from, to| {
            let refusals = Period::parse(from, to).expect_err("refused");
            refusals.into_iter().map(|refusal| refusal.field).collect::<Vec<_>>()
        };
        assert_eq!(fields("2026-05-01", "2026-04-30"), ["to"]);
        assert_eq!(fields("April", ""), ["from", "to"]);
    }
}
