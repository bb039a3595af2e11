//! `/treasury/reconciliations/<id>`: one statement, with what stands on it and what is still on its way.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::Context;
use homegroup_plugin::{Error, Go, GuardedRoute, May, Page, Result, Right, SignedIn, guarded, right};
use rocket::{State, get, post};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::house::House;
use crate::treasury::books;
use crate::treasury::export::Words;
use crate::treasury::routes::desk::{form_page, fresh};
use crate::treasury::routes::view::View;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::entry::Entry;
use crate::treasury::rules::reconciliation::matching::{Proposal, Row, propose};
use crate::treasury::rules::reconciliation::reckoning::{Item, Reckoning};
use crate::treasury::rules::reconciliation::statement::Reconciliation;
use crate::treasury::rules::refusal::Refusal;
use crate::treasury::store::append::Writing;
use crate::treasury::store::reconciliation::{imports, items, reconciliations};
use crate::treasury::store::{self, Reader};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show, discard]
}

/// A statement with everything that is shown of it.
pub(super) struct Look {
    pub reconciliation: Reconciliation,
    /// What the entries do at its place.
    pub items: Vec<Item>,
    /// Rows of files up to its day that are tied to nothing, or within it.
    pub rows: Vec<Row>,
    /// The figures.
    pub reckoning: Reckoning,
    /// Rows and entries that were ticked to be tied, when they could not be.
    pub typed: (Vec<String>, Vec<String>),
    entries: BTreeMap<i64, Entry>,
    imports: Vec<imports::Import>,
}

impl Look {
    pub async fn read(db: &impl Reader, id: &str) -> Result<Self> {
        let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
        let reconciliation = reconciliations::find(db, id).await?.ok_or(Error::NotFound)?;
        let statement = &reconciliation.statement;
        let (items, reckoning) = match reconciliation.reconciled {
            Some(reckoning) => (items::stored(db, &reconciliation).await?, reckoning),
            None => {
                let items = items::of_open(db, &reconciliation).await?;
                let ledger = items::balance(db, &statement.place, statement.on).await?;
                let reckoning = Reckoning::of(statement.balance, ledger, &items).context("a statement's sums do not fit")?;
                (items, reckoning)
            }
        };
        let ties: BTreeSet<Uuid> = items.iter().filter_map(|item| item.tied).collect();
        let mut rows = imports::rows(db, &statement.place, None).await?;
        let open = reconciliation.reconciled.is_none();
        rows.retain(|row| row.tied.map_or(open && row.day <= statement.on, |tied| ties.contains(&tied)));
        let entries = items::entries(db, &items).await?;
        let imports = if open { imports::all(db, &statement.place).await? } else { Vec::new() };
        Ok(Self { reconciliation, items, rows, reckoning, typed: Default::default(), entries, imports })
    }

    /// Whether it is still open.
    pub fn is_open(&self) -> bool {
        self.reconciliation.reconciled.is_none()
    }

    /// Its own address.
    pub fn address(&self) -> String {
        format!("/treasury/reconciliations/{}", self.reconciliation.id)
    }

    /// What the rows are taken for.
    pub fn proposals(&self) -> Vec<Proposal> {
        if self.is_open() { propose(&self.rows, &self.items) } else { Vec::new() }
    }

