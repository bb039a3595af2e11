//! What may be passed on: what is there, less the reserve, less what is spoken for (T14). It is said even when it is less than nothing.

use chrono::NaiveDate;

use super::adopted::{Adopted, in_force};
use super::bill::Bill;
use super::due::{Due, DueKey, Settlement, open};
use super::earmark::Earmark;
use super::reserve::{MonthSum, ReservePolicy};
use crate::treasury::rules::money::{Currency, Money};

/// What the group has laid down and knows to be coming.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Reserve policies, in the order in which they were laid down.
    pub policies: Vec<Adopted<ReservePolicy>>,
    /// Recurring bills.
    pub bills: Vec<Bill>,
    /// Earmarks.
    pub earmarks: Vec<Earmark>,
    /// Lines of distributions, paid or not; due on the day they were proposed.
    pub shares: Vec<Due>,
    /// What settled any of them.
    pub settlements: Vec<Settlement>,
}

impl Kept {
    /// The policy that holds on a day.
    pub fn policy(&self, on: NaiveDate) -> Option<&Adopted<ReservePolicy>> {
        in_force(&self.policies, on)
    }

    /// What this key stands for, paid or not.
    pub fn find(&self, key: DueKey) -> Option<Due> {
        match key {
            DueKey::Bill(id, on) => {
                let bill = self.bills.iter().find(|bill| bill.id == id)?;
                bill.dues(on).into_iter().find(|due| due.key == key)
            }
            DueKey::Earmark(id) => self.earmarks.iter().find(|earmark| earmark.id == id).map(Earmark::due),
            DueKey::Share(..) => self.shares.iter().find(|share| share.key == key).cloned(),
        }
    }

    /// What is to be paid by `until`, whatever is set aside for later.
    pub fn due_by(&self, today: NaiveDate, until: NaiveDate) -> Vec<Due> {
        self.open(today, until).into_iter().filter(|due| due.on <= until).collect()
    }

    /// Everything to be paid by `until` as it stands at the end of `as_of`, and every earmark and share that is open by then.
    pub fn open(&self, as_of: NaiveDate, until: NaiveDate) -> Vec<Due> {
        let bills = self.bills.iter().flat_map(|bill| bill.dues(until));
        let earmarks = self.earmarks.iter().filter(|earmark| earmark.since <= as_of).map(Earmark::due);
        let shares = self.shares.iter().filter(|share| share.on <= as_of).cloned();
        open(bills.chain(earmarks).chain(shares).collect(), &self.settlements, as_of)
    }
}

/// How what is available was reckoned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Available {
    /// At the end of this day.
    pub as_of: NaiveDate,
    /// With the bills that fall due by this one.
    pub until: NaiveDate,
    /// What is there.
    pub closing: Money,
    /// The policy that holds.
    pub policy: Adopted<ReservePolicy>,
    /// The complete months it looked at.
    pub months: Vec<MonthSum>,
    /// The reserve; `None` while the books hold no complete month to reckon it from.
    pub reserve: Option<Money>,
    /// What is spoken for.
    pub earmarked: Vec<Due>,
    /// All of it together.
    pub earmarked_total: Money,
    /// What is left, or how much is missing; `None` while there is no reserve.
    pub available: Option<Money>,
}

impl Available {
    /// Reckons it; `None` where the group has no policy on that day, or where a sum does not fit.
    pub fn of(
        kept: &Kept,
        months: Vec<MonthSum>,
        closing: Money,
        (as_of, until): (NaiveDate, NaiveDate),
        currency: &Currency,
    ) -> Option<Self> {
        let policy = kept.policy(as_of)?.clone();
        let reserve = policy.what.reckon(&months, currency);
        let earmarked = kept.open(as_of, until);
        let earmarked_total = Money::sum(earmarked.iter().map(|due| due.amount))?;
        let unspoken = closing.less(earmarked_total)?;
        let available = match reserve {
            Some(reserve) => Some(unspoken.less(reserve)?),
            None => None,
        };
        Some(Self { as_of, until, closing, policy, months, reserve, earmarked, earmarked_total, available })
    }

