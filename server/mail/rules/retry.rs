//! When a mail that was put off is tried again (E14), and when all mail is tried again after the mail server could not be used.

use chrono::{DateTime, Duration, Utc};

/// A mail is given up so long after its first try.
const GIVE_UP_AFTER: Duration = Duration::hours(48);
/// Waits after the first try, the second, ...; the last is repeated.
const WAITS_MINUTES: [i64; 5] = [1, 5, 15, 60, 240];
/// Rests of all mail: short at first, for a mail server that restarts; then such that a wrong password locks no account.
const PAUSES_MINUTES: [i64; 4] = [1, 2, 5, 15];

/// When to try again after `tries` tries that failed, the first of them at `first_try`; `None` when the mail is to be given up.
/// `jitter`, a random byte, spreads mails that failed together over a further fifth of the wait.
pub fn next_try(tries: u32, first_try: DateTime<Utc>, now: DateTime<Utc>, jitter: u8) -> Option<DateTime<Utc>> {
    let seconds = after(tries, &WAITS_MINUTES) * 60;
    let spread = seconds * i64::from(jitter) / (5 * i64::from(u8::MAX));
    let next = now + Duration::seconds(seconds + spread);
    (next <= first_try + GIVE_UP_AFTER).then_some(next)
}

/// How long all mail rests after the mail server could not be used `times` times in a row.
pub fn pause(times: u32) -> Duration {
    Duration::minutes(after(times, &PAUSES_MINUTES))
}

fn after(times: u32, waits: &[i64]) -> i64 {
    let at = usize::try_from(times.saturating_sub(1)).unwrap_or(usize::MAX).min(waits.len() - 1);
    waits[at]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(words: &str) -> DateTime<Utc> {
        words.parse().expect("an instant")
    }

    #[test]
    fn e14_the_waits_grow() {
        let now = at("2026-04-16T16:00:00Z");
        let waits = (1..=7).map(|tries| (next_try(tries, now, now, 0).expect("again") - now).num_minutes());
        assert_eq!(waits.collect::<Vec<_>>(), [1, 5, 15, 60, 240, 240, 240]);
        for tries in 1..=7 {
            let (soonest, latest) = (next_try(tries, now, now, 0), next_try(tries, now, now, u8::MAX));
            let wait = soonest.expect("again") - now;
            assert_eq!(latest.expect("again") - now, wait + wait / 5);
        }
    }

    #[test]
    fn e14_a_mail_that_always_fails_is_tried_for_two_days() {
        let first = at("2026-04-16T16:00:00Z");
        let (mut now, mut tries) = (first, 1);
        while let Some(next) = next_try(tries, first, now, 0) {
            assert!(next > now);
            (now, tries) = (next, tries + 1);
        }
        assert!(now > first + Duration::hours(43) && now <= first + GIVE_UP_AFTER, "the last try is at {now}");
        assert_eq!(tries, 16);
    }

    #[test]
    fn e14_a_mail_that_was_long_held_back_is_still_tried_more_than_once() {
        // Its first try comes when it may leave, and a greylisting server puts everybody off once.
        let now = at("2026-05-16T16:00:00Z");
        assert_eq!(next_try(1, now, now, 0), Some(now + Duration::minutes(1)));
    }

    #[test]
    fn all_mail_rests_a_little_longer_each_time() {
        let pauses: Vec<_> = [1, 2, 3, 4, 5, u32::MAX].map(|times| pause(times).num_minutes()).to_vec();
        assert_eq!(pauses, [1, 2, 5, 15, 15, 15]);
    }
}
