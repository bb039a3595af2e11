//! The tile on the home page for those who write to the members: only when something about the mail needs them.

use homegroup_plugin::{Filled, Result, Right, Visitor};
use serde_json::json;

use super::store::{decisions, standing};
use crate::house::House;

/// Mails to decide about, a hold, or a mail server that cannot be used.
pub async fn tile(house: &House, visitor: &Visitor) -> Result<Option<Filled>> {
    if !visitor.may(Right::Mail) {
        return Ok(None);
    }
    let db = house.db.reader();
    let undecided = decisions::count(db).await?;
    let held = standing::hold(db).await?.is_some();
    let trouble = standing::trouble(db).await?.is_some();
    if undecided == 0 && !held && !trouble {
        return Ok(None);
    }
    Ok(Some(Filled { template: "mail/tile", context: json!({ "undecided": undecided, "held": held, "trouble": trouble }) }))
}
