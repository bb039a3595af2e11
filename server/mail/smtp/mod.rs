//! One connection to the mail server, step by step, so that the phase of a failure is known.
//!
//! lettre's own `send` hides the phase, and its transport waits for a delayed acknowledgement at every message. This drives lettre's
//! connection type through MAIL, RCPT, DATA and the message, over a socket of its own without delay.

mod line;

use std::fmt;
use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use lettre::address::Envelope;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::rules::{Answer, Phase};
use crate::settings::{self, Security};
use line::LineByLine;

/// How long to wait for the mail server.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For one answer.
    pub answer: Duration,
    /// For the answer to the final dot: a receiver may well be filtering (RFC 5321, 4.5.3.2.6).
    pub after_dot: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { answer: Duration::from_secs(60), after_dot: Duration::from_secs(600) }
    }
}

/// Where handing over failed, and what the server said.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The step.
    pub phase: Phase,
    /// The answer, if there was one that could be read.
    pub answer: Option<Answer>,
    detail: String,
}

impl Failure {
    /// A failure without an answer. `detail` goes to the log: never anything about the recipient.
    pub fn silent(phase: Phase, detail: impl Into<String>) -> Self {
        Self { phase, answer: None, detail: detail.into() }
    }

    fn of(phase: Phase, error: &lettre::transport::smtp::Error) -> Self {
        // One call of lettre's connects and reads the banner; who answered has been reached.
        let reached = error.status().is_some() || error.is_response();
        let phase = if phase == Phase::Connect && reached { Phase::Greeting } else { phase };
        let text = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
        let answer = error.status().map(|code| Answer::read(code.into(), &text));
        // From the recipient on, the server's words often repeat her address, which must not reach the log.
        let detail = if phase < Phase::Recipient { error.to_string() } else { String::new() };
        Self { phase, answer, detail }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.phase.name())?;
        match self.answer {
            Some(Answer { code, enhanced: Some((class, subject, detail)) }) => write!(f, "{code} {class}.{subject}.{detail}")?,
            Some(Answer { code, enhanced: None }) => write!(f, "{code}")?,
            None => f.write_str("no answer that can be read")?,
        }
        if self.detail.is_empty() { Ok(()) } else { write!(f, " ({})", self.detail) }
    }
}

/// A connection that is ready for the next message.
pub struct Connection {
    inner: AsyncSmtpConnection,
    patience: Patience,
}

impl Connection {
    /// Connects, protects the connection, and signs in.
    pub async fn open(mail: &settings::Mail, patience: Patience) -> Result<Self, Failure> {
        let server = (mail.host.as_str(), mail.port);
        // The domain of the sender, never the computer's own name.
        let hello = ClientId::Domain(mail.from.rsplit_once('@').map_or("localhost", |(_, domain)| domain).to_owned());
        let tls = || tls(mail).map_err(|error| Failure::silent(Phase::Connect, format!("{error:#}")));
        let mut inner = match mail.security {
            // lettre makes this socket itself and leaves Nagle's delay on: 40 ms a message, which the pace swallows.
            Security::Tls => {
                let connect = AsyncSmtpConnection::connect_tokio1(server, Some(patience.answer), &hello, Some(tls()?), None);
                step(Phase::Connect, patience.answer, connect).await?
            }
            Security::Starttls | Security::Plain => {
                let reach = async { LineByLine::new(TcpStream::connect(server).await?) };
                let socket = timeout(patience.answer, reach).await.unwrap_or_else(|_| Err(std::io::ErrorKind::TimedOut.into()));
                let socket = socket.map_err(|error| Failure::silent(Phase::Connect, error.to_string()))?;
                let greet = AsyncSmtpConnection::connect_with_transport(Box::new(socket), &hello);
                step(Phase::Greeting, patience.answer, greet).await?
            }
        };
        if mail.security == Security::Starttls {
            // lettre fails here when the server does not offer it: nothing goes out in the open instead.
            step(Phase::StartTls, patience.answer, inner.starttls(tls()?, &hello)).await?;
        }
        if !mail.user.is_empty() {
            let credentials = Credentials::new(mail.user.clone(), mail.password.clone());
            step(Phase::Auth, patience.answer, inner.auth(&[Mechanism::Plain, Mechanism::Login], &credentials)).await?;
        }
        Ok(Self { inner, patience })
    }

