//! The job: who gets a note, once, and who does not.

use std::collections::HashSet;

use homegroup_anniversaries::{ANNOUNCEMENT, LIST, MAIL};
use homegroup_plugin::chrono_tz::{America, Pacific};
use homegroup_plugin::serde_json::json;

use crate::{Stage, clean};

const NOON: &str = "2026-04-16T16:00:00Z";

#[tokio::test]
async fn a7_a_note_goes_to_who_agreed_to_the_mail_and_to_nobody_else() {
    let stage = Stage::at(NOON).await;
    let ana = stage.group.add("Ana K.", clean("2025-04-16"), &[&MAIL]);
    stage.group.add("Bea", clean("2025-04-16"), &[&LIST, &ANNOUNCEMENT]);
    stage.group.add("Cleo M.", clean("2025-04-16"), &[]);
    stage.group.add("Dot", None, &[&MAIL]);
    stage.group.add("Eve", clean("2025-04-17"), &[&MAIL]);
    stage.work().await.expect("it works");
    let mails = stage.group.mails();
    assert_eq!(mails.len(), 1);
    let (once_key, mail) = &mails[0];
    assert_eq!(*once_key, format!("anniversaries/2026-04-16/{ana}-1y"));
    assert_eq!((mail.to.member(), mail.to.purpose()), (&ana, "anniversaries.mail"));
    assert_eq!(mail.template, "anniversaries/notice");
}

#[tokio::test]
async fn a6_however_often_the_job_runs_there_is_one_note() {
    let stage = Stage::at(NOON).await;
    stage.group.add("Ana K.", clean("2025-04-16"), &[&MAIL]);
    let (one, other) = homegroup_plugin::rocket::tokio::join!(stage.work(), stage.work());
    one.expect("it works");
    other.expect("it works");
    stage.set("2026-04-16T18:00:00Z");
    stage.work().await.expect("it works");
    assert_eq!(stage.marks(), ["1y"]);
    assert_eq!(stage.counted().await, [("2026-04-16".to_owned(), 1, 0, 0)]);
}

#[tokio::test]
async fn a5_her_note_leaves_at_nine_where_she_is() {
    let stage = Stage::at("2026-04-15T18:00:00Z").await;
    let here = stage.group.add("Ana K.", clean("2025-04-16"), &[&MAIL]);
    let far = stage.group.add("Bea", clean("2025-04-16"), &[&MAIL]);
    stage.group.change(&far, |member| member.zone = Pacific::Kiritimati);
    let at = async |now: &str| {
        stage.set(now);
        stage.work().await.expect("it works");
        stage.group.mails().iter().map(|(_, mail)| mail.to.member().clone()).collect::<Vec<_>>()
    };
    assert_eq!(at("2026-04-15T18:45:00Z").await, []);
    assert_eq!(at("2026-04-15T19:00:00Z").await, [far.clone()]);
    assert_eq!(at("2026-04-16T12:45:00Z").await, [far.clone()]);
    assert_eq!(at("2026-04-16T13:00:00Z").await, [far, here]);
}

#[tokio::test]
async fn a5_the_hour_is_a_setting() {
    let stage = Stage::at("2026-04-16T13:00:00Z").await;
    stage.group.add("Ana K.", clean("2025-04-16"), &[&MAIL]);
    stage.group.set("hour", "18");
    stage.work().await.expect("it works");
    assert_eq!(stage.marks(), Vec::<String>::new());
    stage.set("2026-04-16T22:00:00Z");
    stage.work().await.expect("it works");
    assert_eq!(stage.marks(), ["1y"]);
}

#[tokio::test]
async fn a6_after_downtime_notes_are_at_most_three_days_late_and_say_so() {
    let stage = Stage::at("2026-04-12T12:00:00Z").await;
    stage.work().await.expect("it works");
    for day in ["2025-04-12", "2025-04-13", "2025-04-16"] {
        stage.group.add(day, clean(day), &[&MAIL]);
    }
    stage.set("2026-04-16T14:00:00Z");
    for _ in 0..3 {
        stage.work().await.expect("it works");
    }
    let late: Vec<_> = stage.group.mails().iter().map(|(_, mail)| mail.context["late"].clone()).collect();
    assert_eq!(late, [json!(true), json!(false)]);
    assert_eq!(stage.counted().await, [("2026-04-16".to_owned(), 1, 1, 1)], "the missed one is counted once");
}

#[tokio::test]
async fn a6_what_is_entered_today_brings_up_nothing_old() {
    let stage = Stage::at("2026-04-16T15:45:00Z").await;
    stage.work().await.expect("it works");
    let today = "2026-04-16".parse::<homegroup_plugin::chrono::NaiveDate>().expect("a day");
    for (index, day) in today.iter_days().rev().take(300).enumerate() {
        stage.group.add(&format!("Member {index}"), clean(&day.to_string()), &[&MAIL]);
    }
    stage.set(NOON);
    stage.work().await.expect("it works");
    let marks = stage.marks();
    assert_eq!(marks.iter().map(String::as_str).collect::<HashSet<_>>(), HashSet::from(["1d", "30d", "60d", "90d", "6m", "9m"]));
    assert_eq!(marks.len(), 6, "each of them once: {marks:?}");
}

#[tokio::test]
async fn a9_a_changed_clean_date_is_counted_from_anew_and_its_notes_can_be_told_from_the_old() {
    let stage = Stage::at(NOON).await;
    let ana = stage.group.add("Ana K.", clean("2025-04-16"), &[&MAIL]);
    stage.work().await.expect("it works");
    stage.group.change(&ana, |member| member.clean_date = clean("2026-04-15"));
    stage.work().await.expect("it works");
    let mails = stage.group.mails();
    let versions: Vec<_> = mails.iter().map(|(_, mail)| mail.clean_date_version.as_deref()).collect();
    assert_eq!(versions, [Some("of-2025-04-16"), Some("of-2026-04-15")]);
    assert_eq!(stage.marks(), ["1y", "1d"]);
}

#[tokio::test]
async fn a3_the_group_chooses_its_marks() {
    let stage = Stage::at(NOON).await;
    stage.group.add("Ana K.", clean("2026-01-06"), &[&MAIL]);
    stage.work().await.expect("it works");
    assert_eq!(stage.marks(), Vec::<String>::new());
    stage.group.set("preset", "own");
    stage.group.set("marks", "100 d");
    stage.work().await.expect("it works");
    assert_eq!(stage.marks(), ["100d"]);
}

#[tokio::test]
async fn a_run_for_another_day_counts_and_queues_nothing() {
    let stage = Stage::at(NOON).await;
    stage.group.add("Ana K.", clean("2025-04-18"), &[&MAIL]);
    let said = stage.work_on("2026-04-18T16:00:00Z".parse().expect("an instant")).await.expect("it works");
    assert!(said.starts_with("1 notes are due on 2026-04-18"), "{said}");
    assert_eq!(stage.group.mails().len(), 0);
    stage.set("2026-04-18T16:00:00Z");
    stage.work().await.expect("it works");
    assert_eq!(stage.marks(), ["1y"]);
}

#[tokio::test]
async fn p15_what_the_job_says_names_nobody() {
    let stage = Stage::at(NOON).await;
    let ana = stage.group.add("Anastasia K.", clean("2025-04-16"), &[&MAIL]);
    stage.group.change(&ana, |member| member.zone = America::Chicago);
    let said = stage.work().await.expect("it works");
    assert_eq!(said, "queued 1 notes on their day and 0 late; 0 were too old to send");
}
