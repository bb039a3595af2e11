//! The set-up, and the ways in and out: who gets a session, for how long, and what a stranger learns. What is mailed about it is in
//! the folder.

mod mailed;

use std::net::SocketAddr;

use homegroup::members::rules::Email;
use homegroup::{members, sign_in};
use homegroup_plugin::Right;
use homegroup_plugin::chrono::TimeDelta;
use rocket::http::{ContentType, Header, Status};

use crate::common::people::Person;
use crate::common::{Answer, Server, encode};

async fn signed_in(server: &Server, session: &str) -> bool {
    server.get("/me", Some(session)).await.status == Status::Ok
}

async fn by_passphrase(server: &Server, name: &str, passphrase: &str) -> Answer {
    server.post("/sign-in/passphrase", None, &[("name", name), ("passphrase", passphrase)]).await
}

#[rocket::async_test]
async fn the_set_up_is_there_once_and_lets_the_first_officer_in() {
    let server = Server::fresh().await;
    assert_eq!(server.get("/set-up", None).await.status, Status::NotFound);
    assert_eq!(server.get("/set-up?token=0000", None).await.status, Status::NotFound);
    let link = sign_in::set_up_link(&server.house).await.expect("the database answers").expect("nobody has set it up");
    let path = link.strip_prefix("http://127.0.0.1:8000").expect("an address of ours").to_owned();
    assert!(server.get(&path, None).await.says("Set the group up"));

    let answer = server.set_up(&[]).await;
    assert_eq!(answer.status, Status::SeeOther);
    let session = answer.session().expect("a session");
    let home = server.get("/", Some(&session)).await;
    assert!(home.says("Hello, Kim C.") && home.says("Riverside Women's Group"), "{}", home.text());
    assert_eq!(server.get("/settings", Some(&session)).await.status, Status::Ok, "the chair keeps the settings");
    assert_eq!(server.get(&path, None).await.status, Status::NotFound, "the set-up is gone");
    assert!(sign_in::set_up_link(&server.house).await.expect("the database answers").is_none());
    let positions = server.get("/positions", Some(&session)).await;
    for name in ["Treasurer", "Secretary", "Chair", "Chip person", "Greeter"] {
        assert!(positions.says(name), "{name}");
    }
}

#[rocket::async_test]
async fn the_set_up_says_everything_that_is_wrong_and_keeps_what_was_typed() {
    let server = Server::fresh().await;
    let answer = server
        .set_up(&[
            ("neutral_name", "Clean and sober"),
            ("zone", "Ohio"),
            ("officer", "Kim Carter"),
            ("email", "kim"),
            ("again", "other horse"),
        ])
        .await;
    assert_eq!(answer.status, Status::UnprocessableEntity);
    for words in [
        "tells strangers",
        "not a time zone",
        "Two first names take a hyphen",
        "does not look like an e-mail",
        "The two are not the same",
    ] {
        assert!(answer.says(words), "{words}: {}", answer.text());
    }
    assert!(answer.body.contains("value=\"Kim Carter\"") && answer.body.contains("value=\"Ohio\""));
    assert!(!answer.body.contains("correct horse"), "a passphrase is never shown again");
    assert!(server.house.group().is_none(), "nothing was saved");
}

#[rocket::async_test]
async fn before_the_set_up_the_sign_in_page_says_where_to_look() {
    let server = Server::fresh().await;
    assert!(server.get("/sign-in", None).await.says("Nobody has set this group up yet"));
}

#[rocket::async_test]
async fn a_passphrase_opens_by_name_and_by_address() {
    let (server, _) = Server::with_group().await;
    for name in ["Kim C.", "kim c", "KIM@mail.example"] {
        let answer = by_passphrase(&server, name, "correct horse").await;
        assert_eq!(answer.status, Status::SeeOther, "{name}");
        assert!(signed_in(&server, &answer.session().expect("a session")).await, "{name}");
    }
}

