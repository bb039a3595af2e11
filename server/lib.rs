//! Homegroup's server. [`build`] is the only place where Rocket is assembled; `main` and the tests use the same.

pub mod backup;
mod catchers;
pub mod check;
pub mod demo;
mod gate;
pub mod group;
mod headers;
pub mod home;
pub mod home_group;
pub mod house;
pub mod jobs;
pub mod mail;
pub mod members;
pub mod minutes;
mod pages;
pub mod plugin_settings;
pub mod plugins;
pub mod seal;
pub mod serve;
pub mod settings;
pub mod sign_in;
pub mod treasury;

mod db;

use std::sync::Arc;

use anyhow::Result;
use homegroup_plugin::{FrameSource, Group, GuardedRoute, Visitor};
use rocket::data::{Limits as DataLimits, ToByteUnit};
use rocket::fairing::{AdHoc, Fairing};
use rocket::shield::Shield;
use rocket::{Build, Config, Rocket};

use crate::group::OurGroup;
use crate::house::House;

/// All routes with their owner (`None` is the core) and guard, before they are mounted.
pub fn routes(house: &House) -> Vec<(Option<&'static str>, Vec<GuardedRoute>)> {
    let core = [
        pages::routes(),
        home::routes(),
        home_group::routes(),
        plugin_settings::routes(),
        members::routes(),
        sign_in::routes(),
        mail::routes(),
        treasury::routes(),
        minutes::routes(),
    ];
    let plugins = house.plugins.iter().map(|plugin| (Some(plugin.name()), plugin.routes()));
    std::iter::once((None, core.into_iter().flatten().collect())).chain(plugins).collect()
}

/// Every route as a line: method, address, who may call it.
pub fn route_lines(house: &House) -> Vec<String> {
    let mut lines = Vec::new();
    for (plugin, routes) in routes(house) {
        let base = plugin.map_or_else(String::new, |plugin| format!("/{plugin}"));
        for guarded in routes {
            let address = format!("{base}{}", guarded.route.uri);
            lines.push(format!("{:<6} {address:<48} {}", guarded.route.method, gate::describe(guarded.access)));
        }
    }
    lines
}

/// Assembles the server. Fails with a sentence when a route has no guard or a job's schedule does not parse.
pub fn build(house: Arc<House>) -> Result<Rocket<Build>> {
    jobs::all(&house)?;
    let settings = house.settings.clone();
    let config = Config {
        address: settings.address,
        port: settings.port,
        // Nobody's own word for her address is believed unless a proxy of ours says it.
        ip_header: (!settings.proxy_header.is_empty()).then(|| settings.proxy_header.clone().into()),
        limits: DataLimits::default()
            .limit("form", 1.mebibytes())
            .limit("data-form", 12.mebibytes())
            .limit("bytes", 10.mebibytes()),
        log_level: rocket::config::LogLevel::Off,
        cli_colors: false,
        ident: rocket::config::Ident::none(),
        ..Config::release_default()
    };
    let limits = Arc::new(gate::Limits::new());
    let mut rocket = rocket::custom(config)
        .manage(house.clone())
        .manage(Arc::new(OurGroup(house.clone())) as Arc<dyn Group>)
        .manage(house.views.clone())
        .manage(frame_source(&house))
        .manage(sign_in::Door::new())
        // All headers are set by one fairing of ours.
        .attach(Shield::new())
        .attach(headers::SafeHeaders { https: settings.https() })
        .register("/", catchers::all());
    for (plugin, routes) in routes(&house) {
        let base = plugin.map_or_else(|| "/".to_owned(), |plugin| format!("/{plugin}"));
        rocket = rocket.mount(base, gate::gated(&house, &limits, plugin, routes)?);
    }
    Ok(rocket.attach(AdHoc::on_liftoff("limits", move |_| {
        Box::pin(async move {
            rocket::tokio::spawn(async move {
                loop {
                    rocket::tokio::time::sleep(std::time::Duration::from_secs(600)).await;
                    limits.forget_the_quiet();
                }
            });
        })
    })))
}

/// What the clock does while the server runs. The tests run jobs by hand.
pub fn clockwork(house: Arc<House>) -> impl Fairing {
    AdHoc::on_liftoff("clockwork", move |_| {
        rocket::tokio::spawn(jobs::keep_time(house));
        Box::pin(std::future::ready(()))
    })
}

fn frame_source(house: &Arc<House>) -> FrameSource {
    let of_menu = house.clone();
    FrameSource {
        menu: Box::new(move |visitor: &Visitor| pages::menu(visitor, of_menu.plugins_on())),
        quick_exit: house.settings.quick_exit.clone(),
        demo: house.settings.demo,
        css: pages::asset("app.css"),
        js: pages::asset("app.js"),
        icon: pages::asset("icon.svg"),
    }
}
