//! The clock: every job once at launch, then by its schedule, and one run per due time however many servers there are.
//!
//! The loop asks the wall clock every few seconds. It never sleeps until the due time: timers stand still while a machine is
//! suspended, and a clock may be set. A schedule only says when to look; what is due the job itself asks the database.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use homegroup_plugin::{Group, Job, JobRun};
use sea_orm::{ConnectionTrait, Statement};

use crate::group::OurGroup;
use crate::house::House;
use crate::{mail, members, sign_in};

/// How often the clock is asked.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Runs older than this are forgotten.
const KEEP_DAYS: i64 = 90;

/// A job with its owner: `newsletter/send`.
pub struct Owned {
    /// The plugin, or `core`.
    pub owner: &'static str,
    /// The job.
    pub job: Job,
}

impl Owned {
    /// `owner/name`, as `jobs list` prints it.
    pub fn full_name(&self) -> String {
        format!("{}/{}", self.owner, self.job.name)
    }
}

/// The jobs of the core and of all installed plugins. Fails with a sentence when a schedule does not parse.
pub fn all(house: &Arc<House>) -> Result<Vec<Owned>> {
    let core = core(house).into_iter().map(|job| Owned { owner: "core", job });
    let plugins =
        house.plugins.iter().flat_map(|plugin| plugin.jobs().into_iter().map(|job| Owned { owner: plugin.name(), job }));
    let jobs: Vec<Owned> = core.chain(plugins).collect();
    for owned in &jobs {
        schedule(&owned.job).with_context(|| format!("The schedule of the job {} cannot be used", owned.full_name()))?;
    }
    Ok(jobs)
}

/// The core's own jobs.
fn core(house: &Arc<House>) -> Vec<Job> {
    [vec![tidy(house.clone())], members::jobs(house), sign_in::jobs(house)].into_iter().flatten().collect()
}

fn tidy(house: Arc<House>) -> Job {
    Job::new("tidy", "0 40 3 * * *", move |run| {
        let house = house.clone();
        Box::pin(async move {
            let before = (run.now - chrono::Duration::days(KEEP_DAYS)).timestamp();
            let txn = house.db.begin_write().await?;
            let delete =
                Statement::from_sql_and_values(house.db.backend(), "DELETE FROM job_runs WHERE due_at < $1", [before.into()]);
            let gone = txn.execute_raw(delete).await?.rows_affected();
            let mails = mail::forget(&txn, run.now).await?;
            txn.commit().await?;
            Ok(format!("forgot {gone} old runs and {mails} settled mails"))
        })
    })
}

fn schedule(job: &Job) -> Result<cron::Schedule> {
    Ok(cron::Schedule::from_str(job.schedule)?)
}

/// Runs for ever: once everything, then whatever falls due.
pub async fn keep_time(house: Arc<House>) {
    let jobs = match all(&house) {
        Ok(jobs) => jobs,
        Err(error) => return tracing::error!("no job runs: {error:#}"),
    };
    let now = house.clock.now();
    for owned in &jobs {
        // Its outcome is in the log; the table keeps scheduled runs only.
        let _ = run_logged(&house, owned, now).await;
    }
    let mut looked_at = now;
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let now = house.clock.now();
        if let Err(error) = house.refresh().await {
            tracing::warn!("what the group decided could not be read again: {error:#}");
        }
        for owned in &jobs {
            if let Some(due) = due_between(&owned.job, looked_at, now, house.profile().zone)
                && take(&house, owned, due).await
            {
                let outcome = run_logged(&house, owned, now).await;
                finish(&house, owned, due, outcome).await;
            }
        }
        looked_at = now;
    }
}

/// The last due time after `from` and not after `to`, if there is one. A clock set back gives none.
fn due_between(job: &Job, from: DateTime<Utc>, to: DateTime<Utc>, zone: chrono_tz::Tz) -> Option<DateTime<Utc>> {
    let schedule = schedule(job).ok()?;
    // A clock that leapt over years must not be walked second by second; what is due the job finds out itself.
    let from = from.max(to - chrono::Duration::days(2));
    let due = schedule.after(&from.with_timezone(&zone)).take_while(|due| *due <= to).last()?;
    Some(due.with_timezone(&Utc))
}

