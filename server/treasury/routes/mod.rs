//! `/treasury`: reading is for every member, posting for whoever holds the right to money (T23).

mod acceptances;
mod collections;
mod confirmations;
mod contribution;
mod counting_code;
mod desk;
mod disbursement;
mod entries;
mod entry;
mod expenses;
mod figures;
mod handovers;
mod income;
mod opening;
mod overview;
mod places;
mod read_aloud;
mod reconciliation;
mod report;
mod reversal;
mod stock;
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
        confirmations::routes(),
        counting_code::routes(),
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
        contribution::routes(),
        stock::routes(),
        surplus::routes(),
        disbursement::routes(),
        handovers::routes(),
        reconciliation::routes(),
    ]
    .concat()
}
