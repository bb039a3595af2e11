//! The list of hooks: in the trait, in the table of `plugins/README.md`, and in the plugins that use them.

use homegroup_plugin::{Error, Filled, Group, Job, PersonalData, Place, Plugin, Result, Visitor, anyhow, async_trait};

use crate::sources::Tree;

const README: &str = include_str!("../../plugins/README.md");
const COFFEE: &str = include_str!("coffee.rs");

/// The functions of `pub trait <name>` in a source, in their order.
fn functions_of(source: &str, name: &str) -> Vec<String> {
    let (_, after) = source.split_once(&format!("pub trait {name}")).expect("the trait is there");
    let body = after.split("\n}").next().expect("the trait ends");
    let lines = body.lines().filter_map(|line| line.trim().trim_start_matches("async ").strip_prefix("fn "));
    lines.filter_map(|line| line.split(['(', '<']).next().map(str::to_owned)).collect()
}

/// The rows of the README whose first cell is a name in code, as their cells, of the table that follows `heading`.
fn rows_under(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, after) = README.split_once(heading).expect("the heading is there");
    let section = after.split("\n##").next().expect("the section ends");
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| row.trim_matches('|').split(" | ").map(str::trim).collect()).collect()
}

fn named(rows: &[Vec<&str>]) -> Vec<String> {
    rows.iter().map(|row| row[0].trim_matches('`').to_owned()).collect()
}

#[test]
fn every_hook_has_its_row_in_the_readme_and_every_row_its_hook() {
    let tree = Tree::of_the_project();
    let hooks = functions_of(tree.text("plugins/api/src/plugin.rs").expect("the contract is there"), "Plugin");
    assert!(hooks.len() > 10, "{hooks:?}");
    assert_eq!(hooks, named(&rows_under("### The hooks")));
    let asked = functions_of(tree.text("plugins/api/src/group.rs").expect("the contract is there"), "Group");
    let (mut asked, mut rows) = (asked, named(&rows_under("### What it may ask")));
    asked.sort();
    rows.sort();
    assert_eq!(asked, rows);
}

#[test]
fn every_hook_is_used_by_the_plugins_its_row_names_and_by_the_third() {
    let tree = Tree::of_the_project();
    let uses = |plugin: &str, hook: &str| {
        let source = tree.text(&format!("plugins/{plugin}/src/lib.rs")).unwrap_or_default();
        source.contains(&format!("fn {hook}("))
    };
    for row in rows_under("### The hooks") {
        let (hook, users) = (row[0].trim_matches('`'), *row.last().expect("the last cell"));
        assert!(COFFEE.contains(&format!("fn {hook}(")), "the tiny plugin does not use {hook}");
        // A plugin that was taken out of the program takes its claim along.
        for plugin in ["newsletter", "anniversaries"].into_iter().filter(|plugin| tree.plugins().contains(plugin)) {
            let claimed = users == "both" || users == plugin;
            assert_eq!(claimed, uses(plugin, hook), "{plugin} and {hook}: the table says {users}");
        }
    }
}

#[test]
fn the_tables_are_read_as_they_stand() {
    let source =
        "pub trait Plugin: Send {\n    fn name(&self) -> u8;\n    async fn slot(&self) {\n        other()\n    }\n}\nfn no() {}";
    assert_eq!(functions_of(source, "Plugin"), ["name", "slot"]);
    assert!(rows_under("### The hooks").iter().all(|row| row.len() == 4));
}

/// A plugin whose block and job always fail: what the core must stand.
pub struct BrokenTile;

#[async_trait]
impl Plugin for BrokenTile {
    fn name(&self) -> &'static str {
        "broken"
    }

    fn personal_data(&self) -> PersonalData {
        PersonalData::none()
    }

    fn jobs(&self) -> Vec<Job> {
        vec![Job::new("fail", "0 0 0 1 1 *", |_| Box::pin(async { Err(failure()) }))]
    }

    async fn slot(&self, _: Place, _: &dyn Group, _: &Visitor) -> Result<Option<Filled>> {
        Err(failure())
    }
}

fn failure() -> Error {
    Error::Internal(anyhow::anyhow!("the urn is leaking"))
}
