//! The whole contract between Homegroup and its plugins, and the vocabulary the server itself is written in.
//!
//! A plugin implements [`Plugin`] and asks for what it needs through [`Group`]; it never names the server. The server
//! uses the same guards, [`Page`], [`Error`], [`Mail`] and [`Job`], so that a core page and a plugin's page are written alike.
//! `plugins/README.md` tells how to write, test, add and remove a plugin.

mod catalogue;
mod clock;
mod db;
pub mod discreet;
mod error;
mod form;
mod group;
mod guard;
mod job;
mod mail;
pub mod markdown;
mod page;
mod plugin;
mod route;
#[cfg(feature = "testing")]
pub mod testing;
mod text;
mod views;

pub use catalogue::{Catalogue, CatalogueSource};
pub use clock::Clock;
pub use db::Db;
pub use error::{Error, Result};
pub use form::Form;
pub use group::{Accepts, CleanDate, Consent, Consenting, Fates, Field, Group, Own, Profile, Purpose, Rendered, Settings};
pub use guard::{Anyone, May, MayEither, MemberId, Right, SignedIn, Visitor, right, session_cookie};
pub use job::{Job, JobRun};
pub use mail::{Mail, Queued};
pub use page::{Frame, FrameSource, Go, Page, say_notice};
pub use plugin::{Filled, MenuEntry, PersonalData, Place, Plugin, Setting, SettingKind};
pub use route::{Access, GuardedRoute};
pub use text::Text;
pub use views::{Template, Views, say_day, templates_of};

pub use rocket::async_trait;
pub use {anyhow, chrono, chrono_tz, rocket, sea_orm, sea_orm_migration, serde_json, uuid};
