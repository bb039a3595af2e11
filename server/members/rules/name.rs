//! The name a member goes by in the rooms: `First` or `First L.`, and nothing that names her outside (P2).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Refusal;

/// Letters in a first name at the most. The longest given names in use have about thirty.
const LONGEST: usize = 40;

/// `First` or `First L.`: it cannot hold a last name, a control character or a digit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DisplayName(String);

impl DisplayName {
    /// Reads what somebody typed. `Dana r` becomes `Dana R.`; two first names are written with a hyphen.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let typed: String = typed.nfc().collect();
        let mut words = typed.split_whitespace();
        let Some(first) = words.next() else { return Err(Refusal::NameMissing) };
        let initial = words.next().map(initial).transpose()?;
        if words.next().is_some() || !is_first_name(first) {
            return Err(Refusal::NameForm);
        }
        if first.chars().count() > LONGEST {
            return Err(Refusal::NameLong);
        }
        Ok(Self(match initial {
            Some(initial) => format!("{first} {initial}."),
            None => first.to_owned(),
        }))
    }

    /// The name as it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two names share when people would take them for the same: no accents, no capitals, no dot.
    pub fn key(&self) -> String {
        name_key(&self.0)
    }
}

impl std::fmt::Display for DisplayName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The key of any typed name, well-formed or not: `ZOË  m.` and `Zoe M` have the same.
pub fn name_key(typed: &str) -> String {
    let folded = folded(typed);
    folded.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches('.').replace('\u{2019}', "'")
}

/// Words for searching: accents and capitals folded away, so that `zoe` finds `Zoë` on either database.
pub fn folded(words: &str) -> String {
    words.nfkd().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c)).collect()
}

fn is_first_name(word: &str) -> bool {
    word.split(['-', '\'', '\u{2019}']).all(is_letters)
}

fn is_letters(part: &str) -> bool {
    part.starts_with(char::is_alphabetic) && part.chars().all(|c| c.is_alphabetic() || is_combining_mark(c))
}

/// One letter, with or without its dot, as a capital.
fn initial(word: &str) -> Result<String, Refusal> {
    let letter = word.strip_suffix('.').unwrap_or(word);
    let letters = letter.chars().filter(|c| !is_combining_mark(*c)).count();
    if letters == 1 && is_letters(letter) { Ok(letter.to_uppercase()) } else { Err(Refusal::NameForm) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(typed: &str) -> Result<String, Refusal> {
        DisplayName::parse(typed).map(|name| name.to_string())
    }

    #[test]
    fn p2_a_display_name_is_a_first_name_and_at_most_one_initial() {
        for (typed, shown) in [
            ("Dana", "Dana"),
            ("Dana R.", "Dana R."),
            ("  Dana   r ", "Dana R."),
            ("Mary-Jo S.", "Mary-Jo S."),
            ("D'Arcy", "D'Arcy"),
            ("Zoë M.", "Zoë M."),
            ("Zoe\u{308} M.", "Zoë M."),
            ("Željka Č", "Željka Č."),
            ("अनीता", "अनीता"),
            ("美香", "美香"),
            ("Jo", "Jo"),
        ] {
            assert_eq!(name(typed).as_deref(), Ok(shown), "{typed}");
        }
    }

    #[test]
    fn p2_whatever_could_be_a_last_name_an_address_or_a_number_is_refused() {
        for typed in [
            "Dana Rivers",
            "Dana R. S.",
            "Dana R. Rivers",
            "d.rivers",
            "dana@example.org",
            "Dana 2",
            "Dana2",
            "R. Dana",
            "Dana-",
            "-Dana",
            "Mary--Jo",
            "Dana, R.",
            "Dana (new)",
            "Dana R..",
            "Dana .",
            "<b>Dana</b>",
            "Dana\u{0}",
            "Da\u{7}na",
            "Dana\u{202e}R",
            "🙂",
        ] {
            assert_eq!(name(typed), Err(Refusal::NameForm), "{typed:?}");
        }
    }

    #[test]
    fn a_line_break_cannot_stand_in_a_name() {
        assert_eq!(name("Dana\r\nR."), Ok("Dana R.".into()), "white space of any kind is one space");
        assert_eq!(name("Dana\r\nBcc: x@example.org"), Err(Refusal::NameForm));
    }

    #[test]
    fn a_name_is_neither_empty_nor_endless() {
        assert_eq!(name(""), Err(Refusal::NameMissing));
        assert_eq!(name(" \t\n"), Err(Refusal::NameMissing));
        assert!(name(&"a".repeat(40)).is_ok());
        assert_eq!(name(&"a".repeat(41)), Err(Refusal::NameLong));
        assert_eq!(name(&"a".repeat(1_000_000)), Err(Refusal::NameLong));
    }

    #[test]
    fn names_that_sound_the_same_have_one_key() {
        let key = DisplayName::parse("Zoë M.").expect("a name").key();
        for typed in ["zoe m", "ZOË M.", " Zoe   M. "] {
            assert_eq!(name_key(typed), key, "{typed}");
        }
        assert_ne!(name_key("Zoe"), key);
        assert_eq!(name_key("D\u{2019}Arcy"), name_key("d'arcy"));
    }
}
