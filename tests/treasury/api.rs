//! What the slice offers to others: posting without a form.

use homegroup::treasury::rules::expense::{Expense, Raw};
use homegroup::treasury::{Appended, Posted, Writing, append, books};

use super::with_treasurer;

#[rocket::async_test]
async fn many_entries_can_be_posted_in_one_write() {
    let (server, dana) = with_treasurer().await;
    let house = &server.house;
    let writing = Writing::begin(&house.db).await.expect("a write begins");
    let books = books(writing.txn(), house, None).await.expect("the books");
    let raw = Raw { day: "2026-04-16", category: "expenses:rent", amount: "60", place: "assets:cash-box", note: "" };
    let draft = Expense::parse(&raw, &books).expect("holds").draft().expect("balances");
    let id = uuid::Uuid::now_v7();
    let posted = |id| Posted { id, author: &dana.id, counters: &[], now: house.clock.now() };
    assert!(matches!(append(&writing, &draft, &posted(id)).await, Ok(Appended::New(entry)) if entry.number == 1));
    assert!(matches!(append(&writing, &draft, &posted(id)).await, Ok(Appended::Already(entry)) if entry.number == 1));
    assert!(
        matches!(append(&writing, &draft, &posted(uuid::Uuid::now_v7())).await, Ok(Appended::New(entry)) if entry.number == 2)
    );
    writing.commit().await.expect("it is written");
    assert_eq!(super::count(&server, &dana).await, 2);
}
