//! The server is killed at random while an issue of the newsletter and the day's notices go through a real mail server. Nobody may get
//! a mail twice, nobody may be missed, and whoever the program cannot be sure of is listed as unknown.

mod posting;

use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use homegroup::house::House;
use homegroup::mail::BUSINESS;
use homegroup::members;
use homegroup::plugins;
use homegroup_plugin::chrono::{Months, Timelike, Utc};
use homegroup_plugin::{Clock, Purpose};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::Value;

use crate::common::Server;
use crate::common::mail_server::{MailServer, header};
use crate::common::people::Person;

/// How often it is killed (issue 2 asks for fifty).
const KILLS: u32 = 50;
const READERS: usize = 40;

/// A small generator (splitmix64), so that a failing run can be run again from its printed seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

/// A zone in which it is now past nine in the morning and before midnight, so that today's notices are due.
fn zone_in_daytime() -> &'static str {
    if (9..23).contains(&Utc::now().hour()) { "UTC" } else { "Pacific/Kiritimati" }
}

#[rocket::async_test]
async fn killed_fifty_times_nobody_gets_a_mail_twice_and_nobody_is_missed() {
    let seed = Utc::now().timestamp_micros().unsigned_abs();
    println!("seed {seed}");
    let mut chance = Chance(seed);
    let server = Server::fresh().await;
    server.clock.set(&Utc::now().to_rfc3339());
    let secretary = prepare(&server).await;
    // Slow answers, so that kills fall into every step, also between the dot and its answer.
    let sink = MailServer::start(&["--pause", "0.015"]);
    for _ in 0..KILLS {
        let before = sink.connections();
        let child = start(&server, &sink);
        let until = Instant::now() + Duration::from_secs(3);
        while sink.connections() == before && Instant::now() < until {
            rocket::tokio::time::sleep(Duration::from_millis(5)).await;
        }
        rocket::tokio::time::sleep(Duration::from_millis(chance.below(250))).await;
        kill(child);
        let_claims_run_out(&server.house).await;
    }
    println!("arrived before the last start: {}", sink.received().len());
    let child = start(&server, &sink);
    let until = Instant::now() + Duration::from_secs(60);
    let outcome = loop {
        let states = states(&server.house).await;
        if states.values().all(|state| !["queued", "claimed", "handing_over"].contains(&state.as_str())) {
            break states;
        }
        assert!(Instant::now() < until, "mail still waits: {states:?}");
        rocket::tokio::time::sleep(Duration::from_millis(100)).await;
    };
    kill(child);
    check(&outcome, &sink.received());
    let unknown = outcome.values().filter(|state| *state == "unknown").count();
    let page = server.get("/mail", Some(&secretary.session)).await;
    assert_eq!(page.body.matches("/again\"").count(), unknown, "every doubt is listed: {}", page.text());
}

/// Forty readers of the newsletter who all have a mark today, and an issue that was released: every mail is caused, none has left.
async fn prepare(server: &Server) -> Person {
    server.set_up(&[("zone", zone_in_daytime())]).await;
    let secretary = server.officer("Lena M.", "Secretary").await;
    let today = server.house.today();
    let a_year_ago = (today - Months::new(12)).to_string();
    for number in 0..READERS {
        let name = format!(
            "{} {}.",
            ["Ada", "Bea", "Cleo", "Dora"][number % 4],
            char::from(b'A' + u8::try_from(number / 4).expect("small"))
        );
        let id = server.add(&name, &format!("reader{number}@mail.example")).await;
        let session = server.session_of(&id).await;
        let form = [("name", name.as_str()), ("clean_date", a_year_ago.as_str())];
        let saved = server.post("/me", Some(&session), &form).await;
        assert_eq!(saved.status.code, 303, "{}", saved.text());
        let now = server.house.clock.now();
        let txn = server.house.db.begin_write().await.expect("a write begins");
        members::arrive(&txn, &id, true, now).await.expect("she arrives");
        for purpose in purposes() {
            members::agree(&txn, &id, purpose, now).await.expect("she agrees");
        }
        txn.commit().await.expect("it is written");
    }
    let draft = [("title", "A note for you"), ("body", "The hall is **ours** until June.")];
    let preview = server.post("/newsletter", Some(&secretary.session), &draft).await.location.expect("the draft is kept");
    let issue = preview.trim_end_matches("/preview").to_owned();
    let page = server.get(&preview, Some(&secretary.session)).await;
    let version = page.body.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a version");
    let released = server.post(&format!("{issue}/release"), Some(&secretary.session), &[("version", version)]).await;
    assert_eq!(released.status.code, 303, "{}", released.text());
    secretary
}

