//! What may be known about a member, and what her service positions allow. Pure: days, zones and names come in as arguments.

pub mod clean_date;
pub mod consent;
pub mod email;
pub mod name;
pub mod office;
pub mod phone;
pub mod position;
pub mod term;

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;

pub use clean_date::CleanDate;
pub use email::Email;
pub use name::DisplayName;
pub use office::Held;
pub use phone::Phone;
pub use position::Position;
pub use term::Term;

/// What is wrong with a field about a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No name.
    NameMissing,
    /// Not `First` or `First L.`.
    NameForm,
    /// Over forty letters.
    NameLong,
    /// Another member goes by it.
    NameTaken,
    /// Not an address a mail server would take.
    EmailForm,
    /// Another member has it.
    EmailTaken,
    /// The address is hers alone to change, for she has signed in.
    EmailHers,
    /// Not a telephone number.
    PhoneForm,
    /// Not a calendar day.
    CleanDateForm,
    /// A day that has not come yet where she lives.
    CleanDateFuture,
    /// Before 1935.
    CleanDateEarly,
    /// Not a zone of the tz database.
    Zone,
    /// She is entrusted with more than the officer who would remove her.
    NotHersToGive,
    /// She alone can change the settings, so she cannot leave.
    LastSettings,
}

impl Refusal {
    /// The form field it belongs to.
    pub fn field(self) -> &'static str {
        match self {
            Refusal::NameMissing | Refusal::NameForm | Refusal::NameLong | Refusal::NameTaken => "name",
            Refusal::NotHersToGive | Refusal::LastSettings => "leaving",
            Refusal::EmailForm | Refusal::EmailTaken | Refusal::EmailHers => "email",
            Refusal::PhoneForm => "phone",
            Refusal::CleanDateForm | Refusal::CleanDateFuture | Refusal::CleanDateEarly => "clean_date",
            Refusal::Zone => "zone",
        }
    }
}

/// How a person stands to the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Added, and never signed in so far.
    Invited,
    /// A member who has signed in at least once.
    Active,
    /// She has left: no sign-in, no mail, no positions.
    Left,
}

/// The standing that follows from two facts.
pub fn standing(arrived: bool, left: bool) -> Standing {
    match (left, arrived) {
        (true, _) => Standing::Left,
        (false, true) => Standing::Active,
        (false, false) => Standing::Invited,
    }
}

/// Somebody to be added. A name is enough (P1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMember {
    /// How she is called.
    pub name: DisplayName,
    /// Where mail reaches her, if she gave an address.
    pub email: Option<Email>,
}

/// Reads the form that adds a member; all refusals at once.
pub fn new_member(name: &str, email: &str) -> Result<NewMember, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let name = kept(DisplayName::parse(name), &mut refusals);
    let email = kept(optional(email, Email::parse), &mut refusals);
    match (name, email) {
        (Some(name), Some(email)) => Ok(NewMember { name, email }),
        _ => Err(refusals),
    }
}

/// What a member says about herself. Every field but the name may be left empty, and emptied again (P1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnProfile {
    /// How she is called.
    pub name: DisplayName,
    /// For the phone list.
    pub phone: Option<Phone>,
    /// The day she counts from.
    pub clean_date: Option<CleanDate>,
    /// Where she lives, if not where the group meets.
    pub zone: Option<Tz>,
}

/// The fields of her own page, as typed.
#[derive(Clone, Copy, Debug)]
pub struct OwnForm<'a> {
    /// Display name.
    pub name: &'a str,
    /// Telephone number.
    pub phone: &'a str,
    /// Clean date, `2024-02-29`.
    pub clean_date: &'a str,
    /// Whether the switch for 1 March is on.
    pub first_of_march: bool,
    /// A zone of the tz database; empty for the group's.
    pub zone: &'a str,
}

