//! What members agreed to. A row is the proof; taking back ends it and keeps it for a while.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use homegroup_plugin::chrono_tz::Tz;
use homegroup_plugin::{Consent, Consenting, Field, MemberId, Purpose, Result};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{instant, new_id, own};
use crate::members::entity::consent::{ActiveModel, Column, Entity};
use crate::members::entity::member;
use crate::members::rules::consent::Change;
use crate::members::rules::name;
use crate::seal::Seal;

/// The purposes she agrees to now.
pub async fn agreed(db: &impl ConnectionTrait, member: &MemberId) -> Result<HashSet<String>> {
    Ok(standing(db, member).await?.into_iter().map(|(purpose, _)| purpose).collect())
}

/// The purposes she agrees to now, each with the instant she said so.
pub async fn standing(db: &impl ConnectionTrait, member: &MemberId) -> Result<Vec<(String, DateTime<Utc>)>> {
    let rows = Entity::find().filter(Column::MemberId.eq(&*member.0)).filter(Column::WithdrawnAt.is_null()).all(db).await?;
    rows.into_iter().map(|row| Ok((row.purpose, instant(row.given_at)?))).collect()
}

/// Whether she agrees to `purpose` now and has not left.
pub async fn agrees(db: &impl ConnectionTrait, member: &MemberId, purpose: &str) -> Result<bool> {
    Ok(agreed(db, member).await?.contains(purpose))
}

/// Writes an answer down.
pub async fn record(
    txn: &DatabaseTransaction,
    member: &MemberId,
    purpose: &str,
    change: Change,
    now: DateTime<Utc>,
) -> Result<()> {
    match change {
        Change::Given { wording_version } => {
            let row = ActiveModel {
                id: Set(new_id()),
                member_id: Set(member.0.clone()),
                purpose: Set(purpose.to_owned()),
                wording_version: Set(wording_version),
                given_at: Set(now.timestamp()),
                withdrawn_at: Set(None),
            };
            Entity::insert(row).exec_without_returning(txn).await?;
        }
        Change::Withdrawn => {
            Entity::update_many()
                .col_expr(Column::WithdrawnAt, Expr::value(now.timestamp()))
                .filter(Column::MemberId.eq(&*member.0))
                .filter(Column::Purpose.eq(purpose))
                .filter(Column::WithdrawnAt.is_null())
                .exec(txn)
                .await?;
        }
    }
    Ok(())
}

/// Takes everything back: she leaves, or wants no mail at all.
pub async fn withdraw_all(txn: &DatabaseTransaction, member: &MemberId, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::WithdrawnAt, Expr::value(now.timestamp()))
        .filter(Column::MemberId.eq(&*member.0))
        .filter(Column::WithdrawnAt.is_null())
        .exec(txn)
        .await?;
    Ok(())
}

/// Deletes proofs that were taken back before `before`.
pub async fn forget(txn: &DatabaseTransaction, before: DateTime<Utc>) -> Result<u64> {
    Ok(Entity::delete_many().filter(Column::WithdrawnAt.lt(before.timestamp())).exec(txn).await?.rows_affected)
}

/// The active members who agree to `purpose`, by name, with the fields it names. For mail, an address that nobody has confirmed is
/// none (E1).
pub async fn consenting(db: &impl ConnectionTrait, seal: &Seal, purpose: &Purpose, group_zone: Tz) -> Result<Vec<Consenting>> {
    let agreeing = Query::select()
        .column(Column::MemberId)
        .from(Entity)
        .and_where(Column::Purpose.eq(purpose.name))
        .and_where(Column::WithdrawnAt.is_null())
        .to_owned();
    let mut select =
        member::Entity::find().filter(member::Column::LeftOn.is_null()).filter(member::Column::Id.in_subquery(agreeing));
    if purpose.mail {
        select = select.filter(member::Column::EmailConfirmedAt.is_not_null());
    }
    let mut rows = select.all(db).await?;
    rows.sort_by_cached_key(|row| (name::folded(&row.display_name), row.id.clone()));
    rows.into_iter()
        .map(|row| {
            let dated = purpose.fields.contains(&Field::CleanDate);
            Ok(Consenting {
                consent: Consent::stated(MemberId(row.id.clone()), purpose.name),
                zone: own::zone_of(&row)?.unwrap_or(group_zone),
                clean_date: if dated { own::clean_date_of(seal, &row)? } else { None },
                display_name: row.display_name,
            })
        })
        .collect()
}
