//! The pages about mail: the officers' outbox, and the page that stops a stream.

mod outbox;
mod unsubscribe;

use homegroup_plugin::GuardedRoute;

/// All of them.
pub fn routes() -> Vec<GuardedRoute> {
    [outbox::routes(), unsubscribe::routes()].concat()
}
