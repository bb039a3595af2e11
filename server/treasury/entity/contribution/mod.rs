//! The tables of contributions that are no basket.

pub mod above_limit;
pub mod declined;
pub mod giver;
pub mod limits;