    /// Announces a message: MAIL, RCPT, DATA. Afterwards the server waits for it; until [`Connection::hand_over`] has written it whole,
    /// closing the connection takes everything back.
    pub async fn offer(&mut self, envelope: &Envelope) -> Result<(), Failure> {
        let done = |code| (200..300).contains(&code);
        self.command(Phase::Sender, Mail::new(envelope.from().cloned(), vec![]), done).await?;
        for to in envelope.to() {
            self.command(Phase::Recipient, Rcpt::new(to.clone(), vec![]), done).await?;
        }
        self.command(Phase::Data, Data, |code| code == 354).await
    }

    /// Writes the message and the final dot. Once the dot may be out, a failure has the phase [`Phase::Dot`].
    pub async fn hand_over(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        // lettre asks for the next piece only after it has written the last, and writes the dot when there is none.
        let written = AtomicBool::new(false);
        let pieces = std::iter::once(bytes).chain(std::iter::from_fn(|| {
            written.store(true, Ordering::Relaxed);
            None
        }));
        let outcome = timeout(self.patience.after_dot, self.inner.message_iter(pieces)).await;
        let phase = if written.load(Ordering::Relaxed) { Phase::Dot } else { Phase::Body };
        match outcome {
            Ok(Ok(response)) => expect(phase, &response, |code| (200..300).contains(&code)),
            Ok(Err(error)) => Err(Failure::of(phase, &error)),
            Err(_) => Err(Failure::silent(phase, "the wait was over")),
        }
    }

    /// Whether the connection is good for another message after the server has refused one.
    pub async fn reset(&mut self) -> bool {
        self.command(Phase::Sender, Rset, |code| (200..300).contains(&code)).await.is_ok()
    }

    /// Says goodbye; whether the server hears it does not matter.
    pub async fn close(mut self) {
        let _ = timeout(Duration::from_secs(2), self.inner.quit()).await;
    }

    async fn command(&mut self, phase: Phase, command: impl fmt::Display, good: impl Fn(u16) -> bool) -> Result<(), Failure> {
        let response = step(phase, self.patience.answer, self.inner.command(command)).await?;
        expect(phase, &response, good)
    }
}

/// Certificates are checked against the public authorities, and against the group's own where it has one.
fn tls(mail: &settings::Mail) -> Result<TlsParameters> {
    let mut builder = TlsParameters::builder(mail.host.clone());
    if !mail.ca.as_os_str().is_empty() {
        let wrong = || format!("mail.ca: {} cannot be used", mail.ca.display());
        let pem = std::fs::read(&mail.ca).with_context(wrong)?;
        builder = builder.add_root_certificate(Certificate::from_pem(&pem).with_context(wrong)?);
    }
    Ok(builder.build()?)
}

async fn step<T>(
    phase: Phase,
    patience: Duration,
    doing: impl Future<Output = Result<T, lettre::transport::smtp::Error>>,
) -> Result<T, Failure> {
    match timeout(patience, doing).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(Failure::of(phase, &error)),
        Err(_) => Err(Failure::silent(phase, "the wait was over")),
    }
}

/// lettre calls every answer of 2xx and 3xx a success; here each step knows its own.
fn expect(phase: Phase, response: &Response, good: impl Fn(u16) -> bool) -> Result<(), Failure> {
    let code = u16::from(response.code());
    let text: Vec<&str> = response.message().collect();
    if good(code) {
        Ok(())
    } else {
        Err(Failure { phase, answer: Some(Answer::read(code, &text.join(" "))), detail: String::new() })
    }
}

/// Opens and closes a connection: what `homegroup check` does.
pub async fn probe(mail: &settings::Mail) -> Result<()> {
    let connection = Connection::open(mail, Patience::default()).await.map_err(|failure| anyhow::anyhow!("{failure}"))?;
    connection.close().await;
    Ok(())
}
