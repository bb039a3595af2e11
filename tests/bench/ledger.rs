//! What the ledger costs as it grows: ten years of entries, ten thousand to a million of them, on the built-in database.
//!
//!     cargo bench --bench ledger -- 10000 100000 1000000
//!
//! Beside each of our figures stands what it is measured against, taken in the same run: bare SQL for the same rows or the same sums, and
//! hledger's balance of the same ledger where it is installed.

#[path = "../common/mod.rs"]
mod common;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use homegroup::treasury::export::Format;
use homegroup::treasury::rules::collection::{Collection, Raw as RawCollection};
use homegroup::treasury::rules::expense::{Expense, Raw as RawExpense};
use homegroup::treasury::rules::report::Period;
use homegroup::treasury::{Posted, Writing, append, books, export_ledger, report};
use homegroup_plugin::chrono::{Days, NaiveDate};
use sea_orm::{ConnectionTrait, Statement};

use common::Server;
use common::people::Person;

/// So many times is each thing done; the middle one is told.
const TIMES: usize = 15;

fn main() {
    let sizes: Vec<u32> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 100_000] } else { sizes };
    println!("| entries | what | ours | beside it | ratio |\n| ---: | --- | ---: | --- | ---: |");
    let runtime = rocket::tokio::runtime::Runtime::new().expect("a runtime");
    for entries in sizes {
        runtime.block_on(measure(entries));
    }
}

async fn measure(entries: u32) {
    let (server, _) = Server::with_group().await;
    let dana = server.officer("Dana R.", "Treasurer").await;
    let second = server.add("Maria T.", "maria@mail.example").await;
    fill(&server, &dana, &second.0, entries).await;
    let say = |what: &str, ours: Duration, beside: &str, other: Option<Duration>| {
        let ratio = other.map_or(String::new(), |other| format!("{:.2}", ours.as_secs_f64() / other.as_secs_f64()));
        let beside = other.map_or(beside.to_owned(), |other| format!("{beside}: {}", milliseconds(other)));
        println!("| {entries} | {what} | {} | {beside} | {ratio} |", milliseconds(ours));
    };

    let bare = bare_rows(&server).await;
    let post = middle(TIMES, async || post_basket(&server, &dana, &second.0).await).await;
    say("log a collection, the whole request, durable", post, "the same rows in one bare durable commit", Some(bare));
    let year = Period::parse("2025-01-01", "2025-12-31").expect("a period");
    let sums = bare_sums(&server, year).await;
    let reckoned = middle(TIMES, async || drop(report(&server.house, year).await.expect("a report"))).await;
    say("the report of a year, reckoned", reckoned, "bare SQL over the entries", Some(sums));
    for (what, path) in [
        ("the report of a year, the page", "/treasury/report?from=2025-01-01&to=2025-12-31"),
        ("the report of eleven months and a half, the page", "/treasury/report?from=2025-01-16&to=2025-12-31"),
        ("the newest entries, the page", "/treasury/entries"),
        ("what there is, the page", "/treasury"),
    ] {
        let took = middle(TIMES, async || {
            let answer = server.get(path, Some(&dana.session)).await;
            assert_eq!(answer.status.code, 200, "{path}");
        })
        .await;
        say(what, took, "", None);
    }
    let mut after = Vec::new();
    for _ in 0..TIMES {
        post_basket(&server, &dana, &second.0).await;
        let begun = Instant::now();
        server.get("/treasury/report?from=2026-01-01&to=2026-12-31", Some(&dana.session)).await;
        after.push(begun.elapsed());
    }
    say("the report of this year right after a new entry, the page", median(after), "", None);
    let hledger = hledger(&server).await;
    let all = Period::parse("2016-01-01", "2026-12-31").expect("a period");
    let reckoned = middle(TIMES, async || drop(report(&server.house, all).await.expect("a report"))).await;
    say("the report of all years, reckoned", reckoned, hledger.map_or("hledger is not there", |_| "hledger's balance"), hledger);
}

