//! The tile on the home page: what the group holds.

use homegroup_plugin::{Filled, Result, Right, Visitor};
use serde_json::json;

use super::rules::money::{Currency, Money};
use super::{has_entries, store};
use crate::house::House;

/// What there is, for every member; while the books are empty, a word to whoever can open them.
pub async fn tile(house: &House, visitor: &Visitor) -> Result<Option<Filled>> {
    let db = house.db.reader();
    let empty = !has_entries(db).await?;
    if empty && !visitor.may(Right::Money) {
        return Ok(None);
    }
    let balances = store::sums::balances(db).await?;
    let total = Money::sum(balances.iter().map(|(_, balance)| *balance)).unwrap_or_default();
    let total = Currency::of(&house.profile().currency).say(total);
    let context = json!({ "empty": empty, "total": total, "may_post": visitor.may(Right::Money) });
    Ok(Some(Filled { template: "treasury/tile", context }))
}
