//! Statements held against the ledger (T18), and files that are brought in without a name of theirs being kept (T5), over HTTP.

mod files;
mod locks;
mod payments;

use rocket::http::{ContentType, Cookie, Header, Status};

use super::surplus::{field, link};
use super::{april, count, later, once, post, saved, with_places, with_treasurer};
use crate::common::people::Person;
use crate::common::{Answer, Server};

/// W2, and the statement of the bank for its last day.
async fn w2_statement(balance: &str) -> (Server, Person, String) {
    let (server, mut dana) = with_places().await;
    april(&server, &mut dana).await;
    let address = begin(&server, &dana, "assets:bank", "2026-04-30", balance).await;
    (server, dana, address)
}

/// Begins with a statement.
async fn begin(server: &Server, dana: &Person, place: &str, day: &str, balance: &str) -> String {
    let answer = post(server, dana, "/treasury/reconciliations", &[("place", place), ("day", day), ("balance", balance)]).await;
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
    answer.location.expect("its address")
}

/// Numbers of the entries that the page offers to tick, but for those whose row says one of `but`.
async fn offered(server: &Server, dana: &Person, address: &str, but: &[&str]) -> Vec<String> {
    let page = server.get(address, Some(&dana.session)).await;
    assert_eq!(page.status, Status::Ok, "{}", page.text());
    let (_, form) = page.body.split_once("/lines\"").expect("it is open");
    let rows = form.split("</form>").next().into_iter().flat_map(|form| form.split("<tr>").skip(1));
    let wanted = rows.filter(|row| row.contains("name=\"entries\"") && !but.iter().any(|words| row.contains(words)));
    wanted.map(|row| row.split_once("value=\"").expect("a value").1.split_once('"').expect("it ends").0.to_owned()).collect()
}

/// Ticks these entries and saves, for good if `finish`.
async fn tick(server: &Server, dana: &Person, address: &str, entries: &[String], finish: bool) -> Answer {
    let mut form: Vec<(&str, &str)> = entries.iter().map(|number| ("entries", number.as_str())).collect();
    if finish {
        form.push(("finish", "true"));
    }
    server.post(&format!("{address}/lines"), Some(&dana.session), &form).await
}

/// Sends a file with a form.
async fn bring(server: &Server, who: &Person, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    let head =
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Paula Payer.csv\"\r\nContent-Type: text/csv\r\n\r\n";
    body.extend(head.bytes().chain(file.iter().copied()).chain(*b"\r\n--edge--\r\n"));
    let request = server
        .client
        .post(path.to_owned())
        .header("multipart/form-data; boundary=edge".parse::<ContentType>().expect("a type"))
        .header(Header::new("Sec-Fetch-Site", "same-origin"))
        .cookie(Cookie::new("session", who.session.clone()))
        .body(body);
    Answer::of(request.dispatch().await).await
}

#[rocket::async_test]
async fn t18_w2_a_statement_with_a_deposit_in_transit_and_an_outstanding_cheque_is_reconciled() {
    let (server, dana, address) = w2_statement("612.99").await;
    let ticked = offered(&server, &dana, &address, &["Apr 30, 2026", "$31.80"]).await;
    let answer = tick(&server, &dana, &address, &ticked, false).await;
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
    let page = server.get(&address, Some(&dana.session)).await;
    for words in [
        "Balance on the statement $612.99",
        "In transit: deposits not on it yet $44.00",
        "Outstanding: payments not on it yet -$31.80",
        "In the books on that day $625.19",
        "Difference $0.00",
        "Open",
    ] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    let answer = tick(&server, &dana, &address, &ticked, true).await;
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
    let kim = server.member("Sam T.").await;
    for path in ["/treasury/reconciliations", address.as_str()] {
        let page = server.get(path, Some(&kim.session)).await;
        assert!(page.says("Reconciled") && page.says("$612.99"), "{}", page.text());
        assert!(!page.body.contains("<form method=\"post\" action=\"/treasury"), "a member reads it, and no more");
        assert!(!page.says("Dana") && !page.says("Kim"), "{}", page.text());
    }
}

#[rocket::async_test]
async fn t18_a_statement_is_reconciled_only_if_the_difference_is_zero() {
    let (server, dana, address) = w2_statement("612.98").await;
    let ticked = offered(&server, &dana, &address, &["Apr 30, 2026", "$31.80"]).await;
    let refused = tick(&server, &dana, &address, &ticked, true).await;
    assert_eq!(refused.status, Status::UnprocessableEntity);
    assert!(refused.says("There is still a difference of -$0.01."), "{}", refused.text());
    assert_eq!(refused.body.matches(" checked").count(), ticked.len(), "what she ticked stays ticked");
    let page = server.get("/treasury/reconciliations", Some(&dana.session)).await;
    assert!(page.says("Open") && !page.says("Reconciled"), "{}", page.text());
    let second = post(
        &server,
        &dana,
        "/treasury/reconciliations",
        &[("place", "assets:bank"), ("day", "2026-04-30"), ("balance", "612.99")],
    )
    .await;
    assert!(second.says("Another statement of this account is still open."), "{}", second.text());
    let away = server.post(&format!("{address}/discarding"), Some(&dana.session), &[]).await;
    assert_eq!(away.status, Status::SeeOther);
    begin(&server, &dana, "assets:bank", "2026-04-30", "612.99").await;
}

