//! The ledger's tables. All whole numbers are 64 bits wide in both databases.

pub mod accepted_report;
pub mod account;
pub mod author;
pub mod counter;
pub mod entry;
pub mod posting;
pub mod reconciliation;
pub mod surplus;
pub mod words;
