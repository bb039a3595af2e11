//! Entries as pages show them: in words and amounts, nobody named.

use chrono::{DateTime, NaiveDate};
use homegroup_plugin::Text;
use homegroup_plugin::chrono_tz::Tz;
use serde::Serialize;
use uuid::Uuid;

use crate::house::House;
use crate::treasury::export::Words;
use crate::treasury::rules::account::{AccountKind, Chart};
use crate::treasury::rules::entry::{Content, Entry, Kind};
use crate::treasury::rules::money::{Currency, Money};
use crate::treasury::words::Spoken;

/// Turns entries into what a template prints.
pub(super) struct View {
    pub spoken: Spoken,
    pub currency: Currency,
    chart: Chart,
    zone: Tz,
}

/// An amount, and whether it is below zero.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Amount {
    said: String,
    negative: bool,
}

/// A line of an entry.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    account: String,
    amount: Amount,
}

/// A row of a count sheet.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Counted {
    piece: String,
    pieces: u32,
    amount: String,
}

/// What an entry says.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Shown {
    kind: String,
    is_reversal: bool,
    is_opening: bool,
    day: String,
    relates_to: Option<String>,
    what: String,
    note: String,
    amount: Amount,
    counters: Option<u8>,
    single: bool,
    counted: Vec<Counted>,
    payments: Option<u32>,
    lines: Vec<Line>,
}

/// An entry that stands in the ledger.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ShownEntry {
    number: i64,
    id: String,
    hash: String,
    posted: String,
    reverses: Option<i64>,
    reversed: Option<Reversed>,
    #[serde(flatten)]
    shown: Shown,
}

#[derive(Clone, Debug, Serialize)]
struct Reversed {
    number: i64,
    id: String,
}

impl View {
    pub fn new(house: &House, chart: &Chart) -> Self {
        let profile = house.profile();
        Self {
            spoken: Spoken::new(house, chart),
            currency: Currency::of(&profile.currency),
            chart: chart.clone(),
            zone: profile.zone,
        }
    }

    /// The accounts it knows.
    pub fn chart(&self) -> &Chart {
        &self.chart
    }

    /// A day as people say it.
    pub fn day(&self, day: NaiveDate) -> String {
        self.spoken.day(day)
    }

    pub fn amount(&self, money: Money) -> Amount {
        Amount { said: self.currency.say(money), negative: money < Money::ZERO }
    }

    /// An entry with the number and id of what reversed it.
    pub fn entry(&self, entry: &Entry, reversed: Option<&(i64, Uuid)>) -> ShownEntry {
        let posted = DateTime::from_timestamp(entry.posted_at, 0).unwrap_or_default().with_timezone(&self.zone);
        ShownEntry {
            number: entry.number,
            id: entry.id.to_string(),
            hash: entry.hash.clone(),
            posted: posted.format("%Y-%m-%d %H:%M").to_string(),
            reverses: entry.content.reverses,
            reversed: reversed.map(|(number, id)| Reversed { number: *number, id: id.to_string() }),
            shown: self.content(&entry.content),
        }
    }

    /// What an entry says, or would say.
    pub fn content(&self, content: &Content) -> Shown {
        let day = |day: NaiveDate| day.to_string();
        let counted = |(minor, pieces): &(i64, u32)| Counted {
            piece: self.currency.piece(*minor),
            pieces: *pieces,
            amount: self.currency.say(Money::of_minor(*minor).times(*pieces).unwrap_or_default()),
        };
        Shown {
            kind: self.spoken.kind(content.kind),
            is_reversal: content.kind == Kind::Reversal,
            is_opening: content.kind == Kind::Opening,
            day: day(content.day),
            relates_to: content.relates_to.map(day),
            what: self.what(content),
            note: content.note.clone(),
            amount: self.amount(content.amount(|code| self.kind_of(code))),
            counters: content.counters,
            single: content.counters == Some(1),
            counted: content.details.counted.iter().map(counted).collect(),
            payments: content.details.payments,
            lines: content
                .postings
                .iter()
                .map(|line| Line { account: self.spoken.account(&line.account), amount: self.amount(line.amount) })
                .collect(),
        }
    }

    fn kind_of(&self, code: &str) -> Option<AccountKind> {
        self.chart.get(code).map(|account| account.kind)
    }

    /// The categories of an entry, or the way its money went.
    fn what(&self, content: &Content) -> String {
        let place = |money: fn(Money) -> bool| {
            let line = content.postings.iter().find(|line| money(line.amount));
            line.map(|line| self.spoken.account(&line.account)).unwrap_or_default()
        };
        // A basket is known as the basket, whatever was paid out of it.
        for kind in [AccountKind::Income, AccountKind::Expense] {
            let of_kind = content.postings.iter().filter(|line| self.kind_of(&line.account) == Some(kind));
            let categories: Vec<String> = of_kind.map(|line| self.spoken.account(&line.account)).collect();
            if !categories.is_empty() {
                return categories.join(", ");
            }
        }
        if content.postings.iter().any(|line| self.kind_of(&line.account) == Some(AccountKind::Equity)) {
            return self.spoken.kind(Kind::Opening);
        }
        let (from, to) = (place(|money| money < Money::ZERO), place(|money| money > Money::ZERO));
        self.spoken.say(&Text::new("treasury-moved").with("from", from).with("to", to))
    }
}
