//! The door to literature and tokens.

pub mod items;
pub mod movements;
