//! What the made-up group keeps back and passes on: the reserve and the plan its minutes decided, the rent as a monthly bill, money set
//! aside for a workshop, and the last surplus, of which one of two shares is paid.

use anyhow::{Context, Result, anyhow};
use chrono::{Days, Months, NaiveDate};
use chrono_tz::Tz;
use homegroup_plugin::MemberId;
use uuid::Uuid;

use super::at_seven;
use crate::demo::story::meetings::{RESERVE, SPLIT};
use crate::demo::story::money::{AREA_BASIS_POINTS, Event, RENT_MINOR, RESERVE_MINOR, WORKSHOP_MINOR};
use crate::house::House;
use crate::minutes::{self, Decision};
use crate::treasury::rules::account::SERVICE_BODIES;
use crate::treasury::rules::expense::{self, Expense};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::surplus::adopted::{Adopted, RestsOn};
use crate::treasury::rules::surplus::bill::Bill;
use crate::treasury::rules::surplus::distribution::{Distribution, propose};
use crate::treasury::rules::surplus::due::DueKey;
use crate::treasury::rules::surplus::earmark::Earmark;
use crate::treasury::rules::surplus::reserve::{ReservePolicy, first_of_month};
use crate::treasury::rules::surplus::service_body::ServiceBody;
use crate::treasury::rules::surplus::split::WHOLE;
use crate::treasury::rules::surplus::split_plan::{PlanLine, SplitPlan};
use crate::treasury::{
    Appended, Posted, Writing, add_bill, add_earmark, append, books, distribute, lay_down_plan, lay_down_reserve,
    save_service_body, settle,
};

/// The place the account goes by in the ledger.
const BANK: &str = "assets:bank";

/// Those who serve many groups. They are known before anything is passed on to them: their names stand on what is paid.
pub async fn service_bodies(house: &House) -> Result<[ServiceBody; 2]> {
    let txn = house.db.begin_write().await?;
    let bodies = [body("Lantern Valley area", "42"), body("Lantern Valley intergroup", "0117")];
    for body in &bodies {
        save_service_body(&txn, body).await?;
    }
    txn.commit().await?;
    Ok(bodies)
}

/// Enters it all, in one transaction.
pub async fn fill(
    house: &House,
    zone: Tz,
    events: &[Event],
    [area, intergroup]: &[ServiceBody; 2],
    treasurer: &MemberId,
) -> Result<()> {
    let writing = Writing::begin(&house.db).await?;
    let txn = writing.txn();
    let decisions = minutes::decisions(txn).await?;
    let reserve = adopted(ReservePolicy::Fixed(Money::of_minor(RESERVE_MINOR)), &decisions, RESERVE)?;
    lay_down_reserve(&writing, Uuid::now_v7(), &reserve, at_seven(zone, reserve.effective_on)).await?;
    let plan = plan(area, intergroup).context("the parts make a whole")?;
    let plan = adopted(plan, &decisions, SPLIT)?;
    lay_down_plan(&writing, Uuid::now_v7(), &plan, at_seven(zone, plan.effective_on)).await?;
    add_bill(txn, &rent(house.today())).await?;
    add_earmark(txn, &workshop(house.today())).await?;
    for event in events {
        if let Event::PassedOn { day, over_minor, paid_minor } = event {
            let over = Money::of_minor(*over_minor);
            let proposal = propose(over, over, &plan.what).map_err(|why| anyhow!("the surplus is not split: {why:?}"))?;
            let distribution = Distribution {
                id: Uuid::now_v7(),
                proposed_on: *day,
                amount: over,
                kept: proposal.kept,
                rests_on: plan.rests_on,
                lines: proposal.shares.iter().map(|share| (share.service_body, share.amount)).collect(),
            };
            distribute(txn, &distribution, 1, at_seven(zone, *day)).await?;
            let books = books(txn, house, None).await?;
            let amount = books.currency.plain(Money::of_minor(*paid_minor));
            let raw = expense::Raw {
                day: &day.to_string(),
                category: SERVICE_BODIES,
                amount: &amount,
                place: BANK,
                note: "Lantern Valley area, group no. 42",
            };
            let expense = Expense::parse(&raw, &books).map_err(|refusals| anyhow!("{raw:?} is refused: {refusals:?}"))?;
            let posted = Posted { id: Uuid::now_v7(), author: treasurer, counters: &[], now: at_seven(zone, *day) };
            let Appended::New(entry) = append(&writing, &expense.draft()?, &posted).await? else {
                return Err(anyhow!("the share of the area was there already"));
            };
            settle(txn, DueKey::Share(distribution.id, 1), entry.number, *day).await?;
        }
    }
    Ok(writing.commit().await?)
}

/// In force since the meeting that decided it.
fn adopted<T>(what: T, decisions: &[Decision], wording: &str) -> Result<Adopted<T>> {
    let decision = decisions.iter().find(|decision| decision.wording == wording).context("the story decides it")?;
    let number = decision.number.context("its minutes are approved")?;
    Ok(Adopted { what, effective_on: decision.decided_on, rests_on: RestsOn::Decision(number) })
}

fn body(name: &str, group_number: &str) -> ServiceBody {
    ServiceBody { id: Uuid::now_v7(), name: name.into(), group_number: group_number.into(), in_use: true }
}

fn plan(area: &ServiceBody, intergroup: &ServiceBody) -> Option<SplitPlan> {
    let to_area = u32::try_from(AREA_BASIS_POINTS).ok()?;
    let line = |(body, basis_points): (&ServiceBody, u32)| PlanLine { service_body: body.id, basis_points, minimum: Money::ZERO };
    SplitPlan::of([(area, to_area), (intergroup, WHOLE - to_area)].map(line).to_vec(), Money::of_minor(1_00))
}

/// This month's was logged as it always was; the next one will be asked for.
fn rent(today: NaiveDate) -> Bill {
    Bill {
        id: Uuid::now_v7(),
        what: "Rent".into(),
        amount: Money::of_minor(RENT_MINOR),
        day_of_month: 1,
        category: "expenses:rent".into(),
        place: BANK.into(),
        begins_on: first_of_month(today) + Months::new(1),
        ends_on: None,
    }
}

fn workshop(today: NaiveDate) -> Earmark {
    Earmark {
        id: Uuid::now_v7(),
        what: "Room for the workshop".into(),
        amount: Money::of_minor(WORKSHOP_MINOR),
        due_on: today + Days::new(40),
        category: Some("expenses:rent".into()),
        since: today - Days::new(30),
    }
}
