//! Contributions that are no basket: whose name may stand with one, how much the group takes, and what it declined.

pub mod declined;
pub mod given;
pub mod limits;
pub mod refusal;
