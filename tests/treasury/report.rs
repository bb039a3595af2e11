//! The treasurer's report over HTTP.

use homegroup::treasury::report;
use homegroup::treasury::rules::report::Period;
use rocket::http::Status;

use super::{april, later, saved, with_places, with_treasurer};

#[rocket::async_test]
async fn t11_w2_comes_out_to_the_cent() {
    let (server, mut dana) = with_places().await;
    april(&server, &mut dana).await;
    let page = server.get("/treasury/report?from=2026-04-01&to=2026-04-30", Some(&dana.session)).await;
    let expected = [
        "Riverside Women's Group, Apr 1, 2026 – Apr 30, 2026",
        "Opening balance $452.37",
        "Income Basket $201.75 E-payments $62.00 Birthday contributions $39.00 Literature sales $24.00 Total income $326.75",
        "Expenses Rent $60.00 Literature $31.80 Tokens $22.50 Refreshments $18.45 E-payment fees $1.18 Total expenses $133.93",
        "Closing balance $645.19",
        "Cash box $20.00 $0.00 $0.00 $0.00 $20.00",
        "Checking account $412.37 $264.75 $132.75 $80.82 $625.19",
        "Payment app $20.00 $62.00 $1.18 -$80.82 $0.00",
        "All places $452.37 $326.75 $133.93 $0.00 $645.19",
        "5 baskets were counted. One of them was counted by one person alone.",
    ];
    for words in expected {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    assert!(page.body.contains("/treasury/entries?account=income:basket&amp;from=2026-04-01&amp;to=2026-04-30"), "figures open");
}

#[rocket::async_test]
async fn t11_the_file_says_what_the_page_says() {
    let (server, mut dana) = with_places().await;
    april(&server, &mut dana).await;
    let file = server.get("/treasury/report.csv?from=2026-04-01&to=2026-04-30", Some(&dana.session)).await;
    assert!(file.header("Content-Disposition").is_some_and(|value| value.contains("report-2026-04-01-2026-04-30.csv")));
    let lines: Vec<&str> = file.body.lines().collect();
    for line in [
        "part,account,name,amount,currency",
        "opening,,Opening balance,452.37,USD",
        "income,income:basket,Basket,201.75,USD",
        "total-income,,Total income,326.75,USD",
        "expense,expenses:e-payment-fees,E-payment fees,1.18,USD",
        "total-expenses,,Total expenses,133.93,USD",
        "closing,,Closing balance,645.19,USD",
        "place-moved,assets:app,Payment app,-80.82,USD",
        "place-closing,assets:bank,Checking account,625.19,USD",
    ] {
        assert!(lines.contains(&line), "{line}: {}", file.body);
    }
}

#[rocket::async_test]
async fn t11_the_database_sums_what_the_entries_say() {
    use homegroup::treasury::rules::account::{Account, Chart};
    use homegroup::treasury::rules::report::Report;
    use homegroup::treasury::rules::sums::sums;

    let (server, mut dana) = with_places().await;
    april(&server, &mut dana).await;
    let basket = saved(
        &server,
        &dana,
        "/treasury/collections",
        &[
            ("day", "2026-04-16"),
            ("total", "48"),
            ("place", "assets:cash-box"),
            ("first_counter", &dana.id.0),
            ("second_counter", "alone"),
            ("paid[0].amount", "3"),
            ("paid[0].category", "expenses:refreshments"),
        ],
    )
    .await;
    saved(&server, &dana, &format!("{basket}/reversal"), &[("day", "2026-04-28"), ("note", "counted twice")]).await;
    later(&server, &mut dana, "2026-05-07T16:00:00Z").await;
    let first =
        super::locks::entries(&server).await.into_iter().find(|entry| entry.content.counters.is_some()).expect("a basket");
    let path = format!("/treasury/entries/{}/reversal", first.id);
    saved(&server, &dana, &path, &[("day", "2026-05-07"), ("note", "counted with another group's")]).await;
    let books = homegroup::treasury::books(server.house.db.reader(), &server.house, None).await.expect("the books");
    let chart: Vec<Account> = books.chart.all().to_vec();
    let entries = super::locks::entries(&server).await;
    // Whole months are taken from their sums, the days around them from the entries: the cuts fall everywhere.
    let days = ["2025-01-01", "2026-03-31", "2026-04-01", "2026-04-02", "2026-04-16", "2026-04-17", "2026-04-28", "2026-04-30"];
    let days: Vec<_> = days.into_iter().chain(["2026-05-01", "2026-05-07", "2026-05-31", "2026-12-31"]).collect();
    for (index, from) in days.iter().enumerate() {
        for to in &days[index..] {
            let period = Period::parse(from, to).expect("a period");
            let chart = Chart::of(chart.clone());
            let mut summed = Report::of(period, &chart, &sums(&entries, &chart, period).expect("fits")).expect("adds up");
            // Whether a basket is confirmed stands beside the ledger. Of these, nobody has confirmed any.
            summed.unconfirmed = summed.collections - summed.single_counts;
            assert_eq!(report(&server.house, period).await.expect("a report"), summed, "{from} to {to}");
        }
    }
}

#[rocket::async_test]
async fn a_period_that_makes_no_sense_is_said_and_kept() {
    let (server, dana) = with_treasurer().await;
    for (query, says) in [
        ("from=2026-05-01&to=2026-04-01", "The last day lies before the first."),
        ("from=2026-02-30&to=2026-04-01", "Choose a day of the calendar."),
        ("from=&to=2026-04-01", "Choose a day of the calendar."),
    ] {
        let page = server.get(&format!("/treasury/report?{query}"), Some(&dana.session)).await;
        assert!(page.status == Status::UnprocessableEntity && page.says(says), "{query}: {}", page.text());
        assert!(!page.says("Not saved yet"), "there is nothing to save");
        assert!(page.body.contains("value=\"2026-04-01\""), "{query}");
        let file = server.get(&format!("/treasury/report.csv?{query}"), Some(&dana.session)).await;
        assert!(file.status == Status::UnprocessableEntity && file.says("Choose two days of the calendar"), "{query}");
    }
}

#[rocket::async_test]
async fn without_days_the_report_is_of_this_month_and_offers_the_usual_ones() {
    let (server, dana) = with_treasurer().await;
    let page = server.get("/treasury/report", Some(&dana.session)).await;
    assert!(page.says("Apr 1, 2026 – Apr 30, 2026") && page.says("Nothing came in. "), "{}", page.text());
    assert!(page.says("The last day of this period has not passed"));
    assert!(page.says("No basket was counted in this time."));
    for days in ["from=2026-03-01&amp;to=2026-03-31", "from=2026-01-01&amp;to=2026-03-31", "from=2025-01-01&amp;to=2025-12-31"] {
        assert!(page.body.contains(days), "{days}");
    }
}
