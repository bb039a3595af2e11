//! The bodies that serve many groups and live on what groups pass on: an intergroup, a district, an area, a service office. Which there
//! are is the group's own data.

use uuid::Uuid;

use super::refusal::SurplusRefusal;
use crate::treasury::rules::note;
use crate::treasury::rules::refusal::{Reason, Refusal, Refusals};

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 60;
/// The longest group number, in characters.
pub const LONGEST_NUMBER: usize = 20;

/// A service body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceBody {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// The number under which it knows the group; empty where it gives none.
    pub group_number: String,
    /// Whether forms still offer it.
    pub in_use: bool,
}

/// The form as it was typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Raw<'a> {
    /// What it is called.
    pub name: &'a str,
    /// The group's number there, or nothing.
    pub group_number: &'a str,
    /// Whether forms offer it.
    pub in_use: bool,
}

impl ServiceBody {
    /// Reads the form; `others` are the bodies there are, this one may be among them.
    pub fn parse(id: Uuid, raw: &Raw<'_>, others: &[ServiceBody]) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        let name = refusals.take("name", name(raw.name, LONGEST_NAME));
        let taken = |name: &String| others.iter().any(|other| other.id != id && other.name.to_lowercase() == name.to_lowercase());
        if name.as_ref().is_some_and(taken) {
            refusals.add("name", Reason::Surplus(SurplusRefusal::NameTaken));
        }
        let group_number = refusals.take("group_number", number(raw.group_number));
        if let (Some(name), Some(number)) = (&name, &group_number)
            && note::note(&format!("{name}, {number}")).is_err()
        {
            refusals.add("name", Reason::Surplus(SurplusRefusal::MemoUnfit));
        }
        let whole = (|| Some(Self { id, name: name?, group_number: group_number?, in_use: raw.in_use }))();
        refusals.finish(whole)
    }
}

/// A name of one to `longest` characters that show, its white space closed up.
pub fn name(typed: &str, longest: usize) -> Result<String, Reason> {
    let name = note::note(typed).map_err(Reason::Note)?;
    if name.is_empty() || name.chars().count() > longest {
        return Err(Reason::Surplus(SurplusRefusal::Name(longest)));
    }
    Ok(name)
}

fn number(typed: &str) -> Result<String, Reason> {
    let number = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = number.chars().count() <= LONGEST_NUMBER
        && number.chars().all(|letter| letter.is_alphanumeric() || " -/.".contains(letter));
    if fits { Ok(number) } else { Err(Reason::Surplus(SurplusRefusal::GroupNumber(LONGEST_NUMBER))) }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn body(id: u128, name: &str, group_number: &str) -> ServiceBody {
        ServiceBody { id: Uuid::from_u128(id), name: name.into(), group_number: group_number.into(), in_use: true }
    }

    fn parse(name: &str, group_number: &str) -> Result<ServiceBody, Vec<Reason>> {
        let others = [body(1, "Lantern Valley area", "42")];
        let raw = Raw { name, group_number, in_use: true };
        ServiceBody::parse(Uuid::from_u128(2), &raw, &others).map_err(|all| all.into_iter().map(|one| one.reason).collect())
    }

    #[test]
    fn t16_a_service_body_is_a_name_and_the_groups_number_there() {
        assert_eq!(parse(" County  intergroup ", "0001-2345"), Ok(body(2, "County intergroup", "0001-2345")));
        assert_eq!(parse("Service office", "000123456").map(|body| body.group_number), Ok("000123456".into()));
        assert_eq!(parse("Hospital and institutions can", "").map(|body| body.group_number), Ok(String::new()));
        let refused = |reason| Err(vec![Reason::Surplus(reason)]);
        assert_eq!(parse("lantern valley AREA", ""), refused(SurplusRefusal::NameTaken));
        assert_eq!(parse("", ""), refused(SurplusRefusal::Name(LONGEST_NAME)));
        assert_eq!(parse("District", "no. 42"), Ok(body(2, "District", "no. 42")));
        assert_eq!(parse("District", "42;"), refused(SurplusRefusal::GroupNumber(LONGEST_NUMBER)));
    }

    #[test]
    fn t16_name_and_number_can_stand_in_the_memo_of_a_payment() {
        // What reads as a phone number could not be posted later.
        assert_eq!(parse("District", "419-555-0134"), Err(vec![Reason::Surplus(SurplusRefusal::MemoUnfit)]));
        assert!(parse("office@example.org", "").is_err());
    }
}
