//! The sums of a report from entries in memory. The store has the database do the same; a test holds the two together.

use std::collections::{BTreeMap, HashSet};

use super::account::Chart;
use super::entry::{Entry, Kind, Posting};
use super::money::Money;
use super::report::{CategorySum, Period, PlaceSum, Sums};

/// The sums of `entries` for `period`; `None` if one does not fit.
pub fn sums(entries: &[Entry], chart: &Chart, period: Period) -> Option<Sums> {
    let kinds: BTreeMap<i64, Kind> = entries.iter().map(|entry| (entry.number, entry.content.kind)).collect();
    let is_place = |line: &&Posting| chart.get(&line.account).is_some_and(|account| account.kind.is_place());
    let mut places: BTreeMap<(String, Kind), (Money, Money)> = BTreeMap::new();
    let mut categories: BTreeMap<(String, String), Money> = BTreeMap::new();
    let until_the_end = || entries.iter().filter(|entry| entry.content.day <= period.to);
    for entry in until_the_end() {
        let content = &entry.content;
        let kind = content.reverses.and_then(|number| kinds.get(&number).copied()).unwrap_or(content.kind);
        let within = content.day >= period.from;
        for line in content.postings.iter().filter(is_place) {
            let (before, inside) = places.entry((line.account.clone(), kind)).or_default();
            let sum = if within { inside } else { before };
            *sum = sum.plus(line.amount)?;
        }
        let Some(place) = content.postings.iter().find(is_place).filter(|_| within && kind != Kind::Opening) else { continue };
        for line in content.postings.iter().filter(|line| !is_place(line)) {
            let sum = categories.entry((line.account.clone(), place.account.clone())).or_default();
            *sum = sum.plus(line.amount)?;
        }
    }
    let reversed: HashSet<i64> = until_the_end().filter_map(|entry| entry.content.reverses).collect();
    let standing = until_the_end().filter(|entry| {
        entry.content.kind == Kind::Collection && entry.content.day >= period.from && !reversed.contains(&entry.number)
    });
    let (mut collections, mut single_counts) = (0, 0);
    for collection in standing {
        collections += 1;
        single_counts += u64::from(collection.content.counters == Some(1));
    }
    Some(Sums {
        places: places.into_iter().map(|((place, kind), (before, within))| PlaceSum { place, kind, before, within }).collect(),
        categories: categories.into_iter().map(|((account, place), within)| CategorySum { account, place, within }).collect(),
        collections,
        single_counts,
    })
}
