//! Above which sum two members approve before money is paid. A group without a policy pays as its treasurer sees fit.

use chrono::NaiveDate;

use super::refusal::SpendingRefusal;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::entry::{Content, Kind};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::{Reason, Refusal, Refusals};
use crate::treasury::rules::surplus::adopted::{self, Adopted, KnownDecision, in_force};

/// So many approve what is above the sum.
pub const APPROVERS: u32 = 2;

/// What the group has laid down: above this sum two approve. `None`: not any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApprovalPolicy {
    /// The largest sum that is paid without.
    pub above: Option<Money>,
}

/// The form as it was typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Raw<'a> {
    /// `above` or `none`.
    pub kind: &'a str,
    /// The sum; nothing is a sum too.
    pub amount: &'a str,
    /// From which day on.
    pub effective_on: &'a str,
    /// What the group decided it by.
    pub rests_on: adopted::Raw<'a>,
}

/// Reads a new policy.
pub fn parse(raw: &Raw<'_>, known: &[KnownDecision], books: &Books) -> Result<Adopted<ApprovalPolicy>, Vec<Refusal>> {
    let mut refusals = Refusals::default();
    let above = match raw.kind {
        "above" => {
            let amount = books.currency.parse(raw.amount).map_err(|refusal| books.amount_reason(refusal));
            let amount = amount.and_then(|amount| if amount < Money::ZERO { books.positive(raw.amount) } else { Ok(amount) });
            refusals.take("amount", amount).map(Some)
        }
        "none" => Some(None),
        _ => refusals.take("kind", Err(Reason::Spending(SpendingRefusal::KindMissing))),
    };
    let rests_on = adopted::rests_on(raw.rests_on, known, books, &mut refusals);
    let effective_on = adopted::effective_on(raw.effective_on, rests_on.map(|(_, day)| day), &mut refusals);
    let whole =
        (|| Some(Adopted { what: ApprovalPolicy { above: above? }, effective_on: effective_on?, rests_on: rests_on?.0 }))();
    refusals.finish(whole)
}

/// The largest sum that is paid without approvals on a day; `None` where no policy asks for any.
pub fn threshold(policies: &[Adopted<ApprovalPolicy>], on: NaiveDate) -> Option<Money> {
    in_force(policies, on).and_then(|adopted| adopted.what.above)
}

/// So many approvals a sum needs.
pub fn needed(threshold: Option<Money>, amount: Money) -> u32 {
    if threshold.is_some_and(|above| amount > above) { APPROVERS } else { 0 }
}

/// Whether the treasurer may post this alone. What a basket's coffee cost counts as well; a fee that was kept back and what undoes an entry
/// are nobody's spending.
pub fn alone(content: &Content, threshold: Option<Money>) -> Result<(), SpendingRefusal> {
    let spends = matches!(content.kind, Kind::Expense | Kind::Collection);
    let spent = content.postings.iter().filter(|line| line.account.starts_with("expenses:")).map(|line| line.amount);
    match threshold {
        Some(above) if spends && Money::sum(spent).is_none_or(|spent| spent > above) => {
            Err(SpendingRefusal::NeedsApproval(above))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::{books, on};
    use crate::treasury::rules::expense::{self, Expense};
    use crate::treasury::rules::surplus::adopted::RestsOn;
    use crate::treasury::rules::surplus::adopted::tests::register;
    use proptest::prelude::*;

    const FIFTY: Money = Money::of_minor(50_00);

    #[test]
    fn t17_a_policy_is_read_with_its_first_day_and_its_decision() {
        let rests_on = adopted::Raw { decision: "4", meeting: "" };
        let raw = Raw { kind: "above", amount: "50", effective_on: "2026-04-02", rests_on };
        let read = parse(&raw, &register(), &books()).expect("holds");
        assert_eq!((read.what.above, read.rests_on), (Some(FIFTY), RestsOn::Decision(4)));
        assert_eq!(parse(&Raw { kind: "none", amount: "", ..raw }, &register(), &books()).expect("holds").what.above, None);
        assert_eq!(parse(&Raw { amount: "0", ..raw }, &register(), &books()).expect("holds").what.above, Some(Money::ZERO));
        let fields = |raw: &Raw<'_>| -> Vec<String> {
            let refusals = parse(raw, &register(), &books()).expect_err("refused");
            refusals.into_iter().map(|refusal| refusal.field).collect()
        };
        assert_eq!(fields(&Raw::default()), ["kind", "decision", "effective_on"]);
        assert_eq!(fields(&Raw { amount: "-1", effective_on: "2026-04-01", ..raw }), ["amount", "effective_on"]);
    }

    #[test]
    fn t17_the_policy_of_the_day_says_above_which_sum() {
        let policy =
            |above, day| Adopted { what: ApprovalPolicy { above }, effective_on: on(day), rests_on: RestsOn::Meeting(on(day)) };
        let all = [policy(Some(FIFTY), "2026-03-01"), policy(None, "2026-05-01")];
        assert_eq!(threshold(&all, on("2026-02-28")), None);
        assert_eq!(threshold(&all, on("2026-04-30")), Some(FIFTY));
        assert_eq!(threshold(&all, on("2026-05-01")), None);
    }

    fn rent(amount: &str) -> Content {
        let raw = expense::Raw { day: "2026-04-01", category: "expenses:rent", amount, place: "assets:bank", note: "" };
        let draft = Expense::parse(&raw, &books()).expect("holds").draft().expect("balances");
        draft.content().clone()
    }

    #[test]
    fn t17_up_to_the_sum_the_treasurer_pays_alone_and_what_undoes_an_entry_is_no_spending() {
        assert_eq!(alone(&rent("50"), Some(FIFTY)), Ok(()));
        assert_eq!(alone(&rent("50.01"), Some(FIFTY)), Err(SpendingRefusal::NeedsApproval(FIFTY)));
        assert_eq!(alone(&rent("5000"), None), Ok(()));
        for kind in [Kind::Income, Kind::Reversal] {
            assert_eq!(alone(&Content { kind, ..rent("60") }, Some(FIFTY)), Ok(()));
        }
    }

    proptest! {
        #[test]
        fn t17_what_needs_approvals_is_never_posted_alone(minor in 1_i64..100_000, above in 0_i64..100_000) {
            let above = Some(Money::of_minor(above));
            let content = rent(&format!("{}.{:02}", minor / 100, minor % 100));
            prop_assert_eq!(needed(above, Money::of_minor(minor)) == 0, alone(&content, above).is_ok());
        }
    }
}
