//! The page of a handover: what the books say, what was counted, what is open, who has confirmed.

use std::sync::Arc;

use homegroup_plugin::{GuardedRoute, Page, Result, SignedIn, Visitor, guarded};
use rocket::{State, get};
use serde_json::{Value, json};

use super::beginning::named;
use super::{find, hash, statement};
use crate::house::House;
use crate::treasury::export::Words;
use crate::treasury::fingerprint::spoken;
use crate::treasury::routes::surplus::dues;
use crate::treasury::routes::surplus::rests_on::said;
use crate::treasury::routes::view::View;
use crate::treasury::rules::handover::{CHECKS, Handover, Line, Side, State as Became, Statement};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::Reason;
use crate::treasury::rules::surplus::due::horizon;
use crate::treasury::sentences::sentence;
use crate::treasury::store;
use crate::treasury::store::disbursement::requests;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show]
}

/// Where the code of a place begins. Left out of the names of fields, where a colon has a meaning of its own.
pub(super) const PLACE: &str = "assets:";

/// What was typed into the form that counts, where it was refused.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// By the short code of the place.
    pub counted: std::collections::BTreeMap<String, String>,
    pub note: String,
    pub checked: Vec<String>,
}

#[get("/treasury/handovers/<id>")]
async fn show(who: SignedIn, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    page(house, &who, id, None, None).await
}

/// The page, with what was refused and what was typed.
pub(super) async fn page(house: &House, who: &Visitor, id: &str, refused: Option<Reason>, typed: Option<Typed>) -> Result<Page> {
    let snapshot = store::snapshot(&house.db).await?;
    let handover = find(&snapshot, who, id).await?;
    let view = View::new(house, &store::accounts::chart(&snapshot, None).await?);
    let statement = statement(&snapshot, &handover).await?;
    let seen = hash(&statement);
    let today = house.today();
    let open_dues = store::surplus::kept(&snapshot).await?.open(today, horizon(today));
    let pending: Vec<Value> = requests::waiting(&snapshot).await?.iter().map(|request| {
        json!({ "id": request.id, "category": view.spoken.account(&request.category), "amount": view.amount(request.amount) })
    }).collect();
    let side = handover.side(&who.member.0);
    let holds = |side: Side| handover.seen(side) == Some(seen.as_str());
    let typed = typed.unwrap_or_else(|| as_saved(&view, &statement));
    let closed = match &handover.state {
        Became::Done(closed) => Some(json!({
            "on": closed.on.to_string(),
            "last_entry": closed.last_entry,
            "last_hash": closed.last_hash,
            "fingerprint": closed.fingerprint,
        })),
        Became::Open | Became::CalledOff => None,
    };
    Ok(Page::new("treasury/handover")
        .with("id", handover.id)
        .with("open", handover.state == Became::Open)
        .with("called_off", handover.state == Became::CalledOff)
        .with("closed", closed)
        .with("is_party", side.is_some())
        .with("outgoing", named(house, handover.outgoing.as_ref()).await?)
        .with("incoming", named(house, handover.incoming.as_ref()).await?)
        .with("until", handover.until.to_string())
        .with("rests_on", said(handover.rests_on, &view))
        .with("last_entry", statement.last.0)
        .with("lines", lines(&view, &statement.lines, &typed))
        .with("note", &typed.note)
        .with("said", &handover.note)
        .with("checks", checks(&typed.checked))
        .with("dues", dues(&view, &open_dues, today))
        .with("pending", pending)
        .with("complete", statement.complete().is_ok())
        .with("fingerprint", spoken(&seen))
        .with("seen", &seen)
        .with("outgoing_confirmed", holds(Side::Outgoing))
        .with("incoming_confirmed", holds(Side::Incoming))
        .with("confirmed", side.is_some_and(holds))
        .with("outdated", outdated(&handover, &seen))
        .with("currency", view.currency.code())
        .with("refused", refused.as_ref().map(|reason| sentence(house, &view.currency, reason))))
}

/// Whether somebody confirmed figures that are no longer so.
fn outdated(handover: &Handover, seen: &str) -> bool {
    let other = |side| handover.seen(side).is_some_and(|known| known != seen);
    handover.state == Became::Open && (other(Side::Outgoing) || other(Side::Incoming))
}

fn as_saved(view: &View, statement: &Statement) -> Typed {
    let counted =
        statement.lines.iter().filter_map(|line| Some((short(&line.place).to_owned(), view.currency.plain(line.counted?))));
    Typed { counted: counted.collect(), note: statement.note.clone(), checked: statement.checked.clone() }
}

/// The code of a place as fields are called.
pub(super) fn short(place: &str) -> &str {
    place.strip_prefix(PLACE).unwrap_or(place)
}

fn lines(view: &View, lines: &[Line], typed: &Typed) -> Vec<Value> {
    let line = |line: &Line| {
        let short = short(&line.place);
        let difference = line.difference().filter(|difference| *difference != Money::ZERO);
        json!({
            "name": view.spoken.account(&line.place),
            "books": view.amount(line.books),
            "counted": line.counted.map(|counted| view.amount(counted)),
            "difference": difference.map(|difference| view.amount(difference)),
            "field": format!("counted[{short}]"),
            "id": format!("counted-{short}"),
            "value": typed.counted.get(short),
        })
    };
    lines.iter().map(line).collect()
}

fn checks(checked: &[String]) -> Vec<Value> {
    let check = |name: &&str| {
        let words = match *name {
            "bank" => "treasury-handover-check-bank",
            "apps" => "treasury-handover-check-apps",
            "passwords" => "treasury-handover-check-passwords",
            "keys" => "treasury-handover-check-keys",
            _ => "treasury-handover-check-stock",
        };
        json!({ "name": name, "words": homegroup_plugin::Text::new(words), "done": checked.iter().any(|known| known == name) })
    };
    CHECKS.iter().map(check).collect()
}
