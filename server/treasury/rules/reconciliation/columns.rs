//! Which column of a file holds what, and what a file says read that way. A file is read to its end: every line that cannot be read is
//! named by its number, and never by its words (T5).

use chrono::NaiveDate;

use super::day_order::{DayOrder, the_only_order};
use super::refusal::{LineRefusal, StatementRefusal};
use super::table::{Line, Table};
use crate::treasury::rules::money::{Currency, Money};
use crate::treasury::rules::refusal::{Reason, Refusal, Refusals};

/// Where the amounts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sums {
    /// In one column, what went out with a minus.
    One(usize),
    /// In two: what came in, and what went out.
    Two {
        /// What came in.
        money_in: usize,
        /// What went out.
        money_out: usize,
    },
}

/// Which column holds what, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The day.
    pub day: usize,
    /// How it is written.
    pub order: DayOrder,
    /// The amounts.
    pub sums: Sums,
    /// What a payment app kept; the file may not say.
    pub fee: Option<usize>,
}

/// The choice as it was typed: numbers of columns, or empty.
#[derive(Clone, Debug, Default)]
pub struct Raw<'a> {
    /// The day.
    pub day: &'a str,
    /// How it is written.
    pub order: &'a str,
    /// One column of amounts.
    pub amount: &'a str,
    /// Or one for what came in.
    pub money_in: &'a str,
    /// And one for what went out.
    pub money_out: &'a str,
    /// What an app kept.
    pub fee: &'a str,
}

/// A row of a file that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// Which of the table's lines.
    pub line: usize,
    /// Its day.
    pub day: NaiveDate,
    /// What came in, or went out (negative).
    pub amount: Money,
    /// What an app kept of it.
    pub fee: Money,
}

/// So many lines that cannot be read are named; the others are counted.
const NAMED_LINES: usize = 8;

impl Columns {
    /// Reads the choice for a file of so many columns.
    pub fn parse(raw: &Raw<'_>, width: usize) -> Result<Self, Vec<Refusal>> {
        let unknown = || Reason::Statement(StatementRefusal::ColumnUnknown);
        let optional = |typed: &str| match typed.trim() {
            "" => Ok(None),
            typed => typed.parse().ok().filter(|column: &usize| *column < width).map(Some).ok_or_else(unknown),
        };
        let mut refusals = Refusals::default();
        let day = refusals.take("columns.day", optional(raw.day).and_then(|column| column.ok_or_else(unknown)));
        let order = refusals.take("columns.order", DayOrder::named(raw.order).ok_or_else(unknown));
        let amount = refusals.take("columns.amount", optional(raw.amount)).flatten();
        let money_in = refusals.take("columns.money_in", optional(raw.money_in)).flatten();
        let money_out = refusals.take("columns.money_out", optional(raw.money_out)).flatten();
        let fee = refusals.take("columns.fee", optional(raw.fee));
        let sums = match (amount, money_in, money_out) {
            (Some(amount), None, None) => Some(Sums::One(amount)),
            (None, Some(money_in), Some(money_out)) => Some(Sums::Two { money_in, money_out }),
            _ => {
                refusals.add("columns.amount", Reason::Statement(StatementRefusal::ColumnsForAmount));
                None
            }
        };
        let used: Vec<usize> = [day, amount, money_in, money_out, fee.flatten()].into_iter().flatten().collect();
        if (1..used.len()).any(|at| used[..at].contains(&used[at])) {
            refusals.add("columns.day", Reason::Statement(StatementRefusal::ColumnTwice));
        }
        refusals.finish((|| Some(Self { day: day?, order: order?, sums: sums?, fee: fee? }))())
    }

