//! How the program is run: `homegroup.toml`, then `HOMEGROUP_*` variables, then the command line.
//!
//! Settings that would be wrong or dangerous stop the start with a sentence that says what to do. What the *group* decides
//! (its name, its zone, its policies) is not here but in the database.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use rocket::figment::Figment;
use rocket::figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

/// All settings, each with the default a small group needs.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The folder of the database, the key and the uploads.
    pub data: PathBuf,
    /// The address the server listens on. Plain http is for loopback only; elsewhere a reverse proxy speaks https.
    pub address: IpAddr,
    /// The port it listens on; 0 takes any free one.
    pub port: u16,
    /// Where members reach it, such as `https://circle.example.org`. Empty: `http://127.0.0.1:<port>`.
    pub base_url: String,
    /// `postgres://...`; empty: the SQLite file `<data>/homegroup.db`.
    pub database_url: String,
    /// The key ring in text, if it is not to lie in `<data>/key`.
    pub key: String,
    /// A header in which a trusted reverse proxy gives the visitor's address, such as `X-Real-IP`. Empty: none is trusted.
    pub proxy_header: String,
    /// A folder whose templates replace the built-in ones by name. Empty: none.
    pub templates: PathBuf,
    /// Where the quick exit leads.
    pub quick_exit: String,
    /// How mail leaves.
    pub mail: Mail,
    /// How long somebody stays signed in.
    pub session: Session,
    /// Set by `homegroup demo` alone.
    #[serde(skip)]
    pub demo: bool,
}

/// How mail leaves.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// `none` (mail waits), `smtp`, or `files` (each mail becomes an `.eml` file in `<data>/mail/`).
    pub transport: Transport,
    /// Host name of the mail server.
    pub host: String,
    /// Its port. 0: 465 for `tls`, 587 for `starttls`, 25 for `plain`.
    pub port: u16,
    /// `tls`, `starttls`, or `plain` (to loopback only).
    pub security: Security,
    /// User name, if the server asks for one.
    pub user: String,
    /// Its password.
    pub password: String,
    /// A PEM file with the certificate that signs the mail server's, if it is not one of the public authorities.
    pub ca: PathBuf,
    /// The sender's address: neutral, at a domain of your own.
    pub from: String,
    /// Mails a minute at the most. A small group's provider seldom minds thirty.
    pub per_minute: u32,
}

/// How mail leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    /// It waits in the outbox.
    None,
    /// Through a mail server.
    Smtp,
    /// As files, for the demo.
    Files,
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// STARTTLS, and nothing is sent if the server does not offer it.
    Starttls,
    /// None; refused unless the host is loopback.
    Plain,
}

/// How long somebody stays signed in.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Session {
    /// Signed out after so many minutes without a request. A phone is put down and picked up by others.
    pub idle_minutes: u32,
    /// Signed out after so many days in any case.
    pub absolute_days: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: "data".into(),
            address: IpAddr::from([127, 0, 0, 1]),
            port: 8000,
            base_url: String::new(),
            database_url: String::new(),
            key: String::new(),
            proxy_header: String::new(),
            templates: PathBuf::new(),
            quick_exit: "https://www.weather.gov/".into(),
            mail: Mail::default(),
            session: Session::default(),
            demo: false,
        }
    }
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            transport: Transport::None,
            host: String::new(),
            port: 0,
            security: Security::Tls,
            user: String::new(),
            password: String::new(),
            ca: PathBuf::new(),
            from: String::new(),
            per_minute: 30,
        }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self { idle_minutes: 12 * 60, absolute_days: 30 }
    }
}

impl Settings {
    /// Reads `file` (it may be missing unless it was named) and the environment. `HOMEGROUP_MAIL__HOST` is `mail.host`.
    pub fn read(file: Option<&Path>) -> Result<Self> {
        let named = file.is_some();
        let file = file.unwrap_or(Path::new("homegroup.toml"));
        ensure!(!named || file.is_file(), "There is no settings file {}. Name another, or leave --settings out.", file.display());
        let mut figment = Figment::from(Serialized::defaults(Settings::default()));
        if file.is_file() {
            figment = figment.merge(Toml::file_exact(file));
        }
        // Names with TEST_ and BIN belong to the tests, which start this program with their own environment.
        let env = Env::prefixed("HOMEGROUP_").filter(|key| !key.starts_with("TEST_") && key != "BIN").split("__");
        figment.merge(env).extract().context("The settings (homegroup.toml and HOMEGROUP_* variables) cannot be read")
    }

    /// Fills in what follows from the rest and refuses what is wrong or dangerous.
    pub fn checked(mut self) -> Result<Self> {
        if self.base_url.is_empty() {
            ensure!(
                self.address.is_loopback(),
                "The server is to listen on {}, which others can reach, but base_url is not set. Set base_url to the https address \
                 members use, such as https://circle.example.org.",
                self.address
            );
            self.base_url = format!("http://{}:{}", host_of(self.address), self.port);
        }
        self.base_url = self.base_url.trim_end_matches('/').to_owned();
        check_base_url(&self.base_url)?;
        ensure!(
            self.database_url.is_empty()
                || self.database_url.starts_with("postgres://")
                || self.database_url.starts_with("postgresql://"),
            "database_url must begin with postgres:// . Leave it empty for the built-in database."
        );
        self.mail.check()?;
        ensure!(
            (5..=30 * 24 * 60).contains(&self.session.idle_minutes) && (1..=365).contains(&self.session.absolute_days),
            "session.idle_minutes must be from 5 to 43200 and session.absolute_days from 1 to 365."
        );
        ensure!(self.quick_exit.starts_with("https://"), "quick_exit must begin with https:// .");
        Ok(self)
    }

