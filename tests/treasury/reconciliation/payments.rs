//! Payment apps: a file becomes income, its names become nothing.

use std::sync::{Arc, Mutex};

use rocket::http::Status;

use super::{bring, count, field, later, once, w2_statement, with_places};
use crate::common::people::Person;
use crate::common::{Answer, Server};

const FILE: &str = "Date,Name,Note,Gross,Fee,Net\n\
    2026-04-14,Paula Payerson,Canarymemo birthday,10.00,-0.59,9.41\n\
    2026-04-15,Quincy Giver,Canarymemo,20.00,-0.88,19.12\n\
    2026-04-15,Quincy Giver,Canarymemo,20.00,-0.88,19.12\n\
    2026-04-15,Quincy Giver,Canarymemo refund,-5.00,0.00,-5.00\n";
const CANARIES: [&str; 4] = ["Payerson", "Quincy", "Canarymemo", "Paula Payer"];

async fn look(server: &Server, dana: &Person, file: &str) -> Answer {
    let fields = [("once", once()), ("place", "assets:app".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    bring(server, dana, "/treasury/payment-imports", &fields, file.as_bytes()).await
}

/// Posts what a preview shows.
async fn post_all(server: &Server, dana: &Person, preview: &Answer) -> Answer {
    let fields = ["once", "place", "rows"].map(|name| (name, field(preview, name)));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    server.post("/treasury/payment-imports/posting", Some(&dana.session), &fields).await
}

#[rocket::async_test]
async fn t6_payments_of_an_app_become_one_entry_a_day_with_gross_and_fee_apart() {
    let (server, dana) = with_places().await;
    let preview = look(&server, &dana, FILE).await;
    assert_eq!(preview.status, Status::Ok, "{}", preview.text());
    for words in ["Apr 14, 2026 1 $10.00 $0.59", "Apr 15, 2026 2 $40.00 $1.76", "One row is a refund or a transfer."] {
        assert!(preview.says(words), "{words}: {}", preview.text());
    }
    assert_eq!(count(&server, &dana).await, 0, "looking posts nothing");
    for _ in 0..2 {
        let posted = post_all(&server, &dana, &preview).await;
        assert_eq!(posted.status, Status::SeeOther, "{}", posted.text());
        assert_eq!(count(&server, &dana).await, 2, "the same form twice is one success");
    }
    let file = server.get("/treasury/entries.csv", Some(&dana.session)).await;
    for amount in ["38.24", "1.76", "-40.00", "9.41", "0.59", "-10.00"] {
        assert!(file.body.contains(amount), "{amount}: {}", file.body);
    }
    let again = look(&server, &dana, FILE).await;
    assert!(again.says("3 payments were posted before.") && again.says("There is nothing new in this file."), "{}", again.text());
    let more = format!("{FILE}2026-04-16,Quincy Giver,Canarymemo,1.00,0,1.00\n");
    let preview = look(&server, &dana, &more).await;
    post_all(&server, &dana, &preview).await;
    assert_eq!(count(&server, &dana).await, 3, "of a file that overlaps the new payment is posted");
}

#[rocket::async_test]
async fn t10_an_import_of_payments_is_taken_back_by_reversals_and_may_come_again() {
    let (server, dana) = with_places().await;
    let preview = look(&server, &dana, FILE).await;
    post_all(&server, &dana, &preview).await;
    let page = server.get("/treasury/payment-imports", Some(&dana.session)).await;
    let (_, after) = page.body.split_once("action=\"/treasury/payment-imports/").expect("it can be taken back");
    let (_, after) = after.split_once("action=\"/treasury/payment-imports/").unwrap_or(("", after));
    let undoing = format!("/treasury/payment-imports/{}", after.split_once('"').expect("it ends").0);
    for _ in 0..2 {
        let undone = server.post(&undoing, Some(&dana.session), &[]).await;
        assert_eq!(undone.status, Status::SeeOther, "{}", undone.text());
        assert_eq!(count(&server, &dana).await, 4, "each entry and its reversal");
    }
    assert!(server.get("/treasury/payment-imports", Some(&dana.session)).await.says("Taken back"));
    let preview = look(&server, &dana, FILE).await;
    post_all(&server, &dana, &preview).await;
    assert_eq!(count(&server, &dana).await, 6);
}

/// What was logged while it was written to.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no other test holds it").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[rocket::async_test]
async fn t5_no_payer_and_no_memo_of_a_file_is_found_anywhere_afterwards() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).finish();
    let _logged = tracing::subscriber::set_default(subscriber);
    let (server, mut dana, address) = w2_statement("612.99").await;
    later(&server, &mut dana, "2026-04-30T23:40:00Z").await;

    let mut pages = Vec::new();
    let preview = look(&server, &dana, FILE).await;
    pages.push(post_all(&server, &dana, &preview).await);
    pages.push(preview);
    pages.push(look(&server, &dana, FILE).await);
    // Files that are asked about, refused, or have no heading at all.
    let nameless = FILE.split_once('\n').expect("a heading").1;
    pages.push(look(&server, &dana, nameless).await);
    pages.push(look(&server, &dana, &FILE.replace("2026-04-14", "soon")).await);
    pages.push(look(&server, &dana, &FILE.replace("Gross", "Wieviel")).await);
    let statement =
        "Date,Payee,Memo,Amount\n2026-04-03,Paula Payerson,Canarymemo,41.00\n2026-04-04,Quincy Giver,Canarymemo,7.00\n";
    for file in [statement, nameless, &statement.replace("41.00", "Quincy")] {
        let path = format!("{address}/imports");
        pages.push(bring(&server, &dana, &path, &[("once", &once())], file.as_bytes()).await);
    }
    for path in [
        address.as_str(),
        "/treasury",
        "/treasury/reconciliations",
        "/treasury/payment-imports",
        "/treasury/entries",
        "/treasury/entries.csv",
        "/treasury/report",
        "/me/export",
    ] {
        pages.push(server.get(path, Some(&dana.session)).await);
    }
    for page in &pages {
        assert!(page.status.code < 500, "{}", page.text());
        assert_none("a page", page.body.as_bytes());
    }
    let dump = server.dump().await;
    assert!(dump.contains("assets:app"), "the dump holds what it should");
    assert_none("a table", dump.as_bytes());
    let data = server.house.settings.data.clone();
    for file in std::fs::read_dir(&data).expect("the folder is read") {
        let path = file.expect("a file").path();
        if path.is_file() {
            assert_none(&path.display().to_string(), &std::fs::read(&path).expect("it is read"));
        }
    }
    let logged = log.0.lock().expect("nobody else holds it").clone();
    assert!(!logged.is_empty(), "something was logged");
    assert_none("the log", &logged);
}

fn assert_none(where_: &str, bytes: &[u8]) {
    for canary in CANARIES {
        let found = bytes.windows(canary.len()).any(|window| window.eq_ignore_ascii_case(canary.as_bytes()));
        assert!(!found, "{canary} stands in {where_}");
    }
}
