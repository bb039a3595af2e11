//! The fingerprint of approved minutes: whoever has written it down can tell years later that not a word was changed.
//!
//! It is the SHA-256, in lower-case hexadecimal, of the fields below in their order, each written as its length in bytes (eight
//! bytes, the most significant first) and then its bytes; what is not there has the length zero. People's names are no part
//! of it, because they must stay erasable; neither are the ids of the program.

use sha2::{Digest, Sha256};

use super::minutes::{Minutes, NextMeeting};
use super::motion::{Fate, MinorityView, Motion, Second};

const VERSION: &str = "homegroup minutes 1";

/// The fingerprint of `minutes`, approved with `amendment` if they were.
pub fn fingerprint(minutes: &Minutes, amendment: Option<&str>) -> String {
    let mut hasher = Sha256::new();
    for field in fields(minutes, amendment) {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field.as_bytes());
    }
    hex::encode(hasher.finalize())
}

fn fields(minutes: &Minutes, amendment: Option<&str>) -> Vec<String> {
    let mut fields = vec![
        VERSION.to_owned(),
        minutes.held_on.to_string(),
        minutes.place.clone(),
        words(minutes.attendance),
        words(minutes.opened_at.map(|time| time.format("%H:%M"))),
        words(minutes.closed_at.map(|time| time.format("%H:%M"))),
        match minutes.next_meeting {
            Some(NextMeeting::On(day)) => day.to_string(),
            Some(NextMeeting::NotFixed) => "not fixed".to_owned(),
            None => String::new(),
        },
        amendment.unwrap_or_default().to_owned(),
        minutes.items.len().to_string(),
    ];
    for item in &minutes.items {
        fields.extend([item.section.name().to_owned(), item.title.clone(), item.notes.clone(), item.motions.len().to_string()]);
        item.motions.iter().for_each(|motion| of_motion(motion, &mut fields));
    }
    fields.push(minutes.action_items.len().to_string());
    for item in &minutes.action_items {
        fields.extend([item.task.clone(), words(item.due_on)]);
    }
    fields
}

fn of_motion(motion: &Motion, fields: &mut Vec<String>) {
    let second = words((motion.second == Some(Second::NotNeeded)).then_some("no second needed"));
    fields.extend([motion.kind.name().to_owned(), motion.wording.clone(), second, motion.threshold.name().to_owned()]);
    fields.push(words(motion.fate.as_ref().map(Fate::name)));
    match &motion.fate {
        Some(Fate::Voted(vote)) => {
            fields.extend([words(vote.votes_for), words(vote.votes_against), words(vote.abstentions)]);
            fields.push(words(vote.no_objection.then_some("no objection")));
            fields.push(words(motion.outcome().map(|outcome| outcome.name())));
            fields.push(match &vote.minority {
                Some(MinorityView::Heard(view)) => format!("heard: {view}"),
                Some(MinorityView::NoneOffered) => "none offered".to_owned(),
                None => String::new(),
            });
        }
        Some(Fate::Tabled { until }) => fields.push(words(*until)),
        Some(Fate::Referred { to, due }) => fields.extend([to.clone(), words(*due)]),
        Some(Fate::Withdrawn) | None => {}
    }
}

fn words(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::rules::name::NameInMinutes;
    use crate::minutes::rules::requirements::tests::complete;

    #[test]
    fn the_fingerprint_is_the_same_for_ever() {
        // Made from the same fields by another program, in another language.
        let expected = "4f74d50e7452456092402038dcee0540e9305caf9468a5d867127f5ebd06bb3a";
        assert_eq!(fingerprint(&complete(), None), expected);
    }

    #[test]
    fn b15_any_other_word_makes_another_fingerprint() {
        let before = fingerprint(&complete(), None);
        assert_ne!(fingerprint(&complete(), Some("A figure was mended.")), before);
        let mut changed: Vec<Minutes> = Vec::new();
        let mut change = |change: &dyn Fn(&mut Minutes)| {
            let mut minutes = complete();
            change(&mut minutes);
            changed.push(minutes);
        };
        change(&|minutes| minutes.place.push('.'));
        change(&|minutes| minutes.attendance = Some(18));
        change(&|minutes| minutes.closed_at = None);
        change(&|minutes| minutes.next_meeting = None);
        change(&|minutes| minutes.items[1].notes.push('.'));
        change(&|minutes| minutes.items[1].title.push('.'));
        change(&|minutes| minutes.items[3].motions[0].wording.push('.'));
        change(&|minutes| minutes.items[3].motions[0].second = Some(Second::NotNeeded));
        change(&|minutes| minutes.items[3].motions[0].fate = Some(Fate::Withdrawn));
        change(&|minutes| minutes.action_items[0].task.push('.'));
        change(&|minutes| minutes.action_items[0].due_on = None);
        change(&|minutes| {
            minutes.items.pop();
        });
        for minutes in changed {
            assert_ne!(fingerprint(&minutes, None), before, "{minutes:?}");
        }
    }

    #[test]
    fn what_moves_from_one_field_to_the_next_makes_another_fingerprint() {
        let (mut one, mut other) = (complete(), complete());
        one.items[1].title = "Minutes".into();
        one.items[1].notes = "of March".into();
        other.items[1].title = "Minutesof".into();
        other.items[1].notes = " March".into();
        assert_ne!(fingerprint(&one, None), fingerprint(&other, None));
    }

    #[test]
    fn p10_a_name_that_is_taken_out_leaves_the_fingerprint_as_it_was() {
        let mut minutes = complete();
        minutes.chair = None;
        minutes.secretary = NameInMinutes::parse("Ruth");
        minutes.items[3].motions[0].mover = None;
        minutes.items[3].motions[0].second = None;
        minutes.action_items[0].owner = None;
        assert_eq!(fingerprint(&minutes, None), fingerprint(&complete(), None));
    }
}