/// Everything about an answer that somebody outside could compare, but the field she typed herself.
fn seen(answer: &Answer, typed: &str) -> (Status, Option<String>, Vec<String>, String) {
    let headers =
        answer.headers.iter().map(|(name, value)| format!("{name}: {value}")).filter(|line| !line.starts_with("Content-Length"));
    (answer.status, answer.location.clone(), headers.collect(), answer.body.replace(typed, "_"))
}

#[rocket::async_test]
async fn p6_a_wrong_passphrase_looks_the_same_for_a_member_and_a_stranger() {
    let (server, _) = Server::with_group().await;
    server.add("Dana R.", "dana@mail.example").await;
    let wrong = by_passphrase(&server, "Kim C.", "wrong horse").await;
    assert_eq!(wrong.status, Status::UnprocessableEntity);
    assert!(wrong.says("do not belong together") && wrong.session().is_none());
    for name in ["Zoe Q.", "Dana R.", "dana@mail.example", "kim@mail.example", "nobody@mail.example"] {
        let answer = by_passphrase(&server, name, "wrong horse").await;
        assert_eq!(seen(&answer, name), seen(&wrong, "Kim C."), "{name}");
    }
}

#[rocket::async_test]
async fn p6_five_wrong_passphrases_make_a_name_wait_whether_or_not_anybody_has_it() {
    let (server, _) = Server::with_group().await;
    for name in ["Kim C.", "Zoe Q."] {
        for _ in 0..5 {
            assert_eq!(by_passphrase(&server, name, "wrong horse").await.status, Status::UnprocessableEntity);
        }
        let answer = by_passphrase(&server, name, "correct horse").await;
        assert_eq!(answer.status, Status::TooManyRequests, "{name}: even the right one waits");
        assert!(answer.says("Please wait 900 seconds"), "{}", answer.text());
    }
    server.clock.advance_seconds(900);
    assert_eq!(by_passphrase(&server, "Kim C.", "correct horse").await.status, Status::SeeOther);
}

#[rocket::async_test]
async fn getting_in_forgives_the_slips_before() {
    let (server, _) = Server::with_group().await;
    for _ in 0..2 {
        for _ in 0..4 {
            by_passphrase(&server, "Kim C.", "wrong horse").await;
        }
        assert_eq!(by_passphrase(&server, "Kim C.", "correct horse").await.status, Status::SeeOther);
    }
}

#[rocket::async_test]
async fn a_forged_address_header_does_not_dodge_the_count() {
    let (server, _) = Server::with_group().await;
    let remote: SocketAddr = "192.0.2.7:40000".parse().expect("an address");
    let mut waits = 0;
    for at in 0..25 {
        let request = server
            .client
            .post("/sign-in/passphrase")
            .remote(remote)
            .header(ContentType::Form)
            .header(Header::new("Sec-Fetch-Site", "same-origin"))
            .header(Header::new("X-Real-IP", format!("198.51.100.{at}")))
            .header(Header::new("X-Forwarded-For", format!("198.51.100.{at}")))
            // A name is tried once each: only the address they come from counts.
            .body(encode(&[("name", &format!("Zoe-{}", char::from(b'a' + at))), ("passphrase", "wrong horse")]));
        if request.dispatch().await.status() == Status::TooManyRequests {
            waits += 1;
        }
    }
    assert_eq!(waits, 5, "twenty tries pass, the rest wait");
}

#[rocket::async_test]
async fn signing_in_gives_a_session_nobody_has_seen_and_ends_the_one_before() {
    let (server, kim) = Server::with_group().await;
    let answer = server
        .post(
            "/sign-in/passphrase",
            Some(&kim.session),
            &[("name", "Kim C."), ("passphrase", "correct horse"), ("back", "/members")],
        )
        .await;
    assert_eq!(answer.location.as_deref(), Some("/members"));
    let session = answer.session().expect("a session");
    assert_ne!(session, kim.session);
    assert!(!signed_in(&server, &kim.session).await);
    assert!(!signed_in(&server, &"0".repeat(64)).await, "a token that was never given opens nothing");
}

