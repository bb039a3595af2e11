//! What an issue of the newsletter may hold, and what may be done with it when. Nothing here knows of pages or tables.

use homegroup_plugin::{discreet, markdown};

/// The longest title, in characters: what a mail program shows of a subject, and some more.
pub const TITLE_LONGEST: usize = 120;
/// The longest body, in characters: about three printed pages.
pub const BODY_LONGEST: usize = 10_000;
/// The most its HTML may weigh, in bytes, so that the whole mail stays under 30 kB with the layout around it.
pub const HTML_HEAVIEST: usize = 24_000;

/// A title and a body that may go out. Line ends are `\n`, nothing stands around the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    title: String,
    body: String,
}

/// Why a text is not an issue, or why something may not be done with one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has no title.
    TitleEmpty,
    /// The title has so many characters too many.
    TitleTooLong(usize),
    /// The title holds a line break or another character that cannot be seen.
    TitleUnprintable,
    /// It has no body.
    BodyEmpty,
    /// The body has so many characters too many.
    BodyTooLong(usize),
    /// The body is within its length, but its lists, tables and links make the mail heavier than it may be.
    BodyTooHeavy,
    /// The body holds a character that cannot be seen.
    BodyUnprintable,
    /// This address is no `https:` and no `mailto:` link; readers would not be led there.
    LinkUnsafe(String),
    /// This address, seen in a browser's history, would give a reader away: it holds these words.
    LinkTelling(String, Vec<String>),
    /// It holds a picture, and readers would see only its description.
    Picture,
    /// It has gone out; what people have in their hands stays as it is.
    AlreadyReleased,
    /// No member has asked for the newsletter.
    NobodyAsked,
    /// Somebody changed it after she looked at it.
    ChangedSince,
}

/// The field of the form a refusal belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The title.
    Title,
    /// The body.
    Body,
    /// The issue as a whole.
    Issue,
}

impl Refusal {
    /// Where the form shows it.
    pub fn field(&self) -> Field {
        match self {
            Refusal::TitleEmpty | Refusal::TitleTooLong(_) | Refusal::TitleUnprintable => Field::Title,
            Refusal::AlreadyReleased | Refusal::NobodyAsked | Refusal::ChangedSince => Field::Issue,
            _ => Field::Body,
        }
    }
}

impl Issue {
    /// Reads what was typed; `real_name` is the group's. All refusals come at once.
    pub fn parse(title: &str, body: &str, real_name: &str) -> Result<Self, Vec<Refusal>> {
        let title = title.trim().to_owned();
        let body = body.replace("\r\n", "\n").replace('\r', "\n").trim_end().trim_start_matches('\n').to_owned();
        let mut refusals = title_refusals(&title);
        refusals.extend(body_refusals(&body, real_name));
        if refusals.is_empty() { Ok(Self { title, body }) } else { Err(refusals) }
    }

    /// One line.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Markdown.
    pub fn body(&self) -> &str {
        &self.body
    }
}

/// The words for which `title` cannot be the subject of a mail (P3). If there are any, the mail goes out under a neutral
/// subject and the title stands inside it.
pub fn telling_words(title: &str, real_name: &str) -> Vec<String> {
    discreet::offending(title, &[real_name])
}

fn title_refusals(title: &str) -> Vec<Refusal> {
    let length = title.chars().count();
    let mut refusals = Vec::new();
    if title.is_empty() {
        refusals.push(Refusal::TitleEmpty);
    }
    if length > TITLE_LONGEST {
        refusals.push(Refusal::TitleTooLong(length - TITLE_LONGEST));
    }
    if title.chars().any(unprintable) {
        refusals.push(Refusal::TitleUnprintable);
    }
    refusals
}

fn body_refusals(body: &str, real_name: &str) -> Vec<Refusal> {
    let length = body.chars().count();
    if body.trim().is_empty() {
        return vec![Refusal::BodyEmpty];
    }
    if length > BODY_LONGEST {
        return vec![Refusal::BodyTooLong(length - BODY_LONGEST)];
    }
    let mut refusals = Vec::new();
    if body.chars().any(|letter| unprintable(letter) && letter != '\n' && letter != '\t') {
        refusals.push(Refusal::BodyUnprintable);
    }
    if markdown::to_html(body, 1).len() > HTML_HEAVIEST {
        refusals.push(Refusal::BodyTooHeavy);
    }
    let found = markdown::survey(body);
    for link in addresses(body, &found.links) {
        let words = discreet::offending(&link, &[real_name]);
        if !words.is_empty() {
            refusals.push(Refusal::LinkTelling(link, words));
        }
    }
    refusals.extend(found.dropped_links.into_iter().map(Refusal::LinkUnsafe));
    if found.pictures > 0 {
        refusals.push(Refusal::Picture);
    }
    refusals
}

/// Where the links lead, and the addresses that are only written out: mail programs make links of them by themselves.
fn addresses(body: &str, links: &[String]) -> Vec<String> {
    let mut addresses = links.to_vec();
    for word in markdown::to_text(body).split_whitespace().filter(|word| word.contains("://")) {
        let word = word.trim_matches(|letter| matches!(letter, '(' | ')' | '<' | '>' | ',' | '.' | ';'));
        if !addresses.iter().any(|known| known == word) {
            addresses.push(word.to_owned());
        }
    }
    addresses
}

/// Control characters, and the marks that break a line or turn its direction without being seen.
fn unprintable(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// How far an issue is. "Sent" is never written down: it is read from what became of the mails, so that it cannot be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It may change and may be thrown away.
    Draft,
    /// Released; some of its mails still wait.
    Sending,
    /// Every mail has its fate.
    Sent,
}

