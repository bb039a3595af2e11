//! Ways to reach a person: e-mail, phone, street, and addresses of pages that carry a key.

use std::sync::LazyLock;

use regex::Regex;

use super::{Kind, Span};

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)[\p{L}\d._%+'-]+(?:@|\s?[\[(]at[\])]\s?)[\p{L}\d-]+(?:(?:\.|\s?[\[(]dot[\])]\s?)[\p{L}\d-]+)+")
});
static URL: LazyLock<Regex> = LazyLock::new(|| compiled(r#"(?i)\b(?:https?://|www\.)[^\s<>"]+"#));
/// A value in the query, the fragment or a path that opens something.
static KEY: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?i)[?&#;/](?:access_?|auth_?|api_?)?(?:token|key|pwd|pass|passwd|password|passcode|auth|code|sig|signature|secret",
        r"|session|sid|invite|ticket|tk)=[^&#]+"
    ))
});
static CUE: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)\b(?:call|text|phone|tel|telephone|mobile|cell|whatsapp|signal)\b[^\n.!?\d]{0,24}$"));
static DIGITS: LazyLock<Regex> = LazyLock::new(|| compiled(r"[+(]{0,2}[0-9]+"));
static STREET: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"\b\d{1,5}[A-Za-z]?,?\s(?:[NSEW]\.?\s)?(?:[\p{Lu}\d][\p{L}\d'’.-]*\s){1,4}",
        r"(?i:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|terrace|circle|cir|highway|hwy",
        r"|parkway|pkwy|way|trail|square)\b"
    ))
});

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern stands in the source, and the tests use every one")
}

/// Everything of the kind in `text`.
pub fn find(text: &str) -> Vec<Span> {
    let urls: Vec<(usize, usize)> = URL.find_iter(text).map(|url| (url.start(), url.end())).collect();
    let outside = |start: usize, end: usize| urls.iter().all(|url| end <= url.0 || url.1 <= start);
    let mut found: Vec<Span> = Vec::new();
    for (start, end) in &urls {
        let url = text[*start..*end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '*', '_']);
        if opens_something(url) {
            found.push(Span::new(Kind::UrlWithToken, *start, start + url.len()));
        }
    }
    let emails = EMAIL.find_iter(text).map(|email| Span::new(Kind::EmailAddress, email.start(), email.end()));
    found.extend(emails.filter(|span| outside(span.start, span.end)));
    found.extend(phones(text).into_iter().filter(|span| outside(span.start, span.end)));
    let streets = STREET.find_iter(text).map(|street| Span::new(Kind::StreetAddress, street.start(), street.end()));
    found.extend(streets.filter(|span| outside(span.start, span.end)));
    found
}

/// Whether whoever has the address gets in: it names a key, a password stands before its host, or a part of it is nothing but
/// letters and digits in a jumble, as in links to shared files.
fn opens_something(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let beyond = &rest[host.len()..];
    let jumbled = |part: &str| part.chars().any(|c| c.is_ascii_digit()) && part.chars().any(|c| c.is_ascii_alphabetic());
    let opaque = |segment: &str| segment.len() >= 20 && segment.split(['-', '_']).any(|part| part.len() >= 8 && jumbled(part));
    host.contains('@') || KEY.is_match(beyond) || beyond.split(['/', '?', '#', '&', '=']).any(opaque)
}

/// Digits between two separators.
struct Group {
    digits: String,
    /// What stands between it and the group before, once white space is one space; `None` if they do not hang together.
    separator: Option<String>,
    plus: bool,
    start: usize,
    end: usize,
}

