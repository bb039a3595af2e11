//! What comes onto the shelf and what leaves it. It says how many, never who: a token is given to nobody in particular.

use chrono::NaiveDate;

use super::item::{MOST, pieces};
use super::refusal::StockRefusal;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::note;
use crate::treasury::rules::refusal::{Reason, Refusal, Refusals};

/// What happened, as the forms ask it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A delivery, a gift to the group.
    Receipt,
    /// Sold for money.
    Sale,
    /// Given away: to a newcomer, at an anniversary.
    Gift,
    /// Somebody counted what is there.
    Count,
}

impl What {
    /// All, in the order in which they are offered.
    pub const ALL: [What; 4] = [What::Receipt, What::Sale, What::Gift, What::Count];

    /// The noun in an address.
    pub fn noun(self) -> &'static str {
        match self {
            What::Receipt => "receipts",
            What::Sale => "sales",
            What::Gift => "gifts",
            What::Count => "counts",
        }
    }

    /// What an address calls `noun`, if anything.
    pub fn named(noun: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.noun() == noun)
    }

    /// The kind of movement it makes.
    pub fn kind(self) -> MovementKind {
        match self {
            What::Receipt => MovementKind::Received,
            What::Sale => MovementKind::Sold,
            What::Gift => MovementKind::Given,
            What::Count => MovementKind::Adjustment,
        }
    }

    /// Whether money may go with it.
    pub fn may_cost(self) -> bool {
        matches!(self, What::Receipt | What::Sale)
    }
}

/// Why a quantity changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MovementKind {
    /// It came.
    Received,
    /// It was sold.
    Sold,
    /// It was given away.
    Given,
    /// A count found more or fewer.
    Adjustment,
}

impl MovementKind {
    const ALL: [MovementKind; 4] = [MovementKind::Received, MovementKind::Sold, MovementKind::Given, MovementKind::Adjustment];

    /// The name it is stored under.
    pub fn name(self) -> &'static str {
        match self {
            MovementKind::Received => "received",
            MovementKind::Sold => "sold",
            MovementKind::Given => "given",
            MovementKind::Adjustment => "adjustment",
        }
    }

    /// The kind called `name`, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The form as it was typed.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'a> {
    /// What happened.
    pub what: What,
    /// How many; of a count, how many there are.
    pub pieces: &'a str,
    /// On which day.
    pub day: &'a str,
    /// Why; a count that differs must say.
    pub reason: &'a str,
}

/// A movement that cannot be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// Why the quantity changed.
    pub kind: MovementKind,
    /// On which day.
    pub day: NaiveDate,
    /// By how many.
    pub change: i64,
    /// How many there are then.
    pub quantity_after: u32,
    /// A line in words.
    pub reason: String,
}

impl Movement {
    /// Reads the form; `quantity` is what is there now. A count that finds what is there moves nothing.
    pub fn parse(raw: &Raw<'_>, quantity: u32, books: &Books) -> Result<Option<Self>, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        let day = refusals.take("day", books.past_day(raw.day));
        let pieces = refusals.take("pieces", read(raw, quantity));
        let change = pieces.map(|pieces| match raw.what {
            What::Receipt => i64::from(pieces),
            What::Sale | What::Gift => -i64::from(pieces),
            What::Count => i64::from(pieces) - i64::from(quantity),
        });
        let needs_reason = raw.what == What::Count && change != Some(0);
        let reason = if needs_reason { note::reason(raw.reason) } else { note::note(raw.reason) };
        let reason = refusals.take("reason", books.words(reason.map_err(Reason::Note)));
        let whole = (|| {
            let (day, change, reason) = (day?, change?, reason?);
            let quantity_after = u32::try_from(i64::from(quantity) + change).ok()?;
            Some((change != 0).then_some(Self { kind: raw.what.kind(), day, change, quantity_after, reason }))
        })();
        refusals.finish(whole)
    }
}

