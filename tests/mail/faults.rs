//! What the mail server does wrong, and what becomes of the mail.

use std::time::Duration;

use homegroup::mail::rules::Phase;
use homegroup::mail::{Carrier, Patience, Ready};
use homegroup_plugin::Fates;
use lettre::address::Envelope;

use super::{carrier_to, column, fates, mail_settings, queue, reader, round, run_sql};
use crate::common::Server;
use crate::common::smtp::{At, Fault, Sink};

const SHORT: Patience = Patience { answer: Duration::from_millis(400), after_dot: Duration::from_millis(400) };

#[rocket::async_test]
async fn each_fault_of_the_mail_server_has_its_fate() {
    let waiting = Fates { waiting: 1, ..Fates::default() };
    let refused = Fates { refused: 1, ..Fates::default() };
    let unknown = Fates { unknown: 1, ..Fates::default() };
    // The tries are counted only where the server has looked at this mail.
    let table = [
        (At::Banner, Fault::Say("421 4.3.2 not now"), waiting, 0),
        (At::Banner, Fault::Say("554 go away"), waiting, 0),
        (At::Banner, Fault::Say("SSH-2.0-OpenSSH_9.2"), waiting, 0),
        (At::Banner, Fault::Hang, waiting, 0),
        (At::Banner, Fault::Stall, waiting, 0),
        (At::Hello, Fault::Say("502 what"), waiting, 0),
        (At::Hello, Fault::Hang, waiting, 0),
        (At::Hello, Fault::Stall, waiting, 0),
        (At::Sender, Fault::Say("451 4.3.0 later"), waiting, 0),
        (At::Sender, Fault::Say("550 5.7.1 not from you"), waiting, 0),
        (At::Sender, Fault::Say("354 what"), waiting, 0),
        (At::Sender, Fault::Hang, waiting, 0),
        (At::Sender, Fault::Stall, waiting, 0),
        (At::Recipient, Fault::Say("450 4.2.0 greylisted"), waiting, 1),
        (At::Recipient, Fault::Say("421 closing"), waiting, 1),
        (At::Recipient, Fault::Say("552 5.2.2 mailbox full"), waiting, 1),
        (At::Recipient, Fault::Say("550 5.1.1 nobody here"), refused, 0),
        (At::Recipient, Fault::Say("354 what"), waiting, 1),
        (At::Recipient, Fault::Hang, waiting, 1),
        (At::Recipient, Fault::Stall, waiting, 1),
        (At::Data, Fault::Say("451 later"), waiting, 1),
        (At::Data, Fault::Say("554 no"), refused, 0),
        (At::Data, Fault::Say("250 what"), waiting, 1),
        (At::Data, Fault::Hang, waiting, 1),
        (At::Data, Fault::Stall, waiting, 1),
        (At::Dot, Fault::Say("451 4.7.1 later"), waiting, 1),
        (At::Dot, Fault::Say("421 closing"), waiting, 1),
        (At::Dot, Fault::Say("554 5.7.1 spam"), refused, 0),
        (At::Dot, Fault::Hang, unknown, 0),
        (At::Dot, Fault::Stall, unknown, 0),
        (At::Dot, Fault::Say("???"), unknown, 0),
        (At::Dot, Fault::Say("\u{1b}[2J\u{fffd}"), unknown, 0),
        (At::Dot, Fault::Say("354 what"), unknown, 0),
    ];
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    for (at, fault, expected, tries) in table {
        let sink = Sink::start().await;
        let mut carrier = match fault {
            Fault::Stall => Carrier::smtp(mail_settings(sink.address.port()), SHORT),
            _ => carrier_to(&sink),
        };
        sink.misbehave(Some((at, fault)));
        queue(&server, &dana, "1").await;
        let stopped = round(&server.house, &mut carrier).await.stopped;
        assert_eq!(fates(&server).await, expected, "{at:?} {fault:?}");
        assert_eq!(column(&server, "tries").await, Some(tries.to_string()), "{at:?} {fault:?}");
        assert_eq!(stopped, expected == waiting && tries == 0, "{at:?} {fault:?}");
        // Later, with a server that behaves: what waited arrives once; what is unknown or refused is left alone.
        sink.misbehave(None);
        let before = sink.received().len();
        server.clock.advance_seconds(300);
        round(&server.house, &mut carrier_to(&sink)).await;
        assert_eq!(sink.received().len() - before, usize::from(expected == waiting), "{at:?} {fault:?}");
        run_sql(&server, "DELETE FROM outgoing_mails").await;
    }
}

#[rocket::async_test]
async fn a_late_answer_is_an_answer() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let sink = Sink::start().await;
    let mut carrier = carrier_to(&sink);
    for (number, at) in [At::Banner, At::Hello, At::Sender, At::Recipient, At::Data, At::Dot].into_iter().enumerate() {
        sink.misbehave(Some((at, Fault::Late(Duration::from_millis(300)))));
        queue(&server, &dana, &number.to_string()).await;
        round(&server.house, &mut carrier).await;
    }
    assert_eq!(sink.received().len(), 6);
    assert_eq!(fates(&server).await, Fates { sent: 6, ..Fates::default() });
}

#[rocket::async_test]
async fn a_connection_that_dies_within_the_message_leaves_no_doubt() {
    let sink = Sink::start().await;
    sink.misbehave(Some((At::Body, Fault::Hang)));
    let mut carrier = carrier_to(&sink);
    let address = |words: &str| words.parse().expect("an address");
    let ready = Ready {
        id: "1".into(),
        envelope: Envelope::new(Some(address("a@mail.example")), vec![address("b@mail.example")]).expect("an envelope"),
        // More than the sockets take at once, so that the writing is still going on when the server is gone.
        bytes: b"some words\r\n".repeat(2_000_000),
    };
    let offer = carrier.offer(&ready).await.expect("the server is ready");
    let failure = offer.hand_over().await.expect_err("it hangs up");
    assert_eq!(failure.phase, Phase::Body, "the dot is not out, so this one may be sent again");
    assert!(sink.received().is_empty());
}

