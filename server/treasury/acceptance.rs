//! Recording that the group accepted a report (T12). It happens in the turn in which entries are appended: what is checked here is still
//! true when it is committed.

use chrono::{DateTime, NaiveDate, Utc};
use homegroup_plugin::Result;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::chain::accepted::seal;
use super::rules::acceptance::{Acceptance, Accepted, Figures, Raw, Statement};
use super::rules::refusal::{Reason, Refusal};
use super::rules::report::Period;
use super::store::{accepted, append::Writing};
use super::{fingerprint, report_in};

/// What belongs to a form that records an acceptance and is not typed.
#[derive(Clone, Debug)]
pub struct Recording<'a> {
    /// The id the form chose. The same id again is the same acceptance.
    pub id: Uuid,
    /// The hash of the report as it was shown (see `fingerprint`): what the group heard is what is recorded.
    pub seen: &'a str,
    /// The business meetings that can be named, with their days.
    pub meetings: &'a [(String, NaiveDate)],
    /// Today, where the group meets.
    pub today: NaiveDate,
    /// The present instant.
    pub now: DateTime<Utc>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It is accepted now, or was by the same form before.
    Done(Accepted),
    /// The form does not hold.
    Refused(Vec<Refusal>),
    /// Somebody was faster: another acceptance holds the period, or the report is no longer what was shown.
    Overtaken(Option<Refusal>),
}

/// What the group would accept: the report's figures and the ledger they rest on.
pub async fn statement(snapshot: &DatabaseTransaction, period: Period) -> Result<Statement> {
    let report = report_in(snapshot, period).await?;
    Ok(Statement { period, figures: Figures::of(&report), basis: accepted::basis(snapshot, period).await? })
}

/// Records it. The caller commits.
pub async fn accept(writing: &Writing, raw: &Raw<'_>, recording: &Recording<'_>) -> Result<Recorded> {
    let (txn, id) = (writing.txn(), recording.id.to_string());
    let known = accepted::by_id(txn, &id).await?;
    // A form sent twice must not trip over what it made itself.
    let last = if known.is_some() { None } else { accepted::until(txn).await? };
    let acceptance = match Acceptance::parse(raw, last, recording.today, recording.meetings) {
        Ok(acceptance) => acceptance,
        Err(refusals) => {
            let overtaken = refusals.iter().find(|refusal| matches!(refusal.reason, Reason::AcceptedAlready(_)));
            return Ok(
                overtaken.map_or(Recorded::Refused(refusals.clone()), |refusal| Recorded::Overtaken(Some(refusal.clone())))
            );
        }
    };
    if let Some(known) = known {
        let same = known.statement.period == acceptance.period
            && known.accepted_on == acceptance.accepted_on
            && known.meeting == acceptance.meeting;
        return Ok(if same { Recorded::Done(known) } else { Recorded::Overtaken(None) });
    }
    let statement = statement(txn, acceptance.period).await?;
    if statement.basis.number == 0 {
        return Ok(Recorded::Refused(vec![Refusal { field: "to".into(), reason: Reason::NothingToAccept }]));
    }
    if fingerprint::hash(&statement) != recording.seen {
        return Ok(Recorded::Overtaken(None));
    }
    let previous = accepted::last(txn).await?;
    let previous = previous.as_ref().map(|record| (record.number, record.hash.as_str()));
    let record = seal(&statement, &acceptance, &id, recording.now.timestamp(), previous);
    accepted::insert(writing, &record).await?;
    Ok(Recorded::Done(record.read()?))
}
