//! What a Rust file says, as far as the tests of the house's shape need it: the paths it names, its strings, the modules it
//! declares. It reads tokens, not lines, so that comments, formatting and nested `use` trees make no difference.
//! Whatever is compiled for tests only is left out.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A Rust file without its tests.
#[derive(Debug, Default)]
pub struct Code {
    /// Every path of two and more parts, and every `use`, from its root: `crate::treasury::store`, `std::fs::read`. What a `use`
    /// brought in is written out: after `use chrono::Utc`, `Utc::now` is `chrono::Utc::now`.
    pub paths: Vec<Vec<String>>,
    /// Every string, in the order of the text; doc comments are left out.
    pub strings: Vec<String>,
    /// The files it declares as its modules, and whether they are public.
    pub modules: Vec<(String, bool)>,
    /// All tokens outside tests, groups opened up, for look-ups of short sequences.
    pub tokens: Vec<String>,
    /// The names that `use` and `mod` bring in, and what each stands for.
    names: BTreeMap<String, Vec<String>>,
}

impl Code {
    /// Reads `text`, a file whose module path within its crate is `module` (empty for the root).
    pub fn read(text: &str, module: &[&str]) -> Result<Self, String> {
        let tokens: TokenStream = text.parse().map_err(|error| format!("does not read as Rust: {error}"))?;
        let mut code = Self::default();
        let module: Vec<String> = module.iter().map(|part| part.to_string()).collect();
        code.walk(tokens, &module);
        for path in &mut code.paths {
            // A name may stand for a path that begins with a name again: `mod name; use name::Display; Display::parse()`.
            while let Some(stands_for) = code.names.get(&path[0]).filter(|stands_for| stands_for[0] != path[0]) {
                path.splice(..1, stands_for.iter().cloned());
            }
        }
        Ok(code)
    }

    fn walk(&mut self, tokens: TokenStream, module: &[String]) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            if let Some((attribute, after)) = attribute(&tokens, at) {
                at = match () {
                    () if only_for_tests(&attribute) => after_item(&tokens, after),
                    () if starts_with(&attribute, "doc") => after,
                    () => {
                        self.walk(attribute, module);
                        after
                    }
                };
                continue;
            }
            at = self.one(&tokens, at, module);
        }
    }

    /// Takes in what begins at `at`, and returns where the next thing begins.
    fn one(&mut self, tokens: &[TokenTree], at: usize, module: &[String]) -> usize {
        match &tokens[at] {
            TokenTree::Ident(word) if word == "mod" && at + 2 < tokens.len() => {
                let name = tokens[at + 1].to_string();
                match &tokens[at + 2] {
                    TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => {
                        let inner: Vec<String> = module.iter().cloned().chain([name]).collect();
                        self.walk(body.stream(), &inner);
                    }
                    _ => {
                        let whole = from_root(vec!["self".to_owned(), name.clone()], module);
                        self.names.insert(name.clone(), whole);
                        self.modules.push((name, is_public(tokens, at)));
                    }
                }
                at + 3
            }
            TokenTree::Ident(word) if word == "use" => {
                let end = (at..tokens.len()).find(|i| is_punct(&tokens[*i], ';')).unwrap_or(tokens.len());
                self.use_tree(&tokens[at + 1..end], &[], module);
                end + 1
            }
            TokenTree::Ident(_) => {
                let (path, after) = path(tokens, at);
                self.tokens.extend(path.iter().cloned());
                if path.len() > 1 {
                    self.paths.push(from_root(path, module));
                }
                after
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                self.tokens.push(open.into());
                self.walk(group.stream(), module);
                self.tokens.push(close.into());
                at + 1
            }
            TokenTree::Literal(literal) => {
                self.tokens.push(literal.to_string());
                self.strings.extend(string(&literal.to_string()));
                at + 1
            }
            TokenTree::Punct(mark) => {
                self.tokens.push(mark.to_string());
                at + 1
            }
        }
    }

    /// Takes in a `use` tree, whose braces may hold further trees.
    fn use_tree(&mut self, tree: &[TokenTree], before: &[String], module: &[String]) {
        for branch in tree.split(|token| is_punct(token, ',')) {
            let mut path = before.to_vec();
            let mut renamed = None;
            for token in branch {
                match token {
                    TokenTree::Ident(word) if word == "as" => renamed = Some(String::new()),
                    TokenTree::Ident(word) if renamed.is_some() => renamed = Some(word.to_string()),
                    TokenTree::Ident(word) => path.push(word.to_string()),
                    TokenTree::Group(group) => {
                        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                        self.use_tree(&inner, &path, module);
                        path.clear();
                    }
                    _ => {}
                }
            }
            if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
                path.pop();
            }
            if let Some(last) = path.last().cloned() {
                let whole = from_root(path, module);
                self.names.insert(renamed.unwrap_or(last), whole.clone());
                self.paths.push(whole);
            }
        }
    }
}

/// The value of a string literal as it stands in the source, escapes of quotes and line ends resolved.
pub fn string(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix('r') {
        let raw = raw.trim_matches('#');
        return Some(raw.strip_prefix('"')?.strip_suffix('"')?.to_owned());
    }
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    let mut value = String::new();
    let mut chars = inner.chars().peekable();
    while let Some(char) = chars.next() {
        match (char, chars.peek()) {
            ('\\', Some('\n')) => while chars.next_if(|next| next.is_whitespace()).is_some() {},
            ('\\', Some('n')) => {
                chars.next();
                value.push('\n');
            }
            ('\\', Some(_)) => value.extend(chars.next()),
            (char, _) => value.push(char),
        }
    }
    Some(value)
}

