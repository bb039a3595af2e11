//! `/treasury/expenses`: logging what was spent.

use std::sync::Arc;

use homegroup_plugin::{Form, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;

use super::desk::{Answer, Desk, MayBeLate, choices, first_place, form_page, fresh};
use super::surplus::{Paying, paying};
use super::view::View;
use crate::house::House;
use crate::treasury::books;
use crate::treasury::rules::account::AccountKind;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::disbursement::refusal::SpendingRefusal;
use crate::treasury::rules::entry::Draft;
use crate::treasury::rules::expense::{Expense, Raw};
use crate::treasury::rules::refusal::{Reason, Refusal, both};
use crate::treasury::rules::surplus::distribution::pays;
use crate::treasury::words::Spoken;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct ExpenseForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    day: String,
    #[field(default = "")]
    relates_to: String,
    #[field(default = "")]
    category: String,
    #[field(default = "")]
    amount: String,
    #[field(default = "")]
    place: String,
    #[field(default = "")]
    note: String,
    /// Key of what this pays, if it was known beforehand.
    #[field(default = "")]
    due: String,
}

impl MayBeLate for ExpenseForm {
    fn days(&mut self) -> (&mut String, &mut String) {
        (&mut self.day, &mut self.relates_to)
    }
}

#[get("/treasury/expenses/new?<due>")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>, due: Option<&str>) -> Result<Page> {
    let db = house.db.reader();
    let books = books(db, house, None).await?;
    let paying = paying(db, due.unwrap_or_default(), None).await?;
    let day = books.today.to_string();
    let mut form = ExpenseForm { once: fresh(), day, place: first_place(&books, AccountKind::Cash), ..Default::default() };
    if let Some(paying) = &paying {
        form.fill_in(paying, house, &books);
    }
    Ok(page(house, &books, &form, paying, &[]))
}

#[post("/treasury/expenses", data = "<form>")]
async fn create(who: May<right::Money>, house: &State<Arc<House>>, form: Form<ExpenseForm>) -> Result<Answer> {
    let mut desk = Desk::open(house, &form.once).await?;
    let paying = paying(desk.writing.txn(), &form.due, Some(desk.id())).await?;
    let raw = Raw { day: &form.day, category: &form.category, amount: &form.amount, place: &form.place, note: &form.note };
    desk.pays = paying.as_ref().map(|paying| paying.due.key);
    let read = read(&raw, &desk.books, paying.as_ref());
    let read = read.and_then(|draft| desk.alone(draft.content(), "amount").map(|()| draft));
    match both(read, form.late()) {
        Ok((draft, late)) => desk.post(house, &who, late.mark(Ok(draft)), &[]).await,
        Err(refusals) => {
            let form = form.offered(&desk.books, &refusals);
            // What is typed can be sent on as a request with one press.
            let needs = |reason: &Reason| matches!(reason, Reason::Spending(SpendingRefusal::NeedsApproval(_)));
            let ask = refusals.iter().any(|refusal| needs(&refusal.reason));
            Ok(Err(page(house, &desk.leave(), &form, paying, &refusals).with("ask", ask).refused()))
        }
    }
}

/// The expense, if it also pays what it is meant to pay.
fn read(raw: &Raw<'_>, books: &Books, paying: Option<&Paying>) -> Result<Draft, Vec<Refusal>> {
    let draft = Expense::parse(raw, books)?.draft().map_err(|_| Vec::new())?;
    if let Some(paying) = paying {
        pays(draft.content(), &paying.due)?;
    }
    Ok(draft)
}

impl ExpenseForm {
    /// One press pays it: all that is known stands in the form already.
    fn fill_in(&mut self, paying: &Paying, house: &House, books: &Books) {
        let due = &paying.due;
        self.due = due.key.to_string();
        self.amount = books.currency.plain(due.amount);
        self.category = due.category.clone().unwrap_or_default();
        let place = due.place.as_deref().filter(|code| books.chart.place(code).is_some());
        self.place = place.map_or_else(|| first_place(books, AccountKind::Bank), str::to_owned);
        self.note = paying.memo(&View::new(house, &books.chart));
    }
}

fn page(house: &House, books: &Books, form: &ExpenseForm, paying: Option<Paying>, refusals: &[Refusal]) -> Page {
    let spoken = Spoken::new(house, &books.chart);
    form_page("treasury/expense", house, books, refusals)
        .with("form", form)
        .with("paying", paying)
        .with("places", choices(books.chart.places(), &spoken, &form.place))
        .with("categories", choices(books.chart.categories(AccountKind::Expense), &spoken, &form.category))
}
