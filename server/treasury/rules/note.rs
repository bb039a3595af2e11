//! The line of words on an entry. It can never be erased, so it may not say how to reach anybody.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The longest note, in characters.
pub const LONGEST: usize = 200;

/// Reads a text for what identifies a person. It knows the group's members and is given by whoever knows them.
#[derive(Clone)]
pub struct Lint(Arc<Reads>);

type Reads = dyn Fn(&str) -> Option<String> + Send + Sync;

impl Lint {
    /// A reader: it returns the words that identify somebody.
    pub fn by(reads: Arc<Reads>) -> Self {
        Self(reads)
    }

    /// The words of `text` that identify somebody, if there are any.
    pub fn identifying(&self, text: &str) -> Option<String> {
        (self.0)(text)
    }
}

impl fmt::Debug for Lint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Lint")
    }
}

/// Why a note is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoteRefusal {
    /// Nothing was typed where a reason is needed.
    Missing,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// More than one line, or characters that do not show.
    ControlCharacters,
    /// It holds a mail address.
    MailAddress,
    /// It holds what looks like a phone number.
    PhoneNumber,
}

/// Reads a note; white space is closed up, an empty one is fine.
pub fn note(typed: &str) -> Result<String, NoteRefusal> {
    if typed.trim().chars().any(|letter| letter.is_control() || is_unseen(letter)) {
        return Err(NoteRefusal::ControlCharacters);
    }
    let note = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if note.chars().count() > LONGEST {
        return Err(NoteRefusal::TooLong);
    }
    if note.split_whitespace().any(is_mail_address) {
        return Err(NoteRefusal::MailAddress);
    }
    if has_phone_number(&note) {
        return Err(NoteRefusal::PhoneNumber);
    }
    Ok(note)
}

/// Reads a note that must say something.
pub fn reason(typed: &str) -> Result<String, NoteRefusal> {
    note(typed).and_then(|note| if note.is_empty() { Err(NoteRefusal::Missing) } else { Ok(note) })
}

/// Characters that turn or hide what stands around them.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_mail_address(word: &str) -> bool {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// Digits in groups, held together by spaces, hyphens, dots, slashes or brackets, that make a phone number: seven as `555-0134`, ten
/// or eleven in any usual grouping, or any with a leading plus. Days, amounts and numbers of cheques and invoices pass.
fn has_phone_number(note: &str) -> bool {
    let rest: Vec<&str> = note.split(' ').map(|word| if is_day(word) || is_amount(word) { "," } else { word }).collect();
    rest.join(" ").split(|letter: char| !letter.is_ascii_digit() && !" -./()+".contains(letter)).any(|piece| {
        let plus = piece.contains('+');
        let groups: Vec<usize> =
            piece.split(|letter: char| !letter.is_ascii_digit()).map(str::len).filter(|length| *length > 0).collect();
        match groups.iter().sum() {
            8..=15 if plus => true,
            7 => groups == [3, 4],
            10 | 11 => groups.len() == 1 || groups.iter().all(|length| *length <= 7),
            _ => false,
        }
    })
}

/// `2026-04-16`, `4/16/2026`, `16.4.2026`.
fn is_day(word: &str) -> bool {
    let groups: Vec<&str> = word.trim_end_matches([',', '.', ';', ')']).split(['-', '/', '.']).collect();
    let digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    digits && matches!(lengths[..], [4, 2, 2] | [1 | 2, 1 | 2, 4])
}

/// `8.49`, `$1,234.50`.
fn is_amount(word: &str) -> bool {
    let word = word.trim_start_matches(|letter: char| !letter.is_ascii_digit()).trim_end_matches([',', ';', ')']);
    word.split_once('.').is_some_and(|(whole, cents)| {
        !whole.is_empty()
            && whole.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
            && cents.len() == 2
            && cents.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_note_passes_with_its_white_space_closed_up() {
        for words in [
            "",
            "Rent for May 2026, cheque 1023",
            "2026-04-16 and 04/16/2026",
            "Coffee, 2 lb at $8.49",
            "Invoice 20260416-01",
            "GSO group number 000123456",
            "12 blue tokens, 3 red, 40 white",
            "meet @ the church",
            "30 April basket; 44.00",
            "cheque 102 2026-04-16",
            "baskets 41.00 36.50 47.00",
        ] {
            assert_eq!(note(words), Ok(words.to_owned()));
        }
        assert_eq!(note("  a \t b ").map_err(|refusal| refusal == NoteRefusal::ControlCharacters), Err(true));
        assert_eq!(note("  a   b "), Ok("a b".to_owned()));
    }

    #[test]
    fn a_note_says_nobodys_address_and_number() {
        for words in ["ask d.rivers@x.org", "(kim@example.com)", "kim@example.com, please"] {
            assert_eq!(note(words), Err(NoteRefusal::MailAddress), "{words}");
        }
        for words in [
            "419-555-0134",
            "call (419) 555 0134 first",
            "555-0134",
            "+420 777 123 456",
            "4195550134",
            "1-419-555-0134",
            "419.555.0134",
        ] {
            assert_eq!(note(words), Err(NoteRefusal::PhoneNumber), "{words}");
        }
    }

    #[test]
    fn a_note_is_one_line_of_characters_that_show() {
        for words in ["a\nb", "a\u{0}b", "a\u{202e}b", "a\u{200b}b"] {
            assert_eq!(note(words), Err(NoteRefusal::ControlCharacters), "{words:?}");
        }
        assert_eq!(note(&"é".repeat(LONGEST)).map(|note| note.chars().count()), Ok(LONGEST));
        assert_eq!(note(&"é".repeat(LONGEST + 1)), Err(NoteRefusal::TooLong));
        assert_eq!(reason(" "), Err(NoteRefusal::Missing));
    }
}
