//! What the database refuses, whoever asks, and what `homegroup ledger verify` finds when somebody got round it.

use homegroup::treasury::chain::{Stored, verify};
use homegroup::treasury::rules::entry::Entry;
use homegroup::treasury::verify_ledger;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{april, with_places};
use crate::common::Server;

pub(super) async fn run(server: &Server, sql: &str) -> Result<u64, String> {
    let txn = server.house.db.begin_write().await.expect("a write begins");
    let done = txn.execute_raw(Statement::from_string(server.house.db.backend(), sql)).await;
    let rows = done.map_err(|error| error.to_string())?.rows_affected();
    txn.commit().await.map_err(|error| error.to_string())?;
    Ok(rows)
}

/// All entries, read past the program.
pub(super) async fn stored(server: &Server) -> Vec<Stored> {
    let db = server.house.db.reader();
    let all = |sql: &'static str| db.query_all_raw(Statement::from_string(server.house.db.backend(), sql));
    let lines = all("SELECT entry_number, line, account, amount_minor FROM ledger_postings ORDER BY entry_number, line")
        .await
        .expect("reads");
    let postings = |number: i64| {
        let of_entry = lines.iter().filter(move |line| line.try_get::<i64>("", "entry_number").expect("a number") == number);
        of_entry
            .map(|line| (line.try_get("", "account").expect("a code"), line.try_get("", "amount_minor").expect("cents")))
            .collect()
    };
    let lines_of = |number: i64| {
        let of_entry = lines.iter().filter(move |line| line.try_get::<i64>("", "entry_number").expect("a number") == number);
        of_entry.map(|line| line.try_get("", "line").expect("a number")).collect()
    };
    let rows = all("SELECT * FROM ledger_entries ORDER BY number").await.expect("reads");
    rows.iter()
        .map(|row| {
            let number = row.try_get("", "number").expect("a number");
            Stored {
                number,
                id: row.try_get("", "id").expect("an id"),
                posted_at: row.try_get("", "posted_at").expect("an instant"),
                kind: row.try_get("", "kind").expect("a kind"),
                day: row.try_get("", "day").expect("a day"),
                relates_to: row.try_get("", "relates_to").expect("a day"),
                reverses: row.try_get("", "reverses").expect("a number"),
                counters: row.try_get("", "counters").expect("a number"),
                note: row.try_get("", "note").expect("words"),
                details: row.try_get("", "details").expect("words"),
                postings: postings(number),
                lines: lines_of(number),
                previous_hash: row.try_get("", "previous_hash").expect("a hash"),
                hash: row.try_get("", "hash").expect("a hash"),
            }
        })
        .collect()
}

pub(super) async fn entries(server: &Server) -> Vec<Entry> {
    stored(server).await.iter().map(|entry| entry.read().expect("it is one of ours")).collect()
}

