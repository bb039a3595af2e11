//! Rows of a statement and entries that are the same money. What is tied together stands on the statement.

use std::collections::BTreeSet;

use homegroup_plugin::Result;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::reconciliations;
use crate::treasury::entity::reconciliation::{line, matched, row};
use crate::treasury::rules::reconciliation::reckoning::Item;
use crate::treasury::rules::reconciliation::statement::Reconciliation;

/// Ties rows to entries, and ticks them. `items` are what the reconciliation looks at.
pub async fn tie(
    txn: &DatabaseTransaction,
    of: &Reconciliation,
    items: &mut [Item],
    ties: &[(Vec<Uuid>, Vec<i64>)],
) -> Result<()> {
    for (rows, entries) in ties {
        let id = Uuid::now_v7();
        let made = matched::ActiveModel { id: Set(id.to_string()), reconciliation_id: Set(of.id.to_string()) };
        matched::Entity::insert(made).exec_without_returning(txn).await?;
        let update = row::Entity::update_many().col_expr(row::Column::MatchId, Expr::value(id.to_string()));
        update.filter(row::Column::Id.is_in(rows.iter().map(Uuid::to_string))).exec(txn).await?;
        for item in items.iter_mut().filter(|item| entries.contains(&item.entry)) {
            (item.ticked, item.tied) = (true, Some(id));
        }
    }
    reconciliations::tick(txn, of, items).await
}

/// Unties what one match holds together; its entries no longer count as standing on the statement.
pub async fn untie(txn: &DatabaseTransaction, of: &Reconciliation, ids: &BTreeSet<Uuid>) -> Result<()> {
    for id in ids {
        let id = id.to_string();
        let known = matched::Entity::find_by_id(id.clone()).filter(matched::Column::ReconciliationId.eq(of.id.to_string()));
        if known.one(txn).await?.is_none() {
            continue;
        }
        line::Entity::delete_many().filter(line::Column::MatchId.eq(id.clone())).exec(txn).await?;
        free_rows(txn, &id).await?;
        matched::Entity::delete_by_id(id).exec(txn).await?;
    }
    Ok(())
}

/// Unties everything of a reconciliation whose lines are gone already.
pub(super) async fn untie_all(txn: &DatabaseTransaction, reconciliation: Uuid) -> Result<()> {
    let own = matched::Column::ReconciliationId.eq(reconciliation.to_string());
    for matched in matched::Entity::find().filter(own.clone()).all(txn).await? {
        free_rows(txn, &matched.id).await?;
    }
    matched::Entity::delete_many().filter(own).exec(txn).await?;
    Ok(())
}

async fn free_rows(txn: &DatabaseTransaction, matched: &str) -> Result<()> {
    let update = row::Entity::update_many().col_expr(row::Column::MatchId, Expr::value(None::<String>));
    update.filter(row::Column::MatchId.eq(matched)).exec(txn).await?;
    Ok(())
}
