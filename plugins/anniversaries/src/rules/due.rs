//! What is to be sent now: today's mark, or one that a stopped server left behind (A5, A6).

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeZone, Utc};

use super::hour::NoticeHour;
use super::mark::Origin;
use super::schedule::{Anniversary, Schedule};

/// After the server was down, a note may be so many days late. Older ones are counted and left (A6).
pub const CATCH_UP_DAYS: u32 = 3;

/// How a note stands to the day it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// It is that day where she is.
    OnTheDay,
    /// It is one to three days later.
    Belated,
}

/// A note to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Her mark and its day.
    pub anniversary: Anniversary,
    /// On the day, or late.
    pub timing: Timing,
}

/// What is to be done for one member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reckoning {
    /// To be sent, the earliest day first.
    pub due: Vec<Due>,
    /// Marks that came due while nobody worked and are too old to be sent.
    pub missed: u32,
}

/// What is due for a member at the instant `now`, if all that came due up to `worked_until` has been done.
///
/// Today's mark is due from the notice hour on, whatever was done before: she may have agreed at noon, and the once-key
/// keeps it to one mail. Earlier days are due only if nobody worked since their hour struck in the last of all zones: hers may
/// have been another one until now, and moving it must not let her day slip through. A member who joins, or whose date was just
/// entered, is not told of last Tuesday. With `None`, nothing was ever done, and only today counts.
pub fn reckon<Z: TimeZone>(
    schedule: &Schedule,
    origin: Origin,
    hour: NoticeHour,
    zone: &Z,
    now: DateTime<Utc>,
    worked_until: Option<DateTime<Utc>>,
) -> Reckoning {
    let local_day = |instant: DateTime<Utc>| instant.with_timezone(zone).date_naive();
    let today = local_day(now);
    let first = worked_until.map_or(today, |instant| instant.with_timezone(&last_zone()).date_naive().min(today));
    let after_work = |due_at: Option<DateTime<Utc>>| due_at > worked_until && worked_until.is_some();
    let mut reckoning = Reckoning::default();
    for anniversary in schedule.between(origin, first, today) {
        let Some(due_at) = hour.instant(anniversary.day, zone).filter(|instant| *instant <= now) else { continue };
        match age(anniversary.day, today) {
            0 => reckoning.due.push(Due { anniversary, timing: Timing::OnTheDay }),
            days if days <= i64::from(CATCH_UP_DAYS) => {
                if after_work(hour.instant(anniversary.day, &last_zone())) {
                    reckoning.due.push(Due { anniversary, timing: Timing::Belated });
                }
            }
            _ => reckoning.missed += u32::from(after_work(Some(due_at))),
        }
    }
    reckoning
}

/// The zone in which every hour strikes last.
fn last_zone() -> FixedOffset {
    FixedOffset::west_opt(12 * 3600).expect("half a day is less than a whole one")
}

fn age(day: NaiveDate, today: NaiveDate) -> i64 {
    (today - day).num_days()
}

/// The instant after which a note on `day` is not worth sending any more: the day is then further back than a note may be late.
pub fn useful_until<Z: TimeZone>(day: NaiveDate, zone: &Z) -> Option<DateTime<Utc>> {
    let first_day_too_late = day.checked_add_days(Days::new(u64::from(CATCH_UP_DAYS) + 1))?;
    NoticeHour::new(0)?.instant(first_day_too_late, zone)
}

