//! The tables of literature and tokens.

pub mod item;
pub mod movement;
