//! What is asked for before it is paid (T17), over HTTP, and what the database itself refuses.

use futures::future::join_all;
use homegroup::treasury;
use rocket::http::Status;

use super::locks::run;
use super::surplus::{done, field, link, not_done};
use super::{count, post, refused, saved, with_places};
use crate::common::people::Person;
use crate::common::{Answer, Server};

/// Dana keeps the books, Kim holds the chair, Ana writes the minutes; above fifty two approve.
struct Group {
    server: Server,
    dana: Person,
    kim: Person,
    ana: Person,
}

async fn group() -> Group {
    let (server, dana) = with_places().await;
    let kim = server.find("Kim C.").await;
    let kim = Person { session: server.session_of(&kim).await, id: kim };
    let ana = server.officer("Ana P.", "Secretary").await;
    let policy = [("kind", "above"), ("amount", "50"), ("meeting", "2026-04-02"), ("effective_on", "2026-04-02")];
    done(&server, &dana, "/treasury/approval-policies", &policy).await;
    Group { server, dana, kim, ana }
}

const BOOKS: [(&str, &str); 4] =
    [("category", "expenses:literature"), ("amount", "80.00"), ("place", "assets:bank"), ("note", "Books for newcomers")];

/// Asks for something and says where it is.
async fn ask(server: &Server, who: &Person, also: &[(&str, &str)]) -> String {
    let answer = done(server, who, "/treasury/disbursements", &[BOOKS.as_slice(), also].concat()).await;
    answer.location.expect("it leads to the request")
}

async fn approve(server: &Server, who: &Person, request: &str) -> Answer {
    server.post(&format!("{request}/approvals"), Some(&who.session), &[]).await
}

async fn pay(server: &Server, who: &Person, request: &str) -> Answer {
    post(server, who, &format!("{request}/payment"), &[("day", "2026-04-16")]).await
}

#[rocket::async_test]
async fn t17_without_a_policy_an_expense_is_logged_at_once_and_nothing_speaks_of_approvals() {
    let (server, dana) = with_places().await;
    let expense = [BOOKS.as_slice(), &[("day", "2026-04-16")]].concat();
    let entry = saved(&server, &dana, "/treasury/expenses", &expense).await;
    for page in ["/treasury", "/treasury/expenses/new", &entry] {
        let page = server.get(page, Some(&dana.session)).await;
        assert!(!page.says("approv"), "{}", page.text());
    }
    let page = server.get("/treasury/disbursements", Some(&dana.session)).await;
    assert!(page.says("It is worth it as soon as"), "one quiet line says when: {}", page.text());
}

#[rocket::async_test]
async fn t17_above_the_sum_an_expense_is_asked_for_with_what_was_typed() {
    let Group { server, dana, .. } = group().await;
    let expense = [BOOKS.as_slice(), &[("day", "2026-04-16")]].concat();
    let page = refused(&server, &dana, "/treasury/expenses", &expense, &["Above $50.00 two must approve"]).await;
    assert!(page.body.contains("formaction=\"/treasury/disbursements\""), "one press asks instead");
    assert_eq!(field(&page, "amount"), "80.00");
    let below = [("category", "expenses:literature"), ("amount", "50"), ("place", "assets:bank"), ("day", "2026-04-16")];
    saved(&server, &dana, "/treasury/expenses", &below).await;
    let basket = [
        ("day", "2026-04-16"),
        ("total", "90"),
        ("place", "assets:bank"),
        ("first_counter", dana.id.0.as_str()),
        ("second_counter", "alone"),
        ("paid[0].amount", "60"),
        ("paid[0].category", "expenses:refreshments"),
    ];
    refused(&server, &dana, "/treasury/collections", &basket, &["Above $50.00 two must approve"]).await;
}

