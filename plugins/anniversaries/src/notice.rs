//! The words of a note. There are several for each kind of mark, so that the tenth year does not read like the ninth.
//!
//! A note is discreet from the first word to the last (P3): its subject and its opening could come from a reading circle, and it
//! names no fellowship anywhere. It says "you have reached", not "today", because a mail may be under way for a while. It never
//! speaks of time lost, of an earlier date or of beginning anew (A10); a first day is a first day.

use homegroup_plugin::serde_json::json;
use homegroup_plugin::{CleanDate, Consenting, Mail, Profile, Text};

use crate::rules::{Due, Mark, Origin, Timing, once_key, useful_until};

/// The note on one mark of `member`.
pub fn mail(member: &Consenting, clean_date: &CleanDate, due: Due, profile: &Profile) -> Mail {
    let mark = due.anniversary.mark;
    Mail {
        once_key: once_key(&member.consent.member().0, Origin::from(clean_date), due.anniversary),
        to: member.consent.clone(),
        template: "anniversaries/notice",
        context: json!({
            "name": called(&member.display_name),
            "circle": profile.neutral_name,
            "subject": Text::new(pick(turn(mark), SUBJECTS)),
            "opening": Text::new(pick(turn(mark), OPENINGS)),
            "late": due.timing == Timing::Belated,
            "words": Text::new(words(mark)).with("count", mark.count()),
            "closing": Text::new(pick(turn(mark), CLOSINGS)),
        }),
        clean_date_version: Some(clean_date.version.clone()),
        useful_until: useful_until(due.anniversary.day, &member.zone),
    }
}

const SUBJECTS: [&str; 4] = [
    "anniversaries-subject-note",
    "anniversaries-subject-thought-of",
    "anniversaries-subject-lines",
    "anniversaries-subject-keep",
];

const OPENINGS: [&str; 4] = [
    "anniversaries-opening-letter",
    "anniversaries-opening-seldom",
    "anniversaries-opening-day",
    "anniversaries-opening-neither",
];

const CLOSINGS: [&str; 3] = ["anniversaries-closing-company", "anniversaries-closing-tell", "anniversaries-closing-chair"];

/// What is said of the mark itself.
fn words(mark: Mark) -> &'static str {
    match mark {
        Mark::Days(1) => "anniversaries-words-first-day",
        Mark::Days(366..) => "anniversaries-words-many-days",
        Mark::Days(_) => pick(
            turn(mark),
            ["anniversaries-words-days-number", "anniversaries-words-days-seat", "anniversaries-words-days-mornings"],
        ),
        Mark::Months(18) => "anniversaries-words-year-and-half",
        Mark::Months(_) => pick(
            turn(mark),
            [
                "anniversaries-words-months-door",
                "anniversaries-words-months-noise",
                "anniversaries-words-months-uphill",
                "anniversaries-words-months-smiling",
            ],
        ),
        Mark::Years(1) => "anniversaries-words-first-year",
        Mark::Years(count) if count % 10 == 0 => "anniversaries-words-round-years",
        Mark::Years(_) => pick(
            turn(mark),
            [
                "anniversaries-words-years-room",
                "anniversaries-words-years-effort",
                "anniversaries-words-years-yours",
                "anniversaries-words-years-chairs",
                "anniversaries-words-years-appointment",
                "anniversaries-words-years-hear",
            ],
        ),
    }
}

/// Counts a member's notes of one kind, roughly; shifted for years so that no two notes in a row begin alike.
fn turn(mark: Mark) -> usize {
    match mark {
        Mark::Days(count) => usize::from(count / 30),
        Mark::Months(count) => usize::from(count),
        Mark::Years(count) => usize::from(count) + 3,
    }
}

fn pick<const N: usize>(turn: usize, choices: [&'static str; N]) -> &'static str {
    choices[turn % N]
}

/// How a friend writes to her: a display name without the initial behind it.
fn called(display_name: &str) -> &str {
    match display_name.rsplit_once(' ') {
        Some((first, last)) if last.chars().count() == 2 && last.ends_with('.') => first,
        _ => display_name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Origin, Preset, Schedule};

    #[test]
    fn she_is_called_by_her_first_name() {
        for (display_name, expected) in
            [("Ana K.", "Ana"), ("Mary Ann B.", "Mary Ann"), ("Bea", "Bea"), ("St. Clair", "St. Clair")]
        {
            assert_eq!(called(display_name), expected);
        }
    }

    #[test]
    fn no_two_notes_in_a_row_say_the_same() {
        for preset in Preset::ALL {
            let origin = Origin { day: "1960-05-04".parse().expect("a day"), first_of_march: false };
            let all = Schedule::from(preset).between(origin, origin.day, "2050-01-01".parse().expect("a day"));
            assert!(all.len() > 90);
            for pair in all.windows(2) {
                let [before, after] = [pair[0].mark, pair[1].mark];
                let of = |mark| [pick(turn(mark), SUBJECTS), pick(turn(mark), OPENINGS), words(mark)];
                for (one, other) in of(before).into_iter().zip(of(after)) {
                    assert_ne!(one, other, "{preset:?}: {before:?} and {after:?}");
                }
            }
        }
    }

    #[test]
    fn a10_a_first_day_has_one_text_for_everyone() {
        assert_eq!(words(Mark::Days(1)), "anniversaries-words-first-day");
        assert_ne!(words(Mark::Years(9)), words(Mark::Years(10)));
    }
}