#[rocket::async_test]
async fn a_way_back_to_another_site_is_ignored() {
    let (server, _) = Server::with_group().await;
    for back in ["https://evil.example/", "//evil.example/", "/\\evil.example", "/sign-in/end"] {
        let answer = server
            .post("/sign-in/passphrase", None, &[("name", "Kim C."), ("passphrase", "correct horse"), ("back", back)])
            .await;
        assert_eq!(answer.location.as_deref(), Some("/"), "{back}");
        assert!(!server.get(&format!("/sign-in?back={back}"), None).await.body.contains("evil"), "{back}");
    }
}

#[rocket::async_test]
async fn the_cookie_is_kept_from_scripts_and_other_sites() {
    let (server, _) = Server::with_group().await;
    let answer = by_passphrase(&server, "Kim C.", "correct horse").await;
    let cookie =
        answer.headers.iter().find(|(name, value)| name == "Set-Cookie" && value.starts_with("session=")).expect("a cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.1.contains(part), "{}", cookie.1);
    }
}

#[rocket::async_test]
async fn over_https_the_cookie_is_bound_to_the_host() {
    let folder = std::sync::Arc::new(tempfile::tempdir().expect("a folder"));
    let mut settings = crate::common::settings(&folder).await;
    settings.base_url = "https://circle.example.org".into();
    let clock = crate::common::TestClock::at(crate::common::NOON);
    let server = Server::open(folder, settings, homegroup::plugins::installed(), clock).await;
    let answer = server.set_up(&[]).await;
    let cookie =
        answer.headers.iter().find(|(_, value)| value.starts_with("__Host-session=")).expect("a cookie bound to the host");
    assert!(cookie.1.contains("Secure") && !cookie.1.contains("Domain"), "{}", cookie.1);
}

#[rocket::async_test]
async fn a_session_ends_when_it_rests_half_a_day_and_after_thirty_days_in_any_case() {
    let (server, kim) = Server::with_group().await;
    let hour = 3600;
    for _ in 0..4 {
        server.clock.advance_seconds(11 * hour);
        assert!(signed_in(&server, &kim.session).await, "it was used within twelve hours");
    }
    server.clock.advance_seconds(12 * hour);
    assert!(!signed_in(&server, &kim.session).await);

    let session = server.session_of(&kim.id).await;
    for _ in 0..65 {
        server.clock.advance_seconds(11 * hour);
        assert!(signed_in(&server, &session).await);
    }
    server.clock.advance_seconds(5 * hour);
    assert!(!signed_in(&server, &session).await, "thirty days are over");
}

#[rocket::async_test]
async fn a_printed_link_opens_once_and_looking_uses_nothing_up() {
    let (server, kim) = Server::with_group().await;
    let link = sign_in::command::sign_in_link(&server.house, "kim c").await.expect("a link");
    let path = link.strip_prefix("http://127.0.0.1:8000").expect("an address of ours").to_owned();
    for _ in 0..100 {
        let page = server.get(&path, None).await;
        assert!(page.status == Status::Ok && page.says("Sign in here") && page.session().is_none());
    }
    let head = server.client.head(path.clone()).dispatch().await.status();
    assert_eq!(head, Status::Ok);
    let opened = server.post(&path, None, &[]).await;
    assert_eq!((opened.status, opened.location.as_deref()), (Status::SeeOther, Some("/")));
    assert!(signed_in(&server, &opened.session().expect("a session")).await);
    let again = server.post(&path, None, &[]).await;
    assert!(again.status == Status::Gone && again.session().is_none());
    assert!(server.get(&path, None).await.says("This link no longer works"));
    assert!(signed_in(&server, &kim.session).await, "a link signs nobody out");
}

