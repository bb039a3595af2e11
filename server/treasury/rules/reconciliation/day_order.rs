//! Days as files write them. Which number is the month is never guessed from one row.

use chrono::NaiveDate;

use crate::treasury::rules::books::EARLIEST;

/// In which order a file writes year, month and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// `2026-04-16`, `2026/04/16`, `20260416`.
    Ymd,
    /// `04/16/2026`, `4/16/26`, `Apr 16, 2026`.
    Mdy,
    /// `16.04.2026`, `16/4/26`, `16 Apr 2026`.
    Dmy,
}

impl DayOrder {
    /// All of them, with the names they are stored under.
    pub const ALL: [(DayOrder, &'static str); 3] = [(DayOrder::Ymd, "ymd"), (DayOrder::Mdy, "mdy"), (DayOrder::Dmy, "dmy")];

    /// The name it is stored under.
    pub fn name(self) -> &'static str {
        DayOrder::ALL.iter().find(|(order, _)| *order == self).map_or("", |(_, name)| name)
    }

    /// The order stored as `name`.
    pub fn named(name: &str) -> Option<DayOrder> {
        DayOrder::ALL.iter().find(|(_, known)| *known == name).map(|(order, _)| *order)
    }

    /// Reads a day; a time of day behind it is passed over.
    pub fn read(self, words: &str) -> Option<NaiveDate> {
        let words = words.trim();
        let named: &[&str] = match self {
            DayOrder::Ymd => &[],
            DayOrder::Mdy => &["%b %d, %Y", "%B %d, %Y", "%b %d %Y"],
            DayOrder::Dmy => &["%d %b %Y", "%d %B %Y", "%d-%b-%Y"],
        };
        let by_name = named.iter().find_map(|format| NaiveDate::parse_from_str(words, format).ok());
        by_name.or_else(|| self.by_numbers(words)).filter(|day| *day >= EARLIEST)
    }

    fn by_numbers(self, words: &str) -> Option<NaiveDate> {
        let words = words.split([' ', 'T', ',']).next()?;
        if self == DayOrder::Ymd && words.len() == 8 && words.bytes().all(|byte| byte.is_ascii_digit()) {
            return NaiveDate::parse_from_str(words, "%Y%m%d").ok();
        }
        let parts: Vec<&str> = words.split(['-', '/', '.']).collect();
        let [first, second, third] = parts[..] else { return None };
        let (year, month, day) = match self {
            DayOrder::Ymd => (first, second, third),
            DayOrder::Mdy => (third, first, second),
            DayOrder::Dmy => (third, second, first),
        };
        let number = |digits: &str, lengths: &[usize]| {
            let fits = lengths.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            if fits { digits.parse::<u32>().ok() } else { None }
        };
        let full = number(year, &[4]).or_else(|| number(year, &[2]).map(|short| 2000 + short))?;
        NaiveDate::from_ymd_opt(i32::try_from(full).ok()?, number(month, &[1, 2])?, number(day, &[1, 2])?)
    }
}

/// The one order in which all of these are days up to `today`; `None` if there is none, or more than one.
pub fn the_only_order<'a>(days: impl Iterator<Item = &'a str> + Clone, today: NaiveDate) -> Option<DayOrder> {
    let fits = |order: DayOrder| days.clone().all(|words| order.read(words).is_some_and(|day| day <= today));
    let mut fitting = DayOrder::ALL.iter().map(|(order, _)| *order).filter(|order| fits(*order));
    let first = fitting.next()?;
    // Where both readings are the same days, either will do.
    let same = |other: DayOrder| days.clone().all(|words| other.read(words) == first.read(words));
    fitting.all(same).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::on;

    #[test]
    fn t18_days_are_read_as_banks_write_them() {
        for (order, words) in [
            (DayOrder::Ymd, "2026-04-16"),
            (DayOrder::Ymd, "2026/4/16"),
            (DayOrder::Ymd, "20260416"),
            (DayOrder::Ymd, "2026-04-16T23:59:01Z"),
            (DayOrder::Mdy, "04/16/2026"),
            (DayOrder::Mdy, "4/16/26 10:11"),
            (DayOrder::Mdy, "Apr 16, 2026"),
            (DayOrder::Dmy, "16.04.2026"),
            (DayOrder::Dmy, " 16/4/26 "),
            (DayOrder::Dmy, "16 April 2026"),
        ] {
            assert_eq!(order.read(words), Some(on("2026-04-16")), "{words}");
        }
        for words in ["", "16", "2026-13-01", "1/2/3/4", "April", "2026-04", "1999-12-31", "+2026-04-16"] {
            assert!(DayOrder::ALL.iter().all(|(order, _)| order.read(words).is_none()), "{words}");
        }
    }

    #[test]
    fn t18_which_number_is_the_month_is_asked_where_the_file_leaves_it_open() {
        let order = |days: &[&str]| the_only_order(days.iter().copied(), on("2026-05-01"));
        assert_eq!(order(&["04/05/2026", "04/16/2026"]), Some(DayOrder::Mdy));
        assert_eq!(order(&["04/01/2026", "16/01/2026"]), Some(DayOrder::Dmy));
        assert_eq!(order(&["03/04/2026", "02/03/2026"]), None);
        assert_eq!(order(&["03/03/2026"]), Some(DayOrder::Mdy), "both readings are one day");
        assert_eq!(order(&["04/07/2026"]), Some(DayOrder::Mdy), "the fourth of July has not come yet");
        assert_eq!(order(&["2026-04-16", "soon"]), None);
    }
}
