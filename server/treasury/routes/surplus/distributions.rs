//! `/treasury/distributions`: passing a surplus on. Proposed from the plan that holds; each line becomes an expense when it is paid (T16).

use std::sync::Arc;

use homegroup_plugin::{Form, Go, GuardedRoute, May, Page, Result, Right, SignedIn, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;
use serde_json::{Value, json};

use super::rests_on::{choices, register, said};
use super::shown::Reckoned;
use crate::house::House;
use crate::treasury::routes::desk::{Answer, Desk, form_page, fresh};
use crate::treasury::routes::view::View;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::{Reason, Refusal, Refusals};
use crate::treasury::rules::surplus::adopted::{self, Adopted, KnownDecision, in_force, rests_on};
use crate::treasury::rules::surplus::available::{Available, Kept};
use crate::treasury::rules::surplus::distribution::{Distribution, Proposal, propose};
use crate::treasury::rules::surplus::due::{DueKey, Settlement, horizon};
use crate::treasury::rules::surplus::refusal::SurplusRefusal;
use crate::treasury::rules::surplus::service_body::ServiceBody;
use crate::treasury::rules::surplus::split_plan::percent;
use crate::treasury::store::surplus::plans::Numbered;
use crate::treasury::store::surplus::{distributions, plans, service_bodies};
use crate::treasury::store::{self, Reader};
use crate::treasury::{available, books};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show, new, create]
}

/// The choice that takes the decision the plan itself rests on.
const STANDING: &str = "plan";

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct DistributionForm {
    #[field(default = "")]
    once: String,
    #[field(default = "")]
    amount: String,
    #[field(default = "")]
    decision: String,
    #[field(default = "")]
    meeting: String,
}

/// What both pages reckon with.
struct Surplus {
    books: Books,
    kept: Kept,
    available: Option<Available>,
    plan: Option<Adopted<Numbered>>,
    bodies: Vec<ServiceBody>,
}

impl Surplus {
    async fn read(db: &impl Reader, house: &House) -> Result<Self> {
        let books = books(db, house, None).await?;
        let kept = store::surplus::kept(db).await?;
        let balances = store::sums::balances(db).await?;
        let total = Money::sum(balances.iter().map(|(_, balance)| *balance)).unwrap_or_default();
        let available = available(db, house, &kept, (books.today, horizon(books.today)), total).await?;
        let all = plans::all(db).await?;
        let plan = in_force(&all, books.today).cloned();
        Ok(Self { books, kept, available, plan, bodies: service_bodies::all(db).await? })
    }

    fn surplus(&self) -> Money {
        self.available.as_ref().map(Available::surplus).unwrap_or_default()
    }

    fn body(&self, id: uuid::Uuid) -> (String, String) {
        let body = self.bodies.iter().find(|body| body.id == id);
        body.map(|body| (body.name.clone(), body.group_number.clone())).unwrap_or_default()
    }

    /// The shares of `amount`, or why there are none.
    fn propose(&self, amount: Money) -> Result<Proposal, SurplusRefusal> {
        let plan = self.plan.as_ref().ok_or(SurplusRefusal::PlanMissing)?;
        propose(self.surplus(), amount, &plan.what.1)
    }

    fn proposal(&self, view: &View, proposal: &Proposal) -> Value {
        let share = |share: &crate::treasury::rules::surplus::distribution::ProposedShare| {
            let (name, group_number) = self.body(share.service_body);
            json!({
                "name": name,
                "group_number": group_number,
                "percent": percent(share.basis_points),
                "amount": view.amount(share.amount),
                "kept": (share.kept != Money::ZERO).then(|| view.amount(share.kept)),
                "below_minimum": share.below_minimum,
            })
        };
        json!({
            "amount": view.amount(proposal.amount),
            "shares": proposal.shares.iter().map(share).collect::<Vec<_>>(),
            "kept": (proposal.kept != Money::ZERO).then(|| view.amount(proposal.kept)),
        })
    }

    fn plan_shown(&self, view: &View) -> Option<Value> {
        let plan = self.plan.as_ref()?;
        let lines = plan.what.1.lines().iter().map(|line| {
            let (name, group_number) = self.body(line.service_body);
            let minimum = (line.minimum != Money::ZERO).then(|| view.amount(line.minimum));
            json!({ "name": name, "group_number": group_number, "percent": percent(line.basis_points), "minimum": minimum })
        });
        let round_to = plan.what.1.round_to();
        Some(json!({
            "lines": lines.collect::<Vec<_>>(),
            "round_to": (round_to > Money::of_minor(1)).then(|| view.amount(round_to)),
            "effective_on": plan.effective_on.to_string(),
            "rests_on": said(plan.rests_on, view),
        }))
    }
}

#[get("/treasury/distributions")]
async fn show(who: SignedIn, house: &State<Arc<House>>) -> Result<Page> {
    let snapshot = store::snapshot(&house.db).await?;
    let surplus = Surplus::read(&snapshot, house).await?;
    let view = View::new(house, &surplus.books.chart);
    let made = distributions::all(&snapshot).await?;
    let rows: Vec<Value> = made.iter().map(|one| distribution(&view, &surplus, one)).collect();
    let reckoned = surplus.available.as_ref().map(|available| Reckoned::of(&view, available, surplus.books.today));
    Ok(Page::new("treasury/distributions")
        .with("may_post", who.may(Right::Money))
        .with("reckoned", reckoned)
        .with("plan", surplus.plan_shown(&view))
        .with("any_body", surplus.bodies.iter().any(|body| body.in_use))
        .with("distributions", rows))
}

