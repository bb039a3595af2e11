//! A member's anniversary note on the whole server: it is made once, leaves once, and not at all when she does not want it.

use std::sync::{Arc, Mutex};

use homegroup::house::House;
use homegroup::mail::{self, Carrier, Ready};
use homegroup::{jobs, members};
use homegroup_anniversaries::{ANNOUNCEMENT, LIST, MAIL};
use homegroup_plugin::{Fates, MemberId, Purpose};
use rocket::http::Status;
use sea_orm::{ConnectionTrait, Statement};

use crate::common::people::Person;
use crate::common::{Server, killed_after};

const JOB: &str = "anniversaries/notices";

/// A member with a confirmed address, a clean date and consents, all given through her own page.
async fn member(server: &Server, name: &str, clean_date: &str, purposes: &[&Purpose]) -> Person {
    let address = format!("{}@mail.example", name.split(' ').next().unwrap_or_default().to_lowercase());
    let id = server.add(name, &address).await;
    let txn = server.house.db.begin_write().await.expect("a write begins");
    members::arrive(&txn, &id, true, server.house.clock.now()).await.expect("she arrives");
    txn.commit().await.expect("it is written");
    let person = Person { session: server.session_of(&id).await, id };
    state(server, &person, name, clean_date).await;
    for purpose in purposes {
        answer(server, &person, purpose, "true").await;
    }
    person
}

/// She states this clean date on her own page.
async fn state(server: &Server, who: &Person, name: &str, clean_date: &str) {
    let form = [("name", name), ("clean_date", clean_date)];
    assert_eq!(server.post("/me", Some(&who.session), &form).await.status, Status::SeeOther);
}

async fn answer(server: &Server, who: &Person, purpose: &Purpose, agrees: &str) {
    let path = format!("/me/consents/{}", purpose.name);
    assert_eq!(server.post(&path, Some(&who.session), &[("agrees", agrees)]).await.status, Status::SeeOther);
}

/// What became of her notes for today and the ten days before.
async fn fates(server: &Server, who: &MemberId) -> Fates {
    let days = server.house.today().iter_days().rev().take(11);
    let keys = days.flat_map(|day| ["1d", "100d", "1y", "2y", "39y"].map(|mark| format!("anniversaries/{day}/{who}-{mark}")));
    let keys: Vec<_> = keys.map(|key| format!("'{}'", server.house.seal.lookup("once-key", &key))).collect();
    let db = &server.house.db;
    let ask = format!("SELECT state, COUNT(*) AS n FROM outgoing_mails WHERE once_key IN ({}) GROUP BY state", keys.join(", "));
    let rows = db.reader().query_all_raw(Statement::from_string(db.backend(), ask)).await.expect("the database answers");
    let mut fates = Fates::default();
    for row in rows {
        let count: i64 = row.try_get("", "n").expect("a number");
        let fate = match row.try_get::<String>("", "state").expect("a state").as_str() {
            "queued" => &mut fates.waiting,
            "sent" => &mut fates.sent,
            "cancelled" => &mut fates.cancelled,
            other => panic!("no note of these tests is {other}"),
        };
        *fate += u64::try_from(count).expect("not negative");
    }
    fates
}

/// Delivers whatever waits, and returns what left.
async fn delivered(server: &Server) -> Vec<Ready> {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let mut carrier = Carrier::Memory(kept.clone());
    while mail::round(&server.house, &mut carrier).await.expect("the round ends").taken > 0 {}
    kept.lock().expect("no panic").clone()
}

/// A number the database counts.
async fn counted(server: &Server, sql: &str) -> i64 {
    let db = &server.house.db;
    let row = db.reader().query_one_raw(Statement::from_string(db.backend(), sql)).await.expect("the database answers");
    row.expect("a row").try_get("", "n").expect("a number")
}

const NOTES: &str = "SELECT COUNT(*) AS n FROM outgoing_mails WHERE NOT urgent";
const ON_THE_DAY: &str = "SELECT CAST(SUM(on_the_day) AS BIGINT) AS n FROM anniversaries_days";

