//! The money of the story, entered as the treasurer would: each event is a form that the rules read.

use anyhow::{Context, Result, anyhow};
use chrono_tz::Tz;
use homegroup_plugin::MemberId;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::at_seven;
use crate::demo::story::money::{Event, Place, Purpose, RENT_MINOR, Source};
use crate::demo::story::people::who;
use crate::house::House;
use crate::treasury::rules::account::{AccountKind, CASH_BOX, E_PAYMENTS};
use crate::treasury::rules::books::Books;
use crate::treasury::rules::collection::{self, ALONE, Collection};
use crate::treasury::rules::confirmation::Way;
use crate::treasury::rules::entry::{Draft, Entry};
use crate::treasury::rules::expense::{self, Expense};
use crate::treasury::rules::income::{self, Income};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::opening::{self, OpeningBalance};
use crate::treasury::rules::reversal::{self, Reversal};
use crate::treasury::rules::transfer::{self, Transfer};
use crate::treasury::{Appended, Posted, Writing, add_place, append, books, confirm};

/// The codes of the places.
struct Places {
    bank: String,
    app: String,
}

impl Places {
    async fn add(txn: &DatabaseTransaction) -> Result<Self> {
        let bank = add_place(txn, AccountKind::Bank, "Checking account").await?.context("a bank can be added")?;
        let app = add_place(txn, AccountKind::App, "Payment app").await?.context("an app can be added")?;
        Ok(Self { bank, app })
    }

    fn code(&self, place: Place) -> &str {
        match place {
            Place::Box => CASH_BOX,
            Place::Bank => &self.bank,
            Place::App => &self.app,
        }
    }
}

/// Enters all events, in one transaction. `members` are the ids of the people, in the order of the story.
pub async fn enter(house: &House, zone: Tz, events: &[Event], members: &[MemberId]) -> Result<()> {
    let writing = Writing::begin(&house.db).await?;
    let places = Places::add(writing.txn()).await?;
    let mut ledger = Ledger { writing: &writing, books: books(writing.txn(), house, None).await?, places, zone, members };
    ledger.open(events).await?;
    // From here on the books know when they were opened.
    ledger.books = books(writing.txn(), house, None).await?;
    for event in events {
        ledger.enter(event).await?;
    }
    Ok(writing.commit().await?)
}

struct Ledger<'a> {
    writing: &'a Writing,
    books: Books,
    places: Places,
    zone: Tz,
    members: &'a [MemberId],
}

