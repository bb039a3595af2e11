//! An item: its page with what moved, and the forms that add and change it.

use std::sync::Arc;

use homegroup_plugin::{Form, Go, GuardedRoute, May, Page, Result, Right, SignedIn, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::find;
use crate::house::House;
use crate::treasury::books;
use crate::treasury::routes::desk::{Answer, Choice, Desk, form_page, fresh};
use crate::treasury::routes::view::View;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::Refusal;
use crate::treasury::rules::stock::item::{Item, Raw, StockKind};
use crate::treasury::rules::stock::movement::What;
use crate::treasury::sentences::stock::{act, kind, moved};
use crate::treasury::store::stock;
use crate::treasury::store::stock::movements::Kept;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create, show, edit, change]
}

/// So many movements are shown.
const LATEST: u64 = 50;

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct ItemForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    name: String,
    #[field(default = "")]
    kind: String,
    #[field(default = "")]
    unit_price: String,
    #[field(default = "")]
    reorder_level: String,
    #[field(default = false)]
    in_use: bool,
}

impl ItemForm {
    fn of(item: &Item, books: &Books) -> Self {
        let filled = |filled: bool, words: String| if filled { words } else { String::new() };
        Self {
            once: fresh(),
            name: item.name.clone(),
            kind: item.kind.name().to_owned(),
            unit_price: filled(item.unit_price > Money::ZERO, books.currency.plain(item.unit_price)),
            reorder_level: filled(item.reorder_level > 0, item.reorder_level.to_string()),
            in_use: item.in_use,
        }
    }

    fn raw(&self, in_use: bool) -> Raw<'_> {
        let Self { name, kind, unit_price, reorder_level, .. } = self;
        Raw { name, kind, unit_price, reorder_level, in_use }
    }
}

#[get("/treasury/stock/items/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let books = books(house.db.reader(), house, None).await?;
    let form = ItemForm { once: fresh(), kind: StockKind::Literature.name().to_owned(), in_use: true, ..Default::default() };
    Ok(page(house, &books, &form, None, &[]))
}

#[post("/treasury/stock/items", data = "<form>")]
async fn create(_who: May<right::Money>, house: &State<Arc<House>>, form: Form<ItemForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let known = stock::items::all(desk.writing.txn()).await?;
    match Item::parse(desk.id(), &form.raw(true), &known, &desk.books) {
        Ok(item) => {
            stock::items::save(desk.writing.txn(), &item).await?;
            desk.writing.commit().await?;
            Ok(Ok(Go::to(format!("/treasury/stock/items/{}", item.id)).saying("treasury-notice-saved")))
        }
        Err(refusals) => Ok(Err(page(house, &desk.leave(), &form, None, &refusals).refused())),
    }
}

#[get("/treasury/stock/items/<id>")]
async fn show(who: SignedIn, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let db = house.db.reader();
    let stocked = find(db, id).await?;
    let item = &stocked.item;
    let view = View::new(house, &books(db, house, None).await?.chart);
    let moves: Vec<Value> = stock::movements::latest(db, item.id, LATEST).await?.iter().map(row).collect();
    let acts = What::ALL.map(|what| json!({ "noun": what.noun(), "label": act(what) }));
    Ok(Page::new("treasury/stock-item")
        .with("may_post", who.may(Right::Money))
        .with("id", item.id)
        .with("name", &item.name)
        .with("kind", kind(item.kind))
        .with("quantity", stocked.quantity)
        .with("level", item.reorder_level)
        .with("in_use", item.in_use)
        .with("price", (item.unit_price > Money::ZERO).then(|| view.amount(item.unit_price)))
        .with("order", stocked.to_reorder().map(|order| order.pieces))
        .with("acts", acts)
        .with("moves", moves))
}

fn row(kept: &Kept) -> Value {
    let movement = &kept.movement;
    json!({
        "day": movement.day,
        "kind": moved(movement.kind),
        "change": format!("{}{}", if movement.change < 0 { "−" } else { "+" }, movement.change.abs()),
        "after": movement.quantity_after,
        "reason": movement.reason,
        "entry": kept.entry,
    })
}

#[get("/treasury/stock/items/<id>/edit")]
async fn edit(_who: May<right::Money>, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let db = house.db.reader();
    let item = find(db, id).await?.item;
    let books = books(db, house, None).await?;
    Ok(page(house, &books, &ItemForm::of(&item, &books), Some(item.id), &[]))
}

#[post("/treasury/stock/items/<id>", data = "<form>")]
async fn change(_who: May<right::Money>, house: &State<Arc<House>>, id: &str, form: Form<ItemForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let known = stock::items::all(desk.writing.txn()).await?;
    let id = find(desk.writing.txn(), id).await?.item.id;
    match Item::parse(id, &form.raw(form.in_use), &known, &desk.books) {
        Ok(item) => {
            stock::items::save(desk.writing.txn(), &item).await?;
            desk.writing.commit().await?;
            Ok(Ok(Go::to(format!("/treasury/stock/items/{id}")).saying("treasury-notice-saved")))
        }
        Err(refusals) => Ok(Err(page(house, &desk.leave(), &form, Some(id), &refusals).refused())),
    }
}

fn page(house: &House, books: &Books, form: &ItemForm, id: Option<Uuid>, refusals: &[Refusal]) -> Page {
    let view = View::new(house, &books.chart);
    let kinds = StockKind::ALL.map(|known| Choice::new(known.name(), view.spoken.say(&kind(known)), &form.kind));
    form_page("treasury/stock-item-form", house, books, refusals).with("form", form).with("id", id).with("kinds", kinds)
}
