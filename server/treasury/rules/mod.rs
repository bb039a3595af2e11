//! What is true about money, whatever database or page it is in: no clock, no randomness, no input or output.

pub mod acceptance;
pub mod account;
pub mod books;
pub mod collection;
pub mod confirmation;
pub mod contribution;
pub mod counting_code;
pub mod cut;
pub mod denomination;
pub mod disbursement;
pub mod entry;
pub mod expense;
pub mod filter;
pub mod handover;
pub mod income;
pub mod late;
pub mod money;
pub mod note;
pub mod opening;
pub mod place;
pub mod reconciliation;
pub mod refusal;
pub mod report;
pub mod reversal;
pub mod span;
pub mod stock;
pub mod sums;
pub mod surplus;
pub mod transfer;
pub mod year;

#[cfg(test)]
pub(crate) mod worked_examples;
