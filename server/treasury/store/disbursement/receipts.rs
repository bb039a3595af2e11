//! Receipts. The bytes come sealed and leave sealed; they live in the database, so that a backup has them, an entry and its receipt are
//! saved together or not at all, and no file is left over.

use anyhow::Context;
use chrono::{DateTime, Utc};
use homegroup_plugin::Result;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::treasury::entity::disbursement::{receipt, receipt_file};
use crate::treasury::rules::disbursement::receipt::Kept;
use crate::treasury::store::append::Writing;

/// That there is a receipt, or was one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its id.
    pub id: Uuid,
    /// The request it belongs to.
    pub request: Option<Uuid>,
    /// The number of the entry it belongs to.
    pub entry: Option<i64>,
    /// What it is.
    pub kind: Kept,
    /// How large.
    pub size_bytes: i64,
    /// When it came, in seconds since 1970.
    pub added_at: i64,
    /// The name its bytes stand under; `None` once they are erased.
    pub file: Option<String>,
    /// When they were, in seconds since 1970.
    pub erased_at: Option<i64>,
}

/// What a receipt belongs to.
#[derive(Clone, Copy, Debug)]
pub enum Owner {
    /// A request.
    Request(Uuid),
    /// An entry.
    Entry(i64),
}

/// The receipts of a request or an entry, the first one first.
pub async fn of(db: &impl ConnectionTrait, owner: Owner) -> Result<Vec<Receipt>> {
    let belongs = match owner {
        Owner::Request(id) => receipt::Column::DisbursementId.eq(id.to_string()),
        Owner::Entry(number) => receipt::Column::EntryNumber.eq(number),
    };
    let rows = receipt::Entity::find().filter(belongs).order_by_asc(receipt::Column::Id).all(db).await?;
    rows.into_iter().map(read).collect()
}

/// One of them.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Receipt>> {
    receipt::Entity::find_by_id(id.to_string()).one(db).await?.map(read).transpose()
}

/// The sealed bytes under a name.
pub async fn sealed(db: &impl ConnectionTrait, file: &str) -> Result<Option<Vec<u8>>> {
    Ok(receipt_file::Entity::find_by_id(file).one(db).await?.map(|row| row.sealed))
}

/// Keeps one with its sealed bytes.
pub async fn add(writing: &Writing, receipt: &Receipt, file: &str, sealed: Vec<u8>) -> Result<()> {
    let bytes = receipt_file::ActiveModel { name: Set(file.to_owned()), sealed: Set(sealed) };
    receipt_file::Entity::insert(bytes).exec_without_returning(writing.txn()).await?;
    let row = receipt::ActiveModel {
        id: Set(receipt.id.to_string()),
        disbursement_id: Set(receipt.request.map(|id| id.to_string())),
        entry_number: Set(receipt.entry),
        kind: Set(receipt.kind.name().to_owned()),
        size_bytes: Set(receipt.size_bytes),
        added_at: Set(receipt.added_at),
        file: Set(Some(file.to_owned())),
        erased_at: Set(None),
    };
    receipt::Entity::insert(row).exec_without_returning(writing.txn()).await?;
    Ok(())
}

/// Gives the receipts of a request to the entry that paid it.
pub async fn belong(txn: &DatabaseTransaction, request: Uuid, entry: i64) -> Result<()> {
    let update = receipt::Entity::update_many().col_expr(receipt::Column::EntryNumber, Expr::value(entry));
    update.filter(receipt::Column::DisbursementId.eq(request.to_string())).exec(txn).await?;
    Ok(())
}

/// Erases the bytes of one; that it was there stays.
pub async fn erase(writing: &Writing, receipt: &Receipt, now: DateTime<Utc>) -> Result<()> {
    let Some(file) = &receipt.file else { return Ok(()) };
    let update = receipt::Entity::update_many()
        .col_expr(receipt::Column::File, Expr::value(None::<String>))
        .col_expr(receipt::Column::ErasedAt, Expr::value(now.timestamp()));
    update.filter(receipt::Column::Id.eq(receipt.id.to_string())).exec(writing.txn()).await?;
    receipt_file::Entity::delete_by_id(file.as_str()).exec(writing.txn()).await?;
    Ok(())
}

fn read(row: receipt::Model) -> Result<Receipt> {
    let uuid = |id: &str| id.parse::<Uuid>().with_context(|| format!("the receipt id {id:?} is no UUID"));
    Ok(Receipt {
        id: uuid(&row.id)?,
        request: row.disbursement_id.as_deref().map(uuid).transpose()?,
        entry: row.entry_number,
        kind: Kept::named(&row.kind).with_context(|| format!("the receipt {} is of an unknown kind", row.id))?,
        size_bytes: row.size_bytes,
        added_at: row.added_at,
        file: row.file,
        erased_at: row.erased_at,
    })
}
