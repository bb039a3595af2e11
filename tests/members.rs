//! Members over HTTP: the list, who may change it, leaving. Their positions and their own pages are in the folder.

mod me;
mod positions;

use std::sync::Arc;

use homegroup::members;
use homegroup_plugin::Right;
use rocket::http::Status;

use crate::common::Server;

#[rocket::async_test]
async fn every_right_opens_its_own_pages_alone() {
    let (server, _) = Server::with_group().await;
    let nobody = server.signed_in(&[]).await;
    let members = server.signed_in(&[Right::Members]).await;
    let settings = server.signed_in(&[Right::Settings]).await;
    for (session, of_members, of_settings) in [
        (&nobody.session, Status::Forbidden, Status::Forbidden),
        (&members.session, Status::Ok, Status::Forbidden),
        (&settings.session, Status::Forbidden, Status::Ok),
    ] {
        assert_eq!(server.get("/members/new", Some(session)).await.status, of_members);
        assert_eq!(server.get("/settings", Some(session)).await.status, of_settings);
    }
}

#[rocket::async_test]
async fn the_list_is_for_members_and_shows_names_and_positions() {
    let (server, _) = Server::with_group().await;
    server.officer("Zoë M.", "Treasurer").await;
    let ana = server.member("Ana").await;
    assert_eq!(server.get("/members", None).await.location.as_deref(), Some("/sign-in?back=%2Fmembers"));
    let page = server.get("/members", Some(&ana.session)).await;
    let text = page.text();
    assert!(text.contains("3 members"), "{text}");
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    assert!(at("Ana") < at("Kim C.") && at("Kim C.") < at("Zoë M.") && at("Zoë M.") < at("Treasurer"));
    for (q, found, not_found) in [("zoe", "Zoë M.", "Kim C."), ("TREAS", "Zoë M.", "Kim C."), ("kim", "Kim C.", "Zoë M.")] {
        let page = server.get(&format!("/members?q={q}"), Some(&ana.session)).await;
        assert!(page.says("One member") && page.says(found) && !page.body.contains(not_found), "{q}: {}", page.text());
    }
    assert!(server.get("/members?q=%3Cscript%3E", Some(&ana.session)).await.says("Nobody by that name"));
}

#[rocket::async_test]
async fn p8_an_address_is_masked_for_who_keeps_the_list_and_unknown_to_the_others() {
    let (server, kim) = Server::with_group().await;
    let dana = server.add("Dana R.", "dana.rivers@mail.example").await;
    let secretary = server.officer("Zoë M.", "Secretary").await;
    let treasurer = server.officer("Ana", "Treasurer").await;
    for (session, masked) in [(&secretary.session, true), (&kim.session, true), (&treasurer.session, false)] {
        for path in
            ["/members".to_owned(), "/members?q=dana".to_owned(), format!("/members/{dana}"), format!("/members/{dana}/edit")]
        {
            let page = server.get(&path, Some(session)).await;
            assert!(!page.body.contains("dana.rivers") && !page.body.contains("mail.example"), "{path}");
            let about_her = path.starts_with(&format!("/members/{dana}"));
            assert_eq!(page.body.contains("d•••@m•••.example"), masked && about_her, "{path}");
        }
    }
}

#[rocket::async_test]
async fn a_member_is_added_by_name_alone_and_is_invited_until_she_signs_in() {
    let (server, kim) = Server::with_group().await;
    let added = server.post("/members", Some(&kim.session), &[("name", " dana  r ")]).await;
    assert_eq!(added.status, Status::SeeOther);
    let path = added.location.expect("her page");
    let page = server.get(&path, Some(&kim.session)).await;
    assert!(page.says("dana R.") && page.says("has not signed in yet"), "{}", page.text());
    server.session_of(&server.find("Dana R.").await).await;
    assert!(!server.get(&path, Some(&kim.session)).await.says("has not signed in yet"));
}

