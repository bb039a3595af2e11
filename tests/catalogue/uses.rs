//! Where the sources name a sentence: `Text::new("key").with("name", ...)` and other strings in `.rs`, `{{t "key" name=...}}`
//! and the arguments of partials in `.hbs`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use handlebars::template::{Parameter, Template, TemplateElement};

use super::NO_KEYS;
use super::messages::Message;
use crate::sources::Tree;
use crate::sources::rust::{Code, string};

/// A place that names a key.
#[derive(Debug)]
pub struct Use {
    /// The file.
    pub file: String,
    /// The key.
    pub key: String,
    /// The values it hands over.
    pub given: Given,
}

/// The values handed over with a key.
#[derive(Debug)]
pub enum Given {
    /// These and no others.
    Exactly(BTreeSet<String>),
    /// They are given elsewhere.
    Unseen,
}

/// Every use in the product's own sources. Files that do not read are put into `broken`.
pub fn all(tree: &Tree, known: &BTreeMap<String, Message>, broken: &mut Vec<String>) -> Vec<Use> {
    let reader = Reader { known, stems: known.values().map(Message::stem).collect() };
    let mut uses = Vec::new();
    let product = |path: &str| !path.starts_with("tests/") && !path.contains("/tests/");
    for (path, text) in tree.of_kind("rs").filter(|(path, _)| product(path)) {
        match Code::read(text, &[]) {
            Ok(code) => reader.code(path, &code, &mut uses, broken),
            Err(why) => broken.push(format!("{path} {why}")),
        }
    }
    for (path, text) in tree.of_kind("hbs").filter(|(path, _)| product(path)) {
        match Template::compile(text) {
            Ok(template) => {
                let mut found = Vec::new();
                reader.template(&template, &mut found);
                uses.extend(found.into_iter().map(|(key, given)| Use { file: path.to_owned(), key, given }));
            }
            Err(why) => broken.push(format!("{path} does not read as a template: {why}")),
        }
    }
    uses
}

struct Reader<'a> {
    known: &'a BTreeMap<String, Message>,
    /// The first words of all known keys. Words that begin with one of them and have a key's form are meant as a key.
    stems: BTreeSet<&'a str>,
}

impl Reader<'_> {
    /// Whether a string is a key, or would be one if it were in the catalogue.
    fn looks_like_key(&self, words: &str) -> bool {
        let shaped = words.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let stem = words.split_once('-').map_or("", |(stem, _)| stem);
        let excepted = NO_KEYS.iter().any(|(word, _)| *word == words);
        self.known.contains_key(words) || (shaped && self.stems.contains(stem) && !words.ends_with('-') && !excepted)
    }

    /// `members-{x}` or `members-`: pieces of which a key would be put together.
    fn is_piece_of_key(&self, words: &str) -> bool {
        let start = words.split('{').next().unwrap_or_default();
        let shaped = start.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        let stem = start.split_once('-').map_or("", |(stem, _)| stem);
        shaped && self.stems.contains(stem) && (start.len() < words.len() || start.ends_with('-'))
    }

    fn code(&self, path: &str, code: &Code, uses: &mut Vec<Use>, broken: &mut Vec<String>) {
        let mut in_text = BTreeSet::new();
        for at in 0..code.tokens.len() {
            if let Some((key, given)) = text_new(&code.tokens[at..]) {
                in_text.insert(key.clone());
                uses.push(Use { file: path.to_owned(), key, given: Given::Exactly(given) });
            }
        }
        for words in code.strings.iter().filter(|words| !in_text.contains(*words)) {
            if self.looks_like_key(words) {
                let given = if words.contains("-notice-") { Given::Exactly(BTreeSet::new()) } else { Given::Unseen };
                uses.push(Use { file: path.to_owned(), key: words.clone(), given });
            } else if self.is_piece_of_key(words) {
                broken.push(format!("{path}: the key {words:?} is put together from pieces; write each key out"));
            }
        }
    }

    fn template(&self, template: &Template, found: &mut Vec<(String, Given)>) {
        for element in &template.elements {
            self.element(element, found);
        }
    }

    fn element(&self, element: &TemplateElement, found: &mut Vec<(String, Given)>) {
        match element {
            TemplateElement::Expression(helper)
            | TemplateElement::HtmlExpression(helper)
            | TemplateElement::HelperBlock(helper) => {
                self.call(&helper.name, &helper.params, &helper.hash, found);
                helper.template.iter().chain(&helper.inverse).for_each(|inner| self.template(inner, found));
            }
            TemplateElement::PartialExpression(partial)
            | TemplateElement::PartialBlock(partial)
            | TemplateElement::DecoratorExpression(partial)
            | TemplateElement::DecoratorBlock(partial) => {
                let is_layout = name(&partial.name) == Some("layout");
                for (argument, value) in &partial.hash {
                    let given =
                        if is_layout && argument == "page_title" { Given::Exactly(BTreeSet::new()) } else { Given::Unseen };
                    self.argument(value, given, found);
                }
                partial.params.iter().for_each(|value| self.argument(value, Given::Unseen, found));
                partial.template.iter().for_each(|inner| self.template(inner, found));
            }
            _ => {}
        }
    }

    fn call(
        &self,
        helper: &Parameter,
        params: &[Parameter],
        hash: &HashMap<String, Parameter>,
        found: &mut Vec<(String, Given)>,
    ) {
        let mut params = params.iter();
        if name(helper) == Some("t")
            && let Some(first) = params.next()
        {
            match first {
                Parameter::Literal(key) => {
                    found.push((key.as_str().unwrap_or_default().to_owned(), Given::Exactly(hash.keys().cloned().collect())));
                }
                other => self.argument(other, Given::Unseen, found),
            }
        }
        params.chain(hash.values()).for_each(|value| self.argument(value, Given::Unseen, found));
    }

    fn argument(&self, value: &Parameter, given: Given, found: &mut Vec<(String, Given)>) {
        match value {
            Parameter::Literal(words) => {
                found.extend(words.as_str().filter(|words| self.looks_like_key(words)).map(|key| (key.to_owned(), given)));
            }
            Parameter::Subexpression(inner) => self.element(&inner.element, found),
            _ => {}
        }
    }
}

fn name(parameter: &Parameter) -> Option<&str> {
    match parameter {
        Parameter::Literal(words) => words.as_str(),
        other => other.as_name(),
    }
}

/// `Text::new("key")` at the beginning of `tokens`, with the names of the `.with(...)` that follow at once.
fn text_new(tokens: &[String]) -> Option<(String, BTreeSet<String>)> {
    let [text, new, open, key, close, ..] = tokens else { return None };
    if (text.as_str(), new.as_str(), open.as_str(), close.as_str()) != ("Text", "new", "(", ")") {
        return None;
    }
    let mut given = BTreeSet::new();
    let mut rest = &tokens[5..];
    while let [dot, with, open, name, ..] = rest
        && (dot.as_str(), with.as_str(), open.as_str()) == (".", "with", "(")
    {
        given.extend(string(name));
        let mut depth = 0;
        let end = rest.iter().position(|token| {
            depth += i32::from(matches!(token.as_str(), "(" | "[" | "{")) - i32::from(matches!(token.as_str(), ")" | "]" | "}"));
            depth == 0 && token == ")"
        })?;
        rest = &rest[end + 1..];
    }
    Some((string(key)?, given))
}
