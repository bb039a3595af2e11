//! A sentence that is not yet in a language: a Fluent key and its values.
//!
//! Rules and handlers speak in `Text`; only the page or the mail that shows it turns it into words.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A Fluent message key with its arguments.
///
/// ```
/// # use homegroup_plugin::Text;
/// let text = Text::new("treasury-sheet-differs").with("declared", "48.00").with("counted", "47.00");
/// assert_eq!(text.key(), "treasury-sheet-differs");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    key: Cow<'static, str>,
    args: BTreeMap<Cow<'static, str>, Arg>,
}

/// A value inside a sentence: a number (which chooses plural forms) or words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Arg {
    /// A whole number.
    Number(i64),
    /// Anything else, already in words.
    Words(String),
}

impl Text {
    /// The message `key` of the catalogue, without values yet.
    pub fn new(key: impl Into<Cow<'static, str>>) -> Self {
        Self { key: key.into(), args: BTreeMap::new() }
    }

    /// Gives the message the value it calls `$name`.
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Arg>) -> Self {
        self.args.insert(name.into(), value.into());
        self
    }

    /// The key of the message in the catalogue.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The values by name.
    pub fn args(&self) -> &BTreeMap<Cow<'static, str>, Arg> {
        &self.args
    }
}

impl From<&str> for Arg {
    fn from(words: &str) -> Self {
        Arg::Words(words.to_owned())
    }
}

impl From<String> for Arg {
    fn from(words: String) -> Self {
        Arg::Words(words)
    }
}

macro_rules! numbers {
    ($($number:ty),*) => { $(impl From<$number> for Arg {
        fn from(number: $number) -> Self {
            i64::try_from(number).map_or_else(|_| Arg::Words(number.to_string()), Arg::Number)
        }
    })* };
}
numbers!(i64, i32, u32, u64, usize, u16, u8);
