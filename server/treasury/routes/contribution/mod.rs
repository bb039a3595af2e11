//! Contributions that are no basket: names beside them, limits, and what was declined.

mod acknowledgement;
mod declined;
mod in_my_name;
mod limits;
mod naming;

pub(super) use naming::{NamedShown, named, people};

use homegroup_plugin::GuardedRoute;

pub(super) fn routes() -> Vec<GuardedRoute> {
    [acknowledgement::routes(), declined::routes(), in_my_name::routes(), limits::routes()].concat()
}
