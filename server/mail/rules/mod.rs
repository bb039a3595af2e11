//! What may happen to a mail, when it is tried again, and what an answer of the mail server means.

mod answer;
mod reason;
mod retry;

pub use answer::{Answer, Cause, Phase, Verdict, verdict};
pub use reason::Reason;
pub use retry::{next_try, pause};

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

    /// Whether whoever holds the claim may bring a mail from here to `next`.
    ///
    /// A claim that ran out may be taken by another server. Of an unknown mail its holder may still say what became of it: an
    /// answer that comes after the claim has run out is an answer.
    pub fn may_become(self, next: State) -> bool {
        use State::{Cancelled, Claimed, HandingOver, Queued, Refused, Sent, Unknown};
        matches!(
            (self, next),
            (Queued, Claimed)
                | (Claimed, Claimed | HandingOver | Queued | Refused | Cancelled)
                | (HandingOver, Sent | Refused | Queued | Unknown)
                | (Unknown, Sent | Refused | Queued)
        )
    }

    /// Whether a mail can still be kept from leaving.
    pub fn may_be_withdrawn(self) -> bool {
        matches!(self, State::Queued | State::Claimed)
    }

    /// Whether somebody has to say what is to be done; only her word puts such a mail back into the queue.
    pub fn needs_a_decision(self) -> bool {
        matches!(self, State::Unknown | State::Refused)
    }

    /// Whether nothing happens to it any more by itself.
    pub fn is_final(self) -> bool {
        matches!(self, State::Sent | State::Refused | State::Unknown | State::Cancelled)
    }

    /// The names of the states of which `holds` is true.
    pub fn names(holds: impl Fn(State) -> bool) -> Vec<&'static str> {
        State::ALL.into_iter().filter(|state| holds(*state)).map(State::name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_allowed_or_not_as_the_table_says() {
        // Columns and rows in the order of State::ALL: from the row to the column.
        let table = [
            ("queued", [0, 1, 0, 0, 0, 0, 0]),
            ("claimed", [1, 1, 1, 0, 1, 0, 1]),
            ("handing_over", [1, 0, 0, 1, 1, 1, 0]),
            ("sent", [0, 0, 0, 0, 0, 0, 0]),
            ("refused", [0, 0, 0, 0, 0, 0, 0]),
            ("unknown", [1, 0, 0, 1, 1, 0, 0]),
            ("cancelled", [0, 0, 0, 0, 0, 0, 0]),
        ];
        for (from, allowed) in table {
            let from = State::named(from).expect("a state");
            for (next, allowed) in State::ALL.into_iter().zip(allowed) {
                assert_eq!(from.may_become(next), allowed == 1, "{from:?} to {next:?}");
            }
        }
    }

    #[test]
    fn only_through_handing_over_is_a_mail_sent_or_in_doubt() {
        for state in State::ALL {
            let may_have_left = matches!(state, State::HandingOver | State::Unknown);
            assert_eq!(state.may_become(State::Sent), may_have_left, "{state:?}");
            assert_eq!(state.may_become(State::Unknown), state == State::HandingOver, "{state:?}");
            assert!(!(may_have_left && (state.may_become(State::Claimed) || state.may_be_withdrawn())), "{state:?}");
            assert_eq!(State::named(state.name()), Some(state));
        }
    }
}