#[rocket::async_test]
async fn t17_two_distinct_members_approve_and_then_it_is_an_ordinary_expense() {
    let Group { server, dana, kim, ana } = group().await;
    let request = ask(&server, &dana, &[]).await;
    assert!(server.get("/treasury", Some(&kim.session)).await.says("One payment waits for your approval."));
    let page = server.get(&request, Some(&dana.session)).await;
    assert!(page.says("Approved by nobody yet") && page.says("2 must approve it."), "{}", page.text());
    for _ in 0..2 {
        assert_eq!(approve(&server, &kim, &request).await.status, Status::SeeOther);
    }
    let page = server.get(&request, Some(&dana.session)).await;
    assert!(page.says("Approved by Kim C.") && page.says("One more must approve it."), "twice is once: {}", page.text());
    let early = pay(&server, &dana, &request).await;
    assert!(early.status == Status::UnprocessableEntity && early.says("One more must approve it before"), "{}", early.text());
    assert_eq!(count(&server, &dana).await, 0);
    assert_eq!(approve(&server, &ana, &request).await.status, Status::SeeOther);
    let paid = pay(&server, &dana, &request).await;
    assert_eq!(paid.status, Status::SeeOther, "{}", paid.text());
    let entry = server.get(&paid.location.expect("it leads to the entry"), Some(&dana.session)).await;
    assert!(entry.says("Literature $80.00 Checking account -$80.00") && entry.says("Books for newcomers"), "{}", entry.text());
    assert!(entry.body.contains(&format!("href=\"{request}\"")));
    let again = pay(&server, &dana, &request).await;
    assert!(again.status == Status::Conflict && again.says("paid, withdrawn or explained"), "{}", again.text());
    assert_eq!(approve(&server, &dana, &request).await.status, Status::Conflict);
    assert_eq!(count(&server, &dana).await, 1);
}

#[rocket::async_test]
async fn t17_a_payment_sent_twice_is_one_expense() {
    let Group { server, dana, kim, ana } = group().await;
    let request = ask(&server, &dana, &[]).await;
    for who in [&kim, &ana] {
        approve(&server, who, &request).await;
    }
    let once = super::once();
    let form = [("once", once.as_str()), ("day", "2026-04-16")];
    for _ in 0..2 {
        let answer = server.post(&format!("{request}/payment"), Some(&dana.session), &form).await;
        assert_eq!(answer.location.as_deref(), Some(format!("/treasury/entries/{once}").as_str()), "{}", answer.text());
    }
    assert_eq!(count(&server, &dana).await, 1);
}

#[rocket::async_test]
async fn t17_whoever_is_paid_back_approves_nothing_of_it_and_no_member_reads_her_name() {
    let Group { server, dana, kim, ana } = group().await;
    let paid_back = [("payee", kim.id.0.as_str()), ("no_receipt", "the till was broken")];
    let request = ask(&server, &dana, &paid_back).await;
    let hers = approve(&server, &kim, &request).await;
    assert!(hers.status == Status::UnprocessableEntity && hers.says("This pays you back."), "{}", hers.text());
    for who in [&dana, &ana] {
        assert_eq!(approve(&server, who, &request).await.status, Status::SeeOther, "whoever asked counts as one of two");
    }
    let entry = pay(&server, &dana, &request).await.location.expect("it is paid");
    let member = server.member("Lee W.").await;
    assert_eq!(server.get(&request, Some(&member.session)).await.status, Status::NotFound);
    assert_eq!(server.get("/treasury/disbursements", Some(&member.session)).await.status, Status::NotFound);
    assert_eq!(approve(&server, &member, &request).await.status, Status::NotFound);
    for page in [entry.as_str(), "/treasury", "/treasury/report?from=2026-04-01&to=2026-04-30", "/treasury/entries.csv"] {
        let page = server.get(page, Some(&member.session)).await;
        for name in ["Kim C.", "Dana R.", "Ana P.", "the till was broken"] {
            assert!(!page.says(name), "{name}: {}", page.text());
        }
    }
}

