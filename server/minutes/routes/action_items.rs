//! Reporting an action item done, also years after its minutes were approved.

use std::sync::Arc;

use homegroup_plugin::{Error, Go, GuardedRoute, May, Result, guarded, right};
use rocket::{State, post};

use crate::house::House;
use crate::minutes::complete_action_item;
use crate::minutes::store::action_items;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![complete, reopen]
}

#[post("/minutes/action-items/<id>/completion")]
async fn complete(_who: May<right::Minutes>, house: &State<Arc<House>>, id: &str) -> Result<Go> {
    let txn = house.db.begin_write().await?;
    if !complete_action_item(&txn, id, house.today()).await? {
        return Err(Error::NotFound);
    }
    txn.commit().await?;
    Ok(Go::to("/minutes").saying("minutes-notice-done"))
}

#[post("/minutes/action-items/<id>/reopening")]
async fn reopen(_who: May<right::Minutes>, house: &State<Arc<House>>, id: &str) -> Result<Go> {
    let txn = house.db.begin_write().await?;
    action_items::reopen(&txn, id).await?;
    txn.commit().await?;
    Ok(Go::to("/minutes").saying("minutes-notice-reopened"))
}
