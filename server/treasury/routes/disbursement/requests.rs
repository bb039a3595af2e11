//! `/treasury/disbursements`: what was asked for, and approving or withdrawing it.
//!
//! Approvals, withdrawals and payments take turns under the ledger's lock, so that of two at once one comes first and the other is told.

use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, May, Page, Result, SignedIn, Text, Visitor, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;
use uuid::Uuid;

use super::shown::{Named, Request};
use super::{MAY_APPROVE, may_approve, officer, receipts};
use crate::house::House;
use crate::members;
use crate::treasury::routes::desk::Answer;
use crate::treasury::routes::surplus::rests_on::said;
use crate::treasury::routes::view::View;
use crate::treasury::rules::disbursement::policy::threshold;
use crate::treasury::rules::disbursement::refusal::SpendingRefusal;
use crate::treasury::rules::disbursement::request::Disbursement;
use crate::treasury::rules::note;
use crate::treasury::rules::refusal::Reason;
use crate::treasury::rules::surplus::adopted::in_force;
use crate::treasury::sentences::sentence;
use crate::treasury::store::append::Writing;
use crate::treasury::store::disbursement::receipts::{self as files, Owner};
use crate::treasury::store::disbursement::{approvals, policies, requests};
use crate::treasury::store::{self, Reader};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![list, show, approve, withdraw, explain]
}

/// So many of the latest stand in the list.
const LATEST: u64 = 50;

/// How many requests wait for the approval of this member.
pub(in crate::treasury::routes) async fn waiting_for(db: &impl Reader, who: &Visitor) -> Result<usize> {
    if !may_approve(who) {
        return Ok(0);
    }
    let mut count = 0;
    for request in requests::waiting(db).await? {
        let approved = approvals::of(db, request.id).await?;
        let receipts = on_hand(db, request.id).await?;
        let lacking = approved.len() < request.needed as usize;
        count += usize::from(lacking && request.approvable(&who.member.0, &approved, receipts).is_ok());
    }
    Ok(count)
}

#[get("/treasury/disbursements")]
async fn list(who: SignedIn, house: &State<Arc<House>>) -> Result<Page> {
    officer(&who)?;
    let db = house.db.reader();
    let view = View::new(house, &store::accounts::chart(db, None).await?);
    let policies = policies::all(db).await?;
    let today = house.today();
    let shown: Vec<Request> = requests::latest(db, LATEST).await?.iter().map(|one| Request::of(&view, one)).collect();
    Ok(Page::new("treasury/disbursements")
        .with("may_post", who.may(homegroup_plugin::Right::Money))
        .with("requests", shown)
        .with("above", threshold(&policies, today).map(|above| view.amount(above)))
        .with("since", in_force(&policies, today).map(|adopted| adopted.effective_on.to_string()))
        .with("rests_on", in_force(&policies, today).map(|adopted| said(adopted.rests_on, &view))))
}

/// The request with this id.
pub(super) async fn find(db: &impl Reader, id: &str) -> Result<Disbursement> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    requests::find(db, id).await?.ok_or(Error::NotFound)
}

