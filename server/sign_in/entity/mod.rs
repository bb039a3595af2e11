//! The slice's tables.

pub mod attempt;
pub mod link;
pub mod passphrase;
pub mod request;
pub mod session;
pub mod set_up;
