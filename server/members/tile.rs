//! The tile on the home page: how many we are, and which positions wait for somebody.

use homegroup_plugin::{Filled, Result, Right, Visitor};
use serde_json::json;

use super::{active, in_office, positions};
use crate::house::House;

/// For every member; vacant positions only for those who can give them.
pub async fn tile(house: &House, visitor: &Visitor) -> Result<Option<Filled>> {
    let db = house.db.reader();
    let members = active(db).await?.len();
    let held = in_office(db, house.today()).await?;
    let gives = visitor.may(Right::Members) || visitor.may(Right::Settings);
    let vacant: Vec<String> = positions(db)
        .await?
        .into_iter()
        .filter(|kept| gives && kept.laid_down_on.is_none() && !held.iter().any(|term| term.held.position == kept.id))
        .map(|kept| kept.position.name)
        .collect();
    let context =
        json!({ "members": members, "alone": members == 1 && visitor.may(Right::Members), "vacant": vacant.join(", ") });
    Ok(Some(Filled { template: "members/tile", context }))
}
