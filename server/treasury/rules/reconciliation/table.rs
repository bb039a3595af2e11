//! A file as a table: a heading, if it has one, and its lines. What its words say beside days and amounts goes nowhere (T5).

use std::collections::BTreeMap;

use super::day_order::DayOrder;

/// The most lines a file may have.
pub const MOST_ROWS: usize = 5000;

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, counted from 1.
    pub number: usize,
    /// Its cells.
    pub cells: Vec<String>,
}

impl Line {
    /// The cell in a column, or nothing.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The words over its columns; `None` where the file begins with a payment at once.
    pub heading: Option<Vec<String>>,
    /// All other lines, in their order.
    pub lines: Vec<Line>,
    /// How many columns it has.
    pub width: usize,
}

impl Table {
    /// Finds the heading. Lines before it that say something about the account have fewer cells than the table itself.
    pub fn of(lines: Vec<Line>) -> Self {
        let filled = |line: &Line| line.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let width = lines.iter().map(|line| line.cells.len()).max().unwrap_or_default();
        let mut lines: Vec<Line> = lines.into_iter().filter(|line| filled(line) > 0).collect();
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        lines.iter().for_each(|line| *widths.entry(line.cells.len()).or_default() += 1);
        let usual = widths.into_iter().max_by_key(|(cells, lines)| (*lines, *cells)).map_or(0, |(cells, _)| cells);
        let begins = lines.iter().position(|line| line.cells.len() >= usual && filled(line) > 1).unwrap_or(lines.len());
        lines.drain(..begins);
        // A line with a day or a figure in it is a payment, and its words are somebody's.
        let is_heading = |line: &Line| !line.cells.iter().any(|cell| is_figure(cell));
        let heading = if lines.first().is_some_and(is_heading) { Some(lines.remove(0).cells) } else { None };
        let heading = heading.map(|cells| cells.iter().map(|cell| cell.trim().to_owned()).collect());
        Self { heading, lines, width }
    }
}

/// A day, or digits without a letter.
fn is_figure(cell: &str) -> bool {
    let digits = cell.bytes().any(|byte| byte.is_ascii_digit()) && !cell.chars().any(char::is_alphabetic);
    digits || DayOrder::ALL.iter().any(|(order, _)| order.read(cell).is_some())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A file of these lines, its cells parted by commas.
    pub(crate) fn table(lines: &[&str]) -> Table {
        let line = |(number, line): (usize, &&str)| Line { number, cells: line.split(',').map(str::to_owned).collect() };
        Table::of((1..).zip(lines).map(line).collect())
    }

    #[test]
    fn t18_the_heading_is_found_below_what_a_bank_says_first() {
        let table = table(&["Account,123", "", "Date,Description,Amount", "2026-04-16,Rent,-60.00"]);
        assert_eq!(table.heading.as_deref(), Some(["Date".to_owned(), "Description".into(), "Amount".into()].as_slice()));
        assert_eq!(table.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [4]);
        assert_eq!(table.width, 3);
    }

    #[test]
    fn t5_the_first_payment_of_a_file_without_a_heading_is_never_taken_for_one() {
        let table = table(&["2026-04-16,Paula Payer,60.00", "2026-04-17,Paula Payer,61.00"]);
        assert_eq!((table.heading, table.lines.len()), (None, 2));
    }

    #[test]
    fn t18_an_empty_file_is_an_empty_table() {
        assert_eq!(table(&[]), Table { heading: None, lines: Vec::new(), width: 0 });
        assert!(table(&["", ",,"]).lines.is_empty());
    }
}