    /// What the heading says, where there is one thing it can mean and the whole file reads that way.
    pub fn guess(table: &Table, currency: &Currency, today: NaiveDate, with_fee: bool) -> Option<Self> {
        let heading: Vec<String> = table.heading.as_ref()?.iter().map(|words| words.to_lowercase()).collect();
        let the_only = |words: &[&str]| {
            let mut of = heading.iter().enumerate().filter(|(_, cell)| words.iter().any(|word| cell.contains(word)));
            let first = of.next().map(|(at, _)| at);
            if of.next().is_some() { None } else { first }
        };
        let day = heading.iter().position(|words| words == "date").or_else(|| the_only(&["date"]))?;
        let two = the_only(&["credit", "deposit", "paid in", "money in"])
            .zip(the_only(&["debit", "withdrawal", "paid out", "money out"]))
            .filter(|(money_in, money_out)| money_in != money_out)
            .map(|(money_in, money_out)| Sums::Two { money_in, money_out });
        let words: &[&str] = if with_fee { &["gross"] } else { &["amount"] };
        let one = the_only(words).or_else(|| the_only(&["amount"])).map(Sums::One);
        let sums = if with_fee { one } else { two.or(one) }?;
        let fee = if with_fee { the_only(&["fee"]) } else { None };
        let days = table.lines.iter().map(|line| line.cell(day)).filter(|cell| !cell.is_empty());
        let guessed = Self { day, order: the_only_order(days, today)?, sums, fee };
        let is_empty = |refusal: &Refusal| refusal.reason == Reason::Statement(StatementRefusal::FileEmpty);
        let reads = guessed.read(table, currency, today).map_or_else(|refusals| refusals.iter().all(is_empty), |_| true);
        reads.then_some(guessed)
    }

    /// Reads a file. Lines without an amount (a balance, a remark) and amounts of zero count as nothing.
    pub fn read(&self, table: &Table, currency: &Currency, today: NaiveDate) -> Result<Vec<FileRow>, Vec<Refusal>> {
        let (mut rows, mut wrong) = (Vec::new(), Vec::new());
        for (at, line) in table.lines.iter().enumerate() {
            match self.row(line, currency, today) {
                Ok(Some((day, amount, fee))) => rows.push(FileRow { line: at, day, amount, fee }),
                Ok(None) => {}
                Err(refusal) => wrong.push(StatementRefusal::Line(line.number, refusal)),
            }
        }
        if wrong.len() > NAMED_LINES {
            let more = wrong.len() - NAMED_LINES;
            wrong.truncate(NAMED_LINES);
            wrong.push(StatementRefusal::MoreLines(more));
        }
        if rows.is_empty() && wrong.is_empty() {
            wrong.push(StatementRefusal::FileEmpty);
        }
        let refusal = |refusal| Refusal { field: "file".into(), reason: Reason::Statement(refusal) };
        if wrong.is_empty() { Ok(rows) } else { Err(wrong.into_iter().map(refusal).collect()) }
    }

    fn row(&self, line: &Line, currency: &Currency, today: NaiveDate) -> Result<Option<(NaiveDate, Money, Money)>, LineRefusal> {
        let at = |column: usize| amount(line.cell(column), currency);
        let amount = match self.sums {
            Sums::One(column) => at(column)?,
            Sums::Two { money_in, money_out } => {
                // Some banks write what went out with a minus, some without.
                let out = magnitude(at(money_out)?)?;
                at(money_in)?.less(out).ok_or(LineRefusal::Amount)?
            }
        };
        if amount == Money::ZERO {
            return Ok(None);
        }
        let fee = self.fee.map_or(Ok(Money::ZERO), |column| magnitude(at(column)?))?;
        if amount > Money::ZERO && fee > amount {
            return Err(LineRefusal::Fee);
        }
        let day = self.order.read(line.cell(self.day)).ok_or(LineRefusal::Day)?;
        if day > today { Err(LineRefusal::Future) } else { Ok(Some((day, amount, fee))) }
    }
}

fn magnitude(money: Money) -> Result<Money, LineRefusal> {
    if money < Money::ZERO { money.negated().ok_or(LineRefusal::Amount) } else { Ok(money) }
}

