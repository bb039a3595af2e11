//! The issues of the made-up group.

use homegroup_newsletter::Newsletter;
use homegroup_plugin::Plugin;

use crate::common::Circle;

#[rocket::async_test]
async fn the_made_up_group_has_an_archive_and_a_draft_and_only_its_newest_issue_is_mailed() {
    let circle = Circle::of(3).await;
    Newsletter.demo(circle.group.as_ref(), &circle.writer).await.expect("it fills");
    let list = circle.get("/newsletter").await;
    for heading in ["The first letter", "Keys change hands", "News of the month", "For the next letter"] {
        assert!(list.body.contains(heading), "{heading}");
    }
    let mails = circle.group.mails();
    assert_eq!(mails.len(), circle.readers.len());
    assert!(mails.iter().all(|(_, mail)| mail.context["heading"] == "News of the month"));
}
