//! The only door to the outbox.

pub mod decisions;
pub mod outbox;
pub mod queue;
pub mod standing;
