//! `/treasury/report`: the treasurer's report of any period, as a page that prints well and as a file. It names nobody (T21).

use std::borrow::Cow;
use std::sync::Arc;

use homegroup_plugin::{Error, GuardedRoute, Page, Result, SignedIn, Text, Visitor, guarded};
use rocket::form::FromForm;
use rocket::{State, get};
use serde::Serialize;
use serde_json::{Value, json};

use super::acceptances::{AcceptanceForm, of_report};
use super::desk::Errors;
use super::entries::Csv;
use super::figures;
use super::surplus::Reckoned;
use super::view::View;
use crate::house::House;
use crate::treasury::export::{Words, csv};
use crate::treasury::rules::acceptance::Accepted;
use crate::treasury::rules::contribution::declined::Declined;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::Refusal;
use crate::treasury::rules::report::{Flow, Line, Period, Report};
use crate::treasury::rules::span::Span;
use crate::treasury::{books, fingerprint, store, whole_report_in};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show, file]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
pub(super) struct Days {
    #[field(default = "")]
    pub from: String,
    #[field(default = "")]
    pub to: String,
}

impl Days {
    /// Without days, the month it is.
    pub fn or_this_month(self, house: &House) -> Self {
        if !self.from.is_empty() || !self.to.is_empty() {
            return self;
        }
        let period = Span::ThisMonth.period(house.today());
        Self { from: period.from.to_string(), to: period.to.to_string() }
    }

    /// The period, for what has no form of its own in which to mend the days.
    pub fn period(&self) -> Result<Period> {
        Period::parse(&self.from, &self.to).map_err(|_| Error::Refused(Text::new("treasury-refused-days")))
    }
}

#[get("/treasury/report?<days..>")]
async fn show(who: SignedIn, house: &State<Arc<House>>, days: Days) -> Result<Page> {
    let days = days.or_this_month(house);
    match Period::parse(&days.from, &days.to) {
        Ok(_) => report_page(house, &who, days, None, &[]).await,
        Err(refusals) => Ok(report_page(house, &who, days, None, &refusals).await?.refused()),
    }
}

/// The page of a report, with the form that records its acceptance as it was sent, and what is wrong with it.
pub(super) async fn report_page(
    house: &House,
    who: &Visitor,
    days: Days,
    form: Option<&AcceptanceForm>,
    refusals: &[Refusal],
) -> Result<Page> {
    let snapshot = store::snapshot(&house.db).await?;
    let books = books(&snapshot, house, None).await?;
    let view = View::new(house, &books.chart);
    let (mut made, mut acceptance) = (None, Value::Null);
    if let Ok(period) = Period::parse(&days.from, &days.to) {
        made = Some(whole_report_in(&snapshot, house, period).await?);
        acceptance = of_report(&snapshot, house, who, &view, period, form).await?;
    }
    let errors = Errors::of(house, &books, refusals);
    let unfinished = made.as_ref().is_some_and(|report| report.period.to >= books.today);
    let page = Page::new("treasury/report")
        .with("group", &house.profile().name)
        .with("days", &days)
        .with("spans", Span::ALL.map(|span| span_link(span, house)))
        .with("report", made.as_ref().map(|report| shown(&view, report)))
        .with("acceptance", acceptance)
        .with("reckoned", made.as_ref().and_then(|report| Some(Reckoned::of(&view, report.available.as_ref()?, books.today))))
        .with("unfinished", unfinished)
        .with("today", books.today.to_string())
        .with("errors", &errors.all)
        .with("at", &errors.at);
    Ok(page)
}

fn span_link(span: Span, house: &House) -> Value {
    let period = span.period(house.today());
    let label = match span {
        Span::ThisMonth => "treasury-span-this-month",
        Span::LastMonth => "treasury-span-last-month",
        Span::ThisQuarter => "treasury-span-this-quarter",
        Span::LastQuarter => "treasury-span-last-quarter",
        Span::ThisYear => "treasury-span-this-year",
        Span::LastYear => "treasury-span-last-year",
    };
    json!({ "from": period.from.to_string(), "to": period.to.to_string(), "label": Text::new(label) })
}

fn shown(view: &View, report: &Report) -> Value {
    let line = |line: &Line| json!({ "account": line.account, "name": view.spoken.account(&line.account), "amount": view.amount(line.amount) });
    let (from, to) = (Some(report.period.from), report.period.to);
    let flow = |flow: &Flow, place: &str| {
        let open = |amount, part| figures::open(view.amount(amount), part, place, from, to);
        json!({
            "opening": figures::opening(view.amount(flow.opening), place, report.period),
            "brought_in": open(flow.brought_in, "brought-in"),
            "income": open(flow.income, "income"),
            "expenses": open(flow.expenses, "expenses"),
            "moved": open(flow.moved, "moved"),
            "closing": figures::open(view.amount(flow.closing), "balance", place, None, to),
        })
    };
    let place =
        |(code, of): &(String, Flow)| json!({ "account": code, "name": view.spoken.account(code), "flow": flow(of, code) });
    json!({
        "income": report.income.iter().map(line).collect::<Vec<_>>(),
        "expenses": report.expenses.iter().map(line).collect::<Vec<_>>(),
        "places": report.places.iter().map(place).collect::<Vec<_>>(),
        "by_place": report.places.len() > 1,
        "brought_in": report.total.brought_in != Money::ZERO,
        "moved": report.places.iter().any(|(_, flow)| flow.moved != Money::ZERO),
        "total": flow(&report.total, ""),
        "declined": report.declined.iter().map(|declined| declined_words(view, declined)).collect::<Vec<_>>(),
        "collections": report.collections,
        "single_counts": report.single_counts,
        "unconfirmed": report.unconfirmed,
    })
}

