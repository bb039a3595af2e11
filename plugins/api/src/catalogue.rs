//! The Fluent catalogues of the core and of every plugin, as one dictionary per language.

use std::collections::BTreeMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::text::{Arg, Text};

/// One `.ftl` file: who brings it, its language, its text.
#[derive(Clone, Debug)]
pub struct CatalogueSource {
    /// The core or a plugin, named in messages about a broken file.
    pub owner: &'static str,
    /// A language tag such as `en` or `es`.
    pub language: String,
    /// The Fluent source.
    pub source: String,
}

/// All sentences, by language and key. Built once at start; every look-up is by key.
pub struct Catalogue {
    bundles: BTreeMap<String, FluentBundle<FluentResource>>,
}

/// The language every catalogue is complete in.
pub const FALLBACK: &str = "en";

impl Catalogue {
    /// Reads all sources. Fails with a sentence that names the owner when one does not parse or two give the same key.
    pub fn build(sources: impl IntoIterator<Item = CatalogueSource>) -> Result<Self, String> {
        let mut bundles = BTreeMap::new();
        for CatalogueSource { owner, language, source } in sources {
            let resource = FluentResource::try_new(source)
                .map_err(|(_, errors)| format!("The {language} catalogue of {owner} does not parse: {errors:?}"))?;
            let bundle = match bundles.entry(language.clone()) {
                std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
                std::collections::btree_map::Entry::Vacant(new) => {
                    let tag: LanguageIdentifier = language
                        .parse()
                        .map_err(|_| format!("{owner} brings a catalogue for {language:?}, which is not a language tag"))?;
                    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
                    // Isolation marks would land in mail subjects and in what people copy.
                    bundle.set_use_isolating(false);
                    new.insert(bundle)
                }
            };
            bundle
                .add_resource(resource)
                .map_err(|errors| format!("The {language} catalogue of {owner} repeats a key: {errors:?}"))?;
        }
        Ok(Self { bundles })
    }

    /// The languages there is a catalogue for.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.bundles.keys().map(String::as_str)
    }

    /// `text` in `language`, or in English where that language lacks it; `None` if no catalogue has the key.
    pub fn say(&self, language: &str, text: &Text) -> Option<String> {
        [language, FALLBACK].into_iter().find_map(|language| self.say_in(language, text))
    }

    fn say_in(&self, language: &str, text: &Text) -> Option<String> {
        let bundle = self.bundles.get(language)?;
        let pattern = bundle.get_message(text.key())?.value()?;
        let mut args = FluentArgs::new();
        for (name, value) in text.args() {
            let value = match value {
                Arg::Number(number) => FluentValue::from(*number),
                Arg::Words(words) => FluentValue::from(words.clone()),
            };
            args.set(name.to_string(), value);
        }
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(key = text.key(), ?errors, "a sentence lacks a value");
        }
        Some(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(language: &str, source: &str) -> CatalogueSource {
        CatalogueSource { owner: "test", language: language.into(), source: source.into() }
    }

    #[test]
    fn a_missing_translation_falls_back_to_english() {
        let catalogue = Catalogue::build([source("en", "a = Hello { $n }\n"), source("es", "b = Hola\n")]).expect("builds");
        assert_eq!(catalogue.say("es", &Text::new("a").with("n", 1)).as_deref(), Some("Hello 1"));
        assert_eq!(catalogue.say("es", &Text::new("b")).as_deref(), Some("Hola"));
        assert_eq!(catalogue.say("es", &Text::new("c")), None);
    }

    #[test]
    fn the_same_key_twice_is_refused() {
        assert!(Catalogue::build([source("en", "a = 1\n"), source("en", "a = 2\n")]).is_err());
    }
}
