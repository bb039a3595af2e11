//! The slice's tables.

pub mod consent;
pub mod member;
pub mod position;
pub mod term;