/// How many were typed, if so many can come or go.
fn read(raw: &Raw<'_>, quantity: u32) -> Result<u32, Reason> {
    let pieces = pieces(raw.pieces)?;
    match raw.what {
        What::Count => Ok(pieces),
        _ if pieces == 0 => Err(Reason::Stock(StockRefusal::Pieces(MOST))),
        What::Sale | What::Gift if pieces > quantity => Err(Reason::Stock(StockRefusal::MoreThanThere(quantity))),
        What::Receipt if quantity + pieces > MOST => Err(Reason::Stock(StockRefusal::TooMany(MOST))),
        _ => Ok(pieces),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::treasury::rules::books::tests::books;
    use crate::treasury::rules::note::NoteRefusal;

    /// The change and what is left, or what is wrong and where.
    type Read = Result<Option<(i64, u32)>, Vec<(String, Reason)>>;

    fn parse(what: What, pieces: &str, reason: &str, quantity: u32) -> Read {
        let raw = Raw { what, pieces, day: "2026-04-16", reason };
        let read = Movement::parse(&raw, quantity, &books());
        read.map(|movement| movement.map(|movement| (movement.change, movement.quantity_after)))
            .map_err(|refusals| refusals.into_iter().map(|refusal| (refusal.field, refusal.reason)).collect())
    }

    #[test]
    fn t22_what_comes_adds_and_what_goes_takes_away() {
        assert_eq!(parse(What::Receipt, "12", "", 3), Ok(Some((12, 15))));
        assert_eq!(parse(What::Sale, "3", "", 3), Ok(Some((-3, 0))));
        assert_eq!(parse(What::Gift, "1", "Newcomer", 3), Ok(Some((-1, 2))));
    }

    #[test]
    fn t22_there_is_never_less_than_nothing() {
        let refused = |reason| Err(vec![("pieces".to_owned(), Reason::Stock(reason))]);
        for what in [What::Sale, What::Gift] {
            assert_eq!(parse(what, "4", "", 3), refused(StockRefusal::MoreThanThere(3)));
        }
        for pieces in ["", "0", "-1", "1.5", "9999999", "many"] {
            assert_eq!(parse(What::Receipt, pieces, "", 3), refused(StockRefusal::Pieces(MOST)), "{pieces}");
        }
        assert_eq!(parse(What::Receipt, "999999", "", 1), refused(StockRefusal::TooMany(MOST)));
    }

    #[test]
    fn t22_a_count_posts_the_difference_with_its_reason() {
        assert_eq!(parse(What::Count, "2", "One was damp", 3), Ok(Some((-1, 2))));
        assert_eq!(parse(What::Count, "0", "The box was lost", 3), Ok(Some((-3, 0))));
        assert_eq!(parse(What::Count, "40", "First count", 0), Ok(Some((40, 40))));
        assert_eq!(parse(What::Count, "3", "", 3), Ok(None), "it agrees, so that there is nothing to say");
        let missing = Err(vec![("reason".to_owned(), Reason::Note(NoteRefusal::Missing))]);
        assert_eq!(parse(What::Count, "2", " ", 3), missing);
    }

    #[test]
    fn every_noun_and_every_kind_is_found_by_its_name() {
        for what in What::ALL {
            assert_eq!(What::named(what.noun()), Some(what));
            assert_eq!(MovementKind::named(what.kind().name()), Some(what.kind()));
        }
    }

    proptest! {
        #[test]
        fn t22_quantity_is_receipts_less_sales_and_gifts_with_adjustments_and_never_negative(
            steps in proptest::collection::vec((0_usize..4, 0_u32..30), 0..40),
        ) {
            let (mut quantity, mut sum) = (0_u32, 0_i64);
            for (what, pieces) in steps {
                let raw = Raw { what: What::ALL[what], pieces: &pieces.to_string(), day: "2026-04-16", reason: "Because" };
                if let Ok(Some(movement)) = Movement::parse(&raw, quantity, &books()) {
                    sum += movement.change;
                    quantity = movement.quantity_after;
                }
                prop_assert!(sum >= 0 && i64::from(quantity) == sum);
            }
        }
    }
}
