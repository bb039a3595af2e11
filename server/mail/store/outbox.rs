//! Claiming, handing over and settling: each a single statement that names the state it expects and the claim it holds, so that
//! whoever lost a claim changes nothing.

use chrono::{DateTime, Duration, Utc};
use homegroup_plugin::Result;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, Order, Query, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter};

use super::super::entity::{Column, Entity, Model};
use super::super::rules::State;

/// A claim is good for so long. Whoever is slower has lost it, and is told so before the dot.
const CLAIM: Duration = Duration::minutes(3);
/// Handing over is good for so long: the slowest answer to the dot (ten minutes) fits in.
const HANDING_OVER: Duration = Duration::minutes(15);

/// Marks as unknown what a server that is gone left in the middle of being handed over: those whose claim ended before `claimed_before`.
/// Returns how many.
pub async fn give_up_lost(db: &impl ConnectionTrait, claimed_before: i64, now: DateTime<Utc>) -> Result<u64> {
    let lost = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Unknown.name()))
        .col_expr(Column::Claim, Expr::value(None::<String>))
        .col_expr(Column::ClaimedUntil, Expr::value(None::<i64>))
        .col_expr(Column::SettledAt, Expr::value(now.timestamp()))
        .col_expr(Column::Answer, Expr::value("the program ended while it was handed over"))
        .filter(Column::State.eq(State::HandingOver.name()))
        .filter(Column::ClaimedUntil.lt(claimed_before));
    Ok(lost.exec(db).await?.rows_affected)
}

/// Puts back what a server that is gone had claimed and not begun to hand over.
pub async fn release(db: &impl ConnectionTrait) -> Result<u64> {
    let release = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Queued.name()))
        .col_expr(Column::Claim, Expr::value(None::<String>))
        .col_expr(Column::ClaimedUntil, Expr::value(None::<i64>))
        .filter(Column::State.eq(State::Claimed.name()));
    Ok(release.exec(db).await?.rows_affected)
}

/// Takes up to `most` mails that are due for the holder of `claim`: security mail first, then in the order in which they were made.
/// Expired claims count as due: their mails did not leave.
pub async fn claim(db: &impl ConnectionTrait, claim: &str, most: u64, now: DateTime<Utc>) -> Result<Vec<Model>> {
    let due = Condition::any()
        .add(Column::State.eq(State::Queued.name()).and(Column::NotBefore.lte(now.timestamp())))
        .add(Column::State.eq(State::Claimed.name()).and(Column::ClaimedUntil.lt(now.timestamp())));
    let mut pick = Query::select();
    pick.column(Column::Id)
        .from(Entity)
        .cond_where(due)
        .order_by_expr(Expr::col(Column::Purpose).is_not_null(), Order::Asc)
        .order_by(Column::Id, Order::Asc)
        .limit(most);
    if db.get_database_backend() == DbBackend::Postgres {
        pick.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    let statement = Query::update()
        .table(Entity)
        .values([
            (Column::State, State::Claimed.name().into()),
            (Column::Claim, claim.into()),
            (Column::ClaimedUntil, (now + CLAIM).timestamp().into()),
        ] as [(Column, SimpleExpr); 3])
        .and_where(Expr::col(Column::Id).in_subquery(pick))
        .returning(Query::returning().all())
        .to_owned();
    let rows = db.query_all(&statement).await?;
    let mut claimed = rows.iter().map(|row| Model::from_query_result(row, "")).collect::<Result<Vec<_>, _>>()?;
    claimed.sort_by(|a, b| (a.purpose.is_some(), &a.id).cmp(&(b.purpose.is_some(), &b.id)));
    Ok(claimed)
}

/// Writes down that the message is about to leave; false when the claim was lost.
pub async fn hand_over(db: &impl ConnectionTrait, id: &str, claim: &str, now: DateTime<Utc>) -> Result<bool> {
    let update = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::HandingOver.name()))
        .col_expr(Column::ClaimedUntil, Expr::value((now + HANDING_OVER).timestamp()))
        .filter(Column::Id.eq(id))
        .filter(Column::Claim.eq(claim))
        .filter(Column::State.eq(State::Claimed.name()));
    Ok(update.exec(db).await?.rows_affected == 1)
}

/// How a mail is settled.
#[derive(Clone, Debug)]
pub enum Settled {
    /// It has this final state. The content goes with `Sent` and `Cancelled`; an officer may still send the others again.
    Finally(State),
    /// It waits until then; the try counts.
    Later(DateTime<Utc>),
    /// It waits until then, through no fault of its own.
    Untried(DateTime<Utc>),
}

/// Settles a claimed mail; false when the claim was lost.
pub async fn settle(
    db: &impl ConnectionTrait,
    id: &str,
    claim: &str,
    settled: &Settled,
    answer: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let mut update = Entity::update_many()
        .col_expr(Column::Claim, Expr::value(None::<String>))
        .col_expr(Column::ClaimedUntil, Expr::value(None::<i64>))
        .col_expr(Column::Answer, Expr::value(answer.map(str::to_owned)))
        .filter(Column::Id.eq(id))
        .filter(Column::Claim.eq(claim));
    update = match settled {
        Settled::Finally(state) => {
            let update = update
                .col_expr(Column::State, Expr::value(state.name()))
                .col_expr(Column::SettledAt, Expr::value(now.timestamp()));
            match state {
                State::Sent | State::Cancelled => update
                    .col_expr(Column::Content, Expr::value(None::<Vec<u8>>))
                    .col_expr(Column::Address, Expr::value(None::<Vec<u8>>)),
                _ => update,
            }
        }
        Settled::Later(at) | Settled::Untried(at) => {
            let tries = i32::from(matches!(settled, Settled::Later(_)));
            update
                .col_expr(Column::State, Expr::value(State::Queued.name()))
                .col_expr(Column::NotBefore, Expr::value(at.timestamp()))
                .col_expr(Column::Tries, Expr::col(Column::Tries).add(tries))
        }
    };
    Ok(update.exec(db).await?.rows_affected == 1)
}

/// Puts a mail that is unknown or refused back into the queue, at an officer's word; false when it is in neither state any more.
pub async fn send_again(db: &impl ConnectionTrait, id: &str, now: DateTime<Utc>) -> Result<bool> {
    let update = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Queued.name()))
        .col_expr(Column::NotBefore, Expr::value(now.timestamp()))
        // The two days count from now.
        .col_expr(Column::MadeAt, Expr::value(now.timestamp()))
        .col_expr(Column::Tries, Expr::value(0))
        .col_expr(Column::SettledAt, Expr::value(None::<i64>))
        .filter(Column::Id.eq(id))
        .filter(Column::Content.is_not_null())
        .filter(Column::State.is_in([State::Unknown.name(), State::Refused.name()]));
    Ok(update.exec(db).await?.rows_affected == 1)
}

/// Leaves an unknown or refused mail as it is for good: it is cancelled, and its content goes.
pub async fn leave(db: &impl ConnectionTrait, id: &str, now: DateTime<Utc>) -> Result<bool> {
    let update = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Cancelled.name()))
        .col_expr(Column::Content, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::Address, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::SettledAt, Expr::value(now.timestamp()))
        .filter(Column::Id.eq(id))
        .filter(Column::State.is_in([State::Unknown.name(), State::Refused.name()]));
    Ok(update.exec(db).await?.rows_affected == 1)
}
