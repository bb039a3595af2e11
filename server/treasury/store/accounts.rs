//! The chart of accounts, with what the entries say of each place.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::NaiveDate;
use homegroup_plugin::Result;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Statement,
};
use uuid::Uuid;

use crate::treasury::entity::account::{ActiveModel, Column, Entity, Model};
use crate::treasury::rules::account::{Account, AccountKind, Chart};

/// All accounts. Opening balances count, but for the entry `but`: a form that is sent again must not trip over what it made.
pub async fn chart(db: &impl ConnectionTrait, but: Option<Uuid>) -> Result<Chart> {
    let rows = Entity::find().order_by_asc(Column::Position).all(db).await?;
    let opened = days(db, OPENED, but).await?;
    let account = |row: Model| account(row, &opened, &BTreeMap::new());
    Ok(Chart::of(rows.into_iter().map(account).collect::<Result<_>>()?))
}

/// The same with the first day money moved at each place. Only the opening balance asks for it, because it looks at every line.
pub async fn chart_with_first_moves(db: &impl ConnectionTrait, but: Option<Uuid>) -> Result<Chart> {
    let rows = Entity::find().order_by_asc(Column::Position).all(db).await?;
    let (opened, moved) = (days(db, OPENED, but).await?, days(db, FIRST_MOVED, but).await?);
    let account = |row: Model| account(row, &opened, &moved);
    Ok(Chart::of(rows.into_iter().map(account).collect::<Result<_>>()?))
}

/// Code and kind of every account, exactly as stored.
pub async fn kinds(db: &impl ConnectionTrait) -> Result<Vec<(String, String)>> {
    let query = Entity::find().select_only().columns([Column::Code, Column::Kind]).order_by_asc(Column::Position);
    Ok(query.into_tuple().all(db).await?)
}

/// The cross join keeps SQLite from beginning with every line there is; openings are few.
const OPENED: &str = "SELECT p.account, MAX(e.day) AS day FROM ledger_entries e
    CROSS JOIN ledger_postings p
    WHERE p.entry_number = e.number AND e.kind = 'opening' AND e.id <> $1 AND NOT EXISTS (SELECT 1 FROM ledger_entries r WHERE r.reverses = e.number AND r.id <> $1)
    GROUP BY p.account";

const FIRST_MOVED: &str = "SELECT p.account, MIN(e.day) AS day FROM ledger_entries e
    JOIN ledger_postings p ON p.entry_number = e.number
    LEFT JOIN ledger_entries o ON o.number = e.reverses
    WHERE COALESCE(o.kind, e.kind) <> 'opening' AND e.id <> $1
    GROUP BY p.account";

async fn days(db: &impl ConnectionTrait, sql: &str, but: Option<Uuid>) -> Result<BTreeMap<String, NaiveDate>> {
    let but = but.unwrap_or_default().to_string();
    let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, [but.into()])).await?;
    let mut days = BTreeMap::new();
    for row in rows {
        let day: String = row.try_get("", "day")?;
        days.insert(row.try_get("", "account")?, day.parse().context("an entry's day cannot be read")?);
    }
    Ok(days)
}

fn account(row: Model, opened: &BTreeMap<String, NaiveDate>, moved: &BTreeMap<String, NaiveDate>) -> Result<Account> {
    let kind = AccountKind::named(&row.kind).with_context(|| format!("the account {} is of an unknown kind", row.code))?;
    let place = kind.is_place();
    Ok(Account {
        opened_on: opened.get(&row.code).copied().filter(|_| place),
        first_moved_on: moved.get(&row.code).copied().filter(|_| place),
        code: row.code,
        kind,
        name: row.name,
        in_use: row.in_use,
    })
}

/// Adds a place behind those there are.
pub async fn add_place(txn: &DatabaseTransaction, code: &str, kind: AccountKind, name: &str) -> Result<()> {
    let last: Option<Option<i64>> =
        Entity::find().select_only().column_as(Column::Position.max(), "last").into_tuple().one(txn).await?;
    let row = ActiveModel {
        code: Set(code.to_owned()),
        kind: Set(kind.name().to_owned()),
        name: Set(Some(name.to_owned())),
        position: Set(last.flatten().unwrap_or_default() + 1),
        in_use: Set(true),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// Gives an account another name (`None`: the standard words), and says whether forms offer it. Returns whether it is there.
pub async fn change(txn: &DatabaseTransaction, code: &str, name: Option<&str>, in_use: bool) -> Result<bool> {
    let update = Entity::update_many()
        .col_expr(Column::Name, Expr::value(name.map(str::to_owned)))
        .col_expr(Column::InUse, Expr::value(in_use))
        .filter(Column::Code.eq(code));
    Ok(update.exec(txn).await?.rows_affected == 1)
}
