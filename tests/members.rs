//! Members and positions over HTTP.

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
