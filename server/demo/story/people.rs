//! The women of the made-up group. Their names are those of plants and stones so that nobody takes them for people, their
//! addresses lie under example.org and their numbers between 555-0100 and 555-0199, which belong to nobody.

use chrono::{Days, Months, NaiveDate};

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// `First L.`
    pub display_name: String,
    /// Her address, under example.org.
    pub email: String,
    /// Her number, if she gave it.
    pub phone: Option<String>,
    /// Her clean date, if she gave it.
    pub clean_date: Option<NaiveDate>,
    /// What she agrees to of what the group's plugins ask for.
    pub agrees: Agrees,
    /// When she was put on the list.
    pub joined_on: NaiveDate,
    /// When she left, if she did.
    pub left_on: Option<NaiveDate>,
}

/// What somebody agrees to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agrees {
    /// To everything.
    ToAll,
    /// To what gives news of the group, not to what concerns her own dates.
    ToNews,
    /// To nothing.
    ToNothing,
}

/// A service position she holds or held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// Which.
    pub position: Position,
    /// Her place in the list of people.
    pub who: usize,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
}

/// The positions a group begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "they say what they are")]
pub enum Position {
    Treasurer,
    Secretary,
    Chair,
    ChipPerson,
    Greeter,
}

/// When she was last somewhere else than here, counted from the day the demo starts.
#[derive(Clone, Copy)]
enum Since {
    Years(u32),
    Months(u32),
    Days(u64),
    Untold,
}

use Agrees::{ToAll, ToNews, ToNothing};
use Since::{Days as D, Months as M, Untold, Years as Y};

/// Where each stands in [`ROSTER`], for those the rest of the story speaks of.
pub mod who {
    #![allow(missing_docs, reason = "names")]
    pub const HAZEL: usize = 7;
    pub const IRIS: usize = 8;
    pub const ROWAN: usize = 17;
    pub const CLOVER: usize = 2;
    pub const FERN: usize = 5;
    pub const JUNIPER: usize = 9;
    pub const WILLOW: usize = 22;
}

/// First name, initial, clean for how long, so many days after the mark (below zero: before it), what she agrees to.
///
/// Two marks fall on the start day and four in the week after it, one fell two days before, so that the daily job has
/// something to do at once; everybody else's marks lie well away.
const ROSTER: [(&str, char, Since, i64, Agrees); 35] = [
    ("Aster", 'B', Y(6), 130, ToAll),
    ("Bryony", 'W', Y(2), 88, ToNews),
    ("Clover", 'M', Y(4), 210, ToAll),
    ("Dahlia", 'R', D(90), 0, ToAll),
    ("Elder", 'S', Y(21), 61, ToNews),
    ("Fern", 'K', Y(3), 150, ToAll),
    ("Ginger", 'P', D(45), 0, ToNews),
    ("Hazel", 'T', Y(8), 99, ToAll),
    ("Iris", 'D', Y(5), 260, ToAll),
    ("Juniper", 'L', Y(12), 45, ToAll),
    ("Kalmia", 'H', Untold, 0, ToNews),
    ("Laurel", 'C', Y(17), 300, ToNothing),
    ("Marigold", 'F', Y(10), -3, ToAll),
    ("Nettle", 'G', D(12), 0, ToNothing),
    ("Olive", 'N', Y(26), 180, ToNews),
    ("Poppy", 'A', Y(1), 0, ToAll),
    ("Quince", 'V', M(8), 0, ToNews),
    ("Rowan", 'E', Y(14), 77, ToAll),
    ("Sage", 'J', M(18), 2, ToAll),
    ("Tansy", 'O', Untold, 0, ToNothing),
    ("Ursinia", 'B', Y(2), 240, ToNews),
    ("Violet", 'S', D(30), -2, ToAll),
    ("Willow", 'M', Y(39), -6, ToAll),
    ("Xenia", 'P', Y(9), 110, ToNews),
    ("Yarrow", 'D', M(14), 0, ToNews),
    ("Zinnia", 'R', Y(4), 33, ToAll),
    ("Amber", 'K', Y(7), 290, ToNews),
    ("Beryl", 'T', Y(31), 140, ToAll),
    ("Coral", 'L', M(10), 0, ToNothing),
    ("Garnet", 'W', Y(3), 70, ToNews),
    ("Jade", 'H', Y(2), 160, ToAll),
    ("Opal", 'C', M(6), -5, ToAll),
    ("Pearl", 'N', Y(19), 222, ToNews),
    ("Ruby", 'F', D(70), 0, ToNews),
    ("Sierra", 'G', Y(5), 120, ToNothing),
];

/// Everybody who is or was on the list, as of `start`.
pub fn people(start: NaiveDate) -> Vec<Person> {
    let person = |(at, (first, initial, since, after, agrees)): (usize, &(&str, char, Since, i64, Agrees))| Person {
        display_name: format!("{first} {initial}."),
        email: format!("{}@example.org", first.to_lowercase()),
        // One in three keeps her number to herself.
        phone: (at % 3 != 2).then(|| format!("555-01{at:02}")),
        clean_date: clean_date(start, *since, *after),
        agrees: *agrees,
        joined_on: joined_on(start, *since),
        left_on: None,
    };
    let here = ROSTER.iter().enumerate().map(person);
    here.chain(std::iter::once(gone(start))).collect()
}

