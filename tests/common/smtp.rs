//! A mail server for tests, on loopback, that can be told to misbehave at any step.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rocket::tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use rocket::tokio::net::{TcpListener, TcpStream};
use rocket::tokio::task::JoinHandle;
use rocket::tokio::time::sleep;
use tokio_rustls::TlsAcceptor;

/// The steps at which it can misbehave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    Banner,
    Hello,
    StartTls,
    Auth,
    Sender,
    Recipient,
    Data,
    /// After the first line of the message.
    Body,
    /// After the final dot; the message counts as received unless it is then refused.
    Dot,
}

/// What it does instead of what it should.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// Answers so.
    Say(&'static str),
    /// Closes the connection.
    Hang,
    /// Says nothing more and leaves the connection open.
    Stall,
    /// Answers as it should, so much later.
    Late(Duration),
}

/// A message as it arrived.
#[derive(Clone, Debug)]
pub struct Received {
    pub from: String,
    pub to: String,
    pub data: String,
    /// Whether it came over TLS.
    pub protected: bool,
    /// What the client gave as its password, in base64 with the name before it.
    pub password: Option<String>,
}

/// How it protects its connections.
#[derive(Clone, Default)]
pub enum Protection {
    /// Not at all.
    #[default]
    None,
    /// From the first byte.
    Tls(TlsAcceptor),
    /// When the client asks for it.
    StartTls(TlsAcceptor),
}

/// The running server; it ends with the value.
pub struct Sink {
    pub address: SocketAddr,
    state: Arc<State>,
    listening: JoinHandle<()>,
}

#[derive(Default)]
struct State {
    received: Mutex<Vec<Received>>,
    fault: Mutex<Option<(At, Fault)>>,
    connections: AtomicUsize,
}

impl Sink {
    pub async fn start() -> Self {
        Self::with(Protection::None).await
    }

    pub async fn with(protection: Protection) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let state = Arc::new(State::default());
        let shared = state.clone();
        let listening = rocket::tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                let (state, protection) = (shared.clone(), protection.clone());
                // A client that breaks off is one of the things tests do.
                rocket::tokio::spawn(async move { welcome(socket, &state, protection).await.unwrap_or_default() });
            }
        });
        Self { address, state, listening }
    }

    /// From now on it misbehaves so, or no longer.
    pub fn misbehave(&self, fault: Option<(At, Fault)>) {
        *self.state.fault.lock().expect("no test panicked in here") = fault;
    }

    /// How many connections there have been.
    pub fn connections(&self) -> usize {
        self.state.connections.load(Ordering::SeqCst)
    }

    /// What has arrived whole: up to the final dot.
    pub fn received(&self) -> Vec<Received> {
        self.state.received.lock().expect("no test panicked in here").clone()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn welcome(socket: TcpStream, state: &State, protection: Protection) -> std::io::Result<()> {
    socket.set_nodelay(true)?;
    match protection {
        Protection::None => Session::new(socket, state, false, false).run(true).await.map(|_| ()),
        Protection::Tls(acceptor) => Session::new(acceptor.accept(socket).await?, state, true, false).run(true).await.map(|_| ()),
        Protection::StartTls(acceptor) => match Session::new(socket, state, false, true).run(true).await? {
            Some(socket) => Session::new(acceptor.accept(socket).await?, state, true, false).run(false).await.map(|_| ()),
            None => Ok(()),
        },
    }
}

/// One connection.
struct Session<'a, S> {
    stream: BufReader<S>,
    state: &'a State,
    protected: bool,
    offers_tls: bool,
    from: String,
    to: String,
    password: Option<String>,
}

impl<'a, S: AsyncRead + AsyncWrite + Unpin> Session<'a, S> {
    fn new(stream: S, state: &'a State, protected: bool, offers_tls: bool) -> Self {
        let (from, to) = (String::new(), String::new());
        Self { stream: BufReader::new(stream), state, protected, offers_tls, from, to, password: None }
    }

    /// Talks until the client leaves, or asks for TLS: then the stream is handed back.
    async fn run(mut self, greet: bool) -> std::io::Result<Option<S>> {
        if greet && !self.answer(At::Banner, "220 sink").await? {
            return Ok(None);
        }
        loop {
            let Some(line) = self.line().await? else { return Ok(None) };
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            let go_on = match verb.as_str() {
                "EHLO" if self.offers_tls => self.answer(At::Hello, "250-sink\r\n250 STARTTLS").await?,
                "EHLO" => self.answer(At::Hello, "250-sink\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME").await?,
                "STARTTLS" => match self.answer(At::StartTls, "220 go on").await? {
                    true => return Ok(Some(self.stream.into_inner())),
                    false => false,
                },
                "AUTH" => {
                    self.password = line.split(' ').nth(2).map(str::to_owned);
                    self.answer(At::Auth, "235 welcome").await?
                }
                "MAIL" => {
                    self.from = inside(&line);
                    self.answer(At::Sender, "250 ok").await?
                }
                "RCPT" => {
                    self.to = inside(&line);
                    self.answer(At::Recipient, "250 ok").await?
                }
                "DATA" => {
                    let other_words = matches!(self.fault(At::Data), Some(Fault::Say(_)));
                    self.answer(At::Data, "354 go on").await? && (other_words || self.take().await?)
                }
                "QUIT" => {
                    self.say("221 bye").await?;
                    false
                }
                _ => self.say("250 ok").await.map(|()| true)?,
            };
            if !go_on {
                return Ok(None);
            }
        }
    }

    async fn take(&mut self) -> std::io::Result<bool> {
        let mut data = String::new();
        while let Some(line) = self.line().await? {
            if line == "." {
                let refused = matches!(self.fault(At::Dot), Some(Fault::Say(words)) if words.starts_with(['4', '5']));
                if !refused {
                    let (from, to, password) = (self.from.clone(), self.to.clone(), self.password.clone());
                    let received = Received { from, to, data, protected: self.protected, password };
                    self.state.received.lock().expect("no test panicked in here").push(received);
                }
                return self.answer(At::Dot, "250 taken").await;
            }
            data.push_str(line.strip_prefix('.').unwrap_or(&line));
            data.push_str("\r\n");
            if self.fault(At::Body).is_some() && !self.answer(At::Body, "").await? {
                return Ok(false);
            }
        }
        Ok(false)
    }

    async fn line(&mut self) -> std::io::Result<Option<String>> {
        let mut line = String::new();
        let read = self.stream.read_line(&mut line).await?;
        Ok((read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
    }

    fn fault(&self, at: At) -> Option<Fault> {
        let told = *self.state.fault.lock().expect("no test panicked in here");
        told.filter(|(when, _)| *when == at).map(|(_, fault)| fault)
    }

    /// Answers as usual or as it was told; false when the connection ends.
    async fn answer(&mut self, at: At, usual: &str) -> std::io::Result<bool> {
        match self.fault(at) {
            Some(Fault::Hang) => return Ok(false),
            Some(Fault::Stall) => sleep(Duration::from_secs(3600)).await,
            Some(Fault::Say(words)) => self.say(words).await?,
            Some(Fault::Late(pause)) => {
                sleep(pause).await;
                self.say(usual).await?;
            }
            None => self.say(usual).await?,
        }
        Ok(true)
    }

    async fn say(&mut self, words: &str) -> std::io::Result<()> {
        self.stream.get_mut().write_all(format!("{words}\r\n").as_bytes()).await?;
        self.stream.get_mut().flush().await
    }
}

/// `x@y` in `MAIL FROM:<x@y> BODY=...`.
fn inside(command: &str) -> String {
    command.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}
