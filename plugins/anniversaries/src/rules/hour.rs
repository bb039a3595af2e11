//! When on her day a note may leave: a local hour, on clocks that twice a year skip an hour or show it twice (A5).

use chrono::{DateTime, Days, NaiveDate, TimeDelta, TimeZone, Utc};

/// The hour of the day, on the member's own clock, from which a note may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoticeHour(u32);

impl Default for NoticeHour {
    fn default() -> Self {
        Self(9)
    }
}

impl NoticeHour {
    /// From 0 (midnight) to 23.
    pub fn new(hour: u32) -> Option<Self> {
        (hour <= 23).then_some(Self(hour))
    }

    /// The instant at which clocks in `zone` reach this hour of `day`.
    ///
    /// Where they skip it, the next minute they do show, even if the whole day was skipped; where they show it twice, the
    /// first time. `None` only past the end of the calendar.
    pub fn instant<Z: TimeZone>(self, day: NaiveDate, zone: &Z) -> Option<DateTime<Utc>> {
        let wanted = day.and_hms_opt(self.0, 0, 0)?;
        let latest = wanted.checked_add_days(Days::new(2))?;
        let mut local = wanted;
        while local < latest {
            if let Some(instant) = zone.from_local_datetime(&local).earliest() {
                return Some(instant.with_timezone(&Utc));
            }
            local = local.checked_add_signed(TimeDelta::minutes(1))?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use homegroup_plugin::chrono_tz::{America, Asia, Australia, Pacific, Tz};

    fn instant(hour: u32, day: &str, zone: Tz) -> String {
        let hour = NoticeHour::new(hour).expect("an hour");
        let instant = hour.instant(day.parse().expect("a day"), &zone).expect("in the calendar");
        instant.format("%Y-%m-%dT%H:%MZ").to_string()
    }

    #[test]
    fn a5_nine_in_the_morning_is_her_own_nine() {
        assert_eq!(NoticeHour::default(), NoticeHour(9));
        assert_eq!(instant(9, "2026-01-15", America::New_York), "2026-01-15T14:00Z");
        assert_eq!(instant(9, "2026-07-15", America::New_York), "2026-07-15T13:00Z");
        assert_eq!(instant(9, "2026-07-15", Asia::Kathmandu), "2026-07-15T03:15Z");
        assert_eq!(instant(9, "2026-07-15", Pacific::Kiritimati), "2026-07-14T19:00Z");
    }

    #[test]
    fn a5_an_hour_the_clocks_skip_is_the_next_minute_they_show() {
        assert_eq!(instant(2, "2026-03-08", America::New_York), "2026-03-08T07:00Z");
        assert_eq!(instant(2, "2026-10-04", Australia::Lord_Howe), "2026-10-03T15:30Z");
        // Clocks in Apia went from the 29th of December 2011 to the 31st.
        assert_eq!(instant(9, "2011-12-30", Pacific::Apia), "2011-12-30T10:00Z");
    }

    #[test]
    fn a5_an_hour_the_clocks_show_twice_is_the_first_of_the_two() {
        assert_eq!(instant(1, "2026-11-01", America::New_York), "2026-11-01T05:00Z");
    }

    #[test]
    fn a_day_has_twenty_four_hours_to_choose_from() {
        assert_eq!(NoticeHour::new(24), None);
        assert_eq!(NoticeHour::new(23), Some(NoticeHour(23)));
    }
}
