//! Undoing an entry.

use rocket::http::Status;

use super::{count, once, refused, saved, with_treasurer};
use crate::common::Server;
use crate::common::people::Person;

const RENT: [(&str, &str); 4] =
    [("day", "2026-04-09"), ("category", "expenses:rent"), ("amount", "60"), ("place", "assets:cash-box")];
const TWICE: [(&str, &str); 2] = [("day", "2026-04-09"), ("note", "typed twice")];

async fn rent(server: &Server, dana: &Person) -> String {
    saved(server, dana, "/treasury/expenses", &RENT).await
}

#[rocket::async_test]
async fn t10_a_reversal_names_what_it_reverses_and_both_stay_readable() {
    let (server, dana) = with_treasurer().await;
    let original = rent(&server, &dana).await;
    let form = server.get(&format!("{original}/reversal/new"), Some(&dana.session)).await;
    assert!(form.says("Entry 1: Rent") && form.body.contains("value=\"2026-04-09\""), "{}", form.text());
    let reversal = saved(&server, &dana, &format!("{original}/reversal"), &TWICE).await;
    let page = server.get(&reversal, Some(&dana.session)).await;
    assert!(
        page.says("This entry undoes another one. See entry 1") && page.says("Rent -$60.00 Cash box $60.00"),
        "{}",
        page.text()
    );
    let page = server.get(&original, Some(&dana.session)).await;
    assert!(page.says("This entry was reversed. See entry 2") && !page.says("Reverse this entry"), "{}", page.text());
    let report = server.get("/treasury/report", Some(&dana.session)).await;
    assert!(report.says("Nothing was spent.") && report.says("Closing balance $0.00"), "{}", report.text());
}

#[rocket::async_test]
async fn a_reversed_entry_cannot_be_reversed_again() {
    let (server, dana) = with_treasurer().await;
    let original = rent(&server, &dana).await;
    let reversal = saved(&server, &dana, &format!("{original}/reversal"), &TWICE).await;
    for (entry, says) in
        [(&original, "This entry was reversed already, by entry 2."), (&reversal, "This entry is itself a reversal.")]
    {
        let page = server.get(&format!("{entry}/reversal/new"), Some(&dana.session)).await;
        assert!(page.says(says) && !page.says("Reverse it"), "{}", page.text());
        let again = super::post(&server, &dana, &format!("{entry}/reversal"), &TWICE).await;
        assert!(again.status == Status::Conflict && again.says(says), "{}", again.text());
    }
    assert_eq!(count(&server, &dana).await, 2);
}

#[rocket::async_test]
async fn two_treasurers_who_reverse_the_same_entry_at_once_have_one_winner() {
    let (server, dana) = with_treasurer().await;
    let other = server.officer("Zoë M.", "Treasurer").await;
    for round in 0..5 {
        let path = format!("{}/reversal", rent(&server, &dana).await);
        let (left, right) =
            rocket::tokio::join!(super::post(&server, &dana, &path, &TWICE), super::post(&server, &other, &path, &TWICE));
        let mut codes = [left.status.code, right.status.code];
        codes.sort_unstable();
        assert_eq!(codes, [303, 409], "round {round}");
    }
    assert_eq!(count(&server, &dana).await, 10);
}

#[rocket::async_test]
async fn the_same_reversal_twice_is_the_same_success() {
    let (server, dana) = with_treasurer().await;
    let path = format!("{}/reversal", rent(&server, &dana).await);
    let id = once();
    let mut form = vec![("once", id.as_str())];
    form.extend(TWICE);
    for _ in 0..2 {
        let answer = server.post(&path, Some(&dana.session), &form).await;
        assert_eq!(answer.location, Some(format!("/treasury/entries/{id}")), "{}", answer.text());
    }
    assert_eq!(count(&server, &dana).await, 2);
}

#[rocket::async_test]
async fn a_reversal_needs_a_reason_and_a_day_that_fits() {
    let (server, dana) = with_treasurer().await;
    let path = format!("{}/reversal", rent(&server, &dana).await);
    refused(&server, &dana, &path, &[("day", "2026-04-09"), ("note", " ")], &["Say in a few words why."]).await;
    let early = [("day", "2026-04-08"), ("note", "a slip")];
    refused(&server, &dana, &path, &early, &["A reversal cannot be older than the entry of Apr 9, 2026"]).await;
    let late = saved(&server, &dana, &path, &[("day", "2026-04-16"), ("note", "a slip")]).await;
    assert!(server.get(&late, Some(&dana.session)).await.says("Belongs to Thursday, April 9, 2026"));
}

#[rocket::async_test]
async fn an_entry_that_is_not_there_is_not_found() {
    let (server, dana) = with_treasurer().await;
    for id in ["99", "0198b2f0-0000-7000-8000-000000000000", "x", "-1", "99999999999999999999"] {
        assert_eq!(server.get(&format!("/treasury/entries/{id}"), Some(&dana.session)).await.status, Status::NotFound, "{id}");
        let answer = super::post(&server, &dana, &format!("/treasury/entries/{id}/reversal"), &TWICE).await;
        assert_eq!(answer.status, Status::NotFound, "{id}");
    }
}
