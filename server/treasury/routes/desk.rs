//! What all forms that post have in common: a fresh id in the form, the books inside one write, and the answer.

use std::collections::BTreeMap;
use std::sync::Arc;

use homegroup_plugin::{Error, Go, Page, Result, Right, Text, Visitor};
use serde::Serialize;
use uuid::Uuid;

use super::view::View;
use crate::house::House;
use crate::members;
use crate::treasury::books;
use crate::treasury::export::Words;
use crate::treasury::rules::account::{Account, AccountKind};
use crate::treasury::rules::books::Books;
use crate::treasury::rules::contribution::given::Giver;
use crate::treasury::rules::disbursement::policy::{alone, threshold};
use crate::treasury::rules::entry::{Content, Draft, Entry, Unbalanced};
use crate::treasury::rules::late::{Late, offer};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::{Reason, Refusal};
use crate::treasury::rules::surplus::adopted::RestsOn;
use crate::treasury::rules::surplus::due::DueKey;
use crate::treasury::sentences::sentence;
use crate::treasury::store::append::{Appended, Posted, Writing, append};
use crate::treasury::store::contribution;
use crate::treasury::store::disbursement::{policies, receipts, requests};
use crate::treasury::store::surplus::settlements;
use crate::treasury::words::Spoken;

/// A redirect after posting, or the form again.
pub(super) type Answer = std::result::Result<Go, Page>;

/// The id a new form carries. The entry it makes has this id, so that a form sent twice makes one entry.
pub(super) fn fresh() -> String {
    Uuid::now_v7().to_string()
}

/// The id that came back with a form.
pub(super) fn once_id(once: &str) -> Result<Uuid> {
    let id = once.parse().ok().filter(|id: &Uuid| id.get_version_num() == 7);
    id.ok_or_else(|| Error::Refused(Text::new("error-unreadable")))
}

/// A form that has arrived: a write has begun, nobody else appends until it ends.
pub(super) struct Desk {
    pub writing: Writing,
    pub books: Books,
    /// What the entry pays, if it is known beforehand.
    pub pays: Option<DueKey>,
    /// Whose name stands with the entry.
    pub giver: Option<Giver>,
    /// The decision by which it is taken although it is above the limit.
    pub above_limit: Option<RestsOn>,
    /// The request it pays, which was approved as far as it must be (T17).
    pub disburses: Option<Uuid>,
    /// The largest sum that is paid without approvals today.
    threshold: Option<Money>,
    id: Uuid,
}

impl Desk {
    /// Begins the write for the form that carries the id `once`.
    pub async fn open(house: &House, once: &str) -> Result<Self> {
        let id = once_id(once)?;
        let writing = Writing::begin(&house.db).await?;
        let books = books(writing.txn(), house, Some(id)).await?;
        let threshold = threshold(&policies::all(writing.txn()).await?, books.today);
        Ok(Self { writing, books, pays: None, giver: None, above_limit: None, disburses: None, threshold, id })
    }

    /// The id the form carries.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// The largest sum that is paid without approvals today.
    pub fn threshold(&self) -> Option<Money> {
        self.threshold
    }

    /// Whether the treasurer may post this without asking (T17); what is wrong belongs to `field`. A share of a distribution rests on a
    /// decision of the group already.
    pub fn alone(&self, content: &Content, field: &str) -> Result<(), Vec<Refusal>> {
        if self.disburses.is_some() || matches!(self.pays, Some(DueKey::Share(..))) {
            return Ok(());
        }
        let refused = |refusal| vec![Refusal { field: field.into(), reason: Reason::Spending(refusal) }];
        alone(content, self.threshold).map_err(refused)
    }

    /// Ends the write without having changed anything, to show the form again.
    pub fn leave(self) -> Books {
        self.books
    }

    /// Appends what the form said and leads to its entry; the same form again leads there too.
    pub async fn post(
        self,
        house: &Arc<House>,
        who: &Visitor,
        draft: Result<Draft, Unbalanced>,
        counters: &[&str],
    ) -> Result<Answer> {
        let draft = draft.map_err(anyhow::Error::new)?;
        // Her right was read before this write began; a handover may have ended it since (T20).
        if !members::rights(self.writing.txn(), &who.member, self.books.today).await?.contains(&Right::Money) {
            return Err(Error::Forbidden);
        }
        if let Some(refusal) = self.alone(draft.content(), "amount").err().and_then(|all| all.into_iter().next()) {
            return Err(Error::Refused(sentence(house, &self.books.currency, &refusal.reason)));
        }
        let posted = Posted { id: self.id, author: &who.member, counters, now: house.clock.now() };
        match append(&self.writing, &draft, &posted).await? {
            Appended::New(entry) => {
                self.stand_beside(&entry).await?;
                self.writing.commit().await?;
                tracing::info!(member = %who.member, entry = %self.id, "an entry was posted");
                Ok(Ok(saved(self.id)))
            }
            Appended::Already(_) => Ok(Ok(saved(self.id))),
            Appended::Differs(known) => {
                let view = View::new(house, &self.books.chart);
                let page = Page::new("treasury/differs")
                    .with("saved", view.entry(&known, None))
                    .with("sent", view.content(draft.content()));
                Err(Error::Conflict(Box::new(page)))
            }
            // The rules said so at its field already; here it is said to whoever found a way past them.
            Appended::InAcceptedPeriod(accepted) => {
                let reason = Reason::PeriodAccepted(accepted);
                Err(Error::Refused(sentence(house, &self.books.currency, &reason)))
            }
        }
    }

