//! The whole house from outside: its shape, and the server over HTTP, one module a slice, each test on a database of its own.
//!
//! They run on SQLite, or, with `HOMEGROUP_TEST_DATABASE=postgres://...`, on fresh databases of that PostgreSQL server.

mod anniversaries;
mod architecture;
mod backup;
mod catalogue;
mod common;
mod demo;
mod house;
mod kill;
mod mail;
mod members;
mod minutes;
mod newsletter;
mod permissions;
mod plugin_contract;
mod privacy;
mod sign_in;
mod sources;
mod treasury;
mod trouble;
