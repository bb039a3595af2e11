//! The periods a report is usually asked for.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::report::Period;

/// A period with a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// The month today is in.
    ThisMonth,
    /// The one before.
    LastMonth,
    /// The quarter today is in.
    ThisQuarter,
    /// The one before.
    LastQuarter,
    /// The year today is in.
    ThisYear,
    /// The one before.
    LastYear,
}

impl Span {
    /// All of them, the most usual first.
    pub const ALL: [Span; 6] =
        [Span::ThisMonth, Span::LastMonth, Span::ThisQuarter, Span::LastQuarter, Span::ThisYear, Span::LastYear];

    /// Its days; whole months, also where some of the days have not come yet.
    pub fn period(self, today: NaiveDate) -> Period {
        let (months, back) = match self {
            Span::ThisMonth => (1, 0),
            Span::LastMonth => (1, 1),
            Span::ThisQuarter => (3, 0),
            Span::LastQuarter => (3, 3),
            Span::ThisYear => (12, 0),
            Span::LastYear => (12, 12),
        };
        let into_span = today.month0() % months;
        let first = today - Days::new(u64::from(today.day0()));
        let from = first - Months::new(into_span + back);
        Period { from, to: from + Months::new(months) - Days::new(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::on;

    #[test]
    fn spans_are_whole_months() {
        let cases = [
            (Span::ThisMonth, "2026-02-28", "2026-02-01", "2026-02-28"),
            (Span::LastMonth, "2026-03-31", "2026-02-01", "2026-02-28"),
            (Span::LastMonth, "2026-01-15", "2025-12-01", "2025-12-31"),
            (Span::ThisQuarter, "2026-05-31", "2026-04-01", "2026-06-30"),
            (Span::LastQuarter, "2026-02-01", "2025-10-01", "2025-12-31"),
            (Span::ThisYear, "2024-02-29", "2024-01-01", "2024-12-31"),
            (Span::LastYear, "2024-02-29", "2023-01-01", "2023-12-31"),
        ];
        for (span, today, from, to) in cases {
            assert_eq!(span.period(on(today)), Period { from: on(from), to: on(to) }, "{span:?} on {today}");
        }
    }
}
