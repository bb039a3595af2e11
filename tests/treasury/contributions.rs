//! Whose name stands with a contribution, how much the group takes, and what it declines (T3, T7, T8, T9).

use std::collections::{BTreeSet, VecDeque};

use homegroup::treasury;
use rocket::http::Status;

use super::locks::run;
use super::{once, post, refused, saved, with_places};
use crate::common::people::Person;
use crate::common::{Answer, Server};
use crate::sources::Tree;

const DAY: (&str, &str) = ("day", "2026-04-16");
const BOX: (&str, &str) = ("place", "assets:cash-box");

/// What Nell gave on her anniversary, with her name on it.
async fn nells(server: &Server, dana: &Person) -> (Person, String) {
    let nell = server.member("Nell C.").await;
    let form = [DAY, BOX, ("category", "income:birthday-contributions"), ("amount", "39.17"), ("giver", &nell.id.0)];
    let entry = saved(server, dana, "/treasury/income", &form).await;
    (nell, entry)
}

#[rocket::async_test]
async fn t7_a_name_beside_a_contribution_is_seen_by_the_treasurer_and_by_her_alone() {
    let (server, dana) = with_places().await;
    let (nell, entry) = nells(&server, &dana).await;
    let iris = server.officer("Iris D.", "Secretary").await;
    let wren = server.member("Wren L.").await;
    let seen = |page: &Answer| main_of(page).contains("Nell C.");
    assert!(seen(&server.get(&entry, Some(&dana.session)).await));
    assert!(seen(&server.get(&entry, Some(&nell.session)).await));
    for other in [&iris, &wren] {
        assert!(!seen(&server.get(&entry, Some(&other.session)).await));
        let paper = server.get(&format!("{entry}/acknowledgement"), Some(&other.session)).await;
        assert_eq!(paper.status, Status::NotFound);
        let erased = server.post(&format!("{entry}/giver/erasure"), Some(&other.session), &[]).await;
        assert_eq!(erased.status, Status::NotFound);
    }
    let hers = server.get("/treasury/in-my-name", Some(&nell.session)).await;
    assert!(hers.says("Birthday contribution") && hers.says("$39.17"), "{}", hers.text());
    assert!(server.get("/treasury", Some(&nell.session)).await.says("What you gave with your name on it"));
    let none = server.get("/treasury/in-my-name", Some(&wren.session)).await;
    assert!(none.says("Nothing stands in your name.") && !none.says("$39.17"), "{}", none.text());
    assert!(!server.get("/treasury", Some(&wren.session)).await.says("What you gave with your name on it"));
    let paper = server.get(&format!("{entry}/acknowledgement"), Some(&nell.session)).await;
    assert!(paper.says("We received with thanks from Nell C.") && paper.says("$39.17"), "{}", paper.text());
}

#[rocket::async_test]
async fn t7_the_name_goes_and_no_total_and_no_hash_changes() {
    let (server, dana) = with_places().await;
    let (nell, entry) = nells(&server, &dana).await;
    let files = ["/treasury/entries.csv", "/treasury/report.csv?from=2026-04-01&to=2026-04-30"];
    let mut before = Vec::new();
    for file in files {
        before.push(server.get(file, Some(&dana.session)).await.body);
    }
    let verified = treasury::verify_ledger(&server.house).await.expect("in order");
    let gone = server.post(&format!("{entry}/giver/erasure"), Some(&nell.session), &[]).await;
    assert_eq!(gone.location.as_deref(), Some("/treasury/in-my-name"));
    for who in [&dana, &nell] {
        assert!(!main_of(&server.get(&entry, Some(&who.session)).await).contains("Nell C."));
    }
    for (file, before) in files.iter().zip(before) {
        assert_eq!(server.get(file, Some(&dana.session)).await.body, before, "{file}");
    }
    assert_eq!(treasury::verify_ledger(&server.house).await.expect("in order"), verified);

    // And with the member herself.
    let again = [DAY, BOX, ("category", "income:bequests"), ("amount", "10"), ("giver", &nell.id.0)];
    let entry = saved(&server, &dana, "/treasury/income", &again).await;
    assert!(main_of(&server.get(&entry, Some(&dana.session)).await).contains("Nell C."));
    let about = treasury::about(server.house.db.reader(), &nell.id).await.expect("the database answers");
    assert_eq!(about["given_in_her_name"][0]["amount_minor"], 10_00);
    let txn = server.house.db.begin_write().await.expect("a write begins");
    treasury::forget(&txn, &nell.id).await.expect("it is forgotten");
    txn.commit().await.expect("it lasts");
    assert!(!main_of(&server.get(&entry, Some(&dana.session)).await).contains("Nell C."));
    treasury::verify_ledger(&server.house).await.expect("still in order");
}

