//! Handing the books over (T20), over HTTP: counted together, confirmed by both, and the rights move in one step.

use futures::future::join_all;
use homegroup::treasury;
use rocket::http::Status;

use super::locks::{run, stored};
use super::surplus::{done, field, not_done};
use super::{count, later, post, saved, with_places};
use crate::common::people::Person;
use crate::common::{Answer, Server};

/// Dana keeps the books with 500.00 in the bank and 20.00 in the box; Lee is elected.
async fn elected() -> (Server, Person, Person) {
    let (server, dana) = with_places().await;
    let opening = [("day", "2026-04-01"), ("amounts[bank]", "500"), ("amounts[cash-box]", "20"), ("amounts[app]", "0")];
    saved(&server, &dana, "/treasury/opening-balance", &opening).await;
    let lee = server.member("Lee W.").await;
    (server, dana, lee)
}

async fn begin(server: &Server, from: &Person, to: &Person) -> String {
    let form = [("incoming", to.id.0.as_str()), ("until", "2027-04-15"), ("meeting", "2026-04-02")];
    done(server, from, "/treasury/handovers", &form).await.location.expect("it leads there")
}

/// Counts what the books say, but for the cash, and takes the note.
async fn count_as(server: &Server, who: &Person, handover: &str, bank: &str, cash: &str, note: &str) -> Answer {
    let form = [
        ("counted[bank]", bank),
        ("counted[cash-box]", cash),
        ("counted[app]", "0"),
        ("note", note),
        ("checked[bank]", "yes"),
        ("checked[passwords]", "yes"),
    ];
    server.post(&format!("{handover}/count"), Some(&who.session), &form).await
}

async fn confirm_seen(server: &Server, who: &Person, handover: &str, seen: &str) -> Answer {
    server.post(&format!("{handover}/confirmation"), Some(&who.session), &[("seen", seen)]).await
}

async fn confirm(server: &Server, who: &Person, handover: &str) -> Answer {
    let seen = field(&server.get(handover, Some(&who.session)).await, "seen");
    confirm_seen(server, who, handover, &seen).await
}

const COFFEE: [(&str, &str); 4] =
    [("day", "2026-04-16"), ("category", "expenses:refreshments"), ("amount", "1.00"), ("place", "assets:bank")];

#[rocket::async_test]
async fn t20_both_confirm_the_same_figures_and_the_rights_move_in_one_step() {
    let (server, mut dana, mut lee) = elected().await;
    assert_eq!(server.get("/treasury/handovers", Some(&lee.session)).await.status, Status::NotFound);
    let handover = begin(&server, &dana, &lee).await;
    assert!(server.get("/treasury", Some(&lee.session)).await.says("The books are being handed over."));
    let page = server.get(&handover, Some(&lee.session)).await;
    assert!(page.says("Hands over Dana R. has not confirmed yet Takes over Lee W. has not confirmed yet"), "{}", page.text());
    assert!(page.says("Checking account $500.00 not yet") && page.says("After entry 1"), "{}", page.text());
    assert_eq!(count_as(&server, &lee, &handover, "500", "20", "").await.status, Status::SeeOther);
    assert_eq!(confirm(&server, &dana, &handover).await.status, Status::SeeOther);
    assert_eq!(post(&server, &lee, "/treasury/expenses", &COFFEE).await.status, Status::Forbidden, "one is not both");
    let page = server.get(&handover, Some(&lee.session)).await;
    let words = page.text().split_once("Fingerprint of this statement ").expect("words").1.to_owned();
    let words: Vec<&str> = words.split(' ').take(6).collect();
    assert_eq!(confirm(&server, &lee, &handover).await.status, Status::SeeOther);
    lee.session = server.session_of(&lee.id).await;
    saved(&server, &lee, "/treasury/expenses", &COFFEE).await;
    assert_eq!(post(&server, &dana, "/treasury/expenses", &COFFEE).await.location.as_deref(), Some("/sign-in"), "signed out");
    dana.session = server.session_of(&dana.id).await;
    assert_eq!(post(&server, &dana, "/treasury/expenses", &COFFEE).await.status, Status::Forbidden);
    let hash = stored(&server).await[0].hash.clone();
    for who in [&dana, &lee] {
        let page = server.get(&handover, Some(&who.session)).await;
        assert!(page.says("The books were handed over on Thursday, April 16, 2026."), "{}", page.text());
        assert!(page.says("Hands over Dana R. has confirmed Takes over Lee W. has confirmed"), "{}", page.text());
        assert!(page.says(&words.join(" ")) && page.says(&hash) && page.says("After entry 1"), "{}", page.text());
        assert!(page.says("Passwords are changed: done") && page.says("Literature and tokens are counted: still to do"));
    }
    let member = server.member("Ana P.").await;
    assert_eq!(server.get(&handover, Some(&member.session)).await.status, Status::NotFound);
}

