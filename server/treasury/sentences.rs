//! The sentence for each reason to refuse a form about money.

mod contribution;
pub mod counting;
mod disbursement;
mod handover;
mod reconciliation;
pub mod stock;
mod surplus;

use chrono::NaiveDate;
use homegroup_plugin::{Text, say_day};

use crate::house::House;
use crate::treasury::rules::money::{AmountRefusal, Currency};
use crate::treasury::rules::note::{LONGEST, NoteRefusal};
use crate::treasury::rules::refusal::Reason;

/// What to tell the person who filled in the form.
pub fn sentence(house: &House, currency: &Currency, reason: &Reason) -> Text {
    let day = |day: NaiveDate| say_day(house.views.catalogue(), &house.profile().language, day, false);
    match reason {
        Reason::DayUnreadable => Text::new("treasury-refused-day"),
        Reason::DayInFuture(today) => Text::new("treasury-refused-day-future").with("today", day(*today)),
        Reason::DayTooEarly => Text::new("treasury-refused-day-early"),
        Reason::DayBeforeOpening(opened) => Text::new("treasury-refused-day-before-opening").with("day", day(*opened)),
        Reason::DayBeforeOriginal(original) => Text::new("treasury-refused-day-before-original").with("day", day(*original)),
        Reason::PeriodBackwards => Text::new("treasury-refused-period-backwards"),
        Reason::PeriodAccepted(accepted) => Text::new("treasury-refused-accepted").with("day", day(*accepted)),
        Reason::RelatesToLater(own) => Text::new("treasury-refused-relates-later").with("day", day(*own)),
        Reason::OpeningAccepted => Text::new("treasury-refused-opening-accepted"),
        Reason::AcceptedAlready(last) => Text::new("treasury-refused-accepted-already").with("day", day(*last)),
        Reason::AcceptedNotNext(next) => Text::new("treasury-refused-accepted-gap").with("day", day(*next)),
        Reason::PeriodNotOver(last) => Text::new("treasury-refused-not-over").with("day", day(*last)),
        Reason::AcceptedBeforeEnd(last) => Text::new("treasury-refused-accepted-early").with("day", day(*last)),
        Reason::MeetingUnknown => Text::new("treasury-refused-choose"),
        Reason::MeetingOfAnotherDay(held) => Text::new("treasury-refused-meeting-day").with("day", day(*held)),
        Reason::NothingToAccept => Text::new("treasury-refused-nothing-to-accept"),
        Reason::Amount(refusal, digits) => amount(*refusal, *digits),
        Reason::Pieces => Text::new("treasury-refused-pieces"),
        Reason::SheetDiffers { declared, counted } => Text::new("treasury-refused-sheet-differs")
            .with("declared", currency.say(*declared))
            .with("counted", currency.say(*counted)),
        Reason::PaidOutMore(total) => Text::new("treasury-refused-paid-out").with("total", currency.say(*total)),
        Reason::FeeExceeds => Text::new("treasury-refused-fee"),
        Reason::FeeElsewhere => Text::new("treasury-refused-fee-elsewhere"),
        Reason::AccountUnknown => Text::new("treasury-refused-choose"),
        Reason::SamePlace => Text::new("treasury-refused-same-place"),
        Reason::CounterUnknown => Text::new("treasury-refused-counter"),
        Reason::CounterMissing => Text::new("treasury-refused-counter-missing"),
        Reason::SameCounter => Text::new("treasury-refused-same-counter"),
        Reason::Note(refusal) => note(*refusal),
        Reason::NamesSomebody(words) => Text::new("treasury-refused-names-somebody").with("words", words.clone()),
        Reason::NothingEntered => Text::new("treasury-refused-nothing"),
        Reason::OpenedAlready => Text::new("treasury-refused-opened"),
        Reason::MovedBefore(moved) => Text::new("treasury-refused-moved-before").with("day", day(*moved)),
        Reason::ReversedAlready(number) => Text::new("treasury-refused-reversed").with("number", *number),
        Reason::IsReversal => Text::new("treasury-refused-is-reversal"),
        Reason::Surplus(refusal) => surplus::sentence(refusal, currency, day),
        Reason::Contribution(refusal) => contribution::sentence(refusal, currency),
        Reason::Stock(refusal) => stock::sentence(refusal),
        Reason::Handover(refusal) => handover::sentence(*refusal),
        Reason::Spending(refusal) => disbursement::sentence(*refusal, currency),
        Reason::Statement(refusal) => reconciliation::sentence(refusal, currency, day),
    }
}

fn amount(refusal: AmountRefusal, digits: u32) -> Text {
    match refusal {
        AmountRefusal::Missing => Text::new("treasury-refused-amount-missing"),
        AmountRefusal::Unreadable => Text::new("treasury-refused-amount"),
        AmountRefusal::TooPrecise => Text::new("treasury-refused-amount-precise").with("digits", digits),
        AmountRefusal::TooLarge => Text::new("treasury-refused-amount-large"),
        AmountRefusal::NotPositive => Text::new("treasury-refused-amount-positive"),
    }
}

fn note(refusal: NoteRefusal) -> Text {
    match refusal {
        NoteRefusal::Missing => Text::new("treasury-refused-reason-missing"),
        NoteRefusal::TooLong => Text::new("treasury-refused-note-long").with("most", LONGEST),
        NoteRefusal::ControlCharacters => Text::new("treasury-refused-note-characters"),
        NoteRefusal::MailAddress => Text::new("treasury-refused-note-address"),
        NoteRefusal::PhoneNumber => Text::new("treasury-refused-note-phone"),
    }
}
