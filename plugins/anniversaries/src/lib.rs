//! Anniversaries: a warm note to a member on the day she reaches a mark, once, and to nobody else; and for those who wish it, a
//! list of the month's marks.
//!
//! `rules` knows the calendar and nothing of the server; everything else the plugin asks of [`homegroup_plugin::Group`]. It keeps
//! nothing about anybody: clean dates stay with the group, notes in its outbox, and the two tables here hold counts.

mod job;
mod migrations;
mod notice;
mod routes;
pub mod rules;
mod settings;
mod store;
mod words;

use homegroup_plugin::sea_orm_migration::MigrationTrait;
use homegroup_plugin::{
    CatalogueSource, CleanDate, Field, Filled, Group, GuardedRoute, Job, MenuEntry, PersonalData, Place, Plugin, Purpose, Result,
    Setting, Settings, Template, Text, Visitor, async_trait, templates_of,
};
use rust_embed::RustEmbed;

use crate::rules::Origin;

/// The plugin's name: its address, and the beginning of its tables, templates and once-keys.
pub const NAME: &str = "anniversaries";

/// A note to herself.
pub const MAIL: Purpose = Purpose {
    name: "anniversaries.mail",
    label: "anniversaries-purpose-mail",
    explains: "anniversaries-purpose-mail-explains",
    wording_version: 1,
    fields: &[Field::CleanDate],
    mail: true,
};

/// Her name and mark on the list that members see.
pub const LIST: Purpose = Purpose {
    name: "anniversaries.list",
    label: "anniversaries-purpose-list",
    explains: "anniversaries-purpose-list-explains",
    wording_version: 1,
    fields: &[Field::CleanDate],
    mail: false,
};

/// Her name and mark said aloud at the meeting, or printed in the newsletter.
pub const ANNOUNCEMENT: Purpose = Purpose {
    name: "anniversaries.announcement",
    label: "anniversaries-purpose-announcement",
    explains: "anniversaries-purpose-announcement-explains",
    wording_version: 1,
    fields: &[Field::CleanDate],
    mail: false,
};

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

#[derive(RustEmbed)]
#[folder = "locales"]
struct Locales;

/// The anniversaries of the group's members.
pub struct Anniversaries;

#[async_trait]
impl Plugin for Anniversaries {
    fn name(&self) -> &'static str {
        NAME
    }

    fn personal_data(&self) -> PersonalData {
        PersonalData { keeps: None, purposes: &[MAIL, LIST, ANNOUNCEMENT] }
    }

    fn routes(&self) -> Vec<GuardedRoute> {
        routes::all()
    }

    fn menu(&self) -> Vec<MenuEntry> {
        vec![MenuEntry { href: "/anniversaries", label: "anniversaries-menu", needs: None }]
    }

    fn jobs(&self) -> Vec<Job> {
        vec![job::notices()]
    }

    fn settings(&self) -> Vec<Setting> {
        settings::form()
    }

    fn check_settings(&self, settings: &Settings) -> Vec<(&'static str, Text)> {
        settings::read(settings).err().into_iter().collect()
    }

    fn templates(&self) -> Vec<Template> {
        templates_of(Templates::iter(), |path| Templates::get(path).map(|file| file.data))
    }

    fn catalogue(&self) -> Vec<CatalogueSource> {
        let languages = Locales::iter().filter_map(|path| {
            let language = path.split_once('/')?.0.to_owned();
            let source = String::from_utf8(Locales::get(&path)?.data.into_owned()).ok()?;
            Some(CatalogueSource { owner: NAME, language, source })
        });
        languages.collect()
    }

    async fn slot(&self, place: Place, group: &dyn Group, visitor: &Visitor) -> Result<Option<Filled>> {
        match place {
            Place::Home => routes::home(group, visitor).await,
            Place::Me => routes::me(group, visitor).await,
        }
    }

    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        migrations::all()
    }
}

impl From<&CleanDate> for Origin {
    fn from(date: &CleanDate) -> Self {
        Self { day: date.day, first_of_march: date.first_of_march }
    }
}
