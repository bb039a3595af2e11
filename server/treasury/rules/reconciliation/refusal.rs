//! What can be wrong with a statement, or with a file that was brought in. None of it repeats what a file says (T5).

use chrono::NaiveDate;

use crate::treasury::rules::money::Money;

/// Why it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatementRefusal {
    /// The statement of that day is reconciled already; the next one is of a later day.
    NotAfterLast(NaiveDate),
    /// Another one of the same place is still open.
    OpenAlready,
    /// Neither cash nor a category: only a bank or an app sends statements.
    NoStatements,
    /// What is left when everything is counted (T18).
    Differs(Money),
    /// A row or an entry that was ticked is not to be had any more.
    ListChanged,
    /// Rows and entries are tied together; one side is missing.
    NothingTied,
    /// The rows make one sum and the entries another.
    SumsDiffer {
        /// What the ticked rows make.
        rows: Money,
        /// What the ticked entries make.
        entries: Money,
    },
    /// Rows of the file belong to a statement that is reconciled.
    ImportReconciled,
    /// No file was chosen.
    FileMissing,
    /// Larger than so many mebibytes.
    FileTooLarge(u64),
    /// Not a table of text.
    FileUnreadable,
    /// More than so many rows.
    TooManyRows(usize),
    /// No row in it that counts.
    FileEmpty,
    /// No such column.
    ColumnUnknown,
    /// One column for two things.
    ColumnTwice,
    /// Either one column of amounts, or one for what came in and one for what went out.
    ColumnsForAmount,
    /// The line of that number in the file, counted from 1.
    Line(usize, LineRefusal),
    /// So many more lines like that.
    MoreLines(usize),
}

/// What is wrong with a line of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineRefusal {
    /// Its day is none in the order that was chosen, or lies before the year 2000.
    Day,
    /// Its day has not come yet.
    Future,
    /// Its amount.
    Amount,
    /// Its fee is larger than the payment.
    Fee,
}
