//! The ledger in the group's language: what people call accounts and kinds of entries.

use std::sync::Arc;

use chrono::NaiveDate;
use homegroup_plugin::{Text, Views, say_day};

use super::export::Words;
use super::rules::account::{AccountKind, Chart};
use super::rules::entry::Kind;
use crate::house::House;

/// Says accounts and kinds in the group's language.
pub struct Spoken {
    views: Arc<Views>,
    language: String,
    chart: Chart,
}

impl Spoken {
    /// For this chart.
    pub fn new(house: &House, chart: &Chart) -> Self {
        Self { views: house.views.clone(), language: house.profile().language.clone(), chart: chart.clone() }
    }

    /// A sentence in words.
    pub fn say(&self, text: &Text) -> String {
        self.views.catalogue().say(&self.language, text).unwrap_or_else(|| text.key().to_owned())
    }

    /// A day in words.
    pub fn day(&self, day: NaiveDate) -> String {
        say_day(self.views.catalogue(), &self.language, day, false)
    }
}

impl Words for Spoken {
    /// The group's own name for it, else the standard words, else its code.
    fn account(&self, code: &str) -> String {
        let own = self.chart.get(code).and_then(|account| account.name.clone());
        own.or_else(|| standard(code).map(|key| self.say(&Text::new(key)))).unwrap_or_else(|| code.to_owned())
    }

    fn kind(&self, kind: Kind) -> String {
        self.say(&Text::new(kind_key(kind)))
    }
}

/// The words for a kind of entry.
pub fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Opening => "treasury-kind-opening",
        Kind::Collection => "treasury-kind-collection",
        Kind::Income => "treasury-kind-income",
        Kind::Expense => "treasury-kind-expense",
        Kind::Transfer => "treasury-kind-transfer",
        Kind::Reversal => "treasury-kind-reversal",
    }
}

/// The words for a kind of place.
pub fn place_kind_key(kind: AccountKind) -> Option<&'static str> {
    Some(match kind {
        AccountKind::Cash => "treasury-place-kind-cash",
        AccountKind::Bank => "treasury-place-kind-bank",
        AccountKind::App => "treasury-place-kind-app",
        AccountKind::Income | AccountKind::Expense | AccountKind::Equity => return None,
    })
}

/// The standard words for an account every group has.
fn standard(code: &str) -> Option<&'static str> {
    Some(match code {
        "assets:cash-box" => "treasury-account-cash-box",
        "income:basket" => "treasury-account-basket",
        "income:e-payments" => "treasury-account-e-payments",
        "income:birthday-contributions" => "treasury-account-birthday-contributions",
        "income:bequests" => "treasury-account-bequests",
        "income:literature-sales" => "treasury-account-literature-sales",
        "income:token-sales" => "treasury-account-token-sales",
        "income:event-tickets" => "treasury-account-event-tickets",
        "income:interest-and-refunds" => "treasury-account-interest-and-refunds",
        "expenses:rent" => "treasury-account-rent",
        "expenses:literature" => "treasury-account-literature",
        "expenses:tokens" => "treasury-account-tokens",
        "expenses:refreshments" => "treasury-account-refreshments",
        "expenses:e-payment-fees" => "treasury-account-e-payment-fees",
        "expenses:service-bodies" => "treasury-account-service-bodies",
        "expenses:for-other-groups" => "treasury-account-for-other-groups",
        "expenses:other" => "treasury-account-other",
        "equity:opening" => "treasury-account-opening",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::account::STANDARD;

    #[test]
    fn every_standard_account_has_words() {
        for (code, _) in STANDARD {
            assert!(standard(code).is_some(), "{code}");
        }
    }
}