#[rocket::async_test]
async fn a_link_lives_ten_minutes() {
    let (server, kim) = Server::with_group().await;
    let link = sign_in::link(&server.house, &kim.id, TimeDelta::minutes(10)).await.expect("a link");
    let path = link.strip_prefix("http://127.0.0.1:8000").expect("an address of ours").to_owned();
    server.clock.advance_seconds(599);
    assert_eq!(server.get(&path, None).await.status, Status::Ok);
    server.clock.advance_seconds(1);
    assert_eq!(server.get(&path, None).await.status, Status::Gone);
    assert_eq!(server.post(&path, None, &[]).await.status, Status::Gone);
}

#[rocket::async_test]
async fn a_printed_link_is_for_members_alone() {
    let (server, _) = Server::with_group().await;
    let refused = sign_in::command::sign_in_link(&server.house, "Zoe Q.").await.expect_err("nobody has that name");
    assert!(refused.to_string().contains("Nobody here is called"), "{refused}");
}

#[rocket::async_test]
async fn signing_out_ends_the_session_here_or_everywhere() {
    let (server, kim) = Server::with_group().await;
    let (phone, tablet) = (server.session_of(&kim.id).await, server.session_of(&kim.id).await);
    assert_eq!(server.post("/sign-in/end", Some(&phone), &[]).await.location.as_deref(), Some("/sign-in"));
    assert!(!signed_in(&server, &phone).await && signed_in(&server, &tablet).await);
    server.post("/me/sessions/end", Some(&tablet), &[]).await;
    assert!(!signed_in(&server, &tablet).await && !signed_in(&server, &kim.session).await);
}

#[rocket::async_test]
async fn p6_many_wrong_passphrases_at_once_are_counted_one_by_one() {
    let (server, _) = Server::with_group().await;
    let guesses: Vec<String> = (0..20).map(|guess| format!("wrong horse {guess}")).collect();
    let answers = futures::future::join_all(guesses.iter().map(|guess| by_passphrase(&server, "Kim C.", guess))).await;
    let tried = answers.iter().filter(|answer| answer.status == Status::UnprocessableEntity).count();
    let refused = answers.iter().filter(|answer| answer.status == Status::TooManyRequests).count();
    assert_eq!((tried, refused), (5, 15));
}

#[rocket::async_test]
async fn a_new_passphrase_signs_out_every_other_device() {
    let (server, kim) = Server::with_group().await;
    let other = server.session_of(&kim.id).await;
    let form = [("passphrase", "battery staple"), ("again", "battery staple")];
    assert_eq!(server.post("/me/passphrase", Some(&kim.session), &form).await.location.as_deref(), Some("/me"));
    assert!(signed_in(&server, &kim.session).await && !signed_in(&server, &other).await);
    assert_eq!(by_passphrase(&server, "Kim C.", "correct horse").await.status, Status::UnprocessableEntity);
    assert_eq!(by_passphrase(&server, "Kim C.", "battery staple").await.status, Status::SeeOther);
}

#[rocket::async_test]
async fn who_signed_in_a_while_ago_proves_again_that_it_is_she() {
    let (server, kim) = Server::with_group().await;
    let dana = server.member("Dana R.").await;
    server.clock.advance_seconds(15 * 60);
    let post = async |member: &Person, present: &str| {
        let form = [("present", present), ("passphrase", "battery staple"), ("again", "battery staple")];
        server.post("/me/passphrase", Some(&member.session), &form).await
    };
    assert!(post(&kim, "").await.says("That is not your present passphrase"));
    assert!(post(&kim, "wrong horse").await.says("That is not your present passphrase"));
    assert_eq!(post(&kim, "correct horse").await.status, Status::SeeOther);
    let refused = post(&dana, "").await;
    assert!(refused.status == Status::UnprocessableEntity && refused.says("Please sign in again first"), "{}", refused.text());
    assert_eq!(server.get("/sign-in?back=/me/passphrase", Some(&dana.session)).await.status, Status::Ok, "and she can");
    let again = server.session_of(&dana.id).await;
    assert_eq!(post(&Person { id: dana.id, session: again }, "").await.status, Status::SeeOther);
}

