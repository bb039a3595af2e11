//! Everything kept here about one member, in one file that only she can open (P11), and the plugins' share of forgetting her.

use std::sync::Arc;

use homegroup_plugin::{Error, Group, MemberId, Result};
use sea_orm::DatabaseTransaction;
use serde_json::{Map, Value, json};

use super::store::{consents, terms};
use super::{details, find};
use crate::house::House;
use crate::treasury;

/// Her rows in the core and in every installed plugin, also one that is switched off: its data is kept.
pub async fn export(house: &Arc<House>, group: &dyn Group, member: &MemberId) -> Result<Value> {
    let db = house.db.reader();
    let person = find(db, member).await?.ok_or(Error::NotFound)?;
    let details = details(db, &house.seal, member).await?.ok_or(Error::NotFound)?;
    let terms: Vec<Value> = terms::of_active(db)
        .await?
        .into_iter()
        .filter(|term| term.held.member == member.0)
        .map(|term| json!({ "position": term.position_name, "from": term.held.from, "until": term.held.until }))
        .collect();
    let agreed: Vec<Value> = consents::standing(db, member)
        .await?
        .into_iter()
        .map(|(purpose, since)| json!({ "purpose": purpose, "since": since.to_rfc3339() }))
        .collect();
    let mut plugins = Map::new();
    for plugin in &house.plugins {
        plugins.insert(plugin.name().to_owned(), plugin.export(group, member).await?);
    }
    let clean_date = details.clean_date.as_ref();
    Ok(json!({
        "display_name": person.display_name,
        "email": details.email.as_ref().map(|email| email.as_str()),
        "phone": details.phone.as_ref().map(|phone| phone.as_str()),
        "clean_date": clean_date.map(|date| date.day),
        "celebrates_on_the_first_of_march": clean_date.is_some_and(|date| date.first_of_march),
        "time_zone": details.zone.map(|zone| zone.name()),
        "positions": terms,
        "agreed_to": agreed,
        "treasury": treasury::about(db, member).await?,
        "plugins": plugins,
    }))
}

/// Lets every installed plugin remove what it keeps about her, in the transaction in which she leaves.
pub async fn forget_in_plugins(house: &House, txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
    for plugin in &house.plugins {
        plugin.erase(txn, member).await?;
    }
    Ok(())
}
