//! The pages of the newsletter.

mod archive;
mod edit;
mod release;
pub mod view;

use homegroup_plugin::GuardedRoute;

/// All of them, each with its guard.
pub fn all() -> Vec<GuardedRoute> {
    [archive::routes(), edit::routes(), release::routes()].into_iter().flatten().collect()
}