/// How many receipts of a request are there still.
pub(super) async fn on_hand(db: &impl Reader, request: Uuid) -> Result<usize> {
    Ok(files::of(db, Owner::Request(request)).await?.iter().filter(|receipt| receipt.file.is_some()).count())
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct ReasonForm {
    #[field(default = "")]
    no_receipt: String,
}

#[get("/treasury/disbursements/<id>")]
async fn show(who: SignedIn, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    officer(&who)?;
    page(house, &who, id, None).await
}

/// The page of a request, with what could not be done about it.
pub(super) async fn page(house: &House, who: &Visitor, id: &str, refused: Option<Reason>) -> Result<Page> {
    let db = house.db.reader();
    let request = find(db, id).await?;
    let view = View::new(house, &store::accounts::chart(db, None).await?);
    let approved = approvals::of(db, request.id).await?;
    let on_hand = on_hand(db, request.id).await?;
    let payable = request.payable(approved.len(), on_hand);
    let lacks = match payable {
        Err(SpendingRefusal::ApprovalsLacking(lacking)) => Some(lacking),
        _ => None,
    };
    let say = |reason: &Reason| sentence(house, &view.currency, reason);
    Ok(Page::new("treasury/disbursement")
        .with("may_post", who.may(homegroup_plugin::Right::Money))
        .with("path", format!("/treasury/disbursements/{}", request.id))
        .with("request", Request::of(&view, &request))
        .with("named", Named::of(house, &request, &approved).await?)
        .with("receipts", receipts(house, Owner::Request(request.id)).await?)
        .with("may_approve", lacks.is_some() && request.approvable(&who.member.0, &approved, on_hand).is_ok())
        .with("is_paid", request.pays(&who.member.0))
        .with("lacks", lacks)
        .with("lacks_receipt", request.reimburses && on_hand == 0 && request.no_receipt.is_none())
        .with("no_receipt", "")
        .with("payable", payable.is_ok())
        .with("refused", refused.as_ref().map(say)))
}

#[post("/treasury/disbursements/<id>/approvals")]
async fn approve(who: SignedIn, house: &State<Arc<House>>, id: &str) -> Result<Answer> {
    officer(&who)?;
    let writing = Writing::begin(&house.db).await?;
    let txn = writing.txn();
    let request = find(txn, id).await?;
    // Her position may have ended since the page was asked for.
    let rights = members::rights(txn, &who.member, house.today()).await?;
    if !MAY_APPROVE.iter().any(|right| rights.contains(right)) {
        return Err(Error::Forbidden);
    }
    let approved = approvals::of(txn, request.id).await?;
    let refused = match request.approvable(&who.member.0, &approved, on_hand(txn, request.id).await?) {
        Ok(()) => {
            approvals::add(&writing, request.id, &who.member, house.clock.now()).await?;
            writing.commit().await?;
            tracing::info!(member = %who.member, disbursement = %request.id, "a disbursement was approved");
            None
        }
        // Pressed twice, it is approved once.
        Err(SpendingRefusal::ApprovedAlready) => None,
        Err(refused) => Some(refused),
    };
    answer(house, &who, id, refused, "treasury-notice-approved").await
}

#[post("/treasury/disbursements/<id>/withdrawal")]
async fn withdraw(who: May<right::Money>, house: &State<Arc<House>>, id: &str) -> Result<Answer> {
    use crate::treasury::rules::disbursement::request::State as Became;
    let writing = Writing::begin(&house.db).await?;
    let request = find(writing.txn(), id).await?;
    let refused = match request.state {
        Became::Waiting => {
            requests::withdraw(&writing, request.id, house.clock.now()).await?;
            writing.commit().await?;
            None
        }
        Became::Withdrawn => None,
        Became::Paid(_) => Some(SpendingRefusal::WaitsNoLonger),
    };
    answer(house, &who, id, refused, "treasury-notice-withdrawn").await
}

#[post("/treasury/disbursements/<id>/no-receipt", data = "<form>")]
async fn explain(who: May<right::Money>, house: &State<Arc<House>>, id: &str, form: Form<ReasonForm>) -> Result<Answer> {
    use crate::treasury::rules::disbursement::request::State as Became;
    let writing = Writing::begin(&house.db).await?;
    let request = find(writing.txn(), id).await?;
    let reason = match note::reason(&form.no_receipt) {
        Ok(reason) => reason,
        Err(refusal) => {
            drop(writing);
            let page = page(house, &who, id, Some(Reason::Note(refusal))).await?;
            return Ok(Err(page.with("no_receipt", &form.no_receipt).refused()));
        }
    };
    let open = request.state == Became::Waiting && request.no_receipt.is_none();
    if open {
        requests::without_receipt(&writing, request.id, &reason).await?;
        writing.commit().await?;
    }
    let same = open || request.no_receipt.as_ref() == Some(&reason);
    let refused = (!same).then_some(SpendingRefusal::WaitsNoLonger);
    answer(house, &who, id, refused, "treasury-notice-saved").await
}

/// Back to the request with a notice; or its page with what could not be done: somebody was faster, or it is not hers to do.
async fn answer(
    house: &House,
    who: &Visitor,
    id: &str,
    refused: Option<SpendingRefusal>,
    notice: &'static str,
) -> Result<Answer> {
    let Some(refused) = refused else {
        return Ok(Ok(Go::to(format!("/treasury/disbursements/{id}")).saying(notice)));
    };
    let page = page(house, who, id, Some(Reason::Spending(refused))).await?;
    match refused {
        SpendingRefusal::WaitsNoLonger => Err(Error::Conflict(Box::new(page))),
        _ => Ok(Err(page.refused())),
    }
}

/// A sentence for a page that only shows.
pub(super) fn say(house: &House, view: &View, refused: SpendingRefusal) -> Text {
    sentence(house, &view.currency, &Reason::Spending(refused))
}
