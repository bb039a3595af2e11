//! Keeps the house in its shape: the arrows between its parts, and what no page and no file may hold.
//! `ARCHITECTURE.md` says why the shape is as it is; here stands only what would otherwise wear away unnoticed.

mod arrows;
mod pages;

use crate::sources::Tree;
use crate::sources::rust::Code;

#[test]
fn the_parts_reach_for_each_other_only_along_the_arrows() {
    assert_none(arrows::broken(&Tree::of_the_project()));
}

#[test]
fn pages_hold_nothing_that_the_content_policy_forbids_and_nothing_unescaped() {
    assert_none(pages::broken(&Tree::of_the_project()));
}

#[test]
fn every_rust_file_opens_by_saying_why_it_exists() {
    assert_none(silent_files(&Tree::of_the_project()));
}

#[test]
fn product_code_never_unwraps() {
    assert_none(unwrapping(&Tree::of_the_project()));
}

fn assert_none(broken: Vec<String>) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

fn silent_files(tree: &Tree) -> Vec<String> {
    let silent = tree.of_kind("rs").filter(|(_, text)| !text.trim().is_empty() && !text.trim_start().starts_with("//! "));
    silent.map(|(path, _)| format!("{path} does not open with a `//!` line that says why it exists")).collect()
}

fn unwrapping(tree: &Tree) -> Vec<String> {
    let product = tree.of_kind("rs").filter(|(path, _)| !path.starts_with("tests/") && !path.contains("/tests/"));
    let unwraps = product.filter(|(_, text)| {
        let tokens = Code::read(text, &[]).map(|code| code.tokens).unwrap_or_default();
        tokens.windows(3).any(|three| three[0] == "." && three[1] == "unwrap" && three[2] == "(")
    });
    unwraps.map(|(path, _)| format!("{path} unwraps; `expect` with the reason it cannot fail, or pass the error on")).collect()
}

#[test]
fn a_file_without_an_opening_line_is_found() {
    let tree = Tree::made_up(&[("server/a.rs", "//! Why.\n"), ("server/b.rs", "// No reason.\nfn b() {}\n")]);
    assert_eq!(silent_files(&tree).len(), 1);
}

#[test]
fn an_unwrap_is_found_in_product_code_and_allowed_in_tests() {
    let tree = Tree::made_up(&[
        ("server/a.rs", "fn a() { b().unwrap() }"),
        ("server/c.rs", "fn a() { b().unwrap_or_default() } #[cfg(test)] mod tests { fn t() { b().unwrap() } }"),
        ("tests/d.rs", "fn a() { b().unwrap() }"),
    ]);
    let found = unwrapping(&tree);
    assert!(found.len() == 1 && found[0].starts_with("server/a.rs"), "{found:?}");
}