#[rocket::async_test]
async fn t3_t7_no_other_income_carries_a_name_on_a_form_or_behind_it() {
    let (server, dana) = with_places().await;
    let nell = server.member("Nell C.").await;
    let giver = ("giver", nell.id.0.as_str());
    for category in ["income:literature-sales", "income:token-sales", "income:event-tickets", "income:interest-and-refunds"] {
        let form = [DAY, BOX, ("category", category), ("amount", "5"), giver, ("receipt", "true")];
        refused(&server, &dana, "/treasury/income", &form, &["No name may stand with this kind of income."]).await;
    }
    let app = [DAY, ("place", "assets:app"), ("category", "income:e-payments"), ("amount", "5"), giver];
    let page = refused(&server, &dana, "/treasury/income", &app, &["only where she asked for a receipt"]).await;
    assert!(page.body.contains(&format!("<option value=\"{}\" selected", nell.id.0)), "what was chosen is kept");
    saved(&server, &dana, "/treasury/income", &[app.as_slice(), &[("receipt", "true")]].concat()).await;

    let fields = [("total", "5"), ("first_counter", dana.id.0.as_str()), ("second_counter", "alone"), DAY, BOX];
    let basket = saved(&server, &dana, "/treasury/collections", &fields).await;
    let sale = [DAY, BOX, ("category", "income:literature-sales"), ("amount", "5")];
    let sale = saved(&server, &dana, "/treasury/income", &sale).await;
    for entry in [basket, sale] {
        let id = entry.rsplit('/').next().expect("an id");
        let sql = format!(
            "INSERT INTO contribution_givers (entry_number, member_id, occasion)
            SELECT number, '{}', 'birthday' FROM ledger_entries WHERE id = '{id}'",
            nell.id.0
        );
        let refused = run(&server, &sql).await.expect_err("the database takes no name there");
        assert!(refused.contains("carries no name"), "{refused}");
    }
}

#[rocket::async_test]
async fn t8_what_is_declined_is_said_in_every_form_of_the_report_and_in_no_sum() {
    let (server, dana) = with_places().await;
    let period = "from=2026-04-01&to=2026-04-30";
    let report = format!("/treasury/report?{period}");
    saved(&server, &dana, "/treasury/income", &[DAY, BOX, ("category", "income:token-sales"), ("amount", "7")]).await;
    let form = [DAY, ("amount", "100.00"), ("note", "a company")];
    let once = once();
    for _ in 0..2 {
        let sent = [form.as_slice(), &[("once", once.as_str())]].concat();
        let answer = server.post("/treasury/declined-contributions", Some(&dana.session), &sent).await;
        assert_eq!(answer.location.as_deref(), Some(report.as_str()), "{}", answer.text());
    }
    let page = server.get(&report, Some(&dana.session)).await;
    let said = "On Apr 16, 2026, $100.00 from outside was offered and declined; it is in no total.";
    assert!(page.says(said) && page.says("Total income $7.00") && page.says("Closing balance $7.00"), "{}", page.text());
    assert_eq!(page.body.matches("offered and declined").count(), 1, "sent twice it is one");
    let aloud = server.get(&format!("/treasury/report/read-aloud?{period}"), Some(&dana.session)).await;
    assert!(aloud.says("On Apr 16, 2026, 100 dollars from outside was offered and declined"), "{}", aloud.text());
    let file = server.get(&format!("/treasury/report.csv?{period}"), Some(&dana.session)).await;
    assert!(file.body.contains("memo-declined,,") && file.body.contains("total-income,,Total income,7.00"), "{}", file.body);
    let wrong =
        post(&server, &dana, "/treasury/declined-contributions", &[("day", ""), ("amount", "x"), ("note", "Nell C.")]).await;
    assert_eq!(wrong.status, Status::UnprocessableEntity);
    for sql in ["DELETE FROM declined_contributions", "UPDATE declined_contributions SET amount_minor = 1"] {
        run(&server, sql).await.expect_err("it is only added to");
    }
}

