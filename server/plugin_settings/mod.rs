//! Which plugins are switched on, and what an officer saved in their forms.

mod entity;
mod routes;
mod rules;
mod store;

pub use routes::{listed, routes};
pub use store::{strangers, switched_off};

use std::sync::Arc;

use chrono::{DateTime, Utc};
use homegroup_plugin::{Db, Plugin, Result, Settings};
use sea_orm::ConnectionTrait;

/// The plugin's settings: what was saved, and its defaults for the rest.
pub async fn of(db: &impl ConnectionTrait, plugin: &Arc<dyn Plugin>) -> Result<Settings> {
    let saved = store::saved(db, plugin.name()).await?;
    Ok(rules::with_defaults(&plugin.settings(), saved))
}

/// Writes down which plugins this program has, so that a later one that lacks some of them can say so.
pub async fn remember(db: &Db, plugins: &[Arc<dyn Plugin>], now: DateTime<Utc>) -> Result<()> {
    let known = store::known(db.reader()).await?;
    let new: Vec<_> = plugins.iter().map(|plugin| plugin.name()).filter(|name| !known.contains(*name)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let txn = db.begin_write().await?;
    for name in new {
        store::note(&txn, name, now).await?;
    }
    txn.commit().await?;
    Ok(())
}
