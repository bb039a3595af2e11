//! What the group may call itself, and in which zone and currency it lives.

use chrono_tz::Tz;

/// Facts that cannot be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The real name.
    pub name: String,
    /// The name on lock screens.
    pub neutral_name: String,
    /// Where it meets.
    pub zone: Tz,
    /// ISO 4217 code.
    pub currency: String,
}

/// What is wrong with a fact. Each belongs to the field of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No real name, one over 80 characters, or one with control characters.
    Name,
    /// The same for the neutral name.
    NeutralName,
    /// The neutral name says what the group is.
    NeutralNameTells,
    /// Not a zone of the tz database.
    Zone,
    /// Not three letters.
    Currency,
    /// Another one than the ledger is kept in.
    CurrencyInUse,
}

impl Refusal {
    /// The form field it belongs to.
    pub fn field(self) -> &'static str {
        match self {
            Refusal::Name => "name",
            Refusal::NeutralName | Refusal::NeutralNameTells => "neutral_name",
            Refusal::Zone => "zone",
            Refusal::Currency | Refusal::CurrencyInUse => "currency",
        }
    }
}

/// Reads the four fields; all refusals at once. `tells` finds the words that give a group away.
pub fn facts(
    name: &str,
    neutral_name: &str,
    zone: &str,
    currency: &str,
    tells: impl Fn(&str, &str) -> bool,
) -> Result<Facts, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let name = name.trim();
    let neutral_name = neutral_name.trim();
    if !line(name) {
        refusals.push(Refusal::Name);
    }
    if !line(neutral_name) {
        refusals.push(Refusal::NeutralName);
    } else if tells(neutral_name, name) {
        refusals.push(Refusal::NeutralNameTells);
    }
    let zone: Option<Tz> = zone.trim().parse().ok();
    if zone.is_none() {
        refusals.push(Refusal::Zone);
    }
    let currency = currency.trim().to_ascii_uppercase();
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        refusals.push(Refusal::Currency);
    }
    match zone {
        Some(zone) if refusals.is_empty() => {
            Ok(Facts { name: name.to_owned(), neutral_name: neutral_name.to_owned(), zone, currency })
        }
        _ => Err(refusals),
    }
}

fn line(words: &str) -> bool {
    !words.is_empty() && words.chars().count() <= 80 && !words.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let refusals = facts(" ", "a\u{0}b", "Ohio", "dollars", |_, _| false).expect_err("refused");
        assert_eq!(refusals, [Refusal::Name, Refusal::NeutralName, Refusal::Zone, Refusal::Currency]);
    }

    #[test]
    fn a_neutral_name_that_tells_is_refused() {
        let refusals = facts("Real", "Clean and sober", "America/New_York", "usd", |_, _| true).expect_err("refused");
        assert_eq!(refusals, [Refusal::NeutralNameTells]);
        assert_eq!(facts("Real", "Circle", "America/New_York", "usd", |_, _| false).expect("holds").currency, "USD");
    }
}