/// `a::b::c` from `at`, and where it ends. Generic arguments end it.
fn path(tokens: &[TokenTree], at: usize) -> (Vec<String>, usize) {
    let mut path = vec![tokens[at].to_string()];
    let mut end = at + 1;
    while end + 2 < tokens.len() && is_punct(&tokens[end], ':') && is_punct(&tokens[end + 1], ':') {
        let TokenTree::Ident(next) = &tokens[end + 2] else { break };
        path.push(next.to_string());
        end += 3;
    }
    (path, end)
}

/// Writes `self::`, `super::` and `crate::` out from the root of the crate.
fn from_root(path: Vec<String>, module: &[String]) -> Vec<String> {
    let mut home: Vec<String> = ["crate".to_owned()].into_iter().chain(module.iter().cloned()).collect();
    let relative = path.iter().take_while(|part| matches!(part.as_str(), "self" | "super")).count();
    if relative == 0 {
        return path;
    }
    let up = path[..relative].iter().filter(|part| *part == "super").count();
    home.truncate(home.len().saturating_sub(up).max(1));
    home.extend(path.into_iter().skip(relative));
    home
}

fn attribute(tokens: &[TokenTree], at: usize) -> Option<(TokenStream, usize)> {
    if !is_punct(tokens.get(at)?, '#') {
        return None;
    }
    let group_at = if is_punct(tokens.get(at + 1)?, '!') { at + 2 } else { at + 1 };
    match tokens.get(group_at)? {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => Some((group.stream(), group_at + 1)),
        _ => None,
    }
}

/// `test`, `cfg(test)`, `cfg(any(test, ...))`; `cfg(not(test))` is product code.
fn only_for_tests(attribute: &TokenStream) -> bool {
    let words = attribute.to_string().replace(' ', "");
    words == "test" || (words.starts_with("cfg(") && words.contains("test") && !words.contains("not(test"))
}

fn starts_with(stream: &TokenStream, word: &str) -> bool {
    stream.clone().into_iter().next().is_some_and(|first| first.to_string() == word)
}

/// Where the item that begins at `at` ends: after its braces or its semicolon.
fn after_item(tokens: &[TokenTree], at: usize) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is_punct(token, ';'),
    };
    (at..tokens.len()).find(|i| ends(&tokens[*i])).map_or(tokens.len(), |end| end + 1)
}

fn is_public(tokens: &[TokenTree], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map(|i| tokens[i].to_string());
    // `pub mod` and `pub(crate) mod` alike.
    [before(1), before(2)].into_iter().flatten().any(|word| word == "pub")
}

fn is_punct(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str, module: &[&str]) -> Vec<String> {
        Code::read(text, module).expect("reads").paths.iter().map(|path| path.join("::")).collect()
    }

    #[test]
    fn a_use_tree_is_read_branch_by_branch() {
        let text = "use crate::{treasury::{self, store::read as load}, members::*}; use std::fs;";
        let expected = ["crate::treasury", "crate::treasury::store::read", "crate::members", "std::fs"];
        assert_eq!(paths(text, &[]), expected);
    }

    #[test]
    fn self_and_super_are_written_out_from_the_root() {
        let text = "use super::store; fn f() { self::inner::g(); super::super::h::i() } mod deep { use super::super::rules; }";
        let expected = ["crate::minutes::store", "crate::minutes::routes::inner::g", "crate::h::i", "crate::minutes::rules"];
        assert_eq!(paths(text, &["minutes", "routes"]), expected);
    }

    #[test]
    fn what_a_use_brought_in_is_written_out() {
        let text = "use chrono::Utc; use super::ledger as books; mod sheet; pub use sheet::Sheet;
            fn f() { Utc::now(); books::post(); Sheet::add() }";
        let read = paths(text, &["treasury", "rules"]);
        assert_eq!(read[3..], ["chrono::Utc::now", "crate::treasury::ledger::post", "crate::treasury::rules::sheet::Sheet::add"]);
    }

    #[test]
    fn a_path_inside_a_macro_or_a_derive_counts() {
        assert_eq!(paths("fn f() { tracing::info!(\"{}\", rocket::x()) }", &[]), ["tracing::info", "rocket::x"]);
        assert_eq!(paths("#[derive(serde::Serialize)] struct A;", &[]), ["serde::Serialize"]);
    }

    #[test]
    fn what_is_compiled_for_tests_only_does_not_count() {
        let text = "#[cfg(test)] mod tests { use rocket::local; } #[cfg(any(test, feature = \"testing\"))] use a::b;
            #[cfg(not(test))] use c::d; // rocket::nothing
            /// rocket::nothing";
        assert_eq!(paths(text, &[]), ["c::d"]);
    }

    #[test]
    fn strings_are_read_as_they_are_meant() {
        let code =
            Code::read("/// \"doc\"\nconst A: &str = \"a \\\n   b \\\"c\\\"\"; const B: &str = r#\"d\"#;", &[]).expect("reads");
        assert_eq!(code.strings, ["a b \"c\"", "d"]);
    }

    #[test]
    fn declared_modules_are_known_with_their_visibility() {
        let code = Code::read("mod store; pub mod rules; pub(crate) mod entity; mod inner { mod deep; }", &[]).expect("reads");
        let expected = [("store", false), ("rules", true), ("entity", true), ("deep", false)];
        assert_eq!(code.modules, expected.map(|(name, public)| (name.to_owned(), public)));
    }
}
