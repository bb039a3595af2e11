//! The tables of the slice.

pub mod action_item;
pub mod agenda_item;
pub mod business_meeting;
pub mod completion;
pub mod decision;
pub mod motion;
pub mod statement;
