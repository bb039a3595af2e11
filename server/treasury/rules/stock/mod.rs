//! Literature and tokens (T22): what there is, what comes and goes, and what is to be ordered.

pub mod item;
pub mod movement;
pub mod refusal;
