//! The way of minutes from draft to approved, and that it is a one-way street (B15).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where minutes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MinutesState {
    /// Only whoever writes minutes sees them.
    Draft,
    /// Members read them; a slip may still be mended.
    Circulated,
    /// A later meeting approved them as they went out. Frozen.
    Approved,
    /// A later meeting approved them with corrections. Frozen.
    ApprovedAsAmended,
}

/// Why a step is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// They went out before.
    AlreadyCirculated,
    /// They are approved, and nothing about them changes any more.
    Frozen,
    /// They have to go out before a meeting can approve them.
    NotCirculated,
    /// The meeting they tell of has not been held yet.
    NotHeldYet,
    /// A meeting cannot approve its own minutes, nor those of a later one.
    NotALaterMeeting,
    /// The meeting that is said to have approved them has not been held yet.
    ApprovalAhead,
    /// Their text is not the one that went out, so they cannot be approved as they were.
    TextChanged,
    /// What was amended is not said.
    AmendmentMissing,
}

/// What a later meeting said of the minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The day of the meeting that approved them.
    pub by_meeting_on: NaiveDate,
    /// What was corrected; `None` for "as they went out".
    pub amendment: Option<String>,
    /// Whether the text differs from the one that went out.
    pub text_changed: bool,
}

impl MinutesState {
    /// All, in the order of their life.
    pub const ALL: [MinutesState; 4] =
        [MinutesState::Draft, MinutesState::Circulated, MinutesState::Approved, MinutesState::ApprovedAsAmended];

    /// The name it is stored under.
    pub fn name(self) -> &'static str {
        match self {
            MinutesState::Draft => "draft",
            MinutesState::Circulated => "circulated",
            MinutesState::Approved => "approved",
            MinutesState::ApprovedAsAmended => "approved-as-amended",
        }
    }

    /// The state called `name`, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether the database refuses every change.
    pub fn is_frozen(self) -> bool {
        matches!(self, MinutesState::Approved | MinutesState::ApprovedAsAmended)
    }

    /// Whether every member reads them.
    pub fn is_public_to_members(self) -> bool {
        self != MinutesState::Draft
    }

    /// Whether their text may be changed. After circulation that is the way to mend a slip at once: a name that should not
    /// be there must not wait for the next meeting.
    pub fn write(self) -> Result<(), Refusal> {
        if self.is_frozen() { Err(Refusal::Frozen) } else { Ok(()) }
    }

    /// Sends the minutes of a meeting of `held_on` to the members. What they must hold for that is asked elsewhere.
    pub fn circulate(self, held_on: NaiveDate, today: NaiveDate) -> Result<Self, Refusal> {
        match self {
            MinutesState::Draft if held_on > today => Err(Refusal::NotHeldYet),
            MinutesState::Draft => Ok(MinutesState::Circulated),
            MinutesState::Circulated => Err(Refusal::AlreadyCirculated),
            MinutesState::Approved | MinutesState::ApprovedAsAmended => Err(Refusal::Frozen),
        }
    }

    /// Approves the minutes of a meeting of `held_on`.
    ///
    /// Whoever says "as they went out" of a text that was changed since is mistaken, and members would be misled.
    pub fn approve(self, held_on: NaiveDate, approval: &Approval, today: NaiveDate) -> Result<Self, Refusal> {
        match self {
            MinutesState::Draft => Err(Refusal::NotCirculated),
            MinutesState::Approved | MinutesState::ApprovedAsAmended => Err(Refusal::Frozen),
            MinutesState::Circulated if approval.by_meeting_on <= held_on => Err(Refusal::NotALaterMeeting),
            MinutesState::Circulated if approval.by_meeting_on > today => Err(Refusal::ApprovalAhead),
            MinutesState::Circulated => match &approval.amendment {
                None if approval.text_changed => Err(Refusal::TextChanged),
                None => Ok(MinutesState::Approved),
                Some(amendment) if amendment.trim().is_empty() => Err(Refusal::AmendmentMissing),
                Some(_) => Ok(MinutesState::ApprovedAsAmended),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MinutesState::{Approved, ApprovedAsAmended, Circulated, Draft};
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
    }

    fn approval(by_meeting_on: NaiveDate, amendment: Option<&str>) -> Approval {
        Approval { by_meeting_on, amendment: amendment.map(str::to_owned), text_changed: false }
    }

    const TODAY: fn() -> NaiveDate = || day(6, 1);

    #[test]
    fn b15_minutes_go_from_draft_through_circulated_to_approved() {
        assert_eq!(Draft.circulate(day(4, 16), TODAY()), Ok(Circulated));
        assert_eq!(Circulated.approve(day(4, 16), &approval(day(5, 21), None), TODAY()), Ok(Approved));
        let amended = approval(day(5, 21), Some("The basket of April 9 was 36.50."));
        assert_eq!(Circulated.approve(day(4, 16), &amended, TODAY()), Ok(ApprovedAsAmended));
    }

    #[test]
    fn b15_no_step_is_skipped_and_none_leads_back() {
        let approved = approval(day(5, 21), None);
        assert_eq!(Draft.approve(day(4, 16), &approved, TODAY()), Err(Refusal::NotCirculated));
        assert_eq!(Circulated.circulate(day(4, 16), TODAY()), Err(Refusal::AlreadyCirculated));
        for frozen in [Approved, ApprovedAsAmended] {
            assert_eq!(frozen.circulate(day(4, 16), TODAY()), Err(Refusal::Frozen));
            assert_eq!(frozen.approve(day(4, 16), &approved, TODAY()), Err(Refusal::Frozen));
            assert_eq!(frozen.write(), Err(Refusal::Frozen));
        }
    }

    #[test]
    fn b15_only_a_later_meeting_approves_and_only_once_it_was_held() {
        for (by, refusal) in [
            (day(4, 16), Refusal::NotALaterMeeting),
            (day(3, 19), Refusal::NotALaterMeeting),
            (day(6, 18), Refusal::ApprovalAhead),
        ] {
            assert_eq!(Circulated.approve(day(4, 16), &approval(by, None), TODAY()), Err(refusal));
        }
        assert_eq!(Circulated.approve(day(4, 16), &approval(day(4, 17), None), TODAY()), Ok(Approved));
    }

    #[test]
    fn b15_a_text_that_was_changed_is_not_approved_as_it_went_out() {
        let changed = Approval { text_changed: true, ..approval(day(5, 21), None) };
        assert_eq!(Circulated.approve(day(4, 16), &changed, TODAY()), Err(Refusal::TextChanged));
        let said = Approval { amendment: Some("A figure was mended.".into()), ..changed };
        assert_eq!(Circulated.approve(day(4, 16), &said, TODAY()), Ok(ApprovedAsAmended));
        let unsaid = approval(day(5, 21), Some("  "));
        assert_eq!(Circulated.approve(day(4, 16), &unsaid, TODAY()), Err(Refusal::AmendmentMissing));
    }

    #[test]
    fn minutes_of_a_meeting_to_come_stay_a_draft() {
        assert_eq!(Draft.circulate(day(6, 2), TODAY()), Err(Refusal::NotHeldYet));
        assert_eq!(Draft.circulate(TODAY(), TODAY()), Ok(Circulated));
    }

    #[test]
    fn b19_members_see_everything_but_drafts() {
        let seen: Vec<_> = MinutesState::ALL.into_iter().filter(|state| state.is_public_to_members()).collect();
        assert_eq!(seen, [Circulated, Approved, ApprovedAsAmended]);
        for state in MinutesState::ALL {
            assert_eq!(MinutesState::named(state.name()), Some(state));
        }
    }
}