/// Names a note for ever: one member, one mark, the day it falls on, one mail (A6). The group puts the plugin's name in front.
///
/// The day is the mark's own, without the switch to 1 March: neither flipping that switch nor entering a date, another, and the
/// first again makes a second note. It stands first, so that all notes of a day are one batch and none is tied to a person.
pub fn once_key(member: &str, origin: Origin, anniversary: Anniversary) -> String {
    let Anniversary { day, mark } = anniversary;
    let plain = Origin { first_of_march: false, ..origin };
    format!("{}/{member}-{}", mark.date(plain).unwrap_or(day), mark.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Mark, Preset};
    use homegroup_plugin::chrono_tz::{Africa, America, Asia, Australia, Europe, Pacific, Tz};
    use std::collections::BTreeMap;

    fn day(words: &str) -> NaiveDate {
        words.parse().expect("a calendar day")
    }

    fn at(words: &str) -> DateTime<Utc> {
        words.parse().expect("an instant")
    }

    fn origin(words: &str) -> Origin {
        Origin { day: day(words), first_of_march: false }
    }

    fn reckoned(from: &str, zone: Tz, now: &str, worked_until: Option<&str>) -> Reckoning {
        reckon(&Schedule::from(Preset::Ha), origin(from), NoticeHour::default(), &zone, at(now), worked_until.map(at))
    }

    fn due(found: Reckoning) -> Vec<(Mark, Timing)> {
        found.due.into_iter().map(|due| (due.anniversary.mark, due.timing)).collect()
    }

    #[test]
    fn a5_today_is_the_day_where_she_is() {
        let at_midnight = |from| {
            let schedule = Schedule::from(Preset::Ha);
            let hour = NoticeHour::new(22).expect("an hour");
            due(reckon(&schedule, origin(from), hour, &America::New_York, at("2026-03-01T03:30:00Z"), None))
        };
        assert_eq!(at_midnight("2025-02-28"), [(Mark::Years(1), Timing::OnTheDay)]);
        assert_eq!(at_midnight("2025-03-01"), []);
    }

    #[test]
    fn a5_nothing_leaves_before_the_notice_hour() {
        let zone = Europe::Berlin;
        assert_eq!(due(reckoned("2025-05-04", zone, "2026-05-04T06:59:59Z", None)), []);
        assert_eq!(due(reckoned("2025-05-04", zone, "2026-05-04T07:00:00Z", None)), [(Mark::Years(1), Timing::OnTheDay)]);
        assert_eq!(due(reckoned("2025-05-04", zone, "2026-05-04T21:59:59Z", None)), [(Mark::Years(1), Timing::OnTheDay)]);
        assert_eq!(due(reckoned("2025-05-04", zone, "2026-05-04T22:00:00Z", None)), []);
    }

    #[test]
    fn a6_after_downtime_three_days_are_caught_up_and_older_ones_counted() {
        let back_after = |now: &str| reckoned("2025-05-04", Europe::Berlin, now, Some("2026-05-03T12:00:00Z"));
        for now in ["2026-05-05T00:00:00Z", "2026-05-05T07:00:00Z", "2026-05-07T21:59:00Z"] {
            let found = back_after(now);
            assert_eq!((due(found.clone()), found.missed), (vec![(Mark::Years(1), Timing::Belated)], 0), "at {now}");
        }
        let late = back_after("2026-05-07T22:00:00Z");
        assert_eq!((late.due, late.missed), (vec![], 1));
        assert_eq!(back_after("2027-05-04T06:00:00Z").missed, 2, "eighteen months were missed as well");
    }

    #[test]
    fn a6_what_was_done_is_not_counted_as_missed() {
        let reckoned_on = |now, worked| reckoned("2025-05-04", Europe::Berlin, now, Some(worked));
        assert_eq!(reckoned_on("2026-05-05T09:00:00Z", "2026-05-04T21:00:00Z"), Reckoning::default());
        assert_eq!(reckoned_on("2026-06-05T09:00:00Z", "2026-05-04T07:00:00Z"), Reckoning::default());
    }

    #[test]
    fn a6_a_zone_that_moves_past_her_day_loses_no_note() {
        let (worked, now) = ("2026-05-04T12:00:00Z", "2026-05-04T12:15:00Z");
        let from = "2025-05-04";
        assert_eq!(due(reckoned(from, Pacific::Honolulu, worked, Some("2026-05-04T11:45:00Z"))), [], "two in the morning");
        assert_eq!(due(reckoned(from, Pacific::Kiritimati, now, Some(worked))), [(Mark::Years(1), Timing::Belated)]);
        let later = reckoned(from, Pacific::Kiritimati, "2026-05-04T21:15:00Z", Some("2026-05-04T21:00:00Z"));
        assert_eq!(later, Reckoning::default(), "by then nobody can be waiting");
    }

    #[test]
    fn a6_a_date_entered_today_does_not_bring_up_last_week() {
        let working = Some("2026-05-06T08:45:00Z");
        assert_eq!(reckoned("2025-05-04", Europe::Berlin, "2026-05-06T09:00:00Z", working), Reckoning::default());
        assert_eq!(reckoned("2025-05-04", Europe::Berlin, "2026-05-06T09:00:00Z", None), Reckoning::default());
    }

    #[test]
    fn a6_a_note_is_worth_sending_until_the_end_of_the_third_day_after() {
        let until = |day_words| useful_until(day(day_words), &Europe::Berlin).expect("in the calendar");
        assert_eq!(until("2026-05-04"), at("2026-05-07T22:00:00Z"));
        assert_eq!(until("2026-03-26"), at("2026-03-29T22:00:00Z"), "clocks go forward in between");
    }

    #[test]
    fn a6_the_once_key_names_day_member_and_mark_whatever_the_switch() {
        for first_of_march in [false, true] {
            let origin = Origin { day: day("2024-02-29"), first_of_march };
            let found = Schedule::from(Preset::Ha).between(origin, day("2025-02-28"), day("2025-03-01"));
            let [anniversary] = found.as_slice() else { panic!("{found:?}") };
            assert_eq!(once_key("0190", origin, *anniversary), "2025-02-28/0190-1y", "{first_of_march}");
        }
    }

    #[test]
    fn a5_a_day_that_the_clocks_skip_is_made_up_for_on_the_next() {
        let found = reckoned("2010-12-30", Pacific::Apia, "2011-12-30T10:00:00Z", Some("2011-12-30T09:45:00Z"));
        assert_eq!(due(found), [(Mark::Years(1), Timing::Belated)]);
    }

    /// A year in steps of three hours, in zones with every kind of oddity, for every notice hour: each mark once, on its day
    /// (or the night after, where the hour lies in the last three of the day), and none left out.
    #[test]
    fn a5_a_year_of_three_hour_steps_sends_each_mark_once_on_its_own_day() {
        let zones =
            [Europe::Berlin, America::New_York, Australia::Lord_Howe, Asia::Kathmandu, Pacific::Kiritimati, Africa::Casablanca];
        let schedule = Schedule::from(Preset::Aa);
        let (first, last) = (day("2026-01-01"), day("2026-12-31"));
        for zone in zones {
            for (hour, from) in (0..24).zip(day("2025-10-01").iter_days().step_by(16)) {
                let origin = Origin { day: from, first_of_march: false };
                let hour = NoticeHour::new(hour).expect("an hour");
                let mut sent = BTreeMap::new();
                let mut worked_until = at("2025-12-30T00:00:00Z");
                while worked_until < at("2027-01-02T00:00:00Z") {
                    let now = worked_until + chrono::TimeDelta::hours(3);
                    let found = reckon(&schedule, origin, hour, &zone, now, Some(worked_until));
                    assert_eq!(found.missed, 0, "{zone} at {now}");
                    for due in found.due {
                        let late = (now.with_timezone(&zone).date_naive() - due.anniversary.day).num_days();
                        assert_eq!(due.timing == Timing::OnTheDay, late == 0, "{zone} at {now}: {due:?}");
                        if sent.insert(due.anniversary.mark, due.anniversary.day).is_none() {
                            let last_hours = hour >= NoticeHour::new(21).expect("an hour");
                            assert!(late == 0 || late == 1 && last_hours, "{zone} at {now}: {due:?}");
                        }
                    }
                    worked_until = now;
                }
                let mut days: Vec<_> = sent.into_iter().map(|(mark, day)| Anniversary { day, mark }).collect();
                days.retain(|sent| (first..=last).contains(&sent.day));
                days.sort_unstable_by_key(|sent| sent.day);
                assert_eq!(days, schedule.between(origin, first, last), "{zone}, {hour:?}, from {from}");
            }
        }
    }
}
