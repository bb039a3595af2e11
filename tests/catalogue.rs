//! Every sentence a person reads stands in a catalogue, and every sentence of a catalogue is said somewhere.
//!
//! The test reads the English `.ftl` files and finds where `.rs` and `.hbs` name their keys: a key that is missing, unused or
//! given twice, a value that a sentence needs and does not get, or gets and does not use. It can only do so because keys
//! stand in the sources literally; one that is put together from pieces is refused as well.

mod messages;
mod uses;

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::Tree;
use messages::Message;
use uses::{Given, Use};

/// Words that look like keys and are none, each with what they are.
const NO_KEYS: [(&str, &str); 0] = [];

#[test]
fn every_sentence_is_there_and_every_sentence_is_said() {
    let broken = check(&Tree::of_the_project());
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// Who a file belongs to: a plugin, or `core`.
fn owner<'a>(tree: &Tree, path: &'a str) -> &'a str {
    let plugin = path.strip_prefix("plugins/").and_then(|below| below.split('/').next());
    plugin.filter(|name| tree.plugins().contains(name)).unwrap_or("core")
}

fn check(tree: &Tree) -> Vec<String> {
    let mut broken = Vec::new();
    let mut known: BTreeMap<String, Message> = BTreeMap::new();
    for (path, text) in tree.of_kind("ftl").filter(|(path, _)| path.contains("/locales/en/")) {
        for message in messages::read(path, text).unwrap_or_else(|why| {
            broken.push(why);
            Vec::new()
        }) {
            let owner = owner(tree, path);
            if owner != "core" && message.stem() != owner {
                broken.push(format!("{path}: {} does not begin with {owner}-", message.key));
            }
            if let Some(first) = known.insert(message.key.clone(), message) {
                broken.push(format!("{path}: {} stands in {} already", first.key, first.file));
            }
        }
    }
    let uses = uses::all(tree, &known, &mut broken);
    broken.extend(uses.iter().filter_map(|said| wrong(tree, &known, said)));
    let said: BTreeSet<(&str, &str)> = uses.iter().map(|said| (owner(tree, &said.file), said.key.as_str())).collect();
    for message in known.values() {
        let by_owner = said.contains(&(owner(tree, &message.file), message.key.as_str()));
        let of_core = owner(tree, &message.file) == "core" && said.iter().any(|(_, key)| *key == message.key);
        let by_another_message = known.values().any(|other| other.refers_to.contains(&message.key));
        if !(by_owner || of_core || by_another_message) {
            broken.push(format!("{}: nothing says {}", message.file, message.key));
        }
    }
    broken
}

