//! The sentences for what the rules of this slice refuse.

use homegroup_plugin::Text;

use super::rules::{Refusal, position, term};

/// What to say about a field of a member.
pub fn sentence(refusal: Refusal) -> Text {
    Text::new(match refusal {
        Refusal::NameMissing => "members-name-missing",
        Refusal::NameForm => "members-name-form",
        Refusal::NameLong => "members-name-long",
        Refusal::NameTaken => "members-name-taken",
        Refusal::EmailForm => "members-email-form",
        Refusal::EmailTaken => "members-email-taken",
        Refusal::EmailHers => "members-email-hers",
        Refusal::PhoneForm => "members-phone-form",
        Refusal::CleanDateForm => "members-clean-date-form",
        Refusal::CleanDateFuture => "members-clean-date-future",
        Refusal::CleanDateEarly => "members-clean-date-early",
        Refusal::Zone => "members-zone-form",
        Refusal::NotHersToGive => "members-leaving-entrusted",
        Refusal::LastSettings => "members-leaving-last-settings",
    })
}

/// What to say about a position.
pub(super) fn about_position(refusal: position::Refusal) -> Text {
    Text::new(match refusal {
        position::Refusal::Name => "members-position-name-form",
        position::Refusal::NameTaken => "members-position-name-taken",
        position::Refusal::TermMonths => "members-position-months-form",
        position::Refusal::Rights => "members-position-rights-form",
        position::Refusal::StillHeld => "members-position-still-held",
        position::Refusal::NotHersToGive => "members-position-not-hers",
        position::Refusal::LastSettings => "members-position-last-settings",
    })
}

/// What to say about a term.
pub(super) fn about_term(refusal: term::Refusal) -> Text {
    Text::new(match refusal {
        term::Refusal::Member => "members-term-member",
        term::Refusal::From => "members-term-from",
        term::Refusal::Until => "members-term-until",
        term::Refusal::UntilBeforeFrom => "members-term-until-before-from",
        term::Refusal::Long => "members-term-too-long",
        term::Refusal::Overlaps => "members-term-overlaps",
        term::Refusal::NotHersToGive => "members-term-not-hers",
        term::Refusal::LastSettings => "members-term-last-settings",
        term::Refusal::Over => "members-term-over",
    })
}
