//! A request for money: what it is for, whom it pays back, and when it may be approved and paid.

use chrono::NaiveDate;
use uuid::Uuid;

use super::policy::needed;
use super::refusal::SpendingRefusal;
use crate::treasury::rules::account::AccountKind;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::note;
use crate::treasury::rules::refusal::{Reason, Refusal, Refusals};
use crate::treasury::rules::surplus::due::DueKey;

/// A request that cannot be wrong. Whoever is named in it stands beside the ledger and can be taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disbursement {
    /// The id its form chose.
    pub id: Uuid,
    /// The day it was asked for.
    pub asked_on: NaiveDate,
    /// Code of the expense account.
    pub category: String,
    /// How much.
    pub amount: Money,
    /// Out of which place.
    pub place: String,
    /// A line in words, which becomes the entry's.
    pub note: String,
    /// What was due that it pays.
    pub due: Option<DueKey>,
    /// Whether it pays a member back what she laid out.
    pub reimburses: bool,
    /// Who that is, as long as she is named.
    pub payee: Option<String>,
    /// Who asked, as long as she is named.
    pub asker: Option<String>,
    /// Why there is no receipt.
    pub no_receipt: Option<String>,
    /// So many approvals it needs.
    pub needed: u32,
    /// What became of it.
    pub state: State,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for approval or payment.
    Waiting,
    /// The entry of this number paid it.
    Paid(i64),
    /// It was withdrawn.
    Withdrawn,
}

/// The form as it was typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Raw<'a> {
    /// Code of the expense account.
    pub category: &'a str,
    /// How much.
    pub amount: &'a str,
    /// Out of which place.
    pub place: &'a str,
    /// A line in words.
    pub note: &'a str,
    /// Id of the member it pays back, or empty.
    pub payee: &'a str,
    /// Why there is no receipt, or empty.
    pub no_receipt: &'a str,
}

/// What the form does not say.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// The id the form carries.
    pub id: Uuid,
    /// Who asks.
    pub by: &'a str,
    /// What was due that it pays.
    pub due: Option<DueKey>,
    /// The largest sum that is paid without approvals today.
    pub threshold: Option<Money>,
}

impl Disbursement {
    /// Reads the form.
    pub fn parse(raw: &Raw<'_>, asked: &Asked<'_>, books: &Books) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        let mut known = books.chart.categories(AccountKind::Expense).map(|account| account.code.clone());
        let category = refusals.take("category", known.find(|code| code == raw.category).ok_or(Reason::AccountUnknown));
        let amount = refusals.take("amount", books.positive(raw.amount));
        let place = refusals.take("place", books.place(raw.place)).map(|place| place.code.clone());
        let note = books.note(raw.note, &mut refusals);
        let payee = refusals.take("payee", payee(raw.payee, books));
        let no_receipt = refusals.take("no_receipt", note::note(raw.no_receipt).map_err(Reason::Note));
        let whole = (|| {
            let (amount, payee) = (amount?, payee?);
            Some(Self {
                id: asked.id,
                asked_on: books.today,
                category: category?,
                amount,
                place: place?,
                note: note?,
                due: asked.due,
                reimburses: payee.is_some(),
                payee,
                asker: Some(asked.by.to_owned()),
                no_receipt: no_receipt.filter(|reason| !reason.is_empty()),
                needed: needed(asked.threshold, amount),
                state: State::Waiting,
            })
        })();
        refusals.finish(whole)
    }

    /// Whether it pays what this member laid out.
    pub fn pays(&self, member: &str) -> bool {
        self.payee.as_deref() == Some(member)
    }

    /// Whether a member may approve it, after those who did (`None`: somebody who is named no longer).
    pub fn approvable(&self, by: &str, approved: &[Option<String>], receipts: usize) -> Result<(), SpendingRefusal> {
        if self.state != State::Waiting {
            return Err(SpendingRefusal::WaitsNoLonger);
        }
        if self.needed == 0 {
            return Err(SpendingRefusal::NoneNeeded);
        }
        if self.pays(by) {
            return Err(SpendingRefusal::ApproverIsPayee);
        }
        if approved.iter().flatten().any(|known| known == by) {
            return Err(SpendingRefusal::ApprovedAlready);
        }
        self.documented(receipts)
    }

    /// Whether it may be paid now.
    pub fn payable(&self, approvals: usize, receipts: usize) -> Result<(), SpendingRefusal> {
        if self.state != State::Waiting {
            return Err(SpendingRefusal::WaitsNoLonger);
        }
        let lacking = self.needed.saturating_sub(u32::try_from(approvals).unwrap_or(u32::MAX));
        if lacking > 0 {
            return Err(SpendingRefusal::ApprovalsLacking(lacking));
        }
        self.documented(receipts)
    }

    /// A reimbursement shows what was bought, or says why it cannot.
    fn documented(&self, receipts: usize) -> Result<(), SpendingRefusal> {
        let lacking = self.reimburses && receipts == 0 && self.no_receipt.is_none();
        if lacking { Err(SpendingRefusal::ReceiptMissing) } else { Ok(()) }
    }
}

