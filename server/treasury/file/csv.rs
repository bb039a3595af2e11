//! Comma-separated values, and what goes by that name with semicolons or tabs.

use csv::{ReaderBuilder, Trim};

use crate::treasury::rules::reconciliation::table::{Line, Table};

/// The file as a table; `None` if it is none.
pub(super) fn table(text: &str) -> Option<Table> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.ok()?;
        let number = record.position().and_then(|position| usize::try_from(position.line()).ok()).unwrap_or(lines.len() + 1);
        lines.push(Line { number, cells: record.iter().map(str::to_owned).collect() });
    }
    Some(Table::of(lines))
}

/// What parts the cells: of the three the one that most lines have most of.
fn delimiter(text: &str) -> u8 {
    let lines = || text.lines().filter(|line| !line.trim().is_empty()).take(50);
    let count = |mark: u8| lines().map(|line| line.bytes().filter(|byte| *byte == mark).count().min(1)).sum::<usize>();
    let total = |mark: u8| text.bytes().filter(|byte| *byte == mark).count();
    // A semicolon or a tab seldom stands in words; a comma often does.
    [b';', b'\t', b','].into_iter().max_by_key(|mark| (count(*mark), usize::from(*mark != b','), total(*mark))).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<String> {
        table(text).expect("reads").lines[0].cells.clone()
    }

    #[test]
    fn t18_cells_are_parted_by_what_the_file_uses() {
        assert_eq!(cells("Date,Amount\n2026-04-16,\"1,234.50\"\n"), ["2026-04-16", "1,234.50"]);
        assert_eq!(cells("Date;Amount\n16.04.2026;1.234,50\n"), ["16.04.2026", "1.234,50"]);
        assert_eq!(cells("Date\tAmount\r\n2026-04-16\t12,50\r\n"), ["2026-04-16", "12,50"]);
        assert_eq!(cells("Date,Name,Amount\n2026-04-16,a;b,1\n"), ["2026-04-16", "a;b", "1"]);
    }
}
