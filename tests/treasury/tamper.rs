//! Whoever owns the database can take its locks away. Whatever she then changes in a stored column is found, in the database and in an
//! export of it, and the entry is named.

use homegroup::treasury::export::Format;
use homegroup::treasury::rules::report::Period;
use homegroup::treasury::{export_ledger, verify_export, verify_ledger};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::acceptances::accept;
use super::{april, later, saved, with_places};
use crate::common::Server;

/// A database without its locks, and how its tables were before.
struct Opened {
    server: Server,
    db: sea_orm::DatabaseConnection,
}

const TABLES: [&str; 3] = ["ledger_entries", "ledger_postings", "accepted_reports"];

impl Opened {
    /// April, a late reversal, and two accepted reports, with every trigger, check and foreign key out of the way.
    async fn new() -> Self {
        let (server, mut dana) = with_places().await;
        april(&server, &mut dana).await;
        later(&server, &mut dana, "2026-06-02T16:00:00Z").await;
        accept(&server, &dana, "2026-04-01", "2026-04-30", "2026-05-07").await;
        let late = [("day", "2026-05-07"), ("note", "paid twice")];
        saved(&server, &dana, "/treasury/entries/10/reversal", &late).await;
        accept(&server, &dana, "2026-05-01", "2026-05-31", "2026-06-02").await;
        let postgres = server.house.db.backend() == DbBackend::Postgres;
        let address = match postgres {
            true => server.house.settings.database_url.clone(),
            false => format!("sqlite:{}", server.house.settings.data.join("homegroup.db").display()),
        };
        let mut options = sea_orm::ConnectOptions::new(address);
        options.max_connections(1).sqlx_logging(false);
        let db = sea_orm::Database::connect(options).await.expect("it opens");
        let opened = Self { server, db };
        let (list, rest) = if postgres {
            let constraints =
                "SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || conname AS sql FROM pg_constraint
                WHERE conrelid::regclass::text LIKE 'ledger_%' AND contype IN ('f', 'c')
                OR conrelid::regclass::text = 'accepted_reports' AND contype IN ('f', 'c')";
            (constraints, "SET session_replication_role = replica")
        } else {
            let triggers = "SELECT 'DROP TRIGGER ' || name AS sql FROM sqlite_master WHERE type = 'trigger'";
            (triggers, "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
        };
        opened.run(rest).await;
        let statement = Statement::from_string(opened.db.get_database_backend(), list);
        for row in opened.db.query_all_raw(statement).await.expect("the owner can") {
            opened.run(&row.try_get::<String>("", "sql").expect("a statement")).await;
        }
        for table in TABLES {
            opened.run(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}")).await;
        }
        opened
    }

    async fn run(&self, sql: &str) {
        self.db.execute_unprepared(sql).await.unwrap_or_else(|why| panic!("{sql}: {why}"));
    }

    async fn put_back(&self, table: &str) {
        self.run(&format!("DELETE FROM {table}")).await;
        self.run(&format!("INSERT INTO {table} SELECT * FROM kept_{table}")).await;
    }

    /// The text of a column as it is.
    async fn text(&self, table: &str, column: &str, row: &str) -> Option<String> {
        let sql = format!("SELECT {column} AS value FROM kept_{table} WHERE {row}");
        let found = self.db.query_one_raw(Statement::from_string(self.db.get_database_backend(), sql)).await.expect("reads");
        found.expect("the row is there").try_get("", "value").expect("a text")
    }

    /// What the check of the database says after a change, and what the check of an export of it says.
    async fn found(&self, change: &str) -> (String, Option<String>) {
        self.run(change).await;
        let said = verify_ledger(&self.server.house).await.expect_err(change).to_string();
        let exported = self.exported().await;
        (said, exported.err())
    }

    async fn exported(&self) -> Result<String, String> {
        let mut text = Vec::new();
        export_ledger(&self.server.house, Format::Csv, &mut text).await.map_err(|why| format!("no export: {why}"))?;
        let file = self.server.folder.path().join("ledger.csv");
        std::fs::write(&file, text).expect("a file");
        verify_export(&file, Period::parse("2026-04-01", "2026-04-30").ok()).map_err(|why| why.to_string())
    }
}

/// The text with the byte at `at` exchanged for another one.
fn exchanged(text: &str, at: usize) -> String {
    let mut bytes = text.as_bytes().to_vec();
    bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
    String::from_utf8(bytes).expect("the texts of the test are ASCII")
}

#[rocket::async_test]
async fn t12_any_changed_byte_of_the_ledger_is_found_in_the_database_and_in_its_export() {
    let opened = Opened::new().await;
    verify_ledger(&opened.server.house).await.expect("in order");
    opened.exported().await.expect("in order");
    let mut tried = 0;
    for column in ["id", "kind", "day", "note", "details", "previous_hash", "hash"] {
        // Entry 10 has a note; every byte of it, and the first byte of others.
        let text = opened.text("ledger_entries", column, "number = 10").await.unwrap_or_default();
        for (number, at) in (0..text.len()).map(|at| (10, at)).chain([(3, 0), (15, 0)]) {
            let before = opened.text("ledger_entries", column, &format!("number = {number}")).await.unwrap_or_default();
            let after = if before.is_empty() { "x".to_owned() } else { exchanged(&before, at) };
            let change = format!("UPDATE ledger_entries SET {column} = '{}' WHERE number = {number}", after.replace('\'', "''"));
            let (said, exported) = opened.found(&change).await;
            assert!(said.starts_with(&format!("Entry {number} ")), "{change}: {said}");
            let exported = exported.unwrap_or_else(|| panic!("{change} is not found in the export"));
            assert!(exported.starts_with(&format!("Entry {number} ")), "{change}: {exported}");
            opened.put_back("ledger_entries").await;
            tried += 1;
        }
    }
    assert!(tried > 200, "only {tried} bytes were changed");
    for (change, number) in [
        ("UPDATE ledger_entries SET number = 300 WHERE number = 3", 3),
        ("UPDATE ledger_entries SET posted_at = posted_at + 1 WHERE number = 4", 4),
        ("UPDATE ledger_entries SET posted_at = posted_at - 72057594037927936 WHERE number = 4", 4),
        ("UPDATE ledger_entries SET relates_to = '2026-04-01' WHERE number = 5", 5),
        ("UPDATE ledger_entries SET relates_to = NULL WHERE number = 15", 15),
        ("UPDATE ledger_entries SET relates_to = '2026-04-21' WHERE number = 15", 15),
        ("UPDATE ledger_entries SET reverses = 11 WHERE number = 15", 15),
        ("UPDATE ledger_entries SET reverses = NULL WHERE number = 15", 15),
        ("UPDATE ledger_entries SET counters = 1 WHERE number = 3", 3),
        ("UPDATE ledger_entries SET counters = NULL WHERE number = 3", 3),
        ("UPDATE ledger_entries SET details = details || ' ' WHERE number = 8", 8),
        ("DELETE FROM ledger_entries WHERE number = 7", 7),
    ] {
        let (said, exported) = opened.found(change).await;
        assert!(said.starts_with(&format!("Entry {number} ")), "{change}: {said}");
        let exported = exported.unwrap_or_else(|| panic!("{change} is not found in the export"));
        assert!(exported.starts_with(&format!("Entry {number} ")), "{change}: {exported}");
        opened.put_back("ledger_entries").await;
    }
    for (change, number) in [
        ("UPDATE ledger_postings SET entry_number = 6, line = 9 WHERE entry_number = 3 AND line = 1", 3),
        ("UPDATE ledger_postings SET entry_number = 600 WHERE entry_number = 3 AND line = 2", 3),
        ("UPDATE ledger_postings SET line = 3 WHERE entry_number = 4 AND line = 2", 4),
        ("UPDATE ledger_postings SET account = 'assets:bank2' WHERE entry_number = 5 AND account = 'assets:bank'", 5),
        ("UPDATE ledger_postings SET account = 'expenses:rent' WHERE entry_number = 11 AND line = 1", 11),
        ("UPDATE ledger_postings SET amount_minor = amount_minor + 1 WHERE entry_number = 6 AND line = 1", 6),
        ("UPDATE ledger_postings SET amount_minor = -amount_minor WHERE entry_number = 6", 6),
        ("UPDATE ledger_postings SET amount_minor = amount_minor + 72057594037927936 WHERE entry_number = 6 AND line = 2", 6),
        ("DELETE FROM ledger_postings WHERE entry_number = 8 AND line = 1", 8),
    ] {
        let (said, exported) = opened.found(change).await;
        assert!(said.starts_with(&format!("Entry {number} ")), "{change}: {said}");
        let exported = exported.unwrap_or_else(|| panic!("{change} is not found in the export"));
        assert!(exported.starts_with(&format!("Entry {number} ")), "{change}: {exported}");
        opened.put_back("ledger_postings").await;
    }
    verify_ledger(&opened.server.house).await.expect("in order again");
    opened.exported().await.expect("in order again");
}

#[rocket::async_test]
async fn t12_any_changed_column_of_an_accepted_report_and_a_category_that_changed_sides_are_found() {
    let opened = Opened::new().await;
    let said = verify_ledger(&opened.server.house).await.expect("in order");
    assert_eq!(said.lines().count(), 3, "the ledger and both reports: {said}");
    let words = opened.text("accepted_reports", "fingerprint", "number = 1").await.expect("words");
    assert!(said.contains(&words), "{said}");
    assert!(
        opened
            .exported()
            .await
            .expect("in order")
            .ends_with(&format!("from 2026-04-01 to 2026-04-30 has the fingerprint: {words}"))
    );
    for column in ["id", "last_hash", "fingerprint", "accepted_on", "previous_hash", "hash"] {
        let before = opened.text("accepted_reports", column, "number = 2").await.expect("a text");
        for at in 0..before.len() {
            let change = format!("UPDATE accepted_reports SET {column} = '{}' WHERE number = 2", exchanged(&before, at));
            opened.run(&change).await;
            let said = verify_ledger(&opened.server.house).await.expect_err(&change).to_string();
            assert!(said.starts_with("The accepted report 2 "), "{change}: {said}");
            opened.put_back("accepted_reports").await;
        }
    }
    for (set, report) in [
        ("number = 20", 2),
        ("from_day = '2026-05-02'", 2),
        ("to_day = '2026-06-01'", 2),
        ("opening_minor = opening_minor + 1", 2),
        ("brought_in_minor = brought_in_minor + 1", 2),
        ("income_minor = income_minor + 1", 2),
        ("expenses_minor = expenses_minor + 1", 2),
        ("closing_minor = closing_minor - 1", 2),
        ("last_entry = 14", 2),
        ("meeting_id = 'another'", 2),
        ("recorded_at = recorded_at + 1", 2),
    ] {
        let change = format!("UPDATE accepted_reports SET {set} WHERE number = 2");
        opened.run(&change).await;
        let said = verify_ledger(&opened.server.house).await.expect_err(&change).to_string();
        assert!(said.starts_with(&format!("The accepted report {report} ")), "{change}: {said}");
        opened.put_back("accepted_reports").await;
    }
    opened.run("UPDATE ledger_accounts SET kind = 'income' WHERE code = 'expenses:rent'").await;
    let said = verify_ledger(&opened.server.house).await.expect_err("it is found").to_string();
    assert!(said.starts_with("The account expenses:rent is kept as \"income\""), "{said}");
    opened.run("UPDATE ledger_accounts SET kind = 'expense' WHERE code = 'expenses:rent'").await;
    opened.run("UPDATE ledger_accounts SET code = 'expenses:rent2' WHERE code = 'expenses:rent'").await;
    let said = verify_ledger(&opened.server.house).await.expect_err("it is found").to_string();
    assert!(said.starts_with("Entry 10 is on an account that there is not"), "{said}");
}

#[rocket::async_test]
async fn t12_an_export_is_checked_without_a_database() {
    let (server, mut dana) = with_places().await;
    april(&server, &mut dana).await;
    let file = server.folder.path().join("ledger.csv");
    let mut text = Vec::new();
    export_ledger(&server.house, Format::Csv, &mut text).await.expect("it is written");
    let text = String::from_utf8(text).expect("text");
    let check = |text: &str| {
        std::fs::write(&file, text).expect("a file");
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_homegroup"));
        // A folder that cannot hold a database: nothing may be opened.
        command.args(["--data", "/dev/null/nowhere", "ledger", "verify", "--export"]).arg(&file);
        let done = command.args(["--from", "2026-04-01", "--to", "2026-04-30"]).output().expect("it runs");
        let said = [done.stdout, done.stderr].concat();
        (done.status.code(), String::from_utf8_lossy(&said).into_owned())
    };
    let (code, said) = check(&text);
    assert!(code == Some(0) && said.starts_with("The exported ledger is in order: 14 entries"), "{said}");
    assert!(said.contains("A report from 2026-04-01 to 2026-04-30 has the fingerprint: "), "{said}");
    for (from, to, says) in [
        ("Kaffee", "Coffee", "Entry 13 was changed"),
        (",-60.00,-6000,", ",-61.00,-6000,", "Entry 10 cannot be read"),
        ("number,id,", "nummer,id,", "This file is no export of a ledger."),
    ] {
        let changed = text.replace(from, to);
        assert_ne!(changed, text, "{from} is not in the file");
        let (code, said) = check(&changed);
        assert!(code == Some(1) && said.starts_with(says), "{from}: {said}");
    }
    let without: Vec<&str> = text.lines().filter(|line| !line.starts_with("7,")).collect();
    let (code, said) = check(&without.join("\r\n"));
    assert!(code == Some(1) && said.starts_with("Entry 7 is missing."), "{said}");
}
