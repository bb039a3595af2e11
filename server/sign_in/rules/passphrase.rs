//! A passphrase: long enough, and not one that everybody tries first. There are no rules on what it is made of, for they make people
//! write it down; length is what helps.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

/// Characters of a passphrase at the least.
const SHORTEST: usize = 8;

/// Bytes at the most: more is no safer, and hashing must have a bound.
const LARGEST: usize = 1024;

/// What guessers try first (ASVS 6.2.4).
const COMMON: &str = include_str!("common_passphrases.txt");

/// A passphrase in clear, on its way to being hashed. It prints as nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(String);

/// What is wrong with a new passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Fewer than eight characters.
    Short,
    /// More than 1024 bytes.
    Long,
    /// One of those that guessers try first.
    Common,
    /// Her own name or address, or the group's name.
    Known,
    /// The two fields differ.
    Differs,
}

impl Refusal {
    /// The form field it belongs to.
    pub fn field(self) -> &'static str {
        match self {
            Refusal::Short | Refusal::Long | Refusal::Common | Refusal::Known => "passphrase",
            Refusal::Differs => "again",
        }
    }
}

impl Passphrase {
    /// Reads a new passphrase, typed twice; all refusals at once. Spaces count, at the ends too. `known` are words that anybody would
    /// try for her: her name, her address, what the group is called.
    pub fn new(typed: &str, again: &str, known: &[&str]) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Vec::new();
        if typed.chars().count() < SHORTEST {
            refusals.push(Refusal::Short);
        } else if typed.len() > LARGEST {
            refusals.push(Refusal::Long);
        } else if is_common(typed) {
            refusals.push(Refusal::Common);
        } else if known.iter().any(|known| bare(known) == bare(typed) && !bare(typed).is_empty()) {
            refusals.push(Refusal::Known);
        }
        if typed != again {
            refusals.push(Refusal::Differs);
        }
        if refusals.is_empty() { Ok(Self::typed(typed)) } else { Err(refusals) }
    }

    /// What somebody typed to get in. Cut to what a passphrase can be, so that nobody makes the server hash a book.
    pub fn typed(typed: &str) -> Self {
        let mut end = typed.len().min(LARGEST + 1);
        while !typed.is_char_boundary(end) {
            end -= 1;
        }
        // One keyboard writes é as one character, another as two.
        Self(typed[..end].nfc().collect())
    }

    /// The bytes to hash.
    pub fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

fn is_common(typed: &str) -> bool {
    let hash = hex::encode(&Sha256::digest(typed.to_lowercase().as_bytes())[..8]);
    COMMON.lines().any(|line| line == hash)
}

/// Letters and digits alone, without capitals: `Thursday Circle!` is `thursdaycircle`.
fn bare(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(typed: &str) -> Result<Passphrase, Vec<Refusal>> {
        Passphrase::new(typed, typed, &["Dana R.", "dana.r@mail.example", "Thursday circle"])
    }

    #[test]
    fn a_passphrase_has_eight_characters_of_any_kind() {
        for typed in ["8 Zeichen", "blue kettle", "         ", "žluťoučk", "correct horse battery staple", &"é".repeat(512)] {
            assert!(new(typed).is_ok(), "{typed:?}");
        }
        assert_eq!(new("1234567"), Err(vec![Refusal::Short]));
        assert_eq!(new("éééééé"), Err(vec![Refusal::Short]), "characters count, not bytes");
        assert_eq!(new(&"a".repeat(1025)), Err(vec![Refusal::Long]));
        assert_eq!(Passphrase::new("short", "shirt", &[]), Err(vec![Refusal::Short, Refusal::Differs]));
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        assert_eq!(COMMON.lines().filter(|line| !line.starts_with('#')).count(), 3000);
        for typed in ["password", "12345678", "Password1", "ILOVEYOU", "sunshine", "qwertyuiop"] {
            assert_eq!(new(typed), Err(vec![Refusal::Common]), "{typed}");
        }
        for typed in ["thursday circle", "ThursdayCircle", "Dana.R@mail.example"] {
            assert_eq!(new(typed), Err(vec![Refusal::Known]), "{typed}");
        }
        assert!(new("thursday circle at seven").is_ok());
    }

    #[test]
    fn a_passphrase_is_the_same_from_every_keyboard() {
        assert_eq!(Passphrase::typed("caf\u{e9} au lait"), Passphrase::typed("cafe\u{301} au lait"));
        assert_ne!(Passphrase::typed(" cafe au lait"), Passphrase::typed("cafe au lait"), "spaces count");
    }

    #[test]
    fn what_is_typed_to_get_in_is_bounded() {
        assert_eq!(Passphrase::typed(&"é".repeat(1_000_000)).bytes().len(), 1024);
        let longest = "a".repeat(1024);
        assert_ne!(
            Passphrase::typed(&format!("{longest}b")),
            Passphrase::typed(&longest),
            "a longer one is never taken for the longest"
        );
        assert_eq!(format!("{:?}", Passphrase::typed("secret one")), "Passphrase(…)");
    }
}
