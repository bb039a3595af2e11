//! Anniversaries: a warm note to a member on the day she reaches a mark, once, and to nobody else.
//!
//! `rules` knows the calendar and nothing of the server; the rest asks the group through `homegroup_plugin` alone.

pub mod rules;