#[rocket::async_test]
async fn t9_above_the_limit_nothing_is_posted_without_a_decision() {
    let (server, dana) = with_places().await;
    let nell = server.member("Nell C.").await;
    let limits = [("yearly", "100"), ("bequest", "500"), ("meeting", "2026-04-02"), ("effective_on", "2026-04-02")];
    let page = server.get("/treasury/contribution-limits/new", Some(&dana.session)).await;
    assert!(page.body.contains("value=\"7500.00\""), "AA's figure is offered: {}", page.body);
    let answer = post(&server, &dana, "/treasury/contribution-limits", &limits).await;
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
    let birthday = |day: &'static str, amount: &'static str| {
        [("day", day), BOX, ("category", "income:birthday-contributions"), ("amount", amount), ("giver", nell.id.0.as_str())]
    };
    // Before the policy's first day there was no limit; what was given then still counts in its year.
    saved(&server, &dana, "/treasury/income", &birthday("2026-04-01", "80")).await;
    let above = birthday("2026-04-16", "20.01");
    let said = "at most $100.00 a year from one member, and $80.00 stands in her name this year";
    refused(&server, &dana, "/treasury/income", &above, &[said]).await;
    let fits = birthday("2026-04-16", "20");
    let form_id = once();
    for _ in 0..2 {
        let sent = [fits.as_slice(), &[("once", form_id.as_str())]].concat();
        let answer = server.post("/treasury/income", Some(&dana.session), &sent).await;
        assert_eq!(answer.status, Status::SeeOther, "the same form again is the same success: {}", answer.text());
    }
    let decided = [above.as_slice(), &[("meeting", "2026-04-09")]].concat();
    let entry = saved(&server, &dana, "/treasury/income", &decided).await;
    let page = server.get(&entry, Some(&nell.session)).await;
    assert!(page.says("It is above the group's limit. It rests on the business meeting of Apr 9, 2026."), "{}", page.text());

    let bequest = [DAY, BOX, ("category", "income:bequests"), ("amount", "500.01")];
    refused(&server, &dana, "/treasury/income", &bequest, &["at most $500.00 as a bequest"]).await;
    let unnamed = [DAY, BOX, ("category", "income:birthday-contributions"), ("amount", "100.01")];
    refused(&server, &dana, "/treasury/income", &unnamed, &["at most $100.00 a year from one member."]).await;
    let sum = [DAY, ("place", "assets:app"), ("category", "income:e-payments"), ("amount", "250")];
    saved(&server, &dana, "/treasury/income", &sum).await;
    run(&server, "UPDATE contribution_limits SET yearly_minor = 1").await.expect_err("it is only added to");

    // What was reversed was not given.
    let reversal = [DAY, ("note", "typed twice")];
    saved(&server, &dana, &format!("{entry}/reversal"), &reversal).await;
    let hers = server.get("/treasury/in-my-name", Some(&nell.session)).await;
    assert!(!hers.says("$20.01") && hers.says("$20.00"), "{}", hers.text());
}

