//! `/treasury/stock`: literature and tokens (T22). Every member may look; whoever keeps the books writes down what comes and goes.

mod items;
mod movements;
mod overview;

use homegroup_plugin::{Error, GuardedRoute, Result};

use crate::treasury::rules::stock::item::Stocked;
use crate::treasury::store::{Reader, stock};

/// All pages about literature and tokens.
pub(super) fn routes() -> Vec<GuardedRoute> {
    [overview::routes(), items::routes(), movements::routes()].concat()
}

async fn find(db: &impl Reader, id: &str) -> Result<Stocked> {
    let all = stock::items::all(db).await?;
    all.into_iter().find(|stocked| stocked.item.id.to_string() == id).ok_or(Error::NotFound)
}
