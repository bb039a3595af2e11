//! The sentence for each reason to refuse a statement, or a file that was brought in.

use chrono::NaiveDate;
use homegroup_plugin::Text;

use crate::treasury::rules::money::Currency;
use crate::treasury::rules::reconciliation::refusal::{LineRefusal, StatementRefusal};

/// What to tell the person who filled in the form; `day` says a day in words.
pub(super) fn sentence(refusal: &StatementRefusal, currency: &Currency, day: impl Fn(NaiveDate) -> String) -> Text {
    match refusal {
        StatementRefusal::NotAfterLast(last) => Text::new("treasury-refused-statement-not-after").with("day", day(*last)),
        StatementRefusal::OpenAlready => Text::new("treasury-refused-statement-open"),
        StatementRefusal::NoStatements => Text::new("treasury-refused-statement-place"),
        StatementRefusal::Differs(sum) => Text::new("treasury-refused-statement-differs").with("difference", currency.say(*sum)),
        StatementRefusal::ListChanged => Text::new("treasury-refused-statement-changed"),
        StatementRefusal::NothingTied => Text::new("treasury-refused-statement-nothing-tied"),
        StatementRefusal::SumsDiffer { rows, entries } => {
            Text::new("treasury-refused-statement-sums").with("rows", currency.say(*rows)).with("entries", currency.say(*entries))
        }
        StatementRefusal::ImportReconciled => Text::new("treasury-refused-import-reconciled"),
        StatementRefusal::FileMissing => Text::new("treasury-refused-file-missing"),
        StatementRefusal::FileTooLarge(most) => Text::new("treasury-refused-file-large").with("most", *most),
        StatementRefusal::FileUnreadable => Text::new("treasury-refused-file-unreadable"),
        StatementRefusal::TooManyRows(most) => Text::new("treasury-refused-file-rows").with("most", *most),
        StatementRefusal::FileEmpty => Text::new("treasury-refused-file-empty"),
        StatementRefusal::ColumnUnknown => Text::new("treasury-refused-choose"),
        StatementRefusal::ColumnTwice => Text::new("treasury-refused-column-twice"),
        StatementRefusal::ColumnsForAmount => Text::new("treasury-refused-columns-amount"),
        StatementRefusal::Line(number, refusal) => line(*number, *refusal),
        StatementRefusal::MoreLines(more) => Text::new("treasury-refused-lines-more").with("more", *more),
    }
}

fn line(number: usize, refusal: LineRefusal) -> Text {
    match refusal {
        LineRefusal::Day => Text::new("treasury-refused-line-day").with("line", number),
        LineRefusal::Future => Text::new("treasury-refused-line-future").with("line", number),
        LineRefusal::Amount => Text::new("treasury-refused-line-amount").with("line", number),
        LineRefusal::Fee => Text::new("treasury-refused-line-fee").with("line", number),
    }
}
