//! What is true about money, whatever database or page it is in: no clock, no randomness, no input or output.

pub mod account;
pub mod denomination;
pub mod entry;
pub mod money;
