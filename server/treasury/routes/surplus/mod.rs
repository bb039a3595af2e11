//! What is kept back and what is passed on: the reserve, bills and earmarks, service bodies, plans and distributions.

mod bills;
mod distributions;
mod dues;
mod earmarks;
mod plans;
mod policies;
mod reserve;
pub(super) mod rests_on;
mod service_bodies;
mod shown;

use homegroup_plugin::GuardedRoute;

pub(super) use dues::{Paying, paying};
pub(super) use rests_on::{choices as decision_choices, register, said};
pub(super) use shown::{Reckoned, dues};

pub(super) fn routes() -> Vec<GuardedRoute> {
    [
        reserve::routes(),
        policies::routes(),
        bills::routes(),
        earmarks::routes(),
        dues::routes(),
        service_bodies::routes(),
        plans::routes(),
        distributions::routes(),
    ]
    .concat()
}
