//! The plugin's pages, and what it adds to the core's.

mod birthdays;
mod mine;
mod officers;

pub use birthdays::home;
pub use mine::me;

use homegroup_plugin::{Consenting, GuardedRoute};

use crate::rules::Origin;

/// All routes, each with its guard.
pub fn all() -> Vec<GuardedRoute> {
    [birthdays::routes(), mine::routes(), officers::routes()].into_iter().flatten().collect()
}

/// Those who have stated a clean date, by name.
fn stated(members: Vec<Consenting>) -> impl Iterator<Item = (String, Origin)> {
    members.into_iter().filter_map(|member| Some((member.display_name, Origin::from(&member.clean_date?))))
}
