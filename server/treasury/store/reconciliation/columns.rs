//! Where the columns stand in the files of a place, so that nobody has to say it twice.

use anyhow::Context;
use homegroup_plugin::Result;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait};

use crate::treasury::entity::reconciliation::columns::{ActiveModel, Column, Entity, Model};
use crate::treasury::rules::reconciliation::columns::{Columns, Sums};
use crate::treasury::rules::reconciliation::day_order::DayOrder;

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To hold it against the ledger.
    Statement,
    /// To post its payments as income.
    Payments,
}

impl Purpose {
    /// The name it is stored under.
    pub fn name(self) -> &'static str {
        match self {
            Purpose::Statement => "statement",
            Purpose::Payments => "payments",
        }
    }
}

/// What was chosen for files of this place under a heading with this keyed hash.
pub async fn find(db: &impl ConnectionTrait, place: &str, purpose: Purpose, heading: &str) -> Result<Option<Columns>> {
    let row = Entity::find_by_id((place.to_owned(), purpose.name().to_owned())).one(db).await?;
    row.filter(|row| row.heading == heading).map(columns).transpose()
}

/// Remembers a choice, instead of the one before.
pub async fn remember(
    txn: &DatabaseTransaction,
    (place, purpose): (&str, Purpose),
    heading: &str,
    columns: &Columns,
) -> Result<()> {
    let number = |column: usize| i64::try_from(column).context("a column's number does not fit");
    let (amount, money_in, money_out) = match columns.sums {
        Sums::One(amount) => (Some(number(amount)?), None, None),
        Sums::Two { money_in, money_out } => (None, Some(number(money_in)?), Some(number(money_out)?)),
    };
    let row = ActiveModel {
        place: Set(place.to_owned()),
        purpose: Set(purpose.name().to_owned()),
        heading: Set(heading.to_owned()),
        day: Set(number(columns.day)?),
        day_order: Set(columns.order.name().to_owned()),
        amount: Set(amount),
        money_in: Set(money_in),
        money_out: Set(money_out),
        fee: Set(columns.fee.filter(|_| purpose == Purpose::Payments).map(number).transpose()?),
    };
    let changed =
        [Column::Heading, Column::Day, Column::DayOrder, Column::Amount, Column::MoneyIn, Column::MoneyOut, Column::Fee];
    let again = OnConflict::columns([Column::Place, Column::Purpose]).update_columns(changed).to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(txn).await?;
    Ok(())
}

fn columns(row: Model) -> Result<Columns> {
    let number = |stored: i64| usize::try_from(stored).context("a column's number does not fit");
    let sums = match (row.amount, row.money_in, row.money_out) {
        (Some(amount), ..) => Sums::One(number(amount)?),
        (None, Some(money_in), Some(money_out)) => Sums::Two { money_in: number(money_in)?, money_out: number(money_out)? },
        _ => return Err(anyhow::anyhow!("remembered columns hold no amount").into()),
    };
    let order = DayOrder::named(&row.day_order).context("a stored order of days is unknown")?;
    Ok(Columns { day: number(row.day)?, order, sums, fee: row.fee.map(number).transpose()? })
}
