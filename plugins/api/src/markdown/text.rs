//! Markdown as plain text, for the text part of a mail: no marks to read around, every address visible.
//!
//! Lines are not wrapped: a phone wraps them better than we could, and the mail's encoding keeps them short on the wire.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::safe;

/// Plain text. A link is "words (address)", a heading is underlined, lists and quotes keep their shape.
///
/// ```
/// # use homegroup_plugin::markdown::to_text;
/// let text = to_text("# News\n- coffee\n- the [map](https://example.org)");
/// assert_eq!(text, "News\n----\n\n- coffee\n- the map (https://example.org)\n");
/// ```
pub fn to_text(markdown: &str) -> String {
    let mut plain = Plain::default();
    for event in safe(markdown) {
        plain.take(event);
    }
    plain.close_block();
    plain.out.truncate(plain.out.trim_end().len());
    if !plain.out.is_empty() {
        plain.out.push('\n');
    }
    plain.out
}

/// Indentation stops growing here: a thousand quote marks in front of each line help nobody.
const WIDEST_PREFIX: usize = 24;

/// What the text at hand stands in, outermost first.
enum Within {
    Quote,
    List { next: Option<u64> },
    Item { marker: String, begun: bool },
}

#[derive(Default)]
struct Plain {
    out: String,
    /// The lines of the block being read.
    block: String,
    within: Vec<Within>,
    /// Where each open link leads, and where its words begin in `block`.
    links: Vec<(String, usize)>,
    /// Whether an empty line is due before the next block.
    gap: bool,
}

impl Plain {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(words) | Event::Code(words) => self.block.push_str(&words),
            Event::HardBreak => self.block.push('\n'),
            Event::Rule => self.paragraph("* * *"),
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Link { dest_url, .. } => self.links.push((dest_url.into_string(), self.block.len())),
            Tag::Strikethrough => self.block.push('~'),
            Tag::BlockQuote(_) => {
                self.close_block();
                self.close_gap();
                self.within.push(Within::Quote);
            }
            Tag::List(next) => {
                self.close_block();
                self.within.push(Within::List { next });
            }
            Tag::Item => {
                let marker = match self.within.last_mut() {
                    Some(Within::List { next: Some(number) }) => {
                        let marker = format!("{number}. ");
                        *number = number.saturating_add(1);
                        marker
                    }
                    _ => "- ".to_owned(),
                };
                self.within.push(Within::Item { marker, begun: false });
            }
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) => self.close_block(),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => self.close_link(),
            TagEnd::Strikethrough => self.block.push('~'),
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Table => {
                self.close_block();
                self.gap = true;
            }
            TagEnd::Heading(_) => {
                let width = self.block.chars().count().clamp(1, 72);
                self.block.push('\n');
                self.block.push_str(&"-".repeat(width));
                self.close_block();
                self.gap = true;
            }
            TagEnd::TableCell => self.block.push_str(" | "),
            TagEnd::TableHead | TagEnd::TableRow => {
                let row = self.block.trim_end_matches(" | ").len();
                self.block.truncate(row);
                self.close_block();
            }
            TagEnd::Item => {
                self.close_block();
                self.within.pop();
            }
            TagEnd::List(_) => {
                self.within.pop();
                self.gap |= !self.within.iter().any(|outer| matches!(outer, Within::Item { .. }));
            }
            TagEnd::BlockQuote(_) => {
                self.close_block();
                self.within.pop();
                self.gap = true;
            }
            _ => {}
        }
    }

    fn close_link(&mut self) {
        let Some((url, start)) = self.links.pop() else { return };
        let address = url.strip_prefix("mailto:").unwrap_or(&url);
        let words = self.block[start..].trim();
        if words.is_empty() {
            self.block.push_str(address);
        } else if words != address && words != url {
            self.block.push_str(&format!(" ({address})"));
        }
    }

    fn paragraph(&mut self, line: &str) {
        self.close_block();
        self.block.push_str(line);
        self.close_block();
        self.gap = true;
    }

    /// Writes the block at hand, each line with the marks of what it stands in.
    fn close_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        let block = block.trim_end_matches('\n');
        if block.is_empty() {
            return;
        }
        self.close_gap();
        for line in block.split('\n') {
            let prefix = self.prefix(true);
            self.out.push_str(&prefix);
            self.out.push_str(line);
            self.out.truncate(self.out.trim_end_matches([' ', '\t']).len());
            self.out.push('\n');
        }
    }

    fn close_gap(&mut self) {
        let due = std::mem::take(&mut self.gap) && !self.out.is_empty() && !self.out.ends_with("\n\n");
        if due {
            let quotes = self.prefix(false);
            self.out.push_str(quotes.trim_end());
            self.out.push('\n');
        }
    }

    /// The marks in front of a line. The first line of an item carries its marker (if `begin`), the others are indented by it.
    fn prefix(&mut self, begin: bool) -> String {
        let mut prefix = String::new();
        for within in &mut self.within {
            if prefix.len() >= WIDEST_PREFIX {
                break;
            }
            match within {
                Within::Quote => prefix.push_str("> "),
                Within::Item { marker, begun: false } if begin => prefix.push_str(marker),
                Within::Item { marker, .. } => prefix.push_str(&" ".repeat(marker.len())),
                Within::List { .. } => {}
            }
            if let (Within::Item { begun, .. }, true) = (within, begin) {
                *begun = true;
            }
        }
        prefix
    }
}
