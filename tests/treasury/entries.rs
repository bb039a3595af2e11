//! The list of entries: searched, filtered, in pages, as a file; and what members see of it.

use rocket::http::Status;

use super::{april, saved, with_places, with_treasurer};

#[rocket::async_test]
async fn entries_are_found_by_words_number_amount_category_and_day() {
    let (server, mut dana) = with_places().await;
    april(&server, &mut dana).await;
    let found = async |query: &str| {
        let page = server.get(&format!("/treasury/entries?{query}"), Some(&dana.session)).await;
        assert_eq!(page.status, Status::Ok, "{query}");
        page
    };
    for (query, count, says) in [
        ("", "14 entries", "Rent for April"),
        ("q=CHEQUE", "One entry", "Rent for April"),
        ("q=kaffee+fur", "One entry", "Kaffee für alle"),
        ("q=rent", "One entry", "Rent for April"),
        ("q=literature", "2 entries", "Literature sales"),
        ("q=47.00", "One entry", "$47.00"),
        ("q=%2312", "One entry", "Tokens"),
        ("q=100%25", "No entry is like that.", "Show all"),
        ("q=_", "No entry is like that.", "Show all"),
        ("q=%27+OR+1%3D1+--", "No entry is like that.", "Show all"),
        ("kind=transfer", "One entry", "Payment app to Checking account"),
        ("kind=collection&from=2026-04-10&to=2026-04-23", "2 entries", "counted by one"),
        ("account=income:basket", "5 entries", "What they did to Basket: -$201.75"),
        ("account=assets:app", "3 entries", "What they did to Payment app: $0.00"),
    ] {
        let page = found(query).await;
        assert!(page.says(count) && page.says(says), "{query}: {}", page.text());
    }
    let wrong = server.get("/treasury/entries?from=2026-02-30", Some(&dana.session)).await;
    assert!(wrong.status == Status::UnprocessableEntity && wrong.says("Choose a day of the calendar."));
    for (noun, kind) in [("collections", "collection"), ("opening-balance", "opening")] {
        let answer = server.get(&format!("/treasury/{noun}"), Some(&dana.session)).await;
        assert_eq!(answer.location, Some(format!("/treasury/entries?kind={kind}")));
    }
    assert_eq!(server.get("/treasury/gifts", Some(&dana.session)).await.status, Status::NotFound);
}

#[rocket::async_test]
async fn a_long_list_has_pages_that_keep_the_search() {
    let (server, dana) = with_treasurer().await;
    for number in 1..=51 {
        let amount = format!("{number}.00");
        let form =
            [("day", "2026-04-16"), ("category", "expenses:rent"), ("amount", amount.as_str()), ("place", "assets:cash-box")];
        saved(&server, &dana, "/treasury/expenses", &form).await;
    }
    let first = server.get("/treasury/entries?q=rent", Some(&dana.session)).await;
    assert!(first.says("51 entries") && first.says("Page 1 of 2") && first.says("-$51.00") && !first.says("-$1.00"));
    assert!(
        first.body.contains("href=\"/treasury/entries?q&#x3D;rent&amp;page&#x3D;2\"")
            || first.body.contains("/treasury/entries?q=rent&amp;page=2"),
        "{}",
        first.body
    );
    let second = server.get("/treasury/entries?q=rent&page=2", Some(&dana.session)).await;
    assert!(second.says("Page 2 of 2") && second.says("-$1.00") && !second.says("-$51.00"));
    let beyond = server.get("/treasury/entries?page=99999999999", Some(&dana.session)).await;
    assert!(beyond.says("Page 2 of 2"), "{}", beyond.text());
}

