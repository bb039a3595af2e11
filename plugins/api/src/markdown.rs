//! Markdown, as members write it, turned into HTML that is safe on a page and in a mail, and into text that reads well.
//!
//! Nothing that is typed gets lost without a word: raw HTML is shown as it was typed, a picture becomes its description, a link
//! that may not be followed becomes its words. [`survey`] tells a form what will be left out, so that it can say so.

mod text;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use handlebars::{Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext};
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream, html};

pub use text::to_text;

/// Safe HTML. `under` is the level of the heading it stands under, so that a page keeps one `h1` and skips no level.
///
/// Links lead to `https:` and `mailto:` only. There are no pictures, no styles, no scripts and no attributes but `href`, `rel`,
/// `start`, `scope` and `tabindex`. A new line is a new line: who never heard of Markdown presses Enter and expects one.
///
/// ```
/// # use homegroup_plugin::markdown::to_html;
/// assert_eq!(to_html("# News\nCoffee at *seven*", 1), "<h2>News</h2>\n<p>Coffee at <em>seven</em></p>\n");
/// assert_eq!(to_html("<b onclick=x>hi</b>", 1), "<p>&lt;b onclick=x&gt;hi&lt;/b&gt;</p>\n");
/// ```
pub fn to_html(markdown: &str, under: u8) -> String {
    let mut typed = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut typed, outline(safe(markdown), under).into_iter());
    SANITISER.clean(&typed).to_string()
}

/// What the renderers do with a text: the links that stay, and what is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Where the links that stay lead to.
    pub links: Vec<String>,
    /// Links that become words, because they lead neither to `https:` nor to `mailto:`.
    pub dropped_links: Vec<String>,
    /// How many pictures become their descriptions.
    pub pictures: usize,
}

/// Reads `markdown` for what a form may want to say about it.
///
/// ```
/// # use homegroup_plugin::markdown::survey;
/// let found = survey("[map](https://example.org) and [old](http://example.org) ![cake](cake.jpg)");
/// assert_eq!(found.links, ["https://example.org"]);
/// assert_eq!(found.dropped_links, ["http://example.org"]);
/// assert_eq!(found.pictures, 1);
/// ```
pub fn survey(markdown: &str) -> Survey {
    let mut found = Survey::default();
    for event in parse(markdown) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) if leads_somewhere_safe(link_type, &dest_url) => {
                found.links.push(dest_url.into_string());
            }
            Event::Start(Tag::Link { dest_url, .. }) => found.dropped_links.push(dest_url.into_string()),
            Event::Start(Tag::Image { .. }) => found.pictures += 1,
            _ => {}
        }
    }
    found
}

fn parse(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    TextMergeStream::new(Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH))
}

/// The events of `markdown` with nothing in them that either renderer would have to be careful about.
fn safe(markdown: &str) -> Vec<Event<'_>> {
    let mut kept_links = Vec::new();
    parse(markdown)
        .filter_map(|event| {
            Some(match event {
                Event::Start(Tag::Link { link_type, ref dest_url, .. }) => {
                    let keep = leads_somewhere_safe(link_type, dest_url);
                    kept_links.push(keep);
                    return keep.then(|| without_title(event));
                }
                Event::End(TagEnd::Link) => return kept_links.pop().unwrap_or(false).then_some(event),
                Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
                Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
                Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
                Event::Html(typed) | Event::InlineHtml(typed) => Event::Text(typed),
                Event::SoftBreak => Event::HardBreak,
                other => other,
            })
        })
        .collect()
}

fn without_title(event: Event<'_>) -> Event<'_> {
    let Event::Start(Tag::Link { link_type, dest_url, id, .. }) = event else { return event };
    Event::Start(Tag::Link { link_type, dest_url, title: CowStr::Borrowed(""), id })
}

fn leads_somewhere_safe(kind: LinkType, url: &str) -> bool {
    let begins = |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    kind == LinkType::Email || begins("https://") || begins("mailto:")
}

/// Gives each heading the level at which it stands in the outline, below `under`, whatever number of `#` it was typed with.
fn outline(mut events: Vec<Event<'_>>, under: u8) -> Vec<Event<'_>> {
    let mut open: Vec<HeadingLevel> = Vec::new();
    let mut here = HeadingLevel::H2;
    for event in &mut events {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                open.retain(|outer| outer < level);
                open.push(*level);
                let depth = (usize::from(under) + open.len()).clamp(2, 6);
                here = HeadingLevel::try_from(depth).unwrap_or(HeadingLevel::H6);
                *level = here;
            }
            Event::End(TagEnd::Heading(level)) => *level = here,
            _ => {}
        }
    }
    events
}

/// The second line of defence: whatever the first let through, only this leaves.
static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = "p br hr h2 h3 h4 h5 h6 ul ol li strong em del code pre blockquote a table thead tbody tr th td";
    let mut builder = Builder::empty();
    builder
        .tags(tags.split(' ').collect())
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        .set_tag_attribute_value("th", "scope", "col")
        // A wide table scrolls in its own box, which a keyboard must be able to reach.
        .set_tag_attribute_value("table", "tabindex", "0")
        .url_schemes(HashSet::from(["https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noreferrer noopener"));
    builder
});

/// `{{markdown body}}` in a template: HTML on a page (`under=2` where it stands below an `h2`), plain text in a `.txt` template.
///
/// It is why no template ever prints a value unescaped.
pub(crate) enum MarkdownHelper {
    Html,
    Text,
}

impl HelperDef for MarkdownHelper {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let markdown = helper.param(0).and_then(|param| param.value().as_str()).unwrap_or_default();
        let under = helper.hash_get("under").and_then(|under| under.value().as_u64());
        let under = under.and_then(|under| u8::try_from(under).ok()).unwrap_or(1);
        match self {
            MarkdownHelper::Html => out.write(&to_html(markdown, under))?,
            MarkdownHelper::Text => out.write(to_text(markdown).trim_end())?,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
