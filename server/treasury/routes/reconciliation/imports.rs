//! `/treasury/reconciliations/<id>/imports`: a statement's file brought in, and taken back whole.

use std::collections::BTreeSet;
use std::sync::Arc;

use homegroup_plugin::{Error, Go, GuardedRoute, May, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, post};
use uuid::Uuid;

use super::brought::{ColumnsForm, Unclear, understand};
use super::one::Look;
use crate::house::House;
use crate::treasury::books;
use crate::treasury::routes::desk::{Answer, Desk};
use crate::treasury::routes::upload::{BroughtFile, Upload};
use crate::treasury::rules::reconciliation::columns::FileRow;
use crate::treasury::rules::reconciliation::refusal::StatementRefusal;
use crate::treasury::rules::refusal::{Reason, Refusal};
use crate::treasury::store::append::Writing;
use crate::treasury::store::reconciliation::columns::{Purpose, remember};
use crate::treasury::store::reconciliation::imports::{self, NewRow};
use crate::treasury::store::reconciliation::{Mark, matches};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![create, remove]
}

#[derive(FromForm)]
struct ImportForm {
    #[field(default = "")]
    once: String,
    file: BroughtFile,
    columns: ColumnsForm,
}

#[post("/treasury/reconciliations/<id>/imports", data = "<form>")]
async fn create(_who: May<right::Money>, house: &State<Arc<House>>, id: &str, form: Upload<ImportForm>) -> Result<Answer> {
    let desk = Desk::open(house, &form.once).await?;
    let (txn, books) = (desk.writing.txn(), &desk.books);
    let look = Look::read(txn, id).await?;
    if !look.is_open() {
        return Ok(Ok(Go::to(look.address())));
    }
    let place = look.reconciliation.statement.place.as_str();
    let of = (place, Purpose::Statement);
    match understand(house, txn, books, of, (&form.file, &form.columns)).await? {
        Ok(understood) => {
            remember(txn, of, &understood.heading, &understood.columns).await?;
            let new = |(row, mark): (FileRow, Mark)| NewRow { day: row.day, amount: row.amount, mark };
            let rows: Vec<NewRow> = understood.rows.into_iter().map(new).collect();
            let added = imports::add(txn, desk.id(), place, &rows, house.clock.now()).await?;
            desk.writing.commit().await?;
            let notice = if added == 0 { "treasury-notice-rows-known" } else { "treasury-notice-rows-added" };
            Ok(Ok(Go::to(look.address()).saying(notice)))
        }
        Err(Unclear::Refused(refusals)) => Ok(Err(look.page(house, books, true, &refusals).refused())),
        Err(Unclear::Ask(question)) => {
            let (to, back) = (format!("{}/imports", look.address()), look.address());
            Ok(Err(question.page(house, books, Purpose::Statement, (&form.once, &to, &back))))
        }
    }
}

#[post("/treasury/reconciliations/<id>/imports/<import>/removal")]
async fn remove(_who: May<right::Money>, house: &State<Arc<House>>, id: &str, import: &str) -> Result<Answer> {
    let writing = Writing::begin(&house.db).await?;
    let txn = writing.txn();
    let look = Look::read(txn, id).await?;
    let import: Uuid = import.parse().map_err(|_| Error::NotFound)?;
    if !look.is_open() {
        return Ok(Ok(Go::to(look.address())));
    }
    let rows = imports::rows(txn, &look.reconciliation.statement.place, Some(import)).await?;
    let ties: BTreeSet<Uuid> = rows.iter().filter_map(|row| row.tied).collect();
    if imports::settled(txn, &ties).await? {
        let books = books(txn, house, None).await?;
        let refusals = [Refusal { field: "file".into(), reason: Reason::Statement(StatementRefusal::ImportReconciled) }];
        return Ok(Err(look.page(house, &books, true, &refusals).refused()));
    }
    matches::untie(txn, &look.reconciliation, &ties).await?;
    imports::remove(txn, &look.reconciliation.statement.place, import).await?;
    writing.commit().await?;
    Ok(Ok(Go::to(look.address()).saying("treasury-notice-import-removed")))
}
