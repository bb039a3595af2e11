//! Appending: one entry after the other, each sealed to the one before.

use chrono::{DateTime, NaiveDate, Utc};
use homegroup_plugin::{Db, MemberId, Result};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait};
use uuid::Uuid;

use super::{accepted, beside, entries};
use crate::members::rules::name::folded;
use crate::treasury::chain::{self, BEFORE_THE_FIRST, Stored};
use crate::treasury::entity::{author, counter, entry, posting, words};
use crate::treasury::rules::entry::{Draft, Entry};

/// Any number, the same in every server: whoever holds it appends.
const LOCK: i64 = 0x6c65_6467_6572;

/// A write to the ledger. Of several at a time, on one server or on many, the others wait at the beginning: what is read in it is
/// still true when it is committed.
pub struct Writing(DatabaseTransaction);

impl Writing {
    /// Begins one.
    pub async fn begin(db: &Db) -> Result<Self> {
        let txn = db.begin_write().await?;
        if db.backend() == DbBackend::Postgres {
            txn.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
        }
        Ok(Self(txn))
    }

    /// For queries inside it.
    pub fn txn(&self) -> &DatabaseTransaction {
        &self.0
    }

    /// Makes it last.
    pub async fn commit(self) -> Result<()> {
        Ok(self.0.commit().await?)
    }
}

/// What belongs to an entry and is not part of it.
#[derive(Clone, Copy, Debug)]
pub struct Posted<'a> {
    /// The id its form chose. The same id again is the same entry.
    pub id: Uuid,
    /// Who posts it.
    pub author: &'a MemberId,
    /// Ids of those who counted.
    pub counters: &'a [&'a str],
    /// The present instant.
    pub now: DateTime<Utc>,
}

/// What became of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appended {
    /// It is an entry now.
    New(Entry),
    /// It was one already: the same form was sent twice.
    Already(Entry),
    /// Another entry came from the same form, with other content. Nothing was appended.
    Differs(Entry),
    /// Its day lies in a period whose report is accepted, up to the day named. Nothing was appended.
    InAcceptedPeriod(NaiveDate),
}

/// Appends a draft.
pub async fn append(writing: &Writing, draft: &Draft, posted: &Posted<'_>) -> Result<Appended> {
    let txn = writing.txn();
    if let Some(known) = entries::by_id(txn, posted.id).await? {
        let counted_by = beside::counters(txn, known.number).await?;
        let same = known.content == *draft.content() && same_members(&counted_by, posted.counters);
        return Ok(if same { Appended::Already(known) } else { Appended::Differs(known) });
    }
    if let Some(accepted) = accepted::until(txn).await?.filter(|accepted| draft.content().day <= *accepted) {
        return Ok(Appended::InAcceptedPeriod(accepted));
    }
    let last = entries::last(txn).await?;
    let previous = last.as_ref().map_or((0, BEFORE_THE_FIRST), |(number, hash)| (*number, hash.as_str()));
    let sealed = chain::seal(draft, posted.id, posted.now.timestamp(), previous)?;
    insert(txn, &sealed).await?;
    insert_beside(txn, &sealed, posted).await?;
    Ok(Appended::New(sealed.read()?))
}

/// The lines first; the entry's own row seals them.
async fn insert(txn: &DatabaseTransaction, sealed: &Stored) -> Result<()> {
    let lines = sealed.postings.iter().zip(1..).map(|((account, amount_minor), line)| posting::ActiveModel {
        entry_number: Set(sealed.number),
        line: Set(line),
        account: Set(account.clone()),
        amount_minor: Set(*amount_minor),
    });
    posting::Entity::insert_many(lines).exec_without_returning(txn).await?;
    let row = entry::ActiveModel {
        number: Set(sealed.number),
        id: Set(sealed.id.clone()),
        posted_at: Set(sealed.posted_at),
        kind: Set(sealed.kind.clone()),
        day: Set(sealed.day.clone()),
        relates_to: Set(sealed.relates_to.clone()),
        reverses: Set(sealed.reverses),
        counters: Set(sealed.counters),
        note: Set(sealed.note.clone()),
        details: Set(sealed.details.clone()),
        previous_hash: Set(sealed.previous_hash.clone()),
        hash: Set(sealed.hash.clone()),
    };
    entry::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

async fn insert_beside(txn: &DatabaseTransaction, sealed: &Stored, posted: &Posted<'_>) -> Result<()> {
    let number = sealed.number;
    let author = author::ActiveModel { entry_number: Set(number), member_id: Set(posted.author.0.clone()) };
    author::Entity::insert(author).exec_without_returning(txn).await?;
    for member in posted.counters {
        let row = counter::ActiveModel { entry_number: Set(number), member_id: Set((*member).to_owned()) };
        counter::Entity::insert(row).exec_without_returning(txn).await?;
    }
    if !sealed.note.is_empty() {
        let row = words::ActiveModel { entry_number: Set(number), words: Set(folded(&sealed.note)) };
        words::Entity::insert(row).exec_without_returning(txn).await?;
    }
    Ok(())
}

fn same_members(stored: &[MemberId], sent: &[&str]) -> bool {
    stored.len() == sent.len() && stored.iter().all(|member| sent.contains(&member.0.as_str()))
}
