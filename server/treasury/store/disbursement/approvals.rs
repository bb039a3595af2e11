//! Approvals of requests.

use chrono::{DateTime, Utc};
use homegroup_plugin::{MemberId, Result};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::treasury::entity::disbursement::approval::{ActiveModel, Column, Entity};
use crate::treasury::store::append::Writing;

/// Who approved a request, the first one first; `None` for somebody who is named no longer.
pub async fn of(db: &impl ConnectionTrait, request: Uuid) -> Result<Vec<Option<String>>> {
    let query = Entity::find().filter(Column::DisbursementId.eq(request.to_string())).order_by_asc(Column::Id);
    Ok(query.all(db).await?.into_iter().map(|row| row.approver_id).collect())
}

/// Notes that a member approves it.
pub async fn add(writing: &Writing, request: Uuid, by: &MemberId, now: DateTime<Utc>) -> Result<()> {
    let row = ActiveModel {
        id: Set(Uuid::now_v7().to_string()),
        disbursement_id: Set(request.to_string()),
        approver_id: Set(Some(by.0.clone())),
        approved_at: Set(now.timestamp()),
    };
    Entity::insert(row).exec_without_returning(writing.txn()).await?;
    Ok(())
}
