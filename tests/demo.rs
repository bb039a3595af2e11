//! The made-up group of `homegroup demo`.

use std::sync::Arc;

use homegroup::demo::{self, story};
use homegroup::treasury::rules::report::Period;
use homegroup::{members, minutes, plugins, sign_in, treasury};
use rocket::http::Status;
use tempfile::TempDir;

use crate::common::{NOON, Server, TestClock};

pub(crate) async fn opened(folder: &Arc<TempDir>, instant: &str) -> anyhow::Result<Server> {
    let clock = TestClock::at(instant);
    let settings = demo::settings(folder.path().join("demo"), 8000);
    let house = demo::open(settings, plugins::installed(), clock.clock()).await?;
    let rocket = homegroup::build(house.clone())?;
    let client = rocket::local::asynchronous::Client::untracked(rocket).await.expect("it ignites");
    Ok(Server { house, client, clock, folder: folder.clone() })
}

pub(crate) fn folder() -> Arc<TempDir> {
    Arc::new(tempfile::tempdir().expect("a folder"))
}

#[rocket::async_test]
async fn the_group_is_made_once_and_goes_on_where_it_was() {
    let folder = folder();
    let server = opened(&folder, NOON).await.expect("the group is made");
    let everybody = members::active(server.house.db.reader()).await.expect("the database answers");
    assert_eq!(everybody.len(), 35);
    let poppy = server.find("Poppy A.").await;
    let session = server.session_of(&poppy).await;
    let added = server.add("Heather Q.", "").await;
    drop(server);

    let again = opened(&folder, "2026-04-16T18:00:00Z").await.expect("it opens again");
    let page = again.get("/members", Some(&session)).await;
    assert!(page.says("Heather Q.") && page.says("Poppy A."), "{}", page.text());
    assert_eq!(again.find("Heather Q.").await, added);
}

#[rocket::async_test]
async fn whoever_shows_around_sees_the_pages_of_her_position() {
    let server = opened(&folder(), NOON).await.expect("the group is made");
    for (name, pages) in [
        ("Rowan E.", ["/", "/members/new", "/settings"]),
        ("Iris D.", ["/", "/members/new", "/mail"]),
        ("Hazel T.", ["/", "/treasury/collections/new", "/treasury/expenses/new"]),
        ("Poppy A.", ["/", "/minutes", "/decisions"]),
    ] {
        let session = server.session_of(&server.find(name).await).await;
        let of_plugins = server.house.plugins.iter().flat_map(|plugin| plugin.menu()).filter(|entry| entry.needs.is_none());
        for page in pages.into_iter().chain(of_plugins.map(|entry| entry.href)) {
            let answer = server.get(page, Some(&session)).await;
            assert_eq!(answer.status, Status::Ok, "{name} at {page}: {}", answer.text());
            assert!(answer.says("A made-up group. Nobody here is real."), "{page}");
        }
    }
}

#[rocket::async_test]
async fn a_link_for_looking_around_signs_in_at_the_address_of_the_demo() {
    let server = opened(&folder(), NOON).await.expect("the group is made");
    let hazel = server.find("Hazel T.").await;
    let link = sign_in::link(&server.house, &hazel, chrono::TimeDelta::hours(1)).await.expect("a link is made");
    assert!(link.starts_with("http://127.0.0.1:8000/sign-in/links/"), "{link}");
    let path = link.trim_start_matches("http://127.0.0.1:8000");
    assert_eq!(server.get(path, None).await.status, Status::Ok);
    let session = server.post(path, None, &[]).await.session().expect("she is let in");
    assert!(server.get("/", Some(&session)).await.says("Hazel T."));
}

#[rocket::async_test]
async fn the_folder_of_a_real_group_is_refused_and_left_alone() {
    let folder = folder();
    let server = opened(&folder, NOON).await.expect("the group is made");
    let members_before = members::active(server.house.db.reader()).await.expect("the database answers");
    drop(server);
    // A real group's folder looks the same, but for the mark of the demo.
    std::fs::remove_file(folder.path().join("demo/made-up")).expect("the mark is there");
    let refused = opened(&folder, NOON).await.err().expect("it is refused").to_string();
    assert!(refused.contains("the demo has not made"), "{refused}");
    std::fs::write(folder.path().join("demo/made-up"), "").expect("the mark is put back");
    let server = opened(&folder, NOON).await.expect("it opens");
    let members_after = members::active(server.house.db.reader()).await.expect("the database answers");
    assert_eq!(members_before.len(), members_after.len());
}

#[rocket::async_test]
async fn the_books_and_the_minutes_tell_the_same_story_whatever_day_it_begins() {
    for instant in [NOON, "2026-03-01T16:00:00Z", "2028-02-29T16:00:00Z"] {
        let server = opened(&folder(), instant).await.expect("the group is made");
        let today = server.house.today();
        let period = Period { from: today - chrono::Days::new(800), to: today };
        let report = treasury::report(&server.house, period).await.expect("the report adds up");
        let events = story::money::events(today);
        assert_eq!(report.total.closing.minor(), story::money::treasury_minor(&events, today), "{instant}");

        let meetings = story::meetings::meetings(today);
        let listed = minutes::circulated(server.house.db.reader()).await.expect("the database answers");
        assert_eq!(listed.len(), meetings.len() - 1, "all but the draft can be read by members");
        let decided = minutes::decisions(server.house.db.reader()).await.expect("the database answers");
        assert!(decided.len() >= 9, "{instant}: {} decisions", decided.len());
        let open = minutes::open_action_items(server.house.db.reader()).await.expect("the database answers");
        assert!(!open.is_empty(), "{instant}: somebody still has something to do");
    }
}

#[rocket::async_test]
async fn t16_the_reserve_and_the_plan_rest_on_decisions_and_one_share_of_two_is_paid() {
    let server = opened(&folder(), NOON).await.expect("the group is made");
    let hazel = server.session_of(&server.find("Hazel T.").await).await;
    let decided = minutes::decisions(server.house.db.reader()).await.expect("the database answers");
    let number = |wording: &str| {
        let decision = decided.iter().find(|decision| decision.wording == wording).expect("it was decided");
        decision.number.expect("its minutes are approved")
    };
    let reserve = server.get("/treasury/reserve", Some(&hazel)).await;
    assert!(reserve.says("The group keeps $300.00 back."), "{}", reserve.text());
    assert!(reserve.says(&format!("It rests on decision {}.", number(story::meetings::RESERVE))), "{}", reserve.text());
    let page = server.get("/treasury/distributions", Some(&hazel)).await;
    assert!(page.says(&format!("It rests on decision {}.", number(story::meetings::SPLIT))), "{}", page.text());
    assert!(page.says("70 percent to Lantern Valley area") && page.says(" paid ") && page.says("to be paid"), "{}", page.text());

    // Another policy may rest on a decision of the register, and on no other number.
    let form = |decision: String| {
        let once = uuid::Uuid::now_v7().to_string();
        let fields = [
            ("once", once),
            ("kind", "fixed".into()),
            ("amount", "250".into()),
            ("effective_on", "2026-04-16".into()),
            ("decision", decision),
        ];
        fields.map(|(name, value): (&str, String)| (name, value))
    };
    for (decision, expected) in [(number(story::meetings::RESERVE), Status::SeeOther), (9_999, Status::UnprocessableEntity)] {
        let form = form(decision.to_string());
        let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = server.post("/treasury/reserve/policies", Some(&hazel), &fields).await;
        assert_eq!(answer.status, expected, "{}", answer.text());
    }
}
