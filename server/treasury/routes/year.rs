//! `/treasury/year`: a year as a picture, and the same numbers as a table. It names nobody (T21).

use std::sync::Arc;

use chrono::Datelike;
use homegroup_plugin::{Error, GuardedRoute, Page, Result, SignedIn, Text, guarded};
use rocket::{State, get};
use serde_json::{Value, json};

use super::figures;
use super::view::View;
use crate::house::House;
use crate::treasury::books;
use crate::treasury::rules::report::Period;
use crate::treasury::rules::year::{Bar, HEIGHT, Month, Picture, WIDTH, Year, days_of};
use crate::treasury::store;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show]
}

#[get("/treasury/year?<year>")]
async fn show(_who: SignedIn, house: &State<Arc<House>>, year: Option<&str>) -> Result<Page> {
    let today = house.today();
    let number = match year {
        Some(typed) => typed.parse().ok().filter(|year| *year <= today.year()).ok_or(Error::NotFound)?,
        None => today.year(),
    };
    let days = days_of(number).ok_or(Error::NotFound)?;
    let snapshot = store::snapshot(&house.db).await?;
    let books = books(&snapshot, house, None).await?;
    let view = View::new(house, &books.chart);
    let (opening, sums) = store::sums::months(&snapshot, days).await?;
    let year = Year::of(number, opening, &sums, today).map_err(anyhow::Error::new)?;
    let picture = Picture::of(&year);
    let (from, to) = (days.from.to_string(), days.to.to_string());
    Ok(Page::new("treasury/year")
        .with("group", &house.profile().name)
        .with("year", number.to_string())
        .with("from", from)
        .with("to", to)
        .with("opening", view.amount(year.opening))
        .with("months", year.months.iter().map(|month| shown(&view, month)).collect::<Vec<_>>())
        .with("picture", drawn(&view, &picture))
        .with("before", days_of(number - 1).map(|_| (number - 1).to_string()))
        .with("after", (number < today.year()).then(|| (number + 1).to_string())))
}

fn name(month: u32) -> Text {
    Text::new("treasury-month").with("month", month)
}

fn shown(view: &View, month: &Month) -> Value {
    let Period { from, to } = month.period;
    json!({
        "name": name(from.month()),
        "from": from.to_string(),
        "to": to.to_string(),
        "income": figures::open(view.amount(month.income), "income", "", Some(from), to),
        "expenses": figures::open(view.amount(month.expenses), "expenses", "", Some(from), to),
        "closing": figures::open(view.amount(month.closing), "balance", "", None, to),
    })
}

/// What the template draws: attributes only, colours come from the stylesheet.
fn drawn(view: &View, picture: &Picture) -> Value {
    let bar = |bar: &Bar| json!({ "x": bar.x, "y": bar.y, "width": bar.width, "height": bar.height });
    let months = picture.months.iter().map(|month| {
        json!({
            "number": month.month,
            "middle": month.middle,
            "income": bar(&month.income),
            "expenses": bar(&month.expenses),
            "balance": month.balance,
        })
    });
    let line: Vec<String> = picture.months.iter().map(|month| format!("{},{}", month.middle, month.balance)).collect();
    json!({
        "width": WIDTH,
        "height": HEIGHT,
        "zero": picture.zero,
        "largest": view.amount(picture.largest),
        "months": months.collect::<Vec<_>>(),
        "line": line.join(" "),
    })
}
