//! The tables of statements and of files that were brought in. They stand beside the ledger.

pub mod columns;
pub mod import;
pub mod line;
pub mod matched;
pub mod payment_entry;
pub mod payment_fingerprint;
pub mod payment_import;
pub mod row;
pub mod statement;
