//! What holds for every page: headers, the gate, the start.

use crate::common::Server;
use rocket::http::{Header, Status};

#[rocket::async_test]
async fn a_stranger_is_led_to_sign_in_and_back() {
    let server = Server::fresh().await;
    let answer = server.get("/settings?x=1", None).await;
    assert_eq!(answer.status, Status::SeeOther);
    assert_eq!(answer.location.as_deref(), Some("/sign-in?back=%2Fsettings%3Fx%3D1"));
}

#[rocket::async_test]
async fn every_answer_carries_the_safe_headers() {
    let server = Server::fresh().await;
    for path in ["/", "/nothing-here", "/settings"] {
        let answer = server.get(path, None).await;
        assert!(
            answer.header("Content-Security-Policy").is_some_and(|policy| policy.starts_with("default-src 'none'")),
            "{path}"
        );
        assert_eq!(answer.header("Cache-Control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("Referrer-Policy"), Some("no-referrer"), "{path}");
        assert_eq!(answer.header("X-Frame-Options"), Some("DENY"), "{path}");
        assert_eq!(answer.header("Server"), None, "{path}");
    }
}

#[rocket::async_test]
async fn a_change_from_another_site_or_from_nowhere_is_refused() {
    let server = Server::fresh().await;
    let post = |headers: Vec<(&'static str, &'static str)>| {
        let mut request = server.client.post("/settings");
        for (name, value) in headers {
            request.add_header(Header::new(name, value));
        }
        async move { request.dispatch().await.status() }
    };
    for refused in [
        vec![],
        vec![("Sec-Fetch-Site", "cross-site")],
        vec![("Sec-Fetch-Site", "same-site")],
        vec![("Sec-Fetch-Site", "none")],
        vec![("Origin", "null")],
        vec![("Origin", "https://elsewhere.example")],
        vec![("Sec-Fetch-Site", "cross-site"), ("Origin", "http://127.0.0.1:8000")],
    ] {
        assert_eq!(post(refused.clone()).await, Status::Forbidden, "{refused:?}");
    }
    // These two pass the gate and meet the guard.
    assert_eq!(post(vec![("Sec-Fetch-Site", "same-origin")]).await, Status::SeeOther);
    assert_eq!(post(vec![("Origin", "http://127.0.0.1:8000")]).await, Status::SeeOther);
}

#[rocket::async_test]
async fn assets_are_kept_for_ever_under_their_hash() {
    let server = Server::fresh().await;
    let page = server.get("/nothing-here", None).await;
    assert_eq!(page.status, Status::NotFound);
    let css = page.body.split('"').find(|part| part.ends_with("/app.css")).expect("the page links its stylesheet").to_owned();
    let answer = server.get(&css, None).await;
    assert_eq!(answer.status, Status::Ok);
    assert!(answer.header("Cache-Control").is_some_and(|cache| cache.contains("immutable")));
    assert_eq!(server.get("/static/000000000000/app.css", None).await.status, Status::NotFound);
}
