//! Links that open the door once, and links that confirm an address.

use chrono::{DateTime, TimeDelta, Utc};
use homegroup_plugin::{MemberId, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{instant, new_id};
use crate::members::rules::Email;
use crate::seal::{Seal, Seat, random_token, token_hash};
use crate::sign_in::entity::link::{ActiveModel, Column, Entity, Model};
use crate::sign_in::rules;

/// What a link is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// It opens the door. `mailed`: whoever opens it reads the member's mail.
    SignIn {
        /// Whether it went to her address, or was printed on the server's own terminal.
        mailed: bool,
        /// Where to go on to.
        back: Option<String>,
    },
    /// It confirms that this address is hers.
    Confirm(Email),
}

/// A link that somebody has come with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its id, which is no secret.
    pub id: String,
    /// Whose it is.
    pub member: MemberId,
    /// What it is for.
    pub purpose: Use,
}

/// Makes a link that lives for `life`, and returns its id and its token, which is stored nowhere.
pub async fn make(
    txn: &DatabaseTransaction,
    seal: &Seal,
    member: &MemberId,
    purpose: &Use,
    life: TimeDelta,
    now: DateTime<Utc>,
) -> Result<(String, String)> {
    let (id, token) = (new_id(), random_token()?);
    let (mailed, back, email) = match purpose {
        Use::SignIn { mailed, back } => (*mailed, back.clone(), None),
        Use::Confirm(email) => (true, None, Some(email)),
    };
    let row = ActiveModel {
        id: Set(id.clone()),
        token_hash: Set(token_hash(&token)),
        member_id: Set(member.0.clone()),
        email: Set(email.map(|email| seal.seal_words(seat(&id), email.as_str())).transpose()?),
        mailed: Set(mailed),
        back: Set(back),
        made_at: Set(now.timestamp()),
        expires_at: Set((now + life).timestamp()),
        used_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok((id, token))
}

/// The link of a token while it opens; looking uses nothing up.
pub async fn find(db: &impl ConnectionTrait, seal: &Seal, token: &str, now: DateTime<Utc>) -> Result<Option<Link>> {
    let Some(row) = Entity::find().filter(Column::TokenHash.eq(token_hash(token))).one(db).await? else { return Ok(None) };
    let used_at = row.used_at.map(instant).transpose()?;
    if !rules::opens(instant(row.expires_at)?, used_at, now) {
        return Ok(None);
    }
    Ok(Some(link(seal, row)?))
}

/// Uses a link up. Of two who come at once, one gets it.
pub async fn take(txn: &DatabaseTransaction, seal: &Seal, token: &str, now: DateTime<Utc>) -> Result<Option<Link>> {
    let Some(link) = find(txn, seal, token, now).await? else { return Ok(None) };
    let taken = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now.timestamp()))
        .filter(Column::Id.eq(&*link.id))
        .filter(Column::UsedAt.is_null())
        .exec(txn)
        .await?;
    Ok((taken.rows_affected == 1).then_some(link))
}

/// Deletes all links of a member, used or not.
pub async fn delete_all_of(txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
    Entity::delete_many().filter(Column::MemberId.eq(&*member.0)).exec(txn).await?;
    Ok(())
}

/// Deletes links that have run out.
pub async fn forget(txn: &DatabaseTransaction, now: DateTime<Utc>) -> Result<u64> {
    Ok(Entity::delete_many().filter(Column::ExpiresAt.lte(now.timestamp())).exec(txn).await?.rows_affected)
}

fn link(seal: &Seal, row: Model) -> Result<Link> {
    let purpose = match &row.email {
        Some(sealed) => {
            let words = seal.open_words(seat(&row.id), sealed)?;
            Use::Confirm(Email::parse(&words).map_err(|_| anyhow::anyhow!("a sealed address of a link is none"))?)
        }
        None => Use::SignIn { mailed: row.mailed, back: row.back },
    };
    Ok(Link { id: row.id, member: MemberId(row.member_id), purpose })
}

fn seat(id: &str) -> Seat<'_> {
    Seat { table: "sign_in_links", column: "email", row: id }
}
