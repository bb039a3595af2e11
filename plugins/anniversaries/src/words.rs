//! Marks and months as sentences of the catalogue.

use homegroup_plugin::Text;
use homegroup_plugin::chrono::Datelike;

use crate::rules::{Mark, Month};

/// "90 days", "one year".
pub fn of(mark: Mark) -> Text {
    let key = match mark {
        Mark::Days(_) => "anniversaries-days",
        Mark::Months(_) => "anniversaries-months",
        Mark::Years(_) => "anniversaries-years",
    };
    Text::new(key).with("count", mark.count())
}

/// "April 2026".
pub fn month(month: Month) -> Text {
    in_month("anniversaries-month", month)
}

/// The sentence `key`, which names the month.
pub fn in_month(key: &'static str, month: Month) -> Text {
    Text::new(key).with("month", month.first().month()).with("year", month.first().year().to_string())
}
