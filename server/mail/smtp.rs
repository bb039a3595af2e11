//! One connection to the mail server, step by step, so that the phase of a failure is known.
//!
//! lettre's own `send` hides the phase, and its transport waits for a delayed acknowledgement at every message. This drives lettre's
//! connection type through MAIL, RCPT, DATA and the message, over a socket of its own without delay.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::message::Ready;
use super::rules::Phase;
use crate::settings::{self, Security};

/// How long one answer may take.
const ANSWER: Duration = Duration::from_secs(60);
/// How long the answer to the final dot may take (RFC 5321, 4.5.3.2.6): a receiver may well be filtering.
const AFTER_DOT: Duration = Duration::from_secs(600);

/// Where handing over failed, and what the server said.
#[derive(Debug)]
pub struct Failure {
    /// The step.
    pub phase: Phase,
    /// The code of the answer, if there was one.
    pub code: Option<u16>,
    /// For the log and the officer: never the recipient.
    pub says: String,
}

impl Failure {
    fn silent(phase: Phase, says: impl Into<String>) -> Self {
        Self { phase, code: None, says: says.into() }
    }
}

/// How handing a message over ended.
pub enum Handed {
    /// The server answered to the final dot that it has it.
    Over,
    /// `before_dot` said no, and nothing was handed over.
    Stopped,
}

/// A connection that is ready for the next message.
pub struct Connection {
    inner: AsyncSmtpConnection,
}

impl Connection {
    /// Connects, protects the connection, and signs in.
    pub async fn open(mail: &settings::Mail) -> Result<Self, Failure> {
        let hello = ClientId::Domain(hello_name(&mail.from));
        let tls = TlsParameters::new(mail.host.clone()).map_err(|error| Failure::silent(Phase::Connect, error.to_string()))?;
        let mut inner = match mail.security {
            Security::Tls => {
                let server = (mail.host.as_str(), mail.port);
                step(Phase::Connect, AsyncSmtpConnection::connect_tokio1(server, Some(ANSWER), &hello, Some(tls.clone()), None))
                    .await?
            }
            Security::Starttls | Security::Plain => {
                let socket = timeout(ANSWER, TcpStream::connect((mail.host.as_str(), mail.port)))
                    .await
                    .map_err(|_| Failure::silent(Phase::Connect, "the mail server does not answer"))?
                    .map_err(|error| Failure::silent(Phase::Connect, error.to_string()))?;
                socket.set_nodelay(true).map_err(|error| Failure::silent(Phase::Connect, error.to_string()))?;
                step(Phase::Connect, AsyncSmtpConnection::connect_with_transport(Box::new(socket), &hello)).await?
            }
        };
        if mail.security == Security::Starttls {
            // lettre fails here when the server does not offer it: nothing goes out in the open instead.
            step(Phase::Hello, inner.starttls(tls, &hello)).await?;
        }
        if !mail.user.is_empty() {
            let credentials = Credentials::new(mail.user.clone(), mail.password.clone());
            step(Phase::Auth, inner.auth(&[Mechanism::Plain, Mechanism::Login], &credentials)).await?;
        }
        Ok(Self { inner })
    }

    /// Hands one message over. `before_dot` is awaited once the server is ready for it; what it writes down must be on the disk when it
    /// returns true. After a failure the connection is of no more use.
    pub async fn hand_over<F>(&mut self, ready: &Ready, before_dot: F) -> Result<Handed, Failure>
    where
        F: Future<Output = Result<bool>>,
    {
        let (from, to) = (ready.envelope.from().cloned(), ready.envelope.to().first().cloned());
        let Some(to) = to else { return Err(Failure::silent(Phase::Recipient, "a message without a recipient")) };
        step(Phase::Sender, self.inner.command(Mail::new(from, vec![]))).await?;
        step(Phase::Recipient, self.inner.command(Rcpt::new(to, vec![]))).await?;
        step(Phase::Data, self.inner.command(Data)).await?;
        let go_on = before_dot.await.map_err(|error| Failure::silent(Phase::Data, format!("not written down: {error:#}")))?;
        if !go_on {
            // The server waits for a message that will not come; only closing the connection takes DATA back.
            self.inner.abort().await;
            return Ok(Handed::Stopped);
        }
        // lettre asks for the next piece only after it has written the last; from then on the dot may be out.
        let written = AtomicBool::new(false);
        let pieces = std::iter::once(ready.bytes.as_slice()).chain(std::iter::from_fn(|| {
            written.store(true, Ordering::Relaxed);
            None
        }));
        let outcome = timeout(AFTER_DOT, self.inner.message_iter(pieces)).await;
        let phase = if written.load(Ordering::Relaxed) { Phase::Dot } else { Phase::Body };
        match outcome {
            Ok(Ok(_)) => Ok(Handed::Over),
            Ok(Err(error)) => Err(failure(phase, &error)),
            Err(_) => Err(Failure::silent(phase, "no answer in ten minutes")),
        }
    }

    /// Says goodbye; whether the server hears it does not matter.
    pub async fn close(mut self) {
        let _ = timeout(Duration::from_secs(5), self.inner.quit()).await;
    }
}

/// The name we greet with: the domain of the sender, never the computer's own name.
fn hello_name(from: &str) -> String {
    from.rsplit_once('@').map_or("localhost", |(_, domain)| domain).to_owned()
}

async fn step<T>(phase: Phase, doing: impl Future<Output = Result<T, lettre::transport::smtp::Error>>) -> Result<T, Failure> {
    match timeout(ANSWER, doing).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(failure(phase, &error)),
        Err(_) => Err(Failure::silent(phase, "no answer in a minute")),
    }
}

fn failure(phase: Phase, error: &lettre::transport::smtp::Error) -> Failure {
    let code = error.status().map(u16::from);
    // A server's refusal often repeats the recipient's address, which must not reach the log.
    let says = match code {
        Some(code) => format!("the mail server answered {code}"),
        None => "the connection to the mail server broke, or it gave no answer that can be read".to_owned(),
    };
    Failure { phase, code, says }
}

/// Opens and closes a connection: what `homegroup check` does.
pub async fn probe(mail: &settings::Mail) -> Result<()> {
    let connection =
        Connection::open(mail).await.map_err(|failure| anyhow::anyhow!(failure.says)).context("mail cannot leave")?;
    connection.close().await;
    Ok(())
}
