//! What a file of payments would post, as the page sends it back: of each payment a day, an amount, a fee and its fingerprint, and nothing
//! else of the file (T5).

use chrono::NaiveDate;

use crate::treasury::rules::money::{LARGEST_MINOR, Money};
use crate::treasury::rules::reconciliation::columns::FileRow;
use crate::treasury::store::reconciliation::Mark;

/// As it stands in the page's hidden field.
pub(super) fn written(rows: &[(FileRow, Mark)]) -> String {
    let row = |(row, (fingerprint, times)): &(FileRow, Mark)| {
        format!("{} {} {} {fingerprint} {times}", row.day, row.amount.minor(), row.fee.minor())
    };
    rows.iter().map(row).collect::<Vec<_>>().join(" ")
}

/// Read again; `None` if somebody wrote it by hand and wrongly.
pub(super) fn read(written: &str, today: NaiveDate) -> Option<Vec<(FileRow, Mark)>> {
    let words: Vec<&str> = written.split_whitespace().collect();
    let row = |(line, words): (usize, &[&str])| {
        let [day, amount, fee, fingerprint, times] = words else { return None };
        let day: NaiveDate = day.parse().ok().filter(|day| *day <= today)?;
        let minor = |digits: &str| digits.parse().ok().filter(|minor: &i64| (0..=LARGEST_MINOR).contains(minor));
        let (amount, fee) = (Money::of_minor(minor(amount)?), Money::of_minor(minor(fee)?));
        let is_hash = fingerprint.len() == 64 && fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit());
        let times: i64 = times.parse().ok().filter(|times| *times > 0)?;
        (is_hash && fee <= amount).then(|| (FileRow { line, day, amount, fee }, ((*fingerprint).to_owned(), times)))
    };
    words.chunks(5).enumerate().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: &str) -> NaiveDate {
        day.parse().expect("a day")
    }

    #[test]
    fn t5_a_preview_sends_back_days_amounts_fees_and_fingerprints() {
        let row = |line, times| {
            let row = FileRow { line, day: on("2026-04-15"), amount: Money::of_minor(10_00), fee: Money::of_minor(59) };
            (row, ("ab".repeat(32), times))
        };
        let rows = vec![row(0, 1), row(1, 2)];
        assert_eq!(read(&written(&rows), on("2026-04-16")), Some(rows.clone()));
        assert_eq!(read(&written(&rows), on("2026-04-14")), None);
        for wrong in ["2026-04-15", "2026-04-15 1 2 x 1", &format!("2026-04-15 1 2 {} 1", "ab".repeat(32))] {
            assert_eq!(read(wrong, on("2026-04-16")), None, "{wrong}");
        }
    }
}
