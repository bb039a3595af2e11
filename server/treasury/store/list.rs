//! The entries a search or a filter finds, a page at a time, the latest day first.

use homegroup_plugin::Result;
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
};

use super::entries::with_lines;
use crate::treasury::chain::Stored;
use crate::treasury::entity::{account, entry, posting, words};
use crate::treasury::rules::account::AccountKind;
use crate::treasury::rules::entry::{Entry, Kind};
use crate::treasury::rules::filter::{Filter, Part, Search};
use crate::treasury::rules::money::Money;

/// So many entries a page.
pub const PAGE: u64 = 50;

/// The entries on a page, counted from 1.
pub async fn page(db: &impl ConnectionTrait, filter: &Filter, page: u64) -> Result<Vec<Entry>> {
    let query = filtered(filter)
        .order_by_desc(entry::Column::Day)
        .order_by_desc(entry::Column::Number)
        .offset(page.saturating_sub(1).saturating_mul(PAGE))
        .limit(PAGE);
    let stored = with_lines(db, query.all(db).await?).await?;
    Ok(stored.iter().map(|entry| entry.read()).collect::<anyhow::Result<_>>()?)
}

/// All entries in the order of their numbers, exactly as stored, for a file.
pub async fn after(db: &impl ConnectionTrait, filter: &Filter, number: i64, most: u64) -> Result<Vec<Stored>> {
    let query = filtered(filter).filter(entry::Column::Number.gt(number)).order_by_asc(entry::Column::Number).limit(most);
    with_lines(db, query.all(db).await?).await
}

/// How many there are on all pages.
pub async fn count(db: &impl ConnectionTrait, filter: &Filter) -> Result<u64> {
    Ok(filtered(filter).count(db).await?)
}

/// The figure their rows add up to, where the list has one (see [`Filter::figure`]).
pub async fn figure(db: &impl ConnectionTrait, filter: &Filter) -> Result<Option<Money>> {
    let lines = match (filter.part, &filter.account) {
        (None, None) => return Ok(None),
        (None | Some(Part::Balance | Part::BroughtIn | Part::Moved), Some(account)) => posting::Column::Account.eq(account),
        (Some(part), _) => posting::Column::Account.in_subquery(codes(part)),
    };
    let numbers = filtered(filter).select_only().column(entry::Column::Number).into_query();
    let sum: Option<Option<i64>> = posting::Entity::find()
        .select_only()
        .column_as(Expr::col(posting::Column::AmountMinor).sum().cast_as("BIGINT"), "sum")
        .filter(lines)
        .filter(posting::Column::EntryNumber.in_subquery(numbers))
        .into_tuple()
        .one(db)
        .await?;
    let sum = Money::of_minor(sum.flatten().unwrap_or_default());
    Ok(if filter.part == Some(Part::Income) { sum.negated() } else { Some(sum) })
}

/// The accounts whose lines a part counts.
fn codes(part: Part) -> SelectStatement {
    let kinds = AccountKind::ALL.into_iter().filter(|(kind, _)| part.counts(*kind)).map(|(_, name)| name);
    let mut codes = Query::select();
    codes.column(account::Column::Code).from(account::Entity).and_where(account::Column::Kind.is_in(kinds));
    codes
}

/// Entries of a kind, and those that undo one.
fn of_kind(kind: Kind) -> Condition {
    let mut numbers = Query::select();
    numbers.column(entry::Column::Number).from(entry::Entity).and_where(entry::Column::Kind.eq(kind.name()));
    Condition::any().add(entry::Column::Kind.eq(kind.name())).add(entry::Column::Reverses.in_subquery(numbers))
}

fn filtered(filter: &Filter) -> Select<entry::Entity> {
    let mut all = Condition::all()
        .add_option(filter.kind.map(|kind| entry::Column::Kind.eq(kind.name())))
        .add_option(filter.from.map(|from| entry::Column::Day.gte(from.to_string())))
        .add_option(filter.to.map(|to| entry::Column::Day.lte(to.to_string())));
    if let Some(account) = &filter.account {
        all = all.add(entry::Column::Number.in_subquery(lines(posting::Column::Account.eq(account))));
    }
    all = match filter.part {
        Some(part @ (Part::Income | Part::Expenses)) => {
            all.add(entry::Column::Number.in_subquery(lines(posting::Column::Account.in_subquery(codes(part)))))
        }
        Some(Part::BroughtIn) => all.add(of_kind(Kind::Opening)),
        Some(Part::Moved) => all.add(of_kind(Kind::Transfer)),
        Some(Part::Balance) | None => all,
    };
    if let Some(search) = &filter.search {
        all = all.add(found(search));
    }
    entry::Entity::find().filter(all)
}

/// What was typed is a number of an entry, an amount, part of an account's name, or words of a note.
fn found(search: &Search) -> Condition {
    let mut noted = Query::select();
    noted.column(words::Column::EntryNumber).from(words::Entity);
    for term in &search.terms {
        let escaped = term.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        noted.and_where(Expr::col(words::Column::Words).like(LikeExpr::new(format!("%{escaped}%")).escape('\\')));
    }
    let mut any = Condition::any().add(entry::Column::Number.in_subquery(noted));
    if let Some(number) = search.number {
        any = any.add(entry::Column::Number.eq(number));
    }
    if let Some(amount) = search.amount {
        let either_way = posting::Column::AmountMinor.is_in([amount.minor(), -amount.minor()]);
        any = any.add(entry::Column::Number.in_subquery(lines(either_way)));
    }
    if !search.accounts.is_empty() {
        let accounts = posting::Column::Account.is_in(search.accounts.iter());
        any = any.add(entry::Column::Number.in_subquery(lines(accounts)));
    }
    any
}

fn lines(condition: impl Into<sea_orm::sea_query::SimpleExpr>) -> SelectStatement {
    let mut lines = Query::select();
    lines.column(posting::Column::EntryNumber).from(posting::Entity).and_where(condition.into());
    lines
}
