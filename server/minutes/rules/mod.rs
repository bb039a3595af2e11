//! The rules of business meetings and minutes (DOMAIN, part 2), without database, clock or page.

pub mod agenda;
pub mod circulation;
pub mod fingerprint;
pub mod fold;
pub mod lint;
pub mod minutes;
pub mod motion;
pub mod name;
pub mod read;
pub mod requirements;
pub mod state;
pub mod tally;
pub mod typed;