/// An amount as files write it: also `+12.00`, `(12.00)` for less than nothing, and `1.234,50`; an empty cell is nothing.
fn amount(cell: &str, currency: &Currency) -> Result<Money, LineRefusal> {
    let cell = cell.replace(['\u{a0}', '\u{202f}', '\''], "");
    // Payment apps write `- $5.00` and `+ $5.00`.
    let cell = cell.trim().trim_start_matches('+').trim();
    if cell.is_empty() {
        return Ok(Money::ZERO);
    }
    let (minus, cell) = match cell.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) => (true, inside.to_owned()),
        None => (false, cell.to_owned()),
    };
    let comma_last = cell.rfind(',').zip(cell.find('.')).is_some_and(|(comma, point)| comma > point);
    let cell = if comma_last { cell.replace('.', "").replace(',', ".") } else { cell };
    let money = currency.parse(&cell).map_err(|_| LineRefusal::Amount)?;
    if minus { money.negated().ok_or(LineRefusal::Amount) } else { Ok(money) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::table::tests::table;
    use super::*;
    use crate::treasury::rules::books::tests::on;

    fn today() -> NaiveDate {
        on("2026-04-30")
    }

    fn usd() -> Currency {
        Currency::of("USD")
    }

    fn minor(rows: &[FileRow]) -> Vec<i64> {
        rows.iter().map(|row| row.amount.minor()).collect()
    }

    #[test]
    fn t18_columns_are_guessed_from_their_heading_where_it_says_one_thing() {
        let bank = table(&["Date,Description,Amount,Balance", "04/16/2026,x,-60.00,1.00", "04/17/2026,x,+5,6.00"]);
        let columns = Columns::guess(&bank, &usd(), today(), false).expect("clear");
        assert_eq!(columns, Columns { day: 0, order: DayOrder::Mdy, sums: Sums::One(2), fee: None });
        assert_eq!(minor(&columns.read(&bank, &usd(), today()).expect("reads")), [-60_00, 5_00]);
        let two = table(&["Posting date,Debit,Credit", "2026-04-16,60.00,", "2026-04-17,,5.00", "2026-04-18,-1.00,0.00"]);
        let columns = Columns::guess(&two, &usd(), today(), false).expect("clear");
        assert_eq!(minor(&columns.read(&two, &usd(), today()).expect("reads")), [-60_00, 5_00, -1_00]);
        for unclear in [
            table(&["Date,Amount", "03/04/2026,1"]),
            table(&["Day,Sum", "2026-04-16,1"]),
            table(&["Date,Amount,Amount in USD", "2026-04-16,1,1"]),
            table(&["2026-04-16,1", "2026-04-17,1"]),
        ] {
            assert_eq!(Columns::guess(&unclear, &usd(), today(), false), None);
        }
    }

    #[test]
    fn t6_an_apps_file_has_a_gross_amount_and_a_fee() {
        let app = table(&["Date,Name,Gross,Fee,Net", "2026-04-15,P,10.00,-0.59,9.41", "2026-04-16,P,-50,0,-50"]);
        let columns = Columns::guess(&app, &usd(), today(), true).expect("clear");
        let rows = columns.read(&app, &usd(), today()).expect("reads");
        assert_eq!((rows[0].amount.minor(), rows[0].fee.minor()), (10_00, 59));
        let dear = table(&["Date,Gross,Fee", "2026-04-15,1.00,1.01"]);
        let columns = Columns { day: 0, order: DayOrder::Ymd, sums: Sums::One(1), fee: Some(2) };
        let refused = columns.read(&dear, &usd(), today()).expect_err("refused");
        assert_eq!(refused[0].reason, Reason::Statement(StatementRefusal::Line(2, LineRefusal::Fee)));
    }

    #[test]
    fn t18_amounts_are_read_as_files_write_them() {
        for (cell, minor) in [
            ("12.00", 12_00),
            ("+12", 12_00),
            ("+ $12.00", 12_00),
            ("- $12.00", -12_00),
            ("(12.00)", -12_00),
            ("1.234,50", 1234_50),
            ("-1.234.567,89", -1_234_567_89),
            ("1,234.50", 1234_50),
            ("12,50", 12_50),
            ("1'234.50", 1234_50),
            ("", 0),
        ] {
            assert_eq!(amount(cell, &usd()), Ok(Money::of_minor(minor)), "{cell}");
        }
        for cell in ["x", "1.2.3", "12.345", "12 34"] {
            assert_eq!(amount(cell, &usd()), Err(LineRefusal::Amount), "{cell}");
        }
    }

    #[test]
    fn t18_every_line_that_cannot_be_read_is_named_by_its_number() {
        let columns = Columns { day: 0, order: DayOrder::Ymd, sums: Sums::One(1), fee: None };
        let file = table(&["Date,Amount", "soon,1", "2026-05-01,1", "2026-04-16,much", "2026-04-16,1", "remark,"]);
        let refused = columns.read(&file, &usd(), today()).expect_err("refused");
        let reasons: Vec<Reason> = refused.into_iter().map(|refusal| refusal.reason).collect();
        let line = |number, refusal| Reason::Statement(StatementRefusal::Line(number, refusal));
        assert_eq!(reasons, [line(2, LineRefusal::Day), line(3, LineRefusal::Future), line(4, LineRefusal::Amount)]);
        let many: Vec<&str> = std::iter::once("Date,Amount").chain(std::iter::repeat_n("soon,1", 11)).collect();
        let refused = columns.read(&table(&many), &usd(), today()).expect_err("refused");
        assert_eq!(refused.last().map(|last| &last.reason), Some(&Reason::Statement(StatementRefusal::MoreLines(3))));
        let empty = columns.read(&table(&["Date,Amount", "2026-04-16,"]), &usd(), today()).expect_err("refused");
        assert_eq!(empty[0].reason, Reason::Statement(StatementRefusal::FileEmpty));
    }

    #[test]
    fn t18_a_choice_of_columns_names_each_once_and_one_way_of_writing_amounts() {
        let raw = Raw { day: "0", order: "ymd", amount: "1", ..Default::default() };
        assert!(Columns::parse(&raw, 2).is_ok());
        let reason = |raw: &Raw<'_>| match Columns::parse(raw, 3).expect_err("refused")[0].reason.clone() {
            Reason::Statement(refusal) => refusal,
            other => panic!("{other:?}"),
        };
        assert_eq!(reason(&Raw { day: "3", ..raw.clone() }), StatementRefusal::ColumnUnknown);
        assert_eq!(reason(&Raw { day: "", ..raw.clone() }), StatementRefusal::ColumnUnknown);
        assert_eq!(reason(&Raw { order: "?", ..raw.clone() }), StatementRefusal::ColumnUnknown);
        assert_eq!(reason(&Raw { amount: "0", ..raw.clone() }), StatementRefusal::ColumnTwice);
        assert_eq!(reason(&Raw { money_in: "2", ..raw.clone() }), StatementRefusal::ColumnsForAmount);
        assert_eq!(reason(&Raw { amount: "", money_in: "2", ..raw.clone() }), StatementRefusal::ColumnsForAmount);
        assert!(Columns::parse(&Raw { amount: "", money_in: "1", money_out: "2", ..raw }, 3).is_ok());
    }

    proptest! {
        #[test]
        fn t18_no_cell_breaks_the_reader(cells in proptest::collection::vec("\\PC*", 0..6), columns in (0_usize..4, 0_usize..4)) {
            let file = Table::of(vec![Line { number: 1, cells: cells.clone() }, Line { number: 2, cells }]);
            for (order, _) in DayOrder::ALL {
                let _ = Columns { day: columns.0, order, sums: Sums::One(columns.1), fee: None }.read(&file, &usd(), today());
            }
            let _ = Columns::guess(&file, &usd(), today(), true);
        }
    }
}
