//! What may happen to a mail, when it is tried again, and what an answer of the mail server means.

mod answer;
mod retry;

pub use answer::{Phase, Verdict, verdict};
pub use retry::{GIVE_UP_AFTER, next_try};

/// Where a mail stands (SAFETY, 1.2). `Queued` with tries behind it is what people call deferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Waits for its time.
    Queued,
    /// A server has taken it, for a limited time, under a token.
    Claimed,
    /// The message is about to leave; committed before the final dot. Found after a crash, it is unknown.
    HandingOver,
    /// Accepted by the mail server.
    Sent,
    /// Refused for good.
    Refused,
    /// Possibly sent. Never sent again by itself.
    Unknown,
    /// Withdrawn before it left.
    Cancelled,
}

impl State {
    /// All states.
    pub const ALL: [State; 7] =
        [State::Queued, State::Claimed, State::HandingOver, State::Sent, State::Refused, State::Unknown, State::Cancelled];

    /// The name it is stored under.
    pub fn name(self) -> &'static str {
        match self {
            State::Queued => "queued",
            State::Claimed => "claimed",
            State::HandingOver => "handing_over",
            State::Sent => "sent",
            State::Refused => "refused",
            State::Unknown => "unknown",
            State::Cancelled => "cancelled",
        }
    }

    /// The state stored under `name`.
    pub fn named(name: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether a mail may go from here to `next`. Out of `Unknown` and `Refused` only an officer's word leads.
    pub fn may_become(self, next: State) -> bool {
        use State::{Cancelled, Claimed, HandingOver, Queued, Refused, Sent, Unknown};
        matches!(
            (self, next),
            (Queued, Claimed | Cancelled)
                | (Claimed, HandingOver | Queued | Claimed | Refused | Cancelled)
                | (HandingOver, Sent | Refused | Queued | Unknown)
                | (Unknown | Refused, Queued | Cancelled)
        )
    }

    /// Whether nothing happens to it any more by itself.
    pub fn is_final(self) -> bool {
        matches!(self, State::Sent | State::Refused | State::Unknown | State::Cancelled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_that_may_be_out_never_returns_to_the_queue_unless_somebody_says_so() {
        assert!(!State::Sent.may_become(State::Queued));
        assert!(!State::HandingOver.may_become(State::Claimed));
        assert!(!State::HandingOver.may_become(State::Cancelled));
        assert!(State::Unknown.may_become(State::Queued));
        for state in State::ALL {
            assert!(!State::Sent.may_become(state) && !State::Cancelled.may_become(state), "{state:?}");
            assert_eq!(State::named(state.name()), Some(state));
        }
    }
}
