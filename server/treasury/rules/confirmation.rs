//! A basket that two counted is confirmed by the one of them who did not post it (T4): what one woman typed, another has seen.

use super::account::BASKET;
use super::entry::{Content, Kind};
use super::money::Money;

/// How a basket came to be confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By a press on her own device.
    Device,
    /// With her counting code, on the device of whoever posted it.
    Code,
    /// It was posted before anybody could be asked.
    Before,
}

impl Way {
    /// The name it is stored under.
    pub fn name(self) -> &'static str {
        match self {
            Way::Device => "device",
            Way::Code => "code",
            Way::Before => "before",
        }
    }

    /// The way called `name`, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        [Way::Device, Way::Code, Way::Before].into_iter().find(|way| way.name() == name)
    }
}

/// What is known of a basket beside its entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Ids of those who counted and are not forgotten.
    pub counters: Vec<String>,
    /// Id of whoever posted it, unless she is forgotten.
    pub author: Option<String>,
    /// How it was confirmed, if it was.
    pub confirmed: Option<Way>,
    /// Whether it was reversed.
    pub reversed: bool,
}

/// Why somebody cannot confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Only baskets that two counted are confirmed.
    NotOfTwo,
    /// She did not count it.
    NotACounter,
    /// She posted it herself.
    Posted,
    /// It was reversed: there is nothing left to confirm.
    Reversed,
}

/// Whether the basket still waits to be confirmed, by whomever.
pub fn waits(content: &Content, beside: &Beside) -> bool {
    is_of_two(content) && beside.confirmed.is_none() && !beside.reversed
}

/// Ids of those who may confirm it.
pub fn confirmers<'a>(content: &Content, beside: &'a Beside) -> Vec<&'a str> {
    let may = |member: &&str| waits(content, beside) && confirm(content, beside, member).is_ok();
    beside.counters.iter().map(String::as_str).filter(may).collect()
}

/// Whether `member` may confirm it. That it is confirmed already refuses nobody who may: the same press twice is the same success.
pub fn confirm(content: &Content, beside: &Beside, member: &str) -> Result<(), Refusal> {
    if !is_of_two(content) {
        return Err(Refusal::NotOfTwo);
    }
    if !beside.counters.iter().any(|counter| counter == member) {
        return Err(Refusal::NotACounter);
    }
    if beside.author.as_deref() == Some(member) {
        return Err(Refusal::Posted);
    }
    if beside.reversed && beside.confirmed.is_none() {
        return Err(Refusal::Reversed);
    }
    Ok(())
}

/// What was in the basket.
pub fn total(content: &Content) -> Money {
    let line = content.postings.iter().find(|line| line.account == BASKET);
    line.and_then(|line| line.amount.negated()).unwrap_or_default()
}

fn is_of_two(content: &Content) -> bool {
    content.kind == Kind::Collection && content.counters == Some(2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::treasury::rules::books::tests::on;
    use crate::treasury::rules::entry::{Details, Posting};

    fn basket(counters: Option<u8>) -> Content {
        Content {
            kind: if counters.is_some() { Kind::Collection } else { Kind::Income },
            day: on("2026-04-16"),
            relates_to: None,
            reverses: None,
            counters,
            note: String::new(),
            details: Details::default(),
            postings: vec![Posting::on("assets:cash-box", Money::of_minor(4100)), Posting::on(BASKET, Money::of_minor(-4700))],
        }
    }

    fn dana_posted() -> Beside {
        Beside { counters: vec!["dana".into(), "kim".into()], author: Some("dana".into()), ..Beside::default() }
    }

    #[test]
    fn t4_who_counted_and_did_not_post_confirms() {
        let beside = dana_posted();
        assert_eq!(confirm(&basket(Some(2)), &beside, "kim"), Ok(()));
        assert_eq!(confirm(&basket(Some(2)), &beside, "dana"), Err(Refusal::Posted));
        assert_eq!(confirm(&basket(Some(2)), &beside, "zoe"), Err(Refusal::NotACounter));
        assert_eq!(confirmers(&basket(Some(2)), &beside), ["kim"]);
    }

    #[test]
    fn she_is_asked_about_the_whole_basket_whatever_was_paid_out_of_it() {
        assert_eq!(total(&basket(Some(2))), Money::of_minor(4700));
    }

    #[test]
    fn t4_a_single_count_and_any_other_entry_are_not_confirmed() {
        for content in [basket(Some(1)), basket(None)] {
            assert_eq!(confirm(&content, &dana_posted(), "kim"), Err(Refusal::NotOfTwo));
            assert!(!waits(&content, &dana_posted()));
        }
    }

    #[test]
    fn t4_either_counter_confirms_what_somebody_else_posted() {
        let beside = Beside { author: Some("zoe".into()), ..dana_posted() };
        assert_eq!(confirmers(&basket(Some(2)), &beside), ["dana", "kim"]);
    }

    #[test]
    fn t4_what_was_reversed_waits_for_nobody_and_what_is_confirmed_stays_so() {
        let reversed = Beside { reversed: true, ..dana_posted() };
        assert_eq!(confirm(&basket(Some(2)), &reversed, "kim"), Err(Refusal::Reversed));
        assert!(!waits(&basket(Some(2)), &reversed));
        let again = Beside { confirmed: Some(Way::Device), reversed: true, ..dana_posted() };
        assert_eq!(confirm(&basket(Some(2)), &again, "kim"), Ok(()), "a second press of hers");
        assert!(confirmers(&basket(Some(2)), &again).is_empty());
    }

    #[test]
    fn a_way_is_found_by_the_name_it_is_stored_under() {
        for way in [Way::Device, Way::Code, Way::Before] {
            assert_eq!(Way::named(way.name()), Some(way));
        }
        assert_eq!(Way::named("telepathy"), None);
    }

    proptest! {
        #[test]
        fn t4_nobody_confirms_her_own_entry_and_nobody_who_did_not_count(
            counters in proptest::collection::vec("[a-d]", 0..3),
            author in proptest::option::of("[a-d]"),
            member in "[a-e]",
            reversed: bool,
        ) {
            let beside = Beside { counters: counters.clone(), author: author.clone(), confirmed: None, reversed };
            if confirm(&basket(Some(2)), &beside, &member).is_ok() {
                prop_assert!(counters.contains(&member) && author.as_ref() != Some(&member) && !reversed);
                prop_assert!(confirmers(&basket(Some(2)), &beside).contains(&member.as_str()));
            }
        }
    }
}
