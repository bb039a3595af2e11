//! `/treasury`: reading is for every member, posting for whoever holds the right to money (T23).

mod acceptances;
mod collections;
mod desk;
mod entries;
mod entry;
mod expenses;
mod figures;
mod income;
mod opening;
mod overview;
mod places;
mod read_aloud;
mod reconciliation;
mod report;
mod reversal;
mod surplus;
mod transfers;
mod upload;
mod view;
mod year;

use homegroup_plugin::GuardedRoute;

/// All pages about money.
pub fn routes() -> Vec<GuardedRoute> {
    [
        overview::routes(),
        collections::routes(),
        income::routes(),
        expenses::routes(),
        transfers::routes(),
        opening::routes(),
        places::routes(),
        entries::routes(),
        entry::routes(),
        reversal::routes(),
        report::routes(),
        acceptances::routes(),
        read_aloud::routes(),
        year::routes(),
        surplus::routes(),
        reconciliation::routes(),
    ]
    .concat()
}
