//! Releasing: once to each who asked, however often somebody clicks.

use homegroup_newsletter::NEWSLETTER;
use rocket::http::Status;

use crate::common::Circle;

#[rocket::async_test]
async fn an_issue_goes_once_to_each_member_who_asked_and_to_nobody_else() {
    let circle = Circle::of(3).await;
    let id = circle.draft("A note for November", "Hello").await;
    let answer = circle.release(&id, "1").await;
    assert_eq!(answer.location, Some(format!("/newsletter/{id}")));
    let expected: Vec<_> = circle.readers.iter().map(|reader| format!("newsletter/{id}/{reader}")).collect();
    assert_eq!(circle.mailed(), expected);
    for (_, mail) in circle.group.mails() {
        assert_eq!(mail.to.purpose(), NEWSLETTER.name);
    }
}

#[rocket::async_test]
async fn a_second_click_and_a_second_tab_are_the_same_success() {
    let circle = Circle::of(2).await;
    let id = circle.draft("A note", "Hello").await;
    circle.get(&format!("/newsletter/{id}/preview")).await;
    let (one, two) = rocket::tokio::join!(circle.release(&id, "1"), circle.release(&id, "1"));
    let three = circle.release(&id, "1").await;
    for answer in [one, two, three] {
        assert_eq!(answer.location, Some(format!("/newsletter/{id}")));
    }
    assert_eq!(circle.mailed().len(), 2);
}

#[rocket::async_test]
async fn only_the_version_that_was_looked_at_goes_out() {
    let circle = Circle::of(2).await;
    let id = circle.draft("A note", "Hello").await;
    let form = [("title", "A note"), ("body", "Changed in another tab"), ("version", "1")];
    circle.post(&format!("/newsletter/{id}"), &form).await;
    let answer = circle.release(&id, "1").await;
    assert_eq!(answer.status, Status::Conflict);
    assert!(answer.body.contains("Somebody changed the issue") && answer.body.contains("Changed in another tab"));
    assert!(circle.mailed().is_empty());
    assert_eq!(circle.release(&id, "2").await.status, Status::SeeOther);
    assert_eq!(circle.mailed().len(), 2);
}

#[rocket::async_test]
async fn without_a_reader_nothing_is_sent_and_the_page_says_what_to_do() {
    let circle = Circle::of(0).await;
    let id = circle.draft("A note", "Hello").await;
    assert!(!circle.get(&format!("/newsletter/{id}/preview")).await.body.contains("/release"));
    let answer = circle.release(&id, "1").await;
    assert_eq!(answer.status, Status::UnprocessableEntity);
    assert!(answer.body.contains("Members can ask for it on their own page."));
    assert!(circle.mailed().is_empty());
}

#[rocket::async_test]
async fn a_withdrawn_consent_is_not_mailed_the_next_time() {
    let circle = Circle::of(2).await;
    circle.group.change(&circle.readers[0], |member| member.purposes.clear());
    let id = circle.draft("A note", "Hello").await;
    circle.release(&id, "1").await;
    assert_eq!(circle.mailed(), [format!("newsletter/{id}/{}", circle.readers[1])]);
}

#[rocket::async_test]
async fn progress_is_shown_to_writers_and_not_to_readers() {
    let circle = Circle::of(2).await;
    let id = circle.draft("A note", "Hello").await;
    circle.release(&id, "1").await;
    let path = format!("/newsletter/{id}");
    assert!(circle.get(&path).await.body.contains("0 of 2 mails have left"));
    let reader = circle.site.get(&path, Some(&circle.readers[0])).await;
    assert_eq!(reader.status, Status::Ok);
    assert!(reader.body.contains("Hello") && !reader.body.contains("mails have left"));
}

#[rocket::async_test]
async fn what_is_not_there_cannot_be_sent_changed_or_seen() {
    let circle = Circle::of(1).await;
    for id in ["0197", "x", "..%2F", "'%20OR%201=1"] {
        let path = format!("/newsletter/{id}");
        assert_eq!(circle.get(&path).await.status, Status::NotFound);
        assert_eq!(circle.get(&format!("{path}/preview")).await.status, Status::NotFound);
        assert_eq!(circle.post(&format!("{path}/release"), &[("version", "1")]).await.status, Status::NotFound);
        let form = [("title", "a"), ("body", "b"), ("version", "1")];
        assert_eq!(circle.post(&path, &form).await.status, Status::NotFound);
    }
}
