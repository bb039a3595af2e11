//! Claiming, handing over and settling: each a single statement that names the states it may start from and the claim it holds, so
//! that whoever lost a claim changes nothing.

use chrono::{DateTime, Duration, Utc};
use homegroup_plugin::Result;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, Statement};

use super::super::entity::{Column, Entity, Model};
use super::super::rules::{Reason, State};
use super::queue::emptied;

/// A claim is good for so long: time enough to get as far as the final dot with a slow server. Whoever takes longer finds that she
/// has lost it, and nothing has left.
const CLAIM: Duration = Duration::minutes(3);
/// And from there on: the ten minutes a receiver may take after the dot fit in.
const HAND_OVER: Duration = Duration::minutes(15);

/// What is due: waiting, or claimed by somebody who is gone. `state IN` lets both databases use the index of what waits.
const DUE: &str = "state IN ('queued', 'claimed')
    AND ((state = 'queued' AND not_before <= $1) OR (state = 'claimed' AND claimed_until < $1))";

/// Whether there is anything to do; asked on a reader, so that looking takes no lock.
pub async fn anything_due(db: &impl ConnectionTrait, urgent_only: bool, now: DateTime<Utc>) -> Result<bool> {
    let urgent = if urgent_only { "AND urgent" } else { "" };
    let ask = format!(
        "SELECT 1 FROM outgoing_mails WHERE {DUE} {urgent}
         UNION ALL SELECT 1 FROM outgoing_mails WHERE state = 'handing_over' AND claimed_until < $1 LIMIT 1"
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), ask, [now.timestamp().into()]);
    Ok(db.query_one_raw(statement).await?.is_some())
}

/// Takes the next mail that is due for the holder of `claim`: security mail first, then in the order in which they were made.
pub async fn claim(db: &impl ConnectionTrait, claim: &str, urgent_only: bool, now: DateTime<Utc>) -> Result<Option<Model>> {
    let backend = db.get_database_backend();
    let urgent = if urgent_only { "AND urgent" } else { "" };
    // SQLite has one writer; on PostgreSQL two servers ask at once, and each takes another row.
    let lock = if backend == DbBackend::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
    let take = format!(
        "UPDATE outgoing_mails SET state = 'claimed', claim = $2, claimed_until = $3
         WHERE id = (SELECT id FROM outgoing_mails WHERE {DUE} {urgent} ORDER BY urgent DESC, id LIMIT 1 {lock})
         RETURNING *"
    );
    let values = [now.timestamp().into(), claim.into(), (now + CLAIM).timestamp().into()];
    let row = db.query_one_raw(Statement::from_sql_and_values(backend, take, values)).await?;
    Ok(row.map(|row| Model::from_query_result(&row, "")).transpose()?)
}

/// Writes down that the message is about to leave; false when the claim was lost.
pub async fn hand_over(db: &impl ConnectionTrait, id: &str, claim: &str, now: DateTime<Utc>) -> Result<bool> {
    let update = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::HandingOver.name()))
        .col_expr(Column::ClaimedUntil, Expr::value((now + HAND_OVER).timestamp()))
        .filter(Column::Id.eq(id))
        .filter(Column::Claim.eq(claim))
        .filter(Column::State.eq(State::Claimed.name()));
    Ok(update.exec(db).await?.rows_affected == 1)
}

/// How a mail is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It was taken.
    Sent,
    /// It is no longer wanted.
    Cancelled,
    /// It is refused; an officer decides.
    Refused(Reason),
    /// It may have left; an officer decides.
    Unknown(Reason),
    /// It waits until then; the try counts.
    Later(DateTime<Utc>),
    /// It waits, through no fault of its own.
    Untried,
}

impl Settled {
    fn state(self) -> State {
        match self {
            Settled::Sent => State::Sent,
            Settled::Cancelled => State::Cancelled,
            Settled::Refused(_) => State::Refused,
            Settled::Unknown(_) => State::Unknown,
            Settled::Later(_) | Settled::Untried => State::Queued,
        }
    }
}

/// Settles a claimed mail; `code` is what the mail server answered. False when the claim was lost.
pub async fn settle(
    db: &impl ConnectionTrait,
    mail: &Model,
    claim: &str,
    settled: Settled,
    code: Option<u16>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let update = match settled {
        Settled::Sent | Settled::Cancelled => emptied(),
        Settled::Refused(reason) | Settled::Unknown(reason) => {
            let update = Entity::update_many().col_expr(Column::Reason, Expr::value(reason.name()));
            // A link to sign in is good for minutes: nobody sends it again, and it must not lie about.
            if mail.urgent { update.col_expr(Column::Content, Expr::value(None::<Vec<u8>>)) } else { update }
        }
        Settled::Later(at) => Entity::update_many()
            .col_expr(Column::NotBefore, Expr::value(at.timestamp()))
            .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
            .col_expr(Column::FirstTryAt, Func::coalesce([Expr::col(Column::FirstTryAt), Expr::value(now.timestamp())]).into()),
        Settled::Untried => Entity::update_many(),
    };
    let next = settled.state();
    let settled_at = next.is_final().then(|| now.timestamp());
    // An unknown mail keeps the token: whoever comes late with the answer may still say what became of it.
    let token = (next == State::Unknown).then(|| claim.to_owned());
    let update = update
        .col_expr(Column::State, Expr::value(next.name()))
        .col_expr(Column::Claim, Expr::value(token))
        .col_expr(Column::ClaimedUntil, Expr::value(None::<i64>))
        .col_expr(Column::SettledAt, Expr::value(settled_at))
        .col_expr(Column::Code, Expr::value(code.map(i32::from)))
        .filter(Column::Id.eq(&*mail.id))
        .filter(Column::Claim.eq(claim))
        .filter(Column::DecidedAt.is_null())
        .filter(Column::State.is_in(State::names(|state| state.may_become(next))));
    Ok(update.exec(db).await?.rows_affected == 1)
}

/// Marks as unknown what somebody who is gone left in the middle of being handed over: the claims that ended before `claimed_before`.
/// Returns how many.
pub async fn give_up_lost(db: &impl ConnectionTrait, claimed_before: i64, now: DateTime<Utc>) -> Result<u64> {
    let lost = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Unknown.name()))
        .col_expr(Column::ClaimedUntil, Expr::value(None::<i64>))
        .col_expr(Column::SettledAt, Expr::value(now.timestamp()))
        .col_expr(Column::Reason, Expr::value(Reason::Ended.name()))
        .col_expr(Column::Content, Expr::cust("CASE WHEN urgent THEN NULL ELSE content END"))
        .filter(Column::State.eq(State::HandingOver.name()))
        .filter(Column::ClaimedUntil.lt(claimed_before));
    Ok(lost.exec(db).await?.rows_affected)
}

/// Puts back what somebody who is gone had claimed and not begun to hand over.
pub async fn release(db: &impl ConnectionTrait) -> Result<u64> {
    let release = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Queued.name()))
        .col_expr(Column::Claim, Expr::value(None::<String>))
        .col_expr(Column::ClaimedUntil, Expr::value(None::<i64>))
        .filter(Column::State.eq(State::Claimed.name()));
    Ok(release.exec(db).await?.rows_affected)
}
