//! What a secretary stated about words that looked like a name, a home or a private matter.

use chrono::{DateTime, Utc};
use homegroup_plugin::Result;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::minutes::entity::statement::{ActiveModel, Column, Entity};
use crate::minutes::rules::lint::Kind;

/// What holds for the minutes of `meeting`: every name and street that was ever stated to be nobody's, and what was stated of private
/// matters in these minutes, for what is harmless to say of a person once need not be the next time.
pub async fn holding(db: &impl ConnectionTrait, meeting: &str) -> Result<Vec<(Kind, String)>> {
    let private = Kind::PrivateMatter.name();
    let here = Condition::any().add(Column::Kind.ne(private)).add(Column::MeetingId.eq(meeting));
    let rows = Entity::find().filter(here).all(db).await?;
    Ok(rows.into_iter().filter_map(|row| Some((Kind::named(&row.kind)?, row.words))).collect())
}

/// Keeps statements made while writing the minutes of `meeting`; one that was made before is kept once.
pub async fn keep(txn: &DatabaseTransaction, meeting: &str, statements: &[(Kind, String)], now: DateTime<Utc>) -> Result<()> {
    for (kind, words) in statements {
        let row = ActiveModel {
            meeting_id: Set(meeting.to_owned()),
            kind: Set(kind.name().to_owned()),
            words: Set(words.clone()),
            stated_at: Set(now.timestamp()),
        };
        let once = OnConflict::columns([Column::MeetingId, Column::Kind, Column::Words]).do_nothing().to_owned();
        Entity::insert(row).on_conflict(once).exec_without_returning(txn).await?;
    }
    Ok(())
}