fn payee(typed: &str, books: &Books) -> Result<Option<String>, Reason> {
    if typed.is_empty() {
        return Ok(None);
    }
    let known = books.members.iter().find(|member| *member == typed);
    known.cloned().map(Some).ok_or(Reason::Spending(SpendingRefusal::PayeeUnknown))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::books;
    use proptest::prelude::*;

    const FIFTY: Option<Money> = Some(Money::of_minor(50_00));

    fn raw() -> Raw<'static> {
        Raw { category: "expenses:literature", amount: "80", place: "assets:bank", ..Raw::default() }
    }

    fn asked(raw: &Raw<'_>) -> Result<Disbursement, Vec<Refusal>> {
        Disbursement::parse(raw, &Asked { id: Uuid::nil(), by: "dana", due: None, threshold: FIFTY }, &books())
    }

    fn names(names: &[&str]) -> Vec<Option<String>> {
        names.iter().map(|name| Some((*name).to_owned())).collect()
    }

    #[test]
    fn t17_what_is_above_the_sum_needs_two_and_what_is_not_needs_none() {
        assert_eq!(asked(&raw()).expect("holds").needed, 2);
        assert_eq!(asked(&Raw { amount: "50", ..raw() }).expect("holds").needed, 0);
    }

    #[test]
    fn t17_an_empty_form_names_every_field_that_is_needed() {
        let raw = Raw { payee: "nobody", no_receipt: "call 419-555-0134", ..Raw::default() };
        let fields: Vec<_> = asked(&raw).expect_err("refused").into_iter().map(|refusal| refusal.field).collect();
        assert_eq!(fields, ["category", "amount", "place", "payee", "no_receipt"]);
    }

    #[test]
    fn t17_two_distinct_members_approve_and_never_whoever_is_paid() {
        let request = asked(&Raw { payee: "kim", no_receipt: "the till was broken", ..raw() }).expect("holds");
        assert_eq!(request.approvable("kim", &[], 0), Err(SpendingRefusal::ApproverIsPayee));
        assert_eq!(request.approvable("dana", &[], 0), Ok(()), "whoever asked counts as one");
        assert_eq!(request.approvable("dana", &names(&["dana"]), 0), Err(SpendingRefusal::ApprovedAlready));
        assert_eq!(request.payable(1, 0), Err(SpendingRefusal::ApprovalsLacking(1)));
        assert_eq!(request.payable(2, 0), Ok(()));
        for state in [State::Paid(7), State::Withdrawn] {
            let gone = Disbursement { state, ..request.clone() };
            assert_eq!(gone.approvable("ana", &[], 0), Err(SpendingRefusal::WaitsNoLonger));
            assert_eq!(gone.payable(2, 0), Err(SpendingRefusal::WaitsNoLonger));
        }
    }

    #[test]
    fn t17_a_reimbursement_shows_its_receipt_or_says_why_there_is_none() {
        let request = asked(&Raw { payee: "kim", amount: "12", ..raw() }).expect("holds");
        assert_eq!(request.payable(0, 0), Err(SpendingRefusal::ReceiptMissing));
        assert_eq!(request.payable(0, 1), Ok(()));
        let told = asked(&Raw { payee: "kim", amount: "12", no_receipt: " lost ", ..raw() }).expect("holds");
        assert_eq!((told.no_receipt.as_deref(), told.payable(0, 0)), (Some("lost"), Ok(())));
        assert_eq!(asked(&Raw { amount: "12", ..raw() }).expect("holds").payable(0, 0), Ok(()), "a bill of a shop needs none");
    }

    proptest! {
        #[test]
        fn t17_whoever_tries_only_two_distinct_others_make_it_payable(tries in prop::collection::vec(0_usize..4, 0..12)) {
            let all = ["kim", "dana", "ana", "lee"];
            let request = asked(&Raw { payee: "kim", no_receipt: "lost", ..raw() }).expect("holds");
            let mut approved: Vec<Option<String>> = Vec::new();
            for at in &tries {
                if request.approvable(all[*at], &approved, 0).is_ok() {
                    approved.push(Some(all[*at].to_owned()));
                }
            }
            let distinct: std::collections::BTreeSet<usize> = tries.into_iter().filter(|at| *at != 0).collect();
            prop_assert_eq!(approved.len(), distinct.len());
            prop_assert_eq!(request.payable(approved.len(), 0).is_ok(), distinct.len() >= 2);
        }
    }
}
