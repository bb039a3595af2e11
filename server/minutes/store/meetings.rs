//! Business meetings and where their minutes stand.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use homegroup_plugin::{Error, Result};
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult, JoinType, Order,
    QueryFilter, QueryOrder, QuerySelect, SqlErr,
};
use uuid::Uuid;

use super::{choice, day, instant, parts, rows};
use crate::minutes::entity::business_meeting::{Column, Entity, Model};
use crate::minutes::entity::{agenda_item, motion};
use crate::minutes::rules::minutes::Minutes;
use crate::minutes::rules::state::MinutesState;
use crate::minutes::rules::tally::Outcome;

/// Minutes as they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Id of the meeting.
    pub id: String,
    /// Where they stand.
    pub state: MinutesState,
    /// Raised by every save; a form names the one it was made from.
    pub version: i64,
    /// What they say.
    pub minutes: Minutes,
    /// When they went out.
    pub circulated_at: Option<DateTime<Utc>>,
    /// When they were last changed after that.
    pub changed_at: Option<DateTime<Utc>>,
    /// Who approved them, and how.
    pub approved: Option<Approved>,
}

/// The approval of a later meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved {
    /// When it was written down.
    pub at: DateTime<Utc>,
    /// Id of that meeting.
    pub by: String,
    /// The day of that meeting.
    pub by_meeting_on: NaiveDate,
    /// What was amended.
    pub amendment: Option<String>,
    /// Fingerprint of the text.
    pub content_hash: String,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Id of the meeting.
    pub id: String,
    /// Its day.
    pub held_on: NaiveDate,
    /// Where its minutes stand.
    pub state: MinutesState,
    /// How many motions it adopted.
    pub adopted: i64,
}

/// What became of a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is done.
    Done,
    /// Somebody was faster.
    Stale,
    /// There are minutes of that day already.
    DayTaken,
}

/// The minutes of a meeting.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Kept>> {
    let Some(row) = Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    let mut minutes = rows::head(&row)?;
    parts::read(db, id, &mut minutes).await?;
    let approved = match (row.approved_at, row.approved_by, row.content_hash) {
        (Some(at), Some(by), Some(content_hash)) => {
            let by_meeting_on = day_of(db, &by).await?.ok_or(Error::NotFound)?;
            Some(Approved { at: instant(at)?, by, by_meeting_on, amendment: row.amendment, content_hash })
        }
        _ => None,
    };
    Ok(Some(Kept {
        id: row.id,
        state: choice(&row.state, MinutesState::named)?,
        version: row.version,
        minutes,
        circulated_at: row.circulated_at.map(instant).transpose()?,
        changed_at: row.changed_at.map(instant).transpose()?,
        approved,
    }))
}

/// The day of a meeting.
pub async fn day_of(db: &impl ConnectionTrait, id: &str) -> Result<Option<NaiveDate>> {
    let stored: Option<String> = Entity::find_by_id(id).select_only().column(Column::HeldOn).into_tuple().one(db).await?;
    stored.as_deref().map(day).transpose()
}

/// Meetings whose minutes hold every one of `terms` (folded), the newest first; drafts only if `drafts`.
pub async fn list(db: &impl ConnectionTrait, terms: &[String], drafts: bool) -> Result<Vec<Listed>> {
    let mut query = Entity::find().select_only().columns([Column::Id, Column::HeldOn, Column::State]);
    if !drafts {
        query = query.filter(Column::State.ne(MinutesState::Draft.name()));
    }
    for term in terms {
        let pattern = term.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        query = query.filter(Expr::col(Column::SearchText).like(LikeExpr::new(format!("%{pattern}%")).escape('\\')));
    }
    let rows: Vec<(String, String, String)> = query.order_by(Column::HeldOn, Order::Desc).into_tuple().all(db).await?;
    let adopted = adopted(db).await?;
    rows.into_iter()
        .map(|(id, held_on, state)| {
            let adopted = adopted.get(&id).copied().unwrap_or(0);
            Ok(Listed { held_on: day(&held_on)?, state: choice(&state, MinutesState::named)?, adopted, id })
        })
        .collect()
}