/// What the plugins ask for by mail, and the core's own.
fn purposes() -> Vec<&'static Purpose> {
    let plugins = plugins::installed();
    let asked = plugins.iter().flat_map(|plugin| plugin.personal_data().purposes);
    asked.chain([&BUSINESS]).filter(|purpose| purpose.mail).collect()
}

fn start(server: &Server, sink: &MailServer) -> Child {
    let settings = &server.house.settings;
    Command::new(env!("CARGO_BIN_EXE_homegroup"))
        .args(["--data", settings.data.to_str().expect("a plain path"), "serve", "--port", "0"])
        .env("HOMEGROUP_DATABASE_URL", &settings.database_url)
        .env("HOMEGROUP_BASE_URL", &settings.base_url)
        .env("HOMEGROUP_MAIL__TRANSPORT", "smtp")
        .env("HOMEGROUP_MAIL__HOST", "127.0.0.1")
        .env("HOMEGROUP_MAIL__PORT", sink.port.to_string())
        .env("HOMEGROUP_MAIL__SECURITY", "plain")
        .env("HOMEGROUP_MAIL__FROM", "note@circle.example")
        .env("HOMEGROUP_MAIL__PER_MINUTE", "6000")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the server starts")
}

fn kill(mut child: Child) {
    child.kill().expect("it is killed");
    child.wait().expect("it is gone");
}

/// On the built-in database a new server knows that the last one is gone. On PostgreSQL others may be at work, so that what a dead one
/// had claimed is taken over only when its time has run out; the test does not wait for that.
async fn let_claims_run_out(house: &House) {
    if house.db.backend() == DbBackend::Postgres {
        let txn = house.db.begin_write().await.expect("a write begins");
        txn.execute_unprepared("UPDATE outgoing_mails SET claimed_until = 0 WHERE claimed_until IS NOT NULL")
            .await
            .expect("they run out");
        txn.commit().await.expect("it is written");
    }
}

/// Every mail's Message-ID and its state.
async fn states(house: &House) -> BTreeMap<String, String> {
    let ask = Statement::from_string(house.db.backend(), "SELECT id, state FROM outgoing_mails");
    let rows = house.db.reader().query_all_raw(ask).await.expect("the outbox is read");
    let text = |row: &sea_orm::QueryResult, column: &str| row.try_get::<String>("", column).expect("text");
    rows.iter().map(|row| (format!("<{}@circle.example>", text(row, "id").replace('-', "")), text(row, "state"))).collect()
}

fn check(states: &BTreeMap<String, String>, received: &[Value]) {
    let mut arrived: BTreeMap<&str, usize> = BTreeMap::new();
    for mail in received {
        *arrived.entry(header(mail, "Message-ID").expect("it has an id")).or_default() += 1;
    }
    assert_eq!(states.len(), READERS * plugins::installed().len(), "each has one mail of every plugin");
    for (id, state) in states {
        match (state.as_str(), arrived.get(id.as_str()).copied().unwrap_or_default()) {
            ("sent", 1) | ("unknown", 0 | 1) => {}
            (state, times) => panic!("{id} is {state} and arrived {times} times"),
        }
    }
    let unknown = states.values().filter(|state| *state == "unknown").count();
    assert!(unknown <= usize::try_from(KILLS).expect("small"), "{unknown} are unknown: more than one a kill");
    println!("arrived {} of {}; unknown {unknown}", arrived.len(), states.len());
}

/// The clock of the child is the computer's; the test's own must agree with it, or nothing would be due.
#[test]
fn the_zone_chosen_is_in_its_daytime() {
    let zone = zone_in_daytime().parse().expect("a zone");
    let hour = Clock::system().now().with_timezone::<homegroup_plugin::chrono_tz::Tz>(&zone).hour();
    assert!((9..24).contains(&hour), "{hour}");
}
