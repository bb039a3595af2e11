//! Passing a surplus on: proposed from a split plan, and an expense only when a line of it is paid (T16).

use chrono::NaiveDate;
use uuid::Uuid;

use super::adopted::RestsOn;
use super::due::Due;
use super::refusal::SurplusRefusal;
use super::split_plan::SplitPlan;
use crate::treasury::rules::account::SERVICE_BODIES;
use crate::treasury::rules::entry::Content;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::{Reason, Refusal, Refusals};

/// What one service body would get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedShare {
    /// Who.
    pub service_body: Uuid,
    /// Its part, in hundredths of a percent.
    pub basis_points: u32,
    /// How much; zero where it stays in the treasury.
    pub amount: Money,
    /// What rounding or the minimum keeps of it.
    pub kept: Money,
    /// Whether it was the minimum.
    pub below_minimum: bool,
}

/// A surplus split by a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What is split.
    pub amount: Money,
    /// One for each line of the plan.
    pub shares: Vec<ProposedShare>,
    /// What stays in the treasury.
    pub kept: Money,
}

/// A distribution that was proposed, with its lines beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// Its id.
    pub id: Uuid,
    /// The day it was proposed.
    pub proposed_on: NaiveDate,
    /// What was split.
    pub amount: Money,
    /// What stays in the treasury.
    pub kept: Money,
    /// What the group decided it by.
    pub rests_on: RestsOn,
    /// Its lines: who gets how much.
    pub lines: Vec<(Uuid, Money)>,
}

/// Splits `amount` by the plan, if so much is available.
pub fn propose(available: Money, amount: Money, plan: &SplitPlan) -> Result<Proposal, SurplusRefusal> {
    if available <= Money::ZERO || amount <= Money::ZERO {
        return Err(SurplusRefusal::NothingAvailable);
    }
    if amount > available {
        return Err(SurplusRefusal::MoreThanAvailable(available));
    }
    let split = plan.split(amount).ok_or(SurplusRefusal::MoreThanAvailable(available))?;
    let share = |(line, share): (&super::split_plan::PlanLine, super::split::Share)| ProposedShare {
        service_body: line.service_body,
        basis_points: line.basis_points,
        amount: share.amount,
        kept: share.kept,
        below_minimum: share.below_minimum,
    };
    let shares: Vec<ProposedShare> = plan.lines().iter().zip(split.shares).map(share).collect();
    if shares.iter().all(|share| share.amount == Money::ZERO) {
        return Err(SurplusRefusal::NothingLeftToGive);
    }
    Ok(Proposal { amount, shares, kept: split.kept })
}

/// Whether an expense pays this share: in full, as a contribution to a service body, with the group number in its memo. A due that
/// is no share may come out differently from what was expected.
pub fn pays(content: &Content, due: &Due) -> Result<(), Vec<Refusal>> {
    let Some(number) = &due.group_number else { return Ok(()) };
    let mut refusals = Refusals::default();
    let spent = content.postings.iter().find(|line| line.amount > Money::ZERO);
    if spent.is_none_or(|line| line.account != SERVICE_BODIES) {
        refusals.add("category", Reason::Surplus(SurplusRefusal::ShareCategory));
    }
    if spent.is_none_or(|line| line.amount != due.amount) {
        refusals.add("amount", Reason::Surplus(SurplusRefusal::ShareDiffers(due.amount)));
    }
    if !content.note.contains(number.as_str()) {
        refusals.add("note", Reason::Surplus(SurplusRefusal::MemoWithoutNumber(number.clone())));
    }
    refusals.finish(Some(()))
}

#[cfg(test)]
mod tests {
    use super::super::due::DueKey;
    use super::super::due::tests::earmark;
    use super::super::split_plan::tests::w4;
    use super::*;
    use crate::treasury::rules::books::tests::books;
    use crate::treasury::rules::expense::{self, Expense};

    fn minor(minor: i64) -> Money {
        Money::of_minor(minor)
    }

    #[test]
    fn t16_what_is_available_is_split_by_the_plan() {
        let proposal = propose(minor(313_70), minor(313_70), &w4(1)).expect("there is a surplus");
        let amounts: Vec<i64> = proposal.shares.iter().map(|share| share.amount.minor()).collect();
        assert_eq!((amounts, proposal.kept), (vec![156_85, 78_43, 47_05, 31_37], Money::ZERO));
    }

    #[test]
    fn t15_of_nothing_or_less_nothing_may_be_proposed() {
        for available in [0, -1, -31_49] {
            assert_eq!(propose(minor(available), minor(1), &w4(1)), Err(SurplusRefusal::NothingAvailable), "{available}");
        }
        assert_eq!(propose(minor(100), Money::ZERO, &w4(1)), Err(SurplusRefusal::NothingAvailable));
        assert_eq!(propose(minor(100), minor(101), &w4(1)), Err(SurplusRefusal::MoreThanAvailable(minor(100))));
        assert_eq!(propose(minor(90), minor(90), &w4(100)), Err(SurplusRefusal::NothingLeftToGive));
    }

    fn paid(amount: &str, category: &str, note: &str) -> Content {
        let raw = expense::Raw { day: "2026-04-16", category, amount, place: "assets:bank", note };
        Expense::parse(&raw, &books()).expect("holds").draft().expect("balances").content().clone()
    }

    fn share(number: &str) -> Due {
        let key = DueKey::Share(Uuid::from_u128(1), 1);
        Due { key, group_number: Some(number.into()), ..earmark(1, "District", "2026-04-16") }
    }

    #[test]
    fn t16_a_share_is_paid_in_full_as_a_contribution_with_the_group_number_in_its_memo() {
        assert_eq!(pays(&paid("10", SERVICE_BODIES, "District, group no. 42"), &share("42")), Ok(()));
        assert_eq!(pays(&paid("10", SERVICE_BODIES, ""), &share("")), Ok(()));
        let refusals = pays(&paid("9.99", "expenses:other", "District"), &share("42")).expect_err("refused");
        let fields: Vec<_> = refusals.iter().map(|refusal| refusal.field.as_str()).collect();
        assert_eq!(fields, ["category", "amount", "note"]);
    }

    #[test]
    fn t14_any_other_bill_may_come_out_differently_than_expected() {
        assert_eq!(pays(&paid("12.34", "expenses:other", ""), &earmark(1, "Repair", "2026-04-16")), Ok(()));
    }
}