#[rocket::async_test]
async fn an_offer_that_is_taken_back_leaves_nothing_behind() {
    let sink = Sink::start().await;
    let mut carrier = carrier_to(&sink);
    let address = |words: &str| words.parse().expect("an address");
    let ready = Ready {
        id: "1".into(),
        envelope: Envelope::new(Some(address("a@mail.example")), vec![address("b@mail.example")]).expect("an envelope"),
        bytes: b"Subject: x\r\n\r\nx\r\n".to_vec(),
    };
    drop(carrier.offer(&ready).await.expect("the server is ready"));
    carrier.offer(&ready).await.expect("ready again").hand_over().await.expect("it is taken");
    assert_eq!((sink.received().len(), sink.connections()), (1, 2));
}

#[rocket::async_test]
async fn one_refused_address_holds_up_nobody_and_the_connection_is_kept() {
    let (server, _) = Server::with_group().await;
    let sink = Sink::start().await;
    for (name, key) in [("Dana R.", "1"), ("Maria T.", "2"), ("Ruth B.", "3")] {
        let id = reader(&server, name, &format!("{key}@mail.example")).await;
        queue(&server, &id, key).await;
    }
    sink.misbehave(Some((At::Recipient, Fault::Say("550 nobody here"))));
    assert_eq!(round(&server.house, &mut carrier_to(&sink)).await.taken, 3);
    assert_eq!(fates(&server).await, Fates { refused: 3, ..Fates::default() });
    assert_eq!(sink.connections(), 1);
}

#[rocket::async_test]
async fn a_wrong_password_pauses_all_mail_and_burns_no_mail() {
    let (server, _) = Server::with_group().await;
    let sink = Sink::start().await;
    let mut settings = mail_settings(sink.address.port());
    (settings.user, settings.password) = ("circle".into(), "wrong".into());
    let mut carrier = Carrier::smtp(settings, SHORT);
    for (name, key) in [("Dana R.", "1"), ("Maria T.", "2")] {
        let id = reader(&server, name, &format!("{key}@mail.example")).await;
        queue(&server, &id, key).await;
    }
    sink.misbehave(Some((At::Auth, Fault::Say("535 5.7.8 no"))));
    let done = round(&server.house, &mut carrier).await;
    assert!(done.stopped && done.taken == 1, "{done:?}");
    assert_eq!(fates(&server).await, Fates { waiting: 2, ..Fates::default() });
    let secretary = server.officer("Lena M.", "Secretary").await;
    let page = server.get("/mail", Some(&secretary.session)).await;
    assert!(page.says("It does not accept our password (535)"), "{}", page.text());
    sink.misbehave(None);
    round(&server.house, &mut carrier).await;
    assert_eq!(fates(&server).await, Fates { sent: 2, ..Fates::default() });
    assert!(!server.get("/mail", Some(&secretary.session)).await.says("cannot be used"));
}

#[rocket::async_test]
async fn a_mail_server_that_is_not_there_pauses_all_mail() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    queue(&server, &dana, "1").await;
    // A port that was free a moment ago.
    let gone = Sink::start().await.address.port();
    assert!(round(&server.house, &mut Carrier::smtp(mail_settings(gone), SHORT)).await.stopped);
    assert_eq!(fates(&server).await, Fates { waiting: 1, ..Fates::default() });
    let secretary = server.officer("Lena M.", "Secretary").await;
    assert!(server.get("/mail", Some(&secretary.session)).await.says("It cannot be reached."));
}

#[rocket::async_test]
async fn e14_a_mail_put_off_for_two_days_is_given_up() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let sink = Sink::start().await;
    sink.misbehave(Some((At::Recipient, Fault::Say("450 4.2.0 later"))));
    queue(&server, &dana, "1").await;
    let (mut hours, mut tries) = (0, 0);
    while fates(&server).await.waiting == 1 {
        tries += round(&server.house, &mut carrier_to(&sink)).await.taken;
        server.clock.advance_seconds(3600);
        hours += 1;
        assert!(hours <= 60, "it is tried for ever");
    }
    assert_eq!(fates(&server).await, Fates { refused: 1, ..Fates::default() });
    assert!((40..=48).contains(&hours) && (10..=16).contains(&tries), "{tries} tries in {hours} hours");
    let secretary = server.officer("Lena M.", "Secretary").await;
    assert!(server.get("/mail", Some(&secretary.session)).await.says("It was tried for two days"));
}

#[rocket::async_test]
async fn two_hundred_mails_over_one_connection_take_no_longer_than_they_must() {
    // Nagle's delay alone would take eight seconds.
    let sink = Sink::start().await;
    let mut carrier = carrier_to(&sink);
    let address = |words: &str| words.parse().expect("an address");
    let envelope = Envelope::new(Some(address("a@mail.example")), vec![address("b@mail.example")]).expect("an envelope");
    let ready = Ready { id: "1".into(), envelope, bytes: b"some words\r\n".repeat(400) };
    let start = std::time::Instant::now();
    for _ in 0..200 {
        carrier.offer(&ready).await.expect("the server is ready").hand_over().await.expect("it is taken");
    }
    assert_eq!((sink.received().len(), sink.connections()), (200, 1));
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}