    /// What is tied to a new entry and is not part of it.
    async fn stand_beside(&self, entry: &Entry) -> Result<()> {
        if let Some(due) = self.pays {
            settlements::paid(self.writing.txn(), due, entry.number, entry.content.day).await?;
        }
        if let Some(giver) = &self.giver {
            contribution::given::name(&self.writing, entry.number, giver).await?;
        }
        if let Some(decided) = self.above_limit {
            contribution::limits::taken_above(&self.writing, entry.number, decided).await?;
        }
        if let Some(request) = self.disburses {
            receipts::belong(self.writing.txn(), request, entry.number).await?;
            requests::paid(self.writing.txn(), request, entry.number).await?;
        }
        Ok(())
    }
}

fn saved(id: Uuid) -> Go {
    Go::to(format!("/treasury/entries/{id}")).saying("treasury-notice-saved")
}

/// The form of an entry that may come late: it is shown again with its day as the day it belongs to.
pub(super) trait MayBeLate: Clone {
    /// Its day, and the day it belongs to, as they were typed.
    fn days(&mut self) -> (&mut String, &mut String);

    /// The day it belongs to.
    fn late(&self) -> Result<Late, Vec<Refusal>> {
        let mut form = self.clone();
        let (day, relates_to) = form.days();
        Late::parse(relates_to, day)
    }

    /// The form to show after `refusals`.
    fn offered(&self, books: &Books, refusals: &[Refusal]) -> Self {
        let mut form = self.clone();
        let (day, relates_to) = form.days();
        if let Some((open, belongs)) = offer(day, relates_to, refusals, books.today) {
            (*day, *relates_to) = (open, belongs);
        }
        form
    }
}

/// One choice of a list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: &str) -> Self {
        let value = value.into();
        Self { chosen: value == chosen, label: label.into(), value }
    }

    /// Whether it stands for `value`.
    pub fn is(&self, value: &str) -> bool {
        self.value == value
    }
}

/// Accounts to choose from.
pub(super) fn choices<'a>(accounts: impl Iterator<Item = &'a Account>, spoken: &Spoken, chosen: &str) -> Vec<Choice> {
    accounts.map(|account| Choice::new(&account.code, spoken.account(&account.code), chosen)).collect()
}

/// The page of a form, with what every one of them shows.
pub(super) fn form_page(template: &str, house: &House, books: &Books, refusals: &[Refusal]) -> Page {
    let errors = Errors::of(house, books, refusals);
    Page::new(template)
        .with("currency", books.currency.code())
        .with("today", books.today.to_string())
        .with("one_place", books.chart.places().count() < 2)
        .with("errors", &errors.all)
        .with("at", &errors.at)
}

/// What is wrong, for the summary and for each field.
pub(super) struct Errors {
    pub all: Vec<Wrong>,
    pub at: BTreeMap<String, Text>,
}

/// One thing that is wrong, and the id of its field.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Wrong {
    id: String,
    text: Text,
}

impl Errors {
    pub fn of(house: &House, books: &Books, refusals: &[Refusal]) -> Self {
        let wrong =
            |refusal: &Refusal| Wrong { id: anchor(&refusal.field), text: sentence(house, &books.currency, &refusal.reason) };
        let all: Vec<Wrong> = refusals.iter().map(wrong).collect();
        let at = all.iter().map(|wrong| (wrong.id.clone(), wrong.text.clone())).collect();
        Self { all, at }
    }
}

/// The id of a field in the page: `counts[2000]` is `counts-2000`.
pub(super) fn anchor(field: &str) -> String {
    field.replace("].", "-").replace(['[', '.'], "-").replace(']', "")
}

/// The place a form begins with: the first of this kind, or else the first.
pub(super) fn first_place(books: &Books, kind: AccountKind) -> String {
    let place = books.chart.places().find(|place| place.kind == kind).or_else(|| books.chart.places().next());
    place.map_or_else(String::new, |place| place.code.clone())
}

#[cfg(test)]
mod tests {
    use super::anchor;

    #[test]
    fn every_field_has_an_id_that_a_link_can_name() {
        for (field, id) in [("day", "day"), ("counts[2000]", "counts-2000"), ("paid[0].amount", "paid-0-amount")] {
            assert_eq!(anchor(field), id);
        }
    }
}
