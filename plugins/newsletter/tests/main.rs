//! The newsletter over a fake group: its pages, what they queue, and what it keeps about people.

mod common;
mod data;
mod demo;
mod mail;
mod release;
mod write;
