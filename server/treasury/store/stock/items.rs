//! The items, each with how many there are.

use anyhow::Context;
use homegroup_plugin::Result;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryResult, Statement};
use uuid::Uuid;

use crate::treasury::entity::stock::item::{ActiveModel, Column, Entity};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::stock::item::{Item, StockKind, Stocked};

const ALL: &str = "SELECT i.id, i.name, i.kind, i.unit_price_minor, i.reorder_level, i.in_use,
        CAST(COALESCE((SELECT SUM(m.change) FROM stock_movements m WHERE m.item_id = i.id), 0) AS BIGINT) AS quantity
    FROM stock_items i
    ORDER BY i.kind, lower(i.name), i.id";

/// All of them, literature first, then by name.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Stocked>> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), ALL)).await?;
    rows.iter().map(stocked).collect()
}

/// Adds one, or changes the one with this id.
pub async fn save(txn: &DatabaseTransaction, item: &Item) -> Result<()> {
    let row = ActiveModel {
        id: Set(item.id.to_string()),
        name: Set(item.name.clone()),
        kind: Set(item.kind.name().to_owned()),
        unit_price_minor: Set(item.unit_price.minor()),
        reorder_level: Set(item.reorder_level.into()),
        in_use: Set(item.in_use),
    };
    let columns = [Column::Name, Column::Kind, Column::UnitPriceMinor, Column::ReorderLevel, Column::InUse];
    let change = OnConflict::column(Column::Id).update_columns(columns).to_owned();
    Entity::insert(row).on_conflict(change).exec_without_returning(txn).await?;
    Ok(())
}

fn stocked(row: &QueryResult) -> Result<Stocked> {
    let id: String = row.try_get("", "id")?;
    let kind: String = row.try_get("", "kind")?;
    let small = |column: &str| -> Result<u32> {
        let number: i64 = row.try_get("", column)?;
        Ok(u32::try_from(number).with_context(|| format!("the stored number {number} does not fit"))?)
    };
    let item = Item {
        id: id.parse::<Uuid>().context("an item's id is no UUID")?,
        name: row.try_get("", "name")?,
        kind: StockKind::named(&kind).with_context(|| format!("an item is of the unknown kind {kind:?}"))?,
        unit_price: Money::of_minor(row.try_get("", "unit_price_minor")?),
        reorder_level: small("reorder_level")?,
        in_use: row.try_get("", "in_use")?,
    };
    Ok(Stocked { item, quantity: small("quantity")? })
}
