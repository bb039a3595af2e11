//! A real mail server, from others, as a process of its own: what we send must make sense to somebody else's program.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// aiosmtpd, running; it ends with the value.
pub struct MailServer {
    pub port: u16,
    folder: TempDir,
    child: Child,
}

impl MailServer {
    /// Starts it with these options of `mail_server.py`.
    pub fn start(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/common/mail_server.py");
        let mut child = Command::new(python())
            .arg(script)
            .arg(folder.path())
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python starts");
        let mut port = String::new();
        let out = child.stdout.take().expect("it has an output");
        BufReader::new(out).read_line(&mut port).expect("it says where it listens");
        let port = port.trim().parse().expect("a port; if there is none, aiosmtpd is missing: tests/run installs it");
        Self { port, folder, child }
    }

    /// What it has taken, in the order of arrival, as Python's library reads it.
    pub fn received(&self) -> Vec<Value> {
        let read = |path: PathBuf| serde_json::from_slice(&std::fs::read(path).expect("it is read")).expect("JSON");
        (1..).map(|number| self.folder.path().join(format!("{number}.json"))).take_while(|path| path.exists()).map(read).collect()
    }

    /// How many connections there have been.
    pub fn connections(&self) -> u64 {
        std::fs::metadata(self.folder.path().join("connections")).map_or(0, |file| file.len())
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The Python that tests/run has put aiosmtpd beside, or whichever there is.
fn python() -> PathBuf {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/test-tools/bin/python3");
    if ours.exists() { ours } else { "python3".into() }
}

/// A header as Python reads it.
pub fn header<'a>(message: &'a Value, name: &str) -> Option<&'a str> {
    let headers = message["headers"].as_array().expect("headers").iter();
    let mut values = headers.filter(|pair| pair[0].as_str() == Some(name)).map(|pair| pair[1].as_str().expect("text"));
    let value = values.next();
    assert!(values.next().is_none(), "{name} stands there twice");
    value
}
