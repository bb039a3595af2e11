//! Which plugins are switched on, and what an officer saved in their forms.

mod entity;
mod routes;
mod rules;
mod store;

pub use routes::{listed, routes};
pub use store::{strangers, switched_off};

use std::sync::Arc;

use homegroup_plugin::{Plugin, Result, Settings};
use sea_orm::ConnectionTrait;

/// The plugin's settings: what was saved, and its defaults for the rest.
pub async fn of(db: &impl ConnectionTrait, plugin: &Arc<dyn Plugin>) -> Result<Settings> {
    let saved = store::saved(db, plugin.name()).await?;
    Ok(rules::with_defaults(&plugin.settings(), saved))
}
