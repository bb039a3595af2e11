//! What is nobody's fault and still happens: a key file that is gone, a disk that is full, a body of ten megabytes, an address
//! full of odd characters. Each gets a sentence, and nothing that was saved is lost.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use homegroup::house::House;
use homegroup::plugins;
use homegroup::settings::Settings;
use homegroup_plugin::Right;
use homegroup_plugin::chrono::Utc;
use rocket::http::{Method, Status};
use tempfile::TempDir;

use crate::common::doors::{Door, doors, filled};
use crate::common::{Server, TestClock, encode, settings};

#[rocket::async_test]
async fn without_its_key_file_a_group_does_not_open_and_with_it_it_does() {
    let (server, _) = Server::with_group().await;
    let settings = server.house.settings.clone();
    let (key, aside) = (settings.data.join("key"), settings.data.join("key-aside"));
    std::fs::rename(&key, &aside).expect("the key is moved away");
    let open = || House::open(settings.clone(), plugins::installed(), server.clock.clock());
    let refused = open().await.err().expect("it does not open").to_string();
    assert!(refused.contains("key") && refused.contains("missing") && refused.contains("safe copy"), "{refused}");
    assert!(!key.exists(), "a new key would open nothing");
    std::fs::rename(&aside, &key).expect("the key is put back");
    open().await.expect("it opens again");
}

#[rocket::async_test]
async fn ten_megabytes_get_a_sentence_at_every_form() {
    let (server, _) = Server::with_group().await;
    let body = format!("name={}", "a".repeat(10_000_000));
    let mut too_large = 0;
    for door in doors(&server).iter().filter(|door| door.method == Method::Post) {
        // Whoever may do everything meets the form and not the guard; some doors sign her out.
        let officer = server.signed_in(&Right::ALL).await;
        let answer = server.send(door, Some(&officer.session), &[("Sec-Fetch-Site", "same-origin")], &body).await;
        assert!(answer.status.code < 500, "{}: {}", door.address, answer.status);
        if answer.status == Status::PayloadTooLarge {
            assert!(answer.says("none of it was taken"), "{}: {}", door.address, answer.text());
            too_large += 1;
        }
    }
    assert!(too_large >= 15, "only {too_large} forms read a body");
}

#[rocket::async_test]
async fn a_character_that_is_no_text_is_refused_in_every_form() {
    let (server, _) = Server::with_group().await;
    let fields = ["name", "title", "body", "note", "place", "items[0].title", "items[0].notes", "reason", "marks", "email", "q"];
    let body: Vec<_> = fields.iter().map(|field| format!("{field}=a%00b%1bc")).collect();
    let mut refused = 0;
    let body = format!("{}&held_on=2026-04-09&version=1&day=2026-04-09&amount=5", body.join("&"));
    for door in doors(&server).iter().filter(|door| door.method == Method::Post) {
        let officer = server.signed_in(&Right::ALL).await;
        let answer = server.send(door, Some(&officer.session), &[("Sec-Fetch-Site", "same-origin")], &body).await;
        assert!(answer.status.code < 500, "{}: {}", door.address, answer.status);
        refused += usize::from(answer.status == Status::UnprocessableEntity && answer.says("The form did not arrive whole"));
    }
    assert!(refused >= 15, "only {refused} forms read a body");
    let dump = server.dump().await;
    for kept in ["a\0b", "b\u{1b}c", "a\u{fffd}b"] {
        assert!(!dump.contains(kept), "{kept:?} was kept");
    }
}

#[rocket::async_test]
async fn odd_characters_in_an_address_break_nothing() {
    let (server, _) = Server::with_group().await;
    let officer = server.signed_in(&Right::ALL).await;
    let long = "a".repeat(5_000);
    let odd = ["%00", "%0d%0aSet-Cookie:%20session=x", "%ff%fe", "..%2f..%2fkey", "%f0%9f%8c%b1", "'%20OR%201=1--", "%25", &long];
    for door in doors(&server).iter().filter(|door| door.method == Method::Get) {
        for part in odd {
            for address in
                [door.address.replace(&filled("<>"), part), format!("{}?q={part}&back={part}&page={part}", door.address)]
            {
                let answer = server.ask(&Door { address, ..door.clone() }, Some(&officer.session)).await;
                assert!(answer.status.code < 500, "{} with {part}: {}", door.address, answer.status);
                assert!(answer.cookies.iter().all(|(name, _)| name != "session"), "{} with {part}", door.address);
            }
        }
    }
}

