//! The door to what is asked for before it is paid.

pub mod approvals;
pub mod policies;
pub mod receipts;
pub mod requests;

use homegroup_plugin::{MemberId, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::treasury::entity::disbursement::{approval, request};

/// How often a member asked, approved, and was to be paid back.
pub async fn part_of(db: &impl ConnectionTrait, member: &MemberId) -> Result<(u64, u64, u64)> {
    let asked = request::Entity::find().filter(request::Column::AskerId.eq(&member.0)).count(db).await?;
    let approved = approval::Entity::find().filter(approval::Column::ApproverId.eq(&member.0)).count(db).await?;
    let paid_back = request::Entity::find().filter(request::Column::PayeeId.eq(&member.0)).count(db).await?;
    Ok((asked, approved, paid_back))
}

/// Takes her name out of requests and approvals. That somebody approved, and that somebody was paid back, stays.
pub async fn forget(txn: &impl ConnectionTrait, member: &MemberId) -> Result<()> {
    let nobody = || Expr::value(None::<String>);
    for column in [request::Column::AskerId, request::Column::PayeeId] {
        let update = request::Entity::update_many().col_expr(column, nobody());
        update.filter(column.eq(&member.0)).exec(txn).await?;
    }
    let update = approval::Entity::update_many().col_expr(approval::Column::ApproverId, nobody());
    update.filter(approval::Column::ApproverId.eq(&member.0)).exec(txn).await?;
    Ok(())
}
