//! The only door to the table `home_group`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use homegroup_plugin::{Profile, Result};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait};

use super::entity::{ActiveModel, Entity};
use super::rules::Facts;

/// The one row's id.
const THE_GROUP: i32 = 1;

/// The group's facts as the contract gives them; `None` before the set-up.
pub async fn profile(db: &impl ConnectionTrait, base_url: &str) -> Result<Option<Profile>> {
    let Some(row) = Entity::find_by_id(THE_GROUP).one(db).await? else { return Ok(None) };
    let zone = row.zone.parse().ok().with_context(|| format!("the group's zone {:?} is unknown to this program", row.zone))?;
    Ok(Some(Profile {
        name: row.name,
        neutral_name: row.neutral_name,
        zone,
        currency: row.currency,
        base_url: base_url.to_owned(),
        language: row.language,
    }))
}

/// Writes the group's row at the set-up. Fails if there is one already.
pub async fn create(txn: &DatabaseTransaction, facts: &Facts, now: DateTime<Utc>) -> Result<()> {
    let row = ActiveModel { id: Set(THE_GROUP), created_at: Set(now.timestamp()), language: Set("en".into()), ..columns(facts) };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// Saves changed facts.
pub async fn save(txn: &DatabaseTransaction, facts: &Facts) -> Result<()> {
    let row = ActiveModel { id: Set(THE_GROUP), ..columns(facts) };
    row.update(txn).await?;
    Ok(())
}

fn columns(facts: &Facts) -> ActiveModel {
    ActiveModel {
        name: Set(facts.name.clone()),
        neutral_name: Set(facts.neutral_name.clone()),
        zone: Set(facts.zone.name().to_owned()),
        currency: Set(facts.currency.clone()),
        ..Default::default()
    }
}