    /// The page, for somebody who may work on it or only read it.
    pub fn page(&self, house: &House, books: &Books, may_post: bool, refusals: &[Refusal]) -> Page {
        let view = View::new(house, &books.chart);
        let statement = &self.reconciliation.statement;
        let items = |wanted: &dyn Fn(&Item) -> bool| -> Vec<Value> {
            self.items.iter().filter(|item| wanted(item)).map(|item| self.item(&view, item)).collect()
        };
        let proposals: BTreeMap<Uuid, i64> = self.proposals().iter().map(|one| (one.row, one.entry)).collect();
        let row = |row: &Row| {
            let mut shown = row_shown(&view, row, proposals.get(&row.id).map(|number| self.entry(&view, *number)));
            shown["typed"] = json!(self.typed.0.contains(&row.id.to_string()));
            shown
        };
        let rows: Vec<Value> = self.rows.iter().filter(|row| row.tied.is_none()).map(row).collect();
        form_page("treasury/reconciliation/one", house, books, refusals)
            .with("id", self.reconciliation.id.to_string())
            .with("once", fresh())
            .with("open", self.is_open())
            .with("may_post", may_post && self.is_open())
            .with("place", view.spoken.account(&statement.place))
            .with("place_code", &statement.place)
            .with("on", statement.on.to_string())
            .with("figures", figures(&view, &self.reckoning))
            .with("even", self.reckoning.is_even())
            .with("loose", items(&|item| item.tied.is_none()))
            .with("in_transit", items(&|item| !item.ticked && item.amount.minor() > 0))
            .with("outstanding", items(&|item| !item.ticked && item.amount.minor() < 0))
            .with("ticked", items(&|item| item.ticked))
            .with("proposed", proposals.len())
            .with("tying", !self.typed.0.is_empty() || !self.typed.1.is_empty())
            .with("ties", self.ties(&view))
            .with("rows", rows)
            .with("imports", self.imports.iter().map(|one| import_shown(house, one)).collect::<Vec<_>>())
    }

    fn item(&self, view: &View, item: &Item) -> Value {
        let mut shown = self.entry(view, item.entry);
        shown["amount"] = json!(view.amount(item.amount));
        shown["ticked"] = json!(item.ticked);
        shown["typed"] = json!(self.typed.1.contains(&item.entry.to_string()));
        shown
    }

    fn entry(&self, view: &View, number: i64) -> Value {
        self.entries.get(&number).map_or_else(|| json!({ "number": number }), |entry| json!(view.entry(entry, None)))
    }

    fn ties(&self, view: &View) -> Vec<Value> {
        let ids: BTreeSet<Uuid> = self.rows.iter().filter_map(|row| row.tied).collect();
        let tie = |id: &Uuid| {
            let rows = self.rows.iter().filter(|row| row.tied == Some(*id)).map(|row| row_shown(view, row, None));
            let items = self.items.iter().filter(|item| item.tied == Some(*id)).map(|item| self.item(view, item));
            json!({ "id": id.to_string(), "rows": rows.collect::<Vec<_>>(), "items": items.collect::<Vec<_>>() })
        };
        ids.iter().map(tie).collect()
    }
}

fn row_shown(view: &View, row: &Row, proposed: Option<Value>) -> Value {
    json!({ "id": row.id.to_string(), "day": row.day.to_string(), "amount": view.amount(row.amount), "proposed": proposed })
}

fn figures(view: &View, reckoning: &Reckoning) -> Value {
    json!({
        "balance": view.amount(reckoning.balance),
        "in_transit": view.amount(reckoning.in_transit),
        "outstanding": view.amount(reckoning.outstanding.negated().unwrap_or_default()),
        "ledger": view.amount(reckoning.ledger),
        "difference": view.amount(reckoning.difference),
    })
}

fn import_shown(house: &House, import: &imports::Import) -> Value {
    let at = homegroup_plugin::chrono::DateTime::from_timestamp(import.imported_at, 0).unwrap_or_default();
    json!({ "id": import.id.to_string(), "on": at.with_timezone(&house.profile().zone).date_naive().to_string() })
}

#[get("/treasury/reconciliations/<id>")]
async fn show(who: SignedIn, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let snapshot = store::snapshot(&house.db).await?;
    let look = Look::read(&snapshot, id).await?;
    let books = books(&snapshot, house, None).await?;
    Ok(look.page(house, &books, who.may(Right::Money), &[]))
}

#[post("/treasury/reconciliations/<id>/discarding")]
async fn discard(_who: May<right::Money>, house: &State<Arc<House>>, id: &str) -> Result<Go> {
    let writing = Writing::begin(&house.db).await?;
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let list = || Go::to("/treasury/reconciliations");
    match reconciliations::find(writing.txn(), id).await? {
        // Reconciled in another window: what stands is shown.
        Some(known) if known.reconciled.is_some() => Ok(Go::to(format!("/treasury/reconciliations/{id}"))),
        Some(_) => {
            reconciliations::discard(writing.txn(), id).await?;
            writing.commit().await?;
            Ok(list().saying("treasury-notice-discarded"))
        }
        // Sent twice.
        None => Ok(list()),
    }
}
