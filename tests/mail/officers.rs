//! The page `/mail`, and what can be decided there.

use homegroup::members;
use homegroup_plugin::{Fates, Right};
use rocket::http::Status;

use super::{carrier_to, fates, memory, queue, queue_link, reader, round, run_sql, taken};
use crate::common::smtp::{At, Fault, Sink};
use crate::common::{Answer, Server};

/// The action of the first form whose address ends so.
fn action(page: &Answer, ending: &str) -> Option<String> {
    page.body.split('"').find(|part| part.ends_with(ending)).map(str::to_owned)
}

#[rocket::async_test]
async fn an_unknown_mail_is_listed_and_goes_again_only_at_an_officers_word() {
    let (server, _) = Server::with_group().await;
    let secretary = server.officer("Lena M.", "Secretary").await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let sink = Sink::start().await;
    let mut carrier = carrier_to(&sink);
    sink.misbehave(Some((At::Dot, Fault::Hang)));
    queue(&server, &dana, "1").await;
    round(&server.house, &mut carrier).await;
    sink.misbehave(None);
    let page = server.get("/mail", Some(&secretary.session)).await;
    assert!(page.says("Dana R.") && page.says("The connection broke"), "{}", page.text());
    assert!(page.says("Apr 16, 2026 , 12:00") || page.says("Apr 16, 2026, 12:00"), "{}", page.text());
    let again = action(&page, "/again").expect("it can be sent again");
    assert_eq!(server.post(&again, Some(&secretary.session), &[]).await.status, Status::SeeOther);
    assert_eq!(server.post(&again, Some(&secretary.session), &[]).await.status, Status::NotFound, "once decided, it is gone");
    round(&server.house, &mut carrier).await;
    let received = sink.received();
    assert_eq!(received.len(), 2);
    let id = |data: &str| data.lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned);
    assert!(id(&received[0].data).is_some() && id(&received[0].data) == id(&received[1].data));
    assert_eq!(fates(&server).await, Fates { sent: 1, ..Fates::default() });
}

#[rocket::async_test]
async fn a_mail_left_as_it_is_stays_in_the_counts_and_loses_its_content() {
    let (server, _) = Server::with_group().await;
    let secretary = server.officer("Lena M.", "Secretary").await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let sink = Sink::start().await;
    sink.misbehave(Some((At::Recipient, Fault::Say("550 5.1.1 nobody here"))));
    queue(&server, &dana, "1").await;
    round(&server.house, &mut carrier_to(&sink)).await;
    let page = server.get("/mail", Some(&secretary.session)).await;
    assert!(page.says("The mail server says that her address does not exist (550)."), "{}", page.text());
    let leave = action(&page, "/left").expect("it can be left");
    assert_eq!(server.post(&leave, Some(&secretary.session), &[]).await.status, Status::SeeOther);
    let page = server.get("/mail", Some(&secretary.session)).await;
    assert!(page.says("Nothing needs a decision.") && !page.says("Dana R."), "{}", page.text());
    assert_eq!(fates(&server).await, Fates { refused: 1, ..Fates::default() });
    assert_eq!(super::column(&server, "content").await, None);
}

#[rocket::async_test]
async fn a_mail_sent_again_is_asked_about_again() {
    let (server, _) = Server::with_group().await;
    let secretary = server.officer("Lena M.", "Secretary").await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    queue(&server, &dana, "1").await;
    run_sql(&server, "UPDATE outgoing_mails SET state = 'unknown', settled_at = made_at, reason = 'no_answer'").await;
    let page = server.get("/mail", Some(&secretary.session)).await;
    let again = action(&page, "/again").expect("it can be sent again");
    server.post(&again, Some(&secretary.session), &[]).await;
    run_sql(&server, "UPDATE consents SET withdrawn_at = given_at").await;
    let (mut carrier, kept) = memory();
    round(&server.house, &mut carrier).await;
    assert_eq!((taken(&kept), fates(&server).await), (0, Fates { cancelled: 1, ..Fates::default() }));
}

#[rocket::async_test]
async fn who_has_taken_her_consent_back_or_left_is_not_listed_any_more() {
    let (server, kim) = Server::with_group().await;
    for (name, leaves) in [("Dana R.", false), ("Maria T.", true)] {
        let id = reader(&server, name, &format!("{leaves}@mail.example")).await;
        queue(&server, &id, name).await;
        run_sql(&server, "UPDATE outgoing_mails SET state = 'unknown', settled_at = made_at WHERE state = 'queued'").await;
        if leaves {
            server.post(&format!("/members/{id}/leaving"), Some(&kim.session), &[]).await;
        } else {
            let txn = server.house.db.begin_write().await.expect("a write begins");
            members::withdraw_all(&txn, &id, server.house.clock.now()).await.expect("withdrawn");
            txn.commit().await.expect("it is written");
        }
    }
    let secretary = server.officer("Lena M.", "Secretary").await;
    let page = server.get("/mail", Some(&secretary.session)).await;
    assert!(page.says("Nothing needs a decision."), "{}", page.text());
    assert_eq!(fates(&server).await, Fates { unknown: 2, ..Fates::default() });
}

#[rocket::async_test]
async fn a_link_that_was_refused_is_not_sent_again_and_does_not_lie_about() {
    let (server, _) = Server::with_group().await;
    let secretary = server.officer("Lena M.", "Secretary").await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let sink = Sink::start().await;
    sink.misbehave(Some((At::Recipient, Fault::Say("550 5.1.1 nobody here"))));
    queue_link(&server, &dana, "link", 10).await;
    round(&server.house, &mut carrier_to(&sink)).await;
    assert_eq!(super::column(&server, "content").await, None);
    let page = server.get("/mail", Some(&secretary.session)).await;
    assert!(page.says("Dana R.") && page.says("She can ask for another one."), "{}", page.text());
    assert_eq!(action(&page, "/again"), None);
    let leave = action(&page, "/left").expect("it can be left");
    server.post(&leave, Some(&secretary.session), &[]).await;
    assert!(server.get("/mail", Some(&secretary.session)).await.says("Nothing needs a decision."));
}

#[rocket::async_test]
async fn p8_the_page_tells_neither_what_a_mail_is_about_nor_what_it_says() {
    let (server, _) = Server::with_group().await;
    let secretary = server.officer("Lena M.", "Secretary").await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    queue(&server, &dana, "1").await;
    run_sql(&server, "UPDATE outgoing_mails SET state = 'unknown', settled_at = made_at, reason = 'ended'").await;
    let page = server.get("/mail", Some(&secretary.session)).await;
    for secret in ["business", "anniversaries", "Something was changed", "dana@", "batch"] {
        let main = page.body.split("<main").nth(1).expect("a page");
        assert!(!main.contains(secret), "{secret}");
    }
}

#[rocket::async_test]
async fn only_who_writes_to_the_members_sees_and_decides() {
    let (server, _) = Server::with_group().await;
    let treasurer = server.signed_in(&[Right::Money]).await;
    let member = server.member("Dana R.").await;
    for (session, expected) in [(Some(treasurer.session.as_str()), Status::Forbidden), (Some(&member.session), Status::Forbidden)]
    {
        assert_eq!(server.get("/mail", session).await.status, expected);
        for path in ["/mail/hold", "/mail/release", "/mail/0/again", "/mail/0/left"] {
            assert_eq!(server.post(path, session, &[]).await.status, expected, "{path}");
        }
    }
    assert_eq!(server.post("/mail/hold", None, &[]).await.location.as_deref(), Some("/sign-in"));
}
