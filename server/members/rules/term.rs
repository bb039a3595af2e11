//! How long a member holds a service position: from a first to a last day, both included, unless it ends earlier.

use chrono::{Days, Months, NaiveDate};

use super::calendar_day;

/// Years a term may last at the most; longer is a slip of the finger in the year.
const LONGEST_MONTHS: u32 = 60;

/// The days of one term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
}

/// What is wrong with a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No such member, or she has left.
    Member,
    /// The first day is not a day.
    From,
    /// The last day is not a day.
    Until,
    /// The last day lies before the first.
    UntilBeforeFrom,
    /// Longer than five years.
    Long,
    /// She holds this position already on some of these days.
    Overlaps,
    /// The giver does not hold what this position allows.
    NotHersToGive,
    /// Nobody could change the settings any more.
    LastSettings,
    /// It has ended already.
    Over,
}

impl Refusal {
    /// The form field it belongs to.
    pub fn field(self) -> &'static str {
        match self {
            Refusal::Member | Refusal::NotHersToGive => "member",
            Refusal::From | Refusal::Overlaps => "from",
            Refusal::Until | Refusal::UntilBeforeFrom | Refusal::Long | Refusal::LastSettings | Refusal::Over => "until",
        }
    }
}

impl Term {
    /// Reads two date fields; all refusals at once. An empty last day means the usual length from the first.
    pub fn parse(from: &str, until: &str, usual_months: u32) -> Result<Self, Vec<Refusal>> {
        let from = calendar_day(from);
        let until = match (until.trim(), from) {
            ("", Some(from)) => usual_end(from, usual_months),
            ("", None) => None,
            (until, _) => calendar_day(until),
        };
        match (from, until) {
            (Some(from), Some(until)) if until < from => Err(vec![Refusal::UntilBeforeFrom]),
            (Some(from), Some(until)) if usual_end(from, LONGEST_MONTHS).is_none_or(|latest| until > latest) => {
                Err(vec![Refusal::Long])
            }
            (Some(from), Some(until)) => Ok(Self { from, until }),
            (None, Some(_)) => Err(vec![Refusal::From]),
            (Some(_), None) => Err(vec![Refusal::Until]),
            (None, None) => Err(vec![Refusal::From, Refusal::Until]),
        }
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: Term) -> bool {
        self.from <= other.until && other.from <= self.until
    }
}

/// The last day of a term of so many months: a year from 1 July ends on 30 June.
pub fn usual_end(from: NaiveDate, months: u32) -> Option<NaiveDate> {
    from.checked_add_months(Months::new(months))?.checked_sub_days(Days::new(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(from: &str, until: &str) -> Result<(String, String), Vec<Refusal>> {
        Term::parse(from, until, 12).map(|term| (term.from.to_string(), term.until.to_string()))
    }

    #[test]
    fn a_term_without_a_last_day_has_the_usual_length() {
        assert_eq!(term("2026-07-01", ""), Ok(("2026-07-01".into(), "2027-06-30".into())));
        assert_eq!(term("2024-02-29", ""), Ok(("2024-02-29".into(), "2025-02-27".into())));
        assert_eq!(usual_end("2026-01-31".parse().expect("a day"), 1), "2026-02-27".parse().ok());
    }

    #[test]
    fn a_term_may_last_one_day_and_not_less() {
        assert!(term("2026-07-01", "2026-07-01").is_ok());
        assert_eq!(term("2026-07-01", "2026-06-30"), Err(vec![Refusal::UntilBeforeFrom]));
    }

    #[test]
    fn days_that_are_none_are_said_together() {
        assert_eq!(term("soon", "2026-02-30"), Err(vec![Refusal::From, Refusal::Until]));
        assert_eq!(term("", ""), Err(vec![Refusal::From, Refusal::Until]));
        assert_eq!(term("2026-07-01", "later"), Err(vec![Refusal::Until]));
    }

    #[test]
    fn a_term_of_sixty_years_is_a_slip_of_the_finger() {
        assert!(term("2026-07-01", "2031-06-30").is_ok());
        assert_eq!(term("2026-07-01", "2086-06-30"), Err(vec![Refusal::Long]));
        assert_eq!(term("+12026-07-01", "+12027-07-01"), Err(vec![Refusal::From, Refusal::Until]));
    }

    #[test]
    fn two_terms_overlap_when_they_share_a_day() {
        let days = |from: &str, until: &str| Term::parse(from, until, 12).expect("a term");
        let term = days("2026-07-01", "2026-12-31");
        assert!(term.overlaps(days("2026-12-31", "2027-06-30")));
        assert!(!term.overlaps(days("2027-01-01", "2027-06-30")));
        assert!(term.overlaps(days("2026-08-01", "2026-08-02")));
    }
}
