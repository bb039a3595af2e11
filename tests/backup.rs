//! Backup and restore of the built-in database.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use crate::common::{NOON, Server, TestClock, settings};
use homegroup::backup;
use homegroup::house::House;
use homegroup::plugins;
use homegroup::settings::Settings;
use sea_orm::{ConnectionTrait, DbBackend};

async fn built_in() -> (Arc<tempfile::TempDir>, Settings) {
    let folder = Arc::new(tempfile::tempdir().expect("a folder"));
    let mut settings = settings(&folder).await;
    settings.database_url = String::new();
    (folder, settings.checked().expect("the settings hold"))
}

async fn open(settings: &Settings) -> Arc<House> {
    House::open(settings.clone(), plugins::installed(), TestClock::at(NOON).clock()).await.expect("the house opens")
}

async fn names(house: &House) -> usize {
    let ask = sea_orm::Statement::from_string(DbBackend::Sqlite, "SELECT job FROM job_runs");
    house.db.reader().query_all_raw(ask).await.expect("reads").len()
}

async fn write_one(house: &House, at: i64) {
    let txn = house.db.begin_write().await.expect("begins");
    txn.execute_unprepared(&format!("INSERT INTO job_runs (job, due_at, started_at) VALUES ('x', {at}, {at})"))
        .await
        .expect("writes");
    txn.commit().await.expect("commits");
}

#[rocket::async_test]
async fn a_restored_backup_holds_what_was_there_and_the_newer_database_is_kept_aside() {
    let (folder, settings) = built_in().await;
    let file = folder.path().join("backup");
    {
        let house = open(&settings).await;
        write_one(&house, 1).await;
        backup::backup(&house, &file).await.expect("is written");
        write_one(&house, 2).await;
        assert!(backup::backup(&house, &file).await.expect_err("never overwrites").to_string().contains("already a file"));
    }
    assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o600);
    let kept = backup::restore(&settings, &file).await.expect("is restored").expect("the old one is kept");
    assert!(kept.exists());
    assert_eq!(names(&*open(&settings).await).await, 1);
}

#[rocket::async_test]
async fn a_restore_refuses_a_running_server_and_a_file_that_is_no_backup() {
    let (folder, settings) = built_in().await;
    let junk = folder.path().join("junk");
    fs::write(&junk, "not a database").expect("written");
    drop(open(&settings).await);
    let refused = backup::restore(&settings, &junk).await.expect_err("refused");
    assert!(refused.to_string().contains("not a whole Homegroup backup"), "{refused}");
    let running: File = backup::lock(&settings.data).expect("a server takes the folder");
    let refused = backup::restore(&settings, &junk).await.expect_err("refused");
    assert!(refused.to_string().contains("Stop it first"), "{refused}");
    drop(running);
}

#[rocket::async_test]
async fn a_database_newer_than_the_program_stops_the_start_with_a_sentence() {
    let server = Server::fresh().await;
    let txn = server.house.db.begin_write().await.expect("begins");
    txn.execute_unprepared("INSERT INTO migrations_core (version, applied_at) VALUES ('from_the_future', 1)")
        .await
        .expect("writes");
    txn.commit().await.expect("commits");
    let again = House::open(server.house.settings.clone(), plugins::installed(), server.clock.clock()).await;
    let refused = again.err().expect("must not start").to_string();
    assert!(refused.contains("newer Homegroup") && refused.contains("Nothing has been changed"), "{refused}");
}
