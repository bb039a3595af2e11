//! `/minutes/<id>`: the minutes of one meeting, to read and to print.

use std::sync::Arc;

use homegroup_plugin::{GuardedRoute, Page, Result, Right, SignedIn, guarded};
use rocket::{State, get};

use super::{document, find};
use crate::house::House;
use crate::minutes::rules::state::MinutesState;
use crate::minutes::store::action_items;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show]
}

#[get("/minutes/<id>")]
async fn show(who: SignedIn, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let kept = find(house, &who, id).await?;
    let done = action_items::completions(house.db.reader(), &kept.id).await?;
    let writes = who.may(Right::Minutes);
    Ok(Page::new("minutes/read")
        .with("id", &kept.id)
        .with("document", document::of(&kept, &done))
        .with("may_close", writes)
        .with("may_send", writes && kept.state == MinutesState::Draft)
        .with("may_approve", writes && kept.state == MinutesState::Circulated)
        .with("may_write", writes && !kept.state.is_frozen()))
}
