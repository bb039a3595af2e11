//! Finds what identifies a person in the words of an entry. Minutes can be mended before they are approved; an entry never can be, so
//! that what is a question to the secretary is refused here. The same reader finds it: `minutes/rules/lint`.

use std::sync::Arc;

use crate::members::Person;
use crate::minutes::rules::fold::folded;
use crate::minutes::rules::lint::{Form, Kind, Known, lint};
use crate::treasury::rules::note::Lint;

/// A reader who knows the group's members, and those bodies whose names must stand on what is passed on to them (T16).
pub fn of(people: &[Person], bodies: Vec<String>) -> Lint {
    let reader = Reader::of(people.iter().map(|person| person.display_name.clone()).collect(), bodies);
    Lint::by(Arc::new(move |words: &str| reader.identifying(words)))
}

struct Reader {
    names: Vec<String>,
    known: Known,
    bodies: Vec<String>,
}

impl Reader {
    fn of(names: Vec<String>, bodies: Vec<String>) -> Self {
        let known = Known::roster(names.iter().map(String::as_str), []);
        Self { names, known, bodies }
    }

    /// The words that identify somebody: a full name, an address, a link with a key, or how a member is called.
    fn identifying(&self, words: &str) -> Option<String> {
        let words = self.bodies.iter().fold(words.to_owned(), |words, body| words.replace(body, &body.to_lowercase()));
        let found = lint(&words, Form::Prose, &self.known).into_iter().find(|finding| finding.kind != Kind::PrivateMatter);
        found.map(|finding| finding.words).or_else(|| self.names.iter().find_map(|name| called(&words, name)))
    }
}

/// The member's name as it stands in the text: `First L.`, or `First` alone where it is written like a name. In small letters it may be
/// a rose or a hope; a month is a month.
fn called(words: &str, name: &str) -> Option<String> {
    let first = name.split(' ').next().unwrap_or_default();
    if MONTHS.contains(&folded(first).as_str()) {
        let whole = format!(" {} ", folded(name).trim_end_matches('.'));
        return format!(" {} ", folded(words).replace(['.', ','], " ")).contains(&whole).then(|| name.to_owned());
    }
    let spoken = |word: &&str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
        word.starts_with(char::is_uppercase) && folded(word) == folded(first)
    };
    words.split_whitespace().find(spoken).map(|_| first.to_owned()).filter(|first| first.chars().count() > 1)
}

const MONTHS: [&str; 5] = ["april", "may", "june", "july", "august"];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Option<String> {
        let names = ["Dana R.", "Kim C.", "April S.", "Rose M."].map(str::to_owned).to_vec();
        Reader::of(names, vec!["Lantern Valley area".to_owned()]).identifying(words)
    }

    #[test]
    fn what_names_somebody_is_found() {
        for (words, found) in [
            ("Coffee, paid back to Kim", "Kim"),
            ("Kim C. bought milk", "Kim"),
            ("for Dana's travel", "Dana"),
            ("cake for April S.", "April S."),
            ("travel of Robin Rivers", "Robin Rivers"),
            ("key left at 12 Mulberry Street", "12 Mulberry Street"),
        ] {
            assert_eq!(read(words).as_deref(), Some(found), "{words}");
        }
    }

    #[test]
    fn what_names_nobody_passes() {
        for words in [
            "",
            "Rent for April, cheque 1023",
            "Rent for May 2026",
            "Lantern Valley area, group no. 42",
            "12 blue tokens, 40 white",
            "rose bowl for the table",
            "GSO group number 000123456",
            "Basic Texts and Meditation Books",
            "Typed 12 instead of 21",
            "Room for the workshop",
        ] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
