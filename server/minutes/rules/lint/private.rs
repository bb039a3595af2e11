//! Matters that never belong into minutes, next to a person they would be about (B18).

use std::sync::LazyLock;

use regex::Regex;

use super::vocabulary::{Class, class};
use super::words::{Gap, Word};
use super::{Kind, Known, Span};
use crate::minutes::rules::fold::folded;

/// Words that are nobody's business when a person stands beside them. "The sponsorship workshop" or "hospitals and
/// institutions" are the group's business and pass.
static MATTERS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?i)\b(?:relaps\w*|overdos\w*|(?:us|drink)ing again|went back out|picked up again|detox\w*|rehab|in treatment|(?:to|from) treatment",
        r"|sober living|halfway house|medications?|meds|suboxone|subutex|methadone|buprenorphine|vivitrol|naltrexone|antidepressants?",
        r"|diagnos\w+|pregnan\w+|hospitali[sz]ed|hepatitis|hiv|cancer|surgery|psychiatr\w+|therapist|sick|ill|illness",
        r"|sponsor|sponsors|sponsored|sponsoring|sponsees?|probation|parole|court card|arrest\w*|police",
        r"|harass\w*|assault\w*|threaten\w*|stalk\w*|violen\w+|stole|stolen|theft",
        r"|shared (?:about )?(?:her|his|their)|(?:her|his|their) (?:story|share|clean date|clean time))\b"
    ))
});
/// A sum somebody gave. "Gave the treasurer's report: $645.19" is no gift, so the sum must follow at once.
static GIFT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?i)\b(?:gave|donated|contributed|put in|pledged)(?: another)? (?:[$€£]\s?\d[\d.,]*|\d[\d.,]* (?:dollars|euros|pounds|bucks))",
        r"|\b(?:contribution|donation|bequest|gift)s? (?:from|by)\b"
    ))
});
/// How a person voted. "Was voted in" is an election, which minutes tell.
static VOTE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)\b(?:voted|votes|voting) (?:for|against|no|yes|nay|aye|in favou?r)\b|\babstain(?:ed|s|ing)\b")
});

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern stands in the source, and the tests use every one")
}

/// Every matter that stands in one sentence with a person.
pub fn find(text: &str, words: &[Word<'_>], known: &Known) -> Vec<Span> {
    let mut found = Vec::new();
    for (start, end) in sentences(text, words) {
        let people = people(words, start, end, known);
        let Some(first) = people.first() else { continue };
        for pattern in [&*MATTERS, &*GIFT] {
            if let Some(matter) = pattern.find(&text[start..end]) {
                found.push(span(text, *first, (start + matter.start(), start + matter.end())));
            }
        }
        if let Some(vote) = VOTE.find(&text[start..end]) {
            let vote = (start + vote.start(), start + vote.end());
            found.extend(voter(text, &people, vote.0).map(|person| span(text, person, vote)));
        }
    }
    found
}

/// Who cast the vote that begins at `vote`: the person right before it, unless it was the group that voted.
fn voter(text: &str, people: &[(usize, usize)], vote: usize) -> Option<(usize, usize)> {
    let person = people.iter().rev().find(|person| person.1 <= vote)?;
    let between = folded(&text[person.1..vote]);
    let others = ["group", "member", "meeting", "we", "they", "all", "everyone", "everybody", "was", "were"];
    let somebody_else = between.split(|c: char| !c.is_alphabetic()).any(|word| others.contains(&word));
    (between.chars().count() <= 30 && !somebody_else).then_some(*person)
}

fn span(text: &str, person: (usize, usize), matter: (usize, usize)) -> Span {
    let (first, second) = if person.0 <= matter.0 { (person, matter) } else { (matter, person) };
    let shown = format!("{} … {}", &text[first.0..first.1], &text[second.0..second.1]);
    Span { kind: Kind::PrivateMatter, start: first.0, end: second.1, shown: Some(shown) }
}

/// The people of a sentence: given names, from the roster or the common ones, each with her initial.
fn people(words: &[Word<'_>], start: usize, end: usize, known: &Known) -> Vec<(usize, usize)> {
    let inside = |word: &Word<'_>| start <= word.start && word.end <= end;
    let is_person = |word: &Word<'_>| {
        let name = folded(word.text);
        word.is_capitalised() && (known.first_names.contains(&name) || class(&name) == Class::Given)
    };
    let people = words.iter().enumerate().filter(|(_, word)| inside(word) && is_person(word));
    people
        .map(|(at, word)| {
            let initial = words.get(at + 1).filter(|next| next.before == Gap::Joined && next.is_initial());
            (word.start, initial.map_or(word.end, |initial| initial.end))
        })
        .collect()
}

/// Where sentences begin and end. The dot of an initial ends none.
fn sentences(text: &str, words: &[Word<'_>]) -> Vec<(usize, usize)> {
    let mut starts: Vec<usize> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &words[before]);
        let gap = before.map_or("", |before| &text[before.end..word.start]);
        let dot_of_initial = before.is_some_and(Word::is_initial) && gap.starts_with('.') && gap.matches('\n').count() < 2;
        let ends = gap.contains(['.', '!', '?', ';']) || gap.matches('\n').count() > 1 || gap.contains(['\u{2022}', '|']);
        let item = gap.contains('\n') && gap.trim_start().starts_with(['-', '*', '+', '>', '#']);
        if starts.is_empty() || item || (ends && !dot_of_initial) {
            starts.push(word.start);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends.collect::<Vec<_>>()).collect()
}
