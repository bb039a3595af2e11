//! The outbox: a mail is there once, leaves once, and is never in doubt without being listed.

use std::sync::{Arc, Mutex};

use homegroup::house::House;
use homegroup::mail::{self, BUSINESS, Carrier, Round};
use homegroup::members;
use homegroup::settings::{self, Security, Settings, Transport};
use homegroup_plugin::{Consent, Fates, Mail, MemberId, Queued};
use rocket::http::{ContentType, Header, Status};
use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::common::Server;
use crate::common::smtp::{At, Fault, Sink};

/// A reader with a confirmed address who wants news of the group's business.
async fn reader(server: &Server, name: &str, email: &str) -> MemberId {
    let id = server.add(name, email).await;
    let now = server.house.clock.now();
    let txn = server.house.db.begin_write().await.expect("a write begins");
    members::arrive(&txn, &id, true, now).await.expect("she arrives");
    members::agree(&txn, &id, &BUSINESS, now).await.expect("she agrees");
    txn.commit().await.expect("it is written");
    id
}

async fn queue(server: &Server, to: &MemberId, key: &str) -> Queued {
    let mail = Mail {
        once_key: format!("batch/{key}"),
        to: Consent::stated(to.clone(), BUSINESS.name),
        template: "mail/changed",
        context: json!({}),
        clean_date_version: None,
        useful_until: None,
    };
    let txn = server.house.db.begin_write().await.expect("a write begins");
    let queued = mail::queue(&txn, &server.house, "core", &mail).await.expect("it is queued");
    txn.commit().await.expect("it is written");
    queued
}

fn carrier_to(sink: &Sink) -> Carrier {
    let mail = settings::Mail {
        transport: Transport::Smtp,
        host: sink.address.ip().to_string(),
        port: sink.address.port(),
        security: Security::Plain,
        from: "note@circle.example".into(),
        per_minute: 6000,
        ..settings::Mail::default()
    };
    Carrier::of(&Settings { mail, ..Settings::default() }).expect("mail leaves")
}

async fn round(house: &Arc<House>, carrier: &mut Carrier) -> Round {
    mail::round(house, carrier).await.expect("the round ends")
}

async fn fates(server: &Server) -> Fates {
    mail::fates(&server.house, "core", "batch/").await.expect("the counts are read")
}

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
    assert_eq!(received[0].to, "dana@mail.example");
    assert_eq!(received[0].from, "note@circle.example");
    assert!(received[0].data.contains("List-Unsubscribe: <http://127.0.0.1:8000/u/"), "{}", received[0].data);
    assert_eq!(fates(&server).await, Fates { sent: 1, ..Fates::default() });
}

#[rocket::async_test]
async fn each_fault_of_the_mail_server_has_its_fate() {
    let waiting = Fates { waiting: 1, ..Fates::default() };
    let refused = Fates { refused: 1, ..Fates::default() };
    let unknown = Fates { unknown: 1, ..Fates::default() };
    let table = [
        (At::Banner, Fault::Say("421 not now"), waiting),
        (At::Banner, Fault::Say("554 go away"), waiting),
        (At::Banner, Fault::Hang, waiting),
        (At::Hello, Fault::Say("502 what"), waiting),
        (At::Sender, Fault::Say("451 later"), waiting),
        (At::Sender, Fault::Say("550 not from you"), waiting),
        (At::Sender, Fault::Hang, waiting),
        (At::Recipient, Fault::Say("450 greylisted"), waiting),
        (At::Recipient, Fault::Say("550 nobody here"), refused),
        (At::Recipient, Fault::Hang, waiting),
        (At::Data, Fault::Say("451 later"), waiting),
        (At::Data, Fault::Say("554 no"), refused),
        (At::Data, Fault::Hang, waiting),
        (At::Dot, Fault::Say("451 later"), waiting),
        (At::Dot, Fault::Say("554 spam"), refused),
        (At::Dot, Fault::Hang, unknown),
        (At::Dot, Fault::Say("???"), unknown),
    ];
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    for (number, (at, fault, expected)) in table.into_iter().enumerate() {
        let sink = Sink::start().await;
        let mut carrier = carrier_to(&sink);
        sink.misbehave(Some((at, fault)));
        queue(&server, &dana, "1").await;
        round(&server.house, &mut carrier).await;
        assert_eq!(fates(&server).await, expected, "{at:?} {fault:?}");
        // Later, with a server that behaves: what waited arrives once; what is unknown or refused is left alone.
        sink.misbehave(None);
        let arrived_before = sink.received().len();
        server.clock.advance_seconds(300);
        round(&server.house, &mut carrier).await;
        let arrived = sink.received().len() - arrived_before;
        assert_eq!(arrived, usize::from(expected == waiting), "{number}: {at:?} {fault:?}");
        clear(&server).await;
    }
}

async fn clear(server: &Server) {
    let txn = server.house.db.begin_write().await.expect("a write begins");
    txn.execute_unprepared("DELETE FROM outgoing_mails").await.expect("cleared");
    txn.commit().await.expect("it is written");
}

