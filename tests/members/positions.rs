//! Service positions and terms: rights follow them, and nobody hands on what she does not hold.

use homegroup_plugin::Right;
use rocket::http::Status;

use crate::common::Server;

#[rocket::async_test]
async fn rights_end_with_the_last_day_of_the_term_without_anybody_clicking() {
    let (server, _) = Server::with_group().await;
    let dana = server.member("Dana R.").await;
    server.give(&dana.id, "Secretary", "2026-04-17", "2026-04-18").await;
    let page = async || server.get("/members/new", Some(&server.session_of(&dana.id).await)).await.status;
    for (instant, status) in [
        ("2026-04-17T03:59:59Z", Status::Forbidden),
        ("2026-04-17T04:00:00Z", Status::Ok),
        ("2026-04-19T03:59:59Z", Status::Ok),
        ("2026-04-19T04:00:00Z", Status::Forbidden),
    ] {
        server.clock.set(instant);
        assert_eq!(page().await, status, "{instant} in a group that lives in New York");
    }
}

#[rocket::async_test]
async fn an_open_session_loses_its_right_at_midnight() {
    let (server, _) = Server::with_group().await;
    let dana = server.member("Dana R.").await;
    server.give(&dana.id, "Secretary", "2026-04-16", "2026-04-16").await;
    server.clock.set("2026-04-17T03:00:00Z");
    let session = server.session_of(&dana.id).await;
    assert_eq!(server.get("/members/new", Some(&session)).await.status, Status::Ok);
    server.clock.set("2026-04-17T04:00:00Z");
    assert_eq!(server.get("/members/new", Some(&session)).await.status, Status::Forbidden);
    assert_eq!(server.get("/members", Some(&session)).await.status, Status::Ok, "she is still a member");
}

#[rocket::async_test]
async fn p16_a_term_that_is_ended_early_signs_its_holder_out() {
    let (server, kim) = Server::with_group().await;
    let position = server.position("Treasurer").await;
    let dana = server.member("Dana R.").await;
    let form = [("member", dana.id.0.as_str()), ("from", "2026-04-16"), ("until", "")];
    let given = server.post(&format!("/positions/{position}/terms"), Some(&kim.session), &form).await;
    assert_eq!(given.location, Some(format!("/positions/{position}")));
    let page = server.get(&format!("/positions/{position}"), Some(&kim.session)).await;
    assert!(page.says("Apr 16, 2026 – Apr 15, 2027"), "the usual length: {}", page.text());

    let end =
        page.body.split('"').find(|part| part.ends_with("/end") && part.contains("/terms/")).expect("a way to end it").to_owned();
    assert!(server.get(&end, Some(&kim.session)).await.says("Dana R. is no longer Treasurer"), "a page of its own asks first");
    assert_eq!(server.get("/me", Some(&dana.session)).await.status, Status::Ok, "asking ends nothing");
    assert_eq!(server.post(&end, Some(&kim.session), &[]).await.status, Status::SeeOther);
    assert_eq!(server.get("/me", Some(&dana.session)).await.status, Status::SeeOther, "signed out by the next request");
    assert!(server.post(&end, Some(&kim.session), &[]).await.says("This term is over already"));
}

#[rocket::async_test]
async fn nobody_hands_on_a_right_she_does_not_hold() {
    let (server, kim) = Server::with_group().await;
    let secretary = server.officer("Zoë M.", "Secretary").await;
    let treasurer = server.position("Treasurer").await;
    let give = [("member", secretary.id.0.as_str()), ("from", "2026-04-16"), ("until", "2026-05-16")];
    let refused = server.post(&format!("/positions/{treasurer}/terms"), Some(&secretary.session), &give).await;
    assert!(refused.status == Status::UnprocessableEntity && refused.says("not yours to give or take"));
    let greeter = server.position("Greeter").await;
    let form = [("name", "Greeter"), ("term_months", "3"), ("rights", "money")];
    let refused = server.post(&format!("/positions/{greeter}"), Some(&secretary.session), &form).await;
    assert!(refused.status == Status::UnprocessableEntity && refused.says("not yours to give or take"));
    let new = [("name", "Helper"), ("term_months", "3"), ("rights", "minutes"), ("rights", "settings")];
    assert_eq!(server.post("/positions", Some(&secretary.session), &new).await.status, Status::UnprocessableEntity);
    let taken = [("name", "Treasurer"), ("term_months", "12")];
    assert_eq!(
        server.post(&format!("/positions/{treasurer}"), Some(&secretary.session), &taken).await.status,
        Status::UnprocessableEntity
    );

    let own = [("name", "Co-secretary"), ("term_months", "12"), ("rights", "minutes"), ("rights", "mail")];
    assert_eq!(
        server.post("/positions", Some(&secretary.session), &own).await.status,
        Status::SeeOther,
        "what she holds she may hand on"
    );
    assert_eq!(server.post(&format!("/positions/{treasurer}/terms"), Some(&kim.session), &give).await.status, Status::SeeOther);
}