async fn run(house: &Arc<House>) -> Result<String, String> {
    let jobs = jobs::all(house).expect("the jobs are listed");
    let job = jobs.iter().find(|owned| owned.full_name() == JOB).expect("the plugin is installed");
    jobs::run(house, job, house.clock.now()).await
}

#[rocket::async_test]
async fn a_note_arrives_on_her_day_and_tells_a_stranger_nothing() {
    let (server, _) = Server::with_group().await;
    let ana = member(&server, "Ana K.", "2025-04-16", &[&MAIL]).await;
    member(&server, "Bea", "2025-04-16", &[&LIST, &ANNOUNCEMENT]).await;
    member(&server, "Cleo M.", "2025-04-17", &[&MAIL]).await;
    server.run_job(JOB).await;
    let mails = delivered(&server).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].envelope.to()[0].to_string(), "ana@mail.example");
    let message = String::from_utf8(mails[0].bytes.clone()).expect("a message is text").replace("=\r\n", "");
    let (headers, body) = message.split_once("\r\n\r\n").expect("headers, then the body");
    assert!(headers.contains("From: \"Thursday circle\" <note@circle.example>"), "{headers}");
    assert!(headers.contains("Subject: A note for you\r\n"), "{headers}");
    assert!(body.contains("Dear Ana,") && body.contains("You have reached one year."), "{body}");
    assert_eq!(fates(&server, &ana.id).await, Fates { sent: 1, ..Fates::default() });
}

#[rocket::async_test]
async fn a6_killed_anywhere_and_started_again_there_is_one_note_and_it_is_counted_once() {
    let (server, _) = Server::with_group().await;
    let mut ended = false;
    for polls in 0..400 {
        let name = format!("Dana{}{}", char::from(b'a' + (polls / 26) as u8), char::from(b'a' + (polls % 26) as u8));
        member(&server, &name, "2026-04-15", &[&MAIL]).await;
        ended = killed_after(polls, run(&server.house)).await.is_some();
        run(&server.house).await.expect("the job runs");
        assert_eq!(counted(&server, NOTES).await, polls as i64 + 1, "killed after {polls} steps");
        assert_eq!(counted(&server, ON_THE_DAY).await, polls as i64 + 1, "killed after {polls} steps");
        if ended {
            break;
        }
    }
    assert!(ended, "the job was killed at every one of its steps");
}

#[rocket::async_test]
async fn a6_two_servers_on_one_database_make_one_note() {
    let (server, _) = Server::with_group().await;
    let other =
        House::open(server.house.settings.clone(), homegroup::plugins::installed(), server.clock.clock()).await.expect("opens");
    server.clock.set("2026-04-08T16:00:00Z");
    run(&other).await.expect("the job runs");
    for name in ["Ana K.", "Bea", "Cleo M.", "Dot", "Eve"] {
        member(&server, name, "2025-04-16", &[&MAIL]).await;
    }
    member(&server, "Fay", "2025-04-10", &[&MAIL]).await;
    server.clock.set("2026-04-16T16:00:00Z");
    let both = [&server.house, &other].repeat(4);
    for outcome in rocket::futures::future::join_all(both.into_iter().map(run)).await {
        outcome.expect("the job runs");
    }
    assert_eq!((counted(&server, NOTES).await, counted(&server, ON_THE_DAY).await), (5, 5));
    assert_eq!(counted(&server, "SELECT CAST(SUM(missed) AS BIGINT) AS n FROM anniversaries_days").await, 1);
    assert_eq!(delivered(&server).await.len(), 5);
}

