//! The story of a made-up group, told as plain values that depend on the start day alone. Nothing here touches the database.

pub mod meetings;
pub mod money;
pub mod people;

mod chance;
