//! The sentences for what the rules of this slice refuse, miss and find.

use homegroup_plugin::Text;

use super::rules::agenda::Section;
use super::rules::circulation::{MotionField, Place};
use super::rules::lint::Kind;
use super::rules::minutes::Minutes;
use super::rules::motion::MotionKind;
use super::rules::requirements::{Missing, OfActionItem, OfMotion};
use super::rules::state::{MinutesState, Refusal};
use super::rules::tally::{Agreement, Outcome, Threshold};
use super::rules::{circulation, read};

/// Why a field cannot be kept as it was typed.
pub fn of_field(refusal: read::Refusal) -> Text {
    match refusal {
        read::Refusal::NotAName => Text::new("minutes-field-name"),
        read::Refusal::SecondsHerself => Text::new("minutes-field-seconds-herself"),
        read::Refusal::NotACount => Text::new("minutes-field-count"),
        read::Refusal::NotADay => Text::new("minutes-field-day"),
        read::Refusal::NotATime => Text::new("minutes-field-time"),
        read::Refusal::DayMissing => Text::new("minutes-field-day-missing"),
        read::Refusal::TooLong(most) => Text::new("minutes-field-long").with("most", most),
        read::Refusal::Unprintable => Text::new("minutes-field-unprintable"),
        read::Refusal::UnknownChoice => Text::new("minutes-field-choice"),
    }
}

/// Why minutes do not go on to their next state.
pub fn of_state(refusal: Refusal) -> Text {
    Text::new(match refusal {
        Refusal::AlreadyCirculated => "minutes-state-already-out",
        Refusal::Frozen => "minutes-state-frozen",
        Refusal::NotCirculated => "minutes-state-not-out",
        Refusal::NotHeldYet => "minutes-state-not-held",
        Refusal::NotALaterMeeting => "minutes-state-not-later",
        Refusal::ApprovalAhead => "minutes-state-approval-ahead",
        Refusal::TextChanged => "minutes-state-text-changed",
        Refusal::AmendmentMissing => "minutes-state-amendment-missing",
    })
}

/// What is missing, and the field where it goes.
pub fn of_missing(missing: &Missing) -> (Text, String) {
    let plain = |key: &'static str, field: &str| (Text::new(key), field.to_owned());
    match missing {
        Missing::Place => plain("minutes-missing-place", "place"),
        Missing::Chair => plain("minutes-missing-chair", "chair"),
        Missing::Secretary => plain("minutes-missing-secretary", "secretary"),
        Missing::Attendance => plain("minutes-missing-attendance", "attendance"),
        Missing::PreviousMinutes => plain("minutes-missing-previous", "new-item"),
        Missing::Reports => plain("minutes-missing-reports", "new-item"),
        Missing::Notes { item, title } => {
            (Text::new("minutes-missing-notes").with("title", title.clone()), format!("items[{item}].notes"))
        }
        Missing::OfMotion { item, motion, number, what } => {
            let (key, field) = match what {
                OfMotion::Wording => ("minutes-missing-wording", "wording"),
                OfMotion::Mover => ("minutes-missing-mover", "mover"),
                OfMotion::Second => ("minutes-missing-second", "seconder"),
                OfMotion::Fate => ("minutes-missing-fate", "fate"),
                OfMotion::Tally => ("minutes-missing-tally", "votes_for"),
                OfMotion::MinorityView => ("minutes-missing-minority", "minority_view"),
                OfMotion::ReferredTo => ("minutes-missing-referred", "referred_to"),
            };
            (Text::new(key).with("number", *number), format!("items[{item}].motions[{motion}].{field}"))
        }
        Missing::OfActionItem { action_item, what } => {
            let (key, field) = match what {
                OfActionItem::Task => ("minutes-missing-task", "task"),
                OfActionItem::Owner => ("minutes-missing-owner", "owner"),
                OfActionItem::Due => ("minutes-missing-due", "due_on"),
            };
            (Text::new(key).with("number", action_item + 1), format!("action_items[{action_item}].{field}"))
        }
        Missing::NextMeeting => plain("minutes-missing-next", "next_meeting"),
        Missing::TimeClosed => plain("minutes-missing-closed", "closed_at"),
    }
}

