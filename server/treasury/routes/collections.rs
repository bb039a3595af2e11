//! `/treasury/collections`: counting a basket.

use std::collections::HashMap;
use std::sync::Arc;

use homegroup_plugin::{Form, GuardedRoute, May, Page, Result, Visitor, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;
use serde_json::json;

use super::desk::{Answer, Choice, Desk, Errors, MayBeLate, choices, first_place, form_page, fresh};
use super::view::View;
use crate::house::House;
use crate::members;
use crate::treasury::books;
use crate::treasury::rules::account::AccountKind;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::collection::{ALONE, Collection, Raw};
use crate::treasury::rules::denomination::denominations;
use crate::treasury::rules::refusal::{Refusal, both};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct CollectionForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    day: String,
    #[field(default = "")]
    relates_to: String,
    #[serde(skip)]
    counts: HashMap<String, String>,
    #[field(default = "")]
    total: String,
    #[serde(skip)]
    paid: Vec<PaidOut>,
    #[field(default = "")]
    place: String,
    #[field(default = "")]
    first_counter: String,
    #[field(default = "")]
    second_counter: String,
    #[field(default = "")]
    note: String,
}

impl MayBeLate for CollectionForm {
    fn days(&mut self) -> (&mut String, &mut String) {
        (&mut self.day, &mut self.relates_to)
    }
}

#[derive(Clone, Debug, Default, FromForm)]
struct PaidOut {
    #[field(default = "")]
    amount: String,
    #[field(default = "")]
    category: String,
}

/// So many lines for what was paid out of the basket.
const PAID_OUT: usize = 3;

impl CollectionForm {
    fn raw(&self) -> Raw<'_> {
        Raw {
            day: &self.day,
            counts: self.counts.iter().map(|(piece, pieces)| (piece.as_str(), pieces.as_str())).collect(),
            total: &self.total,
            paid_out: self.paid.iter().map(|line| (line.amount.as_str(), line.category.as_str())).collect(),
            place: &self.place,
            first_counter: &self.first_counter,
            second_counter: &self.second_counter,
            note: &self.note,
        }
    }
}

#[get("/treasury/collections/new")]
async fn new(who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let books = books(house.db.reader(), house, None).await?;
    let form = CollectionForm {
        once: fresh(),
        day: books.today.to_string(),
        place: first_place(&books, AccountKind::Cash),
        first_counter: who.member.0.clone(),
        ..Default::default()
    };
    page(house, &who, &books, &form, &[]).await
}

#[post("/treasury/collections", data = "<form>")]
async fn create(who: May<right::Money>, house: &State<Arc<House>>, form: Form<CollectionForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let read = Collection::parse(&form.raw(), &desk.books);
    let read = read.and_then(|collection| match collection.draft() {
        Ok(draft) => desk.alone(draft.content(), "paid[0].amount").map(|()| collection),
        Err(_) => Ok(collection),
    });
    match both(read, form.late()) {
        Ok((collection, late)) => desk.post(house, &who, late.mark(collection.draft()), &collection.counters().members()).await,
        Err(refusals) => {
            let form = form.offered(&desk.books, &refusals);
            Ok(Err(page(house, &who, &desk.leave(), &form, &refusals).await?.refused()))
        }
    }
}

async fn page(house: &House, who: &Visitor, books: &Books, form: &CollectionForm, refusals: &[Refusal]) -> Result<Page> {
    let view = View::new(house, &books.chart);
    let errors = Errors::of(house, books, refusals);
    let sheet: Vec<_> = denominations(&books.currency)
        .iter()
        .map(|minor| {
            let id = format!("counts-{minor}");
            json!({
                "minor": minor,
                "piece": view.currency.piece(*minor),
                "value": form.counts.get(&minor.to_string()).cloned().unwrap_or_default(),
                "error": errors.at.get(&id),
                "id": id,
            })
        })
        .collect();
    let paid_out: Vec<_> = (0..PAID_OUT)
        .map(|index| {
            let line = form.paid.get(index).cloned().unwrap_or_default();
            let usual = if line.category.is_empty() { "expenses:refreshments" } else { &line.category };
            let categories = choices(books.chart.categories(AccountKind::Expense), &view.spoken, usual);
            json!({
                "index": index,
                "amount": line.amount,
                "categories": categories,
                "amount_error": errors.at.get(&format!("paid-{index}-amount")),
                "category_error": errors.at.get(&format!("paid-{index}-category")),
            })
        })
        .collect();
    let open = form.paid.iter().any(|line| !line.amount.is_empty()) || errors.at.keys().any(|field| field.starts_with("paid-"));
    let active = members::active(house.db.reader()).await?;
    let people = |chosen: &str| -> Vec<Choice> {
        active.iter().map(|person| Choice::new(&person.id.0, &person.display_name, chosen)).collect()
    };
    let mut others = people(&form.second_counter);
    // She who counts cannot be her own second counter, and need not be offered as one while she counts.
    if form.first_counter == who.member.0 {
        others.retain(|choice| !choice.is(&who.member.0));
    }
    Ok(form_page("treasury/collection", house, books, refusals)
        .with("form", form)
        .with("sheet", sheet)
        .with("paid_out", paid_out)
        .with("paid_out_open", open)
        .with("places", choices(books.chart.places(), &view.spoken, &form.place))
        .with("first_counters", people(&form.first_counter))
        .with("second_counters", others)
        .with("alone", Choice::new(ALONE, "", &form.second_counter)))
}
