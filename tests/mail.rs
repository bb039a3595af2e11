//! The outbox: a mail is there once, leaves once, and is never in doubt without being listed.

mod delivery;
mod faults;
mod officers;
mod real;
mod tls;
mod unsubscribe;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use homegroup::house::House;
use homegroup::mail::{self, BUSINESS, Carrier, Patience, Ready, Round, SecurityMail};
use homegroup::members;
use homegroup::settings::{self, Security, Transport};
use homegroup_plugin::{Consent, Fates, Mail, MemberId, Queued};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

use crate::common::Server;
use crate::common::smtp::Sink;

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

fn a_mail(to: &MemberId, key: &str) -> Mail {
    Mail {
        once_key: format!("batch/{key}"),
        to: Consent::stated(to.clone(), BUSINESS.name),
        template: "mail/changed",
        context: json!({}),
        clean_date_version: None,
        useful_until: None,
    }
}

async fn queue(server: &Server, to: &MemberId, key: &str) -> Queued {
    queue_this(server, &a_mail(to, key)).await
}

async fn queue_this(server: &Server, mail: &Mail) -> Queued {
    let txn = server.house.db.begin_write().await.expect("a write begins");
    let queued = mail::queue(&txn, &server.house, "core", mail).await.expect("it is queued");
    txn.commit().await.expect("it is written");
    queued
}

/// A mail about signing in.
async fn queue_link(server: &Server, to: &MemberId, key: &str, minutes: i64) {
    let link = SecurityMail {
        once_key: key,
        member: to,
        address: None,
        template: "mail/sign-in",
        context: json!({ "link": "http://127.0.0.1:8000/sign-in/links/00" }),
        useful_until: Some(server.house.clock.now() + homegroup_plugin::chrono::TimeDelta::minutes(minutes)),
    };
    let txn = server.house.db.begin_write().await.expect("a write begins");
    mail::queue_security(&txn, &server.house, &link).await.expect("it is queued");
    txn.commit().await.expect("it is written");
}

/// How to reach a mail server on this port of ours.
fn mail_settings(port: u16) -> settings::Mail {
    settings::Mail {
        transport: Transport::Smtp,
        host: "127.0.0.1".into(),
        port,
        security: Security::Plain,
        from: "note@circle.example".into(),
        per_minute: 6000,
        ..settings::Mail::default()
    }
}

/// Waits long enough for a busy machine, and not as long as for a real server.
const PATIENT: Patience = Patience { answer: Duration::from_secs(20), after_dot: Duration::from_secs(20) };

fn carrier_to(sink: &Sink) -> Carrier {
    Carrier::smtp(mail_settings(sink.address.port()), PATIENT)
}

/// A carrier into memory, and where it puts what it carries.
fn memory() -> (Carrier, Arc<Mutex<Vec<Ready>>>) {
    let kept = Arc::new(Mutex::new(Vec::new()));
    (Carrier::Memory(kept.clone()), kept)
}

fn taken(kept: &Mutex<Vec<Ready>>) -> usize {
    kept.lock().expect("no panic").len()
}

async fn round(house: &Arc<House>, carrier: &mut Carrier) -> Round {
    mail::round(house, carrier).await.expect("the round ends")
}

async fn fates(server: &Server) -> Fates {
    mail::fates(&server.house, "core", "batch/").await.expect("the counts are read")
}

/// A column of the one mail in the outbox, as text.
async fn column(server: &Server, name: &str) -> Option<String> {
    let ask = format!("SELECT CAST({name} AS TEXT) AS it FROM outgoing_mails");
    let statement = Statement::from_string(server.house.db.backend(), ask);
    let row = server.house.db.reader().query_one_raw(statement).await.expect("the outbox is read");
    row.expect("a mail").try_get("", "it").expect("text")
}

async fn run_sql(server: &Server, sql: &str) {
    let txn = server.house.db.begin_write().await.expect("a write begins");
    txn.execute_unprepared(sql).await.expect("it is done");
    txn.commit().await.expect("it is written");
}
