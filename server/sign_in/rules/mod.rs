//! What opens the door and for how long. The present instant is always an argument; tokens and hashes are made elsewhere.

mod passphrase;

use chrono::{DateTime, TimeDelta, Utc};

pub use passphrase::{Passphrase, Refusal};

/// How long a link opens the door. Long enough to reach the other room where the phone lies, short enough that a mail read
/// tomorrow by somebody else opens nothing.
pub const LINK_LIFE: TimeDelta = TimeDelta::minutes(10);

/// A session's last use is written down at most this often, so that reading pages does not write a row each.
pub const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Wrong passphrases for one name or address, from anywhere. Five slips are human; at five a quarter of an hour a guesser
/// needs a year for the first 175,000 words. The mailed link stays open meanwhile, so nobody can be locked out by a stranger.
pub const PASSPHRASE_TRIES: Allowance = Allowance { tries: 5, window: TimeDelta::minutes(15) };

/// Mailed links for one address: a lost one, a slow one, and a last. More would only fill her inbox.
pub const LINK_REQUESTS: Allowance = Allowance { tries: 3, window: TimeDelta::minutes(15) };

/// How long after signing in she need not prove again who she is before changing how she gets in. A phone left on a table for longer
/// lets nobody take her account.
pub const FRESH: TimeDelta = TimeDelta::minutes(15);

/// How long a link to the set-up lives: whoever starts the server may set it up tomorrow morning.
pub const SET_UP_LIFE: TimeDelta = TimeDelta::days(1);

/// So many within a sliding window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// How many are allowed.
    pub tries: usize,
    /// Within what time.
    pub window: TimeDelta,
}

impl Allowance {
    /// How many seconds to wait before the next try, given the instants of earlier ones in any order; `None` if it may go on.
    pub fn wait(self, earlier: &[DateTime<Utc>], now: DateTime<Utc>) -> Option<u64> {
        let mut recent: Vec<DateTime<Utc>> = earlier.iter().copied().filter(|at| *at + self.window > now).collect();
        recent.sort_unstable();
        // The try that must fall out of the window before there is room for another.
        let oldest = *recent.get(recent.len().checked_sub(self.tries)?)?;
        Some((oldest + self.window - now).num_seconds().max(1).unsigned_abs())
    }
}

/// How long a session lasts; both are settings of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Without a request. A phone is put down and picked up by others.
    pub idle: TimeDelta,
    /// In any case.
    pub absolute: TimeDelta,
}

impl Limits {
    /// Whether a session begun at `created_at` and last used at `seen_at` still lives.
    pub fn alive(self, created_at: DateTime<Utc>, seen_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        now < seen_at + self.idle && now < created_at + self.absolute
    }

    /// When it ends if it is not used again.
    pub fn ends(self, created_at: DateTime<Utc>, seen_at: DateTime<Utc>) -> DateTime<Utc> {
        Ord::min(seen_at + self.idle, created_at + self.absolute)
    }
}

/// Whether a session begun at `created_at` is young enough to change how she gets in.
pub fn fresh(created_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now < created_at + FRESH
}

/// Whether a link opens the door at `now`. It does so once.
pub fn opens(expires_at: DateTime<Utc>, used_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    used_at.is_none() && now < expires_at
}

/// The path to go on to after signing in, if it is one of ours: anything that a browser could read as another site's is dropped.
pub fn way_back(path: &str) -> Option<&str> {
    let ours = path.starts_with('/')
        && !path.starts_with("//")
        && path.len() <= 512
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && !path.starts_with("/sign-in")
        && !path.starts_with("/set-up");
    ours.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        format!("2026-04-16T{text}Z").parse().expect("an instant")
    }

    #[test]
    fn a_link_opens_once_within_ten_minutes() {
        let expires = at("12:00:00") + LINK_LIFE;
        assert!(opens(expires, None, at("12:09:59")));
        assert!(!opens(expires, None, at("12:10:00")));
        assert!(!opens(expires, Some(at("12:01:00")), at("12:02:00")));
    }

    #[test]
    fn a_session_ends_when_it_rests_and_in_any_case() {
        let limits = Limits { idle: TimeDelta::hours(12), absolute: TimeDelta::days(30) };
        let begun = at("08:00:00");
        assert!(limits.alive(begun, begun, at("19:59:59")));
        assert!(!limits.alive(begun, begun, at("20:00:00")));
        let day_29 = begun + TimeDelta::days(29) + TimeDelta::hours(20);
        assert!(limits.alive(begun, day_29, day_29 + TimeDelta::hours(3)));
        assert!(!limits.alive(begun, day_29, begun + TimeDelta::days(30)));
        assert_eq!(limits.ends(begun, begun), at("20:00:00"));
        assert_eq!(limits.ends(begun, day_29), begun + TimeDelta::days(30));
    }

    #[test]
    fn a_session_is_fresh_for_a_quarter_of_an_hour() {
        assert!(fresh(at("12:00:00"), at("12:14:59")));
        assert!(!fresh(at("12:00:00"), at("12:15:00")));
    }

    #[test]
    fn after_five_slips_she_waits_until_the_first_is_a_quarter_of_an_hour_old() {
        let tries: Vec<_> = ["12:04:00", "12:00:00", "12:03:00", "12:01:00", "12:02:00"].map(at).to_vec();
        assert_eq!(PASSPHRASE_TRIES.wait(&tries[1..], at("12:05:00")), None);
        assert_eq!(PASSPHRASE_TRIES.wait(&tries, at("12:05:00")), Some(600));
        assert_eq!(PASSPHRASE_TRIES.wait(&tries, at("12:14:59")), Some(1));
        assert_eq!(PASSPHRASE_TRIES.wait(&tries, at("12:15:00")), None);
        let more = [tries.as_slice(), &[at("12:04:30")]].concat();
        assert_eq!(PASSPHRASE_TRIES.wait(&more, at("12:05:00")), Some(660), "a sixth that slipped through makes it no shorter");
        assert_eq!(PASSPHRASE_TRIES.wait(&[], at("12:00:00")), None);
    }

    #[test]
    fn the_way_back_is_one_of_ours_or_none() {
        for path in ["/treasury", "/treasury/report?from=2026-04-01&to=2026-04-30", "/minutes/7#motion"] {
            assert_eq!(way_back(path), Some(path));
        }
        let long = format!("/{}", "a".repeat(600));
        for path in [
            "",
            "treasury",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/a\r\nSet-Cookie: x",
            "/a b",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/sign-in/end",
            "/sign-in?back=/",
            "/set-up",
            "/straße",
            &long,
        ] {
            assert_eq!(way_back(path), None, "{path:?}");
        }
    }
}
