//! Handing the books over (T20): the statement both people confirm, and what it must hold before they can.

use chrono::NaiveDate;
use uuid::Uuid;

use super::money::Money;
use super::surplus::adopted::RestsOn;

/// What the two go through together besides the figures. The names stand in forms and in the database.
pub const CHECKS: [&str; 5] = ["bank", "apps", "passwords", "keys", "stock"];

/// Why a handover is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandoverRefusal {
    /// No active member, or herself.
    IncomingUnknown,
    /// The last day of the new term is no day, lies behind, or too far ahead.
    Until,
    /// Another handover is open.
    OpenAlready,
    /// It is done or called off.
    Closed,
    /// A place was not counted.
    Uncounted,
    /// What was counted and what the books say differ, and no word explains it.
    Unexplained,
    /// The figures are not those that were shown.
    FiguresChanged,
    /// She holds the position no longer, or the settings would be left to nobody.
    CannotMove,
}

/// A handover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// The id its form chose.
    pub id: Uuid,
    /// Id of the position that is handed on.
    pub position: String,
    /// Who holds it, as long as she is named.
    pub outgoing: Option<String>,
    /// Who takes it, as long as she is named.
    pub incoming: Option<String>,
    /// The last day of the new term.
    pub until: NaiveDate,
    /// The election.
    pub rests_on: RestsOn,
    /// What explains a difference, and whatever else is to be remembered.
    pub note: String,
    /// Which of [`CHECKS`] are done.
    pub checked: Vec<String>,
    /// Hash of the statement the outgoing member confirmed.
    pub outgoing_seen: Option<String>,
    /// The same of the incoming one.
    pub incoming_seen: Option<String>,
    /// What became of it.
    pub state: State,
}

/// What became of a handover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The two are at it.
    Open,
    /// Both confirmed the same figures.
    Done(Closed),
    /// It was called off.
    CalledOff,
}

/// The ledger as it was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The day the rights moved.
    pub on: NaiveDate,
    /// The number of the last entry; nothing before the first.
    pub last_entry: i64,
    /// Its hash.
    pub last_hash: String,
    /// The words for the statement.
    pub fingerprint: String,
}

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// She hands on.
    Outgoing,
    /// She takes over.
    Incoming,
}

impl Handover {
    /// Which of the two a member is.
    pub fn side(&self, member: &str) -> Option<Side> {
        match member {
            _ if self.outgoing.as_deref() == Some(member) => Some(Side::Outgoing),
            _ if self.incoming.as_deref() == Some(member) => Some(Side::Incoming),
            _ => None,
        }
    }

    /// What that side confirmed last.
    pub fn seen(&self, side: Side) -> Option<&str> {
        match side {
            Side::Outgoing => self.outgoing_seen.as_deref(),
            Side::Incoming => self.incoming_seen.as_deref(),
        }
    }
}

impl Side {
    /// The other of the two.
    pub fn other(self) -> Side {
        match self {
            Side::Outgoing => Side::Incoming,
            Side::Incoming => Side::Outgoing,
        }
    }
}

/// One place of money, as the books have it and as it was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Code of the place.
    pub place: String,
    /// What the books say.
    pub books: Money,
    /// What was counted there.
    pub counted: Option<Money>,
}

impl Line {
    /// How much more was counted than the books say.
    pub fn difference(&self) -> Option<Money> {
        self.counted.and_then(|counted| counted.less(self.books))
    }
}

/// What both confirm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Number and hash of the last entry.
    pub last: (i64, String),
    /// All places.
    pub lines: Vec<Line>,
    /// What explains a difference.
    pub note: String,
    /// Which of [`CHECKS`] are done.
    pub checked: Vec<String>,
}

impl Statement {
    /// Whether it can be confirmed: all is counted, and a difference is explained.
    pub fn complete(&self) -> Result<(), HandoverRefusal> {
        if self.lines.iter().any(|line| line.counted.is_none()) {
            return Err(HandoverRefusal::Uncounted);
        }
        let differs = self.lines.iter().any(|line| line.difference() != Some(Money::ZERO));
        if differs && self.note.is_empty() { Err(HandoverRefusal::Unexplained) } else { Ok(()) }
    }

    /// Everything in it, in one order however its places are listed, for its hash.
    pub fn fields(&self) -> Vec<String> {
        let mut fields = vec!["homegroup handover 1".to_owned(), self.last.0.to_string(), self.last.1.clone()];
        let mut lines: Vec<&Line> = self.lines.iter().collect();
        lines.sort_by(|one, other| one.place.cmp(&other.place));
        for line in lines {
            let counted = line.counted.map(|counted| counted.minor().to_string()).unwrap_or_default();
            fields.extend([line.place.clone(), line.books.minor().to_string(), counted]);
        }
        fields.extend(["note".to_owned(), self.note.clone()]);
        fields.extend(self.checked.iter().cloned());
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(counted: Option<i64>, note: &str) -> Statement {
        let line = |place: &str, books, counted: Option<i64>| Line {
            place: place.into(),
            books: Money::of_minor(books),
            counted: counted.map(Money::of_minor),
        };
        Statement {
            last: (7, "ab".repeat(32)),
            lines: vec![line("assets:bank", 400_00, Some(400_00)), line("assets:cash-box", 20_00, counted)],
            note: note.into(),
            checked: vec!["bank".into()],
        }
    }

    #[test]
    fn t20_every_place_is_counted_and_a_difference_is_explained() {
        assert_eq!(statement(None, "").complete(), Err(HandoverRefusal::Uncounted));
        assert_eq!(statement(Some(19_00), "").complete(), Err(HandoverRefusal::Unexplained));
        assert_eq!(statement(Some(19_00), "a dollar fell behind the radiator").complete(), Ok(()));
        assert_eq!(statement(Some(20_00), "").complete(), Ok(()));
        assert_eq!(statement(Some(19_00), "").lines[1].difference(), Some(Money::of_minor(-1_00)));
    }

    #[test]
    fn t20_any_other_figure_is_another_statement() {
        let known = statement(Some(20_00), "");
        let mut others = vec![statement(Some(20_01), ""), statement(None, ""), statement(Some(20_00), "x")];
        others.extend([
            Statement { last: (8, known.last.1.clone()), ..known.clone() },
            Statement { last: (7, "cd".repeat(32)), ..known.clone() },
            Statement { checked: Vec::new(), ..known.clone() },
        ]);
        let mut listed = known.clone();
        listed.lines.reverse();
        assert_eq!(listed.fields(), known.fields());
        let mut moved = known.clone();
        moved.lines[0].books = Money::of_minor(1);
        others.push(moved);
        for other in others {
            assert_ne!(other.fields(), known.fields());
        }
    }

    #[test]
    fn t20_only_the_two_have_a_side() {
        let handover = Handover {
            id: Uuid::nil(),
            position: "treasurer".into(),
            outgoing: Some("dana".into()),
            incoming: Some("lee".into()),
            until: NaiveDate::MAX,
            rests_on: RestsOn::Decision(1),
            note: String::new(),
            checked: Vec::new(),
            outgoing_seen: Some("x".into()),
            incoming_seen: None,
            state: State::Open,
        };
        assert_eq!(handover.side("dana"), Some(Side::Outgoing));
        assert_eq!(handover.side("lee").map(Side::other), Some(Side::Outgoing));
        assert_eq!(handover.side("kim"), None);
        assert_eq!((handover.seen(Side::Outgoing), handover.seen(Side::Incoming)), (Some("x"), None));
    }
}
