//! A statement that agrees with the books, held against them at once. The made-up group of the demo has one.

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use homegroup_plugin::Result;
use uuid::Uuid;

use super::rules::money::Money;
use super::rules::reconciliation::reckoning::Reckoning;
use super::rules::reconciliation::statement::{Reconciliation, Statement};
use super::store::append::Writing;
use super::store::reconciliation::{items, reconciliations};

/// Reconciles the statement of a place and a day that shows every entry up to another day, and none after it.
pub async fn reconcile(writing: &Writing, (place, on): (&str, NaiveDate), shown: NaiveDate, now: DateTime<Utc>) -> Result<()> {
    let txn = writing.txn();
    let statement = Statement { place: place.to_owned(), on, balance: Money::ZERO };
    let mut reconciliation = Reconciliation { id: Uuid::now_v7(), statement, reconciled: None };
    let mut items = items::of_open(txn, &reconciliation).await?;
    for item in &mut items {
        item.ticked = item.day <= shown;
    }
    let balance = Money::sum(items.iter().filter(|item| item.ticked).map(|item| item.amount));
    reconciliation.statement.balance = balance.context("a statement's sums do not fit")?;
    let ledger = items::balance(txn, place, on).await?;
    let reckoning = Reckoning::of(reconciliation.statement.balance, ledger, &items).context("a statement's sums do not fit")?;
    reconciliations::begin(txn, reconciliation.id, &reconciliation.statement, now).await?;
    reconciliations::complete(txn, &reconciliation, (&reckoning, &items), now).await
}
