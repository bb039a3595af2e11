//! The one job that delivers, for as long as the server runs.

use std::sync::Arc;
use std::time::Duration;

use homegroup_plugin::Result;
use sea_orm::DbBackend;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::carrier::Carrier;
use super::delivery::{Step, deliver_next, warn_of};
use super::rules;
use super::store::outbox;
use crate::house::House;

/// How often it looks for mail by itself. A link to sign in wakes it at once.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How long a mail that is on its way may hold up the end of the program.
const LAST_WAIT: Duration = Duration::from_secs(20);

/// Delivery, while it runs.
pub struct Worker {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Worker {
    /// Begins to deliver.
    pub fn start(house: Arc<House>) -> Self {
        let (stop, stopped) = watch::channel(false);
        Self { stop, task: tokio::spawn(work(house, stopped)) }
    }

    /// Takes no more mail and lets the one that is on its way come to its answer: a server that is stopped in good order leaves nobody in
    /// doubt.
    pub async fn stop(self) {
        // An error means that it has already ended.
        let _ = self.stop.send(true);
        if timeout(LAST_WAIT, self.task).await.is_err() {
            tracing::warn!("a mail was still on its way when the program ended");
        }
    }
}

async fn work(house: Arc<House>, mut stopped: watch::Receiver<bool>) {
    let Some(mut carrier) = Carrier::of(&house.settings) else { return };
    if house.db.backend() == DbBackend::Sqlite
        && let Err(error) = take_over(&house).await
    {
        tracing::error!("what the last run left could not be taken over: {error}");
    }
    let mut pauses = 0;
    while !*stopped.borrow() {
        let rest = match deliver_next(&house, &mut carrier).await {
            Ok(Some(Step::Paused)) => {
                pauses += 1;
                carrier.rest().await;
                rules::pause(pauses).to_std().unwrap_or(LOOK_EVERY)
            }
            Ok(Some(Step::Sent | Step::Failed)) => {
                pauses = 0;
                carrier.pace()
            }
            Ok(Some(Step::Withdrawn)) => Duration::ZERO,
            Ok(None) => {
                carrier.rest().await;
                look_again(&house, &mut stopped).await;
                continue;
            }
            Err(error) => {
                if error.log().is_none() {
                    tracing::error!("mail waits: {error}");
                }
                carrier.rest().await;
                LOOK_EVERY
            }
        };
        tokio::select! {
            () = sleep(rest) => {}
            _ = stopped.changed() => {}
        }
    }
    carrier.rest().await;
}

async fn look_again(house: &House, stopped: &mut watch::Receiver<bool>) {
    tokio::select! {
        () = sleep(LOOK_EVERY) => {}
        () = house.mail_waits.notified() => {}
        _ = stopped.changed() => {}
    }
}

/// On SQLite this server holds the folder alone: whatever was claimed, its holder is gone.
async fn take_over(house: &House) -> Result<()> {
    let txn = house.db.begin_write().await?;
    let lost = outbox::give_up_lost(&txn, i64::MAX, house.clock.now()).await?;
    outbox::release(&txn).await?;
    txn.commit().await?;
    warn_of(lost);
    Ok(())
}