#[rocket::async_test]
async fn t7_nothing_lists_or_ranks_people_by_what_they_gave_or_did_not_give() {
    let (server, dana) = with_places().await;
    let (nell, entry) = nells(&server, &dana).await;
    let wren = server.member("Wren L.").await;
    let app = [
        DAY,
        ("place", "assets:app"),
        ("category", "income:e-payments"),
        ("amount", "27.31"),
        ("giver", &wren.id.0),
        ("receipt", "true"),
    ];
    let other = saved(&server, &dana, "/treasury/income", &app).await;
    let iris = server.officer("Iris D.", "Secretary").await;
    let poppy = server.member("Poppy A.").await;
    for who in [&dana, &iris, &poppy, &nell, &wren] {
        let allowed: Vec<&str> = match who {
            who if who.id == dana.id => vec![&entry, &other],
            who if who.id == nell.id => vec![&entry, "/treasury/in-my-name", "/me"],
            who if who.id == wren.id => vec![&other, "/treasury/in-my-name", "/me"],
            _ => Vec::new(),
        };
        let walked = walk(&server, who).await;
        assert!(walked.len() > 30, "only {} pages", walked.len());
        for (path, body) in walked {
            let gave = |name: &str, amount: &str| body.contains(name) && body.contains(amount);
            let (nells, wrens) = (gave("Nell C.", "39.17"), gave("Wren L.", "27.31"));
            assert!(!(nells && wrens), "{path} lists who gave what");
            let may = allowed.iter().any(|allowed| path.starts_with(allowed));
            assert!(may || !(nells || wrens), "{path} tells {:?} who gave", who.id);
        }
    }
    // The table of names has one door, and behind it no query that goes over members.
    let tree = Tree::of_the_project();
    let doors: BTreeSet<&str> = tree
        .of_kind("rs")
        .filter(|(path, text)| !path.starts_with("tests/") && text.contains("contribution_givers"))
        .map(|(path, _)| path)
        .collect();
    let known = [
        "migrations/src/treasury/contributions.rs",
        "server/treasury/entity/contribution/giver.rs",
        "server/treasury/store/contribution/given.rs",
    ];
    assert_eq!(doors, known.into());
}

/// Every page and file that links lead to, for one person: its address and what stands in it, without the frame that greets her.
async fn walk(server: &Server, who: &Person) -> Vec<(String, String)> {
    let begin =
        ["/", "/treasury", "/treasury/entries", "/treasury/report", "/members", "/positions", "/minutes", "/me", "/settings"];
    let mut waiting: VecDeque<String> = begin.map(str::to_owned).into();
    let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut walked = Vec::new();
    while let Some(path) = waiting.pop_front() {
        let answer = server.get(&path, Some(&who.session)).await;
        if answer.status != Status::Ok {
            continue;
        }
        let body = main_of(&answer).to_owned();
        for href in answer.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let href = href.replace("&amp;", "&").replace("&#x3D;", "=");
            let href = href.split('#').next().unwrap_or_default().to_owned();
            if href.starts_with('/') && !href.starts_with("/assets") && known.len() < 250 && known.insert(href.clone()) {
                waiting.push_back(href);
            }
        }
        walked.push((path, body));
    }
    walked
}

/// What stands between the frame of the page.
fn main_of(page: &Answer) -> &str {
    let main = page.body.split_once("<main").map_or(page.body.as_str(), |(_, main)| main);
    main.split_once("</main>").map_or(main, |(main, _)| main)
}

#[rocket::async_test]
async fn t5_no_note_of_an_entry_names_anybody() {
    let (server, dana) = with_places().await;
    for (note, words) in [
        ("Coffee, paid back to Kim", "“Kim” reads like a person"),
        ("travel of Robin Rivers", "“Robin Rivers” reads like a person"),
        ("key left at 12 Mulberry Street", "“12 Mulberry Street” reads like a person or an address"),
    ] {
        let form = [DAY, BOX, ("category", "expenses:other"), ("amount", "5"), ("note", note)];
        let page = refused(&server, &dana, "/treasury/expenses", &form, &[words]).await;
        assert!(page.body.contains(note), "what was typed is kept");
    }
    let form = [DAY, BOX, ("category", "expenses:other"), ("amount", "5"), ("note", "Coffee, paid back")];
    let entry = saved(&server, &dana, "/treasury/expenses", &form).await;
    let reversal = [DAY, ("note", "Kim had paid it")];
    refused(&server, &dana, &format!("{entry}/reversal"), &reversal, &["“Kim” reads like a person"]).await;
}
