//! A request as its page and the list show it.

use homegroup_plugin::{MemberId, Result};
use serde::Serialize;

use crate::house::House;
use crate::treasury::export::Words;
use crate::treasury::routes::entry::name;
use crate::treasury::routes::view::{Amount, View};
use crate::treasury::rules::disbursement::request::{Disbursement, State};

/// A request, without who is named in it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Request {
    id: String,
    category: String,
    amount: Amount,
    place: String,
    note: String,
    asked_on: String,
    needed: u32,
    reimburses: bool,
    no_receipt: Option<String>,
    waiting: bool,
    withdrawn: bool,
    entry: Option<i64>,
}

/// Who is named in a request.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Named {
    payee: Option<String>,
    asker: Option<String>,
    /// Those who approved, as far as they are named still.
    approvers: Vec<Option<String>>,
}

impl Request {
    pub fn of(view: &View, request: &Disbursement) -> Self {
        Self {
            id: request.id.to_string(),
            category: view.spoken.account(&request.category),
            amount: view.amount(request.amount),
            place: view.spoken.account(&request.place),
            note: request.note.clone(),
            asked_on: request.asked_on.to_string(),
            needed: request.needed,
            reimburses: request.reimburses,
            no_receipt: request.no_receipt.clone(),
            waiting: request.state == State::Waiting,
            withdrawn: request.state == State::Withdrawn,
            entry: match request.state {
                State::Paid(number) => Some(number),
                State::Waiting | State::Withdrawn => None,
            },
        }
    }
}

impl Named {
    pub async fn of(house: &House, request: &Disbursement, approved: &[Option<String>]) -> Result<Self> {
        let mut approvers = Vec::new();
        for member in approved {
            approvers.push(named(house, member.as_ref()).await?);
        }
        Ok(Self {
            payee: named(house, request.payee.as_ref()).await?,
            asker: named(house, request.asker.as_ref()).await?,
            approvers,
        })
    }
}

async fn named(house: &House, member: Option<&String>) -> Result<Option<String>> {
    match member {
        Some(member) => name(house, &MemberId(member.clone())).await,
        None => Ok(None),
    }
}
