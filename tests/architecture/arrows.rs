//! The arrows of the house, read off the sources: what each kind of file may name, and what it may not.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::Tree;
use crate::sources::rust::Code;

/// What rules may name besides themselves: plain data, no clock, no chance, no wire and no disk.
const KNOWN_TO_RULES: [&str; 10] =
    ["std", "core", "chrono", "chrono_tz", "serde", "uuid", "sha2", "hex", "unicode_normalization", "regex"];
/// The parts of those that are a clock, chance, a disk or a wire after all.
const WORLD: [&str; 7] = ["std::env", "std::fs", "std::net", "std::process", "std::thread", "chrono::Local", "std::io"];
/// The contract's plain data and pure functions, which rules may name too.
const PLAIN: [&str; 8] = ["MemberId", "Right", "Setting", "SettingKind", "Settings", "Text", "discreet", "markdown"];
/// What is built on top of the slices. Slices never look up to it.
const ON_TOP: [&str; 6] = ["demo", "group", "jobs", "main", "plugins", "serve"];
/// A path that ends so asks the world for something that should have been an argument.
const ASKING: [&str; 4] = ["now", "now_v7", "new_v4", "SystemTime"];

/// Every arrow that points where it may not, as a sentence.
pub fn broken(tree: &Tree) -> Vec<String> {
    let mut broken = manifests(tree);
    match House::read(tree) {
        Ok(house) => house.files.iter().for_each(|file| house.check(file, &mut broken)),
        Err(unreadable) => broken.push(unreadable),
    }
    broken
}

/// Which crate may depend on which of ours.
fn manifests(tree: &Tree) -> Vec<String> {
    let mut broken = Vec::new();
    for (path, text) in tree.of_kind("toml").filter(|(path, _)| path.ends_with("/Cargo.toml")) {
        let Ok(manifest) = text.parse::<toml::Table>() else {
            broken.push(format!("{path} does not read as TOML"));
            continue;
        };
        let plugin = path.starts_with("plugins/") && path != "plugins/api/Cargo.toml";
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let names = manifest.get(section).and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::keys);
            for name in names.filter(|name| name.starts_with("homegroup")) {
                if !(plugin && name == "homegroup-plugin") {
                    broken.push(format!("{path} depends on {name}: a plugin knows the contract, the others none of ours"));
                }
            }
        }
    }
    broken
}

/// One product file and its place in the house.
struct File {
    path: String,
    /// Its crate's folder: `server`, `plugins/api`, `plugins/<name>`, `migrations`.
    part: String,
    /// Module path within the crate.
    module: Vec<String>,
    code: Code,
}

impl File {
    fn read(path: &str, text: &str) -> Option<Result<Self, String>> {
        let (part, below) = match path.split('/').collect::<Vec<_>>().as_slice() {
            // A module of unit tests in a file of its own.
            [.., "tests.rs"] => return None,
            ["server", below @ ..] => ("server".to_owned(), below.to_vec()),
            ["plugins", name, "src", below @ ..] => (format!("plugins/{name}"), below.to_vec()),
            ["migrations", "src", below @ ..] => ("migrations".to_owned(), below.to_vec()),
            _ => return None,
        };
        let mut module: Vec<&str> = below.iter().map(|part| part.trim_end_matches(".rs")).collect();
        if matches!(module.last(), Some(&"mod" | &"lib" | &"main")) {
            module.pop();
        }
        let code = Code::read(text, &module).map_err(|why| format!("{path} {why}"));
        let module = module.iter().map(|part| part.to_string()).collect();
        Some(code.map(|code| File { path: path.to_owned(), part, module, code }))
    }

    /// `rules`, `store`, `entity` or `routes`, if the file is one of a slice's (or a plugin's) or lies in a folder of that name.
    fn layer(&self) -> Option<&str> {
        let at = usize::from(self.part == "server");
        let name = self.module.get(at)?.as_str();
        ["rules", "store", "entity", "routes"].into_iter().find(|layer| *layer == name)
    }

    /// The folder whose own rules, store, entity and routes it belongs to, from the crate's root.
    fn home(&self) -> Vec<String> {
        let own = if self.part == "server" { self.module.first().cloned() } else { None };
        ["crate".to_owned()].into_iter().chain(own).collect()
    }
}

struct House {
    files: Vec<File>,
    /// The folders of `server/` that have a store, rules or routes of their own.
    slices: BTreeSet<String>,
    /// The crates of the plugins, as paths name them.
    plugins: BTreeSet<String>,
}

impl House {
    fn read(tree: &Tree) -> Result<Self, String> {
        let files: Vec<File> = tree.of_kind("rs").filter_map(|(path, text)| File::read(path, text)).collect::<Result<_, _>>()?;
        let slices = files
            .iter()
            .filter(|file| file.part == "server" && file.layer().is_some())
            .filter_map(|file| file.module.first().cloned())
            .collect();
        let plugins = tree.plugins().iter().map(|name| format!("homegroup_{name}")).collect();
        Ok(Self { files, slices, plugins })
    }