#[rocket::async_test]
async fn t10_the_database_refuses_to_change_or_delete_what_was_posted() {
    let (server, mut dana) = with_places().await;
    april(&server, &mut dana).await;
    let before = stored(&server).await;
    let zeros = "0".repeat(64);
    let entry_again = format!(
        "INTO ledger_entries (number, id, posted_at, kind, day, note, details, previous_hash, hash)
         SELECT 3, id, posted_at, 'expense', day, 'forged', details, '{zeros}', '{zeros}' FROM ledger_entries WHERE number = 3"
    );
    // The same id, or the same hash, under the next number: a REPLACE would delete the entry that has it.
    let same_id = "INTO ledger_entries (number, id, posted_at, kind, day, note, details, previous_hash, hash)
         SELECT 15, id, posted_at, 'expense', day, 'forged', details, (SELECT hash FROM ledger_entries WHERE number = 14), 'f' || substr(hash, 2)
         FROM ledger_entries WHERE number = 3";
    let mut forbidden = vec![
        "UPDATE ledger_entries SET note = 'x' WHERE number = 3".to_owned(),
        "UPDATE ledger_entries SET hash = hash".to_owned(),
        "DELETE FROM ledger_entries WHERE number = 14".to_owned(),
        "UPDATE ledger_postings SET amount_minor = amount_minor + 1 WHERE entry_number = 3".to_owned(),
        "DELETE FROM ledger_postings WHERE entry_number = 3".to_owned(),
        "INSERT INTO ledger_postings (entry_number, line, account, amount_minor) VALUES (3, 9, 'expenses:other', 0)".to_owned(),
        "UPDATE ledger_accounts SET kind = 'income' WHERE code = 'assets:bank'".to_owned(),
        "UPDATE ledger_accounts SET code = 'assets:mattress' WHERE code = 'expenses:other'".to_owned(),
        "DELETE FROM ledger_accounts WHERE code = 'income:bequests'".to_owned(),
        format!("INSERT {entry_again}"),
        format!("INSERT {same_id}"),
    ];
    if server.house.db.backend() == DbBackend::Sqlite {
        forbidden.extend([
            format!("INSERT OR REPLACE {entry_again}"),
            format!("INSERT OR REPLACE {same_id}"),
            "REPLACE INTO ledger_postings (entry_number, line, account, amount_minor) VALUES (3, 1, 'assets:bank', 1)".to_owned(),
            "REPLACE INTO ledger_accounts (code, kind, position) VALUES ('assets:bank', 'income', 1)".to_owned(),
            "UPDATE OR REPLACE ledger_entries SET number = 13 WHERE number = 14".to_owned(),
        ]);
    } else {
        forbidden.extend([
            "TRUNCATE ledger_entries CASCADE".to_owned(),
            "TRUNCATE ledger_postings".to_owned(),
            "TRUNCATE ledger_accounts CASCADE".to_owned(),
            "INSERT INTO ledger_postings (entry_number, line, account, amount_minor) VALUES (3, 1, 'assets:bank', 1)
             ON CONFLICT (entry_number, line) DO UPDATE SET amount_minor = 1"
                .to_owned(),
        ]);
    }
    for sql in forbidden {
        let refused = run(&server, &sql).await.expect_err(&sql);
        assert!(refused.contains("ledger: "), "{sql}: {refused}");
    }
    assert_eq!(stored(&server).await, before);
    assert_eq!(verify(&before), Ok(()));
}

#[rocket::async_test]
async fn t10_the_triggers_stand_also_for_a_connection_without_our_settings() {
    let (server, mut dana) = with_places().await;
    april(&server, &mut dana).await;
    if server.house.db.backend() != DbBackend::Sqlite {
        return;
    }
    let file = server.house.settings.data.join("homegroup.db");
    let bare = sea_orm::Database::connect(format!("sqlite:{}", file.display())).await.expect("it opens");
    bare.execute_unprepared("PRAGMA foreign_keys = OFF; PRAGMA recursive_triggers = OFF").await.expect("set");
    let before = stored(&server).await;
    for sql in [
        "DELETE FROM ledger_entries",
        "REPLACE INTO ledger_postings (entry_number, line, account, amount_minor) VALUES (3, 1, 'assets:bank', 1)",
        "REPLACE INTO ledger_accounts (code, kind, position) VALUES ('assets:bank', 'income', 1)",
        "REPLACE INTO ledger_entries SELECT number, id, posted_at, kind, day, relates_to, reverses, counters, 'x', details, previous_hash, hash
            FROM ledger_entries WHERE number = 14",
    ] {
        let refused = bare.execute_unprepared(sql).await.expect_err(sql).to_string();
        assert!(refused.contains("ledger: "), "{sql}: {refused}");
    }
    let hidden = "INSERT OR REPLACE INTO ledger_postings (rowid, entry_number, line, account, amount_minor) VALUES (1, 15, 1, 'assets:bank', 1)";
    bare.execute_unprepared(hidden).await.expect_err("there is no hidden row id");
    assert_eq!(stored(&server).await, before);
}

