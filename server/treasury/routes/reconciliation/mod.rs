//! Statements of a bank or app held against the ledger, and files that are brought in (T5, T18).

mod brought;
mod imports;
mod lines;
mod list;
mod matches;
mod one;
mod payments;
mod preview;

use homegroup_plugin::GuardedRoute;

pub(super) fn routes() -> Vec<GuardedRoute> {
    [list::routes(), one::routes(), lines::routes(), imports::routes(), matches::routes(), payments::routes()].concat()
}
