//! What takes a message away: a mail server, a folder, or the memory of a test.

use std::future::Future;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Result;
use tokio::io::AsyncWriteExt;

use super::message::Ready;
use super::rules::Phase;
use super::smtp::{Connection, Failure, Handed};
use crate::settings::{self, Settings, Transport};

/// A way out.
pub enum Carrier {
    /// A mail server, over a connection that is kept for the next message.
    Smtp {
        /// How to reach it.
        mail: Box<settings::Mail>,
        /// The open connection.
        connection: Option<Box<Connection>>,
    },
    /// Each message becomes `<id>.eml` in this folder.
    Files(PathBuf),
    /// Each message is kept here, for tests.
    Memory(Arc<Mutex<Vec<Ready>>>),
}

impl Carrier {
    /// The one the settings name; `None` when no mail leaves.
    pub fn of(settings: &Settings) -> Option<Self> {
        match settings.mail.transport {
            Transport::None => None,
            Transport::Smtp => Some(Carrier::Smtp { mail: Box::new(settings.mail.clone()), connection: None }),
            Transport::Files => Some(Carrier::Files(settings.data.join("mail"))),
        }
    }

    /// How long to rest between two messages.
    pub fn pace(&self) -> Duration {
        match self {
            Carrier::Smtp { mail, .. } => Duration::from_secs(60) / mail.per_minute,
            Carrier::Files(_) | Carrier::Memory(_) => Duration::ZERO,
        }
    }

    /// Hands one message over; `before_dot` as in [`Connection::hand_over`].
    pub async fn take<F>(&mut self, id: &str, ready: &Ready, before_dot: F) -> Result<Handed, Failure>
    where
        F: Future<Output = Result<bool>>,
    {
        match self {
            Carrier::Smtp { mail, connection } => {
                let mut open = match connection.take() {
                    Some(open) => open,
                    None => Box::new(Connection::open(mail).await?),
                };
                let handed = open.hand_over(ready, before_dot).await?;
                if matches!(handed, Handed::Over) {
                    *connection = Some(open);
                }
                Ok(handed)
            }
            Carrier::Files(folder) => {
                if !written_down(before_dot).await? {
                    return Ok(Handed::Stopped);
                }
                write(folder, id, &ready.bytes).await.map_err(|error| Failure {
                    phase: Phase::Body,
                    code: None,
                    says: format!("the mail folder cannot be written: {error}"),
                })?;
                Ok(Handed::Over)
            }
            Carrier::Memory(kept) => {
                if !written_down(before_dot).await? {
                    return Ok(Handed::Stopped);
                }
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(ready.clone());
                Ok(Handed::Over)
            }
        }
    }

    /// Closes what is open; the next message opens it again.
    pub async fn rest(&mut self) {
        if let Carrier::Smtp { connection, .. } = self
            && let Some(open) = connection.take()
        {
            open.close().await;
        }
    }
}

async fn written_down(before_dot: impl Future<Output = Result<bool>>) -> Result<bool, Failure> {
    before_dot.await.map_err(|error| Failure { phase: Phase::Data, code: None, says: format!("not written down: {error:#}") })
}

/// Under another name first: a reader never sees half a mail, and a repeat replaces it.
async fn write(folder: &Path, id: &str, bytes: &[u8]) -> std::io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    let (part, whole) = (folder.join(format!(".{id}.part")), folder.join(format!("{id}.eml")));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    let mut file = tokio::fs::OpenOptions::from(options).open(&part).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    tokio::fs::rename(part, whole).await
}
