//! What is asked for before it is paid (T17): above which sum, by whom it is approved, and what a reimbursement needs.

pub mod policy;
pub mod receipt;
pub mod refusal;
pub mod request;
