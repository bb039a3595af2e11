//! `/treasury/payment-imports`: a payment app's file as income (T5, T6), looked at before it is posted, and taken back by reversals.

use std::collections::BTreeSet;
use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, May, Page, Result, Text, Visitor, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde_json::json;
use uuid::Uuid;

use super::brought::{ColumnsForm, Unclear, understand};
use super::preview;
use crate::house::House;
use crate::treasury::books;
use crate::treasury::export::Words;
use crate::treasury::routes::desk::{Answer, Desk, choices, form_page, fresh};
use crate::treasury::routes::upload::{BroughtFile, Upload};
use crate::treasury::routes::view::View;
use crate::treasury::rules::account::AccountKind;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::entry::Draft;
use crate::treasury::rules::reconciliation::columns::FileRow;
use crate::treasury::rules::reconciliation::payments::{PaymentDay, by_day, is_payment};
use crate::treasury::rules::reconciliation::refusal::StatementRefusal;
use crate::treasury::rules::reconciliation::statement::has_statements;
use crate::treasury::rules::refusal::{Reason, Refusal};
use crate::treasury::rules::reversal::{Raw, Reversal};
use crate::treasury::sentences::sentence;
use crate::treasury::store::Reader;
use crate::treasury::store::append::{Appended, Posted, Writing, append};
use crate::treasury::store::entries::reversals;
use crate::treasury::store::reconciliation::columns::{Purpose, remember};
use crate::treasury::store::reconciliation::{Mark, payments};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show, bring, post_all, undo]
}

#[derive(FromForm)]
struct BringForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    place: String,
    file: BroughtFile,
    columns: ColumnsForm,
}

#[derive(Clone, Debug, Default, FromForm)]
struct PostForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    place: String,
    #[field(default = "")]
    rows: String,
}

#[get("/treasury/payment-imports")]
async fn show(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let db = house.db.reader();
    let books = books(db, house, None).await?;
    let place = books.chart.places().find(|place| place.kind == AccountKind::App).map(|place| place.code.clone());
    page(house, db, &books, &place.unwrap_or_default(), &[]).await
}

#[post("/treasury/payment-imports", data = "<form>")]
async fn bring(_who: May<right::Money>, house: &State<Arc<House>>, form: Upload<BringForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let (txn, books) = (desk.writing.txn(), &desk.books);
    let Some(place) = place(books, &form.place) else {
        let refusals = [Refusal { field: "place".into(), reason: Reason::AccountUnknown }];
        return Ok(Err(page(house, txn, books, &form.place, &refusals).await?.refused()));
    };
    let of = (place, Purpose::Payments);
    match understand(house, txn, books, of, (&form.file, &form.columns)).await? {
        Ok(understood) => {
            let known = payments::known(txn, place).await?;
            let (new, old) = parted(understood.rows, &known);
            let refusals = drafts(&new, place, books).err().unwrap_or_default();
            if !refusals.is_empty() {
                return Ok(Err(page(house, txn, books, place, &refusals).await?.refused()));
            }
            let shown = preview_page(house, books, place, &form.once, (&new, old));
            remember(txn, of, &understood.heading, &understood.columns).await?;
            desk.writing.commit().await?;
            Ok(Err(shown))
        }
        Err(Unclear::Refused(refusals)) => Ok(Err(page(house, txn, books, place, &refusals).await?.refused())),
        Err(Unclear::Ask(question)) => {
            let to = "/treasury/payment-imports";
            let page = question.page(house, books, Purpose::Payments, (&form.once, to, to)).with("place", place);
            Ok(Err(page))
        }
    }
}

#[post("/treasury/payment-imports/posting", data = "<form>")]
async fn post_all(who: May<right::Money>, house: &State<Arc<House>>, form: Form<PostForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let (txn, books) = (desk.writing.txn(), &desk.books);
    let done = |notice| Go::to("/treasury/payment-imports").saying(notice);
    if payments::find(txn, desk.id()).await?.is_some() {
        return Ok(Ok(done("treasury-notice-payments-posted")));
    }
    let unreadable = || Error::Refused(Text::new("error-unreadable"));
    let place = place(books, &form.place).ok_or_else(unreadable)?;
    let rows = preview::read(&form.rows, books.today).ok_or_else(unreadable)?;
    let (new, _) = parted(rows, &payments::known(txn, place).await?);
    if new.is_empty() {
        return Ok(Ok(done("treasury-notice-rows-known")));
    }
    let drafts = match drafts(&new, place, books) {
        Ok(drafts) => drafts,
        Err(refusals) => return Ok(Err(page(house, txn, books, place, &refusals).await?.refused())),
    };
    let mut numbers = Vec::new();
    for draft in drafts {
        numbers.push(append_one(house, &desk.writing, books, &who, &draft).await?);
    }
    let marks: Vec<Mark> = new.into_iter().map(|(_, mark)| mark).collect();
    payments::add(txn, (desk.id(), place), &numbers, &marks, house.clock.now()).await?;
    let import = desk.id();
    desk.writing.commit().await?;
    tracing::info!(member = %who.member, import = %import, "payments were posted");
    Ok(Ok(done("treasury-notice-payments-posted")))
}

