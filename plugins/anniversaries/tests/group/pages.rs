//! The plugin's pages, and what it adds to the home page and to a member's own.

use homegroup_anniversaries::{ANNOUNCEMENT, Anniversaries, LIST, MAIL};
use homegroup_plugin::rocket::http::Status;
use homegroup_plugin::serde_json::{Value, json};
use homegroup_plugin::{MemberId, Place, Plugin, Right};

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

#[tokio::test]
async fn a8_the_list_names_who_asked_with_her_mark_and_never_the_day() {
    let stage = Stage::at("2026-04-16T16:00:00Z").await;
    let site = stage.site().await;
    let ana = stage.group.add("Ana K.", clean("1987-04-09"), &[&LIST]);
    stage.group.add("Bea", clean("2026-02-10"), &[&LIST]);
    stage.group.add("Cleo M.", clean("2025-04-20"), &[&MAIL, &ANNOUNCEMENT]);
    stage.group.add("Dot", clean("2025-05-20"), &[&LIST]);
    let page = site.get("/anniversaries", Some(&ana)).await;
    assert_eq!(page.status, Status::Ok);
    let names: Vec<_> = ["Ana K.", "39 years", "Bea", "60 days", "Cleo M.", "Dot"].map(|words| page.body.contains(words)).into();
    assert_eq!(names, [true, true, true, true, false, false]);
    for telling in ["Apr 9", "1987", "Apr 11", "04-09", "04-11", "Feb"] {
        assert!(!page.body.contains(telling), "{telling}: {}", page.body);
    }
    assert!(page.body.contains("Your name appears here in the months"));
    let next = site.get("/anniversaries?month=2026-05", Some(&ana)).await;
    assert!(next.body.contains("Dot") && next.body.contains("90 days") && !next.body.contains("Ana K."));
}

#[tokio::test]
async fn a8_nobody_leafs_through_the_year() {
    let stage = Stage::at("2026-04-16T16:00:00Z").await;
    let site = stage.site().await;
    let ana = stage.group.add("Ana K.", None, &[]);
    for (month, status) in [
        ("2026-02", Status::NotFound),
        ("2026-03", Status::Ok),
        ("2026-05", Status::Ok),
        ("2026-06", Status::NotFound),
        ("soon", Status::NotFound),
    ] {
        assert_eq!(site.get(&format!("/anniversaries?month={month}"), Some(&ana)).await.status, status, "{month}");
    }
}

#[tokio::test]
async fn a11_the_list_is_by_name_and_by_nothing_else() {
    let stage = Stage::at("2026-04-16T16:00:00Z").await;
    let site = stage.site().await;
    let first = stage.group.add("Zoe", clean("1980-04-01"), &[&LIST]);
    stage.group.add("Mia", clean("2025-04-16"), &[&LIST]);
    stage.group.add("Ana K.", clean("2010-04-30"), &[&LIST]);
    let page = site.get("/anniversaries", Some(&first)).await.body;
    let mut at: Vec<_> = ["Ana K.", "Mia", "Zoe"].iter().map(|name| page.find(name).expect("she is listed")).collect();
    assert!(at.is_sorted());
    at.dedup();
    assert_eq!(at.len(), 3);
}

#[tokio::test]
async fn a7_only_who_asked_is_announced_and_only_in_the_week_of_her_mark() {
    let stage = Stage::at("2026-04-16T16:00:00Z").await;
    let site = stage.site().await;
    let chair = stage.group.add("Zoe", None, &[]);
    stage.group.change(&chair, |member| member.rights.extend([Right::Mail]));
    for (name, from, purpose) in [
        ("Ana K.", "2025-04-16", ANNOUNCEMENT),
        ("Bea", "2025-04-10", ANNOUNCEMENT),
        ("Cleo M.", "2025-04-09", ANNOUNCEMENT),
        ("Dot", "2025-04-17", ANNOUNCEMENT),
        ("Eve", "2025-04-16", LIST),
        ("Fay", "2025-04-16", MAIL),
    ] {
        stage.group.add(name, clean(from), &[&purpose]);
    }
    let page = site.get("/anniversaries/announcements", Some(&chair)).await.body;
    let named: Vec<_> =
        ["Ana K.", "Bea", "Cleo M.", "Dot", "Eve", "Fay"].into_iter().filter(|name| page.contains(name)).collect();
    assert_eq!(named, ["Ana K.", "Bea"]);
}

#[tokio::test]
async fn p8_what_officers_see_is_kept_from_other_members_and_holds_no_name_or_date() {
    let stage = Stage::at("2026-04-16T16:00:00Z").await;
    let site = stage.site().await;
    let ana = stage.group.add("Ana K.", clean("2025-04-16"), &[&MAIL]);
    stage.group.add("Bea", clean("2025-05-01"), &[&MAIL]);
    stage.work().await.expect("it works");
    let officer = stage.group.add("Zoe", None, &[]);
    for path in ["/anniversaries/work", "/anniversaries/announcements"] {
        assert_eq!(site.get(path, Some(&ana)).await.status, Status::Forbidden, "{path}");
    }
    stage.group.change(&officer, |member| member.rights.extend([Right::Mail]));
    let page = site.get("/anniversaries/work", Some(&officer)).await.body;
    for told in ["Members who asked for notes</dt><dd>2<", "Notes in the next thirty days</dt><dd>1<"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains("Ana") && !page.contains("Bea") && !page.contains("2025"), "{page}");
}

#[tokio::test]
async fn her_own_marks_are_hers_alone() {
    let stage = Stage::at("2026-04-16T16:00:00Z").await;
    let site = stage.site().await;
    let ana = stage.group.add("Ana K.", clean("2024-04-16"), &[&MAIL]);
    let bea = stage.group.add("Bea", None, &[]);
    let page = site.get("/anniversaries/mine", Some(&ana)).await.body;
    assert!(page.contains("Today is your day: <strong>2 years</strong>"), "{page}");
    for mark in ["3 years", "8 years", "18 months", "90 days", "24 hours"] {
        assert!(page.contains(mark), "{mark}: {page}");
    }
    assert!(!page.contains("9 years"), "six coming marks are enough");
    let other = site.get("/anniversaries/mine", Some(&bea)).await.body;
    assert!(other.contains("You have not stated a clean date") && !other.contains("years"), "{other}");
}
