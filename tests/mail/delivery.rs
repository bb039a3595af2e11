//! When a mail leaves and when it does not.

use std::sync::Arc;

use homegroup::house::House;
use homegroup::mail::{BUSINESS, Carrier};
use homegroup::{backup, members, plugins};
use homegroup_plugin::chrono::{DateTime, Utc};
use homegroup_plugin::{Fates, Queued};

use super::{a_mail, carrier_to, column, fates, memory, queue, queue_link, queue_this, reader, round, run_sql, taken};
use crate::common::Server;
use crate::common::smtp::Sink;

#[rocket::async_test]
async fn a_mail_is_queued_once_and_arrives_once() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let sink = Sink::start().await;
    let mut carrier = carrier_to(&sink);
    assert_eq!(queue(&server, &dana, "1").await, Queued::New);
    assert_eq!(queue(&server, &dana, "1").await, Queued::Already);
    round(&server.house, &mut carrier).await;
    round(&server.house, &mut carrier).await;
    let received = sink.received();
    assert_eq!(received.len(), 1);
    assert_eq!((received[0].to.as_str(), received[0].from.as_str()), ("dana@mail.example", "note@circle.example"));
    assert!(received[0].data.contains("List-Unsubscribe: <http://127.0.0.1:8000/u/"), "{}", received[0].data);
    assert_eq!(fates(&server).await, Fates { sent: 1, ..Fates::default() });
    assert_eq!(queue(&server, &dana, "1").await, Queued::Already, "also after it was sent");
}

#[rocket::async_test]
async fn a_mail_whose_cause_is_rolled_back_does_not_exist() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let txn = server.house.db.begin_write().await.expect("a write begins");
    homegroup::mail::queue(&txn, &server.house, "core", &a_mail(&dana, "1")).await.expect("it is queued");
    drop(txn);
    assert_eq!(fates(&server).await, Fates::default());
    assert_eq!(queue(&server, &dana, "1").await, Queued::New);
}

#[rocket::async_test]
async fn what_she_no_longer_wants_does_not_leave_even_when_it_was_queued() {
    let (server, _) = Server::with_group().await;
    let (mut carrier, kept) = memory();
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    queue(&server, &dana, "1").await;
    // Past the page that would withdraw it: what counts is what she says when it leaves.
    run_sql(&server, "UPDATE consents SET withdrawn_at = given_at").await;
    round(&server.house, &mut carrier).await;
    assert_eq!((taken(&kept), fates(&server).await), (0, Fates { cancelled: 1, ..Fates::default() }));
}

#[rocket::async_test]
async fn a_consent_taken_back_withdraws_what_waits_at_once() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    queue(&server, &dana, "1").await;
    let txn = server.house.db.begin_write().await.expect("a write begins");
    let now = server.house.clock.now();
    members::withdraw(&txn, &server.house.seal, &dana, "newsletter", now).await.expect("withdrawn");
    members::withdraw(&txn, &server.house.seal, &dana, BUSINESS.name, now).await.expect("withdrawn");
    txn.commit().await.expect("it is written");
    assert_eq!(fates(&server).await, Fates { cancelled: 1, ..Fates::default() });
}

#[rocket::async_test]
async fn a_withdrawn_mail_that_is_asked_for_again_begins_anew_and_leaves_once() {
    let (server, _) = Server::with_group().await;
    let (mut carrier, kept) = memory();
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    queue(&server, &dana, "1").await;
    let id = column(&server, "id").await;
    // It had been tried for two days, and was about to be given up.
    run_sql(&server, "UPDATE outgoing_mails SET tries = 9, first_try_at = made_at - 170000, code = 451").await;
    let txn = server.house.db.begin_write().await.expect("a write begins");
    let now = server.house.clock.now();
    members::withdraw(&txn, &server.house.seal, &dana, BUSINESS.name, now).await.expect("withdrawn");
    members::agree(&txn, &dana, &BUSINESS, now).await.expect("she agrees again");
    txn.commit().await.expect("it is written");
    assert_eq!(queue(&server, &dana, "1").await, Queued::New);
    for (name, now) in [("tries", Some("0")), ("first_try_at", None), ("code", None), ("settled_at", None)] {
        assert_eq!(column(&server, name).await.as_deref(), now, "{name}");
    }
    assert_eq!(column(&server, "id").await, id, "under the name it had");
    round(&server.house, &mut carrier).await;
    assert_eq!(queue(&server, &dana, "1").await, Queued::Already);
    assert_eq!((taken(&kept), fates(&server).await), (1, Fates { sent: 1, ..Fates::default() }));
}

#[rocket::async_test]
async fn e1_an_address_nobody_confirmed_gets_no_stream_mail() {
    let (server, _) = Server::with_group().await;
    let (mut carrier, kept) = memory();
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    run_sql(&server, "UPDATE members SET email_confirmed_at = NULL").await;
    queue(&server, &dana, "1").await;
    queue_link(&server, &dana, "link", 10).await;
    round(&server.house, &mut carrier).await;
    assert_eq!((taken(&kept), fates(&server).await), (1, Fates { cancelled: 1, ..Fates::default() }));
}

