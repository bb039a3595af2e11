//! A member's own page: what she says about herself, and what she agrees to.

use std::sync::Arc;

use homegroup::members;
use homegroup_plugin::{CatalogueSource, Group, MemberId, PersonalData, Plugin, Purpose};
use rocket::http::Status;

use crate::common::Server;
use crate::common::people::Person;

/// A plugin that asks for two things.
pub struct Circular;

const MAIL: Purpose = Purpose {
    name: "circular",
    label: "circular-mail",
    explains: "circular-explains",
    wording_version: 1,
    fields: &[],
    mail: true,
};
const LIST: Purpose = Purpose { name: "circular.list", label: "circular-list", mail: false, ..MAIL };

impl Plugin for Circular {
    fn name(&self) -> &'static str {
        "circular"
    }

    fn personal_data(&self) -> PersonalData {
        PersonalData { keeps: None, purposes: &[MAIL, LIST] }
    }

    fn catalogue(&self) -> Vec<CatalogueSource> {
        let source =
            "circular-mail = Mail me the circular\ncircular-list = Put me on the list\ncircular-explains = Nobody is told.\n";
        vec![CatalogueSource { owner: "circular", language: "en".into(), source: source.into() }]
    }
}

async fn with_circular() -> (Server, Person) {
    Server::with_group_and(vec![Arc::new(Circular)]).await
}

async fn consenting(server: &Server, purpose: &Purpose) -> Vec<String> {
    let group = homegroup::group::OurGroup(server.house.clone());
    let all = group.consenting(purpose).await.expect("the database answers");
    all.into_iter().map(|one| one.display_name).collect()
}

async fn clean_date(server: &Server, member: &MemberId) -> Option<homegroup_plugin::CleanDate> {
    let details = members::details(server.house.db.reader(), &server.house.seal, member).await.expect("the database answers");
    details.expect("a member").clean_date
}

#[rocket::async_test]
async fn everything_about_herself_can_be_said_and_taken_back() {
    let (server, kim) = Server::with_group().await;
    let full = [("name", "Kim D."), ("clean_date", "2011-03-07"), ("phone", "419-555-0134"), ("zone", "Europe/Prague")];
    assert_eq!(server.post("/me", Some(&kim.session), &full).await.location.as_deref(), Some("/me"));
    let page = server.get("/me", Some(&kim.session)).await;
    for value in ["Kim D.", "2011-03-07", "419-555-0134", "Europe/Prague"] {
        assert!(page.body.contains(&format!("value=\"{value}\"")), "{value}");
    }
    server.post("/me", Some(&kim.session), &[("name", "Kim D."), ("clean_date", ""), ("phone", ""), ("zone", "")]).await;
    let details = members::details(server.house.db.reader(), &server.house.seal, &kim.id)
        .await
        .expect("the database answers")
        .expect("a member");
    assert_eq!((details.clean_date, details.phone, details.zone), (None, None, None));
}

#[rocket::async_test]
async fn p18_one_page_says_what_is_kept_and_her_own_page_leads_there() {
    let (server, kim) = Server::with_group().await;
    assert!(server.get("/me", Some(&kim.session)).await.body.contains("href=\"/me/notice\""));
    let page = server.get("/me/notice", Some(&kim.session)).await;
    for words in ["why, for how long, and who sees it", "If a court asks", "How to have it deleted"] {
        assert!(page.says(words), "{words}");
    }
    assert_eq!(
        server.get("/me/notice", None).await.location.as_deref(),
        Some("/sign-in?back=%2Fme%2Fnotice"),
        "strangers learn nothing"
    );
}

#[rocket::async_test]
async fn p11_her_export_is_given_to_who_signed_in_a_moment_ago() {
    let (server, kim) = Server::with_group().await;
    assert!(server.get("/me/export", Some(&kim.session)).await.body.contains("kim@mail.example"));
    server.clock.advance_seconds(15 * 60);
    let answer = server.get("/me/export", Some(&kim.session)).await;
    assert_eq!(answer.location.as_deref(), Some("/sign-in?back=/me"));
    assert!(!answer.body.contains("kim@mail.example"));
    assert!(server.get("/sign-in?back=/me", Some(&kim.session)).await.says("Sign in"), "the page is there for her");
}

#[rocket::async_test]
async fn a1_a_clean_date_in_the_future_where_she_lives_is_refused() {
    let (server, kim) = Server::with_group().await;
    // 11 at night on April 16 in New York, the next morning in Prague.
    server.clock.set("2026-04-17T03:00:00Z");
    let form = |zone: &'static str| [("name", "Kim C."), ("clean_date", "2026-04-17"), ("zone", zone)];
    let refused = server.post("/me", Some(&kim.session), &form("")).await;
    assert!(refused.status == Status::UnprocessableEntity && refused.says("has not come yet where you live"));
    assert!(refused.body.contains("value=\"2026-04-17\""), "what was typed is kept");
    assert_eq!(server.post("/me", Some(&kim.session), &form("Europe/Prague")).await.status, Status::SeeOther);
    let early = [("name", "Kim Carter"), ("clean_date", "1934-12-31"), ("phone", "soon"), ("zone", "Ohio")];
    let refused = server.post("/me", Some(&kim.session), &early).await;
    for words in ["Two first names take a hyphen", "after 1934", "five to fifteen digits", "not a time zone"] {
        assert!(refused.says(words), "{words}: {}", refused.text());
    }
}

