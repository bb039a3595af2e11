//! Why a mail is refused or unknown, for whoever decides what becomes of it.

use super::answer::Cause;

/// Kept with the mail; the page puts it into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The mail server says that the address does not exist.
    Address,
    /// The mail server wants no such mail from us.
    Policy,
    /// The mail server refused it for another reason.
    Refused,
    /// It was put off for two days.
    GaveUp,
    /// It could not be made into a message; the log says why.
    Unmakeable,
    /// The connection broke after the mail had left, or the answer could not be read.
    NoAnswer,
    /// The program ended, or lost its claim, while the mail was leaving.
    Ended,
}

impl Reason {
    /// All reasons.
    pub const ALL: [Reason; 7] =
        [Reason::Address, Reason::Policy, Reason::Refused, Reason::GaveUp, Reason::Unmakeable, Reason::NoAnswer, Reason::Ended];

    /// The name it is stored under.
    pub fn name(self) -> &'static str {
        match self {
            Reason::Address => "address",
            Reason::Policy => "policy",
            Reason::Refused => "refused",
            Reason::GaveUp => "gave_up",
            Reason::Unmakeable => "unmakeable",
            Reason::NoAnswer => "no_answer",
            Reason::Ended => "ended",
        }
    }

    /// The reason stored under `name`.
    pub fn named(name: &str) -> Option<Reason> {
        Reason::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

impl From<Cause> for Reason {
    fn from(cause: Cause) -> Self {
        match cause {
            Cause::Address => Reason::Address,
            Cause::Policy => Reason::Policy,
            Cause::Other => Reason::Refused,
        }
    }
}
