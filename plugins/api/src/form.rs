//! What a page of ours sends back.

use std::ops::Deref;

use rocket::data::{Data, FromData, Limits, Outcome};
use rocket::form::FromForm;
use rocket::http::{RawStr, Status};
use rocket::{Request, async_trait};

/// A form in a handler's signature, as Rocket's own, but for one thing: none with a NUL in it arrives. No browser sends one, and PostgreSQL
/// takes none in a text, so that it would come back as a failure of ours.
///
/// ```
/// # #[macro_use] extern crate rocket;
/// # use homegroup_plugin::{Form, Go};
/// #[derive(FromForm)]
/// struct Cup {
///     name: String,
/// }
///
/// #[post("/cups", data = "<form>")]
/// fn create(form: Form<Cup>) -> Go {
///     assert!(!form.name.contains('\0'));
///     Go::to("/coffee")
/// }
/// # fn main() {}
/// ```
pub struct Form<T>(T);

impl<T> Form<T> {
    /// What was sent.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Form<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Answers 413 to what is larger than the limit `form`, and 422 to what cannot be read.
#[async_trait]
impl<'r, T: for<'form> FromForm<'form> + Send + 'static> FromData<'r> for Form<T> {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        if !request.content_type().is_some_and(|sent| sent.is_form()) {
            return Outcome::Forward((data, Status::UnsupportedMediaType));
        }
        let limit = request.limits().get("form").unwrap_or(Limits::FORM);
        let body = match data.open(limit).into_string().await {
            Ok(body) if body.is_complete() => body.into_inner(),
            Ok(_) => return Outcome::Error((Status::PayloadTooLarge, ())),
            Err(_) => return Outcome::Error((Status::UnprocessableEntity, ())),
        };
        if body.contains("%00") || body.contains('\0') {
            return Outcome::Error((Status::UnprocessableEntity, ()));
        }
        #[expect(clippy::disallowed_types, reason = "this is the one place")]
        let parsed = rocket::form::Form::parse_encoded(RawStr::new(&body));
        match parsed {
            Ok(form) => Outcome::Success(Self(form)),
            Err(_) => Outcome::Error((Status::UnprocessableEntity, ())),
        }
    }
}