impl State {
    /// The state of an issue that was `released` or not, with so many mails `waiting`.
    pub fn of(released: bool, waiting: u64) -> Self {
        match (released, waiting) {
            (false, _) => State::Draft,
            (true, 0) => State::Sent,
            (true, _) => State::Sending,
        }
    }

    /// Whether title and body may change, and the issue be thrown away.
    pub fn may_change(self) -> Result<(), Refusal> {
        if self == State::Draft { Ok(()) } else { Err(Refusal::AlreadyReleased) }
    }

    /// Whether it may be released to so many members. To release it once more is no mistake: it changes nothing.
    pub fn may_release(self, members: usize) -> Result<(), Refusal> {
        if self == State::Draft && members == 0 { Err(Refusal::NobodyAsked) } else { Ok(()) }
    }

    /// Whether a member who does not write the newsletter may read it.
    pub fn in_archive(self) -> bool {
        self != State::Draft
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::*;

    const NAME: &str = "Riverside HA";

    fn refusals(title: &str, body: &str) -> Vec<Refusal> {
        Issue::parse(title, body, NAME).err().unwrap_or_default()
    }

    #[test]
    fn an_issue_is_a_title_and_a_body_with_plain_line_ends() {
        let issue = Issue::parse("  November  ", "\r\n# Hello\r\nthere\r\n\r\n    code\r\n", NAME).expect("is one");
        assert_eq!(issue.title(), "November");
        assert_eq!(issue.body(), "# Hello\nthere\n\n    code");
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        assert_eq!(refusals(" ", "\n \t\r\n"), [Refusal::TitleEmpty, Refusal::BodyEmpty]);
        assert_eq!(
            refusals(&"é".repeat(121), "a \u{7} ![cake](cake.png) [old](http://example.org)"),
            [
                Refusal::TitleTooLong(1),
                Refusal::BodyUnprintable,
                Refusal::LinkUnsafe("http://example.org".into()),
                Refusal::Picture
            ]
        );
        assert!(refusals(&"é".repeat(120), &"é".repeat(10_000)).is_empty());
        assert_eq!(refusals("a", &"é".repeat(10_003)), [Refusal::BodyTooLong(3)]);
    }

    #[test]
    fn e16_a_title_with_a_line_break_or_an_unseen_character_is_refused() {
        for title in ["a\r\nBcc: x@example.org", "a\nb", "a\rb", "a\0b", "a\u{1b}[1m", "a\u{85}b", "a\u{2028}b", "a\u{202e}b"] {
            assert_eq!(refusals(title, "body"), [Refusal::TitleUnprintable], "{title:?}");
        }
    }

    #[test]
    fn a_body_that_is_short_to_type_and_heavy_to_mail_is_refused() {
        assert_eq!(refusals("a", &"- a\n".repeat(2_500)), [Refusal::BodyTooHeavy]);
    }

    #[test]
    fn p3_a_title_that_tells_is_allowed_and_its_words_are_known() {
        assert_eq!(telling_words("Two clean birthdays", NAME), ["clean"]);
        assert_eq!(telling_words("News from the Riverside HA", NAME), ["Riverside HA", "HA"]);
        assert!(telling_words("A note for November", NAME).is_empty());
    }

    #[test]
    fn p3_a_link_whose_address_tells_is_refused() {
        let link = "https://recovery.example/HA";
        assert_eq!(
            refusals("a", &format!("see [there]({link})")),
            [Refusal::LinkTelling(link.into(), vec!["recovery".into(), "HA".into()])]
        );
        assert_eq!(
            refusals("a", "or (https://aa.example/x), they say"),
            [Refusal::LinkTelling("https://aa.example/x".into(), vec!["aa".into()])]
        );
        assert!(refusals("a", "see [the recovery page](https://example.org/page), or https://example.org").is_empty());
    }

    #[test]
    fn every_refusal_of_a_form_names_its_field() {
        assert_eq!(Refusal::TitleTooLong(1).field(), Field::Title);
        assert_eq!(Refusal::LinkUnsafe(String::new()).field(), Field::Body);
        assert_eq!(Refusal::AlreadyReleased.field(), Field::Issue);
    }

    #[test]
    fn e15_an_issue_is_a_draft_then_sending_then_sent_and_only_a_draft_may_change() {
        let cases = [
            (false, 0, State::Draft, true),
            (false, 3, State::Draft, true),
            (true, 3, State::Sending, false),
            (true, 0, State::Sent, false),
        ];
        for (released, waiting, state, may_change) in cases {
            assert_eq!(State::of(released, waiting), state);
            assert_eq!(state.may_change().is_ok(), may_change);
            assert_eq!(state.in_archive(), released);
        }
    }

    #[test]
    fn a_draft_needs_a_reader_and_a_second_release_is_no_mistake() {
        assert_eq!(State::Draft.may_release(0), Err(Refusal::NobodyAsked));
        assert_eq!(State::Draft.may_release(1), Ok(()));
        assert_eq!(State::Sending.may_release(0), Ok(()));
        assert_eq!(State::Sent.may_release(0), Ok(()));
    }

    proptest! {
        #[test]
        fn what_is_accepted_has_a_title_of_one_line_and_is_accepted_again_unchanged(title in any::<String>(), body in any::<String>()) {
            if let Ok(issue) = Issue::parse(&title, &body, NAME) {
                prop_assert!(!issue.title().is_empty() && !issue.title().contains(['\r', '\n']));
                prop_assert!(!issue.body().contains('\r'));
                prop_assert_eq!(Issue::parse(issue.title(), issue.body(), NAME), Ok(issue.clone()));
            }
        }
    }
}