    fn check(&self, file: &File, broken: &mut Vec<String>) {
        for path in &file.code.paths {
            if let Some(why) = self.forbids(file, path) {
                broken.push(format!("{} names {}: {why}", file.path, path.join("::")));
            }
        }
        let in_slice = file.part == "server" && file.module.len() == 1 && self.slices.contains(&file.module[0]);
        if in_slice {
            for (name, _) in file.code.modules.iter().filter(|(name, public)| *public && (name == "store" || name == "entity")) {
                broken.push(format!("{} shows its {name} to others: it is the slice's own", file.path));
            }
        }
    }

    fn forbids(&self, file: &File, path: &[String]) -> Option<String> {
        let root = path[0].as_str();
        let server = file.part == "server";
        if self.plugins.contains(root) && file.path != "server/plugins.rs" {
            return Some("plugins are named in server/plugins.rs alone".into());
        }
        if matches!(root, "homegroup" | "homegroup_migrations") && !server {
            return Some("only the server itself knows the server".into());
        }
        if root == "homegroup_plugin" && file.part == "migrations" {
            return Some("migrations know tables and nothing else".into());
        }
        let layer = file.layer();
        let by_layer = match layer {
            Some("rules") => rules_forbid(file, path),
            Some("store" | "entity") if root == "rocket" => Some("a store knows nothing of requests".to_owned()),
            Some("routes") if root == "sea_orm" || path.starts_with(&["homegroup_plugin".into(), "sea_orm".into()]) => {
                Some("only stores speak to the database".to_owned())
            }
            _ => None,
        };
        by_layer.or_else(|| inward(file, layer, path)).or_else(|| if server { self.across(file, path) } else { None })
    }

    /// From one slice to another, and from a slice to what is built on top of the slices.
    fn across(&self, file: &File, path: &[String]) -> Option<String> {
        let own = file.module.first().filter(|first| self.slices.contains(*first))?;
        if path[0] != "crate" || path.get(1) == Some(own) {
            return None;
        }
        let other = path.get(1).map(String::as_str).unwrap_or_default();
        if self.slices.contains(other) {
            let inside = path.get(2).map(String::as_str).unwrap_or_default();
            let shown =
                |name: &str| self.module(&[other]).is_some_and(|file| file.code.modules.contains(&(name.to_owned(), true)));
            let is_module = self.module(&[other, inside]).is_some();
            let reached_past = is_module && !shown(inside);
            return reached_past.then(|| format!("what {other} offers to others stands in its mod.rs"));
        }
        // A name that is no file of its own is something of lib.rs, which puts everything together.
        let on_top = ON_TOP.contains(&other) || self.module(&[other]).is_none();
        on_top.then(|| "it stands on top of the slices, and slices never look up".to_owned())
    }

    fn server(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.part == "server")
    }

    fn module(&self, module: &[&str]) -> Option<&File> {
        self.server().find(|file| file.module == module)
    }
}

fn rules_forbid(file: &File, path: &[String]) -> Option<String> {
    let whole = path.join("::");
    let asks = path.last().is_some_and(|last| ASKING.contains(&last.as_str())) && path.len() > 1;
    if asks || WORLD.iter().any(|part| whole == *part || whole.starts_with(&format!("{part}::"))) {
        return Some("the clock, chance and the disk are arguments of a rule".into());
    }
    let own = file.home().into_iter().chain(["rules".to_owned()]).collect::<Vec<_>>();
    let allowed = match path[0].as_str() {
        "crate" => path.starts_with(&own),
        "homegroup_plugin" => path.get(1).is_some_and(|item| PLAIN.contains(&item.as_str())),
        root => KNOWN_TO_RULES.contains(&root) || !is_crate(root),
    };
    (!allowed).then(|| "rules know plain data only".into())
}

/// A lower-case root that no `use` and no `mod` explains is a crate, or a type of the language as in `i64::MAX`.
fn is_crate(root: &str) -> bool {
    const OF_THE_LANGUAGE: &str = " bool char str f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize ";
    root.starts_with(|first: char| first.is_ascii_lowercase()) && !OF_THE_LANGUAGE.contains(&format!(" {root} "))
}

