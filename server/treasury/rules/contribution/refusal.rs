//! What can be wrong with a contribution: its giver, its size, where it comes from.

use crate::treasury::rules::money::Money;

/// Why a form about a contribution is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContributionRefusal {
    /// No member whom the form offers.
    GiverUnknown,
    /// This kind of income carries nobody's name (T7).
    GiverElsewhere,
    /// A name for a receipt, without saying that she asked for one.
    ReceiptNotAsked,
    /// More than the group takes from a member in a year (T9): its limit, and what was given in her name in that year already.
    AboveYearly(Money, Money),
    /// More than the group takes as a bequest (T9), with what came from the same member before.
    AboveBequest(Money, Money),
}
