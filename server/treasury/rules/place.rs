//! What a place of money may be called. The name can be changed at any time; the ledger is written in codes.

use super::account::AccountKind;

/// The longest name, in characters.
const LONGEST: usize = 40;

/// Why a place is not saved as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceRefusal {
    /// Not a kind of place.
    Kind,
    /// No name, one over forty characters, or one with characters that do not show.
    Name,
    /// Another place goes by that name.
    NameTaken,
    /// There is still money there.
    NotEmpty,
    /// It is the last place in use.
    Last,
}

/// A kind of place.
pub fn kind(typed: &str) -> Result<AccountKind, PlaceRefusal> {
    AccountKind::named(typed).filter(|kind| kind.is_place()).ok_or(PlaceRefusal::Kind)
}

/// A name that no other place has; `others` are codes and names.
pub fn name(typed: &str, others: &[(String, String)]) -> Result<String, PlaceRefusal> {
    if typed.chars().any(char::is_control) {
        return Err(PlaceRefusal::Name);
    }
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST {
        return Err(PlaceRefusal::Name);
    }
    if others.iter().any(|(_, other)| other.to_lowercase() == name.to_lowercase()) {
        return Err(PlaceRefusal::NameTaken);
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_places_never_share_a_name() {
        let others = [("assets:bank".to_owned(), "Checking".to_owned())];
        assert_eq!(name("CHECKING ", &others), Err(PlaceRefusal::NameTaken));
        assert_eq!(name(" Savings  account ", &others), Ok("Savings account".to_owned()));
        for typed in ["", "  ", "a\nb", "a\u{0}", &"x".repeat(41)] {
            assert_eq!(name(typed, &others), Err(PlaceRefusal::Name), "{typed:?}");
        }
    }

    #[test]
    fn an_income_account_is_no_place() {
        assert_eq!(kind("income"), Err(PlaceRefusal::Kind));
        assert_eq!(kind("app"), Ok(AccountKind::App));
    }
}
