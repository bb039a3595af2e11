//! Statements held against the ledger: begun, thrown away again, or kept for good once they come out even.

use chrono::{DateTime, Utc};
use homegroup_plugin::Result;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{day, id, matches};
use crate::treasury::entity::reconciliation::line;
use crate::treasury::entity::reconciliation::statement::{ActiveModel, Column, Entity, Model};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::reconciliation::reckoning::{Item, Reckoning};
use crate::treasury::rules::reconciliation::statement::{Reconciliation, Statement};

/// All of them, the latest day first.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Reconciliation>> {
    let query = Entity::find().order_by_desc(Column::StatementOn).order_by_asc(Column::Place);
    query.all(db).await?.into_iter().map(reconciliation).collect()
}

/// One of them.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Reconciliation>> {
    Entity::find_by_id(id.to_string()).one(db).await?.map(reconciliation).transpose()
}

/// Begins one.
pub async fn begin(txn: &DatabaseTransaction, id: Uuid, statement: &Statement, now: DateTime<Utc>) -> Result<()> {
    let row = ActiveModel {
        id: Set(id.to_string()),
        place: Set(statement.place.clone()),
        statement_on: Set(statement.on.to_string()),
        balance_minor: Set(statement.balance.minor()),
        status: Set("open".to_owned()),
        in_transit_minor: Set(None),
        outstanding_minor: Set(None),
        ledger_minor: Set(None),
        started_at: Set(now.timestamp()),
        reconciled_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// Throws an open one away. The rows of its files stay, and are tied to nothing.
pub async fn discard(txn: &DatabaseTransaction, id: Uuid) -> Result<()> {
    line::Entity::delete_many().filter(line::Column::ReconciliationId.eq(id.to_string())).exec(txn).await?;
    matches::untie_all(txn, id).await?;
    Entity::delete_many().filter(Column::Id.eq(id.to_string())).filter(Column::Status.eq("open")).exec(txn).await?;
    Ok(())
}

/// Puts down which items stand on the statement.
pub async fn tick(txn: &DatabaseTransaction, reconciliation: &Reconciliation, items: &[Item]) -> Result<()> {
    let own = reconciliation.id.to_string();
    line::Entity::delete_many().filter(line::Column::ReconciliationId.eq(own)).exec(txn).await?;
    insert(txn, reconciliation, items.iter().filter(|item| item.ticked)).await
}

/// Keeps it for good, with what is still on its way.
pub async fn complete(
    txn: &DatabaseTransaction,
    reconciliation: &Reconciliation,
    (reckoning, items): (&Reckoning, &[Item]),
    now: DateTime<Utc>,
) -> Result<()> {
    tick(txn, reconciliation, items).await?;
    insert(txn, reconciliation, items.iter().filter(|item| !item.ticked)).await?;
    let update = Entity::update_many()
        .col_expr(Column::Status, Expr::value("reconciled"))
        .col_expr(Column::InTransitMinor, Expr::value(reckoning.in_transit.minor()))
        .col_expr(Column::OutstandingMinor, Expr::value(reckoning.outstanding.minor()))
        .col_expr(Column::LedgerMinor, Expr::value(reckoning.ledger.minor()))
        .col_expr(Column::ReconciledAt, Expr::value(now.timestamp()));
    update.filter(Column::Id.eq(reconciliation.id.to_string())).exec(txn).await?;
    Ok(())
}

async fn insert(txn: &DatabaseTransaction, of: &Reconciliation, items: impl Iterator<Item = &Item>) -> Result<()> {
    // A row at a time: a database takes only so many values in one statement.
    for item in items {
        let state = match (item.ticked, item.amount > Money::ZERO) {
            (true, _) => "cleared",
            (false, true) => "in_transit",
            (false, false) => "outstanding",
        };
        let row = line::ActiveModel {
            reconciliation_id: Set(of.id.to_string()),
            place: Set(of.statement.place.clone()),
            entry_number: Set(item.entry),
            amount_minor: Set(item.amount.minor()),
            state: Set(state.to_owned()),
            match_id: Set(item.tied.map(|tied| tied.to_string())),
        };
        line::Entity::insert(row).exec_without_returning(txn).await?;
    }
    Ok(())
}

fn reconciliation(row: Model) -> Result<Reconciliation> {
    let balance = Money::of_minor(row.balance_minor);
    let figures = row.in_transit_minor.zip(row.outstanding_minor).zip(row.ledger_minor);
    let reconciled = figures.map(|((in_transit, outstanding), ledger)| Reckoning {
        balance,
        in_transit: Money::of_minor(in_transit),
        outstanding: Money::of_minor(outstanding),
        ledger: Money::of_minor(ledger),
        difference: Money::ZERO,
    });
    let statement = Statement { place: row.place, on: day(&row.statement_on)?, balance };
    Ok(Reconciliation { id: id(&row.id)?, statement, reconciled })
}
