//! `homegroup check`: is everything well? One line each, and what to do where it is not.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::house::House;
use crate::settings::Transport;
use crate::{mail, plugin_settings};

/// What one look found.
pub struct Finding {
    /// What was looked at: one or two words.
    pub about: &'static str,
    /// Whether it is well.
    pub well: bool,
    /// What was seen, and what to do about it.
    pub says: String,
}

impl Finding {
    fn well(about: &'static str, says: impl Into<String>) -> Self {
        Self { about, well: true, says: says.into() }
    }

    fn amiss(about: &'static str, says: impl Into<String>) -> Self {
        Self { about, well: false, says: says.into() }
    }

    /// The line `check` prints.
    pub fn line(&self) -> String {
        format!("{:<6} {:<10} {}", if self.well { "well" } else { "amiss" }, self.about, self.says)
    }
}

/// Looks at everything. That the house opened has already shown settings, key file and tables to be in order.
pub async fn all(house: &Arc<House>) -> Vec<Finding> {
    vec![
        Finding::well("settings", format!("members reach it at {}", house.settings.base_url)),
        group(house),
        database(house).await,
        clock(house).await,
        plugins(house).await,
        outgoing(house).await,
    ]
}

fn group(house: &House) -> Finding {
    match house.group() {
        Some(profile) => {
            Finding::well("group", format!("set up; meets in {}, counts in {}", profile.zone.name(), profile.currency))
        }
        None => Finding::amiss("group", "not set up yet. Start the server and open the link it prints."),
    }
}

async fn database(house: &House) -> Finding {
    let (name, ask) = match house.db.backend() {
        DbBackend::Sqlite => ("built-in", "PRAGMA quick_check"),
        _ => ("PostgreSQL", "SHOW server_version"),
    };
    let statement = Statement::from_string(house.db.backend(), ask);
    let said: Result<Option<String>, _> = match house.db.reader().query_one_raw(statement).await {
        Ok(row) => row.map(|row| row.try_get_by_index(0)).transpose(),
        Err(error) => Err(error),
    };
    match said {
        Ok(Some(said)) if said == "ok" => Finding::well("database", format!("{name}, whole")),
        Ok(Some(said)) if house.db.backend() != DbBackend::Sqlite => Finding::well("database", format!("{name} {said}")),
        Ok(said) => {
            Finding::amiss("database", format!("{name} is damaged: {}. Restore the last backup.", said.unwrap_or_default()))
        }
        Err(error) => Finding::amiss("database", format!("{name} cannot be read: {error}")),
    }
}

async fn clock(house: &House) -> Finding {
    let now = house.clock.now();
    let statement = Statement::from_string(house.db.backend(), "SELECT MAX(started_at) FROM job_runs");
    let last: Option<i64> = match house.db.reader().query_one_raw(statement).await {
        Ok(row) => row.and_then(|row| row.try_get_by_index(0).ok()).flatten(),
        Err(error) => return Finding::amiss("clock", format!("the last run of a job cannot be read: {error}")),
    };
    let seen = last.and_then(|seconds| DateTime::<Utc>::from_timestamp(seconds, 0));
    match seen {
        Some(seen) if now < seen - Duration::minutes(5) => {
            Finding::amiss("clock", format!("it is {now:.0} here, but a job already ran at {seen:.0}. Set the computer's clock."))
        }
        Some(seen) if now > seen + Duration::hours(36) => {
            Finding::amiss("clock", format!("no job has run since {seen:.0}. Start the server, and let it run."))
        }
        _ => Finding::well("clock", format!("it is {}", now.with_timezone(&house.profile().zone).format("%Y-%m-%d %H:%M %Z"))),
    }
}

async fn plugins(house: &House) -> Finding {
    let installed: Vec<&str> = house.plugins.iter().map(|plugin| plugin.name()).collect();
    match plugin_settings::strangers(house.db.reader(), &installed).await {
        Ok(missing) if missing.is_empty() => {
            let on: Vec<&str> = house.plugins_on().map(|plugin| plugin.name()).collect();
            Finding::well("plugins", format!("switched on: {}", if on.is_empty() { "none".to_owned() } else { on.join(", ") }))
        }
        Ok(missing) => Finding::amiss(
            "plugins",
            format!("the database has data of {}, which this program lacks. It is kept and left alone.", missing.join(", ")),
        ),
        Err(error) => Finding::amiss("plugins", format!("their state cannot be read: {error}")),
    }
}

async fn outgoing(house: &House) -> Finding {
    let mail = &house.settings.mail;
    match mail.transport {
        Transport::None => {
            Finding::amiss("mail", "none leaves: mail.transport is none. Members can sign in by passphrase or a printed link.")
        }
        Transport::Files => Finding::well("mail", format!("written as files to {}", house.settings.data.join("mail").display())),
        Transport::Smtp => match mail::probe(mail).await {
            Ok(()) => Finding::well("mail", format!("leaves through {}:{} as {}", mail.host, mail.port, mail.from)),
            Err(error) => Finding::amiss("mail", format!("{}:{}: {error:#}. Look at the mail settings.", mail.host, mail.port)),
        },
    }
}
