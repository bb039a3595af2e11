//! `/`: what matters to this member today, and a tile from each plugin that has something to say.

use std::sync::Arc;

use homegroup_plugin::{Error, Group, GuardedRoute, Page, Place, Result, SignedIn, Visitor, guarded};
use rocket::{State, get};
use serde_json::{Value, json};

use crate::house::House;

/// The home page.
pub fn routes() -> Vec<GuardedRoute> {
    guarded![home]
}

#[get("/")]
async fn home(who: SignedIn, house: &State<Arc<House>>, group: &State<Arc<dyn Group>>) -> Result<Page> {
    let tiles = slots(house, group.inner().as_ref(), Place::Home, &who).await;
    Ok(Page::new("home/home").with("name", &who.display_name).with("group", &house.profile().name).with("tiles", tiles))
}

/// What the plugins that are on add to a place for this visitor. One that fails is left out and logged: the page must not fall
/// with it.
pub async fn slots(house: &House, group: &dyn Group, place: Place, visitor: &Visitor) -> Vec<Value> {
    let mut filled = Vec::new();
    for plugin in house.plugins_on() {
        match plugin.slot(place, group, visitor).await {
            Ok(Some(slot)) => filled.push(json!({ "template": slot.template, "context": slot.context })),
            Ok(None) => {}
            Err(error) => {
                if error.log().is_none() && !matches!(error, Error::NotFound) {
                    tracing::warn!(plugin = plugin.name(), "a block was left out: {error}");
                }
            }
        }
    }
    filled
}
