//! Writing, changing and reading issues.

use homegroup_plugin::sea_orm::ConnectionTrait;
use homegroup_plugin::{Group, Right};
use rocket::http::Status;

use crate::common::Circle;

#[rocket::async_test]
async fn only_those_who_write_to_members_write_the_newsletter() {
    let circle = Circle::of(1).await;
    let id = circle.draft("A note", "Hello").await;
    let own = ["", "/edit", "/preview", "/preview/html"].map(|rest| format!("/newsletter/{id}{rest}"));
    for path in own.iter().map(String::as_str).chain(["/newsletter/new"]) {
        let draft = path == own[0];
        let reader = circle.site.get(path, Some(&circle.readers[0])).await;
        assert_eq!(reader.status, if draft { Status::NotFound } else { Status::Forbidden }, "{path}");
        assert!(!reader.body.contains("Hello") && !reader.body.contains("A note"), "{path}");
        assert_eq!(circle.site.get(path, None).await.status, Status::Unauthorized, "{path}");
    }
    for path in ["", "/release", "/removal"].map(|rest| format!("/newsletter/{id}{rest}")) {
        let form = [("title", "x"), ("body", "y"), ("version", "1")];
        assert_eq!(circle.site.post(&path, Some(&circle.readers[0]), &form).await.status, Status::Forbidden, "{path}");
        assert_eq!(circle.site.post(&path, None, &form).await.status, Status::Unauthorized, "{path}");
    }
    for right in Right::ALL.into_iter().filter(|right| *right != Right::Mail) {
        circle.group.change(&circle.readers[0], |member| member.rights = [right].into());
        assert_eq!(circle.site.get("/newsletter/new", Some(&circle.readers[0])).await.status, Status::Forbidden);
    }
    assert!(circle.mailed().is_empty());
}

#[rocket::async_test]
async fn everything_wrong_is_said_at_once_and_everything_typed_is_kept() {
    let circle = Circle::of(1).await;
    let body = "see [the map](http://example.org) </textarea><script>alert(1)</script>";
    let answer = circle.post("/newsletter", &[("title", " "), ("body", body)]).await;
    assert_eq!(answer.status, Status::UnprocessableEntity);
    assert!(answer.body.contains("name=\"title\" value=\" \""), "{}", answer.body);
    assert!(answer.body.contains("Please give the issue a title."));
    assert!(answer.body.contains("Readers would not be led to http://example.org."));
    assert!(answer.body.contains("see [the map](http://example.org) &lt;/textarea&gt;&lt;script&gt;"), "{}", answer.body);
    assert!(!answer.body.contains("<script>"));
    assert!(!circle.get("/newsletter").await.body.contains("the map"));
}

#[rocket::async_test]
async fn e16_a_title_with_a_line_break_never_becomes_an_issue() {
    let circle = Circle::of(1).await;
    for title in ["A note\r\nBcc: x@example.org", "A\u{0}note", "A\nnote"] {
        let answer = circle.post("/newsletter", &[("title", title), ("body", "Hello")]).await;
        assert_eq!(answer.status, Status::UnprocessableEntity, "{title:?}");
    }
}

#[rocket::async_test]
async fn a_draft_changes_until_somebody_was_faster_and_then_both_versions_are_shown() {
    let circle = Circle::of(1).await;
    let id = circle.draft("First", "one").await;
    let path = format!("/newsletter/{id}");
    let save = |title, body, version| {
        let form = [("title", title), ("body", body), ("version", version)];
        let (circle, path) = (&circle, &path);
        async move { circle.post(path, &form).await }
    };
    assert_eq!(save("Second", "two", "1").await.status, Status::SeeOther);
    let late = save("Mine", "what I wrote", "1").await;
    assert_eq!(late.status, Status::Conflict);
    for words in ["Mine", "what I wrote", "Second", "two"] {
        assert!(late.body.contains(words), "{words}: {}", late.body);
    }
    assert!(late.body.contains("name=\"version\" value=\"2\""));
    assert_eq!(save("Mine", "what I wrote", "2").await.status, Status::SeeOther);
    assert!(circle.get(&format!("{path}/preview")).await.body.contains("what I wrote"));
}

