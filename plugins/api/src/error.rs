//! What can go wrong in a request, and the one answer to each (DESIGN, "Errors, in one table").

use rocket::Request;
use rocket::http::Status;
use rocket::response::{self, Responder};
use sea_orm::{DbErr, RuntimeErr};

use crate::page::{Go, Page};
use crate::text::Text;

/// The result of a handler, a store or a job.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request was not done.
#[derive(Debug)]
pub enum Error {
    /// A rule is broken; the sentence says which and what to do.
    Refused(Text),
    /// Nobody is signed in.
    NotSignedIn,
    /// Her position does not allow it.
    Forbidden,
    /// It is not there, or not for her to see.
    NotFound,
    /// Somebody was faster. The page shows both versions.
    Conflict(Box<Page>),
    /// Too many tries; wait so many seconds.
    TooMany(u64),
    /// The database is full, busy or gone: nothing was saved, and trying again may help.
    Unavailable(Text),
    /// Anything else. Logged once; the page shows a reference only.
    Internal(anyhow::Error),
}

impl Error {
    /// The status of the answer.
    pub fn status(&self) -> Status {
        match self {
            Error::Refused(_) => Status::UnprocessableEntity,
            Error::NotSignedIn => Status::Unauthorized,
            Error::Forbidden => Status::Forbidden,
            Error::NotFound => Status::NotFound,
            Error::Conflict(_) => Status::Conflict,
            Error::TooMany(_) => Status::TooManyRequests,
            Error::Unavailable(_) => Status::ServiceUnavailable,
            Error::Internal(_) => Status::InternalServerError,
        }
    }

    /// Writes an internal error's chain to the log, under a reference that the page shows too.
    pub fn log(&self) -> Option<String> {
        let Error::Internal(cause) = self else { return None };
        let reference = uuid::Uuid::now_v7().simple().to_string()[20..].to_owned();
        tracing::error!(reference, "{cause:#}");
        Some(reference)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Refused(text) | Error::Unavailable(text) => write!(f, "{}", text.key()),
            Error::Internal(cause) => write!(f, "{cause:#}"),
            other => write!(f, "{}", other.status()),
        }
    }
}

impl std::error::Error for Error {}

impl From<anyhow::Error> for Error {
    fn from(cause: anyhow::Error) -> Self {
        Error::Internal(cause)
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Error::Internal(cause.into())
    }
}

impl From<DbErr> for Error {
    /// A database that is full, busy or gone is told apart from a bug: the person can do something about it.
    fn from(cause: DbErr) -> Self {
        let sentence = match unavailable(&cause) {
            Some(key) => Text::new(key),
            None => return Error::Internal(anyhow::Error::new(cause)),
        };
        tracing::error!("the database is not available: {cause}");
        Error::Unavailable(sentence)
    }
}

/// The Fluent key for a database that cannot serve just now. SQLite: 5 busy, 6 locked, 10 I/O, 13 full, 14 cannot open, 8 read-only.
fn unavailable(cause: &DbErr) -> Option<&'static str> {
    let runtime = match cause {
        DbErr::ConnectionAcquire(_) => return Some("error-database-busy"),
        DbErr::Conn(runtime) | DbErr::Exec(runtime) | DbErr::Query(runtime) => runtime,
        _ => return None,
    };
    let RuntimeErr::SqlxError(error) = runtime else { return None };
    let words = error.to_string();
    if words.contains("(code: 13)") || words.contains("database or disk is full") || words.contains("No space left") {
        return Some("error-database-full");
    }
    let full_in_disguise = words.contains("disk I/O error");
    let busy = words.contains("database is locked") || words.contains("database table is locked");
    let gone =
        words.contains("Connection refused") || words.contains("terminating connection") || words.contains("unable to open");
    match (full_in_disguise, busy, gone) {
        (true, ..) => Some("error-database-disk"),
        (_, true, _) => Some("error-database-busy"),
        (.., true) => Some("error-database-gone"),
        _ => None,
    }
}

impl<'r> Responder<'r, 'static> for Error {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let reference = self.log();
        let status = self.status();
        match self {
            Error::NotSignedIn => Go::to_sign_in(request).respond_to(request),
            Error::Conflict(page) => page.status(Status::Conflict).respond_to(request),
            Error::Refused(text) | Error::Unavailable(text) => Page::error(status, text).respond_to(request),
            Error::TooMany(seconds) => {
                Page::error(status, Text::new("error-too-many").with("seconds", seconds)).respond_to(request)
            }
            Error::Internal(_) => {
                let text = Text::new("error-internal").with("reference", reference.unwrap_or_default());
                Page::error(status, text).respond_to(request)
            }
            Error::Forbidden => Page::error(status, Text::new("error-forbidden")).respond_to(request),
            Error::NotFound => Page::error(status, Text::new("error-not-found")).respond_to(request),
        }
    }
}
