//! What can be wrong with a form about the reserve, a bill, a service body, a plan or a distribution.

use chrono::NaiveDate;

use crate::treasury::rules::money::Money;

/// Why such a form is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SurplusRefusal {
    /// Neither a decision of the register nor the day of a business meeting.
    DecisionMissing,
    /// No decision has this number.
    DecisionUnknown,
    /// It would count before the day it was decided.
    BeforeDecision(NaiveDate),
    /// Neither a fixed sum nor months.
    KindMissing,
    /// Not a whole number from one to this.
    Months(u32),
    /// Not a day of the month, 1 to 31.
    DayOfMonth,
    /// The last day lies before the first.
    EndsBeforeItBegins(NaiveDate),
    /// A name of one to so many characters.
    Name(usize),
    /// Another one goes by that name.
    NameTaken,
    /// A group number holds letters, digits, and what stands between them, up to so many.
    GroupNumber(usize),
    /// Name and number together could not stand as the memo of a payment.
    MemoUnfit,
    /// It stands in the plan that holds, so that forms must go on offering it.
    InPlan,
    /// A percentage with at most two digits behind the point.
    Percent,
    /// The parts do not make a whole; in hundredths of a percent.
    NotWhole(u32),
    /// No service body that forms offer.
    ServiceBodyUnknown,
    /// The same service body twice.
    ServiceBodyTwice,
    /// There is no plan, or it was replaced.
    PlanMissing,
    /// There is nothing that may be passed on (W4).
    NothingAvailable,
    /// Only so much may be passed on.
    MoreThanAvailable(Money),
    /// Rounding and minimums leave nothing for anybody.
    NothingLeftToGive,
    /// A share is paid in full: so much.
    ShareDiffers(Money),
    /// A share is a contribution to a service body, whatever else was chosen.
    ShareCategory,
    /// The memo of a share carries the group number (T16).
    MemoWithoutNumber(String),
}