#[rocket::async_test]
async fn what_comes_too_late_is_withdrawn() {
    let (server, _) = Server::with_group().await;
    let (mut carrier, kept) = memory();
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let until: DateTime<Utc> = server.house.clock.now() + homegroup_plugin::chrono::TimeDelta::days(3);
    queue_this(&server, &homegroup_plugin::Mail { useful_until: Some(until), ..a_mail(&dana, "1") }).await;
    queue_link(&server, &dana, "link", 10).await;
    server.clock.advance_seconds(3 * 24 * 3600 + 1);
    round(&server.house, &mut carrier).await;
    assert_eq!((taken(&kept), fates(&server).await), (0, Fates { cancelled: 1, ..Fates::default() }));
}

#[rocket::async_test]
async fn a_link_to_sign_in_never_waits_behind_a_newsletter() {
    let (server, _) = Server::with_group().await;
    let (mut carrier, kept) = memory();
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    for key in 0..5 {
        queue(&server, &dana, &key.to_string()).await;
    }
    queue_link(&server, &dana, "link", 10).await;
    round(&server.house, &mut carrier).await;
    let first = String::from_utf8(kept.lock().expect("no panic")[0].bytes.clone()).expect("ASCII");
    assert!(first.contains("Subject: A link for you"), "{first}");
}

#[rocket::async_test]
async fn while_mail_is_held_only_a_link_she_asked_for_leaves() {
    let (server, _) = Server::with_group().await;
    let secretary = server.officer("Lena M.", "Secretary").await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let (mut carrier, kept) = memory();
    server.post("/mail/hold", Some(&secretary.session), &[]).await;
    queue(&server, &dana, "1").await;
    queue_link(&server, &dana, "link", 10).await;
    round(&server.house, &mut carrier).await;
    assert_eq!((taken(&kept), fates(&server).await), (1, Fates { waiting: 1, ..Fates::default() }));
    assert!(server.get("/mail", Some(&secretary.session)).await.says("An officer asked for it"));
    server.post("/mail/release", Some(&secretary.session), &[]).await;
    round(&server.house, &mut carrier).await;
    assert_eq!(taken(&kept), 2);
}

#[rocket::async_test]
async fn after_a_restore_nothing_leaves_until_an_officer_has_looked() {
    let folder = Arc::new(tempfile::tempdir().expect("a folder"));
    let mut settings = crate::common::settings(&folder).await;
    settings.database_url = String::new();
    let clock = crate::common::TestClock::at(crate::common::NOON);
    let file = folder.path().join("backup");
    {
        let server = Server::open(folder.clone(), settings.clone(), plugins::installed(), clock.clone()).await;
        server.set_up(&[]).await;
        let dana = reader(&server, "Dana R.", "dana@mail.example").await;
        queue(&server, &dana, "1").await;
        backup::backup(&server.house, &file).await.expect("is written");
    }
    backup::restore(&settings.clone().checked().expect("the settings hold"), &file).await.expect("is restored");
    let server = Server::open(folder, settings, plugins::installed(), clock).await;
    let (mut carrier, kept) = memory();
    round(&server.house, &mut carrier).await;
    assert_eq!((taken(&kept), fates(&server).await), (0, Fates { waiting: 1, ..Fates::default() }));
    let secretary = server.officer("Lena M.", "Secretary").await;
    assert!(server.get("/mail", Some(&secretary.session)).await.says("A backup was restored"));
}

#[rocket::async_test]
async fn two_servers_share_the_work_and_send_nothing_twice() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    for key in 0..40 {
        queue(&server, &dana, &key.to_string()).await;
    }
    let (_, kept) = memory();
    let other = House::open(server.house.settings.clone(), plugins::installed(), server.clock.clock()).await.expect("opens");
    let work = |house: Arc<House>| {
        let mut carrier = Carrier::Memory(kept.clone());
        async move { while round(&house, &mut carrier).await.taken > 0 {} }
    };
    rocket::futures::join!(work(server.house.clone()), work(other.clone()), work(other));
    let mut ids: Vec<_> = kept.lock().expect("no panic").iter().map(|ready| ready.id.clone()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), taken(&kept)), (40, 40));
    assert_eq!(fates(&server).await, Fates { sent: 40, ..Fates::default() });
}

#[rocket::async_test]
async fn a_claim_whose_holder_is_gone_runs_out_and_the_mail_leaves_once() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    queue(&server, &dana, "1").await;
    let until = server.house.clock.now().timestamp() + 180;
    run_sql(&server, &format!("UPDATE outgoing_mails SET state = 'claimed', claim = 'x', claimed_until = {until}")).await;
    let (mut carrier, kept) = memory();
    round(&server.house, &mut carrier).await;
    assert_eq!(taken(&kept), 0, "somebody is at work on it");
    server.clock.advance_seconds(181);
    round(&server.house, &mut carrier).await;
    assert_eq!((taken(&kept), fates(&server).await), (1, Fates { sent: 1, ..Fates::default() }));
}

