//! What others may see of a mark: a name and a length of time, and never a day (A8).

use chrono::NaiveDate;

use super::mark::{Mark, Origin};
use super::schedule::Schedule;

/// A member as a list names her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// `First L.`
    pub name: String,
    /// The marks she reaches in the time the list is for, in the order of their days.
    pub marks: Vec<Mark>,
}

/// Those of `members` who reach a mark from the first day to the last, both included, in the order in which they were given.
/// That is by name: nobody is ranked by her years (A11).
pub fn listed(
    schedule: &Schedule,
    members: impl IntoIterator<Item = (String, Origin)>,
    first: NaiveDate,
    last: NaiveDate,
) -> Vec<Listed> {
    let with_marks = members.into_iter().map(|(name, origin)| {
        let marks = schedule.between(origin, first, last).into_iter().map(|anniversary| anniversary.mark).collect();
        Listed { name, marks }
    });
    with_marks.filter(|listed| !listed.marks.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Preset;

    fn day(words: &str) -> NaiveDate {
        words.parse().expect("a calendar day")
    }

    fn member(name: &str, from: &str) -> (String, Origin) {
        (name.to_owned(), Origin { day: day(from), first_of_march: false })
    }

    #[test]
    fn a12_a_month_lists_each_mark_once_by_name() {
        let members = [
            member("Ana K.", "1987-03-31"),
            member("Bea", "2026-01-30"),
            member("Cleo M.", "2025-03-01"),
            member("Dot", "2025-04-01"),
        ];
        let found = listed(&Schedule::from(Preset::Ha), members, day("2026-03-01"), day("2026-03-31"));
        let expected =
            [("Ana K.", vec![Mark::Years(39)]), ("Bea", vec![Mark::Days(30), Mark::Days(60)]), ("Cleo M.", vec![Mark::Years(1)])];
        assert_eq!(found, expected.map(|(name, marks)| Listed { name: name.to_owned(), marks }));
    }
}