#[rocket::async_test]
async fn t17_a_reimbursement_without_a_receipt_says_why() {
    let (server, dana) = with_places().await;
    let kim = server.find("Kim C.").await;
    let request = ask(&server, &dana, &[("payee", kim.0.as_str())]).await;
    let page = server.get(&request, Some(&dana.session)).await;
    assert!(page.says("Pays back Kim C.") && page.says("A reimbursement needs its receipt"), "{}", page.text());
    assert!(!page.says("approv"), "no policy asks for any: {}", page.text());
    let early = pay(&server, &dana, &request).await;
    assert!(early.status == Status::UnprocessableEntity && early.says("Add one of them first."), "{}", early.text());
    let explain = format!("{request}/no-receipt");
    not_done(&server, &dana, &explain, &[("no_receipt", "ask kim@mail.example")], &["mail address"]).await;
    done(&server, &dana, &explain, &[("no_receipt", "A coin machine gives none")]).await;
    assert!(server.get(&request, Some(&dana.session)).await.says("No receipt because A coin machine gives none"));
    assert_eq!(pay(&server, &dana, &request).await.status, Status::SeeOther);
}

#[rocket::async_test]
async fn t17_a_bill_above_the_sum_is_approved_and_settled_by_its_payment() {
    let Group { server, dana, kim, ana } = group().await;
    let bill = [
        ("what", "Hall"),
        ("amount", "60"),
        ("day_of_month", "16"),
        ("category", "expenses:rent"),
        ("place", "assets:bank"),
        ("begins_on", "2026-04-16"),
    ];
    done(&server, &dana, "/treasury/bills", &bill).await;
    saved(&server, &dana, "/treasury/opening-balance", &[("day", "2026-04-01"), ("amounts[bank]", "500")]).await;
    let due = link(&server.get("/treasury/reserve", Some(&dana.session)).await, "/treasury/expenses/new?due=bill.");
    let key = due.split_once("due=").expect("a key").1;
    let form = [("category", "expenses:rent"), ("amount", "60"), ("place", "assets:bank"), ("due", key), ("day", "2026-04-16")];
    refused(&server, &dana, "/treasury/expenses", &form, &["Above $50.00 two must approve"]).await;
    let request = done(&server, &dana, "/treasury/disbursements", &form).await.location.expect("it leads there");
    for who in [&kim, &ana] {
        approve(&server, who, &request).await;
    }
    let overview = server.get("/treasury", Some(&dana.session)).await;
    assert!(overview.says("Hall Apr 16, 2026"), "{}", overview.text());
    assert_eq!(pay(&server, &dana, &request).await.status, Status::SeeOther);
    assert!(!server.get("/treasury", Some(&dana.session)).await.says("Hall Apr 16, 2026"));
}

#[rocket::async_test]
async fn t17_what_is_wrong_with_a_request_or_a_policy_is_said_at_once() {
    let (server, dana) = with_places().await;
    let request = [("category", "income:basket"), ("amount", "0"), ("place", "x"), ("payee", "nobody")];
    let sentences = ["Choose one from the list.", "Enter an amount above zero."];
    not_done(&server, &dana, "/treasury/disbursements", &request, &sentences).await;
    let sentences = ["Choose whether two approve", "Choose a day of the calendar."];
    not_done(&server, &dana, "/treasury/approval-policies", &[], &sentences).await;
}

#[rocket::async_test]
async fn t17_of_an_approval_and_a_withdrawal_at_once_one_comes_first_and_the_other_is_told() {
    let Group { server, dana, kim, ana } = group().await;
    for _ in 0..8 {
        let request = ask(&server, &dana, &[]).await;
        approve(&server, &ana, &request).await;
        let withdrawal = format!("{request}/withdrawal");
        let (approved, withdrawn, paid) = rocket::tokio::join!(
            approve(&server, &kim, &request),
            server.post(&withdrawal, Some(&dana.session), &[]),
            pay(&server, &dana, &request),
        );
        let is = |answer: &Answer, status| answer.status == status;
        match (is(&withdrawn, Status::SeeOther), is(&paid, Status::SeeOther)) {
            (true, true) => panic!("{request} was withdrawn and paid"),
            (true, false) => assert!(is(&approved, Status::SeeOther) || is(&approved, Status::Conflict), "{approved:?}"),
            (false, true) => assert!(is(&approved, Status::SeeOther) && is(&withdrawn, Status::Conflict)),
            (false, false) => panic!("nothing became of {request}: {} {}", withdrawn.text(), paid.text()),
        }
    }
}

