//! Receipts of an entry or a request: adding, reading and erasing them.

use std::sync::Arc;

use chrono::DateTime;
use homegroup_plugin::{Error, Go, GuardedRoute, May, Page, Result, Right, SignedIn, Visitor, guarded, right};
use rocket::data::Capped;
use rocket::form::FromForm;
use rocket::http::{ContentType, Header};
use rocket::{Responder, State, get, post};
use serde::Serialize;
use uuid::Uuid;

use super::may_approve;
use super::requests::say;
use crate::house::House;
use crate::treasury::receipt::{keep, open, seal};
use crate::treasury::routes::desk::{Answer, fresh, once_id};
use crate::treasury::routes::entry;
use crate::treasury::routes::view::View;
use crate::treasury::rules::disbursement::receipt::{Kept, arriving};
use crate::treasury::rules::disbursement::request::State as Became;
use crate::treasury::store::append::Writing;
use crate::treasury::store::disbursement::receipts::{self as files, Owner, Receipt};
use crate::treasury::store::disbursement::requests;
use crate::treasury::store::{self, Reader};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![to_entry, add_to_entry, to_request, add_to_request, read, ask_erasure, erase]
}

/// A receipt in a list.
#[derive(Clone, Debug, Serialize)]
pub(in crate::treasury::routes) struct Shown {
    id: String,
    is_pdf: bool,
    kilobytes: i64,
    added_on: String,
    erased_on: Option<String>,
}

/// The receipts of an entry or a request.
pub(in crate::treasury::routes) async fn of(house: &House, owner: Owner) -> Result<Vec<Shown>> {
    Ok(files::of(house.db.reader(), owner).await?.iter().map(|receipt| shown(house, receipt)).collect())
}

fn shown(house: &House, receipt: &Receipt) -> Shown {
    let zone = house.profile().zone;
    let day = |instant: i64| DateTime::from_timestamp(instant, 0).unwrap_or_default().with_timezone(&zone).date_naive();
    Shown {
        id: receipt.id.to_string(),
        is_pdf: receipt.kind == Kept::Pdf,
        kilobytes: (receipt.size_bytes + 1023) / 1024,
        added_on: day(receipt.added_at).to_string(),
        erased_on: receipt.erased_at.map(|instant| day(instant).to_string()),
    }
}

/// A file comes in a form of its own kind. Its bytes stay in memory: on the disk they would lie in the open for a while.
#[derive(FromForm)]
struct Upload<'r> {
    #[field(default = "")]
    once: &'r str,
    /// What the file calls itself is not even looked at.
    file: Option<Capped<&'r [u8]>>,
}

#[expect(clippy::disallowed_types, reason = "a file may hold a NUL, and the id beside it is read as one")]
type UploadForm<'r> = rocket::form::Form<Upload<'r>>;

#[get("/treasury/entries/<id>/receipts/new")]
async fn to_entry(_who: May<right::Money>, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let entry = entry::find(house.db.reader(), id).await?;
    Ok(page(&format!("/treasury/entries/{}", entry.id)))
}

#[post("/treasury/entries/<id>/receipts", data = "<form>")]
async fn add_to_entry(_who: May<right::Money>, house: &State<Arc<House>>, id: &str, form: UploadForm<'_>) -> Result<Answer> {
    let entry = entry::find(house.db.reader(), id).await?;
    add(house, &form, Owner::Entry(entry.number), &format!("/treasury/entries/{}", entry.id)).await
}

#[get("/treasury/disbursements/<id>/receipts/new")]
async fn to_request(_who: May<right::Money>, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let request = super::requests::find(house.db.reader(), id).await?;
    Ok(page(&format!("/treasury/disbursements/{}", request.id)))
}

#[post("/treasury/disbursements/<id>/receipts", data = "<form>")]
async fn add_to_request(_who: May<right::Money>, house: &State<Arc<House>>, id: &str, form: UploadForm<'_>) -> Result<Answer> {
    let request = super::requests::find(house.db.reader(), id).await?;
    let path = format!("/treasury/disbursements/{}", request.id);
    let owner = match request.state {
        Became::Paid(number) => Owner::Entry(number),
        Became::Waiting | Became::Withdrawn => Owner::Request(request.id),
    };
    add(house, &form, owner, &path).await
}

