//! What a stolen database, a log of it or a backup would tell: nobody's address, phone or date. And what a member gets of her own.

use std::sync::Arc;

use homegroup::backup;
use rocket::http::Status;

use crate::common::{NOON, Server, TestClock, settings};

/// Values that would be found at once if they stood anywhere in the open.
const EMAIL: &str = "canary.address@mail.example";
const PHONE: &str = "614-555-0187";
const DATE: &str = "1987-11-24";

async fn with_canary() -> (Server, String) {
    let folder = Arc::new(tempfile::tempdir().expect("a folder"));
    let settings = settings(&folder).await;
    let server = Server::open(folder, settings, homegroup::plugins::installed(), TestClock::at(NOON)).await;
    server.set_up(&[]).await;
    let id = server.add("Dana R.", EMAIL).await;
    let session = server.session_of(&id).await;
    let form = [("name", "Dana R."), ("clean_date", DATE), ("phone", PHONE)];
    assert_eq!(server.post("/me", Some(&session), &form).await.status, Status::SeeOther);
    (server, session)
}

/// The canaries as they could stand in a file: in text, as digits, as days since the year one.
fn found_in(bytes: &[u8]) -> Vec<&'static str> {
    ["canary.address", "canary", "6145550187", "555-0187", "1987-11-24", "19871124"]
        .into_iter()
        .filter(|canary| bytes.windows(canary.len()).any(|window| window.eq_ignore_ascii_case(canary.as_bytes())))
        .collect()
}

#[rocket::async_test]
async fn p14_no_byte_on_the_disk_tells_an_address_a_phone_or_a_date() {
    let (server, session) = with_canary().await;
    assert!(server.get("/me", Some(&session)).await.body.contains(EMAIL), "the page itself shows it to her");
    let data = server.house.settings.data.clone();
    if server.house.settings.database_url.is_empty() {
        backup::backup(&server.house, &data.join("backup.db")).await.expect("a backup is written");
    }
    let mut looked_at = Vec::new();
    for file in std::fs::read_dir(&data).expect("the folder is read") {
        let path = file.expect("a file").path();
        if path.is_file() {
            let bytes = std::fs::read(&path).expect("it is read");
            assert_eq!(found_in(&bytes), [""; 0], "{}", path.display());
            looked_at.push(path.file_name().expect("a name").to_string_lossy().into_owned());
        }
    }
    let dump = server.dump().await;
    assert_eq!(found_in(dump.as_bytes()), [""; 0]);
    assert!(dump.contains("Dana R."), "the dump holds what it should");
    if server.house.settings.database_url.is_empty() {
        for file in ["homegroup.db", "homegroup.db-wal", "backup.db"] {
            assert!(looked_at.iter().any(|name| name == file), "{file} was not looked at: {looked_at:?}");
        }
    }
}

#[rocket::async_test]
async fn p11_a_member_gets_everything_about_herself_in_one_file() {
    let (server, session) = with_canary().await;
    let answer = server.get("/me/export", Some(&session)).await;
    assert_eq!(answer.status, Status::Ok);
    assert!(answer.header("Content-Disposition").is_some_and(|name| name.starts_with("attachment")));
    let plugins = server.house.plugins.iter().map(|plugin| format!("\"{}\"", plugin.name()));
    for part in [EMAIL, PHONE, DATE, "Dana R."].map(str::to_owned).into_iter().chain(plugins) {
        assert!(answer.body.contains(&part), "{part} is missing in {}", answer.body);
    }
    assert_eq!(server.get("/me/export", None).await.status, Status::SeeOther);
}