/// Ten years of Thursdays' worth of entries, evenly spread: four baskets to one expense.
async fn fill(server: &Server, dana: &Person, second: &str, entries: u32) {
    let last: NaiveDate = server.house.today();
    let writing = Writing::begin(&server.house.db).await.expect("a write begins");
    let books = books(writing.txn(), &server.house, None).await.expect("the books");
    for number in 0..entries {
        let back = u64::from(entries - 1 - number) * 3_650 / u64::from(entries);
        let day = (last - Days::new(back)).to_string();
        let total = format!("{}.{:02}", 20 + number % 60, number % 100);
        let draft = if number % 5 == 4 {
            let raw = RawExpense { day: &day, category: "expenses:rent", amount: &total, place: "assets:cash-box", note: "" };
            Expense::parse(&raw, &books).expect("it holds").draft()
        } else {
            let raw = RawCollection {
                day: &day,
                total: &total,
                place: "assets:cash-box",
                first_counter: &dana.id.0,
                second_counter: second,
                ..RawCollection::default()
            };
            Collection::parse(&raw, &books).expect("it holds").draft()
        };
        let posted = Posted { id: uuid::Uuid::now_v7(), author: &dana.id, counters: &[], now: server.house.clock.now() };
        append(&writing, &draft.expect("it balances"), &posted).await.expect("it is appended");
    }
    writing.commit().await.expect("it is written");
}

async fn post_basket(server: &Server, dana: &Person, second: &str) {
    let once = uuid::Uuid::now_v7().to_string();
    let form = [
        ("once", once.as_str()),
        ("day", "2026-04-16"),
        ("total", "47"),
        ("place", "assets:cash-box"),
        ("first_counter", &dana.id.0),
        ("second_counter", second),
    ];
    let answer = server.post("/treasury/collections", Some(&dana.session), &form).await;
    assert_eq!(answer.status.code, 303, "{}", answer.text());
}

/// The rows of a basket in tables without keys to others, triggers or chain, committed as durably: what the disk alone costs.
async fn bare_rows(server: &Server) -> Duration {
    let db = server.house.db.maintenance();
    for table in [
        "CREATE TABLE bare_entries AS SELECT * FROM ledger_entries WHERE FALSE",
        "CREATE TABLE bare_postings AS SELECT * FROM ledger_postings WHERE FALSE",
        "CREATE TABLE bare_counters AS SELECT * FROM ledger_counters WHERE FALSE",
        "CREATE TABLE bare_authors AS SELECT * FROM ledger_authors WHERE FALSE",
    ] {
        db.execute_unprepared(table).await.expect("a table is made");
    }
    middle(TIMES, async || {
        let txn = server.house.db.begin_write().await.expect("a write begins");
        for row in [
            "INSERT INTO bare_postings SELECT * FROM ledger_postings WHERE entry_number = 1",
            "INSERT INTO bare_entries SELECT * FROM ledger_entries WHERE number = 1",
            "INSERT INTO bare_authors SELECT * FROM ledger_authors WHERE entry_number = 1",
            "INSERT INTO bare_counters VALUES (1, 'first')",
            "INSERT INTO bare_counters VALUES (1, 'second')",
        ] {
            txn.execute_unprepared(row).await.expect("a row is written");
        }
        txn.commit().await.expect("it is written");
    })
    .await
}

/// The sums of a period straight from the entries, opening included.
async fn bare_sums(server: &Server, period: Period) -> Duration {
    let db = server.house.db.reader();
    let ask = format!(
        "SELECT p.account, SUM(CASE WHEN e.day < '{0}' THEN p.amount_minor ELSE 0 END) AS before_minor,
            SUM(CASE WHEN e.day >= '{0}' THEN p.amount_minor ELSE 0 END) AS within_minor
        FROM ledger_postings p JOIN ledger_entries e ON e.number = p.entry_number WHERE e.day <= '{1}' GROUP BY p.account",
        period.from, period.to
    );
    middle(3, async || {
        let asked = Statement::from_string(server.house.db.backend(), ask.as_str());
        assert!(!db.query_all_raw(asked).await.expect("the sums").is_empty());
    })
    .await
}

/// hledger's balance of the exported journal; `None` where hledger is not installed.
async fn hledger(server: &Server) -> Option<Duration> {
    Command::new("hledger").arg("--version").stdout(Stdio::null()).status().ok()?;
    let path = server.folder.path().join("group.journal");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).expect("a file"));
    export_ledger(&server.house, Format::Journal, &mut file).await.expect("it is exported");
    drop(file);
    let begun = Instant::now();
    let status = Command::new("hledger").arg("-f").arg(&path).arg("balance").stdout(Stdio::null()).status().expect("it runs");
    assert!(status.success(), "hledger reads the export");
    Some(begun.elapsed())
}

async fn middle(times: usize, mut work: impl AsyncFnMut()) -> Duration {
    let mut took = Vec::new();
    for _ in 0..times {
        let begun = Instant::now();
        work().await;
        took.push(begun.elapsed());
    }
    median(took)
}

fn median(mut took: Vec<Duration>) -> Duration {
    took.sort_unstable();
    took[took.len() / 2]
}

fn milliseconds(took: Duration) -> String {
    format!("{:.2} ms", took.as_secs_f64() * 1_000.0)
}