#[rocket::async_test]
async fn all_that_is_wrong_with_a_new_member_is_said_and_what_was_typed_is_kept() {
    let (server, kim) = Server::with_group().await;
    let answer = server.post("/members", Some(&kim.session), &[("name", "Dana Rivers"), ("email", "dana at home")]).await;
    assert_eq!(answer.status, Status::UnprocessableEntity);
    assert!(answer.says("Two first names take a hyphen") && answer.says("does not look like an e-mail address"));
    assert!(answer.body.contains("value=\"Dana Rivers\"") && answer.body.contains("value=\"dana at home\""));
    let taken = server.post("/members", Some(&kim.session), &[("name", "KIM c"), ("email", "Kim@Mail.Example")]).await;
    assert!(taken.says("Another member goes by that name") && taken.says("Another member has this address"), "{}", taken.text());
    for name in ["Da\u{0}na", "Dana\r\nBcc: x@mail.example", "<b>Dana</b>", ""] {
        assert_eq!(
            server.post("/members", Some(&kim.session), &[("name", name)]).await.status,
            Status::UnprocessableEntity,
            "{name:?}"
        );
    }
    assert_eq!(members::active(server.house.db.reader()).await.expect("the database answers").len(), 1, "nothing was saved");
}

#[rocket::async_test]
async fn a_form_sent_back_unchanged_changes_no_row() {
    let (server, kim) = Server::with_group().await;
    let dana = server.add("Dana R.", "dana@mail.example").await;
    let before = server.dump().await;
    let saved = server.post(&format!("/members/{dana}"), Some(&kim.session), &[("name", "Dana R."), ("email", "")]).await;
    assert_eq!(saved.status, Status::SeeOther);
    assert_eq!(server.dump().await, before, "an empty address field keeps the address");
}

#[rocket::async_test]
async fn an_officer_changes_an_address_only_until_it_is_hers() {
    let (server, kim) = Server::with_group().await;
    let dana = server.add("Dana R.", "dana@mail.example").await;
    let address =
        async || members::email(server.house.db.reader(), &server.house.seal, &dana).await.expect("the database answers");
    let set = async |session: &str, email: &str| {
        server.post(&format!("/members/{dana}"), Some(session), &[("name", "Dana R."), ("email", email)]).await
    };
    assert_eq!(set(&kim.session, "d@mail.example").await.status, Status::SeeOther);
    assert_eq!(address().await.map(|(email, _)| email.as_str().to_owned()).as_deref(), Some("d@mail.example"));

    server.give(&dana, "Treasurer", "2026-05-01", "2027-04-30").await;
    let secretary = server.officer("Zoë M.", "Secretary").await;
    let refused = set(&secretary.session, "mine@mail.example").await;
    assert!(
        refused.status == Status::UnprocessableEntity && refused.says("hers alone to change"),
        "a secretary cannot become treasurer"
    );

    server.session_of(&dana).await;
    assert_eq!(set(&kim.session, "mine@mail.example").await.status, Status::UnprocessableEntity, "she has signed in");
    let form = [("name", "Dana R."), ("remove_email", "true")];
    assert_eq!(server.post(&format!("/members/{dana}"), Some(&kim.session), &form).await.status, Status::UnprocessableEntity);
    assert_eq!(address().await.map(|(email, _)| email.as_str().to_owned()).as_deref(), Some("d@mail.example"));
}

