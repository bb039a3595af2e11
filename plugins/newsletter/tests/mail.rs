//! The mail itself: what the preview shows goes out, and nothing in it gives anybody away.

use homegroup_newsletter::{NEWSLETTER, Newsletter};
use homegroup_plugin::testing::FakeGroup;
use homegroup_plugin::{Group, Plugin, Rendered, Settings, discreet};

use crate::common::Circle;

/// The mail to the first reader, as it is rendered.
async fn first_mail(circle: &Circle) -> Rendered {
    let (_, mail) = circle.group.mails().swap_remove(0);
    rendered(&circle.group, mail.template, mail.context).await
}

async fn rendered(group: &FakeGroup, template: &'static str, context: homegroup_plugin::serde_json::Value) -> Rendered {
    let nobody = group.visitor(&homegroup_plugin::MemberId("nobody".into()), &[]);
    group.preview(&nobody, &NEWSLETTER, template, context).await.expect("it renders")
}

#[rocket::async_test]
async fn the_preview_is_exactly_what_goes_out() {
    let circle = Circle::of(0).await;
    circle.group.change(&circle.writer, |member| member.purposes = [NEWSLETTER.name.to_owned()].into());
    let id = circle.draft("Bread & <roses>", "# Coming up\n- *coffee* & \"cake\"\n\n[map](https://example.org/?a=1&b=2)").await;
    let page = circle.get(&format!("/newsletter/{id}/preview")).await.body;
    let html = circle.get(&format!("/newsletter/{id}/preview/html")).await;
    circle.release(&id, "1").await;
    let mail = first_mail(&circle).await;
    let unescaped = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#x3D;", "="), ("&amp;", "&")];
    let page = unescaped.iter().fold(page, |page, (entity, letter)| page.replace(entity, letter));
    assert!(page.contains(&mail.subject));
    assert!(page.contains(&mail.text), "{page}\n---\n{}", mail.text);
    assert_eq!(html.body, mail.html);
    assert!(html.policy.is_some_and(|policy| policy.contains("sandbox") && policy.contains("default-src 'none'")));
}

#[rocket::async_test]
async fn p3_subject_and_first_words_tell_nothing_whatever_the_title_says() {
    let circle = Circle::of(1).await;
    for (title, subject) in [
        ("A note for November", "A note for November"),
        ("Three clean birthdays", "A note for you"),
        ("News from the Fictional Hope Group", "A note for you"),
        ("AA and NA", "A note for you"),
    ] {
        let id = circle.draft(title, "Heroin, recovery and HA stand in the text.").await;
        circle.release(&id, "1").await;
        let (_, mail) = circle.group.mails().pop().expect("it was queued");
        let mail = rendered(&circle.group, mail.template, mail.context).await;
        assert_eq!(mail.subject, subject);
        let name = circle.group.profile().name.clone();
        for shown in [mail.subject.as_str(), discreet::opening(&mail.text), discreet::opening(&words_of(&mail.html))] {
            assert!(discreet::offending(shown, &[&name]).is_empty(), "{shown}");
        }
        assert!(mail.text.contains(title) && mail.html.contains(title), "the title stands inside");
    }
}

/// The words of an HTML mail, as a notification shows them.
fn words_of(html: &str) -> String {
    html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words)).collect::<Vec<_>>().join(" ")
}

#[rocket::async_test]
async fn p3_the_group_chooses_its_neutral_subject_and_a_telling_one_is_refused() {
    let circle = Circle::of(1).await;
    let settings = |subject: &str| Settings([("neutral-subject".to_owned(), subject.to_owned())].into());
    assert!(Newsletter.check_settings(&settings("From the circle")).is_empty());
    assert!(Newsletter.check_settings(&settings("")).is_empty());
    assert_eq!(Newsletter.check_settings(&settings("Clean and sober news")).len(), 1);
    circle.group.set("neutral-subject", "From the circle");
    let id = circle.draft("Clean news", "Hello").await;
    circle.release(&id, "1").await;
    assert_eq!(first_mail(&circle).await.subject, "From the circle");
}

#[rocket::async_test]
async fn p3_a_neutral_subject_with_the_groups_real_name_is_not_used() {
    let circle = Circle::of(1).await;
    circle.group.set("neutral-subject", "Fictional Hope Group");
    let id = circle.draft("Clean news", "Hello").await;
    circle.release(&id, "1").await;
    assert_eq!(first_mail(&circle).await.subject, "A note for you");
}

#[rocket::async_test]
async fn p4_the_mail_is_light_and_loads_nothing_from_anywhere() {
    let circle = Circle::of(1).await;
    let body = "- [a link](https://example.org/a?b=c) & \u{e9}\n".repeat(230);
    assert!(body.chars().count() <= 10_000);
    let id = circle.draft("A note", &body).await;
    circle.release(&id, "1").await;
    let mail = first_mail(&circle).await;
    assert!(mail.html.len() < 30_000, "{}", mail.html.len());
    for remote in ["<img", "<link", "<script", "src=", "url(", "<iframe", "<object", "@import"] {
        assert!(!mail.html.contains(remote), "{remote}");
    }
}

#[rocket::async_test]
async fn each_reader_is_addressed_by_her_own_name_and_by_nobody_elses() {
    let circle = Circle::of(2).await;
    let id = circle.draft("A note", "Hello").await;
    circle.release(&id, "1").await;
    for (n, (_, mail)) in circle.group.mails().into_iter().enumerate() {
        let mail = rendered(&circle.group, mail.template, mail.context).await;
        assert!(mail.text.contains(&format!("Kim {}.", n + 1)));
        assert!(!mail.text.contains(&format!("Kim {}.", 2 - n)));
    }
}
