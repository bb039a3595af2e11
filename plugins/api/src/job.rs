//! Work that is done by the clock.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use rocket::futures::future::BoxFuture;

use crate::error::Result;
use crate::group::Group;

/// What one run of a job is told.
#[derive(Clone)]
pub struct JobRun {
    /// The group it works for.
    pub group: Arc<dyn Group>,
    /// The instant it works at: the clock's, or the one given by `jobs run --on`.
    pub now: DateTime<Utc>,
    /// The calendar day of `now` in the group's zone.
    pub today: NaiveDate,
}

/// A job: asks the database what is due and does it. Running it twice must be harmless, for it runs at every launch, by
/// its schedule, and on every server of the group.
#[derive(Clone)]
pub struct Job {
    /// Unique within its owner; shown by `jobs list` and used by `jobs run`.
    pub name: &'static str,
    /// Cron, seconds first, in the group's time zone: `"0 5 * * * *"` is five past every hour.
    pub schedule: &'static str,
    /// Does the work and says in a few words what it did (ids and counts, never names).
    pub run: Arc<dyn Fn(JobRun) -> BoxFuture<'static, Result<String>> + Send + Sync>,
}

impl Job {
    /// A job that calls `run`.
    ///
    /// ```
    /// # use homegroup_plugin::Job;
    /// let job = Job::new("hello", "0 0 9 * * *", |run| Box::pin(async move { Ok(format!("hello on {}", run.today)) }));
    /// assert_eq!(job.name, "hello");
    /// ```
    pub fn new(
        name: &'static str,
        schedule: &'static str,
        run: impl Fn(JobRun) -> BoxFuture<'static, Result<String>> + Send + Sync + 'static,
    ) -> Self {
        Self { name, schedule, run: Arc::new(run) }
    }
}
