//! `/`: what matters to this member today: a tile from each slice and each plugin that has something to say.

use std::sync::Arc;

use homegroup_plugin::{Error, Filled, Group, GuardedRoute, Page, Place, Result, SignedIn, Visitor, guarded};
use rocket::{State, get};
use serde_json::{Value, json};

use crate::house::House;
use crate::{mail, members, minutes, treasury};

/// The home page.
pub fn routes() -> Vec<GuardedRoute> {
    guarded![home]
}

#[get("/")]
async fn home(who: SignedIn, house: &State<Arc<House>>, group: &State<Arc<dyn Group>>) -> Result<Page> {
    let own = [
        treasury::to_confirm(house, &who).await?,
        treasury::tile(house, &who).await?,
        minutes::tile(house, &who).await?,
        members::tile(house, &who).await?,
        mail::tile(house, &who).await?,
    ];
    let mut tiles: Vec<Value> = own.into_iter().flatten().map(shown).collect();
    tiles.extend(slots(house, group.inner().as_ref(), Place::Home, &who).await);
    Ok(Page::new("home/home").with("name", &who.display_name).with("group", &house.profile().name).with("tiles", tiles))
}

/// What the plugins that are on add to a place for this visitor. One that fails is left out and logged: the page must not fall
/// with it.
pub async fn slots(house: &House, group: &dyn Group, place: Place, visitor: &Visitor) -> Vec<Value> {
    let mut filled = Vec::new();
    for plugin in house.plugins_on() {
        match plugin.slot(place, group, visitor).await {
            Ok(Some(slot)) => filled.push(shown(slot)),
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

fn shown(filled: Filled) -> Value {
    json!({ "template": filled.template, "context": filled.context })
}
