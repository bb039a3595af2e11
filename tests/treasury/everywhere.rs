//! The same numbers everywhere, every one of them open to its entries, and nobody's name in any of it.

use homegroup::members;
use homegroup::treasury::chain::accepted::Tally;
use homegroup::treasury::report;
use homegroup::treasury::rules::acceptance::Figures;
use homegroup::treasury::rules::money::{Currency, Money};
use homegroup::treasury::rules::report::{Period, Report};
use rocket::http::Status;

use crate::common::{Answer, NOON, Server};
use crate::demo::{folder, opened};

/// The made-up group on April 16, 2026, as a member without any position sees it.
async fn demo() -> (Server, String) {
    let server = opened(&folder(), NOON).await.expect("the group is made");
    let poppy = server.session_of(&server.find("Poppy A.").await).await;
    (server, poppy)
}

/// Months, a quarter, a year, and days that are the edge of nothing.
const PERIODS: [(&str, &str); 7] = [
    ("2026-02-01", "2026-02-28"),
    ("2026-03-01", "2026-03-31"),
    ("2026-04-01", "2026-04-30"),
    ("2025-10-01", "2025-12-31"),
    ("2025-01-01", "2025-12-31"),
    ("2025-11-13", "2026-02-03"),
    ("2024-01-01", "2026-12-31"),
];

/// An amount as people say it, written down here once more.
fn aloud(money: Money) -> String {
    // What is kept back stands below nothing in the column, and is said as it is; so is what is missing.
    let minor = money.minor().abs();
    let word = |count: i64, word: &str| if count == 1 { format!("one {word}") } else { format!("{count} {word}s") };
    match (minor / 100, minor % 100) {
        (whole, 0) => word(whole, "dollar"),
        (0, rest) => word(rest, "cent"),
        (whole, rest) => format!("{} and {}", word(whole, "dollar"), word(rest, "cent")),
    }
}

/// Every figure of a report under the words that stand before it on the page, and the part of the file it stands in.
fn figures(report: &Report) -> Vec<(String, String, Money)> {
    let total = &report.total;
    let mut figures = vec![
        ("opening,".to_owned(), "Opening balance".to_owned(), total.opening),
        ("total-income,".to_owned(), "Total income".to_owned(), total.income),
        ("total-expenses,".to_owned(), "Total expenses".to_owned(), total.expenses),
        ("closing,".to_owned(), "Closing balance".to_owned(), total.closing),
    ];
    let lines = report.income.iter().map(|line| ("income", line)).chain(report.expenses.iter().map(|line| ("expense", line)));
    for (part, line) in lines {
        figures.push((format!("{part},{}", line.account), String::new(), line.amount));
    }
    if let Some(available) = &report.available {
        let less = |money: Money| money.negated().expect("it fits");
        let reserve = available.reserve.expect("the made-up group keeps a fixed sum");
        figures.push(("less-reserve,".to_owned(), "Less prudent reserve".to_owned(), less(reserve)));
        figures.push(("total-earmarked,".to_owned(), String::new(), less(available.earmarked_total)));
        let left = available.available.expect("the reserve is known");
        let words = if left < Money::ZERO { "Below reserve by" } else { "Available for distribution" };
        figures.push(("available,".to_owned(), words.to_owned(), left));
    }
    for (place, flow) in &report.places {
        figures.push((format!("place-closing,{place}"), String::new(), flow.closing));
    }
    figures
}

