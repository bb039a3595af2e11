//! When a mail that was put off is tried again (E14): after 1, 5, 15, 60 and 240 minutes, then every 240, and not beyond two days.

use chrono::{DateTime, Duration, Utc};

/// A mail this old is given up.
pub const GIVE_UP_AFTER: Duration = Duration::hours(48);

const WAITS_MINUTES: [i64; 5] = [1, 5, 15, 60, 240];

/// When to try again after `tries` failed tries, or `None` when the mail made at `made` is to be given up. `jitter` (a random
/// byte) spreads mails that failed together over a further fifth of the wait.
pub fn next_try(tries: u32, made: DateTime<Utc>, now: DateTime<Utc>, jitter: u8) -> Option<DateTime<Utc>> {
    let at = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX).clamp(0, WAITS_MINUTES.len() - 1);
    let seconds = WAITS_MINUTES[at] * 60;
    let spread = seconds * i64::from(jitter) / (5 * i64::from(u8::MAX));
    let next = now + Duration::seconds(seconds + spread);
    (next <= made + GIVE_UP_AFTER).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e14_the_waits_grow_and_end_after_two_days() {
        let made: DateTime<Utc> = "2026-04-16T16:00:00Z".parse().expect("an instant");
        let waits: Vec<_> =
            (1..=7).map(|tries| next_try(tries, made, made, 0).expect("again") - made).map(|wait| wait.num_minutes()).collect();
        assert_eq!(waits, [1, 5, 15, 60, 240, 240, 240]);
        assert_eq!(next_try(9, made, made + Duration::hours(45), 0), None);
        assert!(next_try(1, made, made, u8::MAX).expect("again") <= made + Duration::seconds(72));
    }
}
