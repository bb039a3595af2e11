//! What is mailed about signing in: links, confirmations, and word of a change.

use homegroup::members;
use rocket::http::Status;

use super::{seen, signed_in};
use crate::common::people::Person;
use crate::common::{Answer, Server};

async fn ask(server: &Server, email: &str) -> Answer {
    server.post("/sign-in/links", None, &[("email", email)]).await
}

/// Her address, and whether it is confirmed.
async fn address(server: &Server, of: &Person) -> Option<(String, bool)> {
    let found = members::email(server.house.db.reader(), &server.house.seal, &of.id).await.expect("the database answers");
    found.map(|(email, confirmed)| (email.as_str().to_owned(), confirmed))
}

#[rocket::async_test]
async fn a_mailed_link_lets_her_in_and_confirms_her_address() {
    let (server, kim) = Server::with_group().await;
    let answer = server.post("/sign-in/links", None, &[("email", " KIM@mail.example"), ("back", "/members?q=a")]).await;
    assert_eq!((answer.status, answer.location.as_deref()), (Status::SeeOther, Some("/sign-in/sent")));
    let letters = server.letters().await;
    let [letter] = letters.as_slice() else { panic!("one letter: {letters:?}") };
    assert_eq!(letter.to, "kim@mail.example");
    assert!(!letter.headers.contains("Unsubscribe"), "it is no stream");
    assert_eq!(address(&server, &kim).await, Some(("kim@mail.example".into(), false)));

    for _ in 0..100 {
        let page = server.get(&letter.path(), None).await;
        assert!(page.status == Status::Ok && page.session().is_none());
    }
    let opened = server.post(&letter.path(), None, &[]).await;
    assert_eq!(opened.location.as_deref(), Some("/members?q=a"), "and goes on to where she wanted");
    assert!(signed_in(&server, &opened.session().expect("a session")).await);
    assert_eq!(address(&server, &kim).await, Some(("kim@mail.example".into(), true)));
    assert_eq!(server.post(&letter.path(), None, &[]).await.status, Status::Gone);
}

#[rocket::async_test]
async fn p6_asking_for_a_link_looks_the_same_for_a_member_and_a_stranger() {
    let (server, kim) = Server::with_group().await;
    let known = ask(&server, "kim@mail.example").await;
    let page = server.get("/sign-in/sent", None).await;
    for email in ["nobody@mail.example", "dana@mail.example"] {
        let answer = ask(&server, email).await;
        assert_eq!(seen(&answer, email), seen(&known, "kim@mail.example"));
    }
    assert!(page.says("If that address belongs to a member"));
    assert_eq!(server.letters().await.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), ["kim@mail.example"]);

    let dana = server.member("Dana R.").await;
    server.post(&format!("/members/{}/leaving", dana.id), Some(&kim.session), &[]).await;
    let refused = ask(&server, "not an address").await;
    assert!(refused.status == Status::UnprocessableEntity && refused.body.contains("value=\"not an address\""));
}

#[rocket::async_test]
async fn p6_a_fourth_link_within_a_quarter_of_an_hour_is_not_mailed_and_the_answer_stays_the_same() {
    let (server, _) = Server::with_group().await;
    let first = ask(&server, "kim@mail.example").await;
    for _ in 0..4 {
        let answer = ask(&server, "kim@mail.example").await;
        assert_eq!(seen(&answer, ""), seen(&first, ""));
    }
    assert_eq!(server.letters().await.len(), 3);
    server.clock.advance_seconds(15 * 60);
    ask(&server, "kim@mail.example").await;
    assert_eq!(server.letters().await.len(), 1);
}

#[rocket::async_test]
async fn a_link_that_waits_in_the_outbox_stands_there_sealed() {
    let (server, _) = Server::with_group().await;
    ask(&server, "kim@mail.example").await;
    homegroup::sign_in::answer_requests(&server.house).await.expect("requests are answered");
    let waiting = server.dump().await;
    let letter = server.letters().await.pop().expect("a letter");
    let path = letter.path();
    let token = path.rsplit('/').next().expect("a token");
    assert!(token.len() == 64 && !waiting.contains(token) && !server.dump().await.contains(token));
    assert!(!waiting.contains("kim@mail.example"));
}

#[rocket::async_test]
async fn a_new_address_is_hers_once_she_opened_the_link_and_the_old_one_is_told() {
    let (server, kim) = Server::with_group().await;
    let asked = server.post("/me/address", Some(&kim.session), &[("email", "new@mail.example")]).await;
    assert_eq!(asked.location.as_deref(), Some("/me"));
    let letter = server.letters().await.pop().expect("a letter");
    assert_eq!(letter.to, "new@mail.example");
    for _ in 0..100 {
        assert_eq!(server.get(&letter.path(), Some(&kim.session)).await.status, Status::Ok);
    }
    assert_eq!(address(&server, &kim).await, Some(("kim@mail.example".into(), false)), "looking changes nothing");

    let dana = server.member("Dana R.").await;
    assert_eq!(server.post(&letter.path(), None, &[]).await.location.as_deref(), Some("/sign-in"), "a stranger signs in first");
    assert_eq!(server.post(&letter.path(), Some(&dana.session), &[]).await.status, Status::Gone, "it is Kim's to confirm");
    assert_eq!(address(&server, &dana).await, None);
}