/// The name of a place in `minutes`, and its field.
pub fn of_place(place: Place, minutes: &Minutes) -> (Text, String) {
    let plain = |key: &'static str, field: &str| (Text::new(key), field.to_owned());
    let title = |item: usize| minutes.items.get(item).map(|item| item.title.clone()).unwrap_or_default();
    match place {
        Place::MeetingPlace => plain("minutes-in-place", "place"),
        Place::Chair => plain("minutes-in-chair", "chair"),
        Place::Secretary => plain("minutes-in-secretary", "secretary"),
        Place::Title(item) => (Text::new("minutes-in-title").with("title", title(item)), format!("items[{item}].title")),
        Place::Notes(item) => (Text::new("minutes-in-notes").with("title", title(item)), format!("items[{item}].notes")),
        Place::Motion(item, motion, field) => {
            let (key, name) = match field {
                MotionField::Wording => ("minutes-in-wording", "wording"),
                MotionField::Mover => ("minutes-in-mover", "mover"),
                MotionField::Seconder => ("minutes-in-seconder", "seconder"),
                MotionField::MinorityView => ("minutes-in-minority", "minority_view"),
                MotionField::ReferredTo => ("minutes-in-referred", "referred_to"),
            };
            let before: usize = minutes.items.iter().take(item).map(|item| item.motions.len()).sum();
            (Text::new(key).with("number", before + motion + 1), format!("items[{item}].motions[{motion}].{name}"))
        }
        Place::Task(item) => (Text::new("minutes-in-task").with("number", item + 1), format!("action_items[{item}].task")),
        Place::Owner(item) => (Text::new("minutes-in-owner").with("number", item + 1), format!("action_items[{item}].owner")),
        Place::Amendment => plain("minutes-in-amendment", "amendment"),
    }
}

/// What was found, and what to do about it.
pub fn of_finding(found: &circulation::Found) -> Text {
    let key = match found.finding.kind {
        Kind::EmailAddress => "minutes-found-email",
        Kind::PhoneNumber => "minutes-found-phone",
        Kind::UrlWithToken => "minutes-found-link",
        Kind::RosterLastName => "minutes-found-last-name",
        Kind::StreetAddress => "minutes-found-street",
        Kind::Name => "minutes-found-name",
        Kind::PrivateMatter => "minutes-found-private",
    };
    Text::new(key).with("words", found.finding.words.clone())
}

/// How her answer to a guess reads.
pub fn of_answer(kind: Kind) -> Text {
    Text::new(match kind {
        Kind::StreetAddress => "minutes-answer-street",
        Kind::PrivateMatter => "minutes-answer-private",
        _ => "minutes-answer-name",
    })
}

/// A state as a badge: the class of its colour, and its word.
pub fn of_badge(state: MinutesState) -> (&'static str, Text) {
    let (class, key) = match state {
        MinutesState::Draft => ("quiet", "minutes-draft"),
        MinutesState::Circulated => ("waiting", "minutes-circulated"),
        MinutesState::Approved => ("good", "minutes-approved"),
        MinutesState::ApprovedAsAmended => ("good", "minutes-approved-as-amended"),
    };
    (class, Text::new(key))
}

/// An outcome as a badge.
pub fn of_outcome(outcome: Outcome) -> (&'static str, Text) {
    let (class, key) = match outcome {
        Outcome::Carried => ("good", "minutes-carried"),
        Outcome::Lost => ("quiet", "minutes-lost"),
        Outcome::NoConscience => ("quiet", "minutes-no-conscience"),
    };
    (class, Text::new(key))
}

/// A section of the agenda.
pub fn of_section(section: Section) -> Text {
    Text::new(match section {
        Section::Opening => "minutes-section-opening",
        Section::PreviousMinutes => "minutes-section-previous",
        Section::Reports => "minutes-section-reports",
        Section::OldBusiness => "minutes-section-old",
        Section::NewBusiness => "minutes-section-new",
        Section::Elections => "minutes-section-elections",
        Section::Closing => "minutes-section-closing",
    })
}

/// What a motion is about.
pub fn of_kind(kind: MotionKind) -> Text {
    Text::new(match kind {
        MotionKind::Procedure => "minutes-kind-procedure",
        MotionKind::Format => "minutes-kind-format",
        MotionKind::TimeOrPlace => "minutes-kind-time-or-place",
        MotionKind::Name => "minutes-kind-name",
        MotionKind::Bylaws => "minutes-kind-bylaws",
        MotionKind::Reserve => "minutes-kind-reserve",
        MotionKind::SplitPlan => "minutes-kind-split-plan",
    })
}

/// What a motion needs.
pub fn of_threshold(threshold: Threshold) -> Text {
    Text::new(match threshold {
        Threshold::Majority => "minutes-threshold-majority",
        Threshold::TwoThirds => "minutes-threshold-two-thirds",
        Threshold::Unanimous => "minutes-threshold-unanimous",
    })
}

/// How strongly those who voted agreed.
pub fn of_agreement(agreement: Agreement) -> Text {
    Text::new(match agreement {
        Agreement::Unanimous => "minutes-agreement-unanimous",
        Agreement::SubstantialUnanimity => "minutes-agreement-substantial",
        Agreement::Majority => "minutes-agreement-majority",
        Agreement::Tie => "minutes-agreement-tie",
    })
}
