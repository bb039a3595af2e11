//! `/settings/plugins/<name>`: one plugin's switch and form.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use homegroup_plugin::{
    Error, Form, Go, GuardedRoute, May, Page, Plugin, Result, Setting, SettingKind, Settings, Text, guarded, right,
};
use rocket::{State, get, post};
use serde::Serialize;
use serde_json::{Value, json};

use super::{of, rules, store};
use crate::house::House;

/// The pages of the plugins' forms, and their switches.
pub fn routes() -> Vec<GuardedRoute> {
    guarded![show, save, switch]
}

/// A plugin as the settings page lists it.
#[derive(Debug, Serialize)]
pub struct Listed {
    name: String,
    /// What the menu calls it, where it has an entry there.
    label: Option<Text>,
    installed: bool,
    on: bool,
    keeps: Option<Text>,
    has_settings: bool,
}

/// The installed plugins, then those the database knows and this binary lacks.
pub async fn listed(house: &House) -> Result<Vec<Listed>> {
    let installed: Vec<&str> = house.plugins.iter().map(|plugin| plugin.name()).collect();
    let strangers = store::strangers(house.db.reader(), &installed).await?;
    let ours = house.plugins.iter().map(|plugin| Listed {
        name: plugin.name().to_owned(),
        label: label(plugin),
        installed: true,
        on: house.is_on(plugin.name()),
        keeps: plugin.personal_data().keeps.map(Text::new),
        has_settings: !plugin.settings().is_empty(),
    });
    let missing = strangers.into_iter().map(|name| Listed {
        name,
        label: None,
        installed: false,
        on: false,
        keeps: None,
        has_settings: false,
    });
    Ok(ours.chain(missing).collect())
}

fn label(plugin: &Arc<dyn Plugin>) -> Option<Text> {
    plugin.menu().first().map(|entry| Text::new(entry.label))
}

fn find<'a>(house: &'a House, name: &str) -> Result<&'a Arc<dyn Plugin>> {
    house.plugins.iter().find(|plugin| plugin.name() == name).ok_or(Error::NotFound)
}

#[get("/settings/plugins/<name>")]
async fn show(_who: May<right::Settings>, house: &State<Arc<House>>, name: &str) -> Result<Page> {
    let plugin = find(house, name)?;
    Ok(page(house, plugin, &of(house.db.reader(), plugin).await?, &BTreeMap::new()))
}

#[post("/settings/plugins/<name>", data = "<form>")]
async fn save(
    _who: May<right::Settings>,
    house: &State<Arc<House>>,
    name: &str,
    form: Form<HashMap<String, String>>,
) -> Result<std::result::Result<Go, Page>> {
    let plugin = find(house, name)?;
    let values = rules::with_defaults(&plugin.settings(), form.into_inner().into_iter().collect());
    let mut refusals = rules::refusals(&plugin.settings(), &values);
    if refusals.is_empty() {
        refusals = plugin.check_settings(&values).into_iter().collect();
    }
    if !refusals.is_empty() {
        return Ok(Err(page(house, plugin, &values, &refusals).refused()));
    }
    let txn = house.db.begin_write().await?;
    store::save(&txn, plugin.name(), house.is_on(plugin.name()), &values.0, house.clock.now()).await?;
    txn.commit().await?;
    Ok(Ok(Go::to("/settings").saying("settings-notice-saved")))
}

#[derive(rocket::FromForm)]
struct Switch {
    on: bool,
}

#[post("/settings/plugins/<name>/switch", data = "<form>")]
async fn switch(_who: May<right::Settings>, house: &State<Arc<House>>, name: &str, form: Form<Switch>) -> Result<Go> {
    let plugin = find(house, name)?;
    let txn = house.db.begin_write().await?;
    let saved = store::saved(&txn, plugin.name()).await?;
    store::save(&txn, plugin.name(), form.on, &saved, house.clock.now()).await?;
    txn.commit().await?;
    house.refresh().await?;
    Ok(Go::to("/settings").saying("settings-notice-saved"))
}

fn page(house: &House, plugin: &Arc<dyn Plugin>, values: &Settings, refusals: &BTreeMap<&'static str, Text>) -> Page {
    let fields: Vec<Value> = plugin.settings().iter().map(|setting| field(setting, values, refusals)).collect();
    Page::new("settings/plugin")
        .with("name", plugin.name())
        .with("label", label(plugin))
        .with("on", house.is_on(plugin.name()))
        .with("fields", fields)
}

fn field(setting: &Setting, values: &Settings, refusals: &BTreeMap<&'static str, Text>) -> Value {
    let choices: Option<Vec<Value>> = match setting.kind {
        SettingKind::Choice(choices) => {
            Some(choices.iter().map(|(value, label)| json!({ "value": value, "label": Text::new(*label) })).collect())
        }
        _ => None,
    };
    json!({
        "key": setting.key,
        "label": Text::new(setting.label),
        "help": Text::new(setting.help),
        "number": matches!(setting.kind, SettingKind::Number(..)),
        "choices": choices,
        "value": values.get(setting.key),
        "error": refusals.get(setting.key),
    })
}
