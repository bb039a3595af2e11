//! The counting code: a few digits of her own with which a counter confirms on somebody else's phone. So few can be guessed, so that the
//! tries are counted: after five wrong ones the code is worn out, and no code of hers counts for a day.

use chrono::{DateTime, TimeDelta, Utc};

/// Digits at the least and at the most.
pub const DIGITS: std::ops::RangeInclusive<usize> = 4..=6;

/// So many wrong tries wear a code out. At five a day a guesser of four digits needs three years for an even chance, and the counter sees
/// each time that her code rests.
pub const TRIES: u8 = 5;

/// So long no code of hers counts after that.
pub const REST: TimeDelta = TimeDelta::days(1);

/// A code in clear, on its way to being hashed. It prints as nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

/// What is wrong with a new code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not four to six digits.
    Digits,
    /// The same digit all along, or one after the other.
    Easy,
    /// The two fields differ.
    Differs,
}

impl Refusal {
    /// The form field it belongs to.
    pub fn field(self) -> &'static str {
        match self {
            Refusal::Digits | Refusal::Easy => "code",
            Refusal::Differs => "again",
        }
    }
}

impl Code {
    /// Reads a new code, typed twice; all refusals at once.
    pub fn new(typed: &str, again: &str) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Vec::new();
        match Self::typed(typed) {
            None => refusals.push(Refusal::Digits),
            Some(code) if code.is_easy() => refusals.push(Refusal::Easy),
            Some(_) => {}
        }
        if typed.trim() != again.trim() {
            refusals.push(Refusal::Differs);
        }
        Self::typed(typed).filter(|_| refusals.is_empty()).ok_or(refusals)
    }

    /// What was typed to confirm; `None` if it can be nobody's code.
    pub fn typed(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        let digits = typed.bytes().all(|byte| byte.is_ascii_digit()) && DIGITS.contains(&typed.len());
        digits.then(|| Self(typed.to_owned()))
    }

    /// The digits to hash.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// `7777`, `1234`, `654321`: what anybody tries first.
    fn is_easy(&self) -> bool {
        let step = |pair: &[u8]| i16::from(pair[1]) - i16::from(pair[0]);
        let mut steps = self.0.as_bytes().windows(2).map(step);
        steps.next().is_some_and(|first| (-1..=1).contains(&first) && steps.all(|step| step == first))
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(…)")
    }
}

/// How her code stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    /// Wrong tries since it was set or last used.
    pub wrong: u8,
    /// Until then none of her codes counts.
    pub rests_until: Option<DateTime<Utc>>,
}

/// Whether a code can be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can.
    Ready,
    /// She set it anew; it counts from that instant.
    Rests(DateTime<Utc>),
    /// Too many wrong tries: she has to set another.
    WornOut,
}

impl Tries {
    /// How it stands at `now`.
    pub fn standing(self, now: DateTime<Utc>) -> Standing {
        match self.rests_until {
            _ if self.wrong >= TRIES => Standing::WornOut,
            Some(until) if now < until => Standing::Rests(until),
            _ => Standing::Ready,
        }
    }

    /// After one more try, which counts as wrong until it is known to be right: a thousand at once are not all let through. `None` if it
    /// may not be tried.
    pub fn tried(self, now: DateTime<Utc>) -> Option<Self> {
        if self.standing(now) != Standing::Ready {
            return None;
        }
        let wrong = self.wrong + 1;
        Some(Self { wrong, rests_until: (wrong >= TRIES).then(|| now + REST) })
    }

    /// After she set another code: it begins anew, but a rest goes on, so that guessing goes no faster for it.
    pub fn set_anew(self) -> Self {
        Self { wrong: 0, ..self }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        format!("2026-04-{text}Z").parse().expect("an instant")
    }

    #[test]
    fn a_code_is_four_to_six_digits_and_not_what_anybody_tries_first() {
        for typed in ["4711", " 2580 ", "031999"] {
            assert!(Code::new(typed, typed).is_ok(), "{typed}");
        }
        for typed in ["", "471", "4711471", "47a1", "４７１１", "-471"] {
            assert_eq!(Code::new(typed, typed), Err(vec![Refusal::Digits]), "{typed}");
        }
        for typed in ["0000", "777777", "1234", "98765", "456789"] {
            assert_eq!(Code::new(typed, typed), Err(vec![Refusal::Easy]), "{typed}");
        }
        assert_eq!(Code::new("12", "13"), Err(vec![Refusal::Digits, Refusal::Differs]));
        assert_eq!(format!("{:?}", Code::typed("4711")), "Some(Code(…))");
    }

    #[test]
    fn five_wrong_tries_wear_it_out_and_a_new_one_rests_for_a_day() {
        let mut tries = Tries::default();
        for _ in 0..TRIES {
            assert_eq!(tries.standing(at("16T20:00:00")), Standing::Ready);
            tries = tries.tried(at("16T20:00:00")).expect("it may be tried");
        }
        assert_eq!(tries.standing(at("30T20:00:00")), Standing::WornOut, "time alone mends nothing");
        assert_eq!(tries.tried(at("16T20:00:01")), None);
        let anew = tries.set_anew();
        assert_eq!(anew.standing(at("17T19:59:59")), Standing::Rests(at("17T20:00:00")));
        assert_eq!(anew.tried(at("17T19:59:59")), None);
        assert_eq!(anew.standing(at("17T20:00:00")), Standing::Ready);
    }

    proptest! {
        #[test]
        fn no_way_of_setting_it_anew_gives_a_guesser_more_than_five_tries_a_day(resets in proptest::collection::vec(any::<bool>(), 0..60)) {
            let (mut tries, mut guessed) = (Tries::default(), 0);
            for (minute, anew) in (0..).zip(resets) {
                let now = at("16T08:00:00") + TimeDelta::minutes(minute);
                // She sets it anew only when it is worn out; before, there is nothing to see.
                if anew && tries.standing(now) == Standing::WornOut {
                    tries = tries.set_anew();
                }
                if let Some(after) = tries.tried(now) {
                    (tries, guessed) = (after, guessed + 1);
                }
            }
            prop_assert!(guessed <= u32::from(TRIES));
        }
    }
}
