//! What the contract promises to a plugin, and what it asks of it: each hook shown to take effect on the whole server.

mod coffee;
mod hooks;
mod launch;

use std::sync::{Arc, Mutex};

use homegroup::jobs;
use homegroup_plugin::{Group, Job, PersonalData, Plugin, Right};
use rocket::futures::channel::mpsc;
use rocket::futures::{SinkExt, StreamExt};
use rocket::http::Status;

use crate::common::people::Person;
use crate::common::{NOON, Server, TestClock};
use coffee::{Coffee, REMINDER};

/// A group with the coffee plugin, and its first officer.
async fn with_coffee() -> (Server, Person) {
    Server::with_group_and(vec![Arc::new(Coffee)]).await
}

async fn switch(server: &Server, officer: &Person, on: &str) {
    let answer = server.post("/settings/plugins/coffee/switch", Some(&officer.session), &[("on", on)]).await;
    assert_eq!(answer.status, Status::SeeOther);
}

/// What the coffee plugin's settings are now.
async fn setting(server: &Server, key: &str) -> String {
    let group = homegroup::group::OurGroup(server.house.clone());
    group.settings("coffee").await.expect("the settings are read").get(key).to_owned()
}

async fn count(server: &Server, sql: &str) -> i64 {
    use sea_orm::{ConnectionTrait, Statement};
    let db = server.house.db.reader();
    let row = db.query_one_raw(Statement::from_string(server.house.db.backend(), sql)).await.expect("the database answers");
    row.expect("a row").try_get_by_index(0).expect("a number")
}

const CUPS: &str = "SELECT COUNT(*) FROM coffee_cups";
const REMINDERS: &str = "SELECT COUNT(*) FROM outgoing_mails WHERE NOT urgent";

#[rocket::async_test]
async fn routes_are_mounted_under_the_name_behind_their_guards_and_the_gate() {
    let (server, kim) = with_coffee().await;
    let dana = server.signed_in(&[]).await;
    let treasurer = server.signed_in(&[Right::Money]).await;
    assert!(server.get("/coffee", Some(&dana.session)).await.says("0 of 12 cups are made"));
    assert_eq!(server.post("/coffee", Some(&dana.session), &[]).await.status, Status::SeeOther);
    assert!(server.get("/coffee", Some(&kim.session)).await.says("1 of 12 cups are made"));
    assert_eq!(server.get("/coffee/tin", Some(&treasurer.session)).await.status, Status::Ok);
    assert_eq!(server.get("/coffee/tin", Some(&dana.session)).await.status, Status::Forbidden);
    assert_eq!(server.get("/coffee", None).await.location.as_deref(), Some("/sign-in?back=%2Fcoffee"));
    let elsewhere = server.client.post("/coffee").cookie(("session", dana.session.clone())).dispatch().await.status();
    assert_eq!(elsewhere, Status::Forbidden, "a form from another site is refused");
    assert_eq!(count(&server, CUPS).await, 1);
}

#[rocket::async_test]
async fn the_menu_shows_an_entry_to_whom_it_concerns() {
    let (server, _) = with_coffee().await;
    let dana = server.signed_in(&[]).await;
    let treasurer = server.signed_in(&[Right::Money]).await;
    let hers = server.get("/coffee", Some(&dana.session)).await.body;
    assert!(hers.contains("href=\"/coffee\"") && !hers.contains("href=\"/coffee/tin\""));
    let treasurers = server.get("/coffee", Some(&treasurer.session)).await.body;
    assert!(treasurers.contains("href=\"/coffee\"") && treasurers.contains("href=\"/coffee/tin\""));
    assert!(!server.get("/sign-in", None).await.body.contains("/coffee"));
}

