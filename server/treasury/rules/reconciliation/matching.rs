//! Which rows of a statement are which entries: proposed where the amounts are the same and the days near, tied together by hand
//! where several rows are one entry or one row several entries.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use uuid::Uuid;

use super::reckoning::Item;
use super::refusal::StatementRefusal;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::{Reason, Refusal};

/// A bank may take so many days for a deposit or a cheque until a row is no longer taken for it.
pub const NEAR_DAYS: u64 = 10;

/// A row of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: Uuid,
    /// The file it came in.
    pub import: Uuid,
    /// Its day.
    pub day: NaiveDate,
    /// What came in, or went out (negative).
    pub amount: Money,
    /// What it is tied to.
    pub tied: Option<Uuid>,
}

/// A row and the entry it is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Id of the row.
    pub row: Uuid,
    /// Number of the entry.
    pub entry: i64,
}

/// For rows that are tied to nothing the entry of the same amount whose day is nearest; each row and each entry once.
pub fn propose(rows: &[Row], items: &[Item]) -> Vec<Proposal> {
    let rows: Vec<&Row> = rows.iter().filter(|row| row.tied.is_none()).collect();
    let items: Vec<&Item> = items.iter().filter(|item| item.tied.is_none()).collect();
    let mut near: Vec<(u64, NaiveDate, Uuid, i64)> = Vec::new();
    for row in &rows {
        let same = items.iter().filter(|item| item.amount == row.amount);
        let with_distance = same.map(|item| ((row.day - item.day).num_days().unsigned_abs(), row.day, row.id, item.entry));
        near.extend(with_distance.filter(|(distance, ..)| *distance <= NEAR_DAYS));
    }
    near.sort();
    let (mut taken_rows, mut taken_entries) = (BTreeSet::new(), BTreeSet::new());
    let mut proposals = Vec::new();
    for (_, _, row, entry) in near {
        if !taken_rows.contains(&row) && !taken_entries.contains(&entry) {
            taken_rows.insert(row);
            taken_entries.insert(entry);
            proposals.push(Proposal { row, entry });
        }
    }
    proposals
}

/// Rows and entries that were ticked as the same money: `rows` are ids, `entries` numbers, both as they were typed.
pub fn tie(known: (&[Row], &[Item]), rows: &[String], entries: &[String]) -> Result<(Vec<Uuid>, Vec<i64>), Vec<Refusal>> {
    let refused = |reason| vec![Refusal { field: "rows".into(), reason: Reason::Statement(reason) }];
    if rows.is_empty() || entries.is_empty() {
        return Err(refused(StatementRefusal::NothingTied));
    }
    let row = |typed: &String| known.0.iter().find(|row| row.id.to_string() == *typed && row.tied.is_none());
    let item = |typed: &String| known.1.iter().find(|item| item.entry.to_string() == *typed && item.tied.is_none());
    let found_rows: Option<Vec<&Row>> = rows.iter().collect::<BTreeSet<_>>().into_iter().map(row).collect();
    let found_items: Option<Vec<&Item>> = entries.iter().collect::<BTreeSet<_>>().into_iter().map(item).collect();
    let (Some(found_rows), Some(found_items)) = (found_rows, found_items) else {
        return Err(refused(StatementRefusal::ListChanged));
    };
    let of_rows = Money::sum(found_rows.iter().map(|row| row.amount)).unwrap_or_default();
    let of_entries = Money::sum(found_items.iter().map(|item| item.amount)).unwrap_or_default();
    if of_rows != of_entries {
        return Err(refused(StatementRefusal::SumsDiffer { rows: of_rows, entries: of_entries }));
    }
    Ok((found_rows.iter().map(|row| row.id).collect(), found_items.iter().map(|item| item.entry).collect()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::reckoning::tests::item;
    use super::*;
    use crate::treasury::rules::books::tests::on;

    fn row(id: u128, day: &str, minor: i64) -> Row {
        Row { id: Uuid::from_u128(id), import: Uuid::nil(), day: on(day), amount: Money::of_minor(minor), tied: None }
    }

    fn entry(number: i64, day: &str, minor: i64) -> Item {
        Item { day: on(day), ..item(number, minor, false) }
    }

    #[test]
    fn t18_a_row_is_taken_for_the_entry_of_its_amount_whose_day_is_nearest() {
        let rows = [row(1, "2026-04-03", 41_00), row(2, "2026-04-10", 41_00), row(3, "2026-04-30", -31_80)];
        let items = [entry(7, "2026-04-09", 41_00), entry(6, "2026-04-02", 41_00), entry(8, "2026-04-19", -31_80)];
        let proposals: Vec<_> = propose(&rows, &items).iter().map(|one| (one.row.as_u128(), one.entry)).collect();
        assert_eq!(proposals, [(1, 6), (2, 7)], "the cheque of eleven days before is too far away");
    }

    #[test]
    fn t18_several_rows_are_one_entry_and_one_row_several_entries() {
        let rows = [row(1, "2026-04-03", 20_00), row(2, "2026-04-03", 21_00), row(3, "2026-04-04", -50_00)];
        let items = [entry(5, "2026-04-02", 41_00), entry(6, "2026-04-04", -30_00), entry(7, "2026-04-04", -20_00)];
        let tie = |ids: &[u128], numbers: &[i64]| {
            let ids: Vec<String> = ids.iter().map(|id| Uuid::from_u128(*id).to_string()).collect();
            let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            tie((&rows, &items), &ids, &numbers).map_err(|refusals| refusals[0].reason.clone())
        };
        assert!(tie(&[1, 2], &[5]).is_ok() && tie(&[3], &[6, 7]).is_ok());
        let differ = StatementRefusal::SumsDiffer { rows: Money::of_minor(20_00), entries: Money::of_minor(41_00) };
        assert_eq!(tie(&[1], &[5]), Err(Reason::Statement(differ.clone())));
        assert_eq!(tie(&[1, 1], &[5]), Err(Reason::Statement(differ)), "the same row twice is one row");
        assert_eq!(tie(&[1, 2], &[9]), Err(Reason::Statement(StatementRefusal::ListChanged)));
        assert_eq!(tie(&[], &[5]), Err(Reason::Statement(StatementRefusal::NothingTied)));
    }

    proptest! {
        #[test]
        fn t18_no_row_and_no_entry_is_proposed_twice_and_every_proposal_is_of_one_amount(
            rows in proptest::collection::vec((1_u32..28, 1_i64..4), 0..12),
            items in proptest::collection::vec((1_u32..28, 1_i64..4), 0..12),
        ) {
            let day = |day: u32| format!("2026-04-{day:02}");
            let rows: Vec<Row> = rows.iter().zip(1..).map(|((on, minor), id)| row(id, &day(*on), *minor)).collect();
            let items: Vec<Item> = items.iter().zip(1..).map(|((on, minor), number)| entry(number, &day(*on), *minor)).collect();
            let proposals = propose(&rows, &items);
            let once: BTreeSet<_> = proposals.iter().map(|one| one.row).collect();
            let entries: BTreeSet<_> = proposals.iter().map(|one| one.entry).collect();
            prop_assert!(once.len() == proposals.len() && entries.len() == proposals.len());
            for one in &proposals {
                let row = rows.iter().find(|row| row.id == one.row).expect("known");
                let item = items.iter().find(|item| item.entry == one.entry).expect("known");
                prop_assert_eq!(row.amount, item.amount);
            }
        }
    }
}
