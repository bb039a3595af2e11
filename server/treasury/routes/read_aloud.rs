//! `/treasury/report/read-aloud`: the report in whole sentences, numbers as they are said, to be read out in a minute. It names nobody
//! (T21).

use std::sync::Arc;

use homegroup_plugin::{GuardedRoute, Page, Result, SignedIn, Text, guarded, say_day};
use rocket::{State, get};

use super::acceptances::heard;
use super::report::Days;
use super::view::View;
use crate::house::House;
use crate::treasury::export::Words;
use crate::treasury::rules::contribution::declined::Declined;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::report::{Line, Report};
use crate::treasury::rules::surplus::available::Available;
use crate::treasury::rules::surplus::due::Due;
use crate::treasury::{books, store, whole_report_in};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show]
}

#[get("/treasury/report/read-aloud?<days..>")]
async fn show(_who: SignedIn, house: &State<Arc<House>>, days: Days) -> Result<Page> {
    let days = days.or_this_month(house);
    let period = days.period()?;
    let snapshot = store::snapshot(&house.db).await?;
    let books = books(&snapshot, house, None).await?;
    let view = View::new(house, &books.chart);
    let report = whole_report_in(&snapshot, house, period).await?;
    let fingerprint = heard(&snapshot, house, period).await?;
    Ok(Page::new("treasury/read-aloud")
        .with("days", &days)
        .with("sentences", Reader { house, view: &view }.sentences(&report))
        .with("fingerprint", fingerprint))
}

struct Reader<'a> {
    house: &'a House,
    view: &'a View,
}

impl Reader<'_> {
    /// The report, sentence by sentence.
    fn sentences(&self, report: &Report) -> Vec<String> {
        let total = &report.total;
        let day = |day| say_day(self.house.views.catalogue(), &self.house.profile().language, day, true);
        let days = Text::new("treasury-aloud-period").with("from", day(report.period.from)).with("to", day(report.period.to));
        let mut sentences = vec![self.say(&days), self.with_amount("treasury-aloud-opening", total.opening)];
        if total.brought_in != Money::ZERO {
            sentences.push(self.with_amount("treasury-aloud-brought-in", total.brought_in));
        }
        sentences.push(self.flow("treasury-aloud-income", "treasury-report-no-income", total.income, &report.income));
        sentences.push(self.flow("treasury-aloud-expenses", "treasury-report-no-expenses", total.expenses, &report.expenses));
        sentences.push(self.with_amount("treasury-aloud-closing", total.closing));
        let places = report.places.iter().filter(|(_, flow)| flow.closing != Money::ZERO);
        let places: Vec<_> = places.map(|(place, flow)| self.item(place, flow.closing)).collect();
        if report.places.len() > 1 && !places.is_empty() {
            sentences.push(self.say(&Text::new("treasury-aloud-places").with("list", places.join("; "))));
        }
        sentences.extend(report.available.iter().flat_map(|available| self.available(available)));
        let mut counted = vec![self.say(&Text::new("treasury-report-collections").with("count", report.collections))];
        if report.collections > 0 {
            counted.push(self.say(&Text::new("treasury-report-single").with("count", report.single_counts)));
        }
        if report.unconfirmed > 0 {
            counted.push(self.say(&Text::new("treasury-report-unconfirmed").with("count", report.unconfirmed)));
        }
        sentences.push(counted.join(" "));
        sentences.extend(report.declined.iter().map(|declined| self.declined(declined)));
        sentences
    }

    /// What is kept back and spoken for, and what is left of it all.
    fn available(&self, available: &Available) -> Vec<String> {
        let mut sentences = Vec::new();
        if let Some(reserve) = available.reserve {
            sentences.push(self.with_amount("treasury-aloud-reserve", reserve));
        }
        if !available.earmarked.is_empty() {
            let item = |due: &Due| self.named(&due.what, due.amount);
            let list: Vec<String> = available.earmarked.iter().map(item).collect();
            sentences.push(self.sum("treasury-aloud-earmarked", available.earmarked_total, &list));
        }
        if let Some(left) = available.available {
            let (key, amount) = match left.negated().filter(|missing| *missing > Money::ZERO) {
                Some(missing) => ("treasury-aloud-below", missing),
                None => ("treasury-aloud-available", left),
            };
            sentences.push(self.with_amount(key, amount));
        }
        sentences
    }

    fn declined(&self, declined: &Declined) -> String {
        let (day, amount) = (self.view.day(declined.day), self.aloud(declined.amount));
        self.say(&Text::new("treasury-declined-said").with("day", day).with("amount", amount))
    }

    fn say(&self, text: &Text) -> String {
        self.view.spoken.say(text)
    }

    fn with_amount(&self, key: &'static str, amount: Money) -> String {
        self.say(&Text::new(key).with("amount", self.aloud(amount)))
    }

    fn flow(&self, key: &'static str, none: &'static str, total: Money, lines: &[Line]) -> String {
        if lines.is_empty() {
            return self.say(&Text::new(none));
        }
        let list: Vec<String> = lines.iter().map(|line| self.item(&line.account, line.amount)).collect();
        self.sum(key, total, &list)
    }

    fn sum(&self, key: &'static str, total: Money, list: &[String]) -> String {
        self.say(&Text::new(key).with("amount", self.aloud(total)).with("list", list.join("; ")))
    }

    fn item(&self, account: &str, amount: Money) -> String {
        self.named(&self.view.spoken.account(account), amount)
    }

    fn named(&self, name: &str, amount: Money) -> String {
        self.say(&Text::new("treasury-aloud-item").with("name", name).with("amount", self.aloud(amount)))
    }

    /// An amount as it is said: "201 dollars and 75 cents". A currency whose words we do not know is said as it is written.
    fn aloud(&self, amount: Money) -> String {
        let code = self.view.currency.code().to_owned();
        if !matches!(code.as_str(), "USD" | "CAD" | "AUD" | "NZD" | "EUR" | "GBP") {
            return self.view.currency.say(amount);
        }
        let minor = amount.minor().unsigned_abs();
        let (whole, rest) = (minor / 100, minor % 100);
        let units = self.say(&Text::new("treasury-aloud-units").with("currency", code.clone()).with("count", whole));
        let parts = self.say(&Text::new("treasury-aloud-parts").with("currency", code).with("count", rest));
        let said = match (whole, rest) {
            (_, 0) => units,
            (0, _) => parts,
            _ => self.say(&Text::new("treasury-aloud-both").with("units", units).with("parts", parts)),
        };
        if amount < Money::ZERO { self.say(&Text::new("treasury-aloud-minus").with("amount", said)) } else { said }
    }
}