#[rocket::async_test]
async fn a_short_passphrase_is_refused_with_all_that_is_wrong() {
    let (server, kim) = Server::with_group().await;
    let answer = server.post("/me/passphrase", Some(&kim.session), &[("passphrase", "short"), ("again", "shirt")]).await;
    assert_eq!(answer.status, Status::UnprocessableEntity);
    assert!(answer.says("at least eight characters") && answer.says("The two are not the same"));
    assert_eq!(by_passphrase(&server, "Kim C.", "correct horse").await.status, Status::SeeOther, "the old one stays");
}

#[rocket::async_test]
async fn no_token_and_no_passphrase_stands_in_the_database() {
    let (server, kim) = Server::with_group().await;
    let link = sign_in::link(&server.house, &kim.id, TimeDelta::minutes(10)).await.expect("a link");
    let token = link.rsplit('/').next().expect("a token").to_owned();
    let dump = server.dump().await;
    assert!(dump.contains("Kim C."), "the dump shows what is stored");
    for secret in [kim.session.as_str(), &token, "correct horse", "kim@mail.example"] {
        assert!(!dump.contains(secret), "{secret}");
    }
}

#[rocket::async_test]
async fn what_has_run_out_is_deleted_by_the_nightly_job() {
    let (server, kim) = Server::with_group().await;
    sign_in::link(&server.house, &kim.id, TimeDelta::minutes(10)).await.expect("a link");
    by_passphrase(&server, "Kim C.", "wrong horse").await;
    server.clock.advance_seconds(31 * 86_400);
    assert_eq!(server.run_job("core/sign-in-tidy").await, "forgot 1 sessions, 1 links, 1 tries");
    assert_eq!(server.run_job("core/sign-in-tidy").await, "forgot 0 sessions, 0 links, 0 tries");
}

#[rocket::async_test]
async fn a_member_who_has_left_gets_in_by_no_door() {
    let (server, kim) = Server::with_group().await;
    let dana = server.member("Dana R.").await;
    sign_in::set_passphrase(&server.house, &dana.id, sign_in::rules::Passphrase::typed("battery staple"), None)
        .await
        .expect("set");
    let link = sign_in::link(&server.house, &dana.id, TimeDelta::minutes(10)).await.expect("a link");
    let session = server.session_of(&dana.id).await;
    assert_eq!(server.post(&format!("/members/{}/leaving", dana.id), Some(&kim.session), &[]).await.status, Status::SeeOther);
    assert!(!signed_in(&server, &session).await, "her session ended with the same commit");
    assert_eq!(server.post(&link["http://127.0.0.1:8000".len()..], None, &[]).await.status, Status::Gone);
    assert_eq!(by_passphrase(&server, "Dana R.", "battery staple").await.status, Status::UnprocessableEntity);
    assert!(sign_in::command::sign_in_link(&server.house, "Dana R.").await.is_err());
}

#[rocket::async_test]
async fn who_holds_a_right_is_asked_of_todays_terms() {
    let (server, kim) = Server::with_group().await;
    let holders =
        members::holders(server.house.db.reader(), Right::Settings, server.house.today()).await.expect("the database answers");
    assert_eq!(holders.into_iter().map(|person| person.id).collect::<Vec<_>>(), [kim.id.clone()]);
    let found = members::email(server.house.db.reader(), &server.house.seal, &kim.id).await.expect("the database answers");
    assert_eq!(
        found,
        Some((Email::parse("kim@mail.example").expect("an address"), false)),
        "not confirmed before a mailed link is opened"
    );
}
