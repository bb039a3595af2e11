//! What is available and what is due, as pages and files show it.

use chrono::{Datelike, Days, Months, NaiveDate};
use homegroup_plugin::Text;
use serde::Serialize;

use crate::treasury::export::Words;
use crate::treasury::routes::view::{Amount, View};
use crate::treasury::rules::money::Money;
use crate::treasury::rules::surplus::available::Available;
use crate::treasury::rules::surplus::due::{Due, DueKey};
use crate::treasury::rules::surplus::reserve::{ReservePolicy, Rounding};

/// How what is available was reckoned.
#[derive(Clone, Debug, Serialize)]
pub(in crate::treasury::routes) struct Reckoned {
    pub as_of: String,
    pub until: String,
    pub closing: Amount,
    /// Less the reserve, so that the column adds up.
    pub reserve: Option<Amount>,
    pub kept_back: Option<Amount>,
    pub earmarked: Vec<DueShown>,
    /// Less what is spoken for.
    pub earmarked_total: Amount,
    pub earmarked_names: String,
    pub available: Option<Amount>,
    /// How much is missing, where it is less than nothing.
    pub below_by: Option<Amount>,
    pub anything: bool,
    pub policy: PolicyShown,
    pub months: Vec<Month>,
    pub months_total: Amount,
    pub fewer_months: bool,
}

/// A policy in words.
#[derive(Clone, Debug, Serialize)]
pub(in crate::treasury::routes) struct PolicyShown {
    pub words: Text,
    pub effective_on: String,
    pub is_months: bool,
}

/// A month and what running the meeting cost in it.
#[derive(Clone, Debug, Serialize)]
pub(in crate::treasury::routes) struct Month {
    name: Text,
    from: String,
    to: String,
    operating: Amount,
}

/// Something to pay.
#[derive(Clone, Debug, Serialize)]
pub(in crate::treasury::routes) struct DueShown {
    key: String,
    what: String,
    on: String,
    amount: Amount,
    category: Option<String>,
    is_bill: bool,
    is_share: bool,
    overdue: bool,
}

impl Reckoned {
    pub fn of(view: &View, available: &Available, today: NaiveDate) -> Self {
        let less = |money: Money| view.amount(money.negated().unwrap_or_default());
        let left = available.available;
        let names: Vec<&str> = available.earmarked.iter().map(|due| due.what.as_str()).collect();
        Self {
            as_of: available.as_of.to_string(),
            until: available.until.to_string(),
            closing: view.amount(available.closing),
            reserve: available.reserve.map(less),
            kept_back: available.reserve.map(|reserve| view.amount(reserve)),
            earmarked: dues(view, &available.earmarked, today),
            earmarked_total: less(available.earmarked_total),
            earmarked_names: names.join(", "),
            available: left.map(|left| view.amount(left)),
            below_by: left.filter(|left| *left < Money::ZERO).map(less),
            anything: left.is_some_and(|left| left > Money::ZERO),
            policy: PolicyShown::of(view, &available.policy.what, available.policy.effective_on),
            months: available.months.iter().map(|month| Month::of(view, month.month, month.operating)).collect(),
            months_total: view.amount(Money::sum(available.months.iter().map(|month| month.operating)).unwrap_or_default()),
            fewer_months: available.months.len() < available.policy.what.window() as usize,
        }
    }
}

impl PolicyShown {
    pub fn of(view: &View, policy: &ReservePolicy, effective_on: NaiveDate) -> Self {
        let words = match policy {
            ReservePolicy::Fixed(sum) => Text::new("treasury-reserve-policy-fixed").with("sum", view.currency.say(*sum)),
            ReservePolicy::Months { months, window, rounding } => Text::new("treasury-reserve-policy-months")
                .with("months", *months)
                .with("window", *window)
                .with("step", step(view, *rounding)),
        };
        Self { words, effective_on: effective_on.to_string(), is_months: matches!(policy, ReservePolicy::Months { .. }) }
    }
}

/// What a reserve is rounded up to, as people say it: `1¢`, `$1`, `$10`.
pub(super) fn step(view: &View, rounding: Rounding) -> String {
    view.currency.piece(rounding.step(&view.currency).minor())
}

impl Month {
    fn of(view: &View, month: NaiveDate, operating: Money) -> Self {
        let name = view.spoken.say(&Text::new("treasury-month").with("month", month.month()));
        let name = Text::new("treasury-month-of-year").with("month", name).with("year", month.year().to_string());
        let to = month + Months::new(1) - Days::new(1);
        Self { name, from: month.to_string(), to: to.to_string(), operating: view.amount(operating) }
    }
}

/// Things to pay, for a list.
pub(in crate::treasury::routes) fn dues(view: &View, dues: &[Due], today: NaiveDate) -> Vec<DueShown> {
    let shown = |due: &Due| DueShown {
        key: due.key.to_string(),
        what: due.what.clone(),
        on: due.on.to_string(),
        amount: view.amount(due.amount),
        category: due.category.as_deref().map(|code| view.spoken.account(code)),
        is_bill: matches!(due.key, DueKey::Bill(..)),
        is_share: matches!(due.key, DueKey::Share(..)),
        overdue: due.on < today,
    };
    dues.iter().map(shown).collect()
}
