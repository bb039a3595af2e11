//! The headers on every answer: nothing loaded from elsewhere, nothing framed, nothing kept by the browser, nothing told to
//! the next site.

use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::Header;
use rocket::{Request, Response};

/// Scripts and styles are our own files; no inline code, no frames, no other host.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

/// Sets the headers; a handler's own `Content-Security-Policy` or `Cache-Control` is left as it is.
pub struct SafeHeaders {
    /// Whether members reach the server by https only.
    pub https: bool,
}

#[rocket::async_trait]
impl Fairing for SafeHeaders {
    fn info(&self) -> Info {
        Info { name: "safe headers", kind: Kind::Response }
    }

    async fn on_response<'r>(&self, _: &'r Request<'_>, response: &mut Response<'r>) {
        for (name, value) in [("Content-Security-Policy", CONTENT_SECURITY_POLICY), ("Cache-Control", "no-store")] {
            if !response.headers().contains(name) {
                response.set_header(Header::new(name, value));
            }
        }
        for (name, value) in [
            ("X-Frame-Options", "DENY"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Robots-Tag", "noindex, nofollow"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
        ] {
            response.set_header(Header::new(name, value));
        }
        if self.https {
            response.set_header(Header::new("Strict-Transport-Security", "max-age=31536000"));
        }
    }
}
