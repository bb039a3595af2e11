//! The tables of what is kept back and passed on.

pub mod bill;
pub mod distribution;
pub mod distribution_line;
pub mod earmark;
pub mod plan;
pub mod plan_line;
pub mod policy;
pub mod service_body;
pub mod settlement;
