//! The only door to the table `plugin_states`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use homegroup_plugin::Result;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::entity::{ActiveModel, Column, Entity};

/// The names of the plugins that are switched off.
pub async fn switched_off(db: &impl ConnectionTrait) -> Result<BTreeSet<String>> {
    let rows = Entity::find().filter(Column::Enabled.eq(false)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// The names of all plugins that were ever installed.
pub async fn known(db: &impl ConnectionTrait) -> Result<BTreeSet<String>> {
    let rows = Entity::find().all(db).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// Plugins the database knows and this binary lacks.
pub async fn strangers(db: &impl ConnectionTrait, installed: &[&str]) -> Result<Vec<String>> {
    Ok(known(db).await?.into_iter().filter(|name| !installed.contains(&name.as_str())).collect())
}

/// A plugin that is installed for the first time: switched on, with its defaults. One that is known stays as it is.
pub async fn note(txn: &DatabaseTransaction, plugin: &str, now: DateTime<Utc>) -> Result<()> {
    let row = ActiveModel {
        name: Set(plugin.to_owned()),
        enabled: Set(true),
        settings: Set("{}".to_owned()),
        changed_at: Set(now.timestamp()),
    };
    // Another server may be starting at this moment.
    let known = OnConflict::column(Column::Name).do_nothing().to_owned();
    Entity::insert(row).on_conflict(known).exec_without_returning(txn).await?;
    Ok(())
}

/// What an officer saved for the plugin; empty before that.
pub async fn saved(db: &impl ConnectionTrait, plugin: &str) -> Result<BTreeMap<String, String>> {
    let Some(row) = Entity::find_by_id(plugin).one(db).await? else { return Ok(BTreeMap::new()) };
    Ok(serde_json::from_str(&row.settings)?)
}

/// Switches the plugin on or off, or saves its form, or both.
pub async fn save(
    txn: &DatabaseTransaction,
    plugin: &str,
    enabled: bool,
    settings: &BTreeMap<String, String>,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = ActiveModel {
        name: Set(plugin.to_owned()),
        enabled: Set(enabled),
        settings: Set(serde_json::to_string(settings)?),
        changed_at: Set(now.timestamp()),
    };
    Entity::insert(row)
        .on_conflict(
            OnConflict::column(Column::Name).update_columns([Column::Enabled, Column::Settings, Column::ChangedAt]).to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    Ok(())
}