#[rocket::async_test]
async fn a9_a_changed_clean_date_leaves_no_trace_of_the_old_one() {
    let (server, kim) = Server::with_group().await;
    let save = async |day: &str, march: bool| {
        let mut form = vec![("name", "Kim C."), ("clean_date", day)];
        form.extend(march.then_some(("march", "true")));
        let saved = server.post("/me", Some(&kim.session), &form).await;
        assert_eq!(saved.status, Status::SeeOther);
        assert!(
            saved.cookies.iter().any(|(name, value)| name == "notice" && value == "members-notice-saved"),
            "the neutral word"
        );
        clean_date(&server, &kim.id).await.expect("she stated one")
    };
    let first = save("2024-02-29", false).await;
    assert_eq!(save("2024-02-29", false).await, first, "saving the same again changes nothing");
    let march = save("2024-02-29", true).await;
    assert!(march.first_of_march && march.version != first.version);
    let second = save("2025-08-31", true).await;
    assert!(!second.first_of_march, "only February 29 has that switch");
    assert!(second.version != march.version && second.version.len() == first.version.len());
    assert!(!server.dump().await.contains(&first.version), "not even the number of changes can be told");
}

#[rocket::async_test]
async fn a8_nobody_else_reads_a_clean_date_or_a_phone_number() {
    let (server, kim) = Server::with_group().await;
    let dana = server.member("Dana R.").await;
    server
        .post("/me", Some(&dana.session), &[("name", "Dana R."), ("clean_date", "2011-03-07"), ("phone", "419-555-0177")])
        .await;
    let treasurer = server.officer("Ana", "Treasurer").await;
    let secretary = server.officer("Zoë M.", "Secretary").await;
    for session in [&kim.session, &treasurer.session, &secretary.session] {
        for path in [
            "/".to_owned(),
            "/members".into(),
            "/me".into(),
            format!("/members/{}", dana.id),
            format!("/members/{}/edit", dana.id),
            format!("/members/{}/leaving", dana.id),
        ] {
            let page = server.get(&path, Some(session)).await;
            assert!(!page.body.contains("2011") && !page.body.contains("0177"), "{path}");
        }
    }
}

#[rocket::async_test]
async fn a7_every_consent_is_off_until_she_says_so_and_off_again_at_once() {
    let (server, kim) = with_circular().await;
    let page = server.get("/me", Some(&kim.session)).await;
    assert!(page.says("Yes, I agree") && !page.says("No longer") && !page.says("You agreed on"), "{}", page.text());
    assert!(consenting(&server, &LIST).await.is_empty());
    let answer = async |agrees: &str| server.post("/me/consents/circular.list", Some(&kim.session), &[("agrees", agrees)]).await;
    for _ in 0..2 {
        assert_eq!(answer("true").await.status, Status::SeeOther);
        assert_eq!(consenting(&server, &LIST).await, ["Kim C."], "saying it twice is saying it once");
    }
    assert!(server.get("/me", Some(&kim.session)).await.says("You agreed on Apr 16, 2026"));
    answer("false").await;
    assert!(consenting(&server, &LIST).await.is_empty());
    answer("true").await;
    server.post("/me/consents/none", Some(&kim.session), &[]).await;
    assert!(consenting(&server, &LIST).await.is_empty(), "stop everything");
    server.post("/me/consents/raffle", Some(&kim.session), &[("agrees", "true")]).await;
    let agreed = members::agreed(server.house.db.reader(), &kim.id).await.expect("the database answers");
    assert!(agreed.is_empty(), "nobody asks for that");
}

#[rocket::async_test]
async fn e1_mail_goes_only_to_an_address_that_was_confirmed() {
    let (server, kim) = with_circular().await;
    server.post("/me/consents/circular", Some(&kim.session), &[("agrees", "true")]).await;
    assert!(consenting(&server, &MAIL).await.is_empty(), "her address is not confirmed yet");
    let txn = server.house.db.begin_write().await.expect("a write begins");
    members::arrive(&txn, &kim.id, true, server.house.clock.now()).await.expect("the database answers");
    txn.commit().await.expect("it is written");
    assert_eq!(consenting(&server, &MAIL).await, ["Kim C."]);
}

#[rocket::async_test]
async fn a_consent_can_be_taken_back_when_its_plugin_is_off() {
    let (server, kim) = with_circular().await;
    server.post("/me/consents/circular", Some(&kim.session), &[("agrees", "true")]).await;
    server.post("/settings/plugins/circular/switch", Some(&kim.session), &[("on", "false")]).await;
    let page = server.get("/me", Some(&kim.session)).await;
    assert!(page.says("Something that is switched off at the moment"), "{}", page.text());
    server.post("/me/consents/circular", Some(&kim.session), &[("agrees", "false")]).await;
    assert!(members::agreed(server.house.db.reader(), &kim.id).await.expect("the database answers").is_empty());
    server.post("/me/consents/circular", Some(&kim.session), &[("agrees", "true")]).await;
    assert!(
        members::agreed(server.house.db.reader(), &kim.id).await.expect("the database answers").is_empty(),
        "but not be given"
    );
}

#[rocket::async_test]
async fn the_proof_of_a_consent_is_forgotten_two_years_after_she_took_it_back() {
    let (server, kim) = with_circular().await;
    server.post("/me/consents/circular", Some(&kim.session), &[("agrees", "true")]).await;
    server.post("/me/consents/circular", Some(&kim.session), &[("agrees", "false")]).await;
    server.clock.set("2028-04-16T15:00:00Z");
    assert!(server.run_job("core/consents-tidy").await.starts_with("forgot 0"));
    server.clock.set("2028-04-16T17:00:00Z");
    assert!(server.run_job("core/consents-tidy").await.starts_with("forgot 1"));
}
