//! A mail server for tests, on loopback, that can be told to misbehave at any step.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rocket::tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use rocket::tokio::net::{TcpListener, TcpStream};
use rocket::tokio::task::JoinHandle;

/// The steps at which it can misbehave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    Banner,
    Hello,
    Auth,
    Sender,
    Recipient,
    Data,
    /// After the final dot; the message counts as received when it then answers 250 or says nothing.
    Dot,
}

/// What it does instead of what it should.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// Answers so.
    Say(&'static str),
    /// Closes the connection.
    Hang,
}

/// A message as it arrived.
#[derive(Clone, Debug)]
pub struct Received {
    pub from: String,
    pub to: String,
    pub data: String,
}

/// The running server; it ends with the value.
pub struct Sink {
    pub address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
    fault: Arc<Mutex<Option<(At, Fault)>>>,
    connections: Arc<AtomicUsize>,
    listening: JoinHandle<()>,
}

impl Sink {
    pub async fn start() -> Self {
        Self::slow(Duration::ZERO).await
    }

    /// One that takes its time before every answer.
    pub async fn slow(pause: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let received = Arc::new(Mutex::new(Vec::new()));
        let fault = Arc::new(Mutex::new(None));
        let connections = Arc::new(AtomicUsize::new(0));
        let (kept, told, counted) = (received.clone(), fault.clone(), connections.clone());
        let listening = rocket::tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let (kept, told) = (kept.clone(), told.clone());
                rocket::tokio::spawn(async move {
                    // A client that breaks off is one of the things tests do.
                    let _ = serve(socket, kept, told, pause).await;
                });
            }
        });
        Self { address, received, fault, connections, listening }
    }

    /// From now on it misbehaves so, or no longer.
    pub fn misbehave(&self, fault: Option<(At, Fault)>) {
        *self.fault.lock().expect("no test panicked in here") = fault;
    }

    /// How many connections there have been.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// What has arrived whole: up to the final dot.
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().expect("no test panicked in here").clone()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn serve(
    socket: TcpStream,
    kept: Arc<Mutex<Vec<Received>>>,
    told: Arc<Mutex<Option<(At, Fault)>>>,
    pause: Duration,
) -> std::io::Result<()> {
    socket.set_nodelay(true)?;
    let fault = |at: At| {
        let told = *told.lock().expect("no test panicked in here");
        told.filter(|(when, _)| *when == at).map(|(_, fault)| fault)
    };
    let mut stream = BufReader::new(socket);
    let (mut from, mut to) = (String::new(), String::new());
    if !answer(&mut stream, fault(At::Banner), "220 sink").await? {
        return Ok(());
    }
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let command = line.trim_end().to_owned();
        rocket::tokio::time::sleep(pause).await;
        let verb = command.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let go_on = match verb.as_str() {
            "EHLO" | "HELO" => answer(&mut stream, fault(At::Hello), "250-sink\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME").await?,
            "AUTH" => answer(&mut stream, fault(At::Auth), "235 welcome").await?,
            "MAIL" => {
                from = inside(&command);
                answer(&mut stream, fault(At::Sender), "250 ok").await?
            }
            "RCPT" => {
                to = inside(&command);
                answer(&mut stream, fault(At::Recipient), "250 ok").await?
            }
            "DATA" => match fault(At::Data) {
                Some(wrong) => answer(&mut stream, Some(wrong), "").await?,
                None => {
                    stream.get_mut().write_all(b"354 go on\r\n").await?;
                    let data = read_message(&mut stream).await?;
                    rocket::tokio::time::sleep(pause).await;
                    let wrong = fault(At::Dot);
                    let refused = matches!(wrong, Some(Fault::Say(words)) if words.starts_with(['4', '5']));
                    if !refused {
                        kept.lock().expect("no test panicked in here").push(Received {
                            from: from.clone(),
                            to: to.clone(),
                            data,
                        });
                    }
                    answer(&mut stream, wrong, "250 taken").await?
                }
            },
            "QUIT" => {
                answer(&mut stream, None, "221 bye").await?;
                false
            }
            _ => answer(&mut stream, None, "250 ok").await?,
        };
        if !go_on {
            return Ok(());
        }
    }
}

async fn read_message(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut data = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(data);
        }
        data.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}

async fn answer(stream: &mut BufReader<TcpStream>, fault: Option<Fault>, usual: &str) -> std::io::Result<bool> {
    let words = match fault {
        Some(Fault::Hang) => return Ok(false),
        Some(Fault::Say(words)) => words,
        None => usual,
    };
    stream.get_mut().write_all(format!("{words}\r\n").as_bytes()).await?;
    Ok(true)
}

/// `x@y` in `MAIL FROM:<x@y> BODY=...`.
fn inside(command: &str) -> String {
    command.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}
