//! What the slice offers to others: posting without a form.

use homegroup::treasury::rules::expense::{Expense, Raw};
use homegroup::treasury::{Appended, Posted, Writing, append, books};

use rocket::http::Status;

use super::{saved, with_treasurer};

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

const RENT: [(&str, &str); 4] =
    [("day", "2026-04-16"), ("category", "expenses:rent"), ("amount", "60"), ("place", "assets:cash-box")];

#[rocket::async_test]
async fn the_home_page_says_what_there_is() {
    let (server, dana) = with_treasurer().await;
    let ana = server.member("Ana").await;
    assert!(server.get("/", Some(&dana.session)).await.says("The books are still empty"));
    assert!(!server.get("/", Some(&ana.session)).await.says("The books are still empty"));
    saved(&server, &dana, "/treasury/expenses", &RENT).await;
    assert!(server.get("/", Some(&ana.session)).await.says("Treasury -$60.00 In all places"));
}

#[rocket::async_test]
async fn t1_the_currency_of_the_books_stays() {
    let (server, dana) = with_treasurer().await;
    let kim = server.find("Kim C.").await;
    let chair = server.session_of(&kim).await;
    let facts = |currency: &'static str| {
        let name = [("name", "Riverside Women's Group"), ("neutral_name", "Thursday circle")];
        [name[0], name[1], ("zone", "America/New_York"), ("currency", currency)]
    };
    assert_eq!(server.post("/settings", Some(&chair), &facts("EUR")).await.status, Status::SeeOther);
    assert_eq!(server.post("/settings", Some(&chair), &facts("USD")).await.status, Status::SeeOther);
    saved(&server, &dana, "/treasury/expenses", &RENT).await;
    let refused = server.post("/settings", Some(&chair), &facts("EUR")).await;
    assert_eq!(refused.status, Status::UnprocessableEntity);
    assert!(refused.says("The books are kept in another currency already"), "{}", refused.text());
    assert_eq!(server.post("/settings", Some(&chair), &facts("usd")).await.status, Status::SeeOther);
}