#[rocket::async_test]
async fn t10_an_entry_is_sealed_only_in_its_order_and_in_balance() {
    let (server, mut dana) = with_places().await;
    april(&server, &mut dana).await;
    let last = stored(&server).await.pop().expect("there are entries").hash;
    let (id, hash) = (super::once(), "a".repeat(64));
    let entry = |number: i64, kind: &str, previous: &str, reverses: &str| {
        format!(
            "INSERT INTO ledger_entries (number, id, posted_at, kind, day, reverses, note, details, previous_hash, hash)
             VALUES ({number}, '{id}', 0, '{kind}', '2026-04-30', {reverses}, '', '{{}}', '{previous}', '{hash}')"
        )
    };
    let lines = |lines: &[(&str, i64)]| -> Vec<String> {
        let line = |(at, (account, minor)): (usize, &(&str, i64))| {
            format!(
                "INSERT INTO ledger_postings (entry_number, line, account, amount_minor) VALUES (15, {}, '{account}', {minor})",
                at + 1
            )
        };
        lines.iter().enumerate().map(line).collect()
    };
    let rent = [("expenses:rent", 100), ("assets:bank", -100)];
    let undoes_rent = [("expenses:rent", -6000), ("assets:bank", 6000)];
    for (what, lines, entry) in [
        ("a gap", lines(&rent), entry(16, "expense", &last, "NULL")),
        ("another entry before", lines(&rent), entry(15, "expense", &hash, "NULL")),
        ("no lines", vec![], entry(15, "expense", &last, "NULL")),
        ("one line", lines(&rent[..1]), entry(15, "expense", &last, "NULL")),
        ("no balance", lines(&[rent[0], ("assets:bank", -99)]), entry(15, "expense", &last, "NULL")),
        ("a reversal of other amounts", lines(&rent), entry(15, "reversal", &last, "10")),
        ("a reversal of nothing", lines(&rent), entry(15, "reversal", &last, "NULL")),
        ("an expense that reverses", lines(&undoes_rent), entry(15, "expense", &last, "10")),
        ("an unknown kind", lines(&rent), entry(15, "gift", &last, "NULL")),
        ("an unknown account", lines(&[("income:outside", -100), ("assets:bank", 100)]), entry(15, "income", &last, "NULL")),
        ("lines without an entry", lines(&rent), "SELECT 1".to_owned()),
    ] {
        let txn = server.house.db.begin_write().await.expect("a write begins");
        let mut refused = false;
        for sql in lines.iter().chain([&entry]) {
            refused = refused || txn.execute_raw(Statement::from_string(server.house.db.backend(), sql)).await.is_err();
        }
        refused = txn.commit().await.is_err() || refused;
        assert!(refused, "{what} was taken");
    }
    assert_eq!(stored(&server).await.len(), 14);
    // The same by the rules is taken: the test itself is no obstacle.
    let txn = server.house.db.begin_write().await.expect("a write begins");
    for sql in lines(&undoes_rent).iter().chain([&entry(15, "reversal", &last, "10")]) {
        txn.execute_raw(Statement::from_string(server.house.db.backend(), sql)).await.expect("it is taken");
    }
    txn.commit().await.expect("it is taken");
}