#[rocket::async_test]
async fn a6_one_note_that_cannot_be_queued_holds_up_nobody_and_is_made_up_for() {
    let (server, _) = Server::with_group().await;
    let ana = member(&server, "Ana K.", "2025-04-16", &[&MAIL]).await;
    let bea = member(&server, "Bea", "2025-04-16", &[&MAIL]).await;
    server.clock.set("2026-04-15T16:00:00Z");
    run(&server.house).await.expect("the job runs");
    server.clock.set("2026-04-16T16:00:00Z");
    server.post("/sign-in/links", None, &[("email", "ana@mail.example")]).await;
    server.run_job("core/sign-in-links").await;
    let db = server.house.db.maintenance();
    // A link for Ana waits in the outbox, so that a second row of hers fails, and no other.
    db.execute_unprepared("CREATE UNIQUE INDEX one_row_each ON outgoing_mails (member_id)").await.expect("an index is made");
    assert_eq!(run(&server.house).await.expect_err("it says so"), "1 notes could not be queued; 1 were");
    assert_eq!(fates(&server, &bea.id).await.waiting, 1);
    assert_eq!(fates(&server, &ana.id).await, Fates::default());
    db.execute_unprepared("DROP INDEX one_row_each").await.expect("the index is gone");
    server.clock.set("2026-04-17T16:00:00Z");
    run(&server.house).await.expect("the job runs");
    assert_eq!(fates(&server, &ana.id).await.waiting, 1);
    assert_eq!(counted(&server, "SELECT CAST(SUM(belated) AS BIGINT) AS n FROM anniversaries_days").await, 1);
}

#[rocket::async_test]
async fn e13_a_note_that_waited_longer_than_three_days_is_not_sent_any_more() {
    let (server, _) = Server::with_group().await;
    let ana = member(&server, "Ana K.", "2025-04-16", &[&MAIL]).await;
    let bea = member(&server, "Bea", "2025-04-17", &[&MAIL]).await;
    for day in ["2026-04-16T16:00:00Z", "2026-04-17T16:00:00Z"] {
        server.clock.set(day);
        server.run_job(JOB).await;
    }
    server.clock.set("2026-04-20T16:00:00Z");
    let left = delivered(&server).await;
    assert_eq!(left.iter().map(|mail| mail.envelope.to()[0].to_string()).collect::<Vec<_>>(), ["bea@mail.example"]);
    assert_eq!(fates(&server, &ana.id).await, Fates { cancelled: 1, ..Fates::default() });
    assert_eq!(fates(&server, &bea.id).await, Fates { sent: 1, ..Fates::default() });
}

#[rocket::async_test]
async fn a7_a_note_that_waits_does_not_leave_once_she_takes_her_consent_back() {
    let (server, _) = Server::with_group().await;
    let ana = member(&server, "Ana K.", "2025-04-16", &[&MAIL]).await;
    server.run_job(JOB).await;
    assert_eq!(fates(&server, &ana.id).await.waiting, 1);
    answer(&server, &ana, &MAIL, "false").await;
    assert_eq!(delivered(&server).await.len(), 0);
    assert_eq!(fates(&server, &ana.id).await, Fates { cancelled: 1, ..Fates::default() });
    // Asked for again on her day, it comes after all, and once.
    for _ in 0..2 {
        answer(&server, &ana, &MAIL, "true").await;
        server.run_job(JOB).await;
    }
    assert_eq!(delivered(&server).await.len(), 1);
    answer(&server, &ana, &MAIL, "false").await;
    answer(&server, &ana, &MAIL, "true").await;
    server.run_job(JOB).await;
    assert_eq!(delivered(&server).await.len(), 0, "once");
}

#[rocket::async_test]
async fn a6_a_date_entered_wrongly_and_mended_makes_no_second_note() {
    let (server, _) = Server::with_group().await;
    server.clock.set("2026-02-28T16:00:00Z");
    let ana = member(&server, "Ana K.", "2024-02-29", &[&MAIL]).await;
    server.run_job(JOB).await;
    assert_eq!(delivered(&server).await.len(), 1);
    for date in ["2024-02-28", "2024-02-29", "", "2024-02-29"] {
        state(&server, &ana, "Ana K.", date).await;
        server.run_job(JOB).await;
    }
    let form = [("name", "Ana K."), ("clean_date", "2024-02-29"), ("march", "true")];
    assert_eq!(server.post("/me", Some(&ana.session), &form).await.status, Status::SeeOther);
    server.clock.set("2026-03-01T16:00:00Z");
    server.run_job(JOB).await;
    assert_eq!(delivered(&server).await.len(), 0, "two years were told of");
}

