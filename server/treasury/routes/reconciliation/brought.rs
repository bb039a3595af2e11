//! A file that was brought in, understood: which column holds what, the rows that count, and what tells each when it comes again.

use std::collections::BTreeMap;

use homegroup_plugin::{Page, Result, Text};
use rocket::form::FromForm;
use serde::Serialize;

use crate::house::House;
use crate::treasury::file;
use crate::treasury::routes::desk::{Choice, form_page};
use crate::treasury::routes::upload::BroughtFile;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::reconciliation::columns::{Columns, FileRow, Raw, Sums};
use crate::treasury::rules::reconciliation::day_order::DayOrder;
use crate::treasury::rules::reconciliation::refusal::StatementRefusal;
use crate::treasury::rules::reconciliation::table::{Line, Table};
use crate::treasury::rules::refusal::{Reason, Refusal};
use crate::treasury::store::Reader;
use crate::treasury::store::reconciliation::Mark;
use crate::treasury::store::reconciliation::columns::{Purpose, find};
use crate::treasury::words::Spoken;

/// Which column holds what, as it was typed: numbers from 0, or empty.
#[derive(Clone, Debug, Default, FromForm, Serialize)]
pub(super) struct ColumnsForm {
    #[field(default = "")]
    day: String,
    #[field(default = "")]
    order: String,
    #[field(default = "")]
    amount: String,
    #[field(default = "")]
    money_in: String,
    #[field(default = "")]
    money_out: String,
    #[field(default = "")]
    fee: String,
}

/// A file that says what it says.
pub(super) struct Understood {
    /// A keyed hash of its heading.
    pub heading: String,
    /// Which column holds what.
    pub columns: Columns,
    /// Its rows, each with what tells it when it comes again.
    pub rows: Vec<(FileRow, Mark)>,
}

/// Why there is no answer yet.
pub(super) enum Unclear {
    /// It cannot be taken.
    Refused(Vec<Refusal>),
    /// The treasurer is asked which column is which, with what was wrong about her last answer.
    Ask(Question),
}

/// What she is asked.
pub(super) struct Question {
    heading: Vec<Option<String>>,
    form: ColumnsForm,
    refusals: Vec<Refusal>,
}

/// Reads a file. What was chosen now counts; else what was remembered for the place; else what the heading says.
pub(super) async fn understand(
    house: &House,
    db: &impl Reader,
    books: &Books,
    (place, purpose): (&str, Purpose),
    (brought, form): (&BroughtFile, &ColumnsForm),
) -> Result<Result<Understood, Unclear>> {
    let refused = |refusal| Unclear::Refused(vec![Refusal { field: "file".into(), reason: Reason::Statement(refusal) }]);
    let table = match brought.bytes().and_then(file::read) {
        Ok(table) => table,
        Err(refusal) => return Ok(Err(refused(refusal))),
    };
    let heading = house.seal.lookup("file-heading", &whole(place, table.heading.as_deref().unwrap_or_default()));
    let ask = |form: ColumnsForm, refusals| {
        let named = |at: usize| table.heading.as_ref().and_then(|cells| cells.get(at)).filter(|cell| !cell.is_empty()).cloned();
        Unclear::Ask(Question { heading: (0..table.width).map(named).collect(), form, refusals })
    };
    let chosen = !form.day.is_empty() || !form.order.is_empty();
    let columns = if chosen {
        match Columns::parse(&form.raw(), table.width) {
            Ok(columns) => Some(columns),
            Err(refusals) => return Ok(Err(ask(form.clone(), refusals))),
        }
    } else {
        let remembered = find(db, place, purpose, &heading).await?;
        remembered.or_else(|| Columns::guess(&table, &books.currency, books.today, purpose == Purpose::Payments))
    };
    let Some(columns) = columns else {
        return Ok(Err(ask(form.clone(), Vec::new())));
    };
    match columns.read(&table, &books.currency, books.today) {
        Ok(rows) => Ok(Ok(Understood { heading, columns, rows: marked(house, place, purpose, &table, rows) })),
        Err(refusals) if refusals.iter().any(|refusal| refusal.reason == Reason::Statement(StatementRefusal::FileEmpty)) => {
            Ok(Err(Unclear::Refused(refusals)))
        }
        Err(refusals) => Ok(Err(ask(ColumnsForm::of(&columns), refusals))),
    }
}

