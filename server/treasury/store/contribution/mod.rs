//! The door to contributions that are no basket.

pub mod declined;
pub mod given;
pub mod limits;
