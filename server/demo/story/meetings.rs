//! A year of business meetings: what was moved and decided, and what somebody agreed to do. The last minutes are still a draft with
//! a few things missing, the ones before have been sent round, all earlier ones are approved.

use chrono::{Days, NaiveDate};

use super::money::thursday_before;
use super::people::who;

/// One business meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The Thursday it was held on, after the meeting itself.
    pub held_on: NaiveDate,
    /// How far its minutes are.
    pub stage: Stage,
    /// How many stayed.
    pub attendance: u32,
    /// What the secretary wrote down, by parts of the agenda.
    pub told: &'static Told,
    /// When the group meets for business again.
    pub next_on: NaiveDate,
}

/// How far minutes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Being written; not everything is there yet.
    Draft,
    /// Sent round, waiting for the next meeting.
    Circulated,
    /// Approved by the meeting after.
    Approved,
}

/// What is special about one meeting.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    /// The reports of the servants, beside the treasurer's.
    pub reports: &'static str,
    /// What earlier meetings had left over.
    pub old_business: &'static str,
    /// What was moved.
    pub motions: &'static [Moved],
    /// Who does what, within how many days.
    pub action_items: &'static [(&'static str, usize, u64)],
}

/// A motion.
#[derive(Debug, PartialEq, Eq)]
pub struct Moved {
    /// The heading it stands under.
    pub title: &'static str,
    /// What was said about it.
    pub notes: &'static str,
    /// Its exact words.
    pub wording: &'static str,
    /// What kind of motion it is.
    pub about: About,
    /// Who moved it and who seconded it.
    pub by: (usize, usize),
    /// What became of it.
    pub fate: Fate,
}

/// What a motion is about; the larger questions need two thirds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "they say what they are")]
pub enum About {
    Format,
    TimeOrPlace,
    Reserve,
    SplitPlan,
    Procedure,
}

/// What became of a motion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// For, against, abstaining, and what the minority said, if anybody was against.
    Voted(u32, u32, u32, Option<&'static str>),
    /// The chair asked and nobody objected.
    NoObjection,
    /// Put off to the next meeting.
    Tabled,
    /// Put to the vote; the secretary has still to write down how many.
    NotYetWritten,
}

/// The meetings before `start`, the oldest first: every fourth Thursday, the last one one or two weeks ago.
pub fn meetings(start: NaiveDate) -> Vec<Meeting> {
    let last = thursday_before(start);
    let count = YEAR.len() as u64;
    let stage = |at: u64| match count - at {
        1 => Stage::Draft,
        2 => Stage::Circulated,
        _ => Stage::Approved,
    };
    let meeting = |(at, told): (usize, &'static Told)| {
        let at = at as u64;
        let held_on = last - Days::new(28 * (count - 1 - at));
        Meeting { held_on, stage: stage(at), attendance: 17 + (at as u32 * 7) % 5, told, next_on: held_on + Days::new(28) }
    };
    YEAR.iter().enumerate().map(meeting).collect()
}

/// What the reserve rests on.
pub const RESERVE: &str = "That the prudent reserve is 300 dollars, about two months of expenses.";
/// What the plan for a surplus rests on.
pub const SPLIT: &str = "That this year's last surplus and every later one goes to the area and to the intergroup, seventy parts in a hundred to the one and thirty to the other.";

const NOTHING_LEFT: &str = "Nothing was left over.";

