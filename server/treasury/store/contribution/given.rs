//! Whose name stands with a contribution (T7). The one door to it: by the entry, or by the member herself. Nothing here lists members by
//! what they gave or did not give, and nothing may.

use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use homegroup_plugin::{MemberId, Result};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};
use uuid::Uuid;

use crate::treasury::entity::contribution::giver::{ActiveModel, Column, Entity, Model};
use crate::treasury::rules::contribution::given::{Giver, Occasion};
use crate::treasury::rules::money::Money;
use crate::treasury::store::append::Writing;
use crate::treasury::store::surplus::{day, id};

/// A contribution in a member's name, as she sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Number of the entry.
    pub number: i64,
    /// Its id.
    pub id: Uuid,
    /// Its day.
    pub day: NaiveDate,
    /// What she gave, before any fee.
    pub amount: Money,
    /// Why her name stands there.
    pub occasion: Occasion,
}

/// Puts her name beside an entry.
pub async fn name(writing: &Writing, entry_number: i64, giver: &Giver) -> Result<()> {
    let row = ActiveModel {
        entry_number: Set(entry_number),
        member_id: Set(giver.member.clone()),
        occasion: Set(giver.occasion.name().to_owned()),
    };
    Entity::insert(row).exec_without_returning(writing.txn()).await?;
    Ok(())
}

/// Whose name stands with an entry.
pub async fn giver(db: &impl ConnectionTrait, entry_number: i64) -> Result<Option<Giver>> {
    let row = Entity::find_by_id(entry_number).one(db).await?;
    row.map(|Model { member_id, occasion, .. }| Ok(Giver { member: member_id, occasion: named(&occasion)? })).transpose()
}

/// Takes the name away from an entry. No total changes.
pub async fn erase(txn: &impl ConnectionTrait, entry_number: i64) -> Result<()> {
    Entity::delete_by_id(entry_number).exec(txn).await?;
    Ok(())
}

/// Takes a member's name away everywhere.
pub async fn forget(txn: &impl ConnectionTrait, member: &MemberId) -> Result<()> {
    Entity::delete_many().filter(Column::MemberId.eq(&member.0)).exec(txn).await?;
    Ok(())
}

/// What stands in the name of one member and was not reversed, the latest first.
const OF_ONE: &str = "SELECT e.number, e.id, e.day, g.occasion, CAST(-SUM(p.amount_minor) AS BIGINT) AS amount_minor
    FROM contribution_givers g
    JOIN ledger_entries e ON e.number = g.entry_number
    JOIN ledger_postings p ON p.entry_number = e.number
    JOIN ledger_accounts a ON a.code = p.account AND a.kind = 'income'
    WHERE g.member_id = $1 AND NOT EXISTS (SELECT 1 FROM ledger_entries r WHERE r.reverses = e.number)
    GROUP BY e.number, e.id, e.day, g.occasion
    ORDER BY e.day DESC, e.number DESC";

/// What a member gave with her name on it, for herself.
pub async fn of(db: &impl ConnectionTrait, member: &MemberId) -> Result<Vec<Given>> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), OF_ONE, [member.0.clone().into()]);
    let rows = db.query_all_raw(statement).await?;
    let given = |row: &sea_orm::QueryResult| {
        let (stored_id, on, occasion): (String, String, String) =
            (row.try_get("", "id")?, row.try_get("", "day")?, row.try_get("", "occasion")?);
        Ok(Given {
            number: row.try_get("", "number")?,
            id: id(&stored_id)?,
            day: day(&on)?,
            amount: Money::of_minor(row.try_get("", "amount_minor")?),
            occasion: named(&occasion)?,
        })
    };
    rows.iter().map(given).collect()
}

/// What stands in her name already when limits ask for something of `day`, but for the entry `but`: bequests of all days, or everything
/// else of that calendar year.
pub async fn before(db: &impl ConnectionTrait, giver: &Giver, on: NaiveDate, but: Uuid) -> Result<Money> {
    let all = of(db, &MemberId(giver.member.clone())).await?;
    let bequest = giver.occasion == Occasion::Bequest;
    let counts = |given: &&Given| {
        let in_time = bequest || given.day.year() == on.year();
        (given.occasion == Occasion::Bequest) == bequest && in_time && given.id != but
    };
    Ok(Money::sum(all.iter().filter(counts).map(|given| given.amount)).context("what she gave does not fit")?)
}

fn named(stored: &str) -> Result<Occasion> {
    Ok(Occasion::named(stored).with_context(|| format!("the stored occasion {stored:?} is unknown"))?)
}
