//! What comes and goes, each on a form of its own. A sale may bring its income along and a receipt its expense: then one form makes both,
//! or neither.

use std::collections::BTreeSet;
use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, May, Page, Result, Text, Visitor, guarded, right};
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::{State, get, post};
use serde::Serialize;

use super::find;
use crate::house::House;
use crate::treasury::books;
use crate::treasury::export::Words;
use crate::treasury::routes::desk::{Answer, Desk, choices, first_place, form_page, fresh};
use crate::treasury::routes::view::View;
use crate::treasury::rules::account::AccountKind;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::entry::{Draft, Unbalanced};
use crate::treasury::rules::expense::{self, Expense};
use crate::treasury::rules::income::{self, Income};
use crate::treasury::rules::refusal::{Refusal, both};
use crate::treasury::rules::stock::item::{Item, Stocked};
use crate::treasury::rules::stock::movement::{Movement, Raw, What};
use crate::treasury::sentences::stock::act;
use crate::treasury::store::stock::movements::{self, Kept};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct MovementForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    pieces: String,
    #[field(default = "")]
    day: String,
    #[field(default = "")]
    reason: String,
    #[field(default = "")]
    amount: String,
    #[field(default = "")]
    place: String,
}

#[get("/treasury/stock/items/<id>/<noun>/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>, id: &str, noun: &str) -> Result<Page> {
    let what = What::named(noun).ok_or(Error::NotFound)?;
    let db = house.db.reader();
    let stocked = find(db, id).await?;
    let books = books(db, house, None).await?;
    let day = books.today.to_string();
    let form = MovementForm { once: fresh(), day, place: first_place(&books, AccountKind::Cash), ..Default::default() };
    Ok(page(house, &books, &form, what, &stocked, &[]))
}

#[post("/treasury/stock/items/<id>/<noun>", data = "<form>")]
async fn create(
    who: May<right::Money>,
    house: &State<Arc<House>>,
    id: &str,
    noun: &str,
    form: Form<MovementForm>,
) -> Result<Answer> {
    let what = What::named(noun).ok_or(Error::NotFound)?;
    let desk = Desk::open(house, &form.once).await?;
    let stocked = find(desk.writing.txn(), id).await?;
    if let Some(known) = movements::by_id(desk.writing.txn(), desk.id()).await? {
        return if same(&known, what, &stocked, &form.pieces) { Ok(Ok(saved(&stocked.item))) } else { Err(differs()) };
    }
    let raw = Raw { what, pieces: &form.pieces, day: &form.day, reason: &form.reason };
    let read = both(Movement::parse(&raw, stocked.quantity, &desk.books), money(&form, what, &stocked.item, &desk.books));
    match read {
        Ok((Some(movement), draft)) => keep(house, &who, desk, &stocked.item, &movement, draft).await,
        Ok((None, _)) => Ok(Ok(back(&stocked.item).saying("treasury-notice-stock-agrees"))),
        Err(mut refusals) => {
            // The day stands in both, and is said once.
            let mut said = BTreeSet::new();
            refusals.retain(|refusal| said.insert(refusal.field.clone()));
            Ok(Err(page(house, &desk.leave(), &form, what, &stocked, &refusals).refused()))
        }
    }
}

/// The entry that goes with it, if an amount was typed.
fn money(form: &MovementForm, what: What, item: &Item, books: &Books) -> Result<Option<Result<Draft, Unbalanced>>, Vec<Refusal>> {
    if !what.may_cost() || form.amount.trim().is_empty() {
        return Ok(None);
    }
    let (day, amount, place, note) = (&*form.day, &*form.amount, &*form.place, &*item.name);
    Ok(Some(match what {
        What::Sale => {
            let category = item.kind.income();
            Income::parse(&income::Raw { day, category, amount, place, note, ..Default::default() }, books)?.draft()
        }
        _ => Expense::parse(&expense::Raw { day, category: item.kind.expense(), amount, place, note }, books)?.draft(),
    }))
}

async fn keep(
    house: &Arc<House>,
    who: &Visitor,
    desk: Desk,
    item: &Item,
    movement: &Movement,
    draft: Option<Result<Draft, Unbalanced>>,
) -> Result<Answer> {
    movements::add(&desk.writing, desk.id(), item.id, movement, draft.is_some(), house.clock.now()).await?;
    match draft {
        Some(draft) => Ok(desk.post(house, who, draft, &[]).await?.map(|_| saved(item))),
        None => {
            desk.writing.commit().await?;
            Ok(Ok(saved(item)))
        }
    }
}

/// Whether the same form made it. How many a count found cannot be told from what it changed once more has moved.
fn same(known: &Kept, what: What, stocked: &Stocked, pieces: &str) -> bool {
    let typed: Option<i64> = pieces.trim().parse().ok();
    let figure = if what == What::Count { i64::from(known.movement.quantity_after) } else { known.movement.change.abs() };
    known.item == stocked.item.id && known.movement.kind == what.kind() && typed == Some(figure)
}

fn differs() -> Error {
    Error::Conflict(Box::new(Page::error(Status::Conflict, Text::new("treasury-refused-stock-differs"))))
}

fn back(item: &Item) -> Go {
    Go::to(format!("/treasury/stock/items/{}", item.id))
}

fn saved(item: &Item) -> Go {
    back(item).saying("treasury-notice-saved")
}

fn page(house: &House, books: &Books, form: &MovementForm, what: What, stocked: &Stocked, refusals: &[Refusal]) -> Page {
    let view = View::new(house, &books.chart);
    let category = if what == What::Sale { stocked.item.kind.income() } else { stocked.item.kind.expense() };
    form_page("treasury/stock-movement", house, books, refusals)
        .with("form", form)
        .with("id", stocked.item.id)
        .with("name", &stocked.item.name)
        .with("quantity", stocked.quantity)
        .with("noun", what.noun())
        .with("label", act(what))
        .with("counts", what == What::Count)
        .with("may_cost", what.may_cost())
        .with("sells", what == What::Sale)
        .with("category", view.spoken.account(category))
        .with("places", choices(books.chart.places(), &view.spoken, &form.place))
}