#[rocket::async_test]
async fn t20_what_was_counted_must_be_explained_where_it_differs() {
    let (server, dana, lee) = elected().await;
    let handover = begin(&server, &dana, &lee).await;
    let page = server.get(&handover, Some(&dana.session)).await;
    assert!(page.says("Count every place first, and explain what differs."), "{}", page.text());
    assert_eq!(count_as(&server, &dana, &handover, "500", "19.00", "").await.status, Status::SeeOther);
    let page = server.get(&handover, Some(&dana.session)).await;
    assert!(page.says("Cash box $20.00 $19.00 -$1.00") && page.says("Count every place first"), "{}", page.text());
    for (bank, note) in [("five", ""), ("500", "ask lee@mail.example")] {
        let wrong = count_as(&server, &dana, &handover, bank, "19.00", note).await;
        assert_eq!(wrong.status, Status::UnprocessableEntity, "{}", wrong.text());
        assert_eq!(field(&wrong, "note"), note, "what was typed is kept");
    }
    let note = "One dollar fell behind the radiator";
    assert_eq!(count_as(&server, &dana, &handover, "500", "19.00", note).await.status, Status::SeeOther);
    for who in [&dana, &lee] {
        let answer = confirm(&server, who, &handover).await;
        assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
    }
    let lee = Person { session: server.session_of(&lee.id).await, id: lee.id };
    let page = server.get(&handover, Some(&lee.session)).await;
    assert!(page.says("The books were handed over") && page.says(note) && page.says("-$1.00"), "{}", page.text());
}

#[rocket::async_test]
async fn t20_an_entry_after_the_first_confirmation_asks_both_to_look_again() {
    let (server, dana, lee) = elected().await;
    let handover = begin(&server, &dana, &lee).await;
    count_as(&server, &dana, &handover, "500", "20", "").await;
    let seen = field(&server.get(&handover, Some(&lee.session)).await, "seen");
    assert_eq!(confirm(&server, &dana, &handover).await.status, Status::SeeOther);
    saved(&server, &dana, "/treasury/expenses", &COFFEE).await;
    let stale = confirm_seen(&server, &lee, &handover, &seen).await;
    assert!(stale.status == Status::Conflict && stale.says("The figures have changed since you saw them."), "{}", stale.text());
    assert!(stale.says("Checking account $499.00 $500.00 $1.00") && stale.says("since somebody confirmed"), "{}", stale.text());
    count_as(&server, &lee, &handover, "499", "20", "").await;
    assert_eq!(confirm(&server, &lee, &handover).await.status, Status::SeeOther);
    assert!(server.get(&handover, Some(&dana.session)).await.says("Dana R. has not confirmed yet"), "hers was another");
    assert_eq!(confirm(&server, &dana, &handover).await.status, Status::SeeOther);
    let lee = Person { session: server.session_of(&lee.id).await, id: lee.id };
    assert!(server.get(&handover, Some(&lee.session)).await.says("The books were handed over"));
}

#[rocket::async_test]
async fn t20_of_a_handover_and_late_entries_at_once_one_comes_first() {
    let (server, mut from, mut to) = elected().await;
    let (mut done_by_race, mut told) = (0, 0);
    for round in 0..8 {
        let handover = begin(&server, &from, &to).await;
        let entries = count(&server, &from).await;
        let bank = format!("{}", 500 - (entries - 1));
        assert_eq!(count_as(&server, &from, &handover, &bank, "20", "").await.status, Status::SeeOther);
        let seen = field(&server.get(&handover, Some(&to.session)).await, "seen");
        assert_eq!(confirm_seen(&server, &from, &handover, &seen).await.status, Status::SeeOther);
        let posts = || join_all((0..3).map(|_| post(&server, &from, "/treasury/expenses", &COFFEE)));
        let confirmation = || confirm_seen(&server, &to, &handover, &seen);
        let (late, confirmed, later) = match round % 2 {
            0 => rocket::tokio::join!(posts(), confirmation(), posts()),
            _ => {
                let (confirmed, late, later) = rocket::tokio::join!(confirmation(), posts(), posts());
                (late, confirmed, later)
            }
        };
        let posted = late
            .iter()
            .chain(&later)
            .filter(|answer| answer.location.as_deref().is_some_and(|location| location.starts_with("/treasury/entries/")));
        let posted = posted.count();
        let reader = Person { session: server.session_of(&to.id).await, id: to.id.clone() };
        assert_eq!(count(&server, &reader).await, entries + posted, "what was saved is there, and nothing else");
        match confirmed.status {
            Status::SeeOther => {
                assert_eq!(posted, 0, "an entry came into books that were handed over");
                done_by_race += 1;
            }
            Status::Conflict => {
                assert!(posted > 0, "somebody was told of figures that have not changed");
                told += 1;
                let bank = format!("{}", 500 - (entries + posted - 1));
                count_as(&server, &to, &handover, &bank, "20", "").await;
                for who in [&from, &to] {
                    assert_eq!(confirm(&server, who, &handover).await.status, Status::SeeOther);
                }
            }
            status => panic!("{status}: {}", confirmed.text()),
        }
        (from, to) = (to, from);
        from.session = server.session_of(&from.id).await;
        to.session = server.session_of(&to.id).await;
        assert_eq!(post(&server, &to, "/treasury/expenses", &COFFEE).await.status, Status::Forbidden);
    }
    assert_eq!(done_by_race + told, 8);
    treasury::verify_ledger(&server.house).await.expect("the books are whole");
}