/// How many motions each meeting adopted.
async fn adopted(db: &impl ConnectionTrait) -> Result<HashMap<String, i64>> {
    #[derive(FromQueryResult)]
    struct Row {
        meeting_id: String,
        adopted: i64,
    }
    let rows = motion::Entity::find()
        .select_only()
        .column(agenda_item::Column::MeetingId)
        .column_as(motion::Column::Id.count(), "adopted")
        .join(JoinType::InnerJoin, parts::item_of_motion())
        .filter(motion::Column::Outcome.eq(Outcome::Carried.name()))
        .group_by(agenda_item::Column::MeetingId)
        .into_model::<Row>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.meeting_id, row.adopted)).collect())
}

/// Begins the minutes of a meeting; `None` if there are minutes of that day already.
pub async fn create(txn: &DatabaseTransaction, minutes: &Minutes) -> Result<Option<String>> {
    let id = Uuid::now_v7().to_string();
    let mut row = rows::head_columns(minutes);
    row.id = Set(id.clone());
    row.state = Set(MinutesState::Draft.name().to_owned());
    row.version = Set(1);
    match Entity::insert(row).exec_without_returning(txn).await {
        Err(error) if is_taken(&error) => return Ok(None),
        other => other?,
    };
    parts::write(txn, &id, minutes).await?;
    Ok(Some(id))
}

/// Saves minutes whose `seen` version is still the present one. `out` says that members have read them.
pub async fn save(
    txn: &DatabaseTransaction,
    id: &str,
    seen: i64,
    minutes: &Minutes,
    out: bool,
    now: DateTime<Utc>,
) -> Result<Saved> {
    let mut row = rows::head_columns(minutes);
    row.version = Set(seen + 1);
    if out {
        row.changed_at = Set(Some(now.timestamp()));
    }
    let update = Entity::update_many().set(row).filter(Column::Id.eq(id)).filter(Column::Version.eq(seen));
    match update.filter(Column::ApprovedAt.is_null()).exec(txn).await {
        Err(error) if is_taken(&error) => return Ok(Saved::DayTaken),
        Ok(done) if done.rows_affected == 0 => return Ok(Saved::Stale),
        other => other?,
    };
    parts::write(txn, id, minutes).await?;
    Ok(Saved::Done)
}

/// Marks a draft whose `seen` version is still the present one as sent out; false when somebody was faster.
pub async fn circulate(txn: &DatabaseTransaction, id: &str, seen: i64, now: DateTime<Utc>) -> Result<bool> {
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(MinutesState::Circulated.name()))
        .col_expr(Column::CirculatedAt, Expr::value(now.timestamp()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(seen))
        .filter(Column::State.eq(MinutesState::Draft.name()))
        .exec(txn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// What is written down when a later meeting approves.
pub struct Approving<'a> {
    /// Approved, or approved as amended.
    pub state: MinutesState,
    /// Id of the meeting that approved.
    pub by: &'a str,
    /// What was amended.
    pub amendment: Option<&'a str>,
    /// Fingerprint of the text.
    pub content_hash: &'a str,
}

/// Approves circulated minutes whose `seen` version is still the present one, and freezes them; false when somebody was faster.
pub async fn approve(txn: &DatabaseTransaction, id: &str, seen: i64, how: &Approving<'_>, now: DateTime<Utc>) -> Result<bool> {
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(how.state.name()))
        .col_expr(Column::ApprovedAt, Expr::value(now.timestamp()))
        .col_expr(Column::ApprovedBy, Expr::value(how.by))
        .col_expr(Column::Amendment, Expr::value(how.amendment))
        .col_expr(Column::ContentHash, Expr::value(how.content_hash))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(seen))
        .filter(Column::State.eq(MinutesState::Circulated.name()))
        .exec(txn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// The last meeting before `day`, whatever its minutes' state.
pub async fn last_before(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Option<Minutes>> {
    let last: Option<Model> =
        Entity::find().filter(Column::HeldOn.lt(day.to_string())).order_by(Column::HeldOn, Order::Desc).one(db).await?;
    last.as_ref().map(rows::head).transpose()
}

fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(words)) if words.contains("held_on"))
}