fn wrong(tree: &Tree, known: &BTreeMap<String, Message>, said: &Use) -> Option<String> {
    let Use { file, key, given } = said;
    let message = known.get(key).filter(|message| ["core", owner(tree, file)].contains(&owner(tree, &message.file)));
    let Some(message) = message else { return Some(format!("{file}: no sentence {key:?} in its catalogue")) };
    let Given::Exactly(given) = given else { return None };
    let list = |names: Vec<&String>| names.iter().map(|name| format!("${name}")).collect::<Vec<_>>().join(", ");
    let lacking: Vec<&String> = message.variables.difference(given).collect();
    let idle: Vec<&String> = given.difference(&message.variables).collect();
    match (lacking.is_empty(), idle.is_empty()) {
        (true, true) => None,
        (false, _) => Some(format!("{file}: {key} is not given {}", list(lacking))),
        (true, false) => Some(format!("{file}: {key} is given {}, which it does not use", list(idle))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FTL: (&str, &str) = (
        "templates/locales/en/members.ftl",
        "members-hello = Hello { $name }\nmembers-count = { $n ->\n [one] one { members-word }\n *[other] { $n }\n }\nmembers-word = member\n",
    );
    const PAGE: (&str, &str) =
        ("templates/members/list.hbs", "{{t \"members-hello\" name=x}}{{#if (t \"members-count\" n=1)}}{{/if}}");

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::made_up(files))
    }

    #[test]
    fn a_house_in_order_is_left_alone() {
        assert_eq!(found(&[FTL, PAGE]), Vec::<String>::new());
        let code = "fn f() { Text::new(\"members-hello\").with(\"name\", who.name(1)); label(\"members-count\") }";
        assert_eq!(found(&[FTL, ("server/members/routes.rs", code)]), Vec::<String>::new());
    }

    #[test]
    fn each_disorder_is_found() {
        let code = |text| ("server/members/routes.rs", text);
        let page = |text| ("templates/members/new.hbs", text);
        for (file, sentence) in [
            (page("{{t \"members-hullo\"}}"), "no sentence \"members-hullo\""),
            (page("{{t \"members-hello\"}}"), "members-hello is not given $name"),
            (page("{{t \"members-hello\" name=1 age=2}}"), "members-hello is given $age"),
            (page("{{#> layout page_title=\"members-hello\"}}{{/layout}}"), "members-hello is not given $name"),
            (page("{{#each x}}{{> row label=\"members-rwo\"}}{{/each}}"), "no sentence \"members-rwo\""),
            (page("{{#if x}"), "does not read as a template"),
            (code("fn f() { Text::new(\"members-hullo\") }"), "no sentence \"members-hullo\""),
            (code("fn f() { Text::new(\"hullo\") }"), "no sentence \"hullo\""),
            (code("fn f() { Text::new(\"members-hello\").with(\"nam\", 1) }"), "members-hello is not given $name"),
            (code("const LABEL: &str = \"members-hullo\";"), "no sentence \"members-hullo\""),
            (code("fn f() { go.saying(\"members-notice-lost\") }"), "no sentence \"members-notice-lost\""),
            (code("fn f() { format!(\"members-right-{right}\") }"), "is put together"),
            (("templates/locales/en/treasury.ftl", "treasury-lost = Lost\n"), "nothing says treasury-lost"),
            (("templates/locales/en/zoo.ftl", "members-word = Again\n"), "stands in templates/locales/en/members.ftl already"),
            (("templates/locales/en/treasury.ftl", "treasury lost\n"), "does not parse"),
        ] {
            let found = found(&[FTL, PAGE, file]);
            assert!(found.iter().any(|found| found.contains(sentence)), "{file:?}: {found:?}");
        }
    }

    #[test]
    fn a_plugin_may_say_the_cores_sentences_and_not_another_plugins() {
        let manifests = [("plugins/tea/Cargo.toml", ""), ("plugins/coffee/Cargo.toml", "")];
        let tea = [("plugins/tea/locales/en/tea.ftl", "tea-hot = Hot\n"), ("plugins/tea/templates/a.hbs", "{{t \"tea-hot\"}}")];
        let files = |said| [manifests[0], manifests[1], tea[0], tea[1], FTL, PAGE, ("plugins/coffee/templates/a.hbs", said)];
        assert_eq!(found(&files("{{t \"members-word\"}}")), Vec::<String>::new());
        assert_eq!(found(&files("{{t \"tea-hot\"}}")).len(), 1);
    }

    #[test]
    fn a_plugins_sentences_bear_its_name() {
        let files = [("plugins/tea/Cargo.toml", ""), ("plugins/tea/locales/en/tea.ftl", "hot = Hot\n"), FTL, PAGE];
        assert!(found(&files)[0].contains("hot does not begin with tea-"));
    }

    #[test]
    fn what_only_a_test_says_does_not_count() {
        let only_in_test = "#[cfg(test)] mod tests { fn f() { Text::new(\"members-hello\"); say(\"members-count\") } }";
        let found = found(&[FTL, ("server/members/routes.rs", only_in_test)]);
        assert!(found.iter().any(|found| found.contains("nothing says members-hello")), "{found:?}");
    }
}
