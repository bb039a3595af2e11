//! What takes a message away: a mail server, a folder, or the memory of a test. Each in two steps, offer and hand over, so that the
//! outbox can be told in between that the message is about to leave.

use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lettre::address::Envelope;
use tokio::io::AsyncWriteExt;

use super::message::Ready;
use super::rules::{Answer, Phase};
use super::smtp::{Connection, Failure, Patience};
use crate::settings::{self, Settings, Transport};

/// A way out.
pub enum Carrier {
    /// A mail server.
    Smtp(Box<Line>),
    /// Each message becomes `<id>.eml` in this folder.
    Files(PathBuf),
    /// Each message is kept here, for tests.
    Memory(Arc<Mutex<Vec<Ready>>>),
}

/// How to reach the mail server, and the connection that is kept for the next message.
pub struct Line {
    mail: settings::Mail,
    patience: Patience,
    kept: Option<Connection>,
}

impl Carrier {
    /// The one the settings name; `None` when no mail leaves.
    pub fn of(settings: &Settings) -> Option<Self> {
        match settings.mail.transport {
            Transport::None => None,
            Transport::Smtp => Some(Self::smtp(settings.mail.clone(), Patience::default())),
            Transport::Files => Some(Carrier::Files(settings.data.join("mail"))),
        }
    }

    /// A mail server.
    pub fn smtp(mail: settings::Mail, patience: Patience) -> Self {
        Carrier::Smtp(Box::new(Line { mail, patience, kept: None }))
    }

    /// How long to rest between two messages.
    pub fn pace(&self) -> Duration {
        match self {
            Carrier::Smtp(line) => Duration::from_secs(60) / line.mail.per_minute,
            Carrier::Files(_) | Carrier::Memory(_) => Duration::ZERO,
        }
    }

    /// Offers a message. Nothing has left yet.
    pub async fn offer<'a>(&'a mut self, ready: &'a Ready) -> Result<Offer<'a>, Failure> {
        let by = match self {
            Carrier::Smtp(line) => By::Smtp(Box::new(line.offer(&ready.envelope).await?), &mut line.kept),
            Carrier::Files(folder) => By::Files(folder),
            Carrier::Memory(kept) => By::Memory(kept),
        };
        Ok(Offer { by, ready })
    }

    /// Closes what is open; the next message opens it again.
    pub async fn rest(&mut self) {
        if let Carrier::Smtp(line) = self
            && let Some(open) = line.kept.take()
        {
            open.close().await;
        }
    }
}

impl Line {
    async fn offer(&mut self, envelope: &Envelope) -> Result<Connection, Failure> {
        if let Some(mut open) = self.kept.take() {
            match open.offer(envelope).await {
                Ok(()) => return Ok(open),
                // The server has closed a connection on which nothing went on for a while, which is its right.
                Err(Failure { phase: Phase::Sender, answer: None | Some(Answer { code: 421, .. }), .. }) => {}
                Err(failure) => return Err(self.keep_after(open, failure).await),
            }
        }
        let mut open = Connection::open(&self.mail, self.patience).await?;
        match open.offer(envelope).await {
            Ok(()) => Ok(open),
            Err(failure) => Err(self.keep_after(open, failure).await),
        }
    }

    /// One refused recipient is no reason to connect anew for the next.
    async fn keep_after(&mut self, mut open: Connection, failure: Failure) -> Failure {
        if failure.answer.is_some_and(|answer| answer.code != 421) && open.reset().await {
            self.kept = Some(open);
        }
        failure
    }
}

/// A message that whoever takes it away is ready for. Dropped, it has not left.
pub struct Offer<'a> {
    by: By<'a>,
    ready: &'a Ready,
}

enum By<'a> {
    Smtp(Box<Connection>, &'a mut Option<Connection>),
    Files(&'a Path),
    Memory(&'a Mutex<Vec<Ready>>),
}

impl Offer<'_> {
    /// Hands it over, for good.
    pub async fn hand_over(self) -> Result<(), Failure> {
        match self.by {
            By::Smtp(mut open, kept) => {
                let outcome = open.hand_over(&self.ready.bytes).await;
                let answered = outcome.as_ref().map_or_else(|failure| failure.answer.map(|answer| answer.code), |()| Some(250));
                if answered.is_some_and(|code| code != 421) {
                    *kept = Some(*open);
                }
                outcome
            }
            By::Files(folder) => {
                let outcome = write(folder, &self.ready.id, &self.ready.bytes).await;
                outcome.map_err(|error| Failure::silent(Phase::Body, format!("the mail folder cannot be written: {error}")))
            }
            By::Memory(kept) => {
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(self.ready.clone());
                Ok(())
            }
        }
    }
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
