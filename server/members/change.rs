//! Changes that touch more than one table, each with the rule that may refuse it. The caller opens the transaction and commits.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use homegroup_plugin::{Error, MemberId, Result, Right, Text};
use sea_orm::DatabaseTransaction;

use super::rules::{Email, Held, Position, Refusal, Standing, Term, office, position, term};
use super::store::{consents, people, positions, terms};
use crate::mail::{self, Cancel};
use crate::seal::Seal;
use crate::{sign_in, treasury};

/// She leaves: her positions end, her consents are taken back, what identifies her is deleted, and she is signed out, all at once.
/// The last who can change the settings cannot. `officer` holds the rights of whoever does it for her; `None` when she does.
pub async fn leave(
    txn: &DatabaseTransaction,
    officer: Option<&BTreeSet<Right>>,
    member: &MemberId,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Result<(), Refusal>> {
    let before = held(txn).await?;
    if officer.is_some_and(|hers| !position::may_hand_on(hers, &office::entrusted(&before, &member.0, today))) {
        return Ok(Err(Refusal::NotHersToGive));
    }
    let after: Vec<Held> = before.iter().filter(|term| term.member != member.0).cloned().collect();
    if office::leaves_settings_vacant(&before, &after, today) {
        return Ok(Err(Refusal::LastSettings));
    }
    terms::end_all_of(txn, member, today).await?;
    consents::withdraw_all(txn, member, now).await?;
    people::leave(txn, member, today).await?;
    mail::cancel(txn, member, Cancel::Everything, now).await?;
    sign_in::shut_out(txn, member).await?;
    treasury::forget_code(txn, member).await?;
    Ok(Ok(()))
}

/// Gives a member who has never signed in an address, or takes it away. Once she has, it is hers alone: whoever changes it could
/// have the next link mailed to herself. For the same reason the officer must be allowed to hand on what she is entrusted with.
pub async fn set_first_email(
    txn: &DatabaseTransaction,
    seal: &Seal,
    hers: &BTreeSet<Right>,
    member: &MemberId,
    email: Option<&Email>,
    today: NaiveDate,
) -> Result<Result<(), Refusal>> {
    let Some(person) = people::find(txn, member).await? else { return Err(Error::NotFound) };
    if person.standing != Standing::Invited {
        return Ok(Err(Refusal::EmailHers));
    }
    if !position::may_hand_on(hers, &office::entrusted(&held(txn).await?, &member.0, today)) {
        return Ok(Err(Refusal::EmailHers));
    }
    match email {
        Some(email) => people::set_email(txn, seal, member, email, None).await,
        None => {
            people::clear_email(txn, member).await?;
            Ok(Ok(()))
        }
    }
}

/// Gives a position to a member. `hers` are the rights of the giver.
pub async fn give(
    txn: &DatabaseTransaction,
    hers: &BTreeSet<Right>,
    position: &str,
    member: &MemberId,
    term: Term,
) -> Result<Result<(), term::Refusal>> {
    let before = held(txn).await?;
    let kept = standing_position(txn, position).await?;
    let person = people::find(txn, member).await?.filter(|person| person.standing != Standing::Left);
    if person.is_none() {
        return Ok(Err(term::Refusal::Member));
    }
    if !position::may_hand_on(hers, &kept.rights) {
        return Ok(Err(term::Refusal::NotHersToGive));
    }
    let overlaps = before
        .iter()
        .filter(|held| held.member == member.0 && held.position == position && held.ended_on.is_none())
        .any(|held| term.overlaps(Term { from: held.from, until: held.until }));
    if overlaps {
        return Ok(Err(term::Refusal::Overlaps));
    }
    terms::give(txn, position, member, term).await?;
    Ok(Ok(()))
}

/// Ends a term now. Its holder is signed out in the same transaction, so that no open page keeps a right (P16).
pub async fn end(
    txn: &DatabaseTransaction,
    hers: &BTreeSet<Right>,
    id: &str,
    today: NaiveDate,
) -> Result<Result<(), term::Refusal>> {
    terms::lock(txn).await?;
    let all = terms::of_active(txn).await?;
    let Some(at) = all.iter().position(|term| term.id == id) else { return Err(Error::NotFound) };
    let before: Vec<Held> = all.into_iter().map(|term| term.held).collect();
    if !before[at].runs_or_will(today) {
        return Ok(Err(term::Refusal::Over));
    }
    if !position::may_hand_on(hers, &before[at].rights) {
        return Ok(Err(term::Refusal::NotHersToGive));
    }
    let mut after = before.clone();
    after[at].ended_on = Some(today);
    if office::leaves_settings_vacant(&before, &after, today) {
        return Ok(Err(term::Refusal::LastSettings));
    }
    terms::end(txn, id, today).await?;
    sign_in::end_sessions(txn, &MemberId(before[at].member.clone())).await?;
    Ok(Ok(()))
}

/// Hands a position from one member to another in one step: the term of the one ends when that of the other begins. It rests on the group's
/// decision, so that no third person is asked; but the settings are never left to nobody.
pub async fn hand_over(
    txn: &DatabaseTransaction,
    position: &str,
    from: &MemberId,
    to: &MemberId,
    term: Term,
) -> Result<Result<(), term::Refusal>> {
    terms::lock(txn).await?;
    let today = term.from;
    let all = terms::of_active(txn).await?;
    standing_position(txn, position).await?;
    let Some(person) = people::find(txn, to).await?.filter(|person| person.standing != Standing::Left) else {
        return Ok(Err(term::Refusal::Member));
    };
    let of = |member: &MemberId| {
        let hers = all.iter().filter(|term| term.held.member == member.0 && term.held.position == position);
        hers.filter(|term| term.held.runs_or_will(today)).collect::<Vec<_>>()
    };
    let (ending, known) = (of(from), of(to));
    let Some(running) = ending.iter().find(|term| term.held.runs(today)) else { return Ok(Err(term::Refusal::Over)) };
    let before: Vec<Held> = all.iter().map(|term| term.held.clone()).collect();
    let begun = Held {
        member: to.0.clone(),
        arrived: person.standing != Standing::Invited,
        from: term.from,
        until: term.until,
        ..running.held.clone()
    };
    let mut after: Vec<Held> = before.iter().filter(|held| held.member != from.0 || held.position != position).cloned().collect();
    after.push(begun);
    if office::leaves_settings_vacant(&before, &after, today) {
        return Ok(Err(term::Refusal::LastSettings));
    }
    for term in &ending {
        terms::end(txn, &term.id, today).await?;
    }
    // She may hold it already, beside the other; a term that was to begin later begins now.
    if !known.iter().any(|term| term.held.runs(today)) {
        for term in &known {
            terms::end(txn, &term.id, today).await?;
        }
        terms::give(txn, position, to, term).await?;
    }
    sign_in::end_sessions(txn, from).await?;
    Ok(Ok(()))
}

/// Makes a position. `hers` are the rights of the maker.
pub async fn add_position(
    txn: &DatabaseTransaction,
    hers: &BTreeSet<Right>,
    new: &Position,
) -> Result<Result<String, position::Refusal>> {
    if !position::may_hand_on(hers, &new.rights) {
        return Ok(Err(position::Refusal::NotHersToGive));
    }
    positions::add(txn, new).await
}

/// Changes a position; what it allows changes at once for whoever holds it.
pub async fn save_position(
    txn: &DatabaseTransaction,
    hers: &BTreeSet<Right>,
    id: &str,
    changed: &Position,
    today: NaiveDate,
) -> Result<Result<(), position::Refusal>> {
    let before = held(txn).await?;
    let was = standing_position(txn, id).await?;
    let given_or_taken: BTreeSet<Right> = was.rights.symmetric_difference(&changed.rights).copied().collect();
    if !position::may_hand_on(hers, &given_or_taken) {
        return Ok(Err(position::Refusal::NotHersToGive));
    }
    let mut after = before.clone();
    after.iter_mut().filter(|term| term.position == id).for_each(|term| term.rights = changed.rights.clone());
    if office::leaves_settings_vacant(&before, &after, today) {
        return Ok(Err(position::Refusal::LastSettings));
    }
    positions::save(txn, id, changed).await
}

/// Lays down a position that nobody holds or will hold.
pub async fn lay_down(
    txn: &DatabaseTransaction,
    hers: &BTreeSet<Right>,
    id: &str,
    today: NaiveDate,
) -> Result<Result<(), position::Refusal>> {
    let held = held(txn).await?;
    let was = standing_position(txn, id).await?;
    if !position::may_hand_on(hers, &was.rights) {
        return Ok(Err(position::Refusal::NotHersToGive));
    }
    let counting = office::in_office(&held, today);
    if held.iter().any(|term| term.position == id && (term.runs_or_will(today) || counting.contains(&term))) {
        return Ok(Err(position::Refusal::StillHeld));
    }
    positions::lay_down(txn, id, today).await?;
    Ok(Ok(()))
}

/// The positions a group begins with, each with the length of its term in months; all can be changed.
const DEFAULTS: [(&str, u32, &[Right]); 5] = [
    ("members-position-treasurer", 12, &[Right::Money]),
    ("members-position-secretary", 12, &[Right::Minutes, Right::Members, Right::Mail]),
    ("members-position-chair", 12, &[Right::Members, Right::Settings]),
    ("members-position-chip-person", 6, &[]),
    ("members-position-greeter", 3, &[]),
];

/// Makes the first positions and gives the one that keeps the settings to the first officer, for its usual term from `today`.
pub async fn give_defaults(
    txn: &DatabaseTransaction,
    say: impl Fn(Text) -> String,
    first: &MemberId,
    today: NaiveDate,
) -> Result<()> {
    for (name, term_months, rights) in DEFAULTS {
        let new = Position { name: say(Text::new(name)), term_months, rights: rights.iter().copied().collect() };
        let Ok(id) = positions::add(txn, &new).await? else { continue };
        if new.rights.contains(&Right::Settings)
            && let Some(until) = term::usual_end(today, term_months)
        {
            terms::give(txn, &id, first, Term { from: today, until }).await?;
        }
    }
    Ok(())
}

/// The terms of all active members, locked until the transaction ends: of two last keepers of the settings only one may go.
async fn held(txn: &DatabaseTransaction) -> Result<Vec<Held>> {
    terms::lock(txn).await?;
    Ok(terms::of_active(txn).await?.into_iter().map(|term| term.held).collect())
}

async fn standing_position(txn: &DatabaseTransaction, id: &str) -> Result<Position> {
    let kept = positions::find(txn, id).await?.filter(|kept| kept.laid_down_on.is_none());
    kept.map(|kept| kept.position).ok_or(Error::NotFound)
}
