//! The tables of what is asked for before it is paid.

pub mod approval;
pub mod policy;
pub mod receipt;
pub mod receipt_file;
pub mod request;
