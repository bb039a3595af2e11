//! What every slice stands on: database, clock, keys, settings, templates, plugins. Opened once; the command line and the web
//! server use the same.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::{Context, Result, ensure};
use homegroup_plugin::{Clock, Db, Plugin, Profile, Views};
use sea_orm::{ConnectionTrait, Statement};
use tokio::sync::Notify;

use crate::seal::Seal;
use crate::settings::Settings;
use crate::{db, home_group, pages, plugin_settings};

/// The opened house. Cheap to share, never changed but for what the group may change while it runs.
pub struct House {
    /// How the program is run.
    pub settings: Settings,
    /// The database.
    pub db: Db,
    /// The one clock.
    pub clock: Clock,
    /// The keys of sealed fields.
    pub seal: Seal,
    /// Templates and sentences.
    pub views: Arc<Views>,
    /// The installed plugins, in the order of `plugins.rs`.
    pub plugins: Vec<Arc<dyn Plugin>>,
    /// Wakes the delivery of mail when something was queued.
    pub mail_waits: Notify,
    profile: RwLock<Option<Arc<Profile>>>,
    switched_off: RwLock<BTreeSet<String>>,
}

impl House {
    /// Opens the database in `settings.data` (or PostgreSQL), brings it up to date and reads what the group decided.
    pub async fn open(settings: Settings, plugins: Vec<Arc<dyn Plugin>>, clock: Clock) -> Result<Arc<Self>> {
        check_names(&plugins)?;
        let views = Arc::new(pages::views(&settings, &plugins).map_err(anyhow::Error::msg)?);
        let db = db::open(&settings, &plugins).await?;
        plugin_settings::remember(&db, &plugins, clock.now()).await?;
        let fresh = is_empty(&db).await?;
        let seal = Seal::load(&settings.key, &settings.data, fresh)?;
        let house = Self {
            settings,
            db,
            clock,
            seal,
            views,
            plugins,
            mail_waits: Notify::new(),
            profile: RwLock::new(None),
            switched_off: RwLock::new(BTreeSet::new()),
        };
        house.refresh().await?;
        Ok(Arc::new(house))
    }

    /// Reads again what another server, or the command line, may have changed.
    pub async fn refresh(&self) -> Result<()> {
        let profile = home_group::profile(self.db.reader(), &self.settings.base_url).await?;
        *self.profile.write().unwrap_or_else(PoisonError::into_inner) = profile.map(Arc::new);
        let off = plugin_settings::switched_off(self.db.reader()).await?;
        *self.switched_off.write().unwrap_or_else(PoisonError::into_inner) = off;
        Ok(())
    }

    /// The group's own facts; `None` before the set-up.
    pub fn group(&self) -> Option<Arc<Profile>> {
        self.profile.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The group's own facts, or neutral ones before the set-up.
    pub fn profile(&self) -> Arc<Profile> {
        self.group().unwrap_or_else(|| Arc::new(home_group::before_set_up(&self.settings.base_url)))
    }

    /// The calendar day it is now where the group meets.
    pub fn today(&self) -> chrono::NaiveDate {
        self.clock.today(self.profile().zone)
    }

    /// Whether the plugin is switched on.
    pub fn is_on(&self, plugin: &str) -> bool {
        !self.switched_off.read().unwrap_or_else(PoisonError::into_inner).contains(plugin)
    }

    /// The plugins that are switched on.
    pub fn plugins_on(&self) -> impl Iterator<Item = &Arc<dyn Plugin>> {
        self.plugins.iter().filter(|plugin| self.is_on(plugin.name()))
    }
}

/// Whether nobody has set the group up yet: then, and only then, a key may be made.
async fn is_empty(db: &Db) -> Result<bool> {
    let statement = Statement::from_string(db.backend(), "SELECT id FROM home_group");
    Ok(db.reader().query_one_raw(statement).await.context("The database cannot be read")?.is_none())
}

fn check_names(plugins: &[Arc<dyn Plugin>]) -> Result<()> {
    const OURS: [&str; 16] = [
        "core",
        "set-up",
        "sign-in",
        "me",
        "members",
        "positions",
        "treasury",
        "minutes",
        "decisions",
        "mail",
        "settings",
        "static",
        "u",
        "error",
        "home",
        "layout",
    ];
    let mut names = BTreeSet::new();
    for plugin in plugins {
        let name = plugin.name();
        ensure!(
            name.starts_with(|c: char| c.is_ascii_lowercase())
                && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()),
            "The plugin name {name:?} must be lower-case letters and digits."
        );
        ensure!(!OURS.contains(&name), "A plugin calls itself {name:?}, which is a name of the core.");
        ensure!(names.insert(name), "Two plugins call themselves {name:?}. Leave one of them out of server/plugins.rs.");
        for purpose in plugin.personal_data().purposes {
            let ours = purpose.name == name || purpose.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
            ensure!(ours, "The purpose {:?} of the plugin {name} must be {name:?}, or begin with it and a dot.", purpose.name);
        }
    }
    Ok(())
}
