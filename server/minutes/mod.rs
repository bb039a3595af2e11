//! Business meetings and their minutes: agenda, motions, action items, and the way from draft to approved.

pub mod acts;
mod entity;
mod routes;
pub mod rules;
mod sentences;
mod store;
mod tile;
mod words;

pub use routes::routes;
pub use store::decisions::Decision;
pub use store::meetings::{Approved, Kept, Listed};
pub use tile::tile;

use chrono::NaiveDate;
use homegroup_plugin::Result;
use rules::agenda::OpenActionItem;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

/// The minutes of a meeting, whatever their state: whoever shows them asks [`rules::state::MinutesState::is_public_to_members`].
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Kept>> {
    store::meetings::find(db, id).await
}

/// Meetings whose minutes members read, circulated and approved, the newest first.
pub async fn circulated(db: &impl ConnectionTrait) -> Result<Vec<Listed>> {
    store::meetings::list(db, &[], false).await
}

/// What the group has decided: what still waits for the approval of its minutes, then the numbered register, the newest first.
pub async fn decisions(db: &impl ConnectionTrait) -> Result<Vec<Decision>> {
    store::decisions::adopted(db).await
}

/// What members agreed to do and have not reported done, the most urgent first, from minutes that members read.
pub async fn open_action_items(db: &impl ConnectionTrait) -> Result<Vec<OpenActionItem>> {
    store::action_items::open(db, false).await
}

/// Notes that an action item is done; false if there is no such item.
pub async fn complete_action_item(txn: &DatabaseTransaction, id: &str, on: NaiveDate) -> Result<bool> {
    store::action_items::complete(txn, id, on).await
}
