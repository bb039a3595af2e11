//! A text as a row of words, each with what stands before it: that is where a name, a sentence or a heading ends.

use super::{Form, Span};

/// A word of the text.
#[derive(Clone, Copy, Debug)]
pub struct Word<'a> {
    /// As it stands, without a possessive ending.
    pub text: &'a str,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, without its possessive ending.
    pub end: usize,
    /// How it hangs together with the word before.
    pub before: Gap,
    /// Whether `'s` follows.
    pub possessive: bool,
    /// Whether a sentence, a list item or a paragraph begins with it.
    pub opens_sentence: bool,
    /// Whether it stands in a heading.
    pub heading: bool,
}

/// What separates a word from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// White space, one line end at the most, and marks of emphasis: they are read in one breath.
    Joined,
    /// A full stop, and white space or nothing after it. After a single letter it may be the dot of an initial.
    Stop,
    /// Anything else.
    Broken,
}

impl Word<'_> {
    /// A capital and more letters: `Dana`, `McCoy`, `DANA`, `Mary-Jo`; not `HA`.
    pub fn is_capitalised(&self) -> bool {
        let letters = self.letters();
        self.begins_capital() && letters > 1 && (letters > 3 || self.text.chars().any(char::is_lowercase))
    }

    /// One capital alone, as in `Dana R.`
    pub fn is_initial(&self) -> bool {
        self.begins_capital() && self.letters() == 1 && !self.possessive
    }

    fn begins_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    fn letters(&self) -> usize {
        self.text.chars().filter(|c| c.is_alphabetic()).count()
    }
}

/// The words of `text`, without those inside `taken` (addresses and numbers that were found already) and without any that
/// hold a digit.
pub fn split<'a>(text: &'a str, form: Form, taken: &[Span]) -> Vec<Word<'a>> {
    let mut words: Vec<Word<'a>> = Vec::new();
    let mut last_end = 0;
    for (start, end) in runs(text) {
        let run = &text[start..end];
        let hidden = taken.iter().any(|span| span.overlaps(start, end));
        if hidden || run.chars().any(|c| c.is_numeric()) {
            continue;
        }
        let gap = &text[last_end..start];
        let first = words.is_empty();
        let (base, possessive) = without_possessive(run);
        words.push(Word {
            text: base,
            start,
            end: start + base.len(),
            before: if first { Gap::Broken } else { kind_of(gap) },
            possessive,
            opens_sentence: first || opens_sentence(gap),
            heading: form == Form::Title || in_heading(text, start, end),
        });
        last_end = end;
    }
    words
}

/// Stretches of letters and digits, with apostrophes and hyphens inside.
fn runs(text: &str) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut begun: Option<usize> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let inner = is_inner(c) && characters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        match begun {
            None if c.is_alphanumeric() => begun = Some(at),
            Some(_) if c.is_alphanumeric() || is_mark(c) || inner => {}
            Some(start) => {
                runs.push((start, at));
                begun = None;
            }
            None => {}
        }
    }
    if let Some(start) = begun {
        runs.push((start, text.len()));
    }
    runs
}

fn is_inner(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '-' | '\u{2010}' | '\u{2011}')
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn without_possessive(run: &str) -> (&str, bool) {
    let base = ["'s", "\u{2019}s", "'S", "\u{2019}S"].into_iter().find_map(|ending| run.strip_suffix(ending));
    base.map_or((run, false), |base| (base, true))
}

fn kind_of(gap: &str) -> Gap {
    let plain: String = gap.chars().filter(|c| !matches!(c, '*' | '_' | '~')).collect();
    let rest = plain.strip_prefix('.').unwrap_or(&plain);
    let one_breath = rest.chars().all(char::is_whitespace) && rest.matches('\n').count() <= 1;
    match (one_breath, plain.starts_with('.')) {
        (true, true) => Gap::Stop,
        (true, false) if !gap.is_empty() => Gap::Joined,
        _ => Gap::Broken,
    }
}

fn opens_sentence(gap: &str) -> bool {
    let line_begins = gap.rsplit_once('\n').is_some_and(|(_, rest)| !rest.trim().is_empty());
    line_begins
        || gap.contains(['.', '!', '?', ':', ';', '"', '\u{201c}', '|', '(', '\u{2013}', '\u{2014}'])
        || gap.matches('\n').count() > 1
}

/// Headings are lines that begin with `#`, and lines that are bold from end to end.
fn in_heading(text: &str, start: usize, end: usize) -> bool {
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let line = text[line_start..line_end].trim();
    let bold = |mark: &str| line.len() > 4 && line.starts_with(mark) && line.ends_with(mark) && line.matches(mark).count() == 2;
    line.starts_with('#') || bold("**") || bold("__")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        split(text, Form::Prose, &[]).iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_keep_their_apostrophes_and_hyphens_and_lose_a_possessive() {
        assert_eq!(
            texts("Dana's, O\u{2019}Brien and Mary-Jo - 'quoted'"),
            ["Dana", "O\u{2019}Brien", "and", "Mary-Jo", "quoted"]
        );
        assert_eq!(texts("Zoe\u{308} W2 3rd 20:15"), ["Zoe\u{308}"]);
        assert!(texts("").is_empty());
    }

    #[test]
    fn a_line_end_joins_and_an_empty_line_parts() {
        let gaps = |text| split(text, Form::Prose, &[]).iter().map(|word| word.before).collect::<Vec<_>>();
        assert_eq!(gaps("Dana\nRivers"), [Gap::Broken, Gap::Joined]);
        assert_eq!(gaps("**Dana** Rivers"), [Gap::Broken, Gap::Joined]);
        assert_eq!(gaps("Dana\n\nRivers"), [Gap::Broken, Gap::Broken]);
        assert_eq!(gaps("Dana, Rivers"), [Gap::Broken, Gap::Broken]);
        assert_eq!(gaps("R. Rivers"), [Gap::Broken, Gap::Stop]);
        assert_eq!(gaps("one 2 three"), [Gap::Broken, Gap::Broken]);
    }

    #[test]
    fn a_heading_is_a_line_with_a_hash_or_all_bold() {
        let headings = |text| split(text, Form::Prose, &[]).iter().filter(|word| word.heading).count();
        assert_eq!(headings("# Old Business\nDana spoke"), 2);
        assert_eq!(headings("**Old Business**\nDana spoke"), 2);
        assert_eq!(headings("**Dana** and **Kim**"), 0);
        assert_eq!(split("Dana", Form::Title, &[]).iter().filter(|word| word.heading).count(), 1);
    }
}
