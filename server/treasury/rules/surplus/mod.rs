//! What is kept back, what is spoken for, and what may be passed on (T13 to T16).
//!
//! Available is what is there, less the prudent reserve, less what is earmarked. A split plan says who gets which part of it.

pub mod adopted;
pub mod available;
pub mod bill;
pub mod distribution;
pub mod due;
pub mod earmark;
pub mod refusal;
pub mod reserve;
pub mod service_body;
pub mod split;
pub mod split_plan;