impl Ledger<'_> {
    /// What was there when the books begin is one entry.
    async fn open(&self, events: &[Event]) -> Result<()> {
        let openings = events.iter().filter_map(|event| match event {
            Event::Opening { day, place, amount_minor } => Some((*day, *place, self.typed(*amount_minor))),
            _ => None,
        });
        let openings: Vec<_> = openings.collect();
        let day = openings.first().context("the books begin with something")?.0;
        let amounts = openings.iter().map(|(_, place, amount)| (self.places.code(*place), amount.as_str())).collect();
        let raw = opening::Raw { day: &day.to_string(), amounts, note: "Handed over when these books were begun" };
        let opened = OpeningBalance::parse(&raw, &self.books).map_err(|refusals| refused(&raw, refusals))?;
        self.post(opened.draft()?, day, &[]).await?;
        Ok(())
    }

    async fn enter(&self, event: &Event) -> Result<()> {
        let day = event.day().to_string();
        let day = day.as_str();
        match event {
            // The last surplus is passed on once the minutes say how.
            Event::Opening { .. } | Event::PassedOn { .. } => {}
            Event::Basket { pieces, counters, .. } => self.basket(event, day, pieces, counters).await?,
            Event::Received { source, place, amount_minor, .. } => {
                let (category, fee_minor, note) = match source {
                    Source::App { fee_minor } => (E_PAYMENTS, *fee_minor, "The month's contributions through the app"),
                    Source::LiteratureSales => ("income:literature-sales", 0, "Sold from the shelf"),
                    Source::Birthday => ("income:birthday-contributions", 0, ""),
                };
                let (amount, fee) = (self.typed(*amount_minor), self.typed_unless_zero(fee_minor));
                let raw = income::Raw {
                    day,
                    category,
                    amount: &amount,
                    fee: &fee,
                    payments: "",
                    place: self.places.code(*place),
                    note,
                };
                let income = Income::parse(&raw, &self.books).map_err(|refusals| refused(&raw, refusals))?;
                self.post(income.draft()?, event.day(), &[]).await?;
            }
            Event::Spent { purpose, place, amount_minor, payee, note, .. } => {
                self.spend(event, day, *purpose, *place, *amount_minor, &format!("{payee}: {note}")).await?;
            }
            Event::Moved { from, to, amount_minor, .. } => {
                let amount = self.typed(*amount_minor);
                let raw =
                    transfer::Raw { day, amount: &amount, from: self.places.code(*from), to: self.places.code(*to), note: "" };
                let moved = Transfer::parse(&raw, &self.books).map_err(|refusals| refused(&raw, refusals))?;
                self.post(moved.draft()?, event.day(), &[]).await?;
            }
            Event::RentTwice { taken_back_on, reason, .. } => {
                let entry = self.spend(event, day, Purpose::Rent, Place::Bank, RENT_MINOR, "The room, one month").await?;
                let raw = reversal::Raw { day: &taken_back_on.to_string(), note: reason };
                let reversal = Reversal::parse(&entry, None, &raw, &self.books).map_err(|refusals| refused(&raw, refusals))?;
                self.post(reversal.draft()?, *taken_back_on, &[]).await?;
            }
        }
        Ok(())
    }

    async fn basket(&self, event: &Event, day: &str, pieces: &[(i64, i64)], counters: &[usize]) -> Result<()> {
        let counts: Vec<(String, String)> = pieces.iter().map(|(piece, count)| (piece.to_string(), count.to_string())).collect();
        let ids: Vec<&str> = counters.iter().map(|at| self.members[*at].0.as_str()).collect();
        let raw = collection::Raw {
            day,
            counts: counts.iter().map(|(piece, count)| (piece.as_str(), count.as_str())).collect(),
            place: CASH_BOX,
            first_counter: ids.first().copied().unwrap_or_default(),
            second_counter: ids.get(1).copied().unwrap_or(ALONE),
            ..collection::Raw::default()
        };
        let counted = Collection::parse(&raw, &self.books).map_err(|refusals| refused(&raw, refusals))?;
        let entry = self.post(counted.draft()?, event.day(), &counted.counters().members()).await?;
        // The one with whom the treasurer counted confirms it on her own phone before she goes home.
        if let Some(second) = counters.get(1) {
            let at = at_seven(self.zone, event.day());
            let confirmed = confirm(self.writing, &entry, &self.members[*second], Way::Device, at).await?;
            confirmed.map_err(|refusal| anyhow!("a basket of the made-up group is not confirmed: {refusal:?}"))?;
        }
        Ok(())
    }

    async fn spend(&self, event: &Event, day: &str, purpose: Purpose, place: Place, minor: i64, note: &str) -> Result<Entry> {
        let category = match purpose {
            Purpose::Rent => "expenses:rent",
            Purpose::Literature => "expenses:literature",
            Purpose::Chips => "expenses:tokens",
            Purpose::Refreshments => "expenses:refreshments",
            Purpose::ServiceBody => "expenses:service-bodies",
        };
        let amount = self.typed(minor);
        let raw = expense::Raw { day, category, amount: &amount, place: self.places.code(place), note };
        let expense = Expense::parse(&raw, &self.books).map_err(|refusals| refused(&raw, refusals))?;
        self.post(expense.draft()?, event.day(), &[]).await
    }

    async fn post(&self, draft: Draft, day: chrono::NaiveDate, counters: &[&str]) -> Result<Entry> {
        // The one who keeps the books now stands for those before her: the ledger names nobody, the page beside it does.
        let posted = Posted { id: Uuid::now_v7(), author: &self.members[who::HAZEL], counters, now: at_seven(self.zone, day) };
        match append(self.writing, &draft, &posted).await? {
            Appended::New(entry) => Ok(entry),
            other => Err(anyhow!("an entry of the made-up group was there already: {other:?}")),
        }
    }

    /// An amount as somebody would type it.
    fn typed(&self, minor: i64) -> String {
        self.books.currency.plain(Money::of_minor(minor))
    }

    fn typed_unless_zero(&self, minor: i64) -> String {
        if minor == 0 { String::new() } else { self.typed(minor) }
    }
}

fn refused(form: &impl std::fmt::Debug, refusals: impl std::fmt::Debug) -> anyhow::Error {
    anyhow!("{form:?} is refused: {refusals:?}")
}