#[get("/treasury/report.csv?<days..>")]
async fn file(_who: SignedIn, house: &State<Arc<House>>, days: Days) -> Result<Csv> {
    let days = days.or_this_month(house);
    let period = days.period()?;
    let snapshot = store::snapshot(&house.db).await?;
    let books = books(&snapshot, house, None).await?;
    let view = View::new(house, &books.chart);
    let report = whole_report_in(&snapshot, house, period).await?;
    let accepted = store::accepted::of_period(&snapshot, period).await?;
    Ok(Csv::new(&format!("report-{}-{}", period.from, period.to), rows(&view, &report, accepted.as_ref())?))
}

/// What was offered from outside and declined, in words; it is in no total.
pub(super) fn declined_words(view: &View, declined: &Declined) -> String {
    let (day, amount) = (view.day(declined.day), view.currency.say(declined.amount));
    view.spoken.say(&Text::new("treasury-declined-said").with("day", day).with("amount", amount))
}

/// The report as rows: which part of it, which place, which category, how much. Of an accepted one, also its fingerprint.
fn rows(view: &View, report: &Report, accepted: Option<&Accepted>) -> Result<String> {
    let code = view.currency.code().to_owned();
    let mut rows: Vec<Vec<Cow<'static, str>>> = vec![["part", "account", "name", "amount", "currency"].map(Cow::from).to_vec()];
    let mut add = |part: &'static str, account: &str, name: String, amount: Money| {
        let cells = [account.to_owned(), csv::text(&name).into_owned(), view.currency.plain(amount), code.clone()];
        rows.push(std::iter::once(Cow::from(part)).chain(cells.map(Cow::from)).collect());
    };
    let total = |key: &'static str| view.spoken.say(&Text::new(key));
    add("opening", "", total("treasury-report-opening"), report.total.opening);
    if report.total.brought_in != Money::ZERO {
        add("brought-in", "", total("treasury-report-brought-in"), report.total.brought_in);
    }
    for line in &report.income {
        add("income", &line.account, view.spoken.account(&line.account), line.amount);
    }
    add("total-income", "", total("treasury-report-total-income"), report.total.income);
    for line in &report.expenses {
        add("expense", &line.account, view.spoken.account(&line.account), line.amount);
    }
    add("total-expenses", "", total("treasury-report-total-expenses"), report.total.expenses);
    add("closing", "", total("treasury-report-closing"), report.total.closing);
    if let Some(available) = &report.available {
        let less = |money: Money| money.negated().unwrap_or_default();
        if let Some(reserve) = available.reserve {
            add("less-reserve", "", total("treasury-report-less-reserve"), less(reserve));
        }
        for due in &available.earmarked {
            add("less-earmarked", "", due.what.clone(), less(due.amount));
        }
        add("total-earmarked", "", total("treasury-report-less-earmarked"), less(available.earmarked_total));
        if let Some(left) = available.available {
            add("available", "", total("treasury-report-available"), left);
        }
    }
    for declined in &report.declined {
        add("memo-declined", "", declined_words(view, declined), declined.amount);
    }
    for (place, flow) in &report.places {
        let name = view.spoken.account(place);
        let parts = [
            ("place-opening", flow.opening),
            ("place-brought-in", flow.brought_in),
            ("place-income", flow.income),
            ("place-expenses", flow.expenses),
            ("place-moved", flow.moved),
            ("place-closing", flow.closing),
        ];
        for (part, amount) in parts {
            add(part, place, name.clone(), amount);
        }
    }
    if report.unconfirmed > 0 {
        let count = report.unconfirmed.to_string();
        rows.push(["unconfirmed-collections", "", &count, "", ""].map(|cell| Cow::from(cell.to_owned())).to_vec());
    }
    if let Some(accepted) = accepted {
        let basis = &accepted.statement.basis;
        for (part, words) in [
            ("accepted-on", accepted.accepted_on.to_string()),
            ("fingerprint", accepted.fingerprint.clone()),
            ("fingerprint-hash", fingerprint::hash(&accepted.statement)),
            ("last-entry", basis.number.to_string()),
            ("last-entry-hash", basis.hash.clone()),
        ] {
            rows.push([part, "", &words, "", ""].map(|cell| Cow::from(cell.to_owned())).to_vec());
        }
    }
    Ok(csv::rows(rows)?)
}