#[rocket::async_test]
async fn t20_two_confirmations_at_once_move_the_rights_once() {
    let (server, dana, lee) = elected().await;
    let handover = begin(&server, &dana, &lee).await;
    count_as(&server, &dana, &handover, "500", "20", "").await;
    let seen = field(&server.get(&handover, Some(&lee.session)).await, "seen");
    let answers = join_all((0..8).map(|at| confirm_seen(&server, [&dana, &lee][at % 2], &handover, &seen))).await;
    assert!(answers.iter().all(|answer| answer.status == Status::SeeOther), "{answers:?}");
    let lee = Person { session: server.session_of(&lee.id).await, id: lee.id };
    assert!(server.get(&handover, Some(&lee.session)).await.says("The books were handed over"));
    saved(&server, &lee, "/treasury/expenses", &COFFEE).await;
}

#[rocket::async_test]
async fn t20_a_handover_is_called_off_and_only_one_is_open() {
    let (server, dana, lee) = elected().await;
    let form = [("incoming", dana.id.0.as_str()), ("until", "2026-04-01")];
    let sentences = ["Choose the member who takes over.", "Choose the last day of her term"];
    not_done(&server, &dana, "/treasury/handovers", &form, &sentences).await;
    let handover = begin(&server, &dana, &lee).await;
    let again = [("incoming", lee.id.0.as_str()), ("until", "2027-04-15"), ("meeting", "2026-04-02")];
    not_done(&server, &dana, "/treasury/handovers", &again, &["Another handover is under way."]).await;
    for _ in 0..2 {
        let answer = server.post(&format!("{handover}/end"), Some(&lee.session), &[]).await;
        assert_eq!(answer.status, Status::SeeOther);
    }
    assert!(server.get(&handover, Some(&dana.session)).await.says("This handover was called off. Nothing has changed."));
    assert_eq!(count_as(&server, &dana, &handover, "500", "20", "").await.status, Status::Conflict);
    begin(&server, &dana, &lee).await;
}

#[rocket::async_test]
async fn t20_whoever_has_no_part_in_it_confirms_nothing_and_the_last_day_must_not_have_passed() {
    let (server, mut dana, mut lee) = elected().await;
    let handover = begin(&server, &dana, &lee).await;
    let ana = server.officer("Ana P.", "Treasurer").await;
    assert!(server.get(&handover, Some(&ana.session)).await.says("Dana R."), "a second treasurer may look");
    for path in ["confirmation", "count", "end"] {
        let answer = server.post(&format!("{handover}/{path}"), Some(&ana.session), &[("seen", "x")]).await;
        assert_eq!(answer.status, Status::NotFound, "{path}");
    }
    run(&server, "UPDATE handovers SET until_day = '2026-04-17'").await.expect("it is open still");
    later(&server, &mut dana, "2026-04-18T16:00:00Z").await;
    later(&server, &mut lee, "2026-04-18T16:00:00Z").await;
    count_as(&server, &dana, &handover, "500", "20", "").await;
    confirm(&server, &dana, &handover).await;
    let answer = confirm(&server, &lee, &handover).await;
    assert!(answer.status == Status::UnprocessableEntity && answer.says("today or later"), "{}", answer.text());
    saved(&server, &dana, "/treasury/expenses", &COFFEE).await;
}

#[rocket::async_test]
async fn t20_what_was_handed_over_is_never_changed_and_a_name_can_be_taken_out() {
    let (server, dana, lee) = elected().await;
    let handover = begin(&server, &dana, &lee).await;
    count_as(&server, &dana, &handover, "500", "20", "").await;
    for who in [&dana, &lee] {
        confirm(&server, who, &handover).await;
    }
    for sql in [
        "UPDATE handovers SET last_hash = NULL",
        "UPDATE handovers SET note = 'x'",
        "UPDATE handovers SET done_at = NULL, done_on = NULL, last_entry = NULL, last_hash = NULL, fingerprint = NULL",
        "UPDATE handovers SET incoming_id = (SELECT MIN(id) FROM members)",
        "DELETE FROM handovers",
        "UPDATE handover_places SET counted_minor = 1",
        "DELETE FROM handover_places",
    ] {
        assert!(run(&server, sql).await.is_err(), "{sql}");
    }
    let txn = server.house.db.begin_write().await.expect("a write begins");
    treasury::forget(&txn, &dana.id).await.expect("she is forgotten");
    txn.commit().await.expect("it is written");
    let lee = Person { session: server.session_of(&lee.id).await, id: lee.id };
    let page = server.get(&handover, Some(&lee.session)).await;
    assert!(page.says("Hands over somebody who is no longer named") && !page.says("Dana R."), "{}", page.text());
}
