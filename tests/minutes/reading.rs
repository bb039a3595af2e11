//! Who sees what: drafts are for whoever writes them, in pages, lists, searches and counts alike.

use rocket::http::Status;

use super::{Form, Group};

#[rocket::async_test]
async fn b19_a_draft_is_not_there_for_readers() {
    let group = Group::new().await;
    let id = group.written().await;
    assert_eq!(group.read(&format!("/minutes/{id}")).await.status, Status::NotFound);
    for (path, words) in
        [("/minutes", "No minutes yet"), ("/minutes?q=reading", "No minutes yet"), ("/decisions", "Nothing decided yet")]
    {
        let page = group.read(path).await;
        assert!(page.says(words) && !page.says("April 16") && !page.says("medallions"), "{path}: {}", page.text());
    }
    assert_eq!(group.get(&format!("/minutes/{id}")).await.status, Status::Ok);
    assert!(group.get("/minutes?q=reading").await.says("One business meeting"));

    assert_eq!(group.circulate(&id).await.status, Status::SeeOther);
    assert_eq!(group.read(&format!("/minutes/{id}")).await.status, Status::Ok);
    assert!(group.read("/minutes").await.says("Kim") && group.read("/minutes").await.says("Order medallions"));
}

#[rocket::async_test]
async fn b19_the_home_page_tells_of_a_draft_only_to_who_writes_it() {
    let mut group = Group::new().await;
    assert!(!group.read("/").await.body.contains("/minutes/"), "nothing to read yet");
    let id = group.written().await;
    let (hers, theirs) = (group.get("/").await, group.read("/").await);
    assert!(hers.says("Go on with the draft of Apr 16, 2026"), "{}", hers.text());
    assert!(!theirs.body.contains(&id) && !theirs.says("Apr 16") && !theirs.says("still to do"), "{}", theirs.text());
    group.circulate(&id).await;
    for page in [group.get("/").await, group.read("/").await] {
        assert!(page.says("Minutes of Apr 16, 2026 One thing is still to do."), "{}", page.text());
        assert!(!page.says("overdue"), "{}", page.text());
    }
    group.on("2026-05-01T16:00:00Z").await;
    assert!(group.read("/").await.says("One thing is still to do. One is overdue."));
}

#[rocket::async_test]
async fn a_search_finds_words_whatever_their_accents_and_only_what_the_reader_may_see() {
    let group = Group::new().await;
    let id = group.begin("2026-04-16").await;
    group.save(&id, &Form::complete().with("items[1].notes", "Café reserve 100% up_to date")).await;
    group.circulate(&id).await;
    let draft = group.begin("2026-03-19").await;
    group.save(&draft, &Form::complete().with("held_on", "2026-03-19").with("items[1].notes", "Café again")).await;
    for (q, found) in [
        ("CAFE", true),
        ("reserve+cafe", true),
        ("medallions", true),
        ("minority", false),
        ("too+long", true),
        ("2026-04-16", true),
        ("100%25", true),
        ("1%250", false),
        ("up_to", true),
        ("up_too", false),
        ("u__to", false),
        ("again", false),
    ] {
        let page = group.read(&format!("/minutes?q={q}")).await;
        assert_eq!(page.says("One business meeting"), found, "{q}: {}", page.text());
        assert_eq!(page.says("Nothing found"), !found, "{q}: {}", page.text());
    }
    assert!(group.get("/minutes?q=cafe").await.says("2 business meetings"), "whoever writes finds her drafts too");
}

#[rocket::async_test]
async fn only_whoever_holds_the_position_writes() {
    let group = Group::new().await;
    let id = group.circulated().await;
    let paths = [
        "/minutes".to_owned(),
        format!("/minutes/{id}"),
        format!("/minutes/{id}/circulation"),
        format!("/minutes/{id}/approval"),
        format!("/minutes/action-items/{id}/completion"),
        format!("/minutes/action-items/{id}/reopening"),
    ];
    let before = group.kept(&id).await;
    for path in paths {
        assert_eq!(group.server.post(&path, Some(&group.reader.session), &[]).await.status, Status::Forbidden, "{path}");
        assert!(group.server.post(&path, None, &[]).await.location.is_some_and(|to| to.starts_with("/sign-in")), "{path}");
    }
    for path in [
        "/minutes/new".to_owned(),
        format!("/minutes/{id}/edit"),
        format!("/minutes/{id}/circulation"),
        format!("/minutes/{id}/approval"),
    ] {
        assert_eq!(group.read(&path).await.status, Status::Forbidden, "{path}");
    }
    for path in ["/minutes".to_owned(), format!("/minutes/{id}"), "/decisions".to_owned()] {
        assert!(group.server.get(&path, None).await.location.is_some_and(|to| to.starts_with("/sign-in")), "{path}");
    }
    assert_eq!(group.kept(&id).await, before);
    let page = group.read(&format!("/minutes/{id}")).await;
    assert!(!page.body.contains("/edit") && !page.body.contains("/approval"), "readers are offered nothing they may not do");
}

#[rocket::async_test]
async fn what_is_typed_never_becomes_markup() {
    let group = Group::new().await;
    let id = group.begin("2026-04-16").await;
    let form = Form::complete()
        .with("items[1].notes", "<script>alert(1)</script> [x](javascript:alert(1))")
        .with("items[2].motions[0].wording", "<b onclick=\"x()\">That</b> we read.")
        .with("place", "\"><img src=x>");
    group.save(&id, &form).await;
    for path in [format!("/minutes/{id}"), format!("/minutes/{id}/edit"), format!("/minutes/{id}/circulation")] {
        let page = group.get(&path).await;
        assert_eq!(page.status, Status::Ok, "{path}");
        for markup in ["<script>alert", "<b onclick", "<img", "href=\"javascript"] {
            assert!(!page.body.contains(markup), "{path}: {markup}");
        }
    }
}

#[rocket::async_test]
async fn an_action_item_is_open_until_it_is_reported_done() {
    let mut group = Group::new().await;
    let (id, _) = group.approved().await;
    let page = group.read("/minutes").await;
    assert!(page.says("Order medallions") && page.says("overdue"), "{}", page.text());
    let item = group.kept(&id).await.minutes.action_items[0].id.expect("an id");
    let completion = format!("/minutes/action-items/{item}/completion");
    for _ in 0..2 {
        assert_eq!(group.post(&completion, &[]).await.status, Status::SeeOther, "also in approved minutes, also twice");
    }
    assert!(!group.read("/minutes").await.says("Still to do"));
    assert!(group.read(&format!("/minutes/{id}")).await.says("done on May 21, 2026"));
    group.post(&format!("/minutes/action-items/{item}/reopening"), &[]).await;
    assert!(group.read("/minutes").await.says("Order medallions"));
    assert_eq!(group.post("/minutes/action-items/nothing/completion", &[]).await.status, Status::NotFound);
}

#[rocket::async_test]
async fn empty_pages_say_what_to_do_first() {
    let group = Group::new().await;
    assert!(group.read("/minutes").await.says("Once the secretary has sent out the minutes"));
    assert!(group.get("/minutes").await.says("Begin with the next business meeting"));
    assert_eq!(group.read("/minutes/nothing").await.status, Status::NotFound);
}
