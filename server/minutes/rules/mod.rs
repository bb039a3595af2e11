//! The rules of business meetings and minutes (DOMAIN, part 2), without database, clock or page.

pub mod fold;
pub mod lint;
