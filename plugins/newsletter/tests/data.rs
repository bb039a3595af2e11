//! What the newsletter keeps: frozen once it is out, given to whom it is about, forgotten when she goes.

use std::sync::Arc;

use homegroup_newsletter::Newsletter;
use homegroup_plugin::sea_orm::ConnectionTrait;
use homegroup_plugin::{Group, Place, Plugin};

use crate::common::Circle;

async fn run(circle: &Circle, sql: &str) -> Result<u64, String> {
    let txn = circle.group.db().begin_write().await.expect("a transaction begins");
    let done = txn.execute_unprepared(sql).await.map_err(|error| error.to_string())?;
    txn.commit().await.map_err(|error| error.to_string())?;
    Ok(done.rows_affected())
}

#[rocket::async_test]
async fn the_database_itself_freezes_what_was_sent() {
    let circle = Circle::of(1).await;
    let id = circle.draft("First", "one").await;
    assert_eq!(run(&circle, "UPDATE newsletter_issues SET body = 'two'").await, Ok(1));
    circle.release(&id, "1").await;
    for change in ["body = 'x'", "title = 'x'", "released_at = NULL, recipients = NULL", "recipients = 99", "version = 9"] {
        let refused = run(&circle, &format!("UPDATE newsletter_issues SET {change}")).await;
        assert!(refused.is_err_and(|why| why.contains("does not change")), "{change}");
    }
}

#[rocket::async_test]
async fn an_export_holds_what_she_wrote_and_an_erasure_leaves_no_trace_of_her() {
    let circle = Circle::of(1).await;
    let id = circle.draft("First", "one").await;
    circle.release(&id, "1").await;
    let plugin: Arc<dyn Plugin> = Arc::new(Newsletter);
    let export = |who| plugin.export(circle.group.as_ref(), who);
    let hers = export(&circle.writer).await.expect("it exports");
    assert_eq!(hers["issues"][0]["body"], "one");
    assert_eq!(hers["issues"][0]["you released it"], true);
    let readers = export(&circle.readers[0]).await.expect("it exports");
    assert_eq!(readers["issues"].as_array().map(Vec::len), Some(0));
    for _ in 0..2 {
        let txn = circle.group.db().begin_write().await.expect("a transaction begins");
        plugin.erase(&txn, &circle.writer).await.expect("it erases");
        txn.commit().await.expect("it commits");
    }
    let left = export(&circle.writer).await.expect("it exports");
    assert_eq!(left["issues"].as_array().map(Vec::len), Some(0));
    assert!(circle.site.get(&format!("/newsletter/{id}"), Some(&circle.readers[0])).await.body.contains("one"));
}

#[rocket::async_test]
async fn the_home_page_names_the_newest_issue_and_never_a_draft() {
    let circle = Circle::of(1).await;
    let reader = circle.group.visitor(&circle.readers[0], &[]);
    let tile = || Newsletter.slot(Place::Home, circle.group.as_ref(), &reader);
    circle.draft("A draft", "one").await;
    assert!(tile().await.expect("it answers").is_none());
    let id = circle.draft("November", "one").await;
    circle.release(&id, "1").await;
    let filled = tile().await.expect("it answers").expect("there is a tile");
    assert_eq!(filled.context["issue"]["heading"], "November");
    assert_eq!(filled.context["issue"]["day"], "2026-04-16");
    let on_her_page = Newsletter.slot(Place::Me, circle.group.as_ref(), &reader).await.expect("it answers");
    assert!(on_her_page.is_none());
}