/// Rows that are the same within one file are numbered, so that two equal payments are two.
fn marked(house: &House, place: &str, purpose: Purpose, table: &Table, rows: Vec<FileRow>) -> Vec<(FileRow, Mark)> {
    let mut seen: BTreeMap<String, i64> = BTreeMap::new();
    let mut mark = |line: &Line| {
        let fingerprint = house.seal.lookup(&format!("file-row-{}", purpose.name()), &whole(place, &line.cells));
        let times = seen.entry(fingerprint.clone()).or_default();
        *times += 1;
        (fingerprint, *times)
    };
    rows.into_iter().filter_map(|row| table.lines.get(row.line).map(|line| (row, mark(line)))).collect()
}

/// A place and cells as one text, so that no two rows share it.
fn whole(place: &str, cells: &[String]) -> String {
    let cells = cells.iter().map(|cell| cell.trim());
    std::iter::once(place).chain(cells).map(|part| format!("{}:{part}", part.len())).collect()
}

impl ColumnsForm {
    fn raw(&self) -> Raw<'_> {
        Raw {
            day: &self.day,
            order: &self.order,
            amount: &self.amount,
            money_in: &self.money_in,
            money_out: &self.money_out,
            fee: &self.fee,
        }
    }

    fn of(columns: &Columns) -> Self {
        let (amount, money_in, money_out) = match columns.sums {
            Sums::One(amount) => (amount.to_string(), String::new(), String::new()),
            Sums::Two { money_in, money_out } => (String::new(), money_in.to_string(), money_out.to_string()),
        };
        let fee = columns.fee.map(|fee| fee.to_string()).unwrap_or_default();
        Self { day: columns.day.to_string(), order: columns.order.name().to_owned(), amount, money_in, money_out, fee }
    }
}

impl Question {
    /// The page that asks. It says the heading and never a payment (T5).
    pub fn page(&self, house: &House, books: &Books, purpose: Purpose, (once, to, back): (&str, &str, &str)) -> Page {
        let spoken = Spoken::new(house, &books.chart);
        let name = |(at, named): (usize, &Option<String>)| {
            named.clone().unwrap_or_else(|| spoken.say(&Text::new("treasury-columns-number").with("number", at + 1)))
        };
        let names: Vec<String> = self.heading.iter().enumerate().map(name).collect();
        let columns = |chosen: &str| -> Vec<Choice> {
            names.iter().enumerate().map(|(at, name)| Choice::new(at.to_string(), name, chosen)).collect()
        };
        let orders = DayOrder::ALL.map(|(order, name)| {
            let words = match order {
                DayOrder::Ymd => Text::new("treasury-columns-ymd"),
                DayOrder::Mdy => Text::new("treasury-columns-mdy"),
                DayOrder::Dmy => Text::new("treasury-columns-dmy"),
            };
            Choice::new(name, spoken.say(&words), &self.form.order)
        });
        let page = form_page("treasury/reconciliation/columns", house, books, &self.refusals)
            .with("once", once)
            .with("to", to)
            .with("back", back)
            .with("with_fee", purpose == Purpose::Payments)
            .with("orders", orders)
            .with("days", columns(&self.form.day))
            .with("amounts", columns(&self.form.amount))
            .with("ins", columns(&self.form.money_in))
            .with("outs", columns(&self.form.money_out))
            .with("fees", columns(&self.form.fee));
        if self.refusals.is_empty() { page } else { page.refused() }
    }
}