#[rocket::async_test]
async fn a_position_is_changed_and_what_it_allows_changes_at_once() {
    let (server, kim) = Server::with_group().await;
    let dana = server.officer("Dana R.", "Chip person").await;
    let position = server.position("Chip person").await;
    assert_eq!(server.get("/members/new", Some(&dana.session)).await.status, Status::Forbidden);
    let form = [("name", "Keeper of chips"), ("term_months", "2"), ("rights", "members")];
    assert_eq!(server.post(&format!("/positions/{position}"), Some(&kim.session), &form).await.status, Status::SeeOther);
    assert_eq!(server.get("/members/new", Some(&dana.session)).await.status, Status::Ok);
    let page = server.get(&format!("/positions/{position}"), Some(&dana.session)).await;
    assert!(page.says("Keeper of chips") && page.says("2 months") && page.says("Members : add members"), "{}", page.text());
}

#[rocket::async_test]
async fn all_that_is_wrong_with_a_position_or_a_term_is_said_at_once() {
    let (server, kim) = Server::with_group().await;
    let refused =
        server.post("/positions", Some(&kim.session), &[("name", " "), ("term_months", "a year"), ("rights", "all")]).await;
    for words in ["needs a name", "whole number of months", "not known to the program"] {
        assert!(refused.says(words), "{words}: {}", refused.text());
    }
    assert!(refused.body.contains("value=\"a year\""), "what was typed is kept");
    assert!(
        server
            .post("/positions", Some(&kim.session), &[("name", "TREASURER"), ("term_months", "1")])
            .await
            .says("of that name already")
    );
    let chair = server.position("Chair").await;
    let terms = format!("/positions/{chair}/terms");
    let refused = server.post(&terms, Some(&kim.session), &[("from", "soon"), ("until", "2026-02-30")]).await;
    for words in ["Choose a member", "first day is not a day", "last day is not a day"] {
        assert!(refused.says(words), "{words}: {}", refused.text());
    }
    for (until, words) in [
        ("2026-04-15", "lies before the first"),
        ("2086-04-15", "at most five years"),
        ("2026-05-16", "holds this position already"),
    ] {
        let form = [("member", kim.id.0.as_str()), ("from", "2026-04-16"), ("until", until)];
        assert!(server.post(&terms, Some(&kim.session), &form).await.says(words), "{words}");
    }
    let nobody = [("member", "nobody"), ("from", "2026-04-16"), ("until", "")];
    assert!(server.post(&terms, Some(&kim.session), &nobody).await.says("Choose a member"));
}

#[rocket::async_test]
async fn the_settings_never_fall_vacant() {
    let (server, kim) = Server::with_group().await;
    let chair = server.position("Chair").await;
    let page = server.get(&format!("/positions/{chair}"), Some(&kim.session)).await;
    let end =
        page.body.split('"').find(|part| part.ends_with("/end") && part.contains("/terms/")).expect("a way to end it").to_owned();
    assert!(server.post(&end, Some(&kim.session), &[]).await.says("Nobody else could change the settings then"));
    let form = [("name", "Chair"), ("term_months", "12"), ("rights", "members")];
    assert!(
        server
            .post(&format!("/positions/{chair}"), Some(&kim.session), &form)
            .await
            .says("Nobody could change the settings any more")
    );
    assert!(server.post(&format!("/positions/{chair}/laying-down"), Some(&kim.session), &[]).await.says("End that term first"));

    server.clock.set("2027-08-01T16:00:00Z");
    let session = server.session_of(&kim.id).await;
    assert_eq!(
        server.get("/settings", Some(&session)).await.status,
        Status::Ok,
        "b21: the election is late, nobody is locked out"
    );
    assert!(server.get("/positions", Some(&session)).await.says("term has run out"));
    let dana = server.member("Dana R.").await;
    server.give(&dana.id, "Chair", "2027-08-01", "2028-07-31").await;
    assert_eq!(server.get("/settings", Some(&session)).await.status, Status::Forbidden, "the successor is there");
    assert_eq!(server.get("/settings", Some(&dana.session)).await.status, Status::Ok);
}

#[rocket::async_test]
async fn a_position_nobody_holds_is_laid_down_and_its_name_is_free_again() {
    let (server, kim) = Server::with_group().await;
    let greeter = server.position("Greeter").await;
    assert_eq!(server.post(&format!("/positions/{greeter}/laying-down"), Some(&kim.session), &[]).await.status, Status::SeeOther);
    assert!(!server.get("/positions", Some(&kim.session)).await.says("Greeter"));
    assert_eq!(server.get(&format!("/positions/{greeter}"), Some(&kim.session)).await.status, Status::NotFound);
    let form = [("name", "Greeter"), ("term_months", "3")];
    assert_eq!(server.post("/positions", Some(&kim.session), &form).await.status, Status::SeeOther);
}

#[rocket::async_test]
async fn members_read_positions_and_only_those_who_keep_the_list_change_them() {
    let (server, _) = Server::with_group().await;
    let ana = server.signed_in(&[]).await;
    let money = server.signed_in(&[Right::Money]).await;
    let chair = server.position("Chair").await;
    for session in [&ana.session, &money.session] {
        let page = server.get(&format!("/positions/{chair}"), Some(session)).await;
        assert!(page.status == Status::Ok && page.says("Kim C.") && !page.says("End this term now"));
        for path in [format!("/positions/{chair}/edit"), "/positions/new".into(), format!("/positions/{chair}/terms/new")] {
            assert_eq!(server.get(&path, Some(session)).await.status, Status::Forbidden, "{path}");
        }
        assert_eq!(
            server.post("/positions", Some(session), &[("name", "Mine"), ("term_months", "1")]).await.status,
            Status::Forbidden
        );
    }
}
