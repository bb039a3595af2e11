//! What other accounting programs read out of our exports. They must be installed: a missing one is a failure.

use std::path::PathBuf;
use std::process::Command;

use homegroup::treasury::export::Format;
use homegroup::treasury::export_ledger;
use homegroup::treasury::rules::money::{Currency, Money};
use homegroup::treasury::rules::report::Period;

use super::{april, later, saved, with_places};
use crate::common::Server;

/// April, with a late reversal that crosses the month, written in `format` to a file.
async fn exported(format: Format) -> (Server, PathBuf) {
    let (server, mut dana) = with_places().await;
    april(&server, &mut dana).await;
    later(&server, &mut dana, "2026-05-05T16:00:00Z").await;
    let tokens = [("day", "2026-04-21"), ("category", "expenses:tokens"), ("amount", "1,234.56"), ("place", "assets:bank")];
    let wrong = saved(&server, &dana, "/treasury/expenses", &tokens).await;
    saved(&server, &dana, &format!("{wrong}/reversal"), &[("day", "2026-05-02"), ("note", "12.34 was meant; tag:value")]).await;
    let mut text = Vec::new();
    export_ledger(&server.house, format, &mut text).await.expect("it is written");
    let file = server.folder.path().join("ledger");
    std::fs::write(&file, text).expect("a file");
    (server, file)
}

fn run(program: &str, arguments: &[&str]) -> String {
    let done = Command::new(program).args(arguments).output().unwrap_or_else(|why| panic!("{program} must be installed: {why}"));
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{program}: {}\n{said}", String::from_utf8_lossy(&done.stderr));
    said
}

/// What our own report says of every account that is not zero: places at the end, categories in the period.
async fn expected(server: &Server, from: &str, to: &str) -> (Vec<(String, Money)>, Vec<(String, Money)>) {
    let period = Period::parse(from, to).expect("a period");
    let report = homegroup::treasury::report(&server.house, period).await.expect("a report");
    let places = report.places.iter().map(|(code, flow)| (code.clone(), flow.closing));
    let income = report.income.iter().map(|line| (line.account.clone(), line.amount.negated().expect("fits")));
    let categories = income.chain(report.expenses.iter().map(|line| (line.account.clone(), line.amount)));
    (sorted(places), sorted(categories))
}

fn sorted(all: impl Iterator<Item = (String, Money)>) -> Vec<(String, Money)> {
    let mut all: Vec<_> = all.filter(|(_, amount)| *amount != Money::ZERO).collect();
    all.sort();
    all
}

const PERIODS: [(&str, &str, &str); 3] = [
    ("2026-04-01", "2026-04-30", "2026-05-01"),
    ("2026-05-01", "2026-05-31", "2026-06-01"),
    ("2026-01-01", "2026-12-31", "2027-01-01"),
];

#[rocket::async_test]
async fn t11_hledger_agrees_with_the_report_to_the_cent() {
    let (server, file) = exported(Format::Journal).await;
    let file = file.to_str().expect("a name");
    run("hledger", &["check", "-s", "-f", file]);
    for (from, to, next) in PERIODS {
        let (places, categories) = expected(&server, from, to).await;
        let balances = |arguments: &[&str]| {
            let mut all = vec!["balance", "-f", file, "--flat", "--no-total", "-O", "csv"];
            all.extend(arguments);
            let said = run("hledger", &all);
            let mut reader = csv::Reader::from_reader(said.as_bytes());
            let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
            let usd = Currency::of("USD");
            sorted(rows.iter().map(|row| (row[0].to_owned(), usd.parse(&row[1]).expect("an amount"))))
        };
        assert_eq!(balances(&["assets", "-e", next]), places, "at the end of {to}");
        assert_eq!(balances(&["income", "expenses", "-b", from, "-e", next]), categories, "from {from} to {to}");
    }
}

#[rocket::async_test]
async fn t11_ledger_agrees_with_the_report_to_the_cent() {
    let (server, file) = exported(Format::Journal).await;
    let file = file.to_str().expect("a name");
    for (from, to, next) in PERIODS {
        let (places, categories) = expected(&server, from, to).await;
        let balances = |arguments: &[&str]| {
            let mut all = vec!["balance", "-f", file, "--strict", "--flat", "--no-total"];
            all.extend(["--balance-format", "%(account),%(quantity(scrub(display_total)))\n"]);
            all.extend(arguments);
            let usd = Currency::of("USD");
            let said = run("ledger", &all);
            let lines = said.lines().filter_map(|line| line.trim().split_once(','));
            sorted(lines.map(|(account, amount)| (account.to_owned(), usd.parse(amount).expect("an amount"))))
        };
        assert_eq!(balances(&["^assets", "-e", next]), places, "at the end of {to}");
        assert_eq!(balances(&["^income", "^expenses", "-b", from, "-e", next]), categories, "from {from} to {to}");
    }
}

#[rocket::async_test]
async fn t11_beancount_agrees_with_the_report_to_the_cent() {
    let (server, file) = exported(Format::Beancount).await;
    let file = file.to_str().expect("a name");
    run("bean-check", &[file]);
    for (from, to, next) in PERIODS {
        let (places, categories) = expected(&server, from, to).await;
        let balances = |of: &str, when: &str| {
            let query = format!(
                "SELECT account, number(only('USD', sum(position))) WHERE account ~ '^({of}):' AND {when} GROUP BY account"
            );
            let said = run("bean-query", &["-q", "-f", "csv", file, &query]);
            let mut reader = csv::Reader::from_reader(said.as_bytes());
            let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
            let usd = Currency::of("USD");
            sorted(rows.iter().map(|row| (row[0].trim().to_lowercase(), usd.parse(row[1].trim()).expect("an amount"))))
        };
        assert_eq!(balances("Assets", &format!("date < {next}")), places, "at the end of {to}");
        let within = format!("date >= {from} AND date < {next}");
        assert_eq!(balances("Income|Expenses", &within), categories, "from {from} to {to}");
    }
}

#[rocket::async_test]
async fn the_command_line_verifies_and_exports() {
    let (server, _) = exported(Format::Csv).await;
    let data = server.house.settings.data.clone();
    let homegroup = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_homegroup"));
        command.arg("--data").arg(&data).args(arguments);
        if !server.house.settings.database_url.is_empty() {
            command.env("HOMEGROUP_DATABASE_URL", &server.house.settings.database_url);
        }
        command.output().expect("it runs")
    };
    let verified = homegroup(&["ledger", "verify"]);
    let said = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(verified.status.success() && said.starts_with("The ledger is in order: 16 entries"), "{said}");
    for (format, head) in
        [("journal", "commodity USD"), ("beancount", "option \"operating_currency\" \"USD\""), ("csv", "number,id,")]
    {
        let exported = homegroup(&["ledger", "export", "--format", format]);
        let said = String::from_utf8_lossy(&exported.stdout).into_owned();
        assert!(exported.status.success() && said.starts_with(head), "{format}: {said}");
    }
    assert_eq!(homegroup(&["ledger", "export", "--format", "xml"]).status.code(), Some(2));
}