#[rocket::async_test]
async fn one_refused_address_holds_up_nobody() {
    let (server, _) = Server::with_group().await;
    let sink = Sink::start().await;
    let mut carrier = carrier_to(&sink);
    for (name, key) in [("Dana R.", "1"), ("Maria T.", "2"), ("Ruth B.", "3")] {
        let id = reader(&server, name, &format!("{key}@mail.example")).await;
        queue(&server, &id, key).await;
    }
    sink.misbehave(Some((At::Recipient, Fault::Say("550 nobody here"))));
    assert_eq!(round(&server.house, &mut carrier).await.taken, 3);
    assert_eq!(fates(&server).await, Fates { refused: 3, ..Fates::default() });
}

#[rocket::async_test]
async fn a_wrong_password_pauses_all_mail_and_burns_no_mail() {
    let (server, _) = Server::with_group().await;
    let sink = Sink::start().await;
    let mut carrier = carrier_to(&sink);
    if let Carrier::Smtp { mail, .. } = &mut carrier {
        (mail.user, mail.password) = ("circle".into(), "wrong".into());
    }
    for key in ["1", "2"] {
        let id =
            reader(&server, ["Dana R.", "Maria T."][key.len() - 1 + usize::from(key == "2")], &format!("{key}@mail.example"))
                .await;
        queue(&server, &id, key).await;
    }
    sink.misbehave(Some((At::Auth, Fault::Say("535 no"))));
    assert!(round(&server.house, &mut carrier).await.stopped);
    assert_eq!(fates(&server).await, Fates { waiting: 2, ..Fates::default() });
    let chair = server.officer("Lena M.", "Secretary").await;
    assert!(server.get("/mail", Some(&chair.session)).await.says("cannot be used just now: the mail server answered 535"));
    sink.misbehave(None);
    server.clock.advance_seconds(200);
    round(&server.house, &mut carrier).await;
    assert_eq!(fates(&server).await, Fates { sent: 2, ..Fates::default() });
    assert!(!server.get("/mail", Some(&chair.session)).await.says("cannot be used"));
}

#[rocket::async_test]
async fn what_she_no_longer_wants_does_not_leave_even_when_it_was_queued() {
    let (server, _) = Server::with_group().await;
    let kept = Arc::new(Mutex::new(Vec::new()));
    let mut carrier = Carrier::Memory(kept.clone());
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    queue(&server, &dana, "1").await;
    let txn = server.house.db.begin_write().await.expect("a write begins");
    members::withdraw(&txn, &dana, BUSINESS.name, server.house.clock.now()).await.expect("withdrawn");
    txn.commit().await.expect("it is written");
    round(&server.house, &mut carrier).await;
    assert!(kept.lock().expect("no panic").is_empty());
    assert_eq!(fates(&server).await, Fates { cancelled: 1, ..Fates::default() });
}

#[rocket::async_test]
async fn e1_an_address_nobody_confirmed_gets_no_stream_mail() {
    let (server, _) = Server::with_group().await;
    let kept = Arc::new(Mutex::new(Vec::new()));
    let mut carrier = Carrier::Memory(kept.clone());
    let dana = server.add("Dana R.", "dana@mail.example").await;
    let txn = server.house.db.begin_write().await.expect("a write begins");
    members::agree(&txn, &dana, &BUSINESS, server.house.clock.now()).await.expect("she agrees");
    txn.commit().await.expect("it is written");
    queue(&server, &dana, "1").await;
    round(&server.house, &mut carrier).await;
    assert!(kept.lock().expect("no panic").is_empty());
}

/// The path of the unsubscribe link in the one mail that left.
async fn unsubscribe_path(server: &Server, dana: &MemberId) -> String {
    let kept = Arc::new(Mutex::new(Vec::new()));
    queue(server, dana, "link").await;
    round(&server.house, &mut Carrier::Memory(kept.clone())).await;
    let raw = String::from_utf8(kept.lock().expect("no panic")[0].bytes.clone()).expect("ASCII").replace("\r\n ", "");
    let link = raw.split("List-Unsubscribe: <").nth(1).and_then(|rest| rest.split('>').next()).expect("it has the header");
    link.strip_prefix("http://127.0.0.1:8000").expect("the configured address").trim().to_owned()
}

#[rocket::async_test]
async fn e5_a_get_never_unsubscribes_and_one_click_does() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let path = unsubscribe_path(&server, &dana).await;
    for _ in 0..100 {
        assert_eq!(server.get(&path, None).await.status, Status::Ok);
    }
    assert!(members::agrees(server.house.db.reader(), &dana, BUSINESS.name).await.expect("read"));
    queue(&server, &dana, "waiting").await;
    // A mail program posts from nowhere: no cookie, no origin.
    for _ in 0..2 {
        let post = server.client.post(path.clone()).header(ContentType::Form).header(Header::new("Sec-Fetch-Site", "cross-site"));
        assert_eq!(post.body("List-Unsubscribe=One-Click").dispatch().await.status(), Status::Ok);
    }
    assert!(!members::agrees(server.house.db.reader(), &dana, BUSINESS.name).await.expect("read"));
    assert_eq!(fates(&server).await, Fates { sent: 1, cancelled: 1, ..Fates::default() });
}

