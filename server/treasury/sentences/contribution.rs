//! The sentence for each reason to refuse a form about a contribution.

use homegroup_plugin::Text;

use crate::treasury::rules::contribution::refusal::ContributionRefusal;
use crate::treasury::rules::money::{Currency, Money};

/// What to tell the person who filled in the form.
pub(super) fn sentence(refusal: &ContributionRefusal, currency: &Currency) -> Text {
    match refusal {
        ContributionRefusal::GiverUnknown => Text::new("treasury-refused-giver"),
        ContributionRefusal::GiverElsewhere => Text::new("treasury-refused-giver-elsewhere"),
        ContributionRefusal::ReceiptNotAsked => Text::new("treasury-refused-giver-receipt"),
        ContributionRefusal::AboveYearly(limit, Money::ZERO) => {
            Text::new("treasury-refused-above-yearly-first").with("limit", currency.say(*limit))
        }
        ContributionRefusal::AboveYearly(limit, before) => {
            Text::new("treasury-refused-above-yearly").with("limit", currency.say(*limit)).with("before", currency.say(*before))
        }
        ContributionRefusal::AboveBequest(limit, _) => {
            Text::new("treasury-refused-above-bequest").with("limit", currency.say(*limit))
        }
    }
}