fn distribution(view: &View, surplus: &Surplus, one: &Distribution) -> Value {
    let lines = one.lines.iter().zip(1..).map(|((body, amount), line)| {
        let key = DueKey::Share(one.id, line);
        let settled = surplus.kept.settlements.iter().find(|settlement| settlement.key == key && settlement.holds());
        let (name, group_number) = surplus.body(*body);
        let entry = settled.and_then(|settlement: &Settlement| settlement.entry);
        json!({
            "key": key.to_string(),
            "name": name,
            "group_number": group_number,
            "amount": view.amount(*amount),
            "settled": settled.is_some(),
            "paid_on": entry.and(settled).map(|settlement| settlement.on.to_string()),
            "entry": entry.map(|(_, id)| id.to_string()),
        })
    });
    json!({
        "proposed_on": one.proposed_on.to_string(),
        "amount": view.amount(one.amount),
        "kept": (one.kept != Money::ZERO).then(|| view.amount(one.kept)),
        "rests_on": said(one.rests_on, view),
        "lines": lines.collect::<Vec<_>>(),
    })
}

#[get("/treasury/distributions/new?<amount>")]
async fn new(_who: May<right::Money>, house: &State<Arc<House>>, amount: Option<&str>) -> Result<Page> {
    let snapshot = store::snapshot(&house.db).await?;
    let surplus = Surplus::read(&snapshot, house).await?;
    let amount = amount.map_or_else(|| surplus.books.currency.plain(surplus.surplus()), str::to_owned);
    let form = DistributionForm { once: fresh(), amount, decision: STANDING.into(), ..Default::default() };
    let refusals = read_amount(&surplus, &form.amount).err().unwrap_or_default();
    let known = register(&snapshot).await?;
    let page = page(house, &surplus, &form, &known, &refusals);
    Ok(if refusals.is_empty() { page } else { page.refused() })
}

#[post("/treasury/distributions", data = "<form>")]
async fn create(_who: May<right::Money>, house: &State<Arc<House>>, form: Form<DistributionForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let txn = desk.writing.txn();
    let done = || Go::to("/treasury/distributions").saying("treasury-notice-proposed");
    if distributions::is_there(txn, desk.id()).await? {
        return Ok(Ok(done()));
    }
    let surplus = Surplus::read(txn, house).await?;
    let known = register(txn).await?;
    match read(&surplus, &form, &known) {
        Ok((proposal, rests_on)) => {
            let lines = proposal.shares.iter().filter(|share| share.amount > Money::ZERO);
            let new = Distribution {
                id: desk.id(),
                proposed_on: surplus.books.today,
                amount: proposal.amount,
                kept: proposal.kept,
                rests_on,
                lines: lines.map(|share| (share.service_body, share.amount)).collect(),
            };
            let plan = surplus.plan.as_ref().map(|plan| plan.what.0).unwrap_or_default();
            distributions::add(txn, &new, plan, house.clock.now()).await?;
            desk.writing.commit().await?;
            Ok(Ok(done()))
        }
        Err(refusals) => Ok(Err(page(house, &surplus, &form, &known, &refusals).refused())),
    }
}

fn read_amount(surplus: &Surplus, typed: &str) -> Result<Proposal, Vec<Refusal>> {
    let mut refusals = Refusals::default();
    // Where nothing is available, that is what to say, whatever was typed.
    let amount = if surplus.surplus() == Money::ZERO { Ok(Money::ZERO) } else { surplus.books.positive(typed) };
    let proposal = amount.and_then(|amount| surplus.propose(amount).map_err(Reason::Surplus));
    let proposal = refusals.take("amount", proposal);
    refusals.finish(proposal)
}

fn read(
    surplus: &Surplus,
    form: &DistributionForm,
    known: &[KnownDecision],
) -> Result<(Proposal, adopted::RestsOn), Vec<Refusal>> {
    let mut refusals = Refusals::default();
    let proposal = read_amount(surplus, &form.amount).map_err(|wrong| {
        wrong.into_iter().for_each(|refusal| refusals.add(refusal.field, refusal.reason));
    });
    let decision = match &surplus.plan {
        Some(plan) if form.decision == STANDING => Some(plan.rests_on),
        _ => {
            let fields = adopted::Raw { decision: &form.decision, meeting: &form.meeting };
            rests_on(fields, known, &surplus.books, &mut refusals).map(|(rests_on, _)| rests_on)
        }
    };
    let whole = proposal.ok().zip(decision);
    refusals.finish(whole)
}

fn page(house: &House, surplus: &Surplus, form: &DistributionForm, known: &[KnownDecision], refusals: &[Refusal]) -> Page {
    let view = View::new(house, &surplus.books.chart);
    let proposal = read_amount(surplus, &form.amount).ok();
    let reckoned = surplus.available.as_ref().map(|available| Reckoned::of(&view, available, surplus.books.today));
    form_page("treasury/distribution", house, &surplus.books, refusals)
        .with("form", form)
        .with("reckoned", reckoned)
        .with("plan", surplus.plan_shown(&view))
        .with("proposal", proposal.map(|proposal| surplus.proposal(&view, &proposal)))
        .with("standing", form.decision == STANDING)
        .with("decisions", choices(known, &view, &form.decision))
}
