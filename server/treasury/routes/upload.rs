//! A form that brings a file. The file stays in memory for as long as its request, and goes nowhere else (T5).

use std::ops::Deref;

use rocket::data::{Data, FromData, Outcome, ToByteUnit};
use rocket::form::{self, DataField, FromForm, FromFormField};
use rocket::http::Status;
use rocket::{Request, async_trait};

use crate::treasury::rules::reconciliation::refusal::StatementRefusal;

/// A file may have so many mebibytes: a bank's statement of years.
const MOST_MEBIBYTES: u64 = 2;

/// The form in a handler's signature. What stands in its other fields is looked up or read as a number, and never stored as it was sent.
pub(super) struct Upload<T>(T);

impl<T> Deref for Upload<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

#[async_trait]
impl<'r, T: FromForm<'r> + Send> FromData<'r> for Upload<T> {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        if !request.content_type().is_some_and(|sent| sent.is_form_data()) {
            return Outcome::Forward((data, Status::UnsupportedMediaType));
        }
        #[expect(clippy::disallowed_types, reason = "the contract's own form brings no file, and nothing here is stored as sent")]
        let parsed = rocket::form::Form::<T>::from_data(request, data).await;
        match parsed {
            Outcome::Success(form) => Outcome::Success(Self(form.into_inner())),
            Outcome::Forward(forward) => Outcome::Forward(forward),
            // What Rocket says of it may repeat what was sent.
            Outcome::Error((Status::PayloadTooLarge, _)) => Outcome::Error((Status::PayloadTooLarge, ())),
            Outcome::Error(_) => Outcome::Error((Status::UnprocessableEntity, ())),
        }
    }
}

/// The file in such a form.
#[derive(Default)]
pub(super) enum BroughtFile {
    /// None was chosen.
    #[default]
    Missing,
    /// It was not read to its end.
    TooLarge,
    /// All of it.
    Bytes(Vec<u8>),
}

impl BroughtFile {
    /// What it holds, or why it cannot be taken.
    pub fn bytes(&self) -> Result<&[u8], StatementRefusal> {
        match self {
            BroughtFile::Missing => Err(StatementRefusal::FileMissing),
            BroughtFile::TooLarge => Err(StatementRefusal::FileTooLarge(MOST_MEBIBYTES)),
            BroughtFile::Bytes(bytes) => Ok(bytes),
        }
    }
}

#[async_trait]
impl<'v> FromFormField<'v> for BroughtFile {
    async fn from_data(field: DataField<'v, '_>) -> form::Result<'v, Self> {
        let bytes = field.data.open(MOST_MEBIBYTES.mebibytes()).into_bytes().await?;
        Ok(match bytes.is_complete() {
            false => BroughtFile::TooLarge,
            true if bytes.is_empty() => BroughtFile::Missing,
            true => BroughtFile::Bytes(bytes.into_inner()),
        })
    }

    fn default() -> Option<Self> {
        Some(BroughtFile::Missing)
    }
}
