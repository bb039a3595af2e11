//! The one clock. Nothing else in the product asks the system what time it is.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// Tells the time; tests put another one in its place.
///
/// ```
/// # use homegroup_plugin::{Clock, chrono::DateTime};
/// let clock = Clock::of(|| DateTime::from_timestamp(1_772_335_800, 0).expect("a valid instant"));
/// // At 2026-03-01T03:30Z it is still the 28th of February in New York.
/// assert_eq!(clock.today(homegroup_plugin::chrono_tz::America::New_York).to_string(), "2026-02-28");
/// ```
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self(Arc::new(Utc::now))
    }

    /// A clock that asks `tell`.
    pub fn of(tell: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// The present instant.
    pub fn now(&self) -> DateTime<Utc> {
        (self.0)()
    }

    /// The calendar day it is now in `zone`.
    pub fn today(&self, zone: Tz) -> NaiveDate {
        self.now().with_timezone(&zone).date_naive()
    }
}
