//! Stopping the newsletter: by one click, never by a look, and without touching what else she asked for.

use homegroup_newsletter::NEWSLETTER;
use homegroup_plugin::{Fates, Purpose};
use rocket::http::{ContentType, Header, Status};

use super::Circle;
use crate::common::letters::Letter;
use crate::common::people::Person;

/// Another stream, of the core, that nothing here may touch.
const OTHER: &Purpose = &homegroup::mail::BUSINESS;

/// The path behind `List-Unsubscribe`.
fn path(letter: &Letter) -> String {
    let link = letter.header("List-Unsubscribe").expect("it can be stopped").trim_matches(['<', '>']);
    link.strip_prefix("http://127.0.0.1:8000").expect("a link of ours").to_owned()
}

/// Posts as a mail program does: from nowhere, without a cookie.
async fn one_click(circle: &Circle, path: &str) -> (Status, Option<String>, String) {
    let request = circle.server.client.post(path.to_owned()).header(ContentType::Form);
    let answer = request.header(Header::new("Sec-Fetch-Site", "cross-site")).body("List-Unsubscribe=One-Click").dispatch().await;
    let location = answer.headers().get_one("Location").map(str::to_owned);
    (answer.status(), location, answer.into_string().await.unwrap_or_default())
}

async fn reader_of_two_streams() -> (Circle, Person, String) {
    let circle = Circle::of(&["Ana K.", "Bea"]).await;
    let ana = circle.reader("Cleo M.").await;
    circle.answer(&ana, OTHER, "true").await;
    let letters = circle.issue("A note", "Hello").await;
    let hers = letters.iter().find(|letter| letter.to == "cleo@mail.example").expect("she got it");
    let path = path(hers);
    (circle, ana, path)
}

#[rocket::async_test]
async fn e5_a_hundred_looks_change_nothing() {
    let (circle, ana, path) = reader_of_two_streams().await;
    let before = circle.server.dump().await;
    for _ in 0..100 {
        assert_eq!(circle.server.get(&path, None).await.status, Status::Ok);
        assert_eq!(circle.server.client.head(path.clone()).dispatch().await.status(), Status::Ok);
    }
    assert!(circle.agrees(&ana.id, &NEWSLETTER).await);
    assert_eq!(circle.server.dump().await, before);
    let page = circle.server.get(&path, None).await;
    assert!(page.body.contains("<button") && page.body.contains(&format!("action=\"{path}\"")), "{}", page.body);
}

#[rocket::async_test]
async fn e5_one_click_from_a_mail_program_stops_it_before_the_next_mail_leaves() {
    let (circle, ana, path) = reader_of_two_streams().await;
    let waiting = circle.draft("The next", "Hello").await;
    circle.release(&waiting).await;
    for _ in 0..3 {
        let (status, location, _) = one_click(&circle, &path).await;
        assert_eq!((status, location), (Status::Ok, None), "no redirect, and once more is the same");
    }
    assert!(!circle.agrees(&ana.id, &NEWSLETTER).await);
    let letters = circle.server.letters().await;
    assert!(letters.iter().all(|letter| letter.to != "cleo@mail.example") && letters.len() == 2);
    assert_eq!(circle.fates(&waiting).await, Fates { sent: 2, cancelled: 1, ..Fates::default() });
    let page = circle.server.get(&format!("/newsletter/{waiting}"), Some(&circle.writer.session)).await;
    assert!(page.says("Withdrawn 1"), "{}", page.text());
}

#[rocket::async_test]
async fn e3_the_streams_are_stopped_one_by_one_or_all_together() {
    let (circle, ana, path) = reader_of_two_streams().await;
    one_click(&circle, &path).await;
    assert!(!circle.agrees(&ana.id, &NEWSLETTER).await && circle.agrees(&ana.id, OTHER).await);
    circle.answer(&ana, &NEWSLETTER, "true").await;
    circle.server.post(&path, None, &[("which", "everything")]).await;
    assert!(!circle.agrees(&ana.id, &NEWSLETTER).await && !circle.agrees(&ana.id, OTHER).await);
    assert!(circle.agrees(&circle.readers[0].id, &NEWSLETTER).await, "nobody else is touched");
}

#[rocket::async_test]
async fn e6_a_forged_token_is_answered_alike_and_stops_nobody() {
    let (circle, ana, path) = reader_of_two_streams().await;
    assert!(!path.contains("cleo"), "no address in it");
    assert!(path["/u/".len()..].bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')), "{path}");
    let others = circle.issue("Another", "Hello").await;
    let bea = others.iter().find(|letter| letter.to == "bea@mail.example").map(self::path).expect("she got it");
    let (mine, theirs) = path.split_at(path.len() - 32);
    let mixed = format!("{mine}{}", &bea[bea.len() - 32..]);
    let turned: String = theirs.chars().rev().collect();
    for wrong in [mixed, format!("{mine}{turned}"), format!("{mine}{}", "0".repeat(32)), "/u/x".into(), format!("{path}0")] {
        assert_eq!(circle.server.get(&wrong, None).await.status, Status::Ok, "{wrong}");
        let (status, location, body) = one_click(&circle, &wrong).await;
        assert_eq!((status, location), (Status::Ok, None), "{wrong}");
        assert!(circle.agrees(&ana.id, &NEWSLETTER).await, "{wrong}");
        let (_, _, right) = one_click(&circle, &bea).await;
        assert_eq!(body, right, "{wrong}");
    }
}

#[rocket::async_test]
async fn a_token_works_signed_in_or_not_and_a_year_later() {
    let (circle, ana, path) = reader_of_two_streams().await;
    circle.server.clock.set("2027-05-16T16:00:00Z");
    let answer = circle.server.post(&path, Some(&circle.readers[0].session), &[("List-Unsubscribe", "One-Click")]).await;
    assert_eq!(answer.status, Status::Ok);
    assert!(!circle.agrees(&ana.id, &NEWSLETTER).await && circle.agrees(&circle.readers[0].id, &NEWSLETTER).await);
}

#[rocket::async_test]
async fn a_look_back_does_not_bring_old_issues_and_asking_again_brings_the_next() {
    let (circle, ana, path) = reader_of_two_streams().await;
    one_click(&circle, &path).await;
    assert!(circle.issue("While she was away", "Hello").await.iter().all(|letter| letter.to != "cleo@mail.example"));
    circle.answer(&ana, &NEWSLETTER, "true").await;
    assert!(circle.server.letters().await.is_empty(), "what she missed stays in the archive");
    assert!(circle.server.get("/newsletter", Some(&ana.session)).await.says("While she was away"));
    assert!(circle.issue("The next", "Hello").await.iter().any(|letter| letter.to == "cleo@mail.example"));
}

#[rocket::async_test]
async fn who_left_the_group_gets_nothing_that_still_waits() {
    let (circle, ana, _) = reader_of_two_streams().await;
    let waiting = circle.draft("The next", "Hello").await;
    circle.release(&waiting).await;
    assert_eq!(circle.server.post("/me/leaving", Some(&ana.session), &[]).await.status, Status::SeeOther);
    assert!(circle.server.letters().await.iter().all(|letter| letter.to != "cleo@mail.example"));
}