#[rocket::async_test]
async fn e6_a_bad_token_gets_the_same_page_and_changes_nothing() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let path = unsubscribe_path(&server, &dana).await;
    assert!(!path.contains("dana") && path.trim_start_matches("/u/").bytes().all(|byte| byte.is_ascii_hexdigit()), "{path}");
    let last = if path.ends_with('0') { "1" } else { "0" };
    let forged = format!("{}{last}", &path[..path.len() - 1]);
    for wrong in [forged.as_str(), "/u/nonsense", "/u/00"] {
        let answer = server.post(wrong, None, &[("List-Unsubscribe", "One-Click")]).await;
        assert_eq!(answer.status, Status::Ok, "{wrong}");
        assert!(answer.says("It is done"), "{wrong}");
    }
    assert!(members::agrees(server.house.db.reader(), &dana, BUSINESS.name).await.expect("read"));
}

#[rocket::async_test]
async fn an_unknown_mail_is_listed_and_goes_again_only_at_an_officers_word() {
    let (server, _) = Server::with_group().await;
    let secretary = server.officer("Lena M.", "Secretary").await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let sink = Sink::start().await;
    let mut carrier = carrier_to(&sink);
    sink.misbehave(Some((At::Dot, Fault::Hang)));
    queue(&server, &dana, "1").await;
    round(&server.house, &mut carrier).await;
    sink.misbehave(None);
    let page = server.get("/mail", Some(&secretary.session)).await;
    assert!(page.says("Dana R.") && page.says("Unknown"), "{}", page.text());
    let action = page.body.split('"').find(|part| part.ends_with("/again")).expect("it can be sent again").to_owned();
    assert_eq!(server.post(&action, Some(&secretary.session), &[]).await.status, Status::SeeOther);
    assert_eq!(server.post(&action, Some(&secretary.session), &[]).await.status, Status::NotFound, "once decided, it is gone");
    round(&server.house, &mut carrier).await;
    let received = sink.received();
    assert_eq!(received.len(), 2);
    let id = |data: &str| data.lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned);
    assert_eq!(id(&received[0].data), id(&received[1].data));
}

#[rocket::async_test]
async fn while_mail_is_held_nothing_leaves() {
    let (server, _) = Server::with_group().await;
    let secretary = server.officer("Lena M.", "Secretary").await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let kept = Arc::new(Mutex::new(Vec::new()));
    let mut carrier = Carrier::Memory(kept.clone());
    server.post("/mail/hold", Some(&secretary.session), &[]).await;
    queue(&server, &dana, "1").await;
    assert!(round(&server.house, &mut carrier).await.stopped);
    assert!(kept.lock().expect("no panic").is_empty());
    assert!(server.get("/mail", Some(&secretary.session)).await.says("An officer asked for it"));
    server.post("/mail/release", Some(&secretary.session), &[]).await;
    round(&server.house, &mut carrier).await;
    assert_eq!(kept.lock().expect("no panic").len(), 1);
    assert_eq!(kept.lock().expect("no panic").len(), 1);
}

#[rocket::async_test]
async fn two_servers_share_the_work_and_send_nothing_twice() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    for key in 0..40 {
        queue(&server, &dana, &key.to_string()).await;
    }
    let kept = Arc::new(Mutex::new(Vec::new()));
    let other =
        House::open(server.house.settings.clone(), homegroup::plugins::installed(), server.clock.clock()).await.expect("opens");
    let work = |house: Arc<House>| {
        let mut carrier = Carrier::Memory(kept.clone());
        async move { while round(&house, &mut carrier).await.taken > 0 {} }
    };
    rocket::futures::join!(work(server.house.clone()), work(other.clone()), work(other));
    assert_eq!(kept.lock().expect("no panic").len(), 40);
    assert_eq!(fates(&server).await, Fates { sent: 40, ..Fates::default() });
}

#[rocket::async_test]
async fn a_mail_server_that_offers_no_starttls_gets_nothing() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let sink = Sink::start().await;
    let mut carrier = carrier_to(&sink);
    if let Carrier::Smtp { mail, .. } = &mut carrier {
        mail.security = Security::Starttls;
    }
    queue(&server, &dana, "1").await;
    assert!(round(&server.house, &mut carrier).await.stopped);
    assert!(sink.received().is_empty());
    assert_eq!(fates(&server).await, Fates { waiting: 1, ..Fates::default() });
}

#[rocket::async_test]
async fn nothing_in_the_outbox_names_anybody() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana.canary@mail.example").await;
    queue(&server, &dana, "1").await;
    let dump = server.dump().await;
    assert!(!dump.contains("canary") && !dump.contains("passphrase or your address") && !dump.contains("batch/1"));
}
