//! Service bodies.

use homegroup_plugin::Result;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryOrder};

use super::id;
use crate::treasury::entity::surplus::service_body::{ActiveModel, Column, Entity, Model};
use crate::treasury::rules::surplus::service_body::ServiceBody;

/// All of them, by name.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<ServiceBody>> {
    let rows = Entity::find().order_by_asc(Column::Name).order_by_asc(Column::Id).all(db).await?;
    let body =
        |row: Model| Ok(ServiceBody { id: id(&row.id)?, name: row.name, group_number: row.group_number, in_use: row.in_use });
    rows.into_iter().map(body).collect()
}

/// Adds one, or changes the one with this id.
pub async fn save(txn: &DatabaseTransaction, body: &ServiceBody) -> Result<()> {
    let row = ActiveModel {
        id: Set(body.id.to_string()),
        name: Set(body.name.clone()),
        group_number: Set(body.group_number.clone()),
        in_use: Set(body.in_use),
    };
    let change = OnConflict::column(Column::Id).update_columns([Column::Name, Column::GroupNumber, Column::InUse]).to_owned();
    Entity::insert(row).on_conflict(change).exec_without_returning(txn).await?;
    Ok(())
}
