//! Who holds which position from when to when.

use chrono::NaiveDate;
use homegroup_plugin::{MemberId, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, FromQueryResult, JoinType,
    QueryFilter, QueryOrder, QuerySelect, RelationDef, Select,
};

use super::{day, new_id};
use crate::members::entity::term::{ActiveModel, Column, Entity};
use crate::members::entity::{member, position};
use crate::members::rules::{Held, Term};

/// A term with the names that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// Id of the term.
    pub id: String,
    /// What the position is called.
    pub position_name: String,
    /// `First L.`
    pub member_name: String,
    /// Whether she is still a member.
    pub member_left: bool,
    /// Who, what, when.
    pub held: Held,
}

/// All terms of members who have not left, the earliest first.
pub async fn of_active(db: &impl ConnectionTrait) -> Result<Vec<Served>> {
    read(db, joined().filter(member::Column::LeftOn.is_null())).await
}

/// All terms of a position, also of those who have left, the earliest first.
pub async fn of_position(db: &impl ConnectionTrait, position: &str) -> Result<Vec<Served>> {
    read(db, joined().filter(Column::PositionId.eq(position))).await
}

/// One term.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Served>> {
    Ok(read(db, joined().filter(Column::Id.eq(id))).await?.pop())
}

/// Lets no other transaction change terms until this one ends. On SQLite a write transaction is alone anyway.
pub async fn lock(txn: &DatabaseTransaction) -> Result<()> {
    if txn.get_database_backend() == DbBackend::Postgres {
        txn.execute_unprepared("LOCK TABLE terms IN SHARE ROW EXCLUSIVE MODE").await?;
    }
    Ok(())
}

/// Gives a position to a member for a term.
pub async fn give(txn: &DatabaseTransaction, position: &str, member: &MemberId, term: Term) -> Result<String> {
    let id = new_id();
    let row = ActiveModel {
        id: Set(id.clone()),
        position_id: Set(position.to_owned()),
        member_id: Set(member.0.clone()),
        from_day: Set(term.from.to_string()),
        until_day: Set(term.until.to_string()),
        ended_on: Set(None),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(id)
}

/// Ends a term from `today` on. One that has ended already keeps its day.
pub async fn end(txn: &DatabaseTransaction, id: &str, today: NaiveDate) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::EndedOn, Expr::value(today.to_string()))
        .filter(Column::Id.eq(id))
        .filter(Column::EndedOn.is_null())
        .exec(txn)
        .await?;
    Ok(())
}

/// Ends all terms of a member that run or will run.
pub async fn end_all_of(txn: &DatabaseTransaction, member: &MemberId, today: NaiveDate) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::EndedOn, Expr::value(today.to_string()))
        .filter(Column::MemberId.eq(&*member.0))
        .filter(Column::EndedOn.is_null())
        // Days are stored as `2026-04-16`, which sorts as days do. One that has run out was not ended early.
        .filter(Column::UntilDay.gte(today.to_string()))
        .exec(txn)
        .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    position_id: String,
    position_name: String,
    rights: String,
    member_id: String,
    member_name: String,
    arrived_at: Option<i64>,
    left_on: Option<String>,
    from_day: String,
    until_day: String,
    ended_on: Option<String>,
}

fn joined() -> Select<Entity> {
    let to_member: RelationDef = Entity::belongs_to(member::Entity).from(Column::MemberId).to(member::Column::Id).into();
    let to_position: RelationDef = Entity::belongs_to(position::Entity).from(Column::PositionId).to(position::Column::Id).into();
    Entity::find()
        .join(JoinType::InnerJoin, to_member)
        .join(JoinType::InnerJoin, to_position)
        .select_only()
        .columns([Column::Id, Column::PositionId, Column::MemberId, Column::FromDay, Column::UntilDay, Column::EndedOn])
        .column_as(position::Column::Name, "position_name")
        .column_as(position::Column::Rights, "rights")
        .column_as(member::Column::DisplayName, "member_name")
        .column_as(member::Column::ArrivedAt, "arrived_at")
        .column_as(member::Column::LeftOn, "left_on")
        .order_by_asc(Column::FromDay)
        .order_by_asc(Column::Id)
}

async fn read(db: &impl ConnectionTrait, select: Select<Entity>) -> Result<Vec<Served>> {
    let rows = select.into_model::<Row>().all(db).await?;
    rows.into_iter().map(served).collect()
}

fn served(row: Row) -> Result<Served> {
    Ok(Served {
        id: row.id,
        position_name: row.position_name,
        member_name: row.member_name,
        member_left: row.left_on.is_some(),
        held: Held {
            member: row.member_id,
            arrived: row.arrived_at.is_some(),
            position: row.position_id,
            rights: super::positions::rights_of(&row.rights)?,
            from: day(&row.from_day)?,
            until: day(&row.until_day)?,
            ended_on: row.ended_on.as_deref().map(day).transpose()?,
        },
    })
}
