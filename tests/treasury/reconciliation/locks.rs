//! What the database refuses once a statement is reconciled, whoever asks.

use rocket::http::Status;

use super::{begin, saved, tick, with_places};
use crate::treasury::locks::run;

#[rocket::async_test]
async fn t18_what_is_reconciled_is_never_changed_or_deleted_and_never_uneven() {
    let (server, dana) = with_places().await;
    let form = [("day", "2026-04-02"), ("category", "income:literature-sales"), ("amount", "41"), ("place", "assets:bank")];
    saved(&server, &dana, "/treasury/income", &form).await;
    let address = begin(&server, &dana, "assets:bank", "2026-04-03", "41").await;
    let uneven = "UPDATE reconciliations SET status = 'reconciled', reconciled_at = 1, in_transit_minor = 1, \
        outstanding_minor = 0, ledger_minor = 4100";
    assert!(run(&server, uneven).await.is_err(), "a difference is no reconciliation");
    let two = "INSERT INTO reconciliations (id, place, statement_on, balance_minor, status, started_at) VALUES \
        ('01900000-0000-7000-8000-000000000000', 'assets:bank', '2026-04-04', 1, 'open', 1)";
    assert!(run(&server, two).await.is_err(), "one open statement a place");
    assert_eq!(tick(&server, &dana, &address, &["1".to_owned()], true).await.status, Status::SeeOther);
    for sql in [
        "UPDATE reconciliations SET balance_minor = 1",
        "UPDATE reconciliations SET status = 'open', reconciled_at = NULL, in_transit_minor = NULL, outstanding_minor = NULL, \
         ledger_minor = NULL",
        "DELETE FROM reconciliations",
        "UPDATE reconciliation_lines SET amount_minor = 1",
        "DELETE FROM reconciliation_lines",
        "INSERT INTO reconciliation_lines (reconciliation_id, place, entry_number, amount_minor, state) \
         SELECT id, place, 1, 5, 'in_transit' FROM reconciliations",
    ] {
        assert!(run(&server, sql).await.is_err(), "{sql}");
    }
}