#[rocket::async_test]
async fn a_slot_is_shown_on_home_and_on_her_own_page_and_a_broken_one_leaves_the_page_standing() {
    let (server, kim) = Server::with_group_and(vec![Arc::new(hooks::BrokenTile), Arc::new(Coffee)]).await;
    let dana = server.signed_in(&[]).await;
    server.post("/coffee", Some(&dana.session), &[]).await;
    assert!(server.get("/", Some(&kim.session)).await.says("Coffee today 1 of 12 cups are made"));
    assert!(server.get("/me", Some(&dana.session)).await.says("Coffee today 1 of 12 cups are made"));
    assert!(server.get("/me", Some(&kim.session)).await.says("Coffee today 0 of 12 cups are made"), "the visitor is her own");
}

#[rocket::async_test]
async fn settings_are_a_form_that_is_validated_kept_and_given_to_the_plugin() {
    let (server, kim) = with_coffee().await;
    let path = "/settings/plugins/coffee";
    let form = server.get(path, Some(&kim.session)).await;
    assert!(form.says("Cups at the most") && form.says("What the urn holds.") && form.body.contains("value=\"12\""));
    let save = |cups, strength| server_post(&server, &kim, cups, strength);
    for (cups, strength, says) in [
        ("41", "mild", "40"),
        ("a few", "mild", "1"),
        ("", "mild", "1"),
        ("30", "strong", "So many strong cups keep everybody awake."),
    ] {
        let refused = save(cups, strength).await;
        assert_eq!(refused.status, Status::UnprocessableEntity, "{cups} {strength}");
        assert!(refused.says(says) && refused.body.contains(&format!("value=\"{cups}\"")), "{}", refused.text());
    }
    assert_eq!(save("10", "scalding").await.status, Status::UnprocessableEntity);
    assert_eq!(setting(&server, "cups").await, "12", "nothing refused was kept");
    assert_eq!(save("30", "mild").await.status, Status::SeeOther);
    assert!(server.get("/coffee", Some(&kim.session)).await.says("0 of 30 cups are made"));
    let dana = server.signed_in(&[Right::Mail, Right::Money]).await;
    assert_eq!(server.get(path, Some(&dana.session)).await.status, Status::Forbidden);
}

async fn server_post(server: &Server, who: &Person, cups: &str, strength: &str) -> crate::common::Answer {
    server.post("/settings/plugins/coffee", Some(&who.session), &[("cups", cups), ("strength", strength)]).await
}

#[rocket::async_test]
async fn a_purpose_is_offered_off_and_a_job_mails_whoever_agreed_once() {
    let (server, kim) = with_coffee().await;
    let offered = server.get("/me", Some(&kim.session)).await;
    assert!(offered.says("Remind me of the coffee") && offered.says("Nobody sees that you are reminded."));
    confirm(&server, &kim).await;
    assert_eq!(server.run_job("coffee/remind").await, "reminded 0");
    server.post("/me/consents/coffee", Some(&kim.session), &[("agrees", "true")]).await;
    for _ in 0..3 {
        assert_eq!(server.run_job("coffee/remind").await, "reminded 1");
    }
    let letters = server.letters().await;
    assert_eq!(letters.len(), 1, "the once-key makes it once");
    assert!(letters[0].headers.contains("Subject: A note for you") && letters[0].text.contains("Dear Kim C., the kettle"));
    assert_eq!(REMINDER.name, "coffee");
}

/// Her address counts as confirmed.
async fn confirm(server: &Server, who: &Person) {
    let txn = server.house.db.begin_write().await.expect("a write begins");
    homegroup::members::arrive(&txn, &who.id, true, server.house.clock.now()).await.expect("she arrives");
    txn.commit().await.expect("it is written");
}

#[rocket::async_test]
async fn what_it_keeps_is_told_to_the_officer_given_to_the_member_and_forgotten_with_her() {
    let (server, kim) = with_coffee().await;
    assert!(
        server.get("/settings", Some(&kim.session)).await.says("Who made which cup of coffee, because somebody always asks.")
    );
    let dana = server.signed_in(&[]).await;
    server.post("/coffee", Some(&dana.session), &[]).await;
    let export = server.get("/me/export", Some(&dana.session)).await.body;
    let export: serde_json::Value = serde_json::from_str(&export).expect("a file of JSON");
    assert_eq!(export["plugins"]["coffee"]["cups"], 1);
    let hers = "SELECT COUNT(*) FROM coffee_cups WHERE made_by IS NOT NULL";
    assert_eq!(count(&server, hers).await, 1);
    server.post("/me/leaving", Some(&dana.session), &[]).await;
    assert_eq!((count(&server, hers).await, count(&server, CUPS).await), (0, 1), "the cup stays, its maker does not");
}

