//! Confirming a handover, and calling it off.
//!
//! Both confirm one statement, known by its hash. The second confirmation moves the rights in the same transaction, in the ledger's turn: an
//! entry of the outgoing member that came before stands in other figures, which nobody has confirmed; one that comes after finds that she
//! keeps the books no longer.

use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, GuardedRoute, MemberId, Result, SignedIn, Visitor, guarded};
use rocket::form::FromForm;
use rocket::{State, post};

use super::shown::page;
use super::{find, hash, statement};
use crate::house::House;
use crate::members::{self, rules::Term};
use crate::treasury::fingerprint::spoken;
use crate::treasury::routes::desk::Answer;
use crate::treasury::rules::handover::{Closed, Handover, HandoverRefusal, State as Became, Statement};
use crate::treasury::rules::refusal::Reason;
use crate::treasury::store::append::Writing;
use crate::treasury::store::handovers;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![confirm, call_off]
}

#[derive(Clone, Debug, Default, FromForm)]
struct ConfirmForm {
    /// Hash of the statement that was shown.
    #[field(default = "")]
    seen: String,
}

#[post("/treasury/handovers/<id>/confirmation", data = "<form>")]
async fn confirm(who: SignedIn, house: &State<Arc<House>>, id: &str, form: Form<ConfirmForm>) -> Result<Answer> {
    let writing = Writing::begin(&house.db).await?;
    let handover = find(writing.txn(), &who, id).await?;
    let side = handover.side(&who.member.0).ok_or(Error::NotFound)?;
    if let Became::Done(_) = handover.state
        && handover.seen(side) == Some(form.seen.as_str())
    {
        // Pressed twice: it is done.
        return Ok(Ok(to(id, "treasury-notice-handed-over")));
    }
    let statement = statement(writing.txn(), &handover).await?;
    let seen = hash(&statement);
    let refused = match () {
        _ if handover.state != Became::Open => Some(HandoverRefusal::Closed),
        _ if seen != form.seen => Some(HandoverRefusal::FiguresChanged),
        _ => statement.complete().err(),
    };
    if let Some(refused) = refused {
        drop(writing);
        return answer(house, &who, id, refused).await;
    }
    handovers::confirm(&writing, handover.id, side, &seen).await?;
    let both = handover.seen(side.other()) == Some(seen.as_str());
    if both && let Err(refused) = close(&writing, house, &handover, &statement, &seen).await? {
        drop(writing);
        return answer(house, &who, id, refused).await;
    }
    writing.commit().await?;
    tracing::info!(member = %who.member, handover = %handover.id, done = both, "a handover was confirmed");
    Ok(Ok(to(id, if both { "treasury-notice-handed-over" } else { "treasury-notice-handover-confirmed" })))
}

/// Moves the rights and writes down what was handed over.
async fn close(
    writing: &Writing,
    house: &House,
    handover: &Handover,
    statement: &Statement,
    seen: &str,
) -> Result<Result<(), HandoverRefusal>> {
    let (Some(outgoing), Some(incoming)) = (&handover.outgoing, &handover.incoming) else {
        return Ok(Err(HandoverRefusal::CannotMove));
    };
    let today = house.today();
    if handover.until < today {
        return Ok(Err(HandoverRefusal::Until));
    }
    let term = Term { from: today, until: handover.until };
    let (from, to) = (MemberId(outgoing.clone()), MemberId(incoming.clone()));
    if members::hand_over(writing.txn(), &handover.position, &from, &to, term).await?.is_err() {
        return Ok(Err(HandoverRefusal::CannotMove));
    }
    let (last_entry, last_hash) = statement.last.clone();
    let closed = Closed { on: today, last_entry, last_hash, fingerprint: spoken(seen) };
    handovers::close(writing, handover.id, &statement.lines, &closed, house.clock.now()).await?;
    Ok(Ok(()))
}

#[post("/treasury/handovers/<id>/end")]
async fn call_off(who: SignedIn, house: &State<Arc<House>>, id: &str) -> Result<Answer> {
    let writing = Writing::begin(&house.db).await?;
    let handover = find(writing.txn(), &who, id).await?;
    handover.side(&who.member.0).ok_or(Error::NotFound)?;
    if let Became::Done(_) = handover.state {
        drop(writing);
        return answer(house, &who, id, HandoverRefusal::Closed).await;
    }
    if handover.state == Became::Open {
        handovers::call_off(&writing, handover.id, house.clock.now()).await?;
        writing.commit().await?;
    }
    Ok(Ok(to(id, "treasury-notice-called-off")))
}

fn to(id: &str, notice: &'static str) -> Go {
    Go::to(format!("/treasury/handovers/{id}")).saying(notice)
}

/// The page with what could not be done; where somebody was faster, as a conflict.
async fn answer(house: &House, who: &Visitor, id: &str, refused: HandoverRefusal) -> Result<Answer> {
    let page = page(house, who, id, Some(Reason::Handover(refused)), None).await?;
    match refused {
        HandoverRefusal::FiguresChanged | HandoverRefusal::Closed => Err(Error::Conflict(Box::new(page))),
        _ => Ok(Err(page.refused())),
    }
}
