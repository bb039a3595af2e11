//! The name beside a contribution: as the income form asks for it, and as an entry's page shows it to the two who may see it.

use homegroup_plugin::{MemberId, Result, Right, Text, Visitor};
use serde::Serialize;

use crate::house::House;
use crate::members;
use crate::treasury::routes::desk::Choice;
use crate::treasury::routes::view::View;
use crate::treasury::rules::contribution::given::{Giver, Occasion};
use crate::treasury::store::{self, Reader};

/// Members, and those who were members: a bequest comes from one who is no more.
pub(in crate::treasury::routes) async fn people(db: &impl Reader) -> Result<Vec<(String, String)>> {
    let (active, left) = (members::active(db).await?, members::left(db).await?);
    Ok(active.into_iter().chain(left).map(|person| (person.id.0, person.display_name)).collect())
}

/// The fields as the page shows them.
#[derive(Clone, Debug, Serialize)]
pub(in crate::treasury::routes) struct NamedShown {
    givers: Vec<Choice>,
    receipt: bool,
    open: bool,
}

impl NamedShown {
    pub fn of(giver: &str, receipt: bool, people: &[(String, String)]) -> Self {
        Self {
            givers: people.iter().map(|(id, name)| Choice::new(id, name, giver)).collect(),
            receipt,
            open: !giver.is_empty() || receipt,
        }
    }
}

/// A name beside an entry, for whoever may see it.
#[derive(Clone, Debug, Serialize)]
pub(in crate::treasury::routes) struct Named {
    name: String,
    occasion: Text,
    mine: bool,
}

/// The name beside an entry: for those who keep the books and for herself, and for nobody else (T7).
pub(in crate::treasury::routes) async fn named(db: &impl Reader, who: &Visitor, entry_number: i64) -> Result<Option<Named>> {
    let Some(Giver { member, occasion }) = store::contribution::given::giver(db, entry_number).await? else { return Ok(None) };
    let mine = who.member.0 == member;
    if !mine && !who.may(Right::Money) {
        return Ok(None);
    }
    let person = members::find(db, &MemberId(member)).await?;
    Ok(person.map(|person| Named { name: person.display_name, occasion: words(occasion), mine }))
}

/// Why a name stands there, in words.
pub(super) fn words(occasion: Occasion) -> Text {
    Text::new(match occasion {
        Occasion::Birthday => "treasury-occasion-birthday",
        Occasion::Bequest => "treasury-occasion-bequest",
        Occasion::Receipt => "treasury-occasion-receipt",
    })
}

/// What a member gave with her name on it, as she sees it.
pub(super) async fn rows(db: &impl Reader, house: &House, who: &Visitor) -> Result<Vec<Row>> {
    let view = View::new(house, &store::accounts::chart(db, None).await?);
    let given = store::contribution::given::of(db, &who.member).await?;
    let row = |given: store::contribution::given::Given| Row {
        id: given.id.to_string(),
        number: given.number,
        day: given.day.to_string(),
        amount: view.currency.say(given.amount),
        occasion: words(given.occasion),
    };
    Ok(given.into_iter().map(row).collect())
}

/// One of them.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    id: String,
    number: i64,
    day: String,
    amount: String,
    occasion: Text,
}