/// Within a slice or a plugin: routes -> store -> entity, all of them -> rules.
fn inward(file: &File, layer: Option<&str>, path: &[String]) -> Option<String> {
    let home = file.home();
    let inside = path.strip_prefix(home.as_slice())?.first()?.as_str();
    let forbidden: &[&str] = match layer? {
        "rules" => &["store", "entity", "routes"],
        "entity" => &["store", "routes"],
        "store" => &["routes"],
        _ => &["entity"],
    };
    forbidden.contains(&inside).then(|| {
        let words: BTreeMap<&str, &str> = BTreeMap::from([("entity", "tables"), ("store", "store"), ("routes", "routes")]);
        format!("{} do not reach for the {}", layer.unwrap_or_default(), words.get(inside).unwrap_or(&inside))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLICES: [(&str, &str); 5] = [
        ("server/lib.rs", "mod group; mod house; mod members; mod treasury;"),
        ("server/group.rs", "use crate::members::Roster;"),
        ("server/house.rs", "use crate::members::Roster;"),
        ("server/members/mod.rs", "mod store; pub mod names; pub use store::Roster;"),
        ("server/members/store.rs", "pub struct Roster;"),
    ];

    /// What is wrong with a small house to which one file is added.
    fn with(path: &str, text: &str) -> Vec<String> {
        let plugin = ("plugins/coffee/Cargo.toml", "[dependencies]\nhomegroup-plugin.workspace = true\n");
        let files: Vec<(&str, &str)> =
            SLICES.into_iter().chain([plugin, ("server/members/names.rs", ""), (path, text)]).collect();
        broken(&Tree::made_up(&files))
    }

    #[test]
    fn each_arrow_that_points_the_wrong_way_is_found() {
        let wrong = [
            ("server/treasury/rules.rs", "use rocket::http::Status;"),
            ("server/treasury/rules.rs", "fn f() { tracing::info!(\"\") }"),
            ("server/treasury/rules.rs", "fn f() { chrono::Utc::now(); }"),
            ("server/treasury/rules/report.rs", "use std::fs;"),
            ("server/treasury/rules/report.rs", "use super::super::store;"),
            ("server/treasury/rules.rs", "use homegroup_plugin::Page;"),
            ("server/treasury/rules.rs", "use crate::members::Roster;"),
            ("server/treasury/store.rs", "use super::routes::Form;"),
            ("server/treasury/store.rs", "use rocket::State;"),
            ("server/treasury/routes.rs", "use super::entity;"),
            ("server/treasury/routes.rs", "use sea_orm::EntityTrait;"),
            ("server/treasury/routes.rs", "use homegroup_plugin::sea_orm::EntityTrait;"),
            ("server/treasury/routes.rs", "use crate::members::store::Roster;"),
            ("server/treasury/routes.rs", "use crate::group::OurGroup;"),
            ("server/treasury/routes.rs", "use crate::build;"),
            ("server/treasury/routes.rs", "use homegroup_coffee::Coffee;"),
            ("server/group.rs", "fn f() { homegroup_coffee::x() }"),
            ("plugins/coffee/src/lib.rs", "use homegroup::build;"),
            ("plugins/coffee/src/rules.rs", "use sea_orm::Value;"),
            ("plugins/api/src/lib.rs", "use homegroup_coffee::Coffee;"),
            ("migrations/src/lib.rs", "use homegroup_plugin::Right;"),
            ("plugins/tea/Cargo.toml", "[dependencies]\nhomegroup = \"1\"\n"),
            ("plugins/tea/Cargo.toml", "[dev-dependencies]\nhomegroup-coffee.workspace = true\n"),
            ("plugins/api/Cargo.toml", "[dependencies]\nhomegroup-migrations.workspace = true\n"),
        ];
        for (path, text) in wrong {
            let found = with(path, text);
            assert!(found.len() == 1 && found[0].starts_with(path), "{path} with {text:?}: {found:?}");
        }
    }

    #[test]
    fn a_store_shown_to_others_is_found() {
        assert_eq!(with("server/treasury/mod.rs", "pub mod store;"), Vec::<String>::new(), "not a slice without layers");
        let files = [("server/treasury/mod.rs", "pub mod store;"), ("server/treasury/store.rs", "")];
        assert_eq!(broken(&Tree::made_up(&files)).len(), 1);
    }

    #[test]
    fn each_arrow_that_points_the_right_way_is_left_alone() {
        let right = [
            (
                "server/treasury/rules.rs",
                "use std::fmt; use chrono::NaiveDate; use serde::Serialize; use homegroup_plugin::Right;",
            ),
            ("server/treasury/rules/report.rs", "use super::ledger::Entry; use crate::treasury::rules::sheet;"),
            ("server/treasury/rules.rs", "#[cfg(test)] mod tests { use proptest::prelude::*; }"),
            ("server/treasury/store.rs", "use super::{entity, rules}; use sea_orm::EntityTrait; use homegroup_plugin::Db;"),
            ("server/treasury/routes.rs", "use super::{rules, store}; use rocket::get; use crate::house::House;"),
            ("server/treasury/routes.rs", "use crate::members::{self, Roster, names::short};"),
            ("server/treasury/mod.rs", "mod store; pub use store::post; use sea_orm::ConnectionTrait;"),
            ("server/group.rs", "use crate::treasury; use crate::members::Roster;"),
            ("server/plugins.rs", "use homegroup_coffee::Coffee;"),
            ("plugins/coffee/src/routes.rs", "use crate::store; use homegroup_plugin::Page;"),
            ("plugins/coffee/Cargo.toml", "[dependencies]\nhomegroup-plugin.workspace = true\nserde = \"1\"\n"),
        ];
        for (path, text) in right {
            assert_eq!(with(path, text), Vec::<String>::new(), "{path} with {text:?}");
        }
    }
}
