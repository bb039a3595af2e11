//! What is asked for before it is paid (T17): requests, their approvals and payment, the policy behind them, and receipts.
//!
//! Nothing here is shown to members at large: it says who is paid back. Whoever may neither post nor approve finds no such page.

mod asking;
mod payments;
mod policies;
mod receipts;
mod requests;
mod shown;

use homegroup_plugin::{Error, GuardedRoute, Result, Right, Visitor};

pub(super) use receipts::of as receipts;
pub(super) use requests::waiting_for;

pub(super) fn routes() -> Vec<GuardedRoute> {
    [asking::routes(), requests::routes(), payments::routes(), policies::routes(), receipts::routes()].concat()
}

/// The rights of those who may approve: the group's trusted servants, but not whoever only writes mail.
const MAY_APPROVE: [Right; 4] = [Right::Money, Right::Minutes, Right::Members, Right::Settings];

/// Whether she may approve what is asked for.
fn may_approve(who: &Visitor) -> bool {
    MAY_APPROVE.into_iter().any(|right| who.may(right))
}

/// For those who post or approve; nobody else is told that there is such a page.
fn officer(who: &Visitor) -> Result<()> {
    if may_approve(who) { Ok(()) } else { Err(Error::NotFound) }
}
