//! A year of the group's money, month by month, and where the bars and the line of its picture stand.

use chrono::{Datelike, Months, NaiveDate};

use super::money::Money;
use super::report::{DoesNotAddUp, Period};

/// What moved in one month, summed up by the store; income is negative here, as in the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MonthSum {
    /// The month, 1 to 12.
    pub month: u32,
    /// On all places.
    pub places: Money,
    /// On income accounts.
    pub income: Money,
    /// On expense accounts.
    pub expenses: Money,
    /// On the other side of opening balances.
    pub opened: Money,
}

/// A month as people read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its days.
    pub period: Period,
    /// What came in.
    pub income: Money,
    /// What was spent.
    pub expenses: Money,
    /// What there was at its end.
    pub closing: Money,
}

/// A year, up to the month it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// Which one.
    pub year: i32,
    /// What there was before it.
    pub opening: Money,
    /// Its months so far.
    pub months: Vec<Month>,
}

/// All days of a year; `None` for one that no calendar of ours has.
pub fn days_of(year: i32) -> Option<Period> {
    (2000..=9999).contains(&year).then_some(())?;
    Some(Period { from: NaiveDate::from_ymd_opt(year, 1, 1)?, to: NaiveDate::from_ymd_opt(year, 12, 31)? })
}

impl Year {
    /// The months of `year` until `today`, and proof that what the places hold is what the categories say (T11).
    pub fn of(year: i32, opening: Money, sums: &[MonthSum], today: NaiveDate) -> Result<Self, DoesNotAddUp> {
        let mut months = Vec::new();
        let mut closing = opening;
        for month in 1..=12 {
            let from = NaiveDate::from_ymd_opt(year, month, 1).ok_or(DoesNotAddUp)?;
            let to = (from + Months::new(1)).pred_opt().ok_or(DoesNotAddUp)?;
            let sum = sums.iter().find(|sum| sum.month == month).copied().unwrap_or_default();
            if Money::sum([sum.places, sum.income, sum.expenses, sum.opened]) != Some(Money::ZERO) {
                return Err(DoesNotAddUp);
            }
            closing = closing.plus(sum.places).ok_or(DoesNotAddUp)?;
            if from <= today {
                let income = sum.income.negated().ok_or(DoesNotAddUp)?;
                months.push(Month { period: Period { from, to }, income, expenses: sum.expenses, closing });
            }
        }
        Ok(Self { year, opening, months })
    }
}

/// The size of the picture, in its own units.
pub const WIDTH: i64 = 720;
/// See [`WIDTH`].
pub const HEIGHT: i64 = 340;
const LEFT: i64 = 14;
const TOP: i64 = 34;
const BOTTOM: i64 = 290;
const MONTH_WIDTH: i64 = (WIDTH - 2 * LEFT) / 12;
const BAR: i64 = 19;

/// A bar: from `y` down over `height`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its left edge.
    pub x: i64,
    /// Its upper edge.
    pub y: i64,
    /// How wide it is.
    pub width: i64,
    /// How high it is.
    pub height: i64,
}

/// Where everything stands for one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The month, 1 to 12.
    pub month: u32,
    /// The middle of the month.
    pub middle: i64,
    /// What came in.
    pub income: Bar,
    /// What was spent.
    pub expenses: Bar,
    /// The height of the balance at its end.
    pub balance: i64,
}

/// The picture: bars for income and expenses, a line for the balance, all on one scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The height of nothing.
    pub zero: i64,
    /// The largest amount, drawn at the top.
    pub largest: Money,
    /// The months.
    pub months: Vec<Drawn>,
}

impl Picture {
    /// Draws a year.
    pub fn of(year: &Year) -> Self {
        let all = || year.months.iter().flat_map(|month| [month.income, month.expenses, month.closing]);
        let highest = all().max().unwrap_or_default().max(Money::ZERO).minor();
        let lowest = all().min().unwrap_or_default().min(Money::ZERO).minor();
        let range = i128::from(highest) - i128::from(lowest);
        let height = |money: Money| -> i64 {
            let above = i128::from(money.minor()) - i128::from(lowest);
            let units = if range == 0 { 0 } else { i128::from(BOTTOM - TOP) * above / range };
            BOTTOM - i64::try_from(units).unwrap_or_default()
        };
        let zero = height(Money::ZERO);
        let bar = |x: i64, money: Money| {
            let at = height(money);
            Bar { x, y: at.min(zero), width: BAR, height: (at - zero).abs() }
        };
        let draw = |month: &Month| {
            let number = month.period.from.month();
            let middle = LEFT + MONTH_WIDTH * i64::from(number - 1) + MONTH_WIDTH / 2;
            Drawn {
                month: number,
                middle,
                income: bar(middle - BAR - 1, month.income),
                expenses: bar(middle + 1, month.expenses),
                balance: height(month.closing),
            }
        };
        Self { zero, largest: Money::of_minor(highest), months: year.months.iter().map(draw).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::on;

    fn sum(month: u32, income: i64, expenses: i64, opened: i64) -> MonthSum {
        let minor = Money::of_minor;
        MonthSum {
            month,
            places: minor(income - expenses + opened),
            income: minor(-income),
            expenses: minor(expenses),
            opened: minor(-opened),
        }
    }

    #[test]
    fn t11_each_month_closes_with_what_the_one_before_left_and_what_moved() {
        let sums = [sum(1, 100, 40, 0), sum(3, 50, 200, 25)];
        let year = Year::of(2026, Money::of_minor(1000), &sums, on("2026-04-16")).expect("adds up");
        let closings: Vec<i64> = year.months.iter().map(|month| month.closing.minor()).collect();
        assert_eq!(closings, [1060, 1060, 935, 935], "the months that have not begun are left out");
        assert_eq!(year.months[1].period, Period { from: on("2026-02-01"), to: on("2026-02-28") });
        let wrong = MonthSum { places: Money::of_minor(61), ..sums[0] };
        assert_eq!(Year::of(2026, Money::ZERO, &[wrong], on("2026-04-16")), Err(DoesNotAddUp));
    }

    #[test]
    fn t21_the_picture_is_true_to_scale_also_below_zero() {
        let sums = [sum(1, 100, 300, 0), sum(2, 200, 0, 0)];
        let year = Year::of(2025, Money::ZERO, &sums, on("2026-04-16")).expect("adds up");
        let picture = Picture::of(&year);
        // From -200 to 300 on 256 units.
        let drawn = picture.months[0];
        assert_eq!((picture.zero, picture.largest.minor()), (188, 300));
        assert_eq!((drawn.expenses.y, drawn.expenses.height), (TOP, 188 - TOP));
        assert_eq!(drawn.balance, BOTTOM);
        assert_eq!(picture.months[1].income.height, 188 - 86);
        assert!(picture.months.iter().all(|month| month.expenses.x + BAR < WIDTH && month.income.x > 0));
    }

    #[test]
    fn a_year_without_money_is_a_line_and_no_division_by_nothing() {
        let picture = Picture::of(&Year::of(2025, Money::ZERO, &[], on("2026-04-16")).expect("adds up"));
        assert!(picture.months.iter().all(|month| month.income.height == 0 && month.balance == BOTTOM));
        assert_eq!((days_of(1999), days_of(10000)), (None, None));
        assert_eq!(days_of(2024).map(|days| days.to), Some(on("2024-12-31")));
    }
}