/// Thirteen meetings, the oldest first.
const YEAR: [Told; 13] = [
    Told {
        reports: "Chip person: four chips and one medallion given. Greeter: seven first-time visitors, each was given the list of meetings.",
        old_business: NOTHING_LEFT,
        motions: &[Moved {
            title: "A second kettle",
            notes: "The one kettle does not keep up before the meeting.",
            wording: "That the group buys a second electric kettle for not more than 35 dollars.",
            about: About::Procedure,
            by: (who::FERN, who::CLOVER),
            fate: Fate::NoObjection,
        }],
        action_items: &[("Buy the kettle and bring the receipt to the treasurer", who::FERN, 14)],
    },
    Told {
        reports: "Chip person: three chips given; one-month chips run low. Literature: the shelf was counted, nothing is missing.",
        old_business: "The kettle is bought; the receipt is with the treasurer.",
        motions: &[Moved {
            title: "Reading at the opening",
            notes: "Some feel that the opening is long already; others find that a reading helps newcomers to arrive.",
            wording: "That the meeting opens with a short reading of one page, chosen by the chair of the evening.",
            about: About::Format,
            by: (who::ROWAN, who::IRIS),
            fate: Fate::Voted(11, 5, 0, Some("The opening grows too long for those with small children at home.")),
        }],
        action_items: &[("Order one-month chips", who::CLOVER, 10), ("Copy the reading for the binder", who::IRIS, 14)],
    },
    Told {
        reports: "Chip person: chips have arrived; five given. Greeter: two of the new visitors came back.",
        old_business: "The reading is in the binder.",
        motions: &[Moved {
            title: "Start at half past six",
            notes: "The room is free from six. The bus from the east side comes at twenty to seven.",
            wording: "That the meeting starts at 18:30 instead of 19:00.",
            about: About::TimeOrPlace,
            by: (who::JUNIPER, who::FERN),
            fate: Fate::Voted(9, 5, 0, Some("Those who come by bus from the east side would always be late.")),
        }],
        action_items: &[],
    },
    Told {
        reports: "Chip person: four chips, two medallions. Literature: eleven pamphlets sold.",
        old_business: NOTHING_LEFT,
        motions: &[Moved {
            title: "Passing on what is over",
            notes: "The treasurer reports more in the account than the group needs for two months.",
            wording: "That whatever stands in the account beyond the reserve at the end of a quarter goes to the area, in whole tens of dollars.",
            about: About::Reserve,
            by: (who::JUNIPER, who::ROWAN),
            fate: Fate::Voted(13, 0, 1, None),
        }],
        action_items: &[("Send what is over to the area", who::JUNIPER, 7)],
    },
    Told {
        reports: "Chip person: two chips given. Greeter: the door was dark twice; the house keeps a lamp for us now.",
        old_business: "The area has thanked us for the contribution.",
        motions: &[Moved {
            title: "Summer weeks",
            notes: "Attendance halves in the first week of July.",
            wording: "That the meeting is held every Thursday through the summer, also when few come.",
            about: About::Procedure,
            by: (who::CLOVER, who::WILLOW),
            fate: Fate::NoObjection,
        }],
        action_items: &[("Put a note with the summer dates on the door", who::FERN, 7)],
    },
    Told {
        reports: "Chip person: six chips and a medallion. Literature: three books sold, two ordered.",
        old_business: "The note hangs on the door.",
        motions: &[Moved {
            title: "Birthday night",
            notes: "Marks are given at every meeting now and the evening runs late.",
            wording: "That yearly marks are given together on the last Thursday of the month; chips for days and months stay where they are.",
            about: About::Format,
            by: (who::CLOVER, who::FERN),
            fate: Fate::Tabled,
        }],
        action_items: &[("Ask around what members think of one birthday night", who::CLOVER, 21)],
    },
    Told {
        reports: "Chip person: three chips. Greeter: nine visitors this month, more than ever.",
        old_business: "The birthday night was taken up again: most of those asked like to keep their own evening. It rests there.",
        motions: &[Moved {
            title: "Chairs",
            notes: "Four of the folding chairs do not stand safely any more.",
            wording: "That the chair of the group asks the house to replace the four broken chairs.",
            about: About::Procedure,
            by: (who::WILLOW, who::IRIS),
            fate: Fate::NoObjection,
        }],
        action_items: &[("Speak to the house about the chairs", who::ROWAN, 14)],
    },
    Told {
        reports: "Chip person: five chips. Literature: nothing sold, the shelf is full.",
        old_business: "The house has brought new chairs.",
        motions: &[
            Moved {
                title: "Reserve",
                notes: "Rent, refreshments and chips together come to less than 150 dollars a month.",
                wording: RESERVE,
                about: About::Reserve,
                by: (who::HAZEL, who::JUNIPER),
                fate: Fate::Voted(12, 3, 0, Some("One month would do and leave more for those who carry the message.")),
            },
            Moved {
                title: "Who gets what is over",
                notes: "The intergroup answers the phone for all of us and gets nothing so far.",
                wording: SPLIT,
                about: About::SplitPlan,
                by: (who::ROWAN, who::IRIS),
                fate: Fate::Voted(14, 0, 1, None),
            },
        ],
        action_items: &[("Hand the books and the key of the box to Hazel T.", who::JUNIPER, 14)],
    },
    Told {
        reports: "Chip person: two chips and two medallions. Greeter: quiet weeks over the holidays.",
        old_business: "Books and key are handed over; the counts agreed to the cent.",
        motions: &[Moved {
            title: "Holiday meeting",
            notes: "The house is closed on the holiday itself.",
            wording: "That the meeting of the holiday week moves to the Wednesday before.",
            about: About::TimeOrPlace,
            by: (who::IRIS, who::CLOVER),
            fate: Fate::Voted(10, 5, 2, Some("Wednesday is hard for those who work late.")),
        }],
        action_items: &[("Tell the house and put up a note", who::ROWAN, 10)],
    },
    Told {
        reports: "Chip person: seven chips, all three-month chips are given out. Literature: six pamphlets sold.",
        old_business: NOTHING_LEFT,
        motions: &[Moved {
            title: "A letter to members",
            notes: "Some miss the news when they cannot come.",
            wording: "That the secretary writes a short letter every other month to those who want it.",
            about: About::Procedure,
            by: (who::ROWAN, who::WILLOW),
            fate: Fate::Voted(14, 0, 0, None),
        }],
        action_items: &[("Order three-month chips", who::CLOVER, 7), ("Write the first letter", who::IRIS, 21)],
    },
    Told {
        reports: "Chip person: the three-month chips have come; four given. Greeter: three visitors.",
        old_business: "The first letter went out; several said thank you.",
        motions: &[Moved {
            title: "Lamp at the side door",
            notes: "The house would put one up if we bring it.",
            wording: "That the group buys an outdoor lamp for not more than 25 dollars.",
            about: About::Procedure,
            by: (who::FERN, who::HAZEL),
            fate: Fate::Voted(8, 4, 1, Some("The house should pay for its own lamps.")),
        }],
        action_items: &[("Buy the lamp", who::FERN, 21)],
    },
    Told {
        reports: "Chip person: three chips and one medallion. Literature: the shelf was counted, two books are to be ordered.",
        old_business: "The lamp is up.",
        motions: &[Moved {
            title: "Two counters",
            notes: "One basket was counted by one person because the other had to leave.",
            wording: "That a basket which only one person can count is put into the box unopened and counted the week after.",
            about: About::Procedure,
            by: (who::HAZEL, who::IRIS),
            fate: Fate::Voted(15, 0, 1, None),
        }],
        action_items: &[("Order the two books", who::WILLOW, 14), ("Ask the house about the heating", who::ROWAN, 35)],
    },
    Told {
        reports: "Chip person: five chips given. Greeter: four visitors, two of them for the second time.",
        old_business: "The books are ordered. The house looks at the heating next week.",
        motions: &[
            Moved {
                title: "A quiet corner",
                notes: "For those who arrive early and do not want to talk yet.",
                wording: "That two armchairs are put beside the window and left free for whoever needs a quiet moment.",
                about: About::Format,
                by: (who::CLOVER, who::FERN),
                fate: Fate::Voted(12, 2, 0, Some("The aisle gets narrow.")),
            },
            Moved {
                title: "Coffee",
                notes: "Decaffeinated as well as ordinary.",
                wording: "That there is a pot of decaffeinated coffee at every meeting.",
                about: About::Procedure,
                by: (who::WILLOW, who::FERN),
                fate: Fate::NotYetWritten,
            },
        ],
        action_items: &[("Look for two armchairs", who::CLOVER, 30), ("Buy decaffeinated coffee", who::FERN, 7)],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Weekday};

    fn start() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 4, 16).expect("a day")
    }

    #[test]
    fn a_year_of_meetings_on_thursdays_of_which_one_is_a_draft_and_one_waits() {
        let meetings = meetings(start());
        assert!(meetings.len() >= 12);
        assert!(meetings.iter().all(|meeting| meeting.held_on.weekday() == Weekday::Thu && meeting.held_on < start()));
        assert!(meetings.is_sorted_by_key(|meeting| meeting.held_on));
        let stages: Vec<Stage> = meetings.iter().rev().map(|meeting| meeting.stage).collect();
        assert_eq!(stages[..3], [Stage::Draft, Stage::Circulated, Stage::Approved]);
        assert!(stages[2..].iter().all(|stage| *stage == Stage::Approved));
    }

    #[test]
    fn nobody_seconds_herself_and_a_minority_is_heard_wherever_there_was_one() {
        for motion in meetings(start()).iter().flat_map(|meeting| meeting.told.motions) {
            assert_ne!(motion.by.0, motion.by.1, "{}", motion.title);
            if let Fate::Voted(_, against, _, minority) = motion.fate {
                assert_eq!(against > 0, minority.is_some(), "{}", motion.title);
            }
        }
    }

    #[test]
    fn nobody_votes_who_was_not_there() {
        for meeting in meetings(start()) {
            for motion in meeting.told.motions {
                if let Fate::Voted(votes_for, against, abstaining, _) = motion.fate {
                    assert!(votes_for + against + abstaining <= meeting.attendance, "{}: {}", motion.title, meeting.attendance);
                }
            }
        }
    }
}