#[rocket::async_test]
async fn switched_off_it_answers_404_shows_nothing_and_keeps_everything() {
    let (server, kim) = with_coffee().await;
    server.post("/coffee", Some(&kim.session), &[]).await;
    server.post("/settings/plugins/coffee", Some(&kim.session), &[("cups", "30"), ("strength", "mild")]).await;
    confirm(&server, &kim).await;
    server.post("/me/consents/coffee", Some(&kim.session), &[("agrees", "true")]).await;
    switch(&server, &kim, "false").await;
    for path in ["/coffee", "/coffee/tin"] {
        assert_eq!(server.get(path, Some(&kim.session)).await.status, Status::NotFound, "{path}");
    }
    assert_eq!(server.post("/coffee", Some(&kim.session), &[]).await.status, Status::NotFound);
    for path in ["/", "/me"] {
        let page = server.get(path, Some(&kim.session)).await;
        assert!(!page.body.contains("href=\"/coffee\"") && !page.says("cups are made"), "{path}");
    }
    switch(&server, &kim, "true").await;
    assert!(server.get("/coffee", Some(&kim.session)).await.says("1 of 30 cups are made"));
    assert_eq!(server.run_job("coffee/remind").await, "reminded 1");
}

#[rocket::async_test]
async fn the_made_up_group_shows_its_part() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = homegroup::demo::settings(folder.path().join("demo"), 8000);
    let clock = TestClock::at(NOON);
    let house = homegroup::demo::open(settings, vec![Arc::new(Coffee)], clock.clock()).await.expect("the group is made");
    let server = Server::of(house, Arc::new(folder), clock).await;
    let iris = server.session_of(&server.find("Iris D.").await).await;
    assert!(server.get("/coffee", Some(&iris)).await.says("1 of 12 cups are made"));
}

/// Says on a channel that its job ran.
struct Watcher(Mutex<mpsc::Sender<()>>);

impl Plugin for Watcher {
    fn name(&self) -> &'static str {
        "watcher"
    }

    fn personal_data(&self) -> PersonalData {
        PersonalData::none()
    }

    fn jobs(&self) -> Vec<Job> {
        let ran = self.0.lock().expect("nobody panicked").clone();
        vec![Job::new("watch", "0 0 0 1 1 *", move |_| {
            let mut ran = ran.clone();
            Box::pin(async move {
                ran.send(()).await.expect("somebody listens");
                Ok(String::new())
            })
        })]
    }
}

#[rocket::async_test]
async fn a_job_runs_at_launch_a_failing_one_holds_up_nobody_and_one_that_is_switched_off_rests() {
    for (on, reminders) in [("true", 1), ("false", 0)] {
        let (ran, mut watched) = mpsc::channel(1);
        let plugins: Vec<Arc<dyn Plugin>> =
            vec![Arc::new(hooks::BrokenTile), Arc::new(Coffee), Arc::new(Watcher(Mutex::new(ran)))];
        let (server, kim) = Server::with_group_and(plugins).await;
        confirm(&server, &kim).await;
        server.post("/me/consents/coffee", Some(&kim.session), &[("agrees", "true")]).await;
        switch(&server, &kim, on).await;
        // The jobs run in the order of the plugins: when the watcher's has run, the coffee's had its turn.
        let clock = rocket::tokio::spawn(jobs::keep_time(server.house.clone()));
        watched.next().await.expect("it runs at launch");
        clock.abort();
        assert_eq!(count(&server, REMINDERS).await, reminders, "switched on: {on}");
    }
}
