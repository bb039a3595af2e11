//! The newsletter: issues written in Markdown, mailed once to every member who asked for them, kept in an archive.
//!
//! Nothing here knows the server; everything it needs it asks of [`homegroup_plugin::Group`].

mod demo;
mod entity;
mod letter;
mod migrations;
mod routes;
pub mod rules;
mod store;
mod text;

use homegroup_plugin::sea_orm::DatabaseTransaction;
use homegroup_plugin::sea_orm_migration::MigrationTrait;
use homegroup_plugin::serde_json::{Value, json};
use homegroup_plugin::{
    CatalogueSource, Filled, Group, GuardedRoute, MemberId, MenuEntry, PersonalData, Place, Plugin, Purpose, Result, Setting,
    SettingKind, Settings, Template, Text, Visitor, async_trait, discreet, templates_of,
};
use rust_embed::RustEmbed;

/// The plugin's name: its address, and the beginning of its tables, templates and once-keys.
pub const NAME: &str = "newsletter";

/// What members agree to.
pub const NEWSLETTER: Purpose = Purpose {
    name: NAME,
    label: "newsletter-purpose",
    explains: "newsletter-purpose-explains",
    wording_version: 1,
    fields: &[],
    mail: true,
};

/// The setting for the subject of mails whose title tells too much.
const NEUTRAL_SUBJECT: &str = "neutral-subject";

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

#[derive(RustEmbed)]
#[folder = "locales"]
struct Locales;

/// The newsletter of the group.
pub struct Newsletter;

#[async_trait]
impl Plugin for Newsletter {
    fn name(&self) -> &'static str {
        NAME
    }

    fn personal_data(&self) -> PersonalData {
        PersonalData { keeps: Some("newsletter-keeps"), purposes: &[NEWSLETTER] }
    }

    fn routes(&self) -> Vec<GuardedRoute> {
        routes::all()
    }

    fn menu(&self) -> Vec<MenuEntry> {
        vec![MenuEntry { href: "/newsletter", label: "newsletter-menu", needs: None }]
    }

    fn settings(&self) -> Vec<Setting> {
        vec![Setting {
            key: NEUTRAL_SUBJECT,
            label: "newsletter-neutral-subject",
            help: "newsletter-neutral-subject-help",
            kind: SettingKind::Words(60),
            default: "",
        }]
    }

    fn check_settings(&self, settings: &Settings) -> Vec<(&'static str, Text)> {
        let words = discreet::offending(settings.get(NEUTRAL_SUBJECT), &[]);
        if words.is_empty() {
            return Vec::new();
        }
        vec![(NEUTRAL_SUBJECT, Text::new("newsletter-neutral-subject-tells").with("words", text::list(&words)))]
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

    async fn slot(&self, place: Place, group: &dyn Group, _visitor: &Visitor) -> Result<Option<Filled>> {
        if place != Place::Home {
            return Ok(None);
        }
        let Some(newest) = store::newest(group.db().reader()).await? else { return Ok(None) };
        let context = json!({ "issue": routes::view::entry(&newest, group) });
        Ok(Some(Filled { template: "newsletter/home", context }))
    }

    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        migrations::all()
    }

    async fn demo(&self, group: &dyn Group, officer: &MemberId) -> Result<()> {
        demo::fill(group, officer).await
    }

    async fn export(&self, group: &dyn Group, member: &MemberId) -> Result<Value> {
        store::of_member(group.db().reader(), member).await
    }

    async fn erase(&self, txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
        store::forget(txn, member).await
    }
}
