//! Answers what plugins may ask, on top of the slices.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use homegroup_plugin::{
    Accepts, Consenting, Db, Error, Fates, Group, Mail, Own, Profile, Purpose, Queued, Rendered, Result, Settings, Visitor,
    anyhow, async_trait,
};
use sea_orm::DatabaseTransaction;
use serde_json::Value;

use crate::house::House;
use crate::settings::Transport;
use crate::{mail, members, plugin_settings, sign_in};

/// The group behind the contract's trait.
pub struct OurGroup(pub Arc<House>);

#[async_trait]
impl Group for OurGroup {
    fn db(&self) -> &Db {
        &self.0.db
    }

    fn now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    fn profile(&self) -> Arc<Profile> {
        self.0.profile()
    }

    async fn visitor(&self, token: &str) -> Result<Option<Visitor>> {
        sign_in::visitor(&self.0, token).await
    }

    async fn consenting(&self, purpose: &Purpose) -> Result<Vec<Consenting>> {
        members::consenting(self.0.db.reader(), &self.0.seal, purpose, self.profile().zone).await
    }

    async fn own(&self, visitor: &Visitor) -> Result<Own> {
        let own = members::own(self.0.db.reader(), &self.0.seal, &visitor.member, self.profile().zone).await?;
        own.ok_or(Error::NotFound)
    }

    async fn queue(&self, txn: &DatabaseTransaction, plugin: &'static str, mail: Mail) -> Result<Queued> {
        mail::queue(txn, &self.0, plugin, &mail).await
    }

    async fn preview(&self, visitor: &Visitor, purpose: &Purpose, template: &'static str, context: Value) -> Result<Rendered> {
        mail::preview(&self.0, &visitor.member, purpose, template, &context)
    }

    async fn fates(&self, plugin: &'static str, prefix: &str) -> Result<Fates> {
        mail::fates(&self.0, plugin, prefix).await
    }

    async fn settings(&self, plugin: &'static str) -> Result<Settings> {
        let plugin = self.0.plugins.iter().find(|installed| installed.name() == plugin);
        let plugin = plugin.ok_or_else(|| anyhow::anyhow!("settings were asked for a plugin that is not installed"))?;
        plugin_settings::of(self.0.db.reader(), plugin).await
    }

    fn accepts(&self) -> Accepts {
        if self.0.settings.mail.transport == Transport::None { Accepts::NoServer } else { Accepts::Mail }
    }
}
