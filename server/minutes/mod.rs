//! Business meetings and their minutes: agenda, motions, action items, and the way from draft to approved.

pub mod rules;
