//! `/treasury/handovers` (T20): the two count together, both confirm the same figures, and the rights move in one step.
//!
//! A handover names its two people, so that only they and those who keep the books find it.

mod beginning;
mod confirming;
mod counting;
mod shown;

use homegroup_plugin::{Error, GuardedRoute, Result, Right, Visitor};
use uuid::Uuid;

use crate::treasury::fingerprint::hash_of;
use crate::treasury::rules::handover::{Handover, Line, State, Statement};
use crate::treasury::rules::money::Money;
use crate::treasury::store::{self, Reader};

pub(super) fn routes() -> Vec<GuardedRoute> {
    [beginning::routes(), shown::routes(), counting::routes(), confirming::routes()].concat()
}

/// The open handover in which this member takes over: she cannot see the books' own pages for it yet.
pub(super) async fn waiting_for(db: &impl Reader, who: &Visitor) -> Result<Option<Uuid>> {
    let open = store::handovers::open(db).await?;
    Ok(open.filter(|handover| handover.side(&who.member.0).is_some()).map(|handover| handover.id))
}

/// The handover with this id, if she may see it.
async fn find(db: &impl Reader, who: &Visitor, id: &str) -> Result<Handover> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let found = store::handovers::find(db, id).await?;
    found.filter(|handover| who.may(Right::Money) || handover.side(&who.member.0).is_some()).ok_or(Error::NotFound)
}

/// What both confirm, as it stands now; of a handover that is done, as it was confirmed.
async fn statement(db: &impl Reader, handover: &Handover) -> Result<Statement> {
    let counted = store::handovers::counted(db, handover.id).await?;
    let chart = store::accounts::chart(db, None).await?;
    let places = chart.all().iter().filter(|account| account.kind.is_place());
    let (last, lines) = match &handover.state {
        State::Done(closed) => {
            let lines = places.filter_map(|account| {
                let (counted, books) = counted.get(&account.code)?;
                Some(Line { place: account.code.clone(), books: books.unwrap_or_default(), counted: Some(*counted) })
            });
            ((closed.last_entry, closed.last_hash.clone()), lines.collect())
        }
        State::Open | State::CalledOff => {
            let balances = store::sums::balances(db).await?;
            let held = |code: &str| balances.iter().find(|(place, _)| place == code).map(|(_, held)| *held);
            let lines = places.filter_map(|account| {
                let books = held(&account.code).unwrap_or_default();
                let there = account.in_use || books != Money::ZERO;
                let counted = counted.get(&account.code).map(|(counted, _)| *counted);
                there.then(|| Line { place: account.code.clone(), books, counted })
            });
            let before_the_first = || (0, crate::treasury::chain::BEFORE_THE_FIRST.to_owned());
            (store::entries::last(db).await?.unwrap_or_else(before_the_first), lines.collect())
        }
    };
    Ok(Statement { last, lines, note: handover.note.clone(), checked: handover.checked.clone() })
}

/// The hash that stands for a statement: who confirms it confirms these figures and no others.
fn hash(statement: &Statement) -> String {
    hash_of(statement.fields().iter().map(String::as_str))
}
