//! `/members/<id>`: one member as the others see her. Nobody sees more of her address than a mask, and nothing else she keeps.

use std::sync::Arc;

use homegroup_plugin::{GuardedRoute, Page, Result, Right, SignedIn, guarded};
use rocket::{State, get};
use serde_json::{Value, json};

use crate::house::House;
use crate::members::rules::Standing;
use crate::members::store::terms::{self, Served};
use crate::members::{email, in_office};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show]
}

#[get("/members/<id>")]
async fn show(who: SignedIn, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let keeps_list = who.may(Right::Members);
    let person = super::find(house, id, keeps_list).await?;
    let (db, today) = (house.db.reader(), house.today());
    let serving = in_office(db, today).await?;
    let later: Vec<Served> = terms::of_active(db).await?.into_iter().filter(|term| term.held.from > today).collect();
    let hers = |terms: &[Served]| -> Vec<Value> {
        terms.iter().filter(|term| term.held.member == person.id.0 && term.held.ended_on.is_none()).map(shown).collect()
    };
    let masked = match keeps_list {
        true => email(db, &house.seal, &person.id).await?.map(|(email, _)| email.masked()),
        false => None,
    };
    Ok(Page::new("members/person")
        .with("id", &person.id)
        .with("name", &person.display_name)
        .with("serving", hers(&serving))
        .with("later", hers(&later))
        .with("keeps_list", keeps_list)
        .with("is_me", person.id == who.member)
        .with("invited", person.standing == Standing::Invited)
        .with("left_on", person.left_on)
        .with("masked", masked))
}

fn shown(term: &Served) -> Value {
    json!({ "position": term.held.position, "name": term.position_name, "from": term.held.from, "until": term.held.until })
}