#[rocket::async_test]
async fn t18_what_was_on_its_way_is_asked_for_with_the_next_statement_and_nothing_else() {
    let (server, mut dana, address) = w2_statement("612.99").await;
    let ticked = offered(&server, &dana, &address, &["Apr 30, 2026", "$31.80"]).await;
    assert_eq!(tick(&server, &dana, &address, &ticked, true).await.status, Status::SeeOther);
    later(&server, &mut dana, "2026-05-31T16:00:00Z").await;
    let early = [("place", "assets:bank"), ("day", "2026-04-30"), ("balance", "612.99")];
    let refused = post(&server, &dana, "/treasury/reconciliations", &early).await;
    assert!(refused.says("The statement of Apr 30, 2026 is reconciled already."), "{}", refused.text());
    let next = begin(&server, &dana, "assets:bank", "2026-05-31", "625.19").await;
    let both = offered(&server, &dana, &next, &[]).await;
    assert_eq!(both.len(), 2, "the basket and the cheque");
    assert_eq!(tick(&server, &dana, &next, &both, true).await.status, Status::SeeOther);
}

#[rocket::async_test]
async fn t18_a_reversal_of_what_stood_on_a_statement_is_asked_for_and_breaks_nothing() {
    let (server, mut dana, address) = w2_statement("612.99").await;
    let ticked = offered(&server, &dana, &address, &["Apr 30, 2026", "$31.80"]).await;
    // One that is ticked in a draft is taken back, and so is one that is not.
    tick(&server, &dana, &address, &ticked, false).await;
    let entries = server.get("/treasury/entries?kind=expense", Some(&dana.session)).await;
    let rent = link(&entries, "/treasury/entries/0");
    saved(&server, &dana, &format!("{rent}/reversal"), &[("day", "2026-04-30"), ("note", "entered twice")]).await;
    let page = server.get(&address, Some(&dana.session)).await;
    assert_eq!(page.status, Status::Ok, "{}", page.text());
    assert!(page.says("Difference $0.00"), "the statement still says so: {}", page.text());
    assert_eq!(tick(&server, &dana, &address, &ticked, true).await.status, Status::SeeOther);
    later(&server, &mut dana, "2026-05-31T16:00:00Z").await;
    let report = [("from", "2026-04-01"), ("to", "2026-04-30")];
    let report = format!("/treasury/report?from={}&to={}", report[0].1, report[1].1);
    assert_eq!(server.get(&report, Some(&dana.session)).await.status, Status::Ok);
    assert_eq!(server.get(&address, Some(&dana.session)).await.status, Status::Ok);
}

#[rocket::async_test]
async fn t18_a_tick_on_an_entry_that_is_not_there_any_more_is_shown_as_a_conflict() {
    let (server, dana, address) = w2_statement("612.99").await;
    let conflict = tick(&server, &dana, &address, &["999".to_owned()], false).await;
    assert_eq!(conflict.status, Status::Conflict);
    assert!(conflict.says("The list has changed in the meantime."), "{}", conflict.text());
}

#[rocket::async_test]
async fn t18_a_group_with_a_cash_box_alone_sees_nothing_of_statements() {
    let (server, dana) = with_treasurer().await;
    saved(&server, &dana, "/treasury/opening-balance", &[("day", "2026-04-01"), ("amounts[cash-box]", "20")]).await;
    assert!(!server.get("/treasury", Some(&dana.session)).await.says("Bank statements"));
    let form = [("place", "assets:cash-box"), ("day", "2026-04-02"), ("balance", "20")];
    let refused = post(&server, &dana, "/treasury/reconciliations", &form).await;
    assert!(refused.says("Choose a bank account or a payment app."), "{}", refused.text());
    let (server, dana) = with_places().await;
    a_bank_is_linked(&server, &dana).await;
}

async fn a_bank_is_linked(server: &Server, dana: &Person) {
    let form = [("day", "2026-04-16"), ("category", "income:literature-sales"), ("amount", "5"), ("place", "assets:bank")];
    saved(server, dana, "/treasury/income", &form).await;
    assert!(server.get("/treasury", Some(&dana.session)).await.says("Bank statements"));
}
