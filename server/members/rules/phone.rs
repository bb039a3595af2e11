//! A telephone number as people write it, for the phone list.

use super::Refusal;

/// Digits and the marks people put between them: `+1 (419) 555-0134`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// Reads what somebody typed: five to fifteen digits (the most that E.164 has), at most one plus, in front.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let number = typed.strip_prefix('+').unwrap_or(&typed);
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let marks = number.chars().all(|c| c.is_ascii_digit() || " ()-./".contains(c));
        if marks && (5..=15).contains(&digits) && typed.len() <= 40 { Ok(Self(typed)) } else { Err(Refusal::PhoneForm) }
    }

    /// The number as it was typed, with single spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_the_way_people_write_them() {
        for (typed, kept) in [
            ("419-555-0134", "419-555-0134"),
            (" +1 (419)  555 0134", "+1 (419) 555 0134"),
            ("+420.777.123.456", "+420.777.123.456"),
        ] {
            assert_eq!(Phone::parse(typed).map(|phone| phone.as_str().to_owned()).as_deref(), Ok(kept));
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for typed in [
            "",
            "1234",
            "1234567890123456",
            "call Dana",
            "419-555-0134 x2",
            "++1 419 555 0134",
            "41\u{0}9 555 0134",
            "٤١٩٥٥٥٠١٣٤",
        ] {
            assert_eq!(Phone::parse(typed), Err(Refusal::PhoneForm), "{typed:?}");
        }
        assert_eq!(Phone::parse(&format!("{}12345", "(".repeat(100))), Err(Refusal::PhoneForm));
    }
}
