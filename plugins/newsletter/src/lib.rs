//! The newsletter: issues written in Markdown, mailed once to every member who asked for them, kept in an archive.

pub mod rules;
