//! The pages around the door.

mod links;
mod own;
mod page;
mod set_up;

use homegroup_plugin::{GuardedRoute, session_cookie};
use rocket::http::{Cookie, CookieJar, SameSite};
use rocket::time::Duration;

use crate::house::House;

/// All routes of the slice.
pub fn routes() -> Vec<GuardedRoute> {
    [page::routes(), links::routes(), own::routes(), set_up::routes()].into_iter().flatten().collect()
}

/// Gives the browser its session.
fn keep(house: &House, cookies: &CookieJar<'_>, token: String) {
    let mut cookie = cookie(house, token);
    cookie.set_max_age(Duration::days(house.settings.session.absolute_days.into()));
    cookies.add(cookie);
}

/// Takes it away again.
fn drop(house: &House, cookies: &CookieJar<'_>) {
    cookies.remove(cookie(house, String::new()));
}

fn cookie(house: &House, value: String) -> Cookie<'static> {
    let https = house.settings.https();
    Cookie::build((session_cookie(https), value)).path("/").http_only(true).same_site(SameSite::Lax).secure(https).build()
}