fn phones(text: &str) -> Vec<Span> {
    let groups = groups(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < groups.len() {
        let run = 1 + groups[at + 1..].iter().take_while(|group| group.separator.is_some() && !group.plus).count();
        let rest = &groups[at..at + run];
        if let Some(taken) = date(rest) {
            at += taken;
        } else if let Some(taken) = number(text, rest) {
            found.push(Span::new(Kind::PhoneNumber, rest[0].start, rest[taken - 1].end));
            at += taken;
        } else {
            at += 1;
        }
    }
    found
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for found in DIGITS.find_iter(text) {
        let mut back = text[..found.start()].chars().rev();
        // Letters, amounts and times are no phone numbers: `W2`, `$4,195`, `19:00`.
        let tied = match back.next() {
            Some(':' | ',') => back.next().is_some_and(|c| c.is_ascii_digit()),
            Some(lead) => lead.is_alphabetic() || matches!(lead, '$' | '€' | '£' | '¥'),
            None => false,
        };
        let separator = groups.last().and_then(|before| separator(&text[before.end..found.start()]));
        let digits: String = found.as_str().chars().filter(char::is_ascii_digit).collect();
        let plus = found.as_str().contains('+');
        if !tied {
            groups.push(Group { digits, separator, plus, start: found.start(), end: found.end() });
        }
    }
    groups
}

fn separator(between: &str) -> Option<String> {
    let plain: String = between.chars().map(|c| if matches!(c, '\u{2010}'..='\u{2013}') { '-' } else { c }).collect();
    let short = plain.chars().count() <= 3 && !plain.contains('\n');
    let allowed = plain.chars().all(|c| matches!(c, ' ' | '\t' | '-' | '.' | '/' | ')' | '\u{a0}'));
    // A hyphen that hangs on to the number behind it is a minus.
    let minus = plain.starts_with(' ') && plain.ends_with('-');
    (short && allowed && !minus && !plain.is_empty()).then(|| plain.trim().to_owned())
}

/// How many groups at the front make a date: `2026-04-16`, `4/16/2026`, `16.4.26`.
fn date(groups: &[Group]) -> Option<usize> {
    let [first, second, third, ..] = groups else { return None };
    let same = second.separator == third.separator && matches!(second.separator.as_deref(), Some("-" | "/" | "."));
    let shape = matches!([first, second, third].map(|group| group.digits.len()), [4, 1..=2, 1..=2] | [1..=2, 1..=2, 2 | 4]);
    (same && shape).then_some(3)
}

/// How many groups at the front make a phone number.
fn number(text: &str, groups: &[Group]) -> Option<usize> {
    let all: usize = groups.iter().map(|group| group.digits.len()).sum();
    let first = &groups[0];
    if first.plus {
        return (8..=15).contains(&all).then_some(groups.len());
    }
    // In North America neither an area code nor an exchange begins with 0 or 1.
    let exchange = |group: &Group| group.digits.len() == 3 && !group.digits.starts_with(['0', '1']);
    let trunk = usize::from(first.digits == "1" && groups.len() > 3);
    if let [area, middle, line, ..] = &groups[trunk..]
        && exchange(area)
        && exchange(middle)
        && line.digits.len() == 4
    {
        return Some(trunk + 3);
    }
    if let [middle, line, ..] = groups
        && exchange(middle)
        && line.digits.len() == 4
        && matches!(line.separator.as_deref(), Some("-" | "."))
    {
        return Some(2);
    }
    let unbroken = first.digits.strip_prefix('1').filter(|rest| rest.len() == 10).unwrap_or(&first.digits);
    if unbroken.len() == 10 && !unbroken.starts_with(['0', '1']) && !unbroken[3..].starts_with(['0', '1']) {
        return Some(1);
    }
    if is_national(groups, all) || ((7..=15).contains(&all) && CUE.is_match(&text[line_start(text, first.start)..first.start])) {
        return Some(groups.len());
    }
    None
}

/// As written in most of the world inside the country: begins with 0, a few groups, one kind of separator after the first.
fn is_national(groups: &[Group], all: usize) -> bool {
    let zero = groups[0].digits.starts_with('0') && groups[0].digits.len() > 1;
    let separators: Vec<_> = groups[1..].iter().map(|group| group.separator.as_deref()).collect();
    let alike = separators.windows(2).skip(1).all(|pair| pair[0] == pair[1]);
    let slashes = separators.iter().skip(1).any(|separator| *separator == Some("/"));
    zero && (2..=6).contains(&groups.len()) && (9..=12).contains(&all) && alike && !slashes
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |line| line + 1)
}
