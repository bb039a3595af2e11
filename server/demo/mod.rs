//! `homegroup demo`: a made-up group to look around in. It lives in a data folder of its own, takes nothing from the settings of
//! a real group, and its mail becomes files in that folder. Started again on the same folder it goes on where it was.

mod fill;
pub mod story;

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use chrono::TimeDelta;
use homegroup_plugin::{Clock, Plugin};

use crate::house::House;
use crate::settings::{Mail, Settings, Transport};
use crate::{members, plugins, serve, sign_in};

/// The folder if no other is named.
pub const FOLDER: &str = "demo";
/// Lies in the folder of a made-up group once it is complete. Without it the folder is a real group's, or half made.
const MADE: &str = "made-up";
/// Long enough to look around for a day without starting again.
const LINK_LIFE: TimeDelta = TimeDelta::hours(24);

/// Makes the group in `data` if it is not there yet, and serves it until interrupted.
pub async fn demo(data: PathBuf, port: Option<u16>) -> Result<()> {
    let port = match port {
        Some(0) => free_port()?,
        named => named.unwrap_or(Settings::default().port),
    };
    let house = open(settings(data, port), plugins::installed(), Clock::system()).await?;
    let mut greeting = vec!["This group is made up. Sign in as one of these, and look around:".to_owned()];
    for (service, name) in fill::GUIDES {
        let member =
            members::find_by_name(house.db.reader(), name).await?.context("she has left; delete the folder to begin anew")?;
        greeting.push(format!("{service:<9}  {}", sign_in::link(&house, &member, LINK_LIFE).await?));
    }
    greeting.push(format!("Mail is not sent but written to {}", house.settings.data.join("mail").display()));
    serve::serve(house, &greeting).await
}

/// What the demo runs with, whatever `homegroup.toml` says: the database of a real group must never be touched.
pub fn settings(data: PathBuf, port: u16) -> Settings {
    let mail = Mail { transport: Transport::Files, from: "circle@demo.example".into(), ..Mail::default() };
    Settings { data, port, mail, demo: true, ..Settings::default() }
}

/// Opens the house of the made-up group, and makes the group when the folder is new.
pub async fn open(settings: Settings, plugins: Vec<Arc<dyn Plugin>>, clock: Clock) -> Result<Arc<House>> {
    let house = House::open(settings.checked()?, plugins, clock).await?;
    let made = house.settings.data.join(MADE);
    if house.group().is_none() {
        fill::fill(&house).await?;
        std::fs::write(&made, "This folder holds a made-up group. It can be deleted at any time.\n")
            .with_context(|| format!("{} cannot be written", made.display()))?;
    }
    ensure!(
        made.is_file(),
        "{} holds a group that the demo has not made, or not to the end. Name another folder with --data, or delete this one if \
         nothing in it is real.",
        folder(&house.settings.data)
    );
    Ok(house)
}

fn folder(data: &Path) -> String {
    format!("The folder {}", data.display())
}

fn free_port() -> Result<u16> {
    let probe = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("There is no free port")?;
    Ok(probe.local_addr()?.port())
}
