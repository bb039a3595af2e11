//! The files that are compiled in: templates, sentences, stylesheet, script. One binary carries them all.

use std::sync::Arc;

use homegroup_plugin::{
    Anyone, Catalogue, CatalogueSource, Error, GuardedRoute, MenuEntry, Plugin, Result, Right, Template, Views, Visitor, guarded,
    templates_of,
};
use rocket::get;
use rocket::http::{ContentType, Header};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::settings::Settings;

/// Everything under `templates/`.
#[derive(RustEmbed)]
#[folder = "templates"]
struct Files;

/// Builds all templates and sentences of the core and the plugins; fails with a sentence that names the broken file.
pub fn views(settings: &Settings, plugins: &[Arc<dyn Plugin>]) -> Result<Views, String> {
    let catalogue = Arc::new(Catalogue::build(sentences(plugins))?);
    let overrides = Some(settings.templates.as_path()).filter(|path| !path.as_os_str().is_empty());
    if let Some(folder) = overrides.filter(|folder| !folder.is_dir()) {
        return Err(format!(
            "The templates folder {} does not exist. Make it, or leave the setting `templates` out.",
            folder.display()
        ));
    }
    let mut templates = templates_of(Files::iter(), |path| Files::get(path).map(|file| file.data));
    for plugin in plugins {
        let owned = plugin.templates().into_iter();
        templates.extend(owned.map(|Template { name, source }| Template { name: format!("{}/{name}", plugin.name()), source }));
    }
    Views::build(templates, catalogue, overrides)
}

fn sentences(plugins: &[Arc<dyn Plugin>]) -> Vec<CatalogueSource> {
    let core = Files::iter().filter_map(|path| {
        let (language, _) = path.strip_prefix("locales/")?.split_once('/')?;
        let source = String::from_utf8(Files::get(&path)?.data.into_owned()).ok()?;
        Some(CatalogueSource { owner: "core", language: language.to_owned(), source })
    });
    core.chain(plugins.iter().flat_map(|plugin| plugin.catalogue())).collect()
}

/// The core's menu, in the order of a meeting's needs.
pub const MENU: [MenuEntry; 7] = [
    MenuEntry { href: "/", label: "menu-home", needs: None },
    MenuEntry { href: "/treasury", label: "menu-treasury", needs: None },
    MenuEntry { href: "/minutes", label: "menu-minutes", needs: None },
    MenuEntry { href: "/members", label: "menu-members", needs: None },
    MenuEntry { href: "/mail", label: "menu-mail", needs: Some(Right::Mail) },
    MenuEntry { href: "/settings", label: "menu-settings", needs: Some(Right::Settings) },
    MenuEntry { href: "/me", label: "menu-me", needs: None },
];

/// The entries this visitor sees: the core's, with the plugins' before her own page.
pub fn menu<'a>(visitor: &Visitor, plugins: impl Iterator<Item = &'a Arc<dyn Plugin>>) -> Vec<MenuEntry> {
    let (mut entries, last) = (MENU[..6].to_vec(), MENU[6].clone());
    let at = 4;
    let added: Vec<_> = plugins.flat_map(|plugin| plugin.menu()).collect();
    entries.splice(at..at, added);
    entries.push(last);
    entries.retain(|entry| entry.needs.is_none_or(|right| visitor.may(right)));
    entries
}

/// The address of an embedded file, which changes with its content, so that a browser may keep it for ever.
pub fn asset(name: &str) -> String {
    let hash = Files::get(&format!("assets/{name}")).map_or_else(String::new, |file| short_hash(&file));
    format!("/static/{hash}/{name}")
}

fn short_hash(file: &EmbeddedFile) -> String {
    hex::encode(&file.metadata.sha256_hash()[..6])
}

/// The stylesheet, the script and the icon.
pub fn routes() -> Vec<GuardedRoute> {
    guarded![file]
}

#[derive(rocket::Responder)]
struct Kept {
    data: Vec<u8>,
    content_type: ContentType,
    cache: Header<'static>,
}

#[get("/static/<hash>/<name>")]
fn file(_who: Anyone, hash: &str, name: &str) -> Result<Kept> {
    let file = Files::get(&format!("assets/{name}")).ok_or(Error::NotFound)?;
    if hash != short_hash(&file) {
        return Err(Error::NotFound);
    }
    let content_type = name.rsplit_once('.').and_then(|(_, extension)| ContentType::from_extension(extension));
    Ok(Kept {
        data: file.data.into_owned(),
        content_type: content_type.unwrap_or(ContentType::Binary),
        cache: Header::new("Cache-Control", "public, max-age=31536000, immutable"),
    })
}