/// One who moved away: what she did for the group keeps the name she went by, everything else about her is deleted.
fn gone(start: NaiveDate) -> Person {
    Person {
        display_name: "Lotus E.".into(),
        email: "lotus@example.org".into(),
        phone: None,
        clean_date: None,
        agrees: ToNothing,
        joined_on: start - Days::new(700),
        left_on: Some(start - Days::new(120)),
    }
}

fn clean_date(start: NaiveDate, since: Since, after: i64) -> Option<NaiveDate> {
    let mark = if after < 0 { start + Days::new(after.unsigned_abs()) } else { start - Days::new(after.unsigned_abs()) };
    match since {
        Y(years) => stepping_back(mark, years * 12),
        M(months) => stepping_back(mark, months),
        D(days) => Some(mark - Days::new(days)),
        Untold => None,
    }
}

/// The day from which `months` later is `mark`. At the end of a month there may be none; the day before serves as well.
fn stepping_back(mark: NaiveDate, months: u32) -> Option<NaiveDate> {
    let candidates = (0..4).map(|days| mark - Months::new(months) - Days::new(days));
    let exact = candidates.clone().find(|day| *day + Months::new(months) == mark);
    exact.or_else(|| candidates.into_iter().next())
}

/// The longest-serving were there before the story begins; newcomers came when they came in.
fn joined_on(start: NaiveDate, since: Since) -> NaiveDate {
    let days = match since {
        D(days) => days.saturating_sub(3),
        M(months) => u64::from(months) * 28,
        Y(years) if years > 2 => 760,
        Y(_) | Untold => 500,
    };
    start - Days::new(days)
}

/// Who serves the group and who did before her.
pub fn services(start: NaiveDate) -> Vec<Service> {
    let term = |position, who, months_ago: u32, months: u32| {
        let from = start - Months::new(months_ago);
        Service { position, who, from, until: from + Months::new(months) - Days::new(1) }
    };
    vec![
        term(Position::Treasurer, who::JUNIPER, 17, 12),
        term(Position::Treasurer, who::HAZEL, 5, 12),
        term(Position::Secretary, who::IRIS, 7, 12),
        term(Position::Chair, who::ROWAN, 9, 12),
        term(Position::ChipPerson, who::CLOVER, 2, 6),
        term(Position::Greeter, who::FERN, 1, 3),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 4, 16).expect("a day")
    }

    #[test]
    fn nobody_can_be_taken_for_a_person() {
        let people = people(start());
        let names: std::collections::BTreeSet<_> = people.iter().map(|person| &person.display_name).collect();
        assert_eq!((people.len(), names.len()), (36, 36));
        for person in &people {
            assert!(person.email.ends_with("@example.org"), "{person:?}");
            assert!(person.phone.iter().all(|phone| phone.starts_with("555-01") && phone.len() == 8), "{person:?}");
        }
    }

    #[test]
    fn whom_the_story_speaks_of_is_who_she_is_taken_for() {
        let people = people(start());
        let named = [
            (who::HAZEL, "Hazel"),
            (who::IRIS, "Iris"),
            (who::ROWAN, "Rowan"),
            (who::CLOVER, "Clover"),
            (who::FERN, "Fern"),
            (who::JUNIPER, "Juniper"),
            (who::WILLOW, "Willow"),
        ];
        named.iter().for_each(|(at, name)| assert!(people[*at].display_name.starts_with(name)));
    }

    #[test]
    fn on_every_start_day_two_marks_fall_due_and_four_more_within_the_week() {
        for offset in 0..800 {
            let start = start() + Days::new(offset);
            let people = people(start);
            let of = |name: &str| people.iter().find(|person| person.display_name.starts_with(name)).and_then(|p| p.clean_date);
            assert_eq!(of("Dahlia").map(|day| day + Days::new(90)), Some(start));
            // A year before 29 February there is no day whose anniversary that is; the mark then falls on the 28th.
            let poppy = of("Poppy").map(|day| day + Months::new(12));
            assert!(poppy == Some(start) || poppy == start.pred_opt(), "{start}");
            assert_eq!(of("Violet").map(|day| day + Days::new(30)), Some(start + Days::new(2)));
            let willow = of("Willow").map(|day| day + Months::new(39 * 12));
            assert!(willow.is_some_and(|day| day > start && day <= start + Days::new(6)));
            assert!(people.iter().all(|person| person.clean_date.is_none_or(|day| day < start)));
        }
    }

    #[test]
    fn each_position_but_the_past_one_is_held_on_the_start_day() {
        let services = services(start());
        let now = services.iter().filter(|service| service.from <= start() && start() <= service.until);
        assert_eq!((services.len(), now.count()), (6, 5));
        let people = people(start());
        assert!(services.iter().all(|service| people[service.who].joined_on <= service.from));
    }
}