/// Reads her own page; all refusals at once. `today_in` tells the day it is in a zone, or in the group's for `None`.
pub fn own_profile(form: OwnForm<'_>, today_in: impl Fn(Option<Tz>) -> NaiveDate) -> Result<OwnProfile, Vec<Refusal>> {
    let zone = optional(form.zone, |zone| zone.trim().parse::<Tz>().map_err(|_| Refusal::Zone));
    let today = today_in(zone.unwrap_or_default());
    let mut refusals = Vec::new();
    let name = kept(DisplayName::parse(form.name), &mut refusals);
    let phone = kept(optional(form.phone, Phone::parse), &mut refusals);
    let clean_date = optional(form.clean_date, |day| CleanDate::parse(day, form.first_of_march, today));
    let clean_date = kept(clean_date, &mut refusals);
    let zone = kept(zone, &mut refusals);
    match (name, phone, clean_date, zone) {
        (Some(name), Some(phone), Some(clean_date), Some(zone)) => Ok(OwnProfile { name, phone, clean_date, zone }),
        _ => Err(refusals),
    }
}

/// `None` for an empty field, else what `parse` makes of it.
fn optional<T>(typed: &str, parse: impl FnOnce(&str) -> Result<T, Refusal>) -> Result<Option<T>, Refusal> {
    if typed.trim().is_empty() { Ok(None) } else { parse(typed).map(Some) }
}

/// The value, or its refusal put with the others.
fn kept<T>(field: Result<T, Refusal>, refusals: &mut Vec<Refusal>) -> Option<T> {
    field.map_err(|refusal| refusals.push(refusal)).ok()
}

/// A date field: `2026-04-16`. Years outside four digits are slips of the finger, and would sort wrongly as text.
fn calendar_day(typed: &str) -> Option<NaiveDate> {
    typed.trim().parse::<NaiveDate>().ok().filter(|day| (1000..=9999).contains(&day.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    const EMPTY: OwnForm<'static> = OwnForm { name: "Dana R.", phone: "", clean_date: "", first_of_march: false, zone: "" };

    #[test]
    fn p1_a_name_is_enough() {
        let dana = new_member("Dana R.", " ").expect("valid");
        assert_eq!((dana.name.as_str(), dana.email), ("Dana R.", None));
        let own = own_profile(EMPTY, |_| day("2026-04-16")).expect("valid");
        assert_eq!((own.phone, own.clean_date, own.zone), (None, None, None));
    }

    #[test]
    fn all_that_is_wrong_with_a_new_member_is_said_at_once() {
        assert_eq!(new_member("Dana Rivers", "dana"), Err(vec![Refusal::NameForm, Refusal::EmailForm]));
    }

    #[test]
    fn all_that_is_wrong_with_her_own_page_is_said_at_once() {
        let form = OwnForm { name: "", phone: "soon", clean_date: "2026-04-17", first_of_march: false, zone: "Ohio" };
        let refusals: [Refusal; 4] = own_profile(form, |_| day("2026-04-16")).expect_err("refused").try_into().expect("four");
        assert_eq!(refusals, [Refusal::NameMissing, Refusal::PhoneForm, Refusal::CleanDateFuture, Refusal::Zone]);
        assert_eq!(refusals.map(Refusal::field), ["name", "phone", "clean_date", "zone"]);
    }

    #[test]
    fn a1_today_is_the_day_it_is_where_she_lives() {
        // 2026-03-01T03:30Z: still February in New York, already March in Prague.
        let now: chrono::DateTime<chrono::Utc> = "2026-03-01T03:30:00Z".parse().expect("an instant");
        let today_in = |zone: Option<Tz>| now.with_timezone(&zone.unwrap_or(Tz::America__New_York)).date_naive();
        let form = OwnForm { clean_date: "2026-03-01", ..EMPTY };
        assert_eq!(own_profile(form, today_in), Err(vec![Refusal::CleanDateFuture]));
        assert!(own_profile(OwnForm { zone: "Europe/Prague", ..form }, today_in).is_ok());
    }

    #[test]
    fn who_has_left_has_left_whether_or_not_she_ever_came() {
        assert_eq!(standing(false, false), Standing::Invited);
        assert_eq!(standing(true, false), Standing::Active);
        assert_eq!(standing(true, true), Standing::Left);
        assert_eq!(standing(false, true), Standing::Left);
    }
}
