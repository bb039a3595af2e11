//! Handovers. All changes are made in the ledger's turn, so that of a handover and a late entry one comes first.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::{DateTime, Utc};
use homegroup_plugin::{MemberId, Result};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::append::Writing;
use super::surplus::{columns, day, id as uuid, rests_on};
use crate::treasury::entity::{handover, handover_place};
use crate::treasury::rules::handover::{Closed, Handover, Line, Side, State};
use crate::treasury::rules::money::Money;

/// All of them, the newest first.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Handover>> {
    let query = handover::Entity::find().order_by_desc(handover::Column::BegunAt).order_by_desc(handover::Column::Id);
    query.all(db).await?.into_iter().map(read).collect()
}

/// The one that is open.
pub async fn open(db: &impl ConnectionTrait) -> Result<Option<Handover>> {
    let query = handover::Entity::find().filter(handover::Column::DoneAt.is_null());
    query.filter(handover::Column::CalledOffAt.is_null()).one(db).await?.map(read).transpose()
}

/// One of them.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Handover>> {
    handover::Entity::find_by_id(id.to_string()).one(db).await?.map(read).transpose()
}

/// What was counted at each place, and what the books said there when it was handed over.
pub async fn counted(db: &impl ConnectionTrait, id: Uuid) -> Result<BTreeMap<String, (Money, Option<Money>)>> {
    let query = handover_place::Entity::find().filter(handover_place::Column::HandoverId.eq(id.to_string()));
    let line =
        |row: handover_place::Model| (row.place, (Money::of_minor(row.counted_minor), row.books_minor.map(Money::of_minor)));
    Ok(query.all(db).await?.into_iter().map(line).collect())
}

/// Begins one; the same form again begins nothing.
pub async fn begin(writing: &Writing, begun: &Handover, now: DateTime<Utc>) -> Result<()> {
    let (decision_number, meeting_on) = columns(begun.rests_on);
    let row = handover::ActiveModel {
        id: Set(begun.id.to_string()),
        position_id: Set(begun.position.clone()),
        outgoing_id: Set(begun.outgoing.clone()),
        incoming_id: Set(begun.incoming.clone()),
        until_day: Set(begun.until.to_string()),
        decision_number: Set(decision_number),
        meeting_on: Set(meeting_on),
        begun_at: Set(now.timestamp()),
        note: Set(begun.note.clone()),
        checked: Set(begun.checked.join(" ")),
        outgoing_seen: Set(None),
        incoming_seen: Set(None),
        called_off_at: Set(None),
        done_at: Set(None),
        done_on: Set(None),
        last_entry: Set(None),
        last_hash: Set(None),
        fingerprint: Set(None),
    };
    let again = OnConflict::column(handover::Column::Id).do_nothing().to_owned();
    handover::Entity::insert(row).on_conflict(again).exec_without_returning(writing.txn()).await?;
    Ok(())
}

/// Writes down what was counted. Whatever was confirmed before is confirmed no longer: it was another statement.
pub async fn count(writing: &Writing, id: Uuid, counts: &[(String, Money)], note: &str, checked: &[String]) -> Result<()> {
    for (place, counted) in counts {
        let row = handover_place::ActiveModel {
            handover_id: Set(id.to_string()),
            place: Set(place.clone()),
            counted_minor: Set(counted.minor()),
            books_minor: Set(None),
        };
        let again = OnConflict::columns([handover_place::Column::HandoverId, handover_place::Column::Place])
            .update_column(handover_place::Column::CountedMinor)
            .to_owned();
        handover_place::Entity::insert(row).on_conflict(again).exec_without_returning(writing.txn()).await?;
    }
    let update = handover::Entity::update_many()
        .col_expr(handover::Column::Note, Expr::value(note))
        .col_expr(handover::Column::Checked, Expr::value(checked.join(" ")))
        .col_expr(handover::Column::OutgoingSeen, Expr::value(None::<String>))
        .col_expr(handover::Column::IncomingSeen, Expr::value(None::<String>));
    update.filter(handover::Column::Id.eq(id.to_string())).exec(writing.txn()).await?;
    Ok(())
}

/// Notes that one side confirms the statement with this hash.
pub async fn confirm(writing: &Writing, id: Uuid, side: Side, seen: &str) -> Result<()> {
    let column = match side {
        Side::Outgoing => handover::Column::OutgoingSeen,
        Side::Incoming => handover::Column::IncomingSeen,
    };
    let update = handover::Entity::update_many().col_expr(column, Expr::value(seen));
    update.filter(handover::Column::Id.eq(id.to_string())).exec(writing.txn()).await?;
    Ok(())
}

/// Closes it with the figures both confirmed.
pub async fn close(writing: &Writing, id: Uuid, lines: &[Line], closed: &Closed, now: DateTime<Utc>) -> Result<()> {
    for line in lines {
        let update = handover_place::Entity::update_many()
            .col_expr(handover_place::Column::BooksMinor, Expr::value(line.books.minor()))
            .filter(handover_place::Column::HandoverId.eq(id.to_string()))
            .filter(handover_place::Column::Place.eq(&line.place));
        update.exec(writing.txn()).await?;
    }
    let update = handover::Entity::update_many()
        .col_expr(handover::Column::DoneAt, Expr::value(now.timestamp()))
        .col_expr(handover::Column::DoneOn, Expr::value(closed.on.to_string()))
        .col_expr(handover::Column::LastEntry, Expr::value(closed.last_entry))
        .col_expr(handover::Column::LastHash, Expr::value(closed.last_hash.as_str()))
        .col_expr(handover::Column::Fingerprint, Expr::value(closed.fingerprint.as_str()));
    update.filter(handover::Column::Id.eq(id.to_string())).exec(writing.txn()).await?;
    Ok(())
}

/// Calls it off.
pub async fn call_off(writing: &Writing, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    let update = handover::Entity::update_many().col_expr(handover::Column::CalledOffAt, Expr::value(now.timestamp()));
    update.filter(handover::Column::Id.eq(id.to_string())).exec(writing.txn()).await?;
    Ok(())
}

/// Takes a member's name out of all of them.
pub async fn forget(txn: &impl ConnectionTrait, member: &MemberId) -> Result<()> {
    for column in [handover::Column::OutgoingId, handover::Column::IncomingId] {
        let update = handover::Entity::update_many().col_expr(column, Expr::value(None::<String>));
        update.filter(column.eq(&member.0)).exec(txn).await?;
    }
    Ok(())
}

fn read(row: handover::Model) -> Result<Handover> {
    let state = match (row.done_on, row.called_off_at) {
        (Some(on), _) => State::Done(Closed {
            on: day(&on)?,
            last_entry: row.last_entry.context("a handover that is done has a last entry")?,
            last_hash: row.last_hash.unwrap_or_default(),
            fingerprint: row.fingerprint.unwrap_or_default(),
        }),
        (None, Some(_)) => State::CalledOff,
        (None, None) => State::Open,
    };
    Ok(Handover {
        id: uuid(&row.id)?,
        position: row.position_id,
        outgoing: row.outgoing_id,
        incoming: row.incoming_id,
        until: day(&row.until_day)?,
        rests_on: rests_on(row.decision_number, row.meeting_on.as_deref())?,
        note: row.note,
        checked: row.checked.split_whitespace().map(str::to_owned).collect(),
        outgoing_seen: row.outgoing_seen,
        incoming_seen: row.incoming_seen,
        state,
    })
}
