//! Finds in a text what must not go out in writing: ways to reach a person, full names, and matters that are nobody's
//! business (B17, B18).
//!
//! It stands alone: minutes, the newsletter and the notes of a ledger entry can all be read with it.
//!
//! # What it finds, and how it decides
//!
//! Some findings are facts and stop the text ([`Kind::must_go`]): e-mail addresses, phone numbers, addresses of pages that
//! carry a key, last names on the roster. The others are guesses. They stop the text too, until the writer takes the words
//! out or states that they name nobody; the caller keeps that statement and hands it back as [`Known::confirmed`]. So the
//! guesses may be bold: a question too many costs a moment, a name too many can cost a job or a child.
//!
//! * **Names.** Minutes name people `First` or `First L.`; those pass, with one or two given names before the initial. Two
//!   capitalised words side by side are taken for a full name, also across a line break, behind emphasis, with particles
//!   between ("Maria de la Cruz"), with an initial in front ("D. Rivers") or a third word behind ("Dana R. Rivers"), and one
//!   after "Mrs." or "Dr." alike. They are not taken for one where the language of the rooms and of meetings explains them:
//!   `vocabulary.rs` holds the words that begin sentences ("Seconded Kim's proposal"), months, days, service positions and
//!   the fellowship's own terms ("Seventh Tradition", "Serenity Prayer"), and the words that end the name of a place or a
//!   body ("Collingwood Arts Center"). A given name, from the roster or the common ones, makes the guess bolder: "Dana Hall"
//!   is asked about, "Collingwood Hall" is not. In headings every word may be capitalised, so only given names count there.
//! * **Street addresses.** A number, one to four words, and a word such as Street or Ave.
//! * **Phone numbers.** Ten digits grouped as in North America (also with a leading 1, also unbroken), seven grouped three and
//!   four, any number after `+`, nine and more digits in groups that begin with 0, and seven and more digits after a word such as
//!   "call". Dates, times, years and amounts are told apart by their punctuation.
//! * **Private matters** (B18). A person and a word such as "relapsed", "rehab", "sponsor", an amount given or a
//!   vote cast, in one sentence. A reading of minutes for what should not be there at all, as far as a machine can help.
//!
//! It cannot find a last name that stands alone and is not on the roster, a name in a script without capitals, or a full
//! name typed in small letters (unless the roster has both halves). It is a second pair of eyes, not a licence.

mod contact;
mod names;
mod private;
mod vocabulary;
mod words;

use std::collections::HashSet;

use crate::minutes::rules::fold::folded;

/// What kind of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// An e-mail address.
    EmailAddress,
    /// A phone number.
    PhoneNumber,
    /// The address of a page that lets in whoever has it: a meeting link with its password, a shared file.
    UrlWithToken,
    /// A last name that is on the roster.
    RosterLastName,
    /// A house number and a street.
    StreetAddress,
    /// What looks like a person and is not in the form `First L.`
    Name,
    /// A person beside a relapse, a treatment, a sponsor, a gift, a vote or a story.
    PrivateMatter,
}

impl Kind {
    /// The name it is stored and posted under.
    pub fn name(self) -> &'static str {
        match self {
            Kind::EmailAddress => "email-address",
            Kind::PhoneNumber => "phone-number",
            Kind::UrlWithToken => "url-with-token",
            Kind::RosterLastName => "roster-last-name",
            Kind::StreetAddress => "street-address",
            Kind::Name => "name",
            Kind::PrivateMatter => "private-matter",
        }
    }

    /// The guess called `name`, if there is one. What must go is never stored.
    pub fn named(name: &str) -> Option<Self> {
        [Kind::StreetAddress, Kind::Name, Kind::PrivateMatter].into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it has to go whatever the writer says. The others are guesses that she may answer.
    pub fn must_go(self) -> bool {
        matches!(self, Kind::EmailAddress | Kind::PhoneNumber | Kind::UrlWithToken | Kind::RosterLastName)
    }
}

/// Something found, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// Its line, counted from 1.
    pub line: usize,
    /// The character of the line it begins at, counted from 1.
    pub column: usize,
    /// The words as they stand.
    pub words: String,
}

impl Finding {
    /// What a statement of the writer about these words is kept under.
    pub fn key(&self) -> String {
        folded(&self.words)
    }
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Sentences in Markdown.
    Prose,
    /// A title, in which every word may be capitalised.
    Title,
}

/// What the reader of a text knows about the people in it.
#[derive(Clone, Debug, Default)]
pub struct Known {
    first_names: HashSet<String>,
    last_names: HashSet<String>,
    confirmed: HashSet<(Kind, String)>,
}

impl Known {
    /// The roster: members' display names (`First` or `First L.`) and, where a group keeps them, last names.
    pub fn roster<'a>(display_names: impl IntoIterator<Item = &'a str>, last_names: impl IntoIterator<Item = &'a str>) -> Self {
        let first = |name: &str| folded(name).split(' ').next().unwrap_or_default().to_owned();
        let long_enough = |name: &String| name.chars().count() > 1;
        Self {
            first_names: display_names.into_iter().map(first).filter(long_enough).collect(),
            last_names: last_names.into_iter().map(folded).filter(long_enough).collect(),
            confirmed: HashSet::new(),
        }
    }

    /// Adds what the writer has stated: these words, folded as by [`Finding::key`], are no such thing.
    /// Statements about what [must go](Kind::must_go) are ignored.
    pub fn confirmed(mut self, statements: impl IntoIterator<Item = (Kind, String)>) -> Self {
        self.confirmed.extend(statements.into_iter().filter(|(kind, _)| !kind.must_go()));
        self
    }
}

/// Reads `text` and says what must not go out, in the order of the text.
pub fn lint(text: &str, form: Form, known: &Known) -> Vec<Finding> {
    let contacts = contact::find(text);
    let words = words::split(text, form, &contacts);
    let mut found = contacts;
    found.extend(names::find(text, &words, known));
    found.extend(private::find(text, &words, known));
    found.sort_by_key(|span| (span.start, span.kind));
    let mut lines = Lines::of(text);
    let found = found.into_iter().map(|span| {
        let (line, column) = lines.place(span.start);
        let words = match span.shown {
            Some(shown) => shown,
            None => text[span.start..span.end].split_whitespace().collect::<Vec<_>>().join(" "),
        };
        Finding { kind: span.kind, line, column, words }
    });
    found.filter(|finding| !known.confirmed.contains(&(finding.kind, finding.key()))).collect()
}

/// A stretch of the text, in bytes.
#[derive(Clone, Debug)]
struct Span {
    kind: Kind,
    start: usize,
    end: usize,
    /// What to show instead of the stretch itself.
    shown: Option<String>,
}

impl Span {
    fn new(kind: Kind, start: usize, end: usize) -> Self {
        Self { kind, start, end, shown: None }
    }

    fn overlaps(&self, start: usize, end: usize) -> bool {
        self.start < end && start < self.end
    }
}

/// Turns growing byte positions into lines and columns.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    line_start: usize,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, at: 0, line: 1, line_start: 0 }
    }

    fn place(&mut self, position: usize) -> (usize, usize) {
        for (offset, _) in self.text[self.at..position].match_indices('\n') {
            self.line += 1;
            self.line_start = self.at + offset + 1;
        }
        self.at = position;
        (self.line, self.text[self.line_start..position].chars().count() + 1)
    }
}

#[cfg(test)]
mod tests;