#[rocket::async_test]
async fn t11_page_paper_file_spoken_form_picture_and_fingerprint_have_the_same_numbers() {
    let (server, poppy) = demo().await;
    let usd = Currency::of("USD");
    let stored = super::locks::stored(&server).await;
    for (from, to) in PERIODS {
        let period = Period::parse(from, to).expect("a period");
        let report = report(&server.house, period).await.expect("it adds up");
        let page = server.get(&format!("/treasury/report?from={from}&to={to}"), Some(&poppy)).await;
        let file = server.get(&format!("/treasury/report.csv?from={from}&to={to}"), Some(&poppy)).await;
        let spoken = server.get(&format!("/treasury/report/read-aloud?from={from}&to={to}"), Some(&poppy)).await;
        // Paper is the page without what stands around the document.
        let (_, paper) = page.body.split_once("<article class=\"document\">").expect("a document");
        let (paper, _) = paper.split_once("</article>").expect("a document");
        for (part, words, amount) in figures(&report) {
            // What is missing is said without a sign, with other words.
            let missing = amount.negated().filter(|missing| part == "available," && *missing > Money::ZERO);
            let said = usd.say(missing.unwrap_or(amount));
            assert!(words.is_empty() || page.says(&format!("{words} {said}")), "{from}: {words} {said}: {}", page.text());
            assert!(paper.contains(&format!(">{said}<")), "{from}: {part} {said} is not on paper");
            let row = file.body.lines().find(|row| row.starts_with(&part)).unwrap_or_else(|| panic!("{part}: {}", file.body));
            assert!(row.ends_with(&format!(",{},USD", usd.plain(amount))), "{from}: {row}");
            // Places that hold nothing are not read out, nor that nothing is spoken for.
            let place = part.starts_with("place-") && (amount == Money::ZERO || report.places.len() < 2);
            let silent = place || (part == "total-earmarked," && amount == Money::ZERO);
            assert!(silent || spoken.says(&aloud(amount)), "{from}: {part} {}: {}", aloud(amount), spoken.text());
        }
        // What a fingerprint is made of is summed up from the stored entries alone.
        let mut tally = Tally::of([period]);
        stored.iter().for_each(|entry| tally.take(entry).expect("reads"));
        assert_eq!(tally.statements()[0].figures, Figures::of(&report), "{from}");
    }
    for year in [2024, 2025, 2026] {
        let page = server.get(&format!("/treasury/year?year={year}"), Some(&poppy)).await;
        for (month, name) in (1..).zip(["January", "February", "March", "April", "May", "June", "July", "August"]) {
            let from = chrono::NaiveDate::from_ymd_opt(year, month, 1).expect("a day");
            if from > server.house.today() {
                assert!(!page.says(name), "{name} {year} has not begun");
                continue;
            }
            let period = Period { from, to: from + chrono::Months::new(1) - chrono::Days::new(1) };
            let total = report(&server.house, period).await.expect("it adds up").total;
            let row = [total.income, total.expenses, total.closing].map(|money| usd.say(money)).join(" ");
            assert!(page.says(&format!("{name} {row}")), "{name} {year} {row}: {}", page.text());
        }
    }
}

/// Every figure of a page that can be opened: its words and where it leads.
fn opened_figures(page: &Answer) -> Vec<(String, String)> {
    let cells =
        page.body.split("<td").skip(1).filter(|cell| cell.split('>').next().is_some_and(|tag| tag.contains("class=\"money")));
    let linked = cells.filter_map(|cell| {
        let (_, link) = cell.split_once("<a href=\"")?;
        let (href, rest) = link.split_once("\">")?;
        let (said, _) = rest.split_once("</a>")?;
        Some((said.to_owned(), href.replace("&amp;", "&").replace("&#x3D;", "=")))
    });
    linked.collect()
}

#[rocket::async_test]
async fn t11_every_figure_opens_to_the_entries_that_add_up_to_it() {
    let (server, poppy) = demo().await;
    let mut followed = 0;
    for path in [
        "/treasury/report?from=2026-03-01&to=2026-03-31",
        "/treasury/report?from=2025-01-01&to=2025-12-31",
        "/treasury/report?from=2024-01-01&to=2026-12-31",
        "/treasury/year?year=2025",
    ] {
        let page = server.get(path, Some(&poppy)).await;
        let figures = opened_figures(&page);
        let cells = page.body.matches("class=\"money").count() - page.body.matches("<th scope=\"col\" class=\"money\"").count();
        assert!(figures.len() >= cells.saturating_sub(2), "{path}: {} of {cells} figures open", figures.len());
        for (said, href) in figures {
            let list = server.get(&href, Some(&poppy)).await;
            assert_eq!(list.status, Status::Ok, "{href}");
            // A category's own list says what was done to the account, where income counts down.
            let turned = href.contains("account=income:") && !href.contains("part=");
            let sum = if turned { format!("-{said}") } else { said.clone() };
            let none = said == "$0.00" && list.says("No entry is like that.");
            // What is kept back opens to how it was reckoned.
            let reckoned = href.starts_with("/treasury/reserve?on=") && list.body.contains(&format!("\">{said}</dd>"));
            assert!(
                none || reckoned || list.body.contains(&format!("\">{sum}</strong>")),
                "{path}: {said} at {href}: {}",
                list.text()
            );
            followed += 1;
        }
    }
    assert!(followed > 100, "only {followed} figures were followed");
}

