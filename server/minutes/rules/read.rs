//! From what was typed to values, field by field. Whatever is empty stays empty: a draft may lack anything, and only what
//! could not be kept as it stands is refused here.

use chrono::{NaiveDate, NaiveTime};

use super::name::NameInMinutes;

/// Why a field cannot be kept as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Not `First` or `First L.` (B16).
    NotAName,
    /// The mover cannot second her own motion (B4).
    SecondsHerself,
    /// Not a whole number from 0 to 99,999.
    NotACount,
    /// Not a calendar day.
    NotADay,
    /// Not a time of day.
    NotATime,
    /// The date of the meeting itself is missing: minutes cannot be filed without it.
    DayMissing,
    /// More than so many characters.
    TooLong(usize),
    /// A control character, which no keyboard types.
    Unprintable,
    /// Not one of the choices the form offers.
    UnknownChoice,
}

/// A refusal and the field it is about, named as the form names it: `items[2].motions[0].mover`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The field.
    pub field: String,
    /// What is wrong with it.
    pub why: Refusal,
}

/// Reads the fields of a form and keeps every refusal, so that all can be said at once.
#[derive(Debug, Default)]
pub struct Reader {
    prefix: String,
    broken: Vec<Broken>,
}

/// Characters of a line at the most.
pub const LINE: usize = 200;
/// Characters of a motion, a minority view or an amendment at the most.
pub const PARAGRAPH: usize = 4_000;
/// Characters of the notes of one agenda item at the most.
pub const NOTES: usize = 40_000;

impl Reader {
    /// A reader of a form's outermost fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the fields of a part of the form, such as `items[2]`, through `read`.
    pub fn within<T>(&mut self, part: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.prefix.clone();
        self.prefix = if outer.is_empty() { part.to_owned() } else { format!("{outer}.{part}") };
        let value = read(self);
        self.prefix = outer;
        value
    }

    /// All refusals, or `value` if there are none.
    pub fn finish<T>(self, value: T) -> Result<T, Vec<Broken>> {
        if self.broken.is_empty() { Ok(value) } else { Err(self.broken) }
    }

    /// States a refusal of `field`.
    pub fn refuse(&mut self, field: &str, why: Refusal) {
        let field = if self.prefix.is_empty() { field.to_owned() } else { format!("{}.{field}", self.prefix) };
        self.broken.push(Broken { field, why });
    }

    /// One line of words.
    pub fn line(&mut self, field: &str, typed: &str) -> String {
        let line = self.text(field, typed, LINE);
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Words that may have several lines, of at most `most` characters. Line ends become `\n`.
    pub fn text(&mut self, field: &str, typed: &str, most: usize) -> String {
        let text = typed.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim();
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            self.refuse(field, Refusal::Unprintable);
        }
        if text.chars().count() > most {
            self.refuse(field, Refusal::TooLong(most));
        }
        text.to_owned()
    }

    /// A person, `First` or `First L.`
    pub fn name(&mut self, field: &str, typed: &str) -> Option<NameInMinutes> {
        self.optional(field, typed, Refusal::NotAName, NameInMinutes::parse)
    }

    /// A number of people.
    pub fn count(&mut self, field: &str, typed: &str) -> Option<u32> {
        self.optional(field, typed, Refusal::NotACount, |typed| {
            let plain = typed.len() <= 5 && typed.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| typed.parse().ok()).flatten()
        })
    }

    /// A calendar day, `2026-04-16`.
    pub fn day(&mut self, field: &str, typed: &str) -> Option<NaiveDate> {
        self.optional(field, typed, Refusal::NotADay, |typed| {
            let shape = typed.len() == 10 && typed.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            shape.then(|| NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok()).flatten()
        })
    }

    /// A time of day, `20:15`.
    pub fn time(&mut self, field: &str, typed: &str) -> Option<NaiveTime> {
        self.optional(field, typed, Refusal::NotATime, |typed| {
            ["%H:%M", "%H:%M:%S"].into_iter().find_map(|shape| NaiveTime::parse_from_str(typed, shape).ok())
        })
    }

    /// One of the choices a form offers.
    pub fn choice<T>(&mut self, field: &str, typed: &str, named: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.optional(field, typed, Refusal::UnknownChoice, named)
    }

    fn optional<T>(&mut self, field: &str, typed: &str, why: Refusal, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        let value = parse(typed);
        if value.is_none() {
            self.refuse(field, why);
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_stays_empty_and_is_not_refused() {
        let mut reader = Reader::new();
        assert_eq!(reader.name("mover", " "), None);
        assert_eq!(reader.count("attendance", ""), None);
        assert_eq!(reader.day("due", "\n"), None);
        assert_eq!(reader.finish(()), Ok(()));
    }

    #[test]
    fn all_refusals_come_at_once_each_with_its_field() {
        let mut reader = Reader::new();
        reader.count("attendance", "eleven");
        reader.within("items[2]", |reader| {
            reader.line("title", "a\u{0}b");
            reader.within("motions[0]", |reader| {
                reader.name("mover", "Dana Rivers");
                reader.day("tabled_until", "2026-02-30");
            });
            reader.text("notes", &"x".repeat(NOTES + 1), NOTES);
        });
        reader.time("closed_at", "25:00");
        let broken = reader.finish(()).expect_err("six fields are wrong");
        let told: Vec<_> = broken.iter().map(|broken| (broken.field.as_str(), broken.why)).collect();
        assert_eq!(
            told,
            [
                ("attendance", Refusal::NotACount),
                ("items[2].title", Refusal::Unprintable),
                ("items[2].motions[0].mover", Refusal::NotAName),
                ("items[2].motions[0].tabled_until", Refusal::NotADay),
                ("items[2].notes", Refusal::TooLong(NOTES)),
                ("closed_at", Refusal::NotATime),
            ]
        );
    }

    #[test]
    fn numbers_days_and_times_are_read_strictly() {
        let mut reader = Reader::new();
        assert_eq!(reader.count("a", "11"), Some(11));
        assert_eq!(reader.day("d", "2026-04-16"), NaiveDate::from_ymd_opt(2026, 4, 16));
        assert_eq!(reader.time("t", "20:15"), NaiveTime::from_hms_opt(20, 15, 0));
        for odd in ["-1", "+1", "1.5", "1e3", "100000", "１１"] {
            assert_eq!(reader.count("a", odd), None, "{odd}");
        }
        for odd in ["16.4.2026", "2026-4-16", "20260-4-16", "+2026-4-1", "2026-13-01"] {
            assert_eq!(reader.day("d", odd), None, "{odd}");
        }
    }

    #[test]
    fn line_ends_of_any_system_are_one_kind() {
        let mut reader = Reader::new();
        assert_eq!(reader.text("notes", "one\r\ntwo\rthree\n\n", NOTES), "one\ntwo\nthree");
        assert_eq!(reader.line("title", " Old \r\n business "), "Old business");
        assert_eq!(reader.finish(()), Ok(()));
    }
}
