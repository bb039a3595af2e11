//! Who is asking, and what she may do: types for the signatures of handlers.
//!
//! Every handler names exactly one of [`Anyone`], [`SignedIn`], [`May`] and [`MayEither`]. The server reads that from the route itself and
//! refuses to start when one is missing.

use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use rocket::http::Status;
use rocket::request::{FromRequest, Outcome};
use rocket::{Ignite, Request, Rocket, Sentinel};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::group::Group;

/// The id of a member: a UUIDv7 in text, as it stands in addresses.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MemberId(pub String);

impl std::fmt::Display for MemberId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a service position can grant. The list is short and fixed; which position grants what is the group's own data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Right {
    /// Post to the ledger.
    Money,
    /// Write, circulate and approve minutes.
    Minutes,
    /// Add and change members and service positions.
    Members,
    /// Write to the members: the outbox, the newsletter.
    Mail,
    /// The group's own settings and plugins.
    Settings,
}

impl Right {
    /// All rights, in the order in which they are shown.
    pub const ALL: [Right; 5] = [Right::Money, Right::Minutes, Right::Members, Right::Mail, Right::Settings];

    /// The name it is stored and shown under.
    pub fn name(self) -> &'static str {
        match self {
            Right::Money => "money",
            Right::Minutes => "minutes",
            Right::Members => "members",
            Right::Mail => "mail",
            Right::Settings => "settings",
        }
    }

    /// The right called `name`, if there is one.
    pub fn named(name: &str) -> Option<Right> {
        Right::ALL.into_iter().find(|right| right.name() == name)
    }
}

/// Rights as types, for [`May`].
pub mod right {
    use super::Right;

    /// A right in the signature of a handler.
    pub trait Needs: Send + Sync + 'static {
        /// The right itself.
        const RIGHT: Right;
    }

    macro_rules! rights {
        ($($name:ident),*) => { $(
            #[doc = concat!("`Right::", stringify!($name), "` as a type.")]
            pub enum $name {}
            impl Needs for $name {
                const RIGHT: Right = Right::$name;
            }
        )* };
    }
    rights!(Money, Minutes, Members, Mail, Settings);
}

/// The member a session belongs to, with the rights her service positions give her today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// Her id.
    pub member: MemberId,
    /// `First L.`
    pub display_name: String,
    /// What her positions grant today.
    pub rights: BTreeSet<Right>,
    /// The session she came with.
    pub session: String,
}

impl Visitor {
    /// Whether she may do what `right` stands for.
    pub fn may(&self, right: Right) -> bool {
        self.rights.contains(&right)
    }
}

/// A page that is public, and says so.
pub struct Anyone {
    /// Who is signed in, if somebody is.
    pub visitor: Option<Visitor>,
}

/// A page for any member who is signed in.
pub struct SignedIn(pub Visitor);

/// A page for those whose service position grants the right `R`, such as `May<right::Money>`.
pub struct May<R: right::Needs>(pub Visitor, PhantomData<R>);

/// A page for those whose service position grants one of two rights: what the group did, and either of two servants may write down.
pub struct MayEither<A: right::Needs, B: right::Needs>(pub Visitor, PhantomData<(A, B)>);

impl Deref for SignedIn {
    type Target = Visitor;
    fn deref(&self) -> &Visitor {
        &self.0
    }
}

impl<R: right::Needs> Deref for May<R> {
    type Target = Visitor;
    fn deref(&self) -> &Visitor {
        &self.0
    }
}

impl<A: right::Needs, B: right::Needs> Deref for MayEither<A, B> {
    type Target = Visitor;
    fn deref(&self) -> &Visitor {
        &self.0
    }
}

// The impls exist so that a route tells which guard it has (see `route.rs`); they never stop a launch themselves.
impl Sentinel for Anyone {
    fn abort(_: &Rocket<Ignite>) -> bool {
        false
    }
}
impl Sentinel for SignedIn {
    fn abort(_: &Rocket<Ignite>) -> bool {
        false
    }
}
impl<R: right::Needs> Sentinel for May<R> {
    fn abort(_: &Rocket<Ignite>) -> bool {
        false
    }
}
impl<A: right::Needs, B: right::Needs> Sentinel for MayEither<A, B> {
    fn abort(_: &Rocket<Ignite>) -> bool {
        false
    }
}

/// The name of the session's cookie. The `__Host-` prefix binds it to this host and to https.
pub fn session_cookie(https: bool) -> &'static str {
    if https { "__Host-session" } else { "session" }
}

/// Who asks, looked up once per request. The error is kept for the catcher, which says what happened.
async fn visitor(request: &Request<'_>) -> Result<Option<Visitor>, Status> {
    let cached: &Result<Option<Visitor>, Status> = request
        .local_cache_async(async {
            let Some(group) = request.rocket().state::<Arc<dyn Group>>() else {
                return Err(Status::InternalServerError);
            };
            let https = group.profile().base_url.starts_with("https://");
            let Some(cookie) = request.cookies().get(session_cookie(https)) else {
                return Ok(None);
            };
            group.visitor(cookie.value()).await.map_err(|error| keep(request, error))
        })
        .await;
    cached.clone()
}

/// The visitor found earlier in this request, for whoever cannot wait.
pub(crate) fn known_visitor(request: &Request<'_>) -> Option<Visitor> {
    let cached: &Result<Option<Visitor>, Status> = request.local_cache(|| Ok(None));
    cached.clone().ok().flatten()
}

fn keep(_request: &Request<'_>, error: Error) -> Status {
    error.log();
    error.status()
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Anyone {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match visitor(request).await {
            Ok(visitor) => Outcome::Success(Anyone { visitor }),
            Err(status) => Outcome::Error((status, ())),
        }
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for SignedIn {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match visitor(request).await {
            Ok(Some(visitor)) => Outcome::Success(SignedIn(visitor)),
            Ok(None) => Outcome::Error((Status::Unauthorized, ())),
            Err(status) => Outcome::Error((status, ())),
        }
    }
}

#[rocket::async_trait]
impl<'r, R: right::Needs> FromRequest<'r> for May<R> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match visitor(request).await {
            Ok(Some(visitor)) if visitor.may(R::RIGHT) => Outcome::Success(May(visitor, PhantomData)),
            Ok(Some(_)) => Outcome::Error((Status::Forbidden, ())),
            Ok(None) => Outcome::Error((Status::Unauthorized, ())),
            Err(status) => Outcome::Error((status, ())),
        }
    }
}

#[rocket::async_trait]
impl<'r, A: right::Needs, B: right::Needs> FromRequest<'r> for MayEither<A, B> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match visitor(request).await {
            Ok(Some(visitor)) if visitor.may(A::RIGHT) || visitor.may(B::RIGHT) => {
                Outcome::Success(MayEither(visitor, PhantomData))
            }
            Ok(Some(_)) => Outcome::Error((Status::Forbidden, ())),
            Ok(None) => Outcome::Error((Status::Unauthorized, ())),
            Err(status) => Outcome::Error((status, ())),
        }
    }
}
