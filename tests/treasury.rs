//! The group's money over HTTP: posting, reading, and what the database itself refuses.

mod acceptances;
mod api;
mod collections;
mod confirmations;
mod contributions;
mod disbursements;
mod entries;
mod everywhere;
mod forms;
mod handovers;
mod locks;
mod programs;
mod receipts;
mod reconciliation;
mod report;
mod reversals;
mod stock;
mod surplus;
mod tamper;

use rocket::http::Status;

use crate::common::people::Person;
use crate::common::{Answer, Server};

/// A group with its treasurer, Dana R.
async fn with_treasurer() -> (Server, Person) {
    let (server, _) = Server::with_group().await;
    let treasurer = server.officer("Dana R.", "Treasurer").await;
    (server, treasurer)
}

/// The same with a bank account and a payment app beside the cash box.
async fn with_places() -> (Server, Person) {
    let (server, dana) = with_treasurer().await;
    for (kind, name) in [("bank", "Checking account"), ("app", "Payment app")] {
        let answer = server.post("/treasury/places", Some(&dana.session), &[("kind", kind), ("name", name)]).await;
        assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
    }
    (server, dana)
}

/// The id that a fresh form carries.
fn once() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// Sends a form with a fresh id.
async fn post(server: &Server, who: &Person, path: &str, fields: &[(&str, &str)]) -> Answer {
    let once = once();
    let mut form = vec![("once", once.as_str())];
    form.extend_from_slice(fields);
    server.post(path, Some(&who.session), &form).await
}

/// The same, and it must be saved: the address of the entry.
async fn saved(server: &Server, who: &Person, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = post(server, who, path, fields).await;
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
    let location = answer.location.expect("it leads to the entry");
    assert!(location.starts_with("/treasury/entries/"), "{location}");
    location
}

/// A form that was refused, with all of `sentences` said; nothing may have been saved.
async fn refused(server: &Server, who: &Person, path: &str, fields: &[(&str, &str)], sentences: &[&str]) -> Answer {
    let before = count(server, who).await;
    let answer = post(server, who, path, fields).await;
    assert_eq!(answer.status, Status::UnprocessableEntity, "{}", answer.text());
    for sentence in sentences {
        assert!(answer.says(sentence), "{sentence}: {}", answer.text());
    }
    assert_eq!(count(server, who).await, before, "something was saved");
    answer
}

/// How many entries there are, as the file says.
async fn count(server: &Server, who: &Person) -> usize {
    let file = server.get("/treasury/entries.csv", Some(&who.session)).await;
    assert_eq!(file.status, Status::Ok);
    let mut reader = csv::Reader::from_reader(file.body.as_bytes());
    let numbers = reader.records().map(|row| row.expect("a row")[0].to_owned());
    numbers.collect::<std::collections::BTreeSet<_>>().len()
}

/// Moves the clock; by then she has to sign in again.
async fn later(server: &Server, who: &mut Person, instant: &str) {
    server.clock.set(instant);
    who.session = server.session_of(&who.id).await;
}

/// W2 of the domain: April 2026, posted through the forms.
async fn april(server: &Server, dana: &mut Person) {
    later(server, dana, "2026-04-30T23:30:00Z").await;
    let amounts = [("amounts[bank]", "412.37"), ("amounts[cash-box]", "20"), ("amounts[app]", "20.00")];
    let mut opening = vec![("day", "2026-03-31")];
    opening.extend(amounts);
    saved(server, dana, "/treasury/opening-balance", &opening).await;
    april_alone(server, dana).await;
}

/// The entries of April without what was there before.
async fn april_alone(server: &Server, dana: &Person) {
    let kim = server.find("Kim C.").await.0;
    for (day, total) in [
        ("2026-04-02", "41.00"),
        ("2026-04-09", "36.50"),
        ("2026-04-16", "47.00"),
        ("2026-04-23", "33.25"),
        ("2026-04-30", "44.00"),
    ] {
        let second = if day == "2026-04-23" { "alone" } else { &kim };
        let counters = [("first_counter", dana.id.0.as_str()), ("second_counter", second)];
        let form = [("day", day), ("total", total), ("place", "assets:bank"), counters[0], counters[1]];
        saved(server, dana, "/treasury/collections", &form).await;
    }
    for (category, amount, fee, payments, place) in [
        ("income:e-payments", "62.00", "1.18", "9", "assets:app"),
        ("income:birthday-contributions", "39.00", "", "", "assets:bank"),
        ("income:literature-sales", "24.00", "", "", "assets:bank"),
    ] {
        let form = [
            ("day", "2026-04-16"),
            ("category", category),
            ("amount", amount),
            ("fee", fee),
            ("payments", payments),
            ("place", place),
        ];
        saved(server, dana, "/treasury/income", &form).await;
    }
    for (category, amount, note) in [
        ("expenses:rent", "60.00", "Rent for April; paid by cheque"),
        ("expenses:literature", "31.80", "=1+1 date:[2026-99-99] | \"quoted\" \\"),
        ("expenses:tokens", "22.50", ""),
        ("expenses:refreshments", "18.45", "Kaffee für alle"),
    ] {
        let form = [("day", "2026-04-20"), ("category", category), ("amount", amount), ("place", "assets:bank"), ("note", note)];
        saved(server, dana, "/treasury/expenses", &form).await;
    }
    let form = [("day", "2026-04-29"), ("amount", "80.82"), ("from", "assets:app"), ("to", "assets:bank")];
    saved(server, dana, "/treasury/transfers", &form).await;
}