#[rocket::async_test]
async fn leaving_deletes_what_identifies_her_and_she_can_come_back() {
    let (server, kim) = Server::with_group_and(vec![Arc::new(me::Circular)]).await;
    let dana = server.officer("Dana R.", "Treasurer").await;
    let profile = [("name", "Dana R."), ("clean_date", "2024-02-29"), ("phone", "419-555-0134"), ("zone", "Europe/Prague")];
    assert_eq!(server.post("/me", Some(&dana.session), &profile).await.status, Status::SeeOther);
    server.post("/me/consents/circular", Some(&dana.session), &[("agrees", "true")]).await;
    assert_eq!(server.post("/me/leaving", Some(&dana.session), &[]).await.location.as_deref(), Some("/sign-in"));

    let db = server.house.db.reader();
    assert!(members::details(db, &server.house.seal, &dana.id).await.expect("the database answers").is_none());
    assert!(members::agreed(db, &dana.id).await.expect("the database answers").is_empty());
    assert!(!server.get("/members", Some(&kim.session)).await.says("Dana R."));
    assert!(server.get("/positions", Some(&kim.session)).await.says("Treasurer vacant"));
    let ana = server.member("Ana").await;
    assert_eq!(server.get(&format!("/members/{}", dana.id), Some(&ana.session)).await.status, Status::NotFound);
    assert!(server.get("/members/left", Some(&kim.session)).await.says("Dana R."));

    assert_eq!(server.post(&format!("/members/{}/return", dana.id), Some(&kim.session), &[]).await.status, Status::SeeOther);
    let again = server.session_of(&dana.id).await;
    let me = server.get("/me", Some(&again)).await;
    assert!(
        !me.body.contains("2024-02-29") && !me.body.contains("0134") && me.body.contains("id=\"zone\" name=\"zone\" value=\"\"")
    );
    assert!(!me.says("My service positions"), "her positions stay ended");
}

#[rocket::async_test]
async fn an_officer_cannot_take_off_the_list_who_is_entrusted_with_more() {
    let (server, _) = Server::with_group().await;
    let secretary = server.officer("Zoë M.", "Secretary").await;
    let treasurer = server.officer("Ana", "Treasurer").await;
    let refused = server.post(&format!("/members/{}/leaving", treasurer.id), Some(&secretary.session), &[]).await;
    assert!(refused.status == Status::UnprocessableEntity && refused.says("not yours to give or take"));
    let greeter = server.officer("Dana R.", "Greeter").await;
    assert_eq!(
        server.post(&format!("/members/{}/leaving", greeter.id), Some(&secretary.session), &[]).await.status,
        Status::SeeOther
    );
}

#[rocket::async_test]
async fn the_last_who_keeps_the_settings_cannot_leave() {
    let (server, kim) = Server::with_group().await;
    let dana = server.add("Dana R.", "").await;
    let leave = async || server.post("/me/leaving", Some(&kim.session), &[]).await;
    assert!(leave().await.says("Nobody else could change the settings then"));
    server.give(&dana, "Chair", "2026-04-16", "2027-04-15").await;
    assert_eq!(leave().await.status, Status::UnprocessableEntity, "nobody knows yet whether Dana can get in");
    server.session_of(&dana).await;
    assert_eq!(leave().await.status, Status::SeeOther);
}

#[rocket::async_test]
async fn what_identifies_a_member_is_sealed_and_moves_with_nobody() {
    let (server, kim) = Server::with_group().await;
    let profile = [("name", "Kim C."), ("clean_date", "2011-03-07"), ("phone", "419-555-0177"), ("zone", "")];
    assert_eq!(server.post("/me", Some(&kim.session), &profile).await.status, Status::SeeOther);
    let dump = server.dump().await;
    for canary in ["kim@mail.example", "2011-03-07", "555-0177", "mail.example"] {
        assert!(!dump.contains(canary), "{canary}");
    }
    let data = server.folder.path().join("data");
    for file in std::fs::read_dir(&data).expect("the data folder").flatten().filter(|file| file.path().is_file()) {
        let bytes = std::fs::read(file.path()).expect("it is read");
        for canary in ["kim@mail.example", "2011-03-07", "419-555-0177"] {
            let found = bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
            assert!(!found, "{canary} stands in {}", file.path().display());
        }
    }
    assert!(server.get("/me", Some(&kim.session)).await.body.contains("2011-03-07"), "and she reads it herself");
}
