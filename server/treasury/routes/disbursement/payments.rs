//! `/treasury/disbursements/<id>/payment`: paying what was asked for. It becomes an ordinary expense, exactly as it was approved.

use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;

use super::requests::{find, on_hand, page as request_page};
use super::shown::Request;
use crate::house::House;
use crate::treasury::books;
use crate::treasury::routes::desk::{Answer, Desk, MayBeLate, form_page, fresh};
use crate::treasury::routes::surplus::paying;
use crate::treasury::routes::view::View;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::disbursement::request::{Disbursement, State as Became};
use crate::treasury::rules::expense::{Expense, Raw};
use crate::treasury::rules::refusal::{Reason, Refusal, both};
use crate::treasury::store::disbursement::approvals;
use crate::treasury::store::entries;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct PaymentForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    day: String,
    #[field(default = "")]
    relates_to: String,
}

impl MayBeLate for PaymentForm {
    fn days(&mut self) -> (&mut String, &mut String) {
        (&mut self.day, &mut self.relates_to)
    }
}

#[get("/treasury/disbursements/<id>/payment/new")]
async fn new(who: May<right::Money>, house: &State<Arc<House>>, id: &str) -> Result<Answer> {
    let db = house.db.reader();
    let request = find(db, id).await?;
    if let Err(refused) = request.payable(approvals::of(db, request.id).await?.len(), on_hand(db, request.id).await?) {
        return Ok(Err(request_page(house, &who, id, Some(Reason::Spending(refused))).await?.refused()));
    }
    let books = books(db, house, None).await?;
    let form = PaymentForm { once: fresh(), day: books.today.to_string(), ..Default::default() };
    Ok(Err(page(house, &books, &request, &form, &[])))
}

#[post("/treasury/disbursements/<id>/payment", data = "<form>")]
async fn create(who: May<right::Money>, house: &State<Arc<House>>, id: &str, form: Form<PaymentForm>) -> Result<Answer> {
    let mut desk = Desk::open(house, &form.once).await?;
    let txn = desk.writing.txn();
    let request = find(txn, id).await?;
    if let Became::Paid(number) = request.state
        && entries::by_number(txn, number).await?.is_some_and(|entry| entry.id == desk.id())
    {
        // The same form once more.
        return Ok(Ok(Go::to(format!("/treasury/entries/{}", desk.id())).saying("treasury-notice-saved")));
    }
    let (approvals, on_hand) = (approvals::of(txn, request.id).await?.len(), on_hand(txn, request.id).await?);
    if let Err(refused) = request.payable(approvals, on_hand) {
        desk.leave();
        let page = request_page(house, &who, id, Some(Reason::Spending(refused))).await?;
        return if request.state == Became::Waiting { Ok(Err(page.refused())) } else { Err(Error::Conflict(Box::new(page))) };
    }
    if let Some(due) = request.due {
        let id = desk.id();
        paying(desk.writing.txn(), &due.to_string(), Some(id)).await?;
        desk.pays = Some(due);
    }
    desk.disburses = Some(request.id);
    match both(expense(&request, &form.day, &desk.books), form.late()) {
        Ok((expense, late)) => desk.post(house, &who, late.mark(expense.draft()), &[]).await,
        Err(refusals) => {
            let form = form.offered(&desk.books, &refusals);
            Ok(Err(page(house, &desk.leave(), &request, &form, &refusals).refused()))
        }
    }
}

/// The expense it becomes on a day.
fn expense(request: &Disbursement, day: &str, books: &Books) -> Result<Expense, Vec<Refusal>> {
    let amount = books.currency.plain(request.amount);
    let raw = Raw { day, category: &request.category, amount: &amount, place: &request.place, note: &request.note };
    Expense::parse(&raw, books)
}

fn page(house: &House, books: &Books, request: &Disbursement, form: &PaymentForm, refusals: &[Refusal]) -> Page {
    form_page("treasury/disbursement-payment", house, books, refusals)
        .with("form", form)
        .with("request", Request::of(&View::new(house, &books.chart), request))
}
