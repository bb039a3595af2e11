//! Who counted and who posted: beside the ledger, so that it can be forgotten without touching an entry.

use homegroup_plugin::{MemberId, Result};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use crate::treasury::entity::{author, counter};

/// Who counted a basket.
pub async fn counters(db: &impl ConnectionTrait, number: i64) -> Result<Vec<MemberId>> {
    let rows = counter::Entity::find()
        .filter(counter::Column::EntryNumber.eq(number))
        .order_by_asc(counter::Column::MemberId)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| MemberId(row.member_id)).collect())
}

/// Who posted an entry.
pub async fn author(db: &impl ConnectionTrait, number: i64) -> Result<Option<MemberId>> {
    let row = author::Entity::find_by_id(number).one(db).await?;
    Ok(row.map(|row| MemberId(row.member_id)))
}

/// How many entries a member posted, and how many baskets she counted.
pub async fn part_of(db: &impl ConnectionTrait, member: &MemberId) -> Result<(u64, u64)> {
    let posted = author::Entity::find().filter(author::Column::MemberId.eq(&member.0)).count(db).await?;
    let counted = counter::Entity::find().filter(counter::Column::MemberId.eq(&member.0)).count(db).await?;
    Ok((posted, counted))
}

/// Forgets that a member posted or counted anything. How many counted stays in the entries.
pub async fn forget(txn: &impl ConnectionTrait, member: &MemberId) -> Result<()> {
    author::Entity::delete_many().filter(author::Column::MemberId.eq(&member.0)).exec(txn).await?;
    counter::Entity::delete_many().filter(counter::Column::MemberId.eq(&member.0)).exec(txn).await?;
    Ok(())
}
