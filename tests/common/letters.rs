//! What the group mails, as it arrives: delivered into memory and read like a mail program reads it.

use std::sync::{Arc, Mutex};

use homegroup::mail::{self, Carrier};
use homegroup::sign_in;

use super::Server;

/// A mail that arrived.
#[derive(Debug)]
pub struct Letter {
    pub to: String,
    /// Each on one line.
    pub headers: String,
    pub text: String,
    pub html: String,
}

impl Letter {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.split("\r\n").find_map(|line| line.strip_prefix(&format!("{name}: ")))
    }

    /// The path of the first link of ours in it.
    pub fn path(&self) -> String {
        let (_, link) = self.text.split_once("http://127.0.0.1:8000").expect("a link of ours");
        link.split_whitespace().next().expect("a path").to_owned()
    }
}

impl Server {
    /// Delivers everything that is due and returns it in the order in which it was asked for.
    pub async fn letters(&self) -> Vec<Letter> {
        sign_in::answer_requests(&self.house).await.expect("requests are answered");
        let kept = Arc::new(Mutex::new(Vec::new()));
        let mut carrier = Carrier::Memory(kept.clone());
        while mail::round(&self.house, &mut carrier).await.expect("the round ends").sent > 0 {}
        let ready: Vec<mail::Ready> = kept.lock().expect("nobody panicked").drain(..).collect();
        ready.iter().map(read).collect()
    }
}

fn read(ready: &mail::Ready) -> Letter {
    let message = String::from_utf8(ready.bytes.clone()).expect("ASCII");
    let (headers, body) = message.split_once("\r\n\r\n").expect("headers and a body");
    let headers = headers.replace("\r\n ", " ").replace("\r\n\t", " ");
    let boundary = headers.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("it has several parts");
    let parts: Vec<&str> = body.split(&format!("--{boundary}")).collect();
    let part = |kind: &str| {
        let part = parts.iter().find(|part| part.contains(&format!("Content-Type: {kind}"))).expect("the part is there");
        unquoted(part.split_once("\r\n\r\n").expect("headers and a body").1)
    };
    Letter { to: ready.envelope.to()[0].to_string(), text: part("text/plain"), html: part("text/html"), headers }
}

/// Reads quoted-printable.
fn unquoted(text: &str) -> String {
    let text = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'=' => {
                let digits = [rest.next(), rest.next()].map(|digit| digit.expect("two digits"));
                let digits = std::str::from_utf8(&digits).expect("ASCII").to_owned();
                bytes.push(u8::from_str_radix(&digits, 16).expect("hex"));
            }
            byte => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}