#[rocket::async_test]
async fn t17_many_approvals_at_once_by_one_member_are_one() {
    let Group { server, dana, kim, .. } = group().await;
    let request = ask(&server, &dana, &[]).await;
    let answers = join_all((0..12).map(|_| approve(&server, &kim, &request))).await;
    assert!(answers.iter().all(|answer| answer.status == Status::SeeOther));
    assert!(server.get(&request, Some(&dana.session)).await.says("One more must approve it."));
}

#[rocket::async_test]
async fn t17_the_database_takes_no_approval_twice_none_by_the_payee_and_no_payment_without() {
    let Group { server, dana, kim, ana } = group().await;
    let request = ask(&server, &dana, &[("payee", kim.id.0.as_str()), ("no_receipt", "lost")]).await;
    let id = request.rsplit_once('/').expect("an id").1.to_owned();
    let approval = |at: u8, who: &Person| {
        format!(
            "INSERT INTO disbursement_approvals (id, disbursement_id, approver_id, approved_at)
             VALUES ('01900000-0000-7000-8000-00000000000{at}', '{id}', '{}', 0)",
            who.id
        )
    };
    let coffee = [("category", "expenses:refreshments"), ("amount", "5"), ("place", "assets:bank"), ("day", "2026-04-16")];
    saved(&server, &dana, "/treasury/expenses", &coffee).await;
    let paid = format!("UPDATE disbursements SET entry_number = 1 WHERE id = '{id}'");
    assert!(run(&server, &approval(1, &kim)).await.is_err(), "whoever is paid back");
    assert_eq!(run(&server, &approval(2, &ana)).await, Ok(1));
    assert!(run(&server, &approval(3, &ana)).await.is_err(), "twice");
    assert!(run(&server, &paid).await.is_err(), "one is not enough");
    for sql in [
        "UPDATE disbursement_approvals SET approver_id = (SELECT MIN(id) FROM members)",
        "DELETE FROM disbursement_approvals",
        "UPDATE disbursements SET approvals_needed = 0",
        "UPDATE disbursements SET amount_minor = 1",
        "UPDATE disbursements SET payee_id = (SELECT MIN(id) FROM members WHERE id <> payee_id)",
        "DELETE FROM disbursements",
        "UPDATE approval_policies SET above_minor = 1",
        "DELETE FROM approval_policies",
    ] {
        assert!(run(&server, sql).await.is_err(), "{sql}");
    }
    assert_eq!(run(&server, &approval(4, &dana)).await, Ok(1));
    assert_eq!(run(&server, &paid).await, Ok(1));
    assert!(
        run(&server, &format!("UPDATE disbursements SET withdrawn_at = 1, entry_number = NULL WHERE id = '{id}'")).await.is_err()
    );
}

#[rocket::async_test]
async fn t17_a_member_who_is_forgotten_is_named_in_no_request_and_what_was_approved_stays_approved() {
    let Group { server, dana, kim, ana } = group().await;
    let lee = server.member("Lee W.").await;
    let request = ask(&server, &dana, &[("payee", lee.id.0.as_str()), ("no_receipt", "lost")]).await;
    for who in [&kim, &ana] {
        approve(&server, who, &request).await;
    }
    for who in [&lee.id, &ana.id] {
        let txn = server.house.db.begin_write().await.expect("a write begins");
        treasury::forget(&txn, who).await.expect("she is forgotten");
        txn.commit().await.expect("it is written");
    }
    let about = treasury::about(server.house.db.reader(), &kim.id).await.expect("reads");
    assert_eq!((&about["disbursements_approved"], &about["reimbursements"]), (&1.into(), &0.into()));
    let page = server.get(&request, Some(&dana.session)).await;
    assert!(!page.says("Lee W.") && !page.says("Ana P."), "{}", page.text());
    assert!(page.says("Pays back somebody who is no longer named"), "{}", page.text());
    assert_eq!(pay(&server, &dana, &request).await.status, Status::SeeOther);
}
