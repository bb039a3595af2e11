//! A late item (T12): it is about a day whose report is accepted already, so that it counts on a day that is still open and says which
//! day it belongs to.

use chrono::NaiveDate;

use super::books;
use super::entry::{Draft, Unbalanced};
use super::refusal::{Reason, Refusal};

/// The day an entry belongs to, where that is not its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Late(Option<NaiveDate>);

impl Late {
    /// Reads the field `relates_to`; empty means the entry belongs to its own day. `day` is that day as it was typed.
    pub fn parse(relates_to: &str, day: &str) -> Result<Self, Vec<Refusal>> {
        let refused = |reason| vec![Refusal { field: "relates_to".into(), reason }];
        if relates_to.trim().is_empty() {
            return Ok(Self::default());
        }
        let relates_to = books::day(relates_to).map_err(refused)?;
        match books::day(day) {
            Ok(day) if relates_to > day => Err(refused(Reason::RelatesToLater(day))),
            Ok(day) if relates_to == day => Ok(Self::default()),
            // What is wrong with the day itself is said at the day.
            _ => Ok(Self(Some(relates_to))),
        }
    }

    /// The entry with the day it belongs to.
    pub fn mark(self, draft: Result<Draft, Unbalanced>) -> Result<Draft, Unbalanced> {
        draft.map(|draft| match self.0 {
            Some(day) => draft.relating_to(day),
            None => draft,
        })
    }
}

/// What a form offers whose day lies in an accepted period: the day that was typed becomes the one it belongs to, and it counts today.
/// `None` where the day was refused for another reason, or not at all.
pub fn offer(day: &str, relates_to: &str, refusals: &[Refusal], today: NaiveDate) -> Option<(String, String)> {
    let locked = refusals.iter().any(|refusal| refusal.field == "day" && matches!(refusal.reason, Reason::PeriodAccepted(_)));
    let belongs = if relates_to.trim().is_empty() { day } else { relates_to };
    locked.then(|| (today.to_string(), belongs.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::{books, on};
    use crate::treasury::rules::expense::{Expense, Raw};

    #[test]
    fn t12_a_late_item_keeps_the_day_it_is_about() {
        let raw = Raw { day: "2026-04-16", category: "expenses:rent", amount: "60", place: "assets:bank", note: "" };
        let relating = |relates_to: &str| {
            let draft = Expense::parse(&raw, &books()).expect("holds").draft();
            Late::parse(relates_to, raw.day).expect("reads").mark(draft).expect("balances").content().relates_to
        };
        assert_eq!(relating("2026-03-20"), Some(on("2026-03-20")));
        assert_eq!(relating(""), None);
        assert_eq!(relating("2026-04-16"), None);
    }

    #[test]
    fn t12_an_item_belongs_to_no_later_day_than_its_own() {
        let refused = |relates_to| Late::parse(relates_to, "2026-04-16").expect_err("refused")[0].reason.clone();
        assert_eq!(refused("2026-04-17"), Reason::RelatesToLater(on("2026-04-16")));
        assert_eq!(refused("soon"), Reason::DayUnreadable);
    }

    #[test]
    fn t12_a_day_in_an_accepted_period_is_offered_again_as_the_day_it_belongs_to() {
        let mut books = books();
        books.accepted_to = Some(on("2026-03-31"));
        let raw = |day| Raw { day, category: "expenses:rent", amount: "60", place: "assets:bank", note: "" };
        let refusals = Expense::parse(&raw("2026-03-31"), &books).expect_err("refused");
        assert_eq!(refusals[0].reason, Reason::PeriodAccepted(on("2026-03-31")));
        let offered = offer("2026-03-31", "", &refusals, books.today);
        assert_eq!(offered, Some(("2026-04-16".to_owned(), "2026-03-31".to_owned())));
        assert!(Expense::parse(&raw("2026-04-01"), &books).is_ok());
        assert_eq!(offer("2026-04-01", "", &[], books.today), None);
    }
}