/// Takes the run at `due` for this server; false when another has it.
async fn take(house: &House, owned: &Owned, due: DateTime<Utc>) -> bool {
    let statement = Statement::from_sql_and_values(
        house.db.backend(),
        "INSERT INTO job_runs (job, due_at, started_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        [owned.full_name().into(), due.timestamp().into(), house.clock.now().timestamp().into()],
    );
    let taken = async {
        let txn = house.db.begin_write().await?;
        let taken = txn.execute_raw(statement).await?.rows_affected() == 1;
        txn.commit().await?;
        Ok::<_, sea_orm::DbErr>(taken)
    };
    taken.await.unwrap_or_else(|error| {
        tracing::error!(job = owned.full_name(), "a run could not be taken: {error}");
        false
    })
}

async fn finish(house: &House, owned: &Owned, due: DateTime<Utc>, outcome: Result<String, String>) {
    let (failed, said) = match outcome {
        Ok(said) => (false, said),
        Err(said) => (true, said),
    };
    let statement = Statement::from_sql_and_values(
        house.db.backend(),
        "UPDATE job_runs SET finished_at = $1, failed = $2, said = $3 WHERE job = $4 AND due_at = $5",
        [house.clock.now().timestamp().into(), failed.into(), said.into(), owned.full_name().into(), due.timestamp().into()],
    );
    let written = async {
        let txn = house.db.begin_write().await?;
        txn.execute_raw(statement).await?;
        txn.commit().await
    };
    if let Err(error) = written.await {
        tracing::error!(job = owned.full_name(), "the end of a run could not be written down: {error}");
    }
}

async fn run_logged(house: &Arc<House>, owned: &Owned, now: DateTime<Utc>) -> Result<String, String> {
    if owned.owner != "core" && !house.is_on(owned.owner) {
        return Ok("switched off".into());
    }
    let outcome = run(house, owned, now).await;
    match &outcome {
        Ok(said) => tracing::info!(job = owned.full_name(), "{said}"),
        Err(error) => tracing::error!(job = owned.full_name(), "failed: {error}"),
    }
    outcome
}

/// Runs one job at `now`. Before the set-up there is nothing to do.
pub async fn run(house: &Arc<House>, owned: &Owned, now: DateTime<Utc>) -> Result<String, String> {
    let Some(profile) = house.group() else { return Ok("the group is not set up yet".into()) };
    let group: Arc<dyn Group> = Arc::new(OurGroup(house.clone()));
    let run = JobRun { group, now, today: now.with_timezone(&profile.zone).date_naive() };
    (owned.job.run)(run).await.map_err(|error| error.to_string())
}

/// Noon of `day` where the group meets: what `jobs run --on DAY` works at.
pub fn noon(house: &House, day: NaiveDate) -> Result<DateTime<Utc>> {
    let noon = day.and_hms_opt(12, 0, 0).context("a day has a noon")?;
    let local =
        house.profile().zone.from_local_datetime(&noon).earliest().context("there is no noon on that day in the group's zone")?;
    Ok(local.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(words: &str) -> DateTime<Utc> {
        words.parse().expect("an instant")
    }

    fn daily() -> Job {
        Job::new("daily", "0 30 2 * * *", |_| Box::pin(async { Ok(String::new()) }))
    }

    #[test]
    fn a_due_time_is_found_once_in_the_groups_zone() {
        let zone = chrono_tz::America::New_York;
        let due = at("2026-04-16T06:30:00Z");
        assert_eq!(due_between(&daily(), at("2026-04-16T06:29:58Z"), at("2026-04-16T06:30:03Z"), zone), Some(due));
        assert_eq!(due_between(&daily(), due, at("2026-04-16T06:30:08Z"), zone), None);
    }

    #[test]
    fn after_a_suspended_night_the_last_due_time_is_caught_up_and_a_clock_set_back_gives_none() {
        let zone = chrono_tz::Europe::Berlin;
        assert!(due_between(&daily(), at("2026-04-16T00:00:00Z"), at("2026-04-16T12:00:00Z"), zone).is_some());
        assert!(due_between(&daily(), at("2026-04-16T12:00:00Z"), at("2026-04-16T00:00:00Z"), zone).is_none());
        assert!(due_between(&daily(), at("1999-01-01T00:00:00Z"), at("2026-04-16T12:00:00Z"), zone).is_some());
    }
}
