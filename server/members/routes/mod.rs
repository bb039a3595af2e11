//! The pages about members, their positions, and a member's own.

mod forms;
mod leaving;
mod list;
mod me;
mod person;
mod positions;
mod terms;

use std::collections::BTreeMap;

use homegroup_plugin::{Error, GuardedRoute, MemberId, Result, Right, Text};
use serde_json::{Value, json};

use super::store::people::{self, Person};
use crate::house::House;

/// All routes of the slice.
pub fn routes() -> Vec<GuardedRoute> {
    [list::routes(), person::routes(), forms::routes(), leaving::routes(), positions::routes(), terms::routes(), me::routes()]
        .into_iter()
        .flatten()
        .collect()
}

/// Sentences by the field they belong to, as the forms show them.
type Errors = BTreeMap<&'static str, Text>;

/// The person of an address; who has left is found only by those who keep the list.
async fn find(house: &House, id: &str, also_left: bool) -> Result<Person> {
    let person = people::find(house.db.reader(), &MemberId(id.to_owned())).await?;
    person.filter(|person| also_left || person.left_on.is_none()).ok_or(Error::NotFound)
}

/// What a right is called, and what it allows.
fn described(right: Right) -> Value {
    let (label, explains) = match right {
        Right::Money => ("members-right-money", "members-right-money-explains"),
        Right::Minutes => ("members-right-minutes", "members-right-minutes-explains"),
        Right::Members => ("members-right-members", "members-right-members-explains"),
        Right::Mail => ("members-right-mail", "members-right-mail-explains"),
        Right::Settings => ("members-right-settings", "members-right-settings-explains"),
    };
    json!({ "name": right.name(), "label": Text::new(label), "explains": Text::new(explains) })
}
