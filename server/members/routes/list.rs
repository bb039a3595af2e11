//! `/members`: who is here, by display name, with the positions each holds. Those who keep the list also see who has not signed in
//! yet, and who has left.

use std::sync::Arc;

use homegroup_plugin::{GuardedRoute, May, Page, Result, Right, SignedIn, guarded, right};
use rocket::{State, get};
use serde_json::{Value, json};

use crate::house::House;
use crate::members::in_office;
use crate::members::rules::Standing;
use crate::members::rules::name::folded;
use crate::members::store::people::{self, Person};
use crate::members::store::terms::Served;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![list, left]
}

#[get("/members?<q>")]
async fn list(who: SignedIn, house: &State<Arc<House>>, q: Option<&str>) -> Result<Page> {
    let q = q.unwrap_or_default().trim();
    let db = house.db.reader();
    let serving = in_office(db, house.today()).await?;
    let keeps_list = who.may(Right::Members);
    let people: Vec<Value> = people::active(db)
        .await?
        .iter()
        .map(|person| (person, positions_of(person, &serving)))
        .filter(|(person, positions)| matches(q, person, positions))
        .map(|(person, positions)| {
            let invited = keeps_list && person.standing == Standing::Invited;
            json!({ "id": person.id, "name": person.display_name, "positions": positions, "invited": invited })
        })
        .collect();
    Ok(Page::new("members/list").with("q", q).with("people", people).with("keeps_list", keeps_list))
}

fn positions_of<'a>(person: &Person, serving: &'a [Served]) -> Vec<&'a str> {
    let hers = serving.iter().filter(|term| term.held.member == person.id.0);
    hers.map(|term| term.position_name.as_str()).collect()
}

fn matches(q: &str, person: &Person, positions: &[&str]) -> bool {
    let q = folded(q);
    let found = |words: &str| folded(words).contains(&q);
    found(&person.display_name) || positions.iter().any(|name| found(name))
}

#[get("/members/left")]
async fn left(_who: May<right::Members>, house: &State<Arc<House>>) -> Result<Page> {
    let people = people::left(house.db.reader()).await?;
    let people: Vec<Value> =
        people.iter().map(|person| json!({ "id": person.id, "name": person.display_name, "left_on": person.left_on })).collect();
    Ok(Page::new("members/left").with("people", people))
}
