//! Whose name may stand with a contribution (T7). The basket has no giver (T3); a name stands with a birthday contribution, a bequest, or
//! where the giver asked for a receipt, and always beside the ledger, where it can be erased.

use super::refusal::ContributionRefusal;
use crate::treasury::rules::account::{BASKET, BEQUESTS, BIRTHDAY_CONTRIBUTIONS, Source};
use crate::treasury::rules::refusal::{Reason, Refusal, Refusals};

/// Why a name stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// A birthday contribution.
    Birthday,
    /// A bequest.
    Bequest,
    /// She asked for a receipt.
    Receipt,
}

impl Occasion {
    /// All of them, with the names they are stored under.
    pub const ALL: [(Occasion, &'static str); 3] =
        [(Occasion::Birthday, "birthday"), (Occasion::Bequest, "bequest"), (Occasion::Receipt, "receipt")];

    /// The name it is stored under.
    pub fn name(self) -> &'static str {
        Occasion::ALL.iter().find(|(occasion, _)| *occasion == self).map_or("", |(_, name)| name)
    }

    /// The occasion stored as `name`.
    pub fn named(name: &str) -> Option<Occasion> {
        Occasion::ALL.iter().find(|(_, known)| *known == name).map(|(occasion, _)| *occasion)
    }
}

/// What was typed about the giver.
#[derive(Clone, Copy, Debug, Default)]
pub struct Raw<'a> {
    /// Id of the member; empty as a rule.
    pub giver: &'a str,
    /// Whether she asked for a receipt.
    pub receipt: bool,
    /// Code of the income account.
    pub category: &'a str,
}

/// A member whose name stands with a contribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Giver {
    /// Her id.
    pub member: String,
    /// Why.
    pub occasion: Occasion,
}

/// Reads it; `None` where no name was given. `offered` are the ids the form offers: members, and those who were members.
pub fn giver(raw: Raw<'_>, offered: &[String]) -> Result<Option<Giver>, Vec<Refusal>> {
    if raw.giver.is_empty() {
        return Ok(None);
    }
    let mut refusals = Refusals::default();
    let member = offered.iter().find(|member| *member == raw.giver).cloned();
    let refused = |refusal| Reason::Contribution(refusal);
    let member = refusals.take("giver", member.ok_or(refused(ContributionRefusal::GiverUnknown)));
    let occasion = match raw.category {
        BIRTHDAY_CONTRIBUTIONS => Ok(Occasion::Birthday),
        BEQUESTS => Ok(Occasion::Bequest),
        BASKET => Err(ContributionRefusal::GiverElsewhere),
        other if Source::of(other) == Some(Source::Member) && raw.receipt => Ok(Occasion::Receipt),
        other if Source::of(other) == Some(Source::Member) => Err(ContributionRefusal::ReceiptNotAsked),
        _ => Err(ContributionRefusal::GiverElsewhere),
    };
    let occasion = refusals.take("giver", occasion.map_err(refused));
    let whole = member.zip(occasion).map(|(member, occasion)| Some(Giver { member, occasion }));
    refusals.finish(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::rules::account::{E_PAYMENTS, STANDARD};

    fn read(member: &str, category: &str, receipt: bool) -> Result<Option<Giver>, Vec<Reason>> {
        let offered = ["dana".to_owned(), "kim".to_owned()];
        let read = giver(Raw { giver: member, receipt, category }, &offered);
        read.map_err(|all| all.into_iter().map(|refusal| refusal.reason).collect())
    }

    fn kim(occasion: Occasion) -> Option<Giver> {
        Some(Giver { member: "kim".into(), occasion })
    }

    #[test]
    fn t7_a_name_stands_with_a_birthday_a_bequest_or_a_receipt_she_asked_for() {
        assert_eq!(read("kim", BIRTHDAY_CONTRIBUTIONS, false), Ok(kim(Occasion::Birthday)));
        assert_eq!(read("kim", BEQUESTS, false), Ok(kim(Occasion::Bequest)));
        assert_eq!(read("kim", E_PAYMENTS, true), Ok(kim(Occasion::Receipt)));
        let refused = |refusal| Err(vec![Reason::Contribution(refusal)]);
        assert_eq!(read("kim", E_PAYMENTS, false), refused(ContributionRefusal::ReceiptNotAsked));
        assert_eq!(read("", BIRTHDAY_CONTRIBUTIONS, false), Ok(None), "a name is never needed");
    }

    #[test]
    fn t3_t7_no_other_income_takes_a_name_whatever_is_sent() {
        let allowed = [BIRTHDAY_CONTRIBUTIONS, BEQUESTS, E_PAYMENTS];
        for (code, _) in STANDARD.iter().filter(|(code, _)| !allowed.contains(code)) {
            for receipt in [false, true] {
                assert_eq!(
                    read("kim", code, receipt),
                    Err(vec![Reason::Contribution(ContributionRefusal::GiverElsewhere)]),
                    "{code}"
                );
            }
        }
    }

    #[test]
    fn a_stranger_is_nobody_the_form_offers() {
        assert_eq!(read("robin", BEQUESTS, false), Err(vec![Reason::Contribution(ContributionRefusal::GiverUnknown)]));
    }

    #[test]
    fn every_occasion_is_found_under_its_name() {
        for (occasion, name) in Occasion::ALL {
            assert_eq!((Occasion::named(name), occasion.name()), (Some(occasion), name));
        }
        assert_eq!(Occasion::named("basket"), None);
    }
}
