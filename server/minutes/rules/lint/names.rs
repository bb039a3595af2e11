//! Full names, and last names that the roster knows.

use super::vocabulary::{Class, PHRASES, class, is_form_of_address, is_particle, stands_before_a_month};
use super::words::{Gap, Word};
use super::{Kind, Known, Span};
use crate::minutes::rules::fold::folded;

/// Every full name and every last name of the roster in `text`, each stretch once.
pub fn find(text: &str, words: &[Word<'_>], known: &Known) -> Vec<Span> {
    let reader = Reader { text, words, folded: words.iter().map(|word| folded(word.text)).collect(), known };
    let mut found: Vec<Span> = (0..words.len()).filter_map(|at| reader.roster_last_name(at)).collect();
    let mut names: Vec<Span> = Vec::new();
    for at in 0..words.len() {
        let Some(end) = reader.name_from(at) else { continue };
        let (start, end) = (words[at].start, words[end].end);
        match names.last_mut() {
            // "Dana Rivers Smith" is one name, not two.
            Some(last) if start < last.end => last.end = last.end.max(end),
            _ => names.push(Span::new(Kind::Name, start, end)),
        }
    }
    names.retain(|name| !found.iter().any(|last| last.overlaps(name.start, name.end)));
    found.extend(names);
    found
}

struct Reader<'a> {
    text: &'a str,
    words: &'a [Word<'a>],
    folded: Vec<String>,
    known: &'a Known,
}

