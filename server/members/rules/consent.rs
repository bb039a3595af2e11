//! What a member agrees to: a purpose of its own each, off until she says so, off again with one click (A7, P12).

/// Her answer to one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// She agrees.
    Yes,
    /// She does not, or no longer.
    No,
}

/// What has to be written down about an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// She agreed, to the wording of this version.
    Given {
        /// The wording she saw.
        wording_version: i32,
    },
    /// She took it back.
    Withdrawn,
}

/// What `answer` changes; `None` if it says what was said before. A purpose that nobody asks for any more (`offered` is the version
/// of its wording) can still be taken back, and not be agreed to.
pub fn answered(offered: Option<i32>, agreed_before: bool, answer: Answer) -> Option<Change> {
    match (answer, agreed_before) {
        (Answer::Yes, false) => offered.map(|wording_version| Change::Given { wording_version }),
        (Answer::No, true) => Some(Change::Withdrawn),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p12_a_consent_carries_the_wording_she_saw() {
        assert_eq!(answered(Some(3), false, Answer::Yes), Some(Change::Given { wording_version: 3 }));
    }

    #[test]
    fn p12_withdrawing_is_one_answer_too() {
        assert_eq!(answered(Some(3), true, Answer::No), Some(Change::Withdrawn));
        assert_eq!(answered(None, true, Answer::No), Some(Change::Withdrawn), "even when its plugin is gone");
    }

    #[test]
    fn saying_the_same_again_or_agreeing_to_what_nobody_asks_changes_nothing() {
        assert_eq!(answered(Some(3), true, Answer::Yes), None);
        assert_eq!(answered(Some(3), false, Answer::No), None);
        assert_eq!(answered(None, false, Answer::Yes), None);
    }
}
