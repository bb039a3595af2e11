//! The sentences for refusals.

use homegroup_plugin::Text;

use crate::rules::{BODY_LONGEST, Field, Refusal, TITLE_LONGEST};

/// What the page says about a refusal.
pub fn of(refusal: &Refusal) -> Text {
    match refusal {
        Refusal::TitleEmpty => Text::new("newsletter-title-empty"),
        Refusal::TitleTooLong(by) => Text::new("newsletter-title-too-long").with("by", *by).with("longest", TITLE_LONGEST),
        Refusal::TitleUnprintable => Text::new("newsletter-title-unprintable"),
        Refusal::BodyEmpty => Text::new("newsletter-body-empty"),
        Refusal::BodyTooLong(by) => Text::new("newsletter-body-too-long").with("by", *by).with("longest", BODY_LONGEST),
        Refusal::BodyTooHeavy => Text::new("newsletter-body-too-heavy"),
        Refusal::BodyUnprintable => Text::new("newsletter-body-unprintable"),
        Refusal::LinkUnsafe(link) => Text::new("newsletter-link-unsafe").with("link", link.as_str()),
        Refusal::LinkTelling(link, words) => {
            Text::new("newsletter-link-telling").with("link", link.as_str()).with("words", list(words))
        }
        Refusal::Picture => Text::new("newsletter-picture"),
        Refusal::AlreadyReleased => Text::new("newsletter-already-released"),
        Refusal::NobodyAsked => Text::new("newsletter-nobody-asked"),
        Refusal::ChangedSince => Text::new("newsletter-changed-since"),
    }
}

/// The id of the field a refusal is shown at.
pub fn field(refusal: &Refusal) -> &'static str {
    match refusal.field() {
        Field::Title => "title",
        Field::Body => "body",
        Field::Issue => "main",
    }
}

/// Words in a row, as they stand in a sentence.
pub fn list(words: &[String]) -> String {
    words.join(", ")
}
