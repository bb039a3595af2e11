//! A route that knows its guard. `guarded!` reads the guard out of the handler's own signature, so that it cannot be
//! declared wrongly; the server refuses to start with a route that has none.

use std::any::TypeId;

use rocket::Route;
use rocket::route::StaticInfo;

use crate::guard::{Anyone, May, MayEither, Right, SignedIn, right};

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, without a session.
    Anyone,
    /// Every member who is signed in.
    SignedIn,
    /// Whoever's position grants the right.
    May(Right),
    /// Whoever's position grants one of the two rights.
    MayEither(Right, Right),
}

/// A Rocket route together with the guard of its handler.
#[derive(Clone)]
pub struct GuardedRoute {
    /// The route itself.
    pub route: Route,
    /// The guard in its signature; the server does not start with `None`.
    pub access: Option<Access>,
    /// Whether other sites may post to it (the one-click unsubscribe of RFC 8058, and nothing else).
    pub cross_site: bool,
}

impl GuardedRoute {
    /// Reads the guard from what Rocket generated for the handler. Use [`guarded!`](crate::guarded).
    ///
    /// A guard counts only where it is itself a parameter: an `Option<SignedIn>` guards nothing.
    pub fn from_info(info: StaticInfo) -> Self {
        let guards = [
            (TypeId::of::<Anyone>(), Access::Anyone),
            (TypeId::of::<SignedIn>(), Access::SignedIn),
            (TypeId::of::<May<right::Money>>(), Access::May(Right::Money)),
            (TypeId::of::<May<right::Minutes>>(), Access::May(Right::Minutes)),
            (TypeId::of::<May<right::Members>>(), Access::May(Right::Members)),
            (TypeId::of::<May<right::Mail>>(), Access::May(Right::Mail)),
            (TypeId::of::<May<right::Settings>>(), Access::May(Right::Settings)),
            (TypeId::of::<MayEither<right::Money, right::Minutes>>(), Access::MayEither(Right::Money, Right::Minutes)),
        ];
        let access = info
            .sentinels
            .iter()
            .filter(|sentry| sentry.parent.is_none())
            .find_map(|sentry| guards.iter().find(|(id, _)| *id == sentry.type_id).map(|(_, access)| *access));
        Self { route: info.into(), access, cross_site: false }
    }

    /// Lets other sites post here. The handler must then be harmless to whoever forges it.
    pub fn open_to_other_sites(mut self) -> Self {
        self.cross_site = true;
        self
    }
}

/// Collects handlers with their guards; stands in the file of the handlers.
///
/// ```
/// use homegroup_plugin::rocket::{self, get};
/// use homegroup_plugin::{Access, Anyone, GuardedRoute, May, Right, guarded, right};
///
/// #[get("/")]
/// fn open(_who: Anyone) -> &'static str { "for everybody" }
/// #[get("/box")]
/// fn count(_who: May<right::Money>) -> &'static str { "for the treasurer" }
/// #[get("/oops")]
/// fn forgotten() -> &'static str { "the server will not start" }
///
/// let routes: Vec<GuardedRoute> = guarded![open, count, forgotten];
/// assert_eq!(routes[0].access, Some(Access::Anyone));
/// assert_eq!(routes[1].access, Some(Access::May(Right::Money)));
/// assert_eq!(routes[2].access, None);
/// ```
#[macro_export]
macro_rules! guarded {
    ($($handler:ident),* $(,)?) => {
        ::std::vec![$($crate::GuardedRoute::from_info($handler {}.into_info())),*]
    };
}
