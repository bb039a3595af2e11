//! The members of the group, their service positions, and the rights that follow from them.

pub mod rules;
