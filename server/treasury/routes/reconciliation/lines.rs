//! `/treasury/reconciliations/<id>/lines`: what stands on the statement, ticked by hand; saved as a draft, or for good once it comes out
//! even (T18).

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::Context;
use homegroup_plugin::{Error, Form, Go, GuardedRoute, May, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, post};

use super::one::Look;
use crate::house::House;
use crate::treasury::books;
use crate::treasury::routes::desk::Answer;
use crate::treasury::rules::reconciliation::reckoning::Reckoning;
use crate::treasury::rules::reconciliation::refusal::StatementRefusal;
use crate::treasury::rules::refusal::{Reason, Refusal};
use crate::treasury::store::append::Writing;
use crate::treasury::store::reconciliation::reconciliations;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![save]
}

#[derive(Clone, Debug, Default, FromForm)]
struct LinesForm {
    #[field(default = Vec::new())]
    entries: Vec<String>,
    /// Whether it is meant to be for good.
    #[field(default = false)]
    finish: bool,
}

#[post("/treasury/reconciliations/<id>/lines", data = "<form>")]
async fn save(_who: May<right::Money>, house: &State<Arc<House>>, id: &str, form: Form<LinesForm>) -> Result<Answer> {
    let writing = Writing::begin(&house.db).await?;
    let txn = writing.txn();
    let mut look = Look::read(txn, id).await?;
    let books = books(txn, house, None).await?;
    if !look.is_open() {
        return Ok(Ok(Go::to(look.address())));
    }
    let wrong = |reason| [Refusal { field: "entries".into(), reason: Reason::Statement(reason) }];
    let ticked: BTreeSet<&str> = form.entries.iter().map(String::as_str).collect();
    let known: BTreeSet<String> = look.items.iter().map(|item| item.entry.to_string()).collect();
    for item in look.items.iter_mut().filter(|item| item.tied.is_none()) {
        item.ticked = ticked.contains(item.entry.to_string().as_str());
    }
    let (balance, ledger) = (look.reckoning.balance, look.reckoning.ledger);
    look.reckoning = Reckoning::of(balance, ledger, &look.items).context("a statement's sums do not fit")?;
    // An entry was taken back while the page was open.
    if ticked.iter().any(|entry| !known.contains(*entry)) {
        let page = look.page(house, &books, true, &wrong(StatementRefusal::ListChanged));
        return Err(Error::Conflict(Box::new(page)));
    }
    if form.finish && !look.reckoning.is_even() {
        let refusals = wrong(StatementRefusal::Differs(look.reckoning.difference));
        return Ok(Err(look.page(house, &books, true, &refusals).refused()));
    }
    let to = Go::to(look.address());
    if form.finish {
        reconciliations::complete(txn, &look.reconciliation, (&look.reckoning, &look.items), house.clock.now()).await?;
        writing.commit().await?;
        return Ok(Ok(to.saying("treasury-notice-reconciled")));
    }
    reconciliations::tick(txn, &look.reconciliation, &look.items).await?;
    writing.commit().await?;
    Ok(Ok(to.saying("treasury-notice-saved")))
}