#[rocket::async_test]
async fn a_form_posted_back_unchanged_changes_nothing() {
    let circle = Circle::of(1).await;
    let id = circle.draft("First", "one\r\ntwo").await;
    let path = format!("/newsletter/{id}");
    let unchanged = [("title", "First"), ("body", "one\r\ntwo"), ("version", "1")];
    assert_eq!(circle.post(&path, &unchanged).await.status, Status::SeeOther);
    let changed = [("title", "First"), ("body", "three"), ("version", "1")];
    assert_eq!(circle.post(&path, &changed).await.status, Status::SeeOther, "version 1 is still the present one");
}

#[rocket::async_test]
async fn e15_what_was_sent_does_not_change_and_what_was_typed_meanwhile_is_not_lost() {
    let circle = Circle::of(1).await;
    let id = circle.draft("First", "one").await;
    assert_eq!(circle.release(&id, "1").await.status, Status::SeeOther);
    let path = format!("/newsletter/{id}");
    let late = circle.post(&path, &[("title", "Mine"), ("body", "what I wrote"), ("version", "1")]).await;
    assert_eq!(late.status, Status::Conflict);
    assert!(late.body.contains("what I wrote") && late.body.contains("action=\"/newsletter\""));
    assert_eq!(circle.get(&format!("{path}/edit")).await.location, Some(path.clone()));
    circle.post(&format!("{path}/removal"), &[("version", "1")]).await;
    let kept = circle.get(&path).await;
    assert!(kept.body.contains("First") && kept.body.contains("one"));
}

#[rocket::async_test]
async fn a_draft_is_thrown_away_once_and_only_in_the_version_that_was_seen() {
    let circle = Circle::of(1).await;
    let id = circle.draft("First", "one").await;
    let path = format!("/newsletter/{id}/removal");
    assert_eq!(circle.post(&path, &[("version", "7")]).await.location, Some(format!("/newsletter/{id}")));
    assert_eq!(circle.get(&format!("/newsletter/{id}/preview")).await.status, Status::Ok);
    for _ in 0..2 {
        assert_eq!(circle.post(&path, &[("version", "1")]).await.location.as_deref(), Some("/newsletter"));
    }
    assert_eq!(circle.get(&format!("/newsletter/{id}")).await.status, Status::NotFound);
}

#[rocket::async_test]
async fn the_archive_is_searched_by_words_in_any_case() {
    let circle = Circle::of(1).await;
    for (title, body) in [("November", "The new URN is here"), ("December", "Chairs, and a new rug")] {
        let id = circle.draft(title, body).await;
        circle.release(&id, "1").await;
    }
    circle.draft("A secret", "The new urn").await;
    let reader = Some(&circle.readers[0]);
    let found = circle.site.get("/newsletter?q=new+urn", reader).await.body;
    assert!(found.contains("November") && !found.contains("December") && !found.contains("A secret"), "{found}");
    let all = circle.site.get("/newsletter", reader).await.body;
    assert!(all.contains("November") && all.contains("December") && !all.contains("A secret"));
    assert!(all.find("December") < all.find("November"), "the newest comes first");
    let none = circle.site.get("/newsletter?q=%3Cscript%3E", reader).await.body;
    assert!(none.contains("&lt;script&gt;") && !none.contains("<script>"));
    assert!(circle.get("/newsletter").await.body.contains("A secret"));
}

#[rocket::async_test]
async fn a_draft_that_no_longer_holds_is_given_back_to_be_mended_and_not_sent() {
    let circle = Circle::of(1).await;
    let id = circle.draft("A note", "see https://example.org/page").await;
    let txn = circle.group.db().begin_write().await.expect("a transaction begins");
    let change = "UPDATE newsletter_issues SET body = 'see https://fictional-hope-group.example'";
    txn.execute_unprepared(change).await.expect("it changes");
    txn.commit().await.expect("it commits");
    let path = format!("/newsletter/{id}");
    for answer in [circle.get(&format!("{path}/preview")).await, circle.release(&id, "1").await] {
        assert_eq!(answer.status, Status::UnprocessableEntity);
        assert!(answer.body.contains("would stay in a reader"), "{}", answer.body);
        assert!(answer.body.contains("see https://fictional-hope-group.example</textarea>"), "{}", answer.body);
    }
    assert!(circle.mailed().is_empty());
}
