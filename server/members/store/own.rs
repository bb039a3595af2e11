//! What a member keeps to herself: address, telephone, clean date, zone. Sealed at rest, opened for her and for the mail that goes
//! to her, and for nobody else.

use anyhow::Context;
use homegroup_plugin::chrono_tz::Tz;
use homegroup_plugin::{CleanDate as StatedDate, MemberId, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Value};

use crate::members::entity::member::{Column, Entity, Model};
use crate::members::rules::{CleanDate, Email, OwnProfile, Phone, Refusal};
use crate::members::{CLEAN_DATE, EMAIL, PHONE};
use crate::seal::{Seal, random_token};

/// Everything she may read about herself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// `First L.`
    pub display_name: String,
    /// Her address.
    pub email: Option<Email>,
    /// Whether a link mailed to it was opened.
    pub email_confirmed: bool,
    /// Her telephone number.
    pub phone: Option<Phone>,
    /// Her clean date.
    pub clean_date: Option<StatedDate>,
    /// Her zone, if it is not the group's.
    pub zone: Option<Tz>,
}

/// What an active member may read about herself.
pub async fn details(db: &impl ConnectionTrait, seal: &Seal, id: &MemberId) -> Result<Option<Details>> {
    let Some(row) = active(db, id).await? else { return Ok(None) };
    let phone = row.phone.as_deref().map(|sealed| seal.open_words(PHONE.of(id), sealed)).transpose()?;
    Ok(Some(Details {
        email: email_of(seal, &row)?,
        email_confirmed: row.email_confirmed_at.is_some(),
        phone: phone.map(|words| Phone::parse(&words).map_err(|_| unreadable("phone"))).transpose()?,
        clean_date: clean_date_of(seal, &row)?,
        zone: zone_of(&row)?,
        display_name: row.display_name,
    }))
}

/// The address of an active member, and whether it is confirmed.
pub async fn email(db: &impl ConnectionTrait, seal: &Seal, id: &MemberId) -> Result<Option<(Email, bool)>> {
    let Some(row) = active(db, id).await? else { return Ok(None) };
    Ok(email_of(seal, &row)?.map(|email| (email, row.email_confirmed_at.is_some())))
}

/// Saves what she changed. Fields that stay as they were are not written again, so that a clean date keeps its version.
pub async fn save(txn: &DatabaseTransaction, seal: &Seal, id: &MemberId, own: &OwnProfile) -> Result<Result<(), Refusal>> {
    let Some(row) = active(txn, id).await? else { return Ok(Ok(())) };
    if row.display_name != own.name.as_str()
        && let Err(refusal) = super::people::rename(txn, id, &own.name).await?
    {
        return Ok(Err(refusal));
    }
    let before = details(txn, seal, id).await?;
    let mut changes: Vec<(Column, Value)> = Vec::new();
    if before.as_ref().and_then(|before| before.phone.as_ref()) != own.phone.as_ref() {
        let phone = own.phone.as_ref().map(|phone| seal.seal_words(PHONE.of(id), phone.as_str())).transpose()?;
        changes.push((Column::Phone, phone.into()));
    }
    let stated = before.as_ref().and_then(|before| before.clean_date.as_ref());
    let unchanged = stated.map(|stated| (stated.day, stated.first_of_march))
        == own.clean_date.map(|clean_date| (clean_date.day, clean_date.first_of_march));
    if !unchanged {
        let sealed = own.clean_date.map(|day| seal.seal_words(CLEAN_DATE.of(id), &day.to_text())).transpose()?;
        // Random, so that it does not tell how often she changed it.
        let version = own.clean_date.map(|_| random_token().map(|token| token[..16].to_owned())).transpose()?;
        changes.push((Column::CleanDate, sealed.into()));
        changes.push((Column::CleanDateVersion, version.into()));
    }
    if before.as_ref().and_then(|before| before.zone) != own.zone {
        changes.push((Column::Zone, own.zone.map(|zone| zone.name().to_owned()).into()));
    }
    if !changes.is_empty() {
        let update = Entity::update_many().filter(Column::Id.eq(&*id.0));
        changes.into_iter().fold(update, |update, (column, value)| update.col_expr(column, Expr::value(value))).exec(txn).await?;
    }
    Ok(Ok(()))
}

/// Opens the clean date of a row.
pub(super) fn clean_date_of(seal: &Seal, row: &Model) -> Result<Option<StatedDate>> {
    let (Some(sealed), Some(version)) = (&row.clean_date, &row.clean_date_version) else { return Ok(None) };
    let text = seal.open_words(CLEAN_DATE.of(&MemberId(row.id.clone())), sealed)?;
    let CleanDate { day, first_of_march } = CleanDate::of_text(&text).ok_or_else(|| unreadable("clean_date"))?;
    Ok(Some(StatedDate { day, version: version.clone(), first_of_march }))
}

/// The zone of a row.
pub(super) fn zone_of(row: &Model) -> Result<Option<Tz>> {
    let zone = row.zone.as_deref().map(|zone| zone.parse().ok().with_context(|| format!("{zone:?} is stored as a zone")));
    Ok(zone.transpose()?)
}

fn email_of(seal: &Seal, row: &Model) -> Result<Option<Email>> {
    let Some(sealed) = &row.email else { return Ok(None) };
    let words = seal.open_words(EMAIL.of(&MemberId(row.id.clone())), sealed)?;
    Ok(Some(Email::parse(&words).map_err(|_| unreadable("email"))?))
}

async fn active(db: &impl ConnectionTrait, id: &MemberId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.0.clone()).filter(Column::LeftOn.is_null()).one(db).await?)
}

fn unreadable(column: &str) -> anyhow::Error {
    anyhow::anyhow!("a sealed value in members.{column} opens to something that is none")
}
