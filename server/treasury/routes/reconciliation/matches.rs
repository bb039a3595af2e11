//! `/treasury/reconciliations/<id>/matches`: rows of a file and entries that are the same money, taken as proposed or tied by hand.

use std::collections::BTreeSet;
use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, May, Result, guarded, right};
use rocket::form::FromForm;
use rocket::{State, post};
use uuid::Uuid;

use super::one::Look;
use crate::house::House;
use crate::treasury::books;
use crate::treasury::routes::desk::Answer;
use crate::treasury::rules::reconciliation::matching::tie;
use crate::treasury::rules::reconciliation::refusal::StatementRefusal;
use crate::treasury::rules::refusal::Reason;
use crate::treasury::store::append::Writing;
use crate::treasury::store::reconciliation::matches;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![take_proposals, create, remove]
}

/// Those that were ticked.
#[derive(Clone, Debug, Default, FromForm)]
struct TieForm {
    #[field(default = Vec::new())]
    rows: Vec<String>,
    #[field(default = Vec::new())]
    entries: Vec<String>,
}

#[post("/treasury/reconciliations/<id>/proposals")]
async fn take_proposals(_who: May<right::Money>, house: &State<Arc<House>>, id: &str) -> Result<Go> {
    let writing = Writing::begin(&house.db).await?;
    let mut look = Look::read(writing.txn(), id).await?;
    let ties: Vec<_> = look.proposals().iter().map(|one| (vec![one.row], vec![one.entry])).collect();
    if look.is_open() {
        matches::tie(writing.txn(), &look.reconciliation, &mut look.items, &ties).await?;
        writing.commit().await?;
    }
    Ok(Go::to(look.address()))
}

#[post("/treasury/reconciliations/<id>/matches", data = "<form>")]
async fn create(_who: May<right::Money>, house: &State<Arc<House>>, id: &str, form: Form<TieForm>) -> Result<Answer> {
    let writing = Writing::begin(&house.db).await?;
    let txn = writing.txn();
    let mut look = Look::read(txn, id).await?;
    if !look.is_open() || tied_already(&look, &form) {
        return Ok(Ok(Go::to(look.address())));
    }
    match tie((&look.rows, &look.items), &form.rows, &form.entries) {
        Ok(tied) => {
            matches::tie(txn, &look.reconciliation, &mut look.items, &[tied]).await?;
            writing.commit().await?;
            Ok(Ok(Go::to(look.address())))
        }
        Err(refusals) => {
            let books = books(txn, house, None).await?;
            let changed = refusals.iter().any(|one| one.reason == Reason::Statement(StatementRefusal::ListChanged));
            look.typed = (form.rows.clone(), form.entries.clone());
            let page = look.page(house, &books, true, &refusals);
            if changed { Err(Error::Conflict(Box::new(page))) } else { Ok(Err(page.refused())) }
        }
    }
}

/// A form sent twice: what it names is tied together.
fn tied_already(look: &Look, form: &TieForm) -> bool {
    let rows = look.rows.iter().filter(|row| form.rows.contains(&row.id.to_string())).map(|row| row.tied);
    let items = look.items.iter().filter(|item| form.entries.contains(&item.entry.to_string())).map(|item| item.tied);
    let ties: BTreeSet<Option<Uuid>> = rows.chain(items).collect();
    ties.len() == 1 && !ties.contains(&None)
}

#[post("/treasury/reconciliations/<id>/matches/<tied>/removal")]
async fn remove(_who: May<right::Money>, house: &State<Arc<House>>, id: &str, tied: &str) -> Result<Go> {
    let writing = Writing::begin(&house.db).await?;
    let look = Look::read(writing.txn(), id).await?;
    let tied: Uuid = tied.parse().map_err(|_| Error::NotFound)?;
    if look.is_open() {
        matches::untie(writing.txn(), &look.reconciliation, &[tied].into()).await?;
        writing.commit().await?;
    }
    Ok(Go::to(look.address()))
}
