//! The sentence for each reason to refuse a form about the reserve, a bill, a service body, a plan or a distribution.

use chrono::NaiveDate;
use homegroup_plugin::Text;

use crate::treasury::rules::money::Currency;
use crate::treasury::rules::surplus::refusal::SurplusRefusal;
use crate::treasury::rules::surplus::split_plan::percent;

/// What to tell the person who filled in the form; `day` says a day in words.
pub(super) fn sentence(refusal: &SurplusRefusal, currency: &Currency, day: impl Fn(NaiveDate) -> String) -> Text {
    match refusal {
        SurplusRefusal::DecisionMissing => Text::new("treasury-refused-decision-missing"),
        SurplusRefusal::DecisionUnknown => Text::new("treasury-refused-decision-unknown"),
        SurplusRefusal::BeforeDecision(decided_on) => Text::new("treasury-refused-before-decision").with("day", day(*decided_on)),
        SurplusRefusal::KindMissing => Text::new("treasury-refused-reserve-kind"),
        SurplusRefusal::Months(most) => Text::new("treasury-refused-months").with("most", *most),
        SurplusRefusal::DayOfMonth => Text::new("treasury-refused-day-of-month"),
        SurplusRefusal::EndsBeforeItBegins(begins_on) => Text::new("treasury-refused-bill-end").with("day", day(*begins_on)),
        SurplusRefusal::Name(longest) => Text::new("treasury-refused-name").with("most", *longest),
        SurplusRefusal::NameTaken => Text::new("treasury-refused-body-taken"),
        SurplusRefusal::GroupNumber(longest) => Text::new("treasury-refused-group-number").with("most", *longest),
        SurplusRefusal::MemoUnfit => Text::new("treasury-refused-memo-unfit"),
        SurplusRefusal::InPlan => Text::new("treasury-refused-body-in-plan"),
        SurplusRefusal::Percent => Text::new("treasury-refused-percent"),
        SurplusRefusal::NotWhole(points) => Text::new("treasury-refused-not-whole").with("sum", percent(*points)),
        SurplusRefusal::ServiceBodyUnknown => Text::new("treasury-refused-choose"),
        SurplusRefusal::ServiceBodyTwice => Text::new("treasury-refused-body-twice"),
        SurplusRefusal::PlanMissing => Text::new("treasury-refused-plan-missing"),
        SurplusRefusal::NothingAvailable => Text::new("treasury-refused-nothing-available"),
        SurplusRefusal::MoreThanAvailable(available) => {
            Text::new("treasury-refused-more-than-available").with("available", currency.say(*available))
        }
        SurplusRefusal::NothingLeftToGive => Text::new("treasury-refused-nothing-left-to-give"),
        SurplusRefusal::ShareDiffers(amount) => Text::new("treasury-refused-share-differs").with("amount", currency.say(*amount)),
        SurplusRefusal::ShareCategory => Text::new("treasury-refused-share-category"),
        SurplusRefusal::MemoWithoutNumber(number) => Text::new("treasury-refused-memo-number").with("number", number.clone()),
    }
}