#[rocket::async_test]
async fn a_mail_found_in_the_middle_of_being_handed_over_is_unknown_and_stays_so() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    queue(&server, &dana, "1").await;
    let until = server.house.clock.now().timestamp() + 900;
    run_sql(&server, &format!("UPDATE outgoing_mails SET state = 'handing_over', claim = 'x', claimed_until = {until}")).await;
    let (mut carrier, kept) = memory();
    round(&server.house, &mut carrier).await;
    assert_eq!(fates(&server).await, Fates { waiting: 1, ..Fates::default() }, "the answer may still come");
    for _ in 0..3 {
        server.clock.advance_seconds(901);
        round(&server.house, &mut carrier).await;
    }
    assert_eq!((taken(&kept), fates(&server).await), (0, Fates { unknown: 1, ..Fates::default() }));
    assert_eq!(column(&server, "reason").await.as_deref(), Some("ended"));
}

#[rocket::async_test]
async fn whoever_has_lost_its_claim_hands_nothing_over() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    queue(&server, &dana, "1").await;
    let sink = Sink::start().await;
    // While the server takes its time over RCPT, the mail is withdrawn.
    sink.misbehave(Some((
        crate::common::smtp::At::Recipient,
        crate::common::smtp::Fault::Late(std::time::Duration::from_millis(1500)),
    )));
    let mut carrier = carrier_to(&sink);
    let withdraw = async {
        while column(&server, "state").await.as_deref() != Some("claimed") {
            rocket::tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        let txn = server.house.db.begin_write().await.expect("a write begins");
        members::withdraw_all(&txn, &dana, server.house.clock.now()).await.expect("withdrawn");
        txn.commit().await.expect("it is written");
    };
    rocket::futures::join!(round(&server.house, &mut carrier), withdraw);
    assert!(sink.received().is_empty());
    assert_eq!(fates(&server).await, Fates { cancelled: 1, ..Fates::default() });
}

#[rocket::async_test]
async fn a_mail_that_cannot_be_made_is_refused_and_holds_up_nobody() {
    let (server, _) = Server::with_group().await;
    let (mut carrier, kept) = memory();
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let maria = reader(&server, "Maria T.", "maria@mail.example").await;
    queue(&server, &dana, "1").await;
    queue(&server, &maria, "2").await;
    // Moved to another row, a sealed value does not open.
    let swap = format!(
        "UPDATE outgoing_mails SET content = (SELECT content FROM outgoing_mails WHERE member_id = '{maria}') WHERE member_id = '{dana}'"
    );
    run_sql(&server, &swap).await;
    round(&server.house, &mut carrier).await;
    assert_eq!((taken(&kept), fates(&server).await), (1, Fates { sent: 1, refused: 1, ..Fates::default() }));
}

#[rocket::async_test]
async fn the_outbox_names_nobody_and_a_sent_mail_forgets_to_whom_it_went() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana.canary@mail.example").await;
    queue(&server, &dana, "1").await;
    let waiting = server.dump().await;
    for secret in ["canary", "passphrase or your address", "batch/1"] {
        assert!(!waiting.contains(secret), "{secret}");
    }
    round(&server.house, &mut memory().0).await;
    for name in ["member_id", "stream", "content", "claim"] {
        assert_eq!(column(&server, name).await, None, "{name}");
    }
}

#[rocket::async_test]
async fn after_thirty_days_nothing_of_a_mail_is_left_but_that_it_was_made() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    queue(&server, &dana, "1").await;
    run_sql(&server, "UPDATE outgoing_mails SET state = 'unknown', settled_at = made_at, reason = 'ended'").await;
    queue_link(&server, &dana, "link", 10).await;
    round(&server.house, &mut memory().0).await;
    server.run_job("core/tidy").await;
    assert!(server.dump().await.contains(&dana.0) && fates(&server).await.unknown == 1);
    server.clock.advance_seconds(31 * 24 * 3600);
    server.run_job("core/tidy").await;
    assert_eq!(column(&server, "member_id").await, None, "and the link is gone altogether");
    assert_eq!(fates(&server).await, Fates { unknown: 1, ..Fates::default() });
    assert_eq!(queue(&server, &dana, "1").await, Queued::Already);
}

#[rocket::async_test]
async fn a_file_carrier_writes_each_mail_once_under_its_own_name() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    queue(&server, &dana, "1").await;
    let mut carrier = Carrier::of(&server.house.settings).expect("mail leaves as files");
    round(&server.house, &mut carrier).await;
    let folder = server.house.settings.data.join("mail");
    let names: Vec<_> = std::fs::read_dir(&folder).expect("the folder").map(|file| file.expect("a file").file_name()).collect();
    let [name] = names.as_slice() else { panic!("{names:?}") };
    assert!(std::fs::read_to_string(folder.join(name)).expect("a mail").contains("To: dana@mail.example"));
}