#[rocket::async_test]
async fn t21_what_members_read_names_nobody() {
    let (server, mut dana) = with_places().await;
    april(&server, &mut dana).await;
    let roster = ["Dana R.", "Kim C.", "Zoë M."];
    server.member("Zoë M.").await;
    let ana = server.member("Ana").await;
    let entries: Vec<String> = (1..=14).map(|number| format!("/treasury/entries/{number}")).collect();
    let mut paths = vec![
        "/treasury".to_owned(),
        "/treasury/entries".to_owned(),
        "/treasury/entries.csv".to_owned(),
        "/treasury/report?from=2026-04-01&to=2026-04-30".to_owned(),
        "/treasury/report.csv?from=2026-04-01&to=2026-04-30".to_owned(),
    ];
    paths.extend(entries);
    for path in paths {
        let page = server.get(&path, Some(&ana.session)).await;
        assert_eq!(page.status, Status::Ok, "{path}");
        for name in roster {
            assert!(!page.body.contains(name), "{path} names {name}");
        }
        for id in [&dana.id.0, &server.find("Kim C.").await.0] {
            assert!(!page.body.contains(id), "{path} holds a member's id");
        }
    }
    let basket = server.get("/treasury/entries/2", Some(&ana.session)).await;
    assert!(basket.says("Counted by two members"), "{}", basket.text());
}

#[rocket::async_test]
async fn t23_every_member_reads_the_books_and_a_stranger_does_not() {
    let (server, dana) = with_treasurer().await;
    let rent = [("day", "2026-04-16"), ("category", "expenses:rent"), ("amount", "60"), ("place", "assets:cash-box")];
    let entry = saved(&server, &dana, "/treasury/expenses", &rent).await;
    let ana = server.member("Ana").await;
    for path in ["/treasury", "/treasury/entries", "/treasury/entries.csv", "/treasury/report", "/treasury/report.csv", &entry] {
        let page = server.get(path, Some(&ana.session)).await;
        assert!(page.status == Status::Ok && page.body.contains("60.00"), "{path}");
        let stranger = server.get(path, None).await;
        assert_eq!(stranger.status, Status::SeeOther, "{path}");
        assert!(!stranger.body.contains("60.00"));
    }
}

#[rocket::async_test]
async fn the_file_is_safe_in_a_spreadsheet_and_enough_to_check_the_chain() {
    let (server, mut dana) = with_places().await;
    april(&server, &mut dana).await;
    let file = server.get("/treasury/entries.csv", Some(&dana.session)).await;
    assert_eq!(file.header("Content-Type"), Some("text/csv; charset=utf-8"));
    assert!(file.header("Content-Disposition").is_some_and(|value| value.contains("entries.csv")));
    let mut reader = csv::Reader::from_reader(file.body.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("reads");
    for cell in rows.iter().flat_map(|row| row.iter()) {
        let number = cell.parse::<f64>().is_ok();
        assert!(number || !cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
    let mut previous = "0".repeat(64);
    for number in 1..=14 {
        let lines: Vec<_> = rows.iter().filter(|row| row[0] == *number.to_string()).collect();
        assert_eq!(&lines[0][15], previous, "entry {number}");
        assert_eq!(computed(&lines), lines[0][16], "entry {number}");
        previous = lines[0][16].to_owned();
    }
    let filtered = server.get("/treasury/entries.csv?kind=transfer", Some(&dana.session)).await;
    assert_eq!(filtered.body.lines().count(), 3, "a head and two lines");
}

/// The hash of an entry from the rows of the file alone, as the description in `chain.rs` says.
fn computed(lines: &[&csv::StringRecord]) -> String {
    use sha2::{Digest, Sha256};
    let first = lines[0];
    let note = first[8].strip_prefix('\'').unwrap_or(&first[8]);
    let mut fields = vec!["homegroup ledger 1", &first[15], &first[0], &first[1], &first[2], &first[3], &first[4]];
    fields.extend([&first[5], &first[6], &first[7], note, &first[9]]);
    let count = lines.len().to_string();
    fields.push(&count);
    fields.extend(lines.iter().flat_map(|line| [&line[10], &line[13]]));
    let mut hasher = Sha256::new();
    for field in fields {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field.as_bytes());
    }
    hex::encode(hasher.finalize())
}
