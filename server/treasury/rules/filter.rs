//! Which entries a list shows.

use chrono::NaiveDate;

use super::account::{AccountKind, Chart};
use super::books;
use super::entry::{Content, Kind};
use super::money::{Currency, Money};
use super::refusal::{Refusal, Refusals};

/// The filter as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Raw<'a> {
    /// Words, a number, an amount.
    pub q: &'a str,
    /// Name of a kind.
    pub kind: &'a str,
    /// Code of an account.
    pub account: &'a str,
    /// Name of a part of the report.
    pub part: &'a str,
    /// The first day.
    pub from: &'a str,
    /// The last day.
    pub to: &'a str,
}

/// The figures of a report, as what they are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What lay there: every entry.
    Balance,
    /// Opening balances, and what undoes them.
    BroughtIn,
    /// Entries with income.
    Income,
    /// Entries with expenses.
    Expenses,
    /// What moved from place to place, and what undoes that.
    Moved,
}

impl Part {
    const ALL: [(Part, &'static str); 5] = [
        (Part::Balance, "balance"),
        (Part::BroughtIn, "brought-in"),
        (Part::Income, "income"),
        (Part::Expenses, "expenses"),
        (Part::Moved, "moved"),
    ];

    /// The part called `name` in an address.
    pub fn named(name: &str) -> Option<Part> {
        Part::ALL.iter().find(|(_, known)| *known == name).map(|(part, _)| *part)
    }

    /// Whether its figure is the sum of lines on accounts of this kind; income is turned round, as people read it.
    pub fn counts(self, kind: AccountKind) -> bool {
        match self {
            Part::Income => kind == AccountKind::Income,
            Part::Expenses => kind == AccountKind::Expense,
            Part::Balance | Part::BroughtIn | Part::Moved => kind.is_place(),
        }
    }
}

/// What a list shows; everything that is `None` shows all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this kind.
    pub kind: Option<Kind>,
    /// With a line on this account.
    pub account: Option<String>,
    /// Of this part of the report.
    pub part: Option<Part>,
    /// Not before this day.
    pub from: Option<NaiveDate>,
    /// Not after this day.
    pub to: Option<NaiveDate>,
    /// Found by these words.
    pub search: Option<Search>,
}

/// What was typed into the search field, in every way it can be meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Folded words that must all stand in the note.
    pub terms: Vec<String>,
    /// The number of an entry.
    pub number: Option<i64>,
    /// The amount of one of its lines.
    pub amount: Option<Money>,
    /// Codes of accounts whose names hold all the words.
    pub accounts: Vec<String>,
}

/// More words than anybody types.
const MOST_TERMS: usize = 8;

impl Filter {
    /// Whether the list has one figure that its rows add up to, and what an entry adds to it.
    pub fn figure(&self, content: &Content, chart: &Chart) -> Option<Money> {
        let Some(part) = self.part else { return self.account.as_deref().map(|account| content.on(account)) };
        if let (Some(account), Part::Balance | Part::BroughtIn | Part::Moved) = (&self.account, part) {
            return Some(content.on(account));
        }
        let counts = |code: &str| chart.get(code).is_some_and(|account| part.counts(account.kind));
        let lines = content.postings.iter().filter(|line| counts(&line.account));
        let sum = Money::sum(lines.map(|line| line.amount))?;
        if part == Part::Income { sum.negated() } else { Some(sum) }
    }

    /// Reads a filter. A kind or an account there is not shows everything; a day that cannot be read is said. `fold` makes words
    /// comparable, `name` says what people call an account.
    pub fn parse(
        raw: &Raw<'_>,
        currency: &Currency,
        chart: &Chart,
        fold: impl Fn(&str) -> String,
        name: impl Fn(&str) -> String,
    ) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        let mut day = |field: &str, typed: &str| match typed.trim() {
            "" => None,
            typed => refusals.take(field, books::day(typed)),
        };
        let (from, to) = (day("from", raw.from), day("to", raw.to));
        let filter = Self {
            kind: Kind::named(raw.kind),
            account: chart.get(raw.account).map(|account| account.code.clone()),
            part: Part::named(raw.part),
            from,
            to,
            search: search(raw.q, currency, chart, fold, name),
        };
        refusals.finish(Some(filter))
    }
}

fn search(
    typed: &str,
    currency: &Currency,
    chart: &Chart,
    fold: impl Fn(&str) -> String,
    name: impl Fn(&str) -> String,
) -> Option<Search> {
    let typed = typed.trim();
    let terms: Vec<String> = fold(typed).split_whitespace().take(MOST_TERMS).map(str::to_owned).collect();
    if terms.is_empty() {
        return None;
    }
    let named = |code: &str| {
        let name = fold(&name(code));
        terms.iter().all(|term| name.contains(term))
    };
    Some(Search {
        number: typed.trim_start_matches('#').parse().ok(),
        amount: currency.parse_positive(typed).ok(),
        accounts: chart.all().iter().filter(|account| named(&account.code)).map(|account| account.code.clone()).collect(),
        terms,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::account::tests::chart;

    fn parse(raw: &Raw<'_>) -> Result<Filter, Vec<Refusal>> {
        let name = |code: &str| code.split(':').next_back().unwrap_or_default().replace('-', " ");
        Filter::parse(raw, &Currency::of("USD"), &chart(), str::to_lowercase, name)
    }

    #[test]
    fn an_empty_filter_shows_everything_and_so_does_one_that_means_nothing() {
        assert_eq!(parse(&Raw::default()), Ok(Filter::default()));
        assert_eq!(parse(&Raw { kind: "gift", account: "income:outside", q: " ", ..Raw::default() }), Ok(Filter::default()));
    }

    #[test]
    fn what_was_typed_is_taken_in_every_way_it_can_be_meant() {
        let search = |q| parse(&Raw { q, ..Raw::default() }).expect("reads").search.expect("something was typed");
        assert_eq!(search("47").number, Some(47));
        assert_eq!(search("47").amount, Some(Money::of_minor(4700)));
        assert_eq!(search("#12").number, Some(12));
        assert_eq!(search("12.345").amount, None);
        assert_eq!(search("Literature SALES").accounts, ["income:literature-sales"]);
        assert_eq!(search("Literature SALES").terms, ["literature", "sales"]);
        assert_eq!(search("literature").accounts, ["income:literature-sales", "expenses:literature"]);
    }

    #[test]
    fn a_day_that_cannot_be_read_is_said() {
        let refusals = parse(&Raw { from: "April", to: "2026-04-31", ..Raw::default() }).expect_err("refused");
        assert_eq!(refusals.iter().map(|refusal| refusal.field.as_str()).collect::<Vec<_>>(), ["from", "to"]);
    }
}
