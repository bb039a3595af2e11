//! How a person is named in minutes: `First` or `First L.` (B16, B17), and in no other way.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters of one part of a name at the most.
const LONGEST: usize = 40;

/// A person's name as minutes may print it.
///
/// Visitors and servants of other bodies are named in minutes too, so it need not be on the roster.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NameInMinutes(String);

impl NameInMinutes {
    /// Reads what the secretary typed. `Dana r` becomes `Dana R.`; two given names need the initial that follows them
    /// (`Mary Ann R.`) or a hyphen, because two words alone may be a full name.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed: String = typed.nfc().collect();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let (given, initial) = match words.as_slice() {
            [first] => (vec![*first], None),
            [first, last] => (vec![*first], Some(initial(last)?)),
            [first, second, last] => (vec![*first, *second], Some(initial(last)?)),
            _ => return None,
        };
        given.iter().all(|word| is_given_name(word)).then(|| {
            let given = given.join(" ");
            Self(initial.map_or(given.clone(), |initial| format!("{given} {initial}.")))
        })
    }

    /// The name as it is printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for NameInMinutes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_given_name(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capital = word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    // Some scripts write a whole name in one letter; in those with capitals a single letter is an initial.
    let whole = letters > 1 || word.chars().all(|c| c.is_alphabetic() && !c.is_uppercase());
    capital && whole && letters <= LONGEST && word.split(['-', '\'', '\u{2019}']).all(is_letters)
}

fn is_letters(part: &str) -> bool {
    part.starts_with(char::is_alphabetic) && part.chars().all(|c| c.is_alphabetic() || is_combining_mark(c))
}

fn initial(word: &str) -> Option<String> {
    let letter = word.strip_suffix('.').unwrap_or(word);
    let letters = letter.chars().filter(|c| !is_combining_mark(*c)).count();
    (letters == 1 && is_letters(letter)).then(|| letter.to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(typed: &str) -> Option<String> {
        NameInMinutes::parse(typed).map(|name| name.to_string())
    }

    #[test]
    fn b16_a_person_is_named_by_a_given_name_and_at_most_one_initial() {
        for (typed, printed) in [
            ("Kim", "Kim"),
            ("Dana R.", "Dana R."),
            ("  Dana   r ", "Dana R."),
            ("Mary Ann R.", "Mary Ann R."),
            ("Mary-Jo S.", "Mary-Jo S."),
            ("O\u{2019}Shea B", "O\u{2019}Shea B."),
            ("Zoe\u{308} M.", "Zoë M."),
            ("美香", "美香"),
        ] {
            assert_eq!(name(typed).as_deref(), Some(printed), "{typed}");
        }
    }

    #[test]
    fn b17_a_full_name_an_address_and_a_number_are_not_names_for_minutes() {
        for typed in [
            "",
            "Dana Rivers",
            "Dana R. Rivers",
            "D. Rivers",
            "D.",
            "dana",
            "d.rivers@x.org",
            "419-555-0134",
            "Dana 2",
            "Dana R.\u{0}",
            "the whole group",
            "Mary Ann Lee Rose R.",
            "R. Dana",
        ] {
            assert_eq!(name(typed), None, "{typed:?}");
        }
        assert_eq!(name(&"A".repeat(100_000)), None);
    }

    proptest! {
        #[test]
        fn a_name_reads_back_as_itself(typed in "\\PC{0,20}") {
            if let Some(name) = NameInMinutes::parse(&typed) {
                prop_assert_eq!(NameInMinutes::parse(name.as_str()), Some(name));
            }
        }
    }
}
