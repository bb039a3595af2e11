//! The gate around every route, the core's and the plugins': how often, from where, and whether its plugin is on.
//!
//! It is a wrapper and not a fairing because a fairing cannot refuse a request. What a *person* may do is not decided here but
//! by the guard in the handler's signature (`plugins/api/src/guard.rs`).

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use anyhow::{Result, bail};
use governor::clock::Clock as _;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use homegroup_plugin::{Access, Error, GuardedRoute};
use rocket::http::{Method, Status};
use rocket::response::Responder;
use rocket::route::{Handler, Outcome};
use rocket::{Data, Request, Route};

use crate::house::House;

/// Requests a second from one address, and how many at once. A page is one request plus two kept files; a person never gets
/// near, and a hall full of phones behind one router does not either.
const PER_SECOND: NonZeroU32 = NonZeroU32::new(20).expect("not zero");
const AT_ONCE: NonZeroU32 = NonZeroU32::new(200).expect("not zero");

/// Counts requests by address.
pub struct Limits {
    by_address: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    /// Nobody has asked for anything yet.
    pub fn new() -> Self {
        Self { by_address: RateLimiter::keyed(Quota::per_second(PER_SECOND).allow_burst(AT_ONCE)) }
    }

    /// Forgets addresses that have been quiet, so that the table does not grow.
    pub fn forget_the_quiet(&self) {
        self.by_address.retain_recent();
    }

    fn wait(&self, address: IpAddr) -> Option<u64> {
        let refused = self.by_address.check_key(&address).err()?;
        let wait = refused.wait_time_from(governor::clock::DefaultClock::default().now());
        Some(wait.as_secs().max(1))
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}

/// Wraps the routes of one owner. Fails when a handler has no guard in its signature.
pub fn gated(
    house: &Arc<House>,
    limits: &Arc<Limits>,
    plugin: Option<&'static str>,
    routes: Vec<GuardedRoute>,
) -> Result<Vec<Route>> {
    routes
        .into_iter()
        .map(|GuardedRoute { mut route, access, cross_site }| {
            if access.is_none() {
                bail!(
                    "The route {} {} ({}) has no guard. Add one of Anyone, SignedIn or May<...> to its handler's parameters.",
                    route.method,
                    route.uri,
                    route.name.as_deref().unwrap_or("without a name")
                );
            }
            route.handler =
                Box::new(Gate { house: house.clone(), limits: limits.clone(), plugin, cross_site, inner: route.handler.clone() });
            Ok(route)
        })
        .collect()
}

#[derive(Clone)]
struct Gate {
    house: Arc<House>,
    limits: Arc<Limits>,
    plugin: Option<&'static str>,
    cross_site: bool,
    inner: Box<dyn Handler>,
}

#[rocket::async_trait]
impl Handler for Gate {
    async fn handle<'r>(&self, request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r> {
        if let Some(seconds) = request.client_ip().and_then(|address| self.limits.wait(address)) {
            return answer(Error::TooMany(seconds), request);
        }
        if self.plugin.is_some_and(|plugin| !self.house.is_on(plugin)) {
            return Outcome::Error(Status::NotFound);
        }
        // No address of ours holds a NUL, and PostgreSQL takes none in a text.
        if request.uri().to_string().contains("%00") {
            return answer(Error::NotFound, request);
        }
        if !self.cross_site && !came_from_here(request, &self.house.settings.base_url) {
            return answer(Error::Refused(homegroup_plugin::Text::new("error-other-site")), request)
                .with_status(Status::Forbidden);
        }
        self.inner.handle(request, data).await
    }
}

trait WithStatus {
    fn with_status(self, status: Status) -> Self;
}

impl WithStatus for Outcome<'_> {
    fn with_status(self, status: Status) -> Self {
        match self {
            Outcome::Success(mut response) => {
                response.set_status(status);
                Outcome::Success(response)
            }
            other => other,
        }
    }
}

fn answer<'r>(error: Error, request: &'r Request<'_>) -> Outcome<'r> {
    match error.respond_to(request) {
        Ok(response) => Outcome::Success(response),
        Err(status) => Outcome::Error(status),
    }
}

/// Whether a request that may change something was made by one of our own pages. Browsers say so in `Sec-Fetch-Site`; older ones
/// only name the `Origin`. A request with neither is refused: no browser of a member sends one.
fn came_from_here(request: &Request<'_>, base_url: &str) -> bool {
    if matches!(request.method(), Method::Get | Method::Head | Method::Options) {
        return true;
    }
    let headers = request.headers();
    match (headers.get_one("Sec-Fetch-Site"), headers.get_one("Origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => origin == base_url,
        (None, None) => false,
    }
}

/// Who may call it, in words, for `homegroup routes`.
pub fn describe(access: Option<Access>) -> String {
    match access {
        Some(Access::Anyone) => "anyone".into(),
        Some(Access::SignedIn) => "every member".into(),
        Some(Access::May(right)) => format!("position with the right {}", right.name()),
        Some(Access::MayEither(one, other)) => format!("position with the right {} or {}", one.name(), other.name()),
        None => "nobody: no guard".into(),
    }
}