impl Reader<'_> {
    /// A last name of the roster: capitalised anywhere, or in small letters behind a first name of the roster. The first name
    /// in front belongs to the finding.
    fn roster_last_name(&self, at: usize) -> Option<Span> {
        let word = &self.words[at];
        if !self.known.last_names.contains(&self.folded[at]) {
            return None;
        }
        let first_before = word.before == Gap::Joined && at > 0 && self.known.first_names.contains(&self.folded[at - 1]);
        let capital = word.text.chars().next().is_some_and(char::is_uppercase);
        let start = if first_before { self.words[at - 1].start } else { word.start };
        (capital || first_before).then(|| Span::new(Kind::RosterLastName, start, word.end))
    }

    /// Where the full name that begins with the word at `at` ends, if one begins there.
    fn name_from(&self, at: usize) -> Option<usize> {
        let end = self
            .two_words(at)
            .or_else(|| self.with_particles(at))
            .or_else(|| self.initial_first(at))
            .or_else(|| self.three_parts(at))
            .or_else(|| self.addressed(at))?;
        (!self.is_phrase(at, end)).then_some(end)
    }

    /// `Dana Rivers`.
    fn two_words(&self, at: usize) -> Option<usize> {
        let next = self.joined(at)?;
        if !self.words[next].is_capitalised() || self.initial_behind(next).is_some() {
            return None;
        }
        self.is_pair(at, next).then_some(next)
    }

    /// `Maria de la Cruz`.
    fn with_particles(&self, at: usize) -> Option<usize> {
        let mut last = self.joined(at)?;
        if !is_particle(self.words[last].text) {
            return None;
        }
        for _ in 0..2 {
            last = self.joined(last)?;
            if self.words[last].is_capitalised() {
                return self.is_pair(at, last).then_some(last);
            }
            if !is_particle(self.words[last].text) {
                return None;
            }
        }
        None
    }

    /// `D. Rivers`, `D Rivers`.
    fn initial_first(&self, at: usize) -> Option<usize> {
        let next = at + 1;
        if next >= self.words.len() || !self.words[at].is_initial() || self.belongs_to_a_name(at) || self.is_abbreviation(at) {
            return None;
        }
        // "I" and "A" stand for themselves unless a dot makes them initials.
        let dotted = self.words[next].before == Gap::Stop;
        let bare = self.words[next].before == Gap::Joined && !matches!(self.words[at].text, "I" | "A");
        let last = self.words[next].is_capitalised() && matches!(self.class(next), Class::Unknown | Class::Given);
        (last && (dotted || bare)).then_some(next)
    }

    /// `Dana R. Rivers`. A sentence may begin behind the initial too, so a word that could begin one is left alone.
    fn three_parts(&self, at: usize) -> Option<usize> {
        let initial = self.initial_behind(at)?;
        let next = initial + 1;
        let word = self.words.get(next)?;
        let near = matches!(word.before, Gap::Stop | Gap::Joined) && word.is_capitalised();
        let last = self.class(next) == Class::Unknown && self.initial_behind(next).is_none();
        (near && last && self.could_be_given(at)).then_some(next)
    }

    /// `Mrs. Rivers`.
    fn addressed(&self, at: usize) -> Option<usize> {
        let next = at + 1;
        let word = self.words.get(next)?;
        let address = self.words[at].is_capitalised() && is_form_of_address(&self.folded[at]);
        let near = matches!(word.before, Gap::Stop | Gap::Joined) && word.is_capitalised();
        let last = matches!(self.class(next), Class::Unknown | Class::Given | Class::PlainOrLast | Class::TitleOrLast);
        (address && near && last).then_some(next)
    }

    /// Whether two capitalised words are a person's. A known given name makes it bolder; a heading, more careful.
    fn is_pair(&self, first: usize, second: usize) -> bool {
        if !self.words[first].is_capitalised() || self.words[first].possessive {
            return false;
        }
        let heading = self.words[first].heading;
        match (self.class(first), self.class(second)) {
            (Class::Given, Class::Unknown | Class::Given | Class::PlainOrLast) => true,
            (Class::Given, Class::TitleOrLast) => true,
            (Class::Unknown, Class::Unknown | Class::Given | Class::PlainOrLast) => {
                !heading && !self.title_behind(second) && !self.word_before_a_member(first, second)
            }
            _ => false,
        }
    }

    /// "Sylvania Community Center": what ends like the name of a place or a body is one.
    fn title_behind(&self, second: usize) -> bool {
        self.joined(second).is_some_and(|third| {
            self.words[third].is_capitalised() && matches!(self.class(third), Class::Title | Class::TitleOrLast)
        })
    }

    /// "Chocolate Kim brought": a sentence that begins with an ordinary word and then names a member.
    fn word_before_a_member(&self, first: usize, second: usize) -> bool {
        self.words[first].opens_sentence && self.known.first_names.contains(&self.folded[second])
    }

    fn could_be_given(&self, at: usize) -> bool {
        matches!(self.class(at), Class::Given | Class::Unknown | Class::GivenOrPlain)
    }

    fn class(&self, at: usize) -> Class {
        let of_language = class(&self.folded[at]);
        let on_roster = self.known.first_names.contains(&self.folded[at]);
        match of_language {
            Class::GivenOrPlain => {
                let month = at > 0 && stands_before_a_month(&self.folded[at - 1]);
                if month { Class::Plain } else { Class::Unknown }
            }
            // A member called Hope makes "Hope Rivers" a name; "Hope Group" stays a group.
            Class::PlainOrLast | Class::Unknown if on_roster => Class::Given,
            other => other,
        }
    }

    /// The next word, if nothing but white space or emphasis stands between.
    fn joined(&self, at: usize) -> Option<usize> {
        let next = self.words.get(at + 1)?;
        (next.before == Gap::Joined && !self.words[at].possessive).then_some(at + 1)
    }

    /// The initial behind a given name: then the two are in the form minutes use.
    fn initial_behind(&self, at: usize) -> Option<usize> {
        let next = self.joined(at)?;
        let here = &self.words[next];
        let ends = here.is_initial() && (self.text[here.end..].starts_with('.') || !matches!(here.text, "I" | "A"));
        (self.words[at].is_capitalised() && ends).then_some(next)
    }

    fn belongs_to_a_name(&self, initial: usize) -> bool {
        initial > 0 && self.initial_behind(initial - 1) == Some(initial)
    }

    /// `N.A.`, `P.O.`, `U.S.`: the letter is no initial of a person.
    fn is_abbreviation(&self, at: usize) -> bool {
        let tied = |a: usize, b: usize| self.words[b].is_initial() && self.text[self.words[a].end..self.words[b].start] == *".";
        let pair = match at.checked_sub(1) {
            Some(before) if self.words[before].is_initial() && tied(before, at) => {
                format!("{}{}", self.folded[before], self.folded[at])
            }
            _ => return false,
        };
        matches!(pair.as_str(), "aa" | "na" | "ha" | "ca" | "po" | "us" | "dc" | "oa" | "ga" | "am" | "pm")
    }

    fn is_phrase(&self, first: usize, last: usize) -> bool {
        let words = self.folded[first..=last].join(" ");
        let longer = self.folded[first..self.folded.len().min(last + 2)].join(" ");
        let earlier = self.folded[first.saturating_sub(1)..=last].join(" ");
        PHRASES.iter().any(|phrase| [&words, &longer, &earlier].iter().any(|words| words == phrase))
    }
}