#[rocket::async_test]
async fn t21_no_report_and_no_form_of_it_names_anybody_of_the_group() {
    let (server, poppy) = demo().await;
    let roster = members::active(server.house.db.reader()).await.expect("the database answers");
    assert!(roster.len() > 30);
    for path in [
        "/treasury/report?from=2024-01-01&to=2026-12-31",
        "/treasury/report?from=2026-02-01&to=2026-02-28",
        "/treasury/report.csv?from=2024-01-01&to=2026-12-31",
        "/treasury/report/read-aloud?from=2024-01-01&to=2026-12-31",
        "/treasury/report/read-aloud?from=2026-02-01&to=2026-02-28",
        "/treasury/report/acceptances",
        "/treasury/year?year=2025",
    ] {
        let answer = server.get(path, Some(&poppy)).await;
        assert_eq!(answer.status, Status::Ok, "{path}");
        // The frame around the page greets her who reads it; nothing within may name anybody, her included.
        let body = answer.body.split_once("<main").map_or(answer.body.as_str(), |(_, main)| main);
        let body = body.split_once("</main>").map_or(body, |(main, _)| main);
        let words: Vec<&str> = body.split(|letter: char| !letter.is_alphabetic()).collect();
        for person in &roster {
            assert!(!body.contains(&person.display_name), "{path} names {}", person.display_name);
            // Nor her first name alone, but where it is a word of the report.
            let first = person.display_name.split(' ').next().unwrap_or_default();
            assert!(!words.contains(&first), "{path} names {first}");
        }
    }
}

#[rocket::async_test]
async fn t23_any_member_reads_the_accepted_reports_and_a_stranger_reads_nothing() {
    let (server, poppy) = demo().await;
    for path in [
        "/treasury/report/acceptances",
        "/treasury/report?from=2026-02-01&to=2026-02-28",
        "/treasury/report/read-aloud?from=2026-02-01&to=2026-02-28",
        "/treasury/year",
    ] {
        assert_eq!(server.get(path, Some(&poppy)).await.status, Status::Ok, "{path}");
        let stranger = server.get(path, None).await;
        assert!(stranger.location.is_some_and(|to| to.starts_with("/sign-in")), "{path}");
    }
}

#[rocket::async_test]
async fn t12_the_made_up_group_has_accepted_all_months_but_the_last_two() {
    for (instant, last) in [(NOON, "Feb 28, 2026"), ("2028-02-29T16:00:00Z", "Dec 31, 2027")] {
        let server = opened(&folder(), instant).await.expect("the group is made");
        let poppy = server.session_of(&server.find("Poppy A.").await).await;
        let list = server.get("/treasury/report/acceptances", Some(&poppy)).await;
        let rows = list.body.matches("<tr>").count() - 1;
        assert!((22..=24).contains(&rows), "{instant}: {rows}");
        assert!(list.says(&format!("Closing balance {}", &last[..3])) && list.says(last), "{instant}: {}", list.text());
        let said = homegroup::treasury::verify_ledger(&server.house).await.expect("in order");
        assert_eq!(said.lines().count(), rows + 1, "{said}");
    }
}

#[rocket::async_test]
async fn a_year_that_has_not_begun_or_never_was_is_not_found() {
    let (server, poppy) = demo().await;
    for year in ["2027", "1999", "last", "-1", "99999999999"] {
        assert_eq!(server.get(&format!("/treasury/year?year={year}"), Some(&poppy)).await.status, Status::NotFound, "{year}");
    }
    let page = server.get("/treasury/year", Some(&poppy)).await;
    assert!(page.says("The year 2026") && page.body.contains("role=\"img\"") && page.body.contains("<desc"), "{}", page.text());
    assert!(!page.body.contains("style="));
}