async fn add(house: &House, upload: &Upload<'_>, owner: Owner, path: &str) -> Result<Answer> {
    let id = once_id(upload.once)?;
    let (bytes, whole) = upload.file.as_ref().map_or((&[][..], true), |file| (file.value, file.is_complete()));
    let kept = match arriving(bytes, whole) {
        Ok(arriving) => keep(arriving, bytes.to_vec()).await?,
        Err(refused) => Err(refused),
    };
    let (kind, bytes) = match kept {
        Ok(kept) => kept,
        Err(refused) => {
            let view = View::new(house, &store::accounts::chart(house.db.reader(), None).await?);
            return Ok(Err(page(path).with("refused", say(house, &view, refused)).refused()));
        }
    };
    let sealed = seal(house, &id.to_string(), &bytes)?;
    let file = crate::seal::random_token()?;
    let writing = Writing::begin(&house.db).await?;
    // The same form once more has brought what is there already.
    if files::find(writing.txn(), id).await?.is_none() {
        let (request, entry) = match owner {
            // It may have been paid while the picture came.
            Owner::Request(request) => (Some(request), paid_by(writing.txn(), request).await?),
            Owner::Entry(number) => (None, Some(number)),
        };
        let size_bytes = i64::try_from(bytes.len()).map_err(anyhow::Error::new)?;
        let added_at = house.clock.now().timestamp();
        let receipt = Receipt { id, request, entry, kind, size_bytes, added_at, file: None, erased_at: None };
        files::add(&writing, &receipt, &file, sealed).await?;
        writing.commit().await?;
    }
    Ok(Ok(Go::to(path).saying("treasury-notice-receipt")))
}

async fn paid_by(db: &impl Reader, request: Uuid) -> Result<Option<i64>> {
    Ok(match requests::find(db, request).await?.map(|request| request.state) {
        Some(Became::Paid(number)) => Some(number),
        _ => None,
    })
}

fn page(path: &str) -> Page {
    Page::new("treasury/receipt-new").with("path", path).with("once", fresh())
}

/// A receipt as a file to save: never shown in the page, and named after nobody.
#[derive(Responder)]
struct File {
    body: Vec<u8>,
    content_type: ContentType,
    disposition: Header<'static>,
    /// Opened in the browser after all, it may do nothing.
    policy: Header<'static>,
}

async fn find(db: &impl Reader, id: &str) -> Result<Receipt> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    files::find(db, id).await?.ok_or(Error::NotFound)
}

/// For those who keep the books; and for those who are asked to approve, as long as they are.
async fn may_read(db: &impl Reader, who: &Visitor, receipt: &Receipt) -> Result<bool> {
    if who.may(Right::Money) {
        return Ok(true);
    }
    let request = match receipt.request.filter(|_| may_approve(who)) {
        Some(request) => requests::find(db, request).await?,
        None => None,
    };
    Ok(request.is_some_and(|request| request.needed > 0 && request.state == Became::Waiting))
}

#[get("/treasury/receipts/<id>")]
async fn read(who: SignedIn, house: &State<Arc<House>>, id: &str) -> Result<File> {
    let db = house.db.reader();
    let receipt = find(db, id).await?;
    if !may_read(db, &who, &receipt).await? {
        return Err(Error::NotFound);
    }
    let file = receipt.file.as_deref().ok_or(Error::NotFound)?;
    let sealed = store::disbursement::receipts::sealed(db, file).await?.ok_or(Error::NotFound)?;
    let (content_type, ending) = match receipt.kind {
        Kept::Jpeg => (ContentType::JPEG, "jpg"),
        Kept::Pdf => (ContentType::PDF, "pdf"),
    };
    let name = receipt.entry.map_or_else(|| "receipt".to_owned(), |number| format!("receipt-{number}"));
    Ok(File {
        body: open(house, &receipt.id.to_string(), &sealed)?,
        content_type,
        disposition: Header::new("Content-Disposition", format!("attachment; filename=\"{name}.{ending}\"")),
        policy: Header::new("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
    })
}

#[get("/treasury/receipts/<id>/erasure/new")]
async fn ask_erasure(_who: May<right::Money>, house: &State<Arc<House>>, id: &str) -> Result<Page> {
    let receipt = find(house.db.reader(), id).await?;
    Ok(Page::new("treasury/receipt-erasure").with("receipt", shown(house, &receipt)).with("path", home(&receipt)))
}

#[post("/treasury/receipts/<id>/erasure")]
async fn erase(who: May<right::Money>, house: &State<Arc<House>>, id: &str) -> Result<Go> {
    let writing = Writing::begin(&house.db).await?;
    let receipt = find(writing.txn(), id).await?;
    let path = home(&receipt);
    files::erase(&writing, &receipt, house.clock.now()).await?;
    writing.commit().await?;
    tracing::info!(member = %who.member, receipt = %receipt.id, "a receipt was erased");
    Ok(Go::to(path).saying("treasury-notice-receipt-erased"))
}

/// The page a receipt stands on.
fn home(receipt: &Receipt) -> String {
    match (receipt.entry, receipt.request) {
        (Some(number), _) => format!("/treasury/entries/{number}"),
        (None, Some(request)) => format!("/treasury/disbursements/{request}"),
        (None, None) => "/treasury".to_owned(),
    }
}
