//! The group accepts a report: what is recorded, what is locked from then on, and who comes first when two come at once.

use homegroup::treasury::rules::report::Period;
use homegroup_plugin::Right;
use rocket::http::Status;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{april, count, later, once, post, refused, saved, with_places};
use crate::common::people::Person;
use crate::common::{Answer, Server};

const PATH: &str = "/treasury/report/acceptances";
const APRIL: &str = "/treasury/report?from=2026-04-01&to=2026-04-30";

/// April is posted, and it is the day of May's business meeting.
async fn in_may() -> (Server, Person) {
    let (server, mut dana) = with_places().await;
    april(&server, &mut dana).await;
    later(&server, &mut dana, "2026-05-07T23:00:00Z").await;
    (server, dana)
}

/// The value of a hidden field of a page.
fn hidden(page: &Answer, name: &str) -> String {
    let (_, rest) =
        page.body.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{name}: {}", page.text()));
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// What the page of a report would send, with `accepted_on` filled in.
async fn form(server: &Server, who: &Person, from: &str, to: &str, accepted_on: &str) -> Vec<(&'static str, String)> {
    let page = server.get(&format!("/treasury/report?from={from}&to={to}"), Some(&who.session)).await;
    let kept = ["once", "from", "to", "seen"].map(|name| (name, hidden_in_form(&page, name)));
    kept.into_iter().chain([("accepted_on", accepted_on.to_owned())]).collect()
}

/// The same, within the form of the acceptance.
fn hidden_in_form(page: &Answer, name: &str) -> String {
    let (_, form) = page.body.split_once("action=\"/treasury/report/acceptances\"").unwrap_or_else(|| panic!("{}", page.text()));
    hidden(&Answer { body: form.to_owned(), status: page.status, location: None, headers: vec![], cookies: vec![] }, name)
}

async fn send(server: &Server, who: &Person, form: &[(&'static str, String)]) -> Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    server.post(PATH, Some(&who.session), &form).await
}

pub(super) async fn accept(server: &Server, who: &Person, from: &str, to: &str, accepted_on: &str) {
    let answer = send(server, who, &form(server, who, from, to, accepted_on).await).await;
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
}

fn rent(day: &str) -> [(&str, &str); 5] {
    [("day", day), ("category", "expenses:rent"), ("amount", "60"), ("place", "assets:bank"), ("note", "Rent for April")]
}

#[rocket::async_test]
async fn t12_an_accepted_report_is_shown_with_its_fingerprint_on_page_file_and_list() {
    let (server, dana) = in_may().await;
    let before = server.get(APRIL, Some(&dana.session)).await;
    assert!(before.says("Not accepted yet Fingerprint"), "{}", before.text());
    accept(&server, &dana, "2026-04-01", "2026-04-30", "2026-05-07").await;
    let ana = server.member("Ana").await;
    let page = server.get(APRIL, Some(&ana.session)).await;
    assert!(page.says("Accepted by the group Accepted on Thursday, May 7, 2026 Fingerprint"), "{}", page.text());
    let (_, rest) = page.text().split_once("Fingerprint ").map(|(a, b)| (a.to_owned(), b.to_owned())).expect("it is there");
    let words: Vec<&str> = rest.split(' ').take(6).collect();
    let words = words.join(" ");
    assert!(before.says(&words), "what was read out is what is recorded: {words}");
    let file = server.get("/treasury/report.csv?from=2026-04-01&to=2026-04-30", Some(&ana.session)).await;
    assert!(file.body.contains(&format!("fingerprint,,{words},,")), "{}", file.body);
    let list = server.get(PATH, Some(&ana.session)).await;
    assert!(list.says(&format!("Apr 1, 2026 – Apr 30, 2026 May 7, 2026 {words} $645.19")), "{}", list.text());
}

#[rocket::async_test]
async fn t12_whoever_keeps_the_books_or_the_minutes_records_and_nobody_else() {
    let (server, dana) = in_may().await;
    let secretary = server.signed_in(&[Right::Minutes]).await;
    let chair = server.signed_in(&[Right::Settings, Right::Members, Right::Mail]).await;
    let form = form(&server, &dana, "2026-04-01", "2026-04-30", "2026-05-07").await;
    assert!(!server.get(APRIL, Some(&chair.session)).await.says("The group accepted this report"));
    assert_eq!(send(&server, &chair, &form).await.status, Status::Forbidden);
    assert!(server.get(APRIL, Some(&secretary.session)).await.says("The group accepted this report"));
    assert_eq!(send(&server, &secretary, &form).await.status, Status::SeeOther);
    // T23: she records what the group did, and still posts no money.
    assert_eq!(post(&server, &secretary, "/treasury/expenses", &rent("2026-05-07")).await.status, Status::Forbidden);
}

#[rocket::async_test]
async fn t12_a_late_item_is_offered_for_the_open_period_with_everything_kept() {
    let (server, dana) = in_may().await;
    accept(&server, &dana, "2026-04-01", "2026-04-30", "2026-05-07").await;
    let says = "The group has accepted the report up to Apr 30, 2026";
    let again = refused(&server, &dana, "/treasury/expenses", &rent("2026-04-20"), &[says]).await;
    for kept in ["value=\"60\"", "value=\"Rent for April\"", "name=\"day\" type=\"date\" value=\"2026-05-07\""] {
        assert!(again.body.contains(kept), "{kept}: {}", again.body);
    }
    assert!(again.body.contains("name=\"relates_to\" type=\"date\" value=\"2026-04-20\""), "{}", again.body);
    let mut late = rent("2026-05-07").to_vec();
    late.push(("relates_to", "2026-04-20"));
    let entry = saved(&server, &dana, "/treasury/expenses", &late).await;
    assert!(server.get(&entry, Some(&dana.session)).await.says("Belongs to Monday, April 20, 2026"));
    late.push(("relates_to", "2026-05-08"));
    late.remove(5);
    refused(&server, &dana, "/treasury/expenses", &late, &["An entry cannot belong to a day after its own, May 7, 2026."]).await;
}

#[rocket::async_test]
async fn t12_every_form_refuses_a_day_of_an_accepted_period_and_any_before_it() {
    let (server, dana) = in_may().await;
    let kim = server.find("Kim C.").await.0;
    let basket = saved(
        &server,
        &dana,
        "/treasury/collections",
        &[
            ("day", "2026-04-30"),
            ("total", "5"),
            ("place", "assets:cash-box"),
            ("first_counter", &dana.id.0),
            ("second_counter", &kim),
        ],
    )
    .await;
    accept(&server, &dana, "2026-04-01", "2026-04-30", "2026-05-07").await;
    let says = ["The group has accepted the report up to Apr 30, 2026"];
    for day in ["2026-04-30", "2026-04-01"] {
        refused(&server, &dana, "/treasury/expenses", &rent(day), &says).await;
        let income = [("day", day), ("category", "income:token-sales"), ("amount", "1"), ("place", "assets:bank")];
        refused(&server, &dana, "/treasury/income", &income, &says).await;
        let transfer = [("day", day), ("amount", "1"), ("from", "assets:bank"), ("to", "assets:app")];
        refused(&server, &dana, "/treasury/transfers", &transfer, &says).await;
        let counters = [("first_counter", dana.id.0.as_str()), ("second_counter", kim.as_str())];
        let basket = [("day", day), ("total", "5"), ("place", "assets:cash-box"), counters[0], counters[1]];
        refused(&server, &dana, "/treasury/collections", &basket, &says).await;
    }
    let wrong = [("day", "2026-04-30"), ("note", "counted twice")];
    refused(&server, &dana, &format!("{basket}/reversal"), &wrong, &says).await;
    let fresh = server.get(&format!("{basket}/reversal/new"), Some(&dana.session)).await;
    assert!(fresh.body.contains("name=\"day\" type=\"date\" value=\"2026-05-07\""), "{}", fresh.body);
    let opening = server.get("/treasury/entries/1/reversal/new", Some(&dana.session)).await;
    assert!(opening.says("This opening balance is part of a report that the group has accepted"), "{}", opening.text());
}

#[rocket::async_test]
async fn t12_reports_are_accepted_one_after_the_other() {
    let (server, mut dana) = in_may().await;
    let april = form(&server, &dana, "2026-04-01", "2026-04-30", "2026-05-07").await;
    assert_eq!(send(&server, &dana, &april).await.status, Status::SeeOther);
    // The same form again is the same success; another one for the same days comes too late.
    assert_eq!(send(&server, &dana, &april).await.status, Status::SeeOther);
    let mut other = april.clone();
    other[0].1 = once();
    let answer = send(&server, &dana, &other).await;
    assert!(
        answer.status == Status::Conflict && answer.says("Reports up to Apr 30, 2026 are accepted already."),
        "{}",
        answer.text()
    );
    later(&server, &mut dana, "2026-07-02T16:00:00Z").await;
    saved(&server, &dana, "/treasury/expenses", &rent("2026-05-10")).await;
    let mut gap = other.clone();
    for (name, value) in [("from", "2026-06-01"), ("to", "2026-06-30"), ("accepted_on", "2026-07-02")] {
        gap.iter_mut().filter(|(known, _)| *known == name).for_each(|(_, kept)| *kept = value.into());
    }
    let answer = send(&server, &dana, &gap).await;
    assert!(answer.status == Status::UnprocessableEntity, "{}", answer.text());
    assert!(answer.says("The next one begins on May 1, 2026."), "{}", answer.text());
    accept(&server, &dana, "2026-05-01", "2026-06-30", "2026-07-02").await;
    let list = server.get(PATH, Some(&dana.session)).await;
    assert!(list.says("$585.19") && list.says("$645.19"), "{}", list.text());
}

#[rocket::async_test]
async fn t12_what_was_read_out_is_what_is_recorded() {
    let (server, dana) = in_may().await;
    let form = form(&server, &dana, "2026-04-01", "2026-04-30", "2026-05-07").await;
    let mut late = rent("2026-04-29").to_vec();
    late[2].1 = "1";
    saved(&server, &dana, "/treasury/expenses", &late).await;
    let answer = send(&server, &dana, &form).await;
    assert!(answer.status == Status::Conflict && answer.says("$644.19"), "{}", answer.text());
    assert!(answer.says("meanwhile something was posted to these days"), "{}", answer.text());
    assert!(server.get(PATH, Some(&dana.session)).await.says("No report is accepted yet."));
}

#[rocket::async_test]
async fn t12_a_form_that_does_not_hold_is_shown_again() {
    let (server, dana) = in_may().await;
    for (accepted_on, says) in [
        ("", "Choose a day of the calendar."),
        ("2026-04-29", "The report runs up to Apr 30, 2026."),
        ("2026-05-08", "This day has not come yet"),
    ] {
        let answer = send(&server, &dana, &form(&server, &dana, "2026-04-01", "2026-04-30", accepted_on).await).await;
        assert!(answer.status == Status::UnprocessableEntity && answer.says(says), "{accepted_on}: {}", answer.text());
        assert!(answer.body.contains(&format!("name=\"accepted_on\" type=\"date\" value=\"{accepted_on}\"")));
    }
    let mut form = form(&server, &dana, "2026-04-01", "2026-04-30", "2026-05-07").await;
    form.push(("meeting", once()));
    assert_eq!(send(&server, &dana, &form).await.status, Status::UnprocessableEntity);
}

async fn run(server: &Server, sql: &str) -> Result<(), String> {
    let txn = server.house.db.begin_write().await.expect("a write begins");
    txn.execute_raw(Statement::from_string(server.house.db.backend(), sql)).await.map_err(|error| error.to_string())?;
    txn.commit().await.map_err(|error| error.to_string())
}

#[rocket::async_test]
async fn t12_the_database_refuses_to_change_an_acceptance_and_to_take_an_entry_into_its_days() {
    let (server, dana) = in_may().await;
    accept(&server, &dana, "2026-04-01", "2026-04-30", "2026-05-07").await;
    let before = server.get(PATH, Some(&dana.session)).await.body;
    let again = "INTO accepted_reports SELECT 1, id, from_day, to_day, opening_minor, brought_in_minor, income_minor, expenses_minor,
        closing_minor, last_entry, last_hash, 'other words', accepted_on, meeting_id, recorded_at, previous_hash, hash FROM accepted_reports";
    // The next one, but for one thing each.
    let next = |from: &str, opening: i64, entry: i64, previous: &str| {
        format!(
            "INSERT INTO accepted_reports SELECT 2, '{}', '{from}', '2026-05-05', {opening}, 0, 0, 0, {opening}, {entry},
             (SELECT hash FROM ledger_entries WHERE number = {entry}), 'six words', '2026-05-07', NULL, 0, {previous}, '{}' FROM accepted_reports",
            once(),
            "a".repeat(64)
        )
    };
    let mut forbidden = vec![
        "UPDATE accepted_reports SET fingerprint = 'other words'".to_owned(),
        "UPDATE accepted_reports SET number = number".to_owned(),
        "DELETE FROM accepted_reports".to_owned(),
        format!("INSERT {again}"),
        next("2026-05-02", 645_19, 14, "hash"),
        next("2026-05-01", 645_18, 14, "hash"),
        next("2026-05-01", 645_19, 13, "hash"),
        next("2026-05-01", 645_19, 14, "previous_hash"),
    ];
    if server.house.db.backend() == DbBackend::Sqlite {
        forbidden.extend([format!("INSERT OR REPLACE {again}"), "UPDATE OR REPLACE accepted_reports SET number = 1".to_owned()]);
    } else {
        forbidden.push("TRUNCATE accepted_reports".to_owned());
    }
    for sql in forbidden {
        let refused = run(&server, &sql).await.expect_err(&sql);
        assert!(refused.contains("ledger: "), "{sql}: {refused}");
    }
    assert_eq!(server.get(PATH, Some(&dana.session)).await.body, before);
    // An entry that has everything but an open day.
    let entry = |day: &str| {
        let line = "INSERT INTO ledger_postings (entry_number, line, account, amount_minor) VALUES (15,";
        [
            format!("{line} 1, 'expenses:rent', 100)"),
            format!("{line} 2, 'assets:bank', -100)"),
            format!(
                "INSERT INTO ledger_entries (number, id, posted_at, kind, day, note, details, previous_hash, hash)
                 SELECT 15, '{}', 0, 'expense', '{day}', '', '{{}}', hash, '{}' FROM ledger_entries WHERE number = 14",
                once(),
                "f".repeat(64)
            ),
        ]
    };
    for day in ["2026-04-30", "2026-04-01", "2025-12-31"] {
        let txn = server.house.db.begin_write().await.expect("a write begins");
        let [first, second, entry] = entry(day);
        for line in [first, second] {
            txn.execute_unprepared(&line).await.expect("it waits for its entry");
        }
        let refused = txn.execute_unprepared(&entry).await.expect_err(day).to_string();
        assert!(refused.contains("ledger: the report of this day is accepted"), "{day}: {refused}");
    }
    // The same by the rules is taken: the test itself is no obstacle.
    let txn = server.house.db.begin_write().await.expect("a write begins");
    for sql in entry("2026-05-01") {
        txn.execute_unprepared(&sql).await.expect("it is taken");
    }
    txn.rollback().await.expect("it is left out again");
    run(&server, &next("2026-05-01", 645_19, 14, "hash")).await.expect("it is taken");
}

#[rocket::async_test]
async fn t12_an_acceptance_and_an_entry_at_once_have_one_winner() {
    let (server, mut dana) = in_may().await;
    later(&server, &mut dana, "2026-06-30T16:00:00Z").await;
    accept(&server, &dana, "2026-04-01", "2026-04-30", "2026-05-07").await;
    let secretary = server.signed_in(&[Right::Minutes]).await;
    let (mut entries_first, mut acceptances_first) = (0, 0);
    for day in 1..=40_u32 {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 5, 1).expect("a day") + chrono::Days::new(u64::from(day) - 1);
        let day = day.to_string();
        let form = form(&server, &secretary, &day, &day, "2026-06-30").await;
        let (rent, before) = (rent(&day), count(&server, &dana).await);
        let appends = (0..3).map(|_| post(&server, &dana, "/treasury/expenses", &rent));
        let (accepted, posted) = rocket::tokio::join!(send(&server, &secretary, &form), futures::future::join_all(appends));
        let saved = posted.iter().filter(|answer| answer.status == Status::SeeOther).count();
        match accepted.status {
            // Nothing of that day was in what the group heard, so that nothing of that day is there.
            Status::SeeOther => {
                acceptances_first += 1;
                assert_eq!((saved, count(&server, &dana).await), (0, before), "{day}");
            }
            Status::Conflict => {
                entries_first += 1;
                assert!(saved > 0, "{day}: {}", accepted.text());
                accept(&server, &secretary, &day, &day, "2026-06-30").await;
            }
            other => panic!("{day}: {other} {}", accepted.text()),
        }
        assert!(posted.iter().all(|answer| matches!(answer.status.code, 303 | 422)), "{day}");
    }
    assert_eq!(entries_first + acceptances_first, 40);
    let said = homegroup::treasury::verify_ledger(&server.house).await.expect("it is in order");
    assert!(said.contains("in order"), "{said}");
    let period = Period::parse("2026-05-01", "2026-06-09").expect("a period");
    let report = homegroup::treasury::report(&server.house, period).await.expect("a report");
    let entries = super::locks::entries(&server).await;
    let last_by_day = |day: &str| entries.iter().filter(|entry| entry.content.day.to_string() == day).count();
    let rents: usize = (0..40).map(|at| last_by_day(&(period.from + chrono::Days::new(at)).to_string())).sum();
    assert_eq!(report.total.expenses.minor(), 60_00 * i64::try_from(rents).expect("a few"));
}
