//! The job: who reaches a mark, and is her note in the outbox yet?

use homegroup_plugin::chrono::NaiveDate;
use homegroup_plugin::{CleanDate, Consenting, Group, Job, JobRun, Queued, Result, anyhow};

use crate::rules::{Due, Origin, Timing, reckon};
use crate::settings::{self, Decided};
use crate::store::{self, Counts};
use crate::{MAIL, NAME, notice};

/// Every quarter of an hour: clocks around the world differ by quarters, so each member's notice hour begins with a run.
pub fn notices() -> Job {
    Job::new("notices", "0 */15 * * * *", |run| Box::pin(async move { work(&run).await }))
}

/// Queues the notes that are due now. Running it twice, on two servers or after a crash, queues nothing twice: the once-key
/// is in the outbox's own table, and the counts change in the transaction that adds a mail.
async fn work(run: &JobRun) -> Result<String> {
    let group = run.group.as_ref();
    let decided = settings::decided(group).await?;
    let now = group.now();
    let today = now.with_timezone(&group.profile().zone).date_naive();
    let members = group.consenting(&MAIL).await?;
    if run.today != today {
        return Ok(rehearse(&members, &decided, run.today));
    }
    let worked_until = store::worked_until(group.db().reader()).await?;
    let mut done = Counts::default();
    let mut failed = 0_u32;
    for member in &members {
        let Some(clean_date) = &member.clean_date else { continue };
        let reckoning = reckon(&decided.schedule, Origin::from(clean_date), decided.hour, &member.zone, now, worked_until);
        done.missed = done.missed.saturating_add(reckoning.missed);
        for due in reckoning.due {
            match queue(group, member, clean_date, due, today).await {
                Ok(counts) => {
                    done.on_the_day += counts.on_the_day;
                    done.belated += counts.belated;
                }
                // The others' notes must not wait for hers.
                Err(error) => {
                    tracing::error!(member = %member.consent.member(), "a note could not be queued: {error}");
                    failed += 1;
                }
            }
        }
    }
    if failed > 0 {
        // The next run begins where this one did, so that hers is tried again, tomorrow too.
        return Err(anyhow::anyhow!("{failed} notes could not be queued; {} were", done.on_the_day + done.belated).into());
    }
    if worked_until.is_none_or(|before| before < now) {
        let txn = group.db().begin_write().await?;
        if store::advance(&txn, worked_until, now).await? && done.missed > 0 {
            store::count(&txn, today, Counts { missed: done.missed, ..Counts::default() }).await?;
        }
        txn.commit().await?;
    }
    Ok(format!("queued {} notes on their day and {} late; {} were too old to send", done.on_the_day, done.belated, done.missed))
}

/// Hands one note to the outbox, unless it is there; says what was added.
async fn queue(group: &dyn Group, member: &Consenting, clean_date: &CleanDate, due: Due, today: NaiveDate) -> Result<Counts> {
    let mail = notice::mail(member, clean_date, due, &group.profile());
    let txn = group.db().begin_write().await?;
    let counts = match (group.queue(&txn, NAME, mail).await?, due.timing) {
        (Queued::Already, _) => return Ok(Counts::default()),
        (Queued::New, Timing::OnTheDay) => Counts { on_the_day: 1, ..Counts::default() },
        (Queued::New, Timing::Belated) => Counts { belated: 1, ..Counts::default() },
    };
    store::count(&txn, today, counts).await?;
    txn.commit().await?;
    Ok(counts)
}

/// What a run for another day says. It queues nothing: a note that leaves on another day is a note on the wrong day.
fn rehearse(members: &[Consenting], decided: &Decided, day: NaiveDate) -> String {
    let dates = members.iter().filter_map(|member| member.clean_date.as_ref());
    let notes: usize = dates.map(|date| decided.schedule.between(Origin::from(date), day, day).len()).sum();
    format!("{notes} notes are due on {day}; nothing was queued, because a note is queued on its own day only")
}
