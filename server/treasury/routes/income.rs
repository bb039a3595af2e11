//! `/treasury/income`: e-payments, birthday contributions, sales: everything that comes in and is no basket.

use std::sync::Arc;

use homegroup_plugin::{Form, GuardedRoute, May, Page, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;

use super::contribution::{NamedShown, people};
use super::desk::{Answer, Desk, MayBeLate, choices, first_place, form_page, fresh};
use super::surplus::{decision_choices, register};
use super::view::View;
use crate::house::House;
use crate::treasury::books;
use crate::treasury::rules::account::{AccountKind, BASKET};
use crate::treasury::rules::books::Books;
use crate::treasury::rules::contribution::given::{self as named, Giver};
use crate::treasury::rules::contribution::limits::{Asked, Limits, allowed};
use crate::treasury::rules::income::{Income, Raw};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::{Reason, Refusal, both};
use crate::treasury::rules::surplus::adopted::{self, Adopted, KnownDecision, RestsOn, in_force};
use crate::treasury::store::{self, Reader};
use crate::treasury::words::Spoken;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct IncomeForm {
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
    fee: String,
    #[field(default = "")]
    payments: String,
    #[field(default = "")]
    place: String,
    #[field(default = "")]
    note: String,
    #[field(default = "")]
    giver: String,
    #[field(default = false)]
    receipt: bool,
    #[field(default = "")]
    decision: String,
    #[field(default = "")]
    meeting: String,
}

impl MayBeLate for IncomeForm {
    fn days(&mut self) -> (&mut String, &mut String) {
        (&mut self.day, &mut self.relates_to)
    }
}

#[get("/treasury/income/new")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>) -> Result<Page> {
    let db = house.db.reader();
    let books = books(db, house, None).await?;
    let day = books.today.to_string();
    let form = IncomeForm { once: fresh(), day, place: first_place(&books, AccountKind::Cash), ..Default::default() };
    Ok(page(house, &books, &form, &Around::of(db).await?, &[]))
}

#[post("/treasury/income", data = "<form>")]
async fn create(who: May<right::Money>, house: &State<Arc<House>>, form: Form<IncomeForm>) -> Result<Answer> {
    let mut desk = Desk::open(house, &form.once).await?;
    let around = Around::of(desk.writing.txn()).await?;
    let raw = Raw {
        day: &form.day,
        category: &form.category,
        amount: &form.amount,
        fee: &form.fee,
        payments: &form.payments,
        place: &form.place,
        note: &form.note,
    };
    let named = named::Raw { giver: &form.giver, receipt: form.receipt, category: &form.category };
    let read = both(both(Income::parse(&raw, &desk.books), form.late()), named::giver(named, &around.ids()));
    let taken = match read {
        Ok(((income, late), giver)) => {
            let above_limit = around.allowed(&desk, &income, giver.as_ref(), &form).await?;
            above_limit.map(|above_limit| (income, late, giver, above_limit))
        }
        Err(refusals) => Err(refusals),
    };
    match taken {
        Ok((income, late, giver, above_limit)) => {
            (desk.giver, desk.above_limit) = (giver, above_limit);
            desk.post(house, &who, late.mark(income.draft()), &[]).await
        }
        Err(refusals) => {
            let form = form.offered(&desk.books, &refusals);
            Ok(Err(page(house, &desk.leave(), &form, &around, &refusals).refused()))
        }
    }
}

/// What a contribution is measured by: who may be named, the limits, and the decisions that may be attached.
struct Around {
    people: Vec<(String, String)>,
    limits: Vec<Adopted<Limits>>,
    decisions: Vec<KnownDecision>,
}

impl Around {
    async fn of(db: &impl Reader) -> Result<Self> {
        Ok(Self {
            people: people(db).await?,
            limits: store::contribution::limits::all(db).await?,
            decisions: register(db).await?,
        })
    }

    fn ids(&self) -> Vec<String> {
        self.people.iter().map(|(id, _)| id.clone()).collect()
    }

    /// Whether the limits of its day allow it (T9), and by which decision if not by themselves.
    async fn allowed(
        &self,
        desk: &Desk,
        income: &Income,
        giver: Option<&Giver>,
        form: &IncomeForm,
    ) -> Result<Result<Option<RestsOn>, Vec<Refusal>>> {
        let limits = in_force(&self.limits, income.day()).map(|adopted| &adopted.what);
        let before = match giver {
            // What the same form made before is not given twice.
            Some(giver) => store::contribution::given::before(desk.writing.txn(), giver, income.day(), desk.id()).await?,
            None => Money::ZERO,
        };
        let occasion = giver.map(|giver| giver.occasion);
        let asked = Asked { category: &form.category, amount: income.amount(), occasion, before };
        let decision = adopted::Raw { decision: &form.decision, meeting: &form.meeting };
        Ok(allowed(limits, asked, decision, &self.decisions, &desk.books))
    }
}

fn page(house: &House, books: &Books, form: &IncomeForm, around: &Around, refusals: &[Refusal]) -> Page {
    let spoken = Spoken::new(house, &books.chart);
    let view = View::new(house, &books.chart);
    let above = refusals.iter().any(|refusal| matches!(refusal.reason, Reason::Contribution(_)) && refusal.field == "amount");
    let categories = books.chart.categories(AccountKind::Income).filter(|account| account.code != BASKET);
    let fee_open = !form.fee.is_empty() || !form.payments.is_empty();
    form_page("treasury/income", house, books, refusals)
        .with("form", form)
        .with("fee_open", fee_open)
        .with("named", NamedShown::of(&form.giver, form.receipt, &around.people))
        .with("limited", !around.limits.is_empty())
        .with("above_open", above || !form.decision.is_empty() || !form.meeting.is_empty())
        .with("decisions", decision_choices(&around.decisions, &view, &form.decision))
        .with("places", choices(books.chart.places(), &spoken, &form.place))
        .with("categories", choices(categories, &spoken, &form.category))
}
