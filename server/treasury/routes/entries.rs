//! `/treasury/entries`: the ledger, searched and filtered; and the same as a file.

use std::sync::Arc;

use homegroup_plugin::{GuardedRoute, Page, Result, SignedIn, Text, guarded};
use rocket::form::FromForm;
use rocket::http::{ContentType, Header, RawStr};
use rocket::{State, get};
use serde::Serialize;
use serde_json::{Value, json};

use super::desk::{Choice, Errors, choices};
use super::view::View;
use crate::house::House;
use crate::members::rules::name::folded;
use crate::treasury::books;
use crate::treasury::export::{Exporter, Format, Words};
use crate::treasury::rules::books::Books;
use crate::treasury::rules::entry::{Entry, Kind};
use crate::treasury::rules::filter::{Filter, Part, Raw};
use crate::treasury::rules::refusal::Refusal;
use crate::treasury::store::{self, Reader, list};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show, file]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct Query {
    #[field(default = "")]
    q: String,
    #[field(default = "")]
    kind: String,
    #[field(default = "")]
    account: String,
    #[field(default = "")]
    part: String,
    #[field(default = "")]
    from: String,
    #[field(default = "")]
    to: String,
    #[field(default = 1)]
    page: u64,
}

impl Query {
    fn filter(&self, books: &Books, view: &View) -> Result<Filter, Vec<Refusal>> {
        let Self { q, kind, account, part, from, to, .. } = self;
        let raw = Raw { q, kind, account, part, from, to };
        Filter::parse(&raw, &books.currency, &books.chart, folded, |code| view.spoken.account(code))
    }

    /// The same search as an address, without the page.
    fn address(&self, path: &str) -> String {
        let Self { q, kind, account, part, from, to, .. } = self;
        let fields = [("q", q), ("kind", kind), ("account", account), ("part", part), ("from", from), ("to", to)];
        let filled = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<String> = filled.map(|(name, value)| format!("{name}={}", RawStr::new(value).percent_encode())).collect();
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }

    fn on_page(&self, page: u64) -> String {
        let address = self.address("/treasury/entries");
        let joint = if address.contains('?') { '&' } else { '?' };
        format!("{address}{joint}page={page}")
    }
}

#[get("/treasury/entries?<query..>")]
async fn show(_who: SignedIn, house: &State<Arc<House>>, query: Query) -> Result<Page> {
    let snapshot = store::snapshot(&house.db).await?;
    let books = books(&snapshot, house, None).await?;
    let view = View::new(house, &books.chart);
    let (filter, refusals) = match query.filter(&books, &view) {
        Ok(filter) => (filter, Vec::new()),
        Err(refusals) => (Filter::default(), refusals),
    };
    let count = list::count(&snapshot, &filter).await?;
    let pages = count.div_ceil(list::PAGE).max(1);
    let page = query.page.clamp(1, pages);
    let entries = list::page(&snapshot, &filter, page).await?;
    let account = filter.account.as_deref();
    let sum = list::figure(&snapshot, &filter).await?;
    let kinds: Vec<Choice> =
        Kind::ALL.into_iter().map(|kind| Choice::new(kind.name(), view.spoken.kind(kind), &query.kind)).collect();
    let errors = Errors::of(house, &books, &refusals);
    let answer = Page::new("treasury/entries")
        .with("query", &query)
        .with("filtered", filter != Filter::default())
        .with("kinds", kinds)
        .with("accounts", choices(books.chart.all().iter(), &view.spoken, &query.account))
        .with("account_name", account.map(|account| view.spoken.account(account)))
        .with("part_name", filter.part.map(part_name))
        .with("count", count)
        .with("sum", sum.map(|sum| view.amount(sum)))
        .with("entries", shown(&snapshot, &view, &entries, &filter).await?)
        .with("page", page)
        .with("pages", pages)
        .with("newer", (page > 1).then(|| query.on_page(page - 1)))
        .with("older", (page < pages).then(|| query.on_page(page + 1)))
        .with("file", query.address("/treasury/entries.csv"))
        .with("errors", &errors.all)
        .with("at", &errors.at);
    Ok(if refusals.is_empty() { answer } else { answer.refused() })
}

/// What people call a part of the report.
fn part_name(part: Part) -> Text {
    Text::new(match part {
        Part::Balance => "treasury-year-balance",
        Part::BroughtIn => "treasury-report-brought-in",
        Part::Income => "treasury-report-income",
        Part::Expenses => "treasury-report-expenses",
        Part::Moved => "treasury-report-moved",
    })
}

/// Entries for a table. Where the list has a figure, the amount is what they add to it.
pub(super) async fn shown(db: &impl Reader, view: &View, entries: &[Entry], filter: &Filter) -> Result<Vec<Value>> {
    let numbers: Vec<i64> = entries.iter().map(|entry| entry.number).collect();
    let reversed = store::entries::reversals(db, &numbers).await?;
    let confirmed = store::confirmations::confirmed(db, &numbers).await?;
    let row = |entry: &Entry| {
        let mut row = json!(view.entry(entry, reversed.get(&entry.number)));
        let waits = entry.content.counters == Some(2) && !reversed.contains_key(&entry.number);
        row["unconfirmed"] = json!(waits && !confirmed.contains(&entry.number));
        if let Some(amount) = filter.figure(&entry.content, view.chart()) {
            row["amount"] = json!(view.amount(amount));
        }
        row
    };
    Ok(entries.iter().map(row).collect())
}

/// A file to save.
#[derive(rocket::Responder)]
pub(super) struct Csv {
    body: String,
    content_type: ContentType,
    disposition: Header<'static>,
}

impl Csv {
    /// The name is neutral: it stays in a list of downloads.
    pub fn new(name: &str, body: String) -> Self {
        let disposition = Header::new("Content-Disposition", format!("attachment; filename=\"{name}.csv\""));
        Self { body, content_type: ContentType::new("text", "csv").with_params(("charset", "utf-8")), disposition }
    }
}

/// The same entries as the page, all of them, with everything that is hashed.
#[get("/treasury/entries.csv?<query..>")]
async fn file(_who: SignedIn, house: &State<Arc<House>>, query: Query) -> Result<std::result::Result<Csv, Page>> {
    let snapshot = store::snapshot(&house.db).await?;
    let books = books(&snapshot, house, None).await?;
    let view = View::new(house, &books.chart);
    let Ok(filter) = query.filter(&books, &view) else {
        drop(snapshot);
        return Ok(Err(Page::error(rocket::http::Status::UnprocessableEntity, Text::new("treasury-refused-day"))));
    };
    let exporter = Exporter { format: Format::Csv, currency: &books.currency, chart: &books.chart, words: &view.spoken };
    let mut body = exporter.head()?;
    let mut after = 0;
    loop {
        let entries = list::after(&snapshot, &filter, after, 500).await?;
        let Some(last) = entries.last() else { break };
        after = last.number;
        for entry in &entries {
            body.push_str(&exporter.entry(entry)?);
        }
    }
    Ok(Ok(Csv::new("entries", body)))
}