    /// Whether members reach the server by https.
    pub fn https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// The database as an address for the driver.
    pub fn database(&self) -> String {
        if self.database_url.is_empty() {
            format!("sqlite:{}", self.data.join("homegroup.db").display())
        } else {
            self.database_url.clone()
        }
    }
}

fn host_of(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => format!("[{v6}]"),
    }
}

fn check_base_url(base_url: &str) -> Result<()> {
    let Ok(url) = rocket::http::uri::Absolute::parse(base_url) else {
        bail!("base_url {base_url:?} is not an address. It looks like https://circle.example.org.");
    };
    let Some(authority) = url.authority() else {
        bail!("base_url {base_url:?} lacks a host. It looks like https://circle.example.org.");
    };
    ensure!(
        url.path().is_empty() && url.query().is_none() && authority.user_info().is_none(),
        "base_url {base_url:?} must be only a scheme and a host, such as https://circle.example.org."
    );
    let loopback = matches!(authority.host(), "127.0.0.1" | "localhost" | "[::1]");
    ensure!(
        url.scheme() == "https" || (url.scheme() == "http" && loopback),
        "base_url {base_url:?} must begin with https:// . Without it, anybody on the way could read who is a member."
    );
    Ok(())
}

impl Mail {
    fn check(&mut self) -> Result<()> {
        if self.transport == Transport::None {
            return Ok(());
        }
        ensure!(!self.from.is_empty(), "mail.from is not set. Set it to a neutral address at a domain of your own.");
        let Some((local, domain)) = self.from.rsplit_once('@') else {
            bail!("mail.from {:?} is not an e-mail address.", self.from);
        };
        let plain = |part: &str| !part.is_empty() && !part.chars().any(|c| c.is_control() || c.is_whitespace());
        ensure!(plain(local) && plain(domain) && !local.starts_with('-'), "mail.from {:?} is not an e-mail address.", self.from);
        let free = ["gmail.com", "googlemail.com", "yahoo.com", "outlook.com", "hotmail.com", "live.com", "aol.com"];
        ensure!(
            !free.contains(&domain.to_ascii_lowercase().as_str()),
            "mail.from is at {domain}. Mail that only claims to come from there is thrown away by others; use a domain of your own."
        );
        ensure!((1..=6000).contains(&self.per_minute), "mail.per_minute must be from 1 to 6000.");
        if self.transport == Transport::Smtp {
            ensure!(!self.host.is_empty(), "mail.host is not set. Set it to the name of your provider's mail server.");
            let loopback = matches!(self.host.as_str(), "127.0.0.1" | "localhost" | "::1");
            ensure!(
                self.security != Security::Plain || loopback,
                "mail.security is plain and mail.host is {}: members' addresses would cross the network in the open. Use tls or starttls.",
                self.host
            );
            ensure!(
                self.ca.as_os_str().is_empty() || self.ca.is_file(),
                "mail.ca: there is no file {}. Leave it empty if the mail server's certificate is an ordinary one.",
                self.ca.display()
            );
            ensure!(
                self.user.is_empty() == self.password.is_empty(),
                "mail.user and mail.password belong together; one is missing."
            );
            if self.port == 0 {
                self.port = match self.security {
                    Security::Tls => 465,
                    Security::Starttls => 587,
                    Security::Plain => 25,
                };
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(change: impl FnOnce(&mut Settings)) -> String {
        let mut settings = Settings::default();
        change(&mut settings);
        settings.checked().expect_err("must be refused").to_string()
    }

    #[test]
    fn the_defaults_are_a_server_on_loopback() {
        let settings = Settings::default().checked().expect("the defaults hold");
        assert_eq!(settings.base_url, "http://127.0.0.1:8000");
        assert!(!settings.https());
    }

    #[test]
    fn dangerous_settings_are_refused_with_a_sentence() {
        assert!(refused(|s| s.address = IpAddr::from([0, 0, 0, 0])).contains("base_url is not set"));
        assert!(refused(|s| s.base_url = "http://circle.example.org".into()).contains("must begin with https"));
        assert!(refused(|s| s.base_url = "https://circle.example.org/path".into()).contains("only a scheme and a host"));
        assert!(refused(|s| s.base_url = "circle".into()).contains("not an address"));
        assert!(refused(|s| s.database_url = "mysql://x".into()).contains("postgres://"));
        assert!(refused(|s| s.session.idle_minutes = 0).contains("idle_minutes"));
        let smtp = |s: &mut Settings| {
            s.mail = Mail {
                transport: Transport::Smtp,
                host: "mail.example.org".into(),
                from: "note@tc.example".into(),
                ..Mail::default()
            }
        };
        assert!(
            refused(|s| {
                smtp(s);
                s.mail.security = Security::Plain;
            })
            .contains("in the open")
        );
        assert!(
            refused(|s| {
                smtp(s);
                s.mail.from = "circle@gmail.com".into();
            })
            .contains("domain of your own")
        );
        assert!(
            refused(|s| {
                smtp(s);
                s.mail.user = "me".into();
            })
            .contains("belong together")
        );
    }
}
