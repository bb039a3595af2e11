//! Which mark falls on which day, and when its note may leave. Pure: the day, the hour and the zone are arguments.
//!
//! The rule numbers (A2, A4, ...) are those of the domain notes; a test that shows one begins with it.

mod due;
mod hour;
mod list;
mod mark;
mod month;
mod schedule;
#[cfg(test)]
mod walk;

pub use due::{CATCH_UP_DAYS, Due, Reckoning, Timing, once_key, reckon, useful_until};
pub use hour::NoticeHour;
pub use list::{Listed, listed};
pub use mark::{Mark, Origin};
pub use month::Month;
pub use schedule::{Anniversary, Preset, Refusal, Schedule};
