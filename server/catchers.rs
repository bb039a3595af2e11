//! Pages for requests that reached no handler, or whose guard said no.

use homegroup_plugin::{Error, Page, Text};
use rocket::http::Status;
use rocket::{Catcher, Request, catch, catchers};

/// One catcher for every case DESIGN's table of errors names, and one for the rest.
pub fn all() -> Vec<Catcher> {
    catchers![not_signed_in, forbidden, not_found, too_large, unreadable, unavailable, other]
}

#[catch(401)]
fn not_signed_in() -> Error {
    Error::NotSignedIn
}

#[catch(403)]
fn forbidden() -> Error {
    Error::Forbidden
}

#[catch(404)]
fn not_found() -> Error {
    Error::NotFound
}

#[catch(413)]
fn too_large() -> Page {
    Page::error(Status::PayloadTooLarge, Text::new("error-too-large"))
}

#[catch(422)]
fn unreadable() -> Page {
    Page::error(Status::UnprocessableEntity, Text::new("error-unreadable"))
}

#[catch(503)]
fn unavailable() -> Page {
    Page::error(Status::ServiceUnavailable, Text::new("error-database-busy"))
}

#[catch(default)]
fn other(status: Status, _: &Request<'_>) -> Page {
    let text = if status.code >= 500 { "error-broken" } else { "error-unreadable" };
    Page::error(status, Text::new(text))
}
