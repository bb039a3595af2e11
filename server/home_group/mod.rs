//! The group itself: its name, the neutral name strangers may read, its zone and currency.

mod entity;
mod routes;
pub mod rules;
mod store;

pub use routes::{routes, tells, text};
pub use store::{create, profile, save};

use chrono_tz::Tz;
use homegroup_plugin::Profile;

/// What pages show before anybody has set the group up: nothing that says what kind of group this is.
pub fn before_set_up(base_url: &str) -> Profile {
    Profile {
        name: String::new(),
        neutral_name: "Our circle".into(),
        zone: Tz::UTC,
        currency: "USD".into(),
        base_url: base_url.to_owned(),
        language: "en".into(),
    }
}