#[rocket::async_test]
async fn a9_a_changed_clean_date_takes_its_waiting_note_along_and_leaves_no_trace() {
    let (server, _) = Server::with_group().await;
    let ana = member(&server, "Ana K.", "1987-04-16", &[&MAIL]).await;
    server.run_job(JOB).await;
    assert_eq!(fates(&server, &ana.id).await.waiting, 1);
    state(&server, &ana, "Ana K.", "2026-04-15").await;
    server.run_job(JOB).await;
    let mails = delivered(&server).await;
    assert_eq!(mails.len(), 1);
    let message = String::from_utf8(mails[0].bytes.clone()).expect("a message is text").replace("=\r\n", "");
    assert!(message.contains("You have one full day.") && !message.contains("39 years"), "{message}");
    assert_eq!(fates(&server, &ana.id).await, Fates { sent: 1, cancelled: 1, ..Fates::default() });
    let dump = server.dump().await;
    for trace in ["1987-04-16", "2026-04-15", "/39y", "/1d", "39 years", "one full day"] {
        assert!(!dump.contains(trace), "{trace}");
    }
}

#[rocket::async_test]
async fn a14_nothing_more_is_sent_to_a_member_who_left() {
    let (server, _) = Server::with_group().await;
    let ana = member(&server, "Ana K.", "2025-04-16", &[&MAIL, &LIST]).await;
    server.run_job(JOB).await;
    assert_eq!(server.post("/me/leaving", Some(&ana.session), &[]).await.status, Status::SeeOther);
    assert_eq!(delivered(&server).await.len(), 0);
    assert_eq!(server.run_job(JOB).await, "queued 0 notes on their day and 0 late; 0 were too old to send");
}

#[rocket::async_test]
async fn a8_members_see_names_and_marks_and_others_see_the_door() {
    let (server, kim) = Server::with_group().await;
    let ana = member(&server, "Ana K.", "1987-04-09", &[&LIST]).await;
    member(&server, "Bea", "2024-04-09", &[&MAIL]).await;
    for path in ["/anniversaries", "/anniversaries/mine", "/anniversaries/work", "/anniversaries/announcements"] {
        let stranger = server.get(path, None).await;
        assert_eq!(stranger.status, Status::SeeOther, "{path}");
        assert!(!stranger.body.contains("Ana"), "{path}");
    }
    for who in [&kim, &ana] {
        let page = server.get("/anniversaries", Some(&who.session)).await;
        assert!(page.says("Anniversaries in April 2026") && page.says("Ana K. 39 years") && !page.says("Bea"), "{}", page.text());
        assert!(!page.says("Apr 9") && !page.says("1987"), "{}", page.text());
    }
    assert!(server.get("/", Some(&kim.session)).await.says("One member is on this month's list."));
    let own = server.get("/me", Some(&ana.session)).await;
    assert!(own.says("Your next mark: 40 years , Friday, April 9, 2027."), "{}", own.text());
    assert!(!server.get("/me", Some(&kim.session)).await.says("40 years"));
    let secretary = server.officer("Sara T.", "Secretary").await;
    assert_eq!(server.get("/anniversaries/work", Some(&ana.session)).await.status, Status::Forbidden);
    assert!(server.get("/anniversaries/work", Some(&secretary.session)).await.says("Members who asked for notes 1"));
}

#[rocket::async_test]
async fn a3_the_group_changes_its_marks_in_the_settings() {
    let (server, kim) = Server::with_group().await;
    let ana = member(&server, "Ana K.", "2026-01-06", &[&MAIL]).await;
    let save = async |marks: &str| {
        let form = [("preset", "own"), ("marks", marks), ("hour", "8")];
        server.post("/settings/plugins/anniversaries", Some(&kim.session), &form).await
    };
    let refused = save("100 d, a fortnight").await;
    assert_eq!(refused.status, Status::UnprocessableEntity);
    assert!(refused.says("This was not understood: a fortnight.") && refused.body.contains("100 d, a fortnight"));
    assert_eq!(save("100 d").await.status, Status::SeeOther);
    server.run_job(JOB).await;
    assert_eq!(fates(&server, &ana.id).await.waiting, 1);
}