#[post("/treasury/payment-imports/<id>/undoing")]
async fn undo(who: May<right::Money>, house: &State<Arc<House>>, id: &str) -> Result<Go> {
    let writing = Writing::begin(&house.db).await?;
    let txn = writing.txn();
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let import = payments::find(txn, id).await?.ok_or(Error::NotFound)?;
    let done = Go::to("/treasury/payment-imports").saying("treasury-notice-payments-undone");
    if import.undone {
        return Ok(done);
    }
    let books = books(txn, house, None).await?;
    let note = View::new(house, &books.chart).spoken.say(&Text::new("treasury-payments-undo-note"));
    let entries = payments::entries(txn, id).await?;
    let numbers: Vec<i64> = entries.iter().map(|entry| entry.number).collect();
    let reversed = reversals(txn, &numbers).await?;
    for original in entries.iter().filter(|entry| !reversed.contains_key(&entry.number)) {
        let own = original.content.day;
        // On the same day, so that the report of that day comes right; unless that report is accepted already (T12).
        let day = if books.accepted_to.is_some_and(|accepted| own <= accepted) { books.today } else { own };
        let raw = Raw { day: &day.to_string(), note: &note };
        let reversal = Reversal::parse(original, None, &raw, &books).map_err(|refusals| first(house, &books, &refusals))?;
        append_one(house, &writing, &books, &who, &reversal.draft().map_err(anyhow::Error::new)?).await?;
    }
    payments::undo(txn, id, house.clock.now()).await?;
    writing.commit().await?;
    tracing::info!(member = %who.member, import = %id, "an import of payments was taken back");
    Ok(done)
}

async fn append_one(house: &House, writing: &Writing, books: &Books, who: &Visitor, draft: &Draft) -> Result<i64> {
    let posted = Posted { id: Uuid::now_v7(), author: &who.member, counters: &[], now: house.clock.now() };
    match append(writing, draft, &posted).await? {
        Appended::New(entry) | Appended::Already(entry) | Appended::Differs(entry) => Ok(entry.number),
        // The rules said so already; here it is said to whoever found a way past them.
        Appended::InAcceptedPeriod(accepted) => {
            Err(Error::Refused(sentence(house, &books.currency, &Reason::PeriodAccepted(accepted))))
        }
    }
}

fn first(house: &House, books: &Books, refusals: &[Refusal]) -> Error {
    let text = refusals.first().map(|refusal| sentence(house, &books.currency, &refusal.reason));
    Error::Refused(text.unwrap_or_else(|| Text::new("error-unreadable")))
}

fn place<'a>(books: &'a Books, code: &str) -> Option<&'a str> {
    books.chart.place(code).filter(|place| has_statements(place)).map(|place| place.code.as_str())
}

/// Payments that were not posted yet, and how many were.
fn parted(rows: Vec<(FileRow, Mark)>, known: &BTreeSet<Mark>) -> (Vec<(FileRow, Mark)>, Left) {
    let all = rows.len();
    let payments: Vec<_> = rows.into_iter().filter(|(row, _)| is_payment(row)).collect();
    let no_payment = all - payments.len();
    let (new, old): (Vec<_>, Vec<_>) = payments.into_iter().partition(|(_, mark)| !known.contains(mark));
    (new, Left { known: old.len(), no_payment })
}

/// What is left out, and why.
struct Left {
    known: usize,
    no_payment: usize,
}

/// The entries, one a day.
fn drafts(rows: &[(FileRow, Mark)], place: &str, books: &Books) -> Result<Vec<Draft>, Vec<Refusal>> {
    let at_file = |refusal: Refusal| Refusal { field: "file".into(), ..refusal };
    let draft = |day: PaymentDay| day.draft(place, books).map_err(|refusals| refusals.into_iter().map(at_file).collect());
    days(rows)?.into_iter().map(draft).collect()
}

fn days(rows: &[(FileRow, Mark)]) -> Result<Vec<PaymentDay>, Vec<Refusal>> {
    let too_large = || vec![Refusal { field: "file".into(), reason: Reason::Statement(StatementRefusal::FileUnreadable) }];
    by_day(rows.iter().map(|(row, _)| *row)).ok_or_else(too_large)
}

fn preview_page(house: &House, books: &Books, place: &str, once: &str, (new, left): (&[(FileRow, Mark)], Left)) -> Page {
    let view = View::new(house, &books.chart);
    let days = days(new).unwrap_or_default();
    let shown = days.iter().map(|day| {
        json!({
            "day": day.day.to_string(),
            "gross": view.amount(day.gross),
            "fee": view.amount(day.fee),
            "payments": day.payments,
            "late": books.accepted_to.is_some_and(|accepted| day.day <= accepted),
        })
    });
    form_page("treasury/reconciliation/preview", house, books, &[])
        .with("once", once)
        .with("place", place)
        .with("place_name", view.spoken.account(place))
        .with("days", shown.collect::<Vec<_>>())
        .with("known", left.known)
        .with("no_payment", left.no_payment)
        .with("rows", preview::written(new))
}

async fn page(house: &House, db: &impl Reader, books: &Books, chosen: &str, refusals: &[Refusal]) -> Result<Page> {
    let view = View::new(house, &books.chart);
    let places = choices(books.chart.places().filter(|place| has_statements(place)), &view.spoken, chosen);
    let mut made = Vec::new();
    for import in payments::all(db).await? {
        let at = homegroup_plugin::chrono::DateTime::from_timestamp(import.imported_at, 0).unwrap_or_default();
        made.push(json!({
            "id": import.id.to_string(),
            "on": at.with_timezone(&house.profile().zone).date_naive().to_string(),
            "place": view.spoken.account(&import.place),
            "entries": payments::entries(db, import.id).await?.iter().map(|entry| view.entry(entry, None)).collect::<Vec<_>>(),
            "undone": import.undone,
        }));
    }
    Ok(form_page("treasury/reconciliation/payments", house, books, refusals)
        .with("once", fresh())
        .with("possible", !places.is_empty())
        .with("one_place", places.len() == 1)
        .with("places", places)
        .with("imports", made))
}