    /// What may be passed on: never less than nothing.
    pub fn surplus(&self) -> Money {
        self.available.unwrap_or_default().max(Money::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::super::adopted::RestsOn;
    use super::super::bill::tests::rent;
    use super::super::due::horizon;
    use super::super::reserve::Rounding;
    use super::*;
    use crate::treasury::rules::books::tests::on;
    use uuid::Uuid;

    /// W2 and W3: two months of three; the rent on the first, paid up to April.
    fn april() -> Kept {
        let what = ReservePolicy::Months { months: 2, window: 3, rounding: Rounding::Minor };
        let paid = |day: &str| Settlement {
            key: DueKey::Bill(Uuid::from_u128(1), on(day)),
            on: on(day),
            entry: Some((1, Uuid::from_u128(9))),
            reversed_on: None,
        };
        Kept {
            policies: vec![Adopted { what, effective_on: on("2026-01-01"), rests_on: RestsOn::Decision(4) }],
            bills: vec![rent()],
            settlements: ["2026-02-01", "2026-03-01", "2026-04-01"].map(paid).to_vec(),
            ..Kept::default()
        }
    }

    fn reckoned(kept: &Kept, closing: i64, as_of: &str) -> Option<Available> {
        let months = [("2026-02-01", 121_55), ("2026-03-01", 151_75), ("2026-04-01", 133_93)];
        let months = months.map(|(month, minor)| MonthSum { month: on(month), operating: Money::of_minor(minor) });
        let as_of = on(as_of);
        Available::of(kept, months.to_vec(), Money::of_minor(closing), (as_of, horizon(as_of)), &Currency::of("USD"))
    }

    #[test]
    fn t14_w2_less_the_reserve_and_the_rent_of_may() {
        let available = reckoned(&april(), 645_19, "2026-04-30").expect("there is a policy");
        assert_eq!(available.reserve, Some(Money::of_minor(271_49)));
        assert_eq!(available.earmarked.iter().map(|due| due.on).collect::<Vec<_>>(), [on("2026-05-01")]);
        assert_eq!(available.earmarked_total, Money::of_minor(60_00));
        assert_eq!(available.available, Some(Money::of_minor(313_70)));
    }

    #[test]
    fn t14_available_is_said_even_when_it_is_less_than_nothing_and_then_nothing_may_be_passed_on() {
        let available = reckoned(&april(), 300_00, "2026-04-30").expect("there is a policy");
        assert_eq!(available.available, Some(Money::of_minor(-31_49)));
        assert_eq!(available.surplus(), Money::ZERO);
    }

    #[test]
    fn t14_a_report_of_april_says_the_same_when_the_rent_of_may_is_paid() {
        let mut kept = april();
        let paid = Settlement {
            key: DueKey::Bill(Uuid::from_u128(1), on("2026-05-01")),
            on: on("2026-05-02"),
            entry: Some((20, Uuid::from_u128(20))),
            reversed_on: None,
        };
        kept.settlements.push(paid);
        let of = |as_of| reckoned(&kept, 645_19, as_of).map(|available| available.earmarked_total.minor());
        assert_eq!(of("2026-04-30"), Some(60_00));
        // A month on, the next one is spoken for.
        assert_eq!(of("2026-05-31"), Some(60_00));
        assert_eq!(of("2026-05-02"), Some(60_00));
    }

    #[test]
    fn t14_earmarks_and_unpaid_shares_are_spoken_for_from_the_day_they_were_set_aside() {
        let mut kept = april();
        let earmark = Earmark {
            id: Uuid::from_u128(5),
            what: "Workshop".into(),
            amount: Money::of_minor(45_00),
            due_on: on("2026-09-01"),
            category: None,
            since: on("2026-04-20"),
        };
        kept.earmarks.push(earmark);
        kept.shares.push(Due {
            key: DueKey::Share(Uuid::from_u128(6), 1),
            ..super::super::due::tests::earmark(6, "District", "2026-04-25")
        });
        let of = |as_of| reckoned(&kept, 645_19, as_of).map(|available| available.earmarked_total.minor());
        assert_eq!(of("2026-04-19"), Some(60_00));
        assert_eq!(of("2026-04-20"), Some(105_00));
        assert_eq!(of("2026-04-25"), Some(115_00));
    }

    #[test]
    fn t14_a_key_finds_what_it_stands_for_and_a_bill_on_its_own_days_only() {
        let kept = april();
        let on_day = |day| kept.find(DueKey::Bill(Uuid::from_u128(1), on(day))).map(|due| due.amount.minor());
        assert_eq!((on_day("2026-04-01"), on_day("2026-04-02"), on_day("2026-01-01")), (Some(60_00), None, None));
        assert_eq!(kept.find(DueKey::Earmark(Uuid::from_u128(1))), None);
        let due_by = |until| kept.due_by(on("2026-04-30"), on(until)).len();
        assert_eq!((due_by("2026-04-30"), due_by("2026-05-07")), (0, 1));
    }

    #[test]
    fn t14_without_a_policy_nothing_is_said_and_without_a_month_only_the_sum_is_open() {
        assert_eq!(reckoned(&Kept::default(), 645_19, "2026-04-30"), None);
        assert_eq!(reckoned(&april(), 645_19, "2025-12-31"), None);
        let new =
            Available::of(&april(), Vec::new(), Money::of_minor(1), (on("2026-04-30"), on("2026-05-31")), &Currency::of("USD"));
        let new = new.expect("there is a policy");
        assert_eq!((new.reserve, new.available, new.surplus()), (None, None, Money::ZERO));
    }
}