/// The disk is played by a limit on the size of files; only the built-in database writes files of ours.
#[rocket::async_test]
async fn on_a_full_disk_each_change_is_kept_or_refused_with_a_sentence_and_nothing_is_lost() {
    let folder = Arc::new(tempfile::tempdir().expect("a folder"));
    let settings = Settings { database_url: String::new(), ..settings(&folder).await };
    let data = settings.data.clone();
    let session = officer_in(&folder, &settings).await;

    let server = Running::start(&data, Some(files_of(&data) + 200));
    let mut kept = Vec::new();
    let refused = (0..400).find_map(|number| {
        let name = name(number);
        let (status, page) = server.add(&session, &name);
        match status {
            303 => kept.push(name),
            503 => return Some(page),
            other => panic!("{name}: {other} {page}"),
        }
        None
    });
    let page = refused.expect("the disk fills up");
    assert!(page.contains("Nothing was saved"), "{page}");
    assert!(kept.len() > 3, "it filled up at once");
    let (status, list) = server.get(&session, "/members");
    assert_eq!(status, 200, "what was saved can still be read");
    assert!(kept.iter().all(|name| list.contains(name.as_str())));
    drop(server);

    let server = Running::start(&data, None);
    let (_, list) = server.get(&session, "/members");
    assert!(kept.iter().all(|name| list.contains(name.as_str())), "what was called saved is there");
    assert!(!list.contains(&name(kept.len())), "what was refused is not");
    assert_eq!(server.add(&session, &name(kept.len())).0, 303, "and when there is room again it goes on");
}

/// Sets a group up in the folder and gives a session of somebody who may add members.
async fn officer_in(folder: &Arc<TempDir>, settings: &Settings) -> String {
    let clock = TestClock::at(&Utc::now().to_rfc3339());
    let server = Server::open(folder.clone(), settings.clone(), plugins::installed(), clock).await;
    server.set_up(&[]).await.session().expect("the set-up signs the first officer in")
}

fn name(number: usize) -> String {
    let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).expect("a letter"));
    format!("Guest{}{}", letter(number / 26), letter(number))
}

/// Size of the largest file in the folder, in KiB.
fn files_of(data: &Path) -> u64 {
    let sizes = std::fs::read_dir(data).expect("the folder is there").filter_map(|entry| entry.ok()?.metadata().ok());
    sizes.map(|file| file.len()).max().unwrap_or_default().div_ceil(1024)
}

/// A server in a process of its own.
struct Running {
    process: Child,
    port: u16,
}

impl Running {
    /// Starts it; `limit` is the largest size of a file in KiB.
    fn start(data: &Path, limit: Option<u64>) -> Self {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|probe| probe.local_addr()).expect("a free port").port();
        // Without the trap the signal for a file that grows too large would end the server; a full disk sends none.
        let limit = limit.map_or_else(|| "unlimited".into(), |limit| limit.to_string());
        let process = Command::new("bash")
            .args(["-c", "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"", "bash", &limit, env!("CARGO_BIN_EXE_homegroup")])
            .args(["serve", "--port", &port.to_string(), "--data"])
            .arg(data)
            .env_remove("HOMEGROUP_DATABASE_URL")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let server = Self { process, port };
        let until = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(Instant::now() < until, "the server cannot be reached");
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    fn add(&self, session: &str, name: &str) -> (u16, String) {
        let body = encode(&[("name", name), ("email", "")]);
        let form = format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        self.ask(&format!("POST /members HTTP/1.1\r\nSec-Fetch-Site: same-origin\r\n{}{form}", self.head(session)))
    }

    fn get(&self, session: &str, path: &str) -> (u16, String) {
        self.ask(&format!("GET {path} HTTP/1.1\r\n{}\r\n", self.head(session)))
    }

    fn head(&self, session: &str) -> String {
        format!("Host: 127.0.0.1:{}\r\nConnection: close\r\nCookie: session={session}\r\n", self.port)
    }

    fn ask(&self, request: &str) -> (u16, String) {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("the server answers");
        stream.write_all(request.as_bytes()).expect("it listens");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers in words");
        let status = answer.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        (status, answer)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Already gone is as good.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// As `homegroup routes | head` does.
#[test]
fn output_that_nobody_reads_to_its_end_is_no_failure() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut child = Command::new(env!("CARGO_BIN_EXE_homegroup"))
        .args(["--data", folder.path().to_str().expect("a plain path"), "routes"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let ended = child.wait_with_output().expect("it ends");
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
}
