//! The ledger's tables. All whole numbers are 64 bits wide in both databases.

pub mod accepted_report;
pub mod account;
pub mod author;
pub mod confirmation;
pub mod contribution;
pub mod counter;
pub mod counting_code;
pub mod disbursement;
pub mod entry;
pub mod handover;
pub mod handover_place;
pub mod posting;
pub mod reconciliation;
pub mod stock;
pub mod surplus;
pub mod words;
