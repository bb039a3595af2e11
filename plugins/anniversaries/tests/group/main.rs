//! The plugin against a group that is not there, with a real database for its own tables.

mod job;
mod pages;
mod words;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use homegroup_anniversaries::Anniversaries;
use homegroup_plugin::chrono::{DateTime, Utc};
use homegroup_plugin::sea_orm::{ConnectionTrait, Statement};
use homegroup_plugin::serde_json::Value;
use homegroup_plugin::testing::{FakeGroup, FakeSite};
use homegroup_plugin::{CleanDate, Clock, Group, JobRun, Plugin, Result, anyhow};

/// A group whose clock the test moves.
pub struct Stage {
    pub group: Arc<FakeGroup>,
    now: Arc<AtomicI64>,
}

impl Stage {
    /// The group's zone is New York; `now` is an instant such as `2026-04-16T16:00:00Z`.
    pub async fn at(now: &str) -> Self {
        let told = Arc::new(AtomicI64::new(0));
        let clock = told.clone();
        let clock = Clock::of(move || DateTime::from_timestamp(clock.load(Ordering::SeqCst), 0).expect("an instant"));
        let stage = Self { group: FakeGroup::with(Arc::new(Anniversaries), clock).await, now: told };
        stage.set(now);
        stage
    }

    pub fn set(&self, now: &str) {
        self.now.store(now.parse::<DateTime<Utc>>().expect("an instant").timestamp(), Ordering::SeqCst);
    }

    /// The plugin's pages over this group.
    pub async fn site(&self) -> FakeSite {
        FakeSite::of(&Anniversaries, self.group.clone()).await
    }

    /// Runs the job as its schedule would.
    pub async fn work(&self) -> Result<String> {
        self.work_on(self.group.now()).await
    }

    /// Runs the job for another instant, as `jobs run --on` would.
    pub async fn work_on(&self, now: DateTime<Utc>) -> Result<String> {
        let job = Anniversaries.jobs().pop().expect("the plugin has one job");
        let today = now.with_timezone(&self.group.profile().zone).date_naive();
        (job.run)(JobRun { group: self.group.clone(), now, today }).await
    }

    /// The marks that the notes tell of: `90d`.
    pub fn marks(&self) -> Vec<String> {
        self.group.mails().iter().map(|(_, mail)| mark(&mail.context["words"])).collect()
    }

    /// What the table of work says: day, on the day, belated, missed.
    pub async fn counted(&self) -> Vec<(String, i64, i64, i64)> {
        let sql = "SELECT day, on_the_day, belated, missed FROM anniversaries_days ORDER BY day";
        let db = self.group.db();
        let rows = db.reader().query_all_raw(Statement::from_string(db.backend(), sql)).await.expect("the table is read");
        rows.iter()
            .map(|row| row.try_get_many("", &["day".into(), "on_the_day".into(), "belated".into(), "missed".into()]))
            .collect::<Result<_, _>>()
            .map_err(anyhow::Error::new)
            .expect("the row is read")
    }
}

/// A clean date in its first version.
pub fn clean(day: &str) -> Option<CleanDate> {
    Some(CleanDate { day: day.parse().expect("a day"), version: format!("of-{day}"), first_of_march: false })
}

/// The mark in the words of a note.
fn mark(words: &Value) -> String {
    let key = words["key"].as_str().expect("the words are a sentence");
    let unit = if key.contains("months") || key.contains("year-and-half") {
        "m"
    } else if key.contains("year") {
        "y"
    } else {
        "d"
    };
    format!("{}{unit}", words["args"]["count"])
}
