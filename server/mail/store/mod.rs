//! The only door to the outbox.

pub mod outbox;
pub mod queue;
pub mod standing;
