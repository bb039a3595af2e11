//! The tile on the home page: the newest minutes, what is still to do, and for who writes, a draft that waits.

use homegroup_plugin::{Filled, Result, Right, Visitor};
use serde_json::json;

use super::open_action_items;
use super::rules::state::MinutesState;
use super::store::meetings::{self, Listed};
use crate::house::House;

/// For every member, once there is something to read; for who writes, also before.
pub async fn tile(house: &House, visitor: &Visitor) -> Result<Option<Filled>> {
    let (db, writes) = (house.db.reader(), visitor.may(Right::Minutes));
    let kept = meetings::list(db, &[], writes).await?;
    let newest = |draft: bool| kept.iter().find(|listed| (listed.state == MinutesState::Draft) == draft);
    let (readable, draft) = (newest(false), newest(true));
    if readable.is_none() && !writes {
        return Ok(None);
    }
    let today = house.today();
    let open = open_action_items(db).await?;
    let late = open.iter().filter(|item| item.due_on.is_some_and(|due| due < today)).count();
    let shown = |listed: &Listed| json!({ "id": listed.id, "held_on": listed.held_on });
    let context = json!({
        "newest": readable.map(shown),
        "draft": draft.map(shown),
        "open": open.len(),
        "late": late,
    });
    Ok(Some(Filled { template: "minutes/tile", context }))
}
