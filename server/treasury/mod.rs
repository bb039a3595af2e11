//! The group's money: a double-entry ledger that only grows, and what people read out of it.

pub mod chain;
pub mod export;
pub mod rules;

#[cfg(test)]
mod properties;
