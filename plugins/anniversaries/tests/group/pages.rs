//! What the plugin adds to the home page and to a member's own.

use homegroup_anniversaries::{Anniversaries, LIST, MAIL};
use homegroup_plugin::serde_json::{Value, json};
use homegroup_plugin::{MemberId, Place, Plugin};

use crate::{Stage, clean};

async fn slot(stage: &Stage, place: Place, member: &MemberId) -> Option<Value> {
    let visitor = stage.group.visitor(member, &[]);
    let filled = Anniversaries.slot(place, stage.group.as_ref(), &visitor).await.expect("it answers");
    filled.map(|filled| filled.context)
}

#[tokio::test]
async fn a8_the_home_tile_counts_who_is_listed_and_names_a_mark_to_herself_alone() {
    let stage = Stage::at("2026-04-16T16:00:00Z").await;
    let ana = stage.group.add("Ana K.", clean("2025-04-16"), &[]);
    let bea = stage.group.add("Bea", clean("2025-05-01"), &[&MAIL]);
    assert_eq!(slot(&stage, Place::Home, &bea).await, None, "nobody is listed and it is not her day");
    let one_year = json!({ "key": "anniversaries-years", "args": { "count": 1 } });
    assert_eq!(slot(&stage, Place::Home, &ana).await, Some(json!({ "count": 0, "today": one_year })));
    stage.group.change(&ana, |member| member.purposes.insert(LIST.name.to_owned()).then_some(()).expect("newly agreed"));
    assert_eq!(slot(&stage, Place::Home, &bea).await, Some(json!({ "count": 1, "today": null })));
}

#[tokio::test]
async fn her_own_page_tells_her_next_mark() {
    let stage = Stage::at("2026-04-16T16:00:00Z").await;
    let ana = stage.group.add("Ana K.", clean("2024-02-29"), &[]);
    let bea = stage.group.add("Bea", None, &[]);
    let next = json!({ "mark": { "key": "anniversaries-years", "args": { "count": 3 } }, "day": "2027-02-28" });
    assert_eq!(slot(&stage, Place::Me, &ana).await, Some(json!({ "next": next })));
    assert_eq!(slot(&stage, Place::Me, &bea).await, Some(json!({ "next": null })));
}

#[test]
fn it_keeps_nothing_about_people_and_asks_for_three_things_apart() {
    let data = Anniversaries.personal_data();
    assert_eq!(data.keeps, None);
    let names: Vec<_> = data.purposes.iter().map(|purpose| purpose.name).collect();
    assert_eq!(names, ["anniversaries.mail", "anniversaries.list", "anniversaries.announcement"]);
    assert!(data.purposes.iter().all(|purpose| purpose.mail == (purpose.name == MAIL.name)));
}