#[rocket::async_test]
async fn t10_verify_names_the_first_entry_that_was_changed_behind_the_locks() {
    let (server, mut dana) = with_places().await;
    april(&server, &mut dana).await;
    let sentence = verify_ledger(&server.house).await.expect("in order");
    let last = stored(&server).await.pop().expect("there are entries").hash;
    assert!(sentence.contains("14 entries") && sentence.contains(&last), "{sentence}");

    let sqlite = server.house.db.backend() == DbBackend::Sqlite;
    let (open, close): (Vec<&str>, Vec<&str>) = if sqlite {
        (
            vec![
                "DROP TRIGGER ledger_entries_update",
                "DROP TRIGGER ledger_postings_update",
                "DROP TRIGGER ledger_postings_delete",
            ],
            vec![],
        )
    } else {
        (
            vec!["ALTER TABLE ledger_entries DISABLE TRIGGER USER", "ALTER TABLE ledger_postings DISABLE TRIGGER USER"],
            vec!["ALTER TABLE ledger_entries ENABLE TRIGGER USER", "ALTER TABLE ledger_postings ENABLE TRIGGER USER"],
        )
    };
    for sql in open {
        run(&server, sql).await.expect("the owner can");
    }
    for (change, back, says) in [
        (
            "UPDATE ledger_entries SET note = 'Rent for April, paid by cheque' WHERE number = 10",
            "UPDATE ledger_entries SET note = 'Rent for April; paid by cheque' WHERE number = 10",
            "Entry 10 was changed after it was posted.",
        ),
        (
            "UPDATE ledger_postings SET amount_minor = amount_minor + 1 WHERE entry_number = 3 AND line = 1",
            "UPDATE ledger_postings SET amount_minor = amount_minor - 1 WHERE entry_number = 3 AND line = 1",
            "Entry 3 was changed after it was posted.",
        ),
        (
            "UPDATE ledger_entries SET day = '2026-4-9x' || substr(day, 10) WHERE number = 3",
            "UPDATE ledger_entries SET day = '2026-04-09' WHERE number = 3",
            "Entry 3 was changed after it was posted.",
        ),
    ] {
        run(&server, change).await.expect("the owner can");
        let found = verify_ledger(&server.house).await.expect_err("it is found").to_string();
        assert!(found.starts_with(says), "{change}: {found}");
        run(&server, back).await.expect("the owner can");
    }
    for sql in close {
        run(&server, sql).await.expect("the owner can");
    }
    verify_ledger(&server.house).await.expect("in order again");
    for (change, back) in [
        (
            "UPDATE ledger_month_places SET amount_minor = amount_minor + 1",
            "UPDATE ledger_month_places SET amount_minor = amount_minor - 1",
        ),
        (
            "UPDATE ledger_month_places SET collections = collections + 1",
            "UPDATE ledger_month_places SET collections = collections - 1",
        ),
        (
            "UPDATE ledger_month_categories SET amount_minor = amount_minor + 1",
            "UPDATE ledger_month_categories SET amount_minor = amount_minor - 1",
        ),
    ] {
        run(&server, change).await.expect("nothing refuses it");
        let found = verify_ledger(&server.house).await.expect_err("it is found").to_string();
        assert!(found.contains("the sums kept for the month 2026-0"), "{change}: {found}");
        run(&server, back).await.expect("it is put back");
    }
}

#[rocket::async_test]
async fn t7_forgetting_a_member_leaves_the_ledger_as_it_is() {
    let (server, mut dana) = with_places().await;
    april(&server, &mut dana).await;
    let about = homegroup::treasury::about(server.house.db.reader(), &dana.id).await.expect("the database answers");
    assert_eq!((&about["entries_posted"], &about["baskets_counted"]), (&14.into(), &5.into()));
    let before = stored(&server).await;
    let txn = server.house.db.begin_write().await.expect("a write begins");
    homegroup::treasury::forget(&txn, &dana.id).await.expect("forgotten");
    txn.commit().await.expect("it is written");
    let about = homegroup::treasury::about(server.house.db.reader(), &dana.id).await.expect("the database answers");
    let gone = |value: &serde_json::Value| *value == 0 || *value == false || *value == serde_json::json!([]);
    assert!(about.as_object().expect("an object").values().all(gone), "{about}");
    assert_eq!(stored(&server).await, before);
    verify_ledger(&server.house).await.expect("in order");
}

#[rocket::async_test]
async fn many_writers_at_once_make_one_chain() {
    let (server, dana) = with_places().await;
    let form = |amount: String| {
        let (server, dana) = (&server, &dana);
        async move {
            let fields =
                [("day", "2026-04-16"), ("category", "expenses:other"), ("amount", amount.as_str()), ("place", "assets:bank")];
            super::saved(server, dana, "/treasury/expenses", &fields).await
        }
    };
    let all = (1..=20).map(|number| form(format!("{number}.00")));
    futures::future::join_all(all).await;
    let stored = stored(&server).await;
    assert_eq!((stored.len(), verify(&stored)), (20, Ok(())));
}

#[rocket::async_test]
async fn the_first_chart_is_the_one_the_rules_know() {
    let (server, _) = Server::with_group().await;
    let books = homegroup::treasury::books(server.house.db.reader(), &server.house, None).await.expect("the books");
    let chart: Vec<_> = books.chart.all().iter().map(|account| (account.code.as_str(), account.kind)).collect();
    assert_eq!(chart, homegroup::treasury::rules::account::STANDARD);
}
