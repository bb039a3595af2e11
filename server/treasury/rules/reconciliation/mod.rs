//! Statements of a bank or app (T18): what stands on one and what is still on its way, and the files they come in (T5).
//!
//! The statement's balance, with what is in transit and without what is outstanding, is what the ledger holds at the place on that day.

pub mod columns;
pub mod day_order;
pub mod matching;
pub mod payments;
pub mod reckoning;
pub mod refusal;
pub mod statement;
pub mod table;
