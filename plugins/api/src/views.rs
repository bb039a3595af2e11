//! Templates: one registry that escapes for HTML, one that does not for the text of mails; sentences from the catalogue.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use handlebars::{Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError, RenderErrorReason};
use serde_json::Value;

use crate::catalogue::{Catalogue, FALLBACK};
use crate::markdown::MarkdownHelper;
use crate::text::{Arg, Text};

/// One template file. A name that ends in `.txt` is text and goes unescaped; every other is HTML.
#[derive(Clone, Debug)]
pub struct Template {
    /// Path without `.hbs`: `list`, `notice/text.txt`.
    pub name: String,
    /// Its source.
    pub source: Cow<'static, str>,
}

/// The templates among embedded files: every `.hbs`, by its path.
pub fn templates_of<'a>(
    files: impl Iterator<Item = Cow<'a, str>>,
    read: impl Fn(&str) -> Option<Cow<'static, [u8]>>,
) -> Vec<Template> {
    files
        .filter_map(|path| {
            let name = path.strip_suffix(".hbs")?.to_owned();
            let source = String::from_utf8(read(&path)?.into_owned()).ok()?;
            Some(Template { name, source: Cow::Owned(source) })
        })
        .collect()
}

/// All templates of the core and the plugins, ready to render.
pub struct Views {
    html: Handlebars<'static>,
    text: Handlebars<'static>,
    catalogue: Arc<Catalogue>,
}

impl Views {
    /// Registers all templates; a file `<name>.hbs` in `overrides` replaces the one of that name. Fails with a sentence.
    pub fn build(templates: Vec<Template>, catalogue: Arc<Catalogue>, overrides: Option<&Path>) -> Result<Self, String> {
        let mut html = registry(&catalogue);
        let mut text = registry(&catalogue);
        text.register_escape_fn(handlebars::no_escape);
        html.register_helper("markdown", Box::new(MarkdownHelper::Html));
        text.register_helper("markdown", Box::new(MarkdownHelper::Text));
        for Template { name, source } in templates {
            let source = match overrides.map(|folder| folder.join(format!("{name}.hbs"))) {
                Some(file) if file.is_file() => std::fs::read_to_string(&file)
                    .map(Cow::Owned)
                    .map_err(|error| format!("The template {} cannot be read: {error}", file.display()))?,
                _ => source,
            };
            let (registry, name) = match name.strip_suffix(".txt") {
                Some(name) => (&mut text, name.to_owned()),
                None => (&mut html, name),
            };
            registry
                .register_template_string(&name, source)
                .map_err(|error| format!("The template {name} does not parse: {error}"))?;
        }
        Ok(Self { html, text, catalogue })
    }

    /// Renders a page or the HTML part of a mail. `context.lang` chooses the language.
    pub fn html(&self, name: &str, context: &Value) -> Result<String, RenderError> {
        self.html.render(name, context)
    }

    /// Renders the text part or the subject of a mail.
    pub fn text(&self, name: &str, context: &Value) -> Result<String, RenderError> {
        self.text.render(name, context)
    }

    /// Whether there is an HTML template of this name.
    pub fn has(&self, name: &str) -> bool {
        self.html.has_template(name)
    }

    /// The sentences.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }
}

fn registry(catalogue: &Arc<Catalogue>) -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.register_helper("t", Box::new(Say { catalogue: catalogue.clone(), literal: true }));
    registry.register_helper("say", Box::new(Say { catalogue: catalogue.clone(), literal: false }));
    registry.register_helper("day", Box::new(Day(catalogue.clone())));
    registry
}

fn language(context: &Context) -> &str {
    context.data().get("lang").and_then(Value::as_str).unwrap_or(FALLBACK)
}

fn write_escaped(registry: &Handlebars<'_>, words: &str, out: &mut dyn Output) -> HelperResult {
    out.write(&registry.get_escape_fn()(words))?;
    Ok(())
}

/// `{{t "key" name=value}}` says a message; `{{say text}}` says a [`Text`] from the context. The whole sentence is escaped.
struct Say {
    catalogue: Arc<Catalogue>,
    literal: bool,
}

impl HelperDef for Say {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let value = helper.param(0).map(|param| param.value().clone()).unwrap_or_default();
        let text = if self.literal {
            let key = value.as_str().ok_or(RenderErrorReason::ParamNotFoundForIndex("t", 0))?;
            helper.hash().iter().fold(Text::new(key.to_owned()), |text, (name, value)| {
                let value = match value.value() {
                    Value::Number(number) => number.as_i64().map_or_else(|| Arg::Words(number.to_string()), Arg::Number),
                    Value::String(words) => Arg::Words(words.clone()),
                    other => Arg::Words(other.to_string()),
                };
                text.with(name.to_string(), value)
            })
        } else {
            serde_json::from_value(value).map_err(|_| RenderErrorReason::InvalidParamType("a Text"))?
        };
        let words = self
            .catalogue
            .say(language(context), &text)
            .ok_or_else(|| RenderErrorReason::Other(format!("no sentence {:?}", text.key())))?;
        write_escaped(registry, &words, out)
    }
}

/// `{{day "2026-04-16"}}` says a calendar day the way the language does; `{{day x style="long"}}` with the weekday.
struct Day(Arc<Catalogue>);

impl HelperDef for Day {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let words = helper.param(0).and_then(|param| param.value().as_str()).unwrap_or_default();
        let Ok(day) = words.parse::<NaiveDate>() else {
            return write_escaped(registry, words, out);
        };
        let long = helper.hash_get("style").is_some_and(|style| style.value() == "long");
        let said = say_day(&self.0, language(context), day, long);
        write_escaped(registry, &said, out)
    }
}

/// A calendar day in words: "Apr 16, 2026", or "Thursday, April 16, 2026" when `long`.
pub fn say_day(catalogue: &Catalogue, language: &str, day: NaiveDate, long: bool) -> String {
    let key = if long { "date-long" } else { "date-short" };
    let text = Text::new(key)
        .with("year", day.year().to_string())
        .with("month", day.month())
        .with("day", day.day())
        .with("weekday", day.weekday().number_from_monday());
    catalogue.say(language, &text).unwrap_or_else(|| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::CatalogueSource;
    use serde_json::json;

    fn views(templates: &[(&str, &str)], sentences: &str) -> Views {
        let source = CatalogueSource { owner: "test", language: "en".into(), source: sentences.into() };
        let catalogue = Arc::new(Catalogue::build([source]).expect("parses"));
        let templates = templates
            .iter()
            .map(|(name, source)| Template { name: name.to_string(), source: source.to_string().into() })
            .collect();
        Views::build(templates, catalogue, None).expect("builds")
    }

    #[test]
    fn a_value_in_a_sentence_is_escaped_in_a_page_and_not_in_a_text() {
        let views = views(
            &[("page", "{{t \"hello\" name=name}}"), ("mail.txt", "{{t \"hello\" name=name}}")],
            "hello = Dear { $name }\n",
        );
        let context = json!({ "lang": "en", "name": "<b>" });
        assert_eq!(views.html("page", &context).expect("renders"), "Dear &lt;b&gt;");
        assert_eq!(views.text("mail", &context).expect("renders"), "Dear <b>");
    }

    #[test]
    fn a_missing_sentence_and_a_missing_value_are_errors() {
        let views = views(&[("a", "{{t \"nothing\"}}"), ("b", "{{missing}}")], "hello = Hello\n");
        assert!(views.html("a", &json!({ "lang": "en" })).is_err());
        assert!(views.html("b", &json!({ "lang": "en" })).is_err());
    }
}
