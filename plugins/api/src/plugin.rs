//! The trait a plugin implements. `name` and `personal_data` are required; everything else has an empty default.

use sea_orm::DatabaseTransaction;
use sea_orm_migration::MigrationTrait;
use serde_json::Value;

use crate::catalogue::CatalogueSource;
use crate::error::Result;
use crate::group::{Group, Purpose, Settings};
use crate::guard::{MemberId, Right, Visitor};
use crate::job::Job;
use crate::route::GuardedRoute;
use crate::text::Text;
use crate::views::Template;

/// A plugin: a crate that adds to the group's server and can be taken out again.
///
/// ```
/// use homegroup_plugin::{PersonalData, Plugin};
///
/// struct Coffee;
/// impl Plugin for Coffee {
///     fn name(&self) -> &'static str { "coffee" }
///     fn personal_data(&self) -> PersonalData { PersonalData::none() }
/// }
/// assert!(Coffee.routes().is_empty());
/// ```
#[rocket::async_trait]
pub trait Plugin: Send + Sync + 'static {
    /// Lower-case letters and digits. Its routes are mounted under `/<name>`, its templates under `<name>/`, its tables begin with
    /// `<name>_`, its mails' once-keys with `<name>/`. Two plugins of one name stop the launch.
    fn name(&self) -> &'static str;

    /// What it keeps about people and why; shown to the officer who enables it.
    fn personal_data(&self) -> PersonalData;

    /// Handlers with their guards, collected with [`guarded!`](crate::guarded).
    fn routes(&self) -> Vec<GuardedRoute> {
        Vec::new()
    }

    /// Entries for the menu of those whose position allows.
    fn menu(&self) -> Vec<MenuEntry> {
        Vec::new()
    }

    /// Run once at launch, then by their schedule.
    fn jobs(&self) -> Vec<Job> {
        Vec::new()
    }

    /// The form officers fill in on the settings page.
    fn settings(&self) -> Vec<Setting> {
        Vec::new()
    }

    /// Refuses settings that are each well-formed but do not fit together: pairs of key and sentence.
    fn check_settings(&self, _settings: &Settings) -> Vec<(&'static str, Text)> {
        Vec::new()
    }

    /// Its templates, without the `<name>/` in front. Files in the override folder replace them by name.
    fn templates(&self) -> Vec<Template> {
        Vec::new()
    }

    /// Its sentences; every key begins with `<name>-`.
    fn catalogue(&self) -> Vec<CatalogueSource> {
        Vec::new()
    }

    /// What it adds to a named place of a core page for this visitor, if anything.
    async fn slot(&self, _place: Place, _group: &dyn Group, _visitor: &Visitor) -> Result<Option<Filled>> {
        Ok(None)
    }

    /// Its tables, applied after the core's and recorded in a table of its own.
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        Vec::new()
    }

    /// What it adds to the made-up group of `homegroup demo`, so that its pages have something to show. Called once, when that
    /// group is made; `officer` is who writes to the members there.
    async fn demo(&self, _group: &dyn Group, _officer: &MemberId) -> Result<()> {
        Ok(())
    }

    /// Everything it keeps about `member`, for her own export.
    async fn export(&self, _group: &dyn Group, _member: &MemberId) -> Result<Value> {
        Ok(Value::Null)
    }

    /// Removes everything it keeps about `member`. Called in the transaction that erases her; twice is harmless.
    async fn erase(&self, _txn: &DatabaseTransaction, _member: &MemberId) -> Result<()> {
        Ok(())
    }
}

/// The manifest of what a plugin does with people's data.
#[derive(Clone, Debug, Default)]
pub struct PersonalData {
    /// Fluent key of what it keeps and why; `None` if it keeps nothing.
    pub keeps: Option<&'static str>,
    /// What members may agree to.
    pub purposes: &'static [Purpose],
}

impl PersonalData {
    /// It keeps nothing about anybody and asks for nothing.
    pub fn none() -> Self {
        Self::default()
    }
}

/// A line in the menu.
#[derive(Clone, Debug)]
pub struct MenuEntry {
    /// Where it leads, from the root: `/newsletter`.
    pub href: &'static str,
    /// Fluent key of its words.
    pub label: &'static str,
    /// Who sees it; `None` means every member.
    pub needs: Option<Right>,
}

/// One field of a plugin's settings form.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Its name in [`Settings`].
    pub key: &'static str,
    /// Fluent key of its label.
    pub label: &'static str,
    /// Fluent key of a sentence of help.
    pub help: &'static str,
    /// What may be entered.
    pub kind: SettingKind,
    /// Used until somebody saves another value.
    pub default: &'static str,
}

/// What may be entered in a setting.
#[derive(Clone, Debug)]
pub enum SettingKind {
    /// One of these values, each with the Fluent key of its words.
    Choice(&'static [(&'static str, &'static str)]),
    /// A whole number between the two, both included.
    Number(i64, i64),
    /// One line of at most so many characters.
    Words(usize),
}

/// Named places on core pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A tile on the home page.
    Home,
    /// A block on the member's own page.
    Me,
}

/// What a plugin puts into a place: one of its templates (full name) and the values for it.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The template, such as `anniversaries/me`.
    pub template: &'static str,
    /// An object.
    pub context: Value,
}