#[rocket::async_test]
async fn confirming_a_new_address_tells_the_old_one_and_ends_older_links() {
    let (server, kim) = Server::with_group().await;
    ask(&server, "kim@mail.example").await;
    let old_link = server.letters().await.pop().expect("a letter").path();
    server.post("/me/address", Some(&kim.session), &[("email", "new@mail.example")]).await;
    let letter = server.letters().await.pop().expect("a letter");
    assert_eq!(server.post(&letter.path(), Some(&kim.session), &[]).await.location.as_deref(), Some("/me"));
    assert_eq!(address(&server, &kim).await, Some(("new@mail.example".into(), true)));
    let told = server.letters().await;
    assert_eq!(told.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), ["kim@mail.example"]);
    assert_eq!(server.post(&old_link, None, &[]).await.status, Status::Gone, "whoever reads the old mailbox stays out");

    server.post("/me/address/removal", Some(&kim.session), &[]).await;
    assert_eq!(address(&server, &kim).await, None);
    assert_eq!(server.letters().await.pop().expect("a letter").to, "new@mail.example");
}

#[rocket::async_test]
async fn an_address_of_another_member_is_refused_only_to_who_reads_its_mail() {
    let (server, kim) = Server::with_group().await;
    let dana = server.member("Dana R.").await;
    let taken = server.post("/me/address", Some(&dana.session), &[("email", "kim@mail.example")]).await;
    let free = server.post("/me/address", Some(&dana.session), &[("email", "free@mail.example")]).await;
    assert_eq!(seen(&taken, ""), seen(&free, ""), "asking does not tell who is here");
    let letter = server.letters().await.into_iter().find(|letter| letter.to == "kim@mail.example").expect("a letter");
    let refused = server.post(&letter.path(), Some(&dana.session), &[]).await;
    assert!(refused.status == Status::UnprocessableEntity && refused.says("Another member has this address"));
    assert_eq!(address(&server, &kim).await, Some(("kim@mail.example".into(), false)));
}

#[rocket::async_test]
async fn a_changed_passphrase_is_told_by_mail() {
    let (server, kim) = Server::with_group().await;
    let form = [("passphrase", "battery staple"), ("again", "battery staple")];
    server.post("/me/passphrase", Some(&kim.session), &form).await;
    let letter = server.letters().await.pop().expect("a letter");
    assert_eq!(letter.to, "kim@mail.example");
    assert!(!letter.text.contains("battery"));
}

#[rocket::async_test]
async fn who_is_added_is_told_how_to_come_in_once_for_each_address() {
    let (server, kim) = Server::with_group().await;
    let added = server.post("/members", Some(&kim.session), &[("name", "Dana R."), ("email", "dana@mail.example")]).await;
    let letter = server.letters().await.pop().expect("a letter");
    assert_eq!((letter.to.as_str(), letter.path().as_str()), ("dana@mail.example", "/sign-in"));
    let path = added.location.expect("her page");
    for email in ["dana@mail.example", "d@mail.example"] {
        server.post(&path, Some(&kim.session), &[("name", "Dana R."), ("email", email)]).await;
    }
    assert_eq!(server.letters().await.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), ["d@mail.example"]);
}

#[rocket::async_test]
async fn she_is_told_once_a_day_when_somebody_guesses_at_her_passphrase() {
    let (server, _) = Server::with_group().await;
    for name in ["Kim C.", "Zoe Q."] {
        for _ in 0..8 {
            server.post("/sign-in/passphrase", None, &[("name", name), ("passphrase", "wrong horse")]).await;
        }
    }
    let told = server.letters().await;
    assert_eq!(told.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), ["kim@mail.example"]);
    assert!(told[0].text.contains("several wrong passphrases were tried"));
}

#[rocket::async_test]
async fn where_no_mail_leaves_no_link_waits_for_a_later_day() {
    let folder = std::sync::Arc::new(tempfile::tempdir().expect("a folder"));
    let mut settings = crate::common::settings(&folder).await;
    settings.mail.transport = homegroup::settings::Transport::None;
    let clock = crate::common::TestClock::at(crate::common::NOON);
    let server = Server::open(folder, settings, homegroup::plugins::installed(), clock).await;
    server.set_up(&[]).await;
    let page = server.get("/sign-in", None).await;
    assert!(page.says("This group sends no mail yet") && !page.says("Mail me a link"));
    ask(&server, "kim@mail.example").await;
    assert!(server.letters().await.is_empty());
}

#[rocket::async_test]
async fn a_letter_that_waits_for_somebody_who_leaves_does_not_go_out() {
    let (server, kim) = Server::with_group().await;
    let dana = server.add("Dana R.", "dana@mail.example").await;
    ask(&server, "dana@mail.example").await;
    homegroup::sign_in::answer_requests(&server.house).await.expect("requests are answered");
    server.post(&format!("/members/{dana}/leaving"), Some(&kim.session), &[]).await;
    assert!(server.letters().await.is_empty());
}

#[rocket::async_test]
async fn the_job_answers_what_waits_and_running_it_twice_is_harmless() {
    let (server, _) = Server::with_group().await;
    ask(&server, "kim@mail.example").await;
    server.run_job("core/sign-in-links").await;
    assert_eq!(server.run_job("core/sign-in-links").await, "answered 0 requests");
    assert_eq!(server.letters().await.len(), 1);
}
