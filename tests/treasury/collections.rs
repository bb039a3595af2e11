//! Counting a basket.

use rocket::http::Status;

use super::{count, once, post, refused, saved, with_places, with_treasurer};
use crate::common::Server;
use crate::common::people::Person;

/// W1 of the domain: 1 × $20, 3 × $5, 12 × $1 make $47.00.
async fn w1(server: &Server, dana: &Person, changes: &[(&'static str, &'static str)]) -> Vec<(String, String)> {
    let kim = server.find("Kim C.").await.0;
    let mut form: Vec<(String, String)> = [
        ("day", "2026-04-16"),
        ("counts[2000]", "1"),
        ("counts[500]", "3"),
        ("counts[100]", "12"),
        ("counts[25]", ""),
        ("total", "47.00"),
        ("place", "assets:cash-box"),
        ("first_counter", &dana.id.0),
        ("second_counter", &kim),
    ]
    .map(|(field, value)| (field.to_owned(), value.to_owned()))
    .to_vec();
    for (field, value) in changes {
        form.retain(|(known, _)| known != field);
        form.push(((*field).to_owned(), (*value).to_owned()));
    }
    form
}

fn fields(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect()
}

#[rocket::async_test]
async fn t2_w1_is_saved_and_shown_with_its_count_sheet() {
    let (server, dana) = with_treasurer().await;
    let form = w1(&server, &dana, &[]).await;
    let entry = saved(&server, &dana, "/treasury/collections", &fields(&form)).await;
    let page = server.get(&entry, Some(&dana.session)).await;
    for words in
        ["Basket", "$47.00", "Entry 1", "Thursday, April 16, 2026", "$20 1 $20.00 $5 3 $15.00 $1 12 $12.00", "Cash box $47.00"]
    {
        assert!(page.says(words), "{words}: {}", page.text());
    }
}

#[rocket::async_test]
async fn t2_a_sheet_that_differs_from_the_declared_total_is_refused_and_kept() {
    let (server, dana) = with_treasurer().await;
    let form = w1(&server, &dana, &[("total", "48.00"), ("note", "Chilly <evening>")]).await;
    let page =
        refused(&server, &dana, "/treasury/collections", &fields(&form), &["You wrote $48.00, and the count makes $47.00."])
            .await;
    for kept in ["value=\"48.00\"", "name=\"counts[500]\" value=\"3\"", "value=\"Chilly &lt;evening&gt;\""] {
        assert!(page.body.contains(kept), "{kept}: {}", page.body);
    }
}

#[rocket::async_test]
async fn t1_12_345_is_refused_in_every_form() {
    let (server, dana) = with_places().await;
    let says = &["An amount has at most 2 digits behind the point."];
    let form = w1(&server, &dana, &[("total", "12.345"), ("counts[2000]", ""), ("counts[500]", ""), ("counts[100]", "")]).await;
    refused(&server, &dana, "/treasury/collections", &fields(&form), says).await;
    let day = ("day", "2026-04-16");
    let place = ("place", "assets:bank");
    let amount = ("amount", "12.345");
    for (path, form) in [
        ("/treasury/expenses", vec![day, place, amount, ("category", "expenses:rent")]),
        ("/treasury/income", vec![day, place, amount, ("category", "income:e-payments")]),
        ("/treasury/transfers", vec![day, amount, ("from", "assets:app"), ("to", "assets:bank")]),
        ("/treasury/opening-balance", vec![day, ("amounts[bank]", "12.345")]),
    ] {
        let page = refused(&server, &dana, path, &form, says).await;
        assert!(page.body.contains("value=\"12.345\""), "{path} keeps what was typed");
    }
}

#[rocket::async_test]
async fn t4_the_same_counter_twice_and_a_stranger_are_refused() {
    let (server, dana) = with_treasurer().await;
    let twice = w1(&server, &dana, &[]).await.into_iter().map(|(field, value)| match field.as_str() {
        "second_counter" => (field, dana.id.0.clone()),
        _ => (field, value),
    });
    let twice: Vec<_> = twice.collect();
    refused(&server, &dana, "/treasury/collections", &fields(&twice), &["Two different people count."]).await;
    let stranger = w1(&server, &dana, &[("second_counter", "0198b2f0-0000-7000-8000-000000000000")]).await;
    refused(&server, &dana, "/treasury/collections", &fields(&stranger), &["Choose a member from the list."]).await;
    let nobody = w1(&server, &dana, &[("second_counter", "")]).await;
    refused(
        &server,
        &dana,
        "/treasury/collections",
        &fields(&nobody),
        &["Choose who counted with you, or say that you counted alone."],
    )
    .await;
}

#[rocket::async_test]
async fn t4_a_single_count_is_saved_and_flagged_wherever_it_shows() {
    let (server, dana) = with_treasurer().await;
    let alone = w1(&server, &dana, &[("second_counter", "alone")]).await;
    let entry = saved(&server, &dana, "/treasury/collections", &fields(&alone)).await;
    for path in [entry.as_str(), "/treasury", "/treasury/entries"] {
        assert!(server.get(path, Some(&dana.session)).await.says("counted by one"), "{path}");
    }
    let report = server.get("/treasury/report", Some(&dana.session)).await;
    assert!(report.says("One basket was counted. One of them was counted by one person alone."), "{}", report.text());
}

#[rocket::async_test]
async fn everything_that_is_wrong_is_said_at_once() {
    let (server, dana) = with_treasurer().await;
    let changes = [("day", "2026-04-17"), ("counts[500]", "three"), ("counts[7]", "1"), ("place", "assets:mattress")];
    let mut form = w1(&server, &dana, &changes).await;
    form.extend([("paid[0].amount".to_owned(), "x".to_owned()), ("paid[0].category".to_owned(), "expenses:rent".to_owned())]);
    form.push(("note".to_owned(), "ask kim@example.org or 419-555-0134".to_owned()));
    let sentences = [
        "This day has not come yet; today is Apr 16, 2026.",
        "Write how many there are, as a whole number.",
        "Choose one from the list.",
        "Write the amount in digits, such as 47 or 1,234.50.",
        "The note holds a mail address.",
    ];
    let page = refused(&server, &dana, "/treasury/collections", &fields(&form), &sentences).await;
    for field in ["day", "counts-500", "place", "paid-0-amount", "note"] {
        assert!(page.body.contains(&format!("<a href=\"#{field}\">")), "{field}");
        assert!(page.body.contains(&format!("id=\"{field}\"")) || field == "place", "{field}");
    }
}

#[rocket::async_test]
async fn a_day_is_counted_where_the_group_meets() {
    let (server, dana) = with_treasurer().await;
    // Ten at night on the 16th in New York, the 17th in London.
    server.clock.set("2026-04-17T02:00:00Z");
    let tomorrow = w1(&server, &dana, &[("day", "2026-04-17")]).await;
    refused(&server, &dana, "/treasury/collections", &fields(&tomorrow), &["This day has not come yet"]).await;
    let page = server.get("/treasury/collections/new", Some(&dana.session)).await;
    assert!(page.body.contains("value=\"2026-04-16\" max=\"2026-04-16\""));
}

#[rocket::async_test]
async fn the_same_form_twice_is_one_basket_and_the_same_success() {
    let (server, dana) = with_treasurer().await;
    let form = w1(&server, &dana, &[]).await;
    let id = once();
    let mut sent = vec![("once", id.as_str())];
    sent.extend(fields(&form));
    let mut answers = Vec::new();
    for _ in 0..3 {
        answers.push(server.post("/treasury/collections", Some(&dana.session), &sent).await);
    }
    // At the same time, as an impatient thumb does it.
    let (left, right) = rocket::tokio::join!(
        server.post("/treasury/collections", Some(&dana.session), &sent),
        server.post("/treasury/collections", Some(&dana.session), &sent)
    );
    answers.extend([left, right]);
    for answer in answers {
        assert_eq!((answer.status, answer.location), (Status::SeeOther, Some(format!("/treasury/entries/{id}"))));
    }
    assert_eq!(count(&server, &dana).await, 1);
}

#[rocket::async_test]
async fn the_same_form_with_other_figures_is_told_and_not_saved() {
    let (server, dana) = with_treasurer().await;
    let id = once();
    let form = w1(&server, &dana, &[]).await;
    let mut sent = vec![("once", id.as_str())];
    sent.extend(fields(&form));
    assert_eq!(server.post("/treasury/collections", Some(&dana.session), &sent).await.status, Status::SeeOther);
    let other = w1(&server, &dana, &[("counts[100]", "13"), ("total", "48.00")]).await;
    let mut sent = vec![("once", id.as_str())];
    sent.extend(fields(&other));
    let answer = server.post("/treasury/collections", Some(&dana.session), &sent).await;
    assert_eq!(answer.status, Status::Conflict);
    assert!(answer.says("$47.00") && answer.says("$48.00"), "both versions are shown: {}", answer.text());
    assert_eq!(count(&server, &dana).await, 1);
}

#[rocket::async_test]
async fn a_form_without_its_id_is_refused_before_anything_is_read() {
    let (server, dana) = with_treasurer().await;
    let form = w1(&server, &dana, &[]).await;
    for id in ["", "7", "00000000-0000-0000-0000-000000000000"] {
        let mut sent = vec![("once", id)];
        sent.extend(fields(&form));
        let answer = server.post("/treasury/collections", Some(&dana.session), &sent).await;
        assert_eq!(answer.status, Status::UnprocessableEntity, "{id:?}");
    }
    assert_eq!(count(&server, &dana).await, 0);
}

#[rocket::async_test]
async fn what_was_paid_out_of_the_basket_is_an_expense_of_it() {
    let (server, dana) = with_treasurer().await;
    let mut form = w1(&server, &dana, &[]).await;
    form.extend([
        ("paid[0].amount".to_owned(), "5.50".to_owned()),
        ("paid[0].category".to_owned(), "expenses:refreshments".to_owned()),
        ("paid[1].amount".to_owned(), String::new()),
        ("paid[1].category".to_owned(), "expenses:refreshments".to_owned()),
    ]);
    let entry = saved(&server, &dana, "/treasury/collections", &fields(&form)).await;
    let page = server.get(&entry, Some(&dana.session)).await;
    assert!(page.says("Cash box $41.50 Refreshments $5.50 Basket -$47.00"), "{}", page.text());
    let report = server.get("/treasury/report", Some(&dana.session)).await;
    assert!(report.says("Closing balance $41.50"), "{}", report.text());
}

#[rocket::async_test]
async fn t3_a_field_for_a_giver_is_nowhere_and_one_that_is_sent_goes_nowhere() {
    let (server, dana) = with_treasurer().await;
    let canary = server.add("Canary B.", "").await;
    let page = server.get("/treasury/collections/new", Some(&dana.session)).await;
    assert!(!page.body.contains("name=\"giver\""), "a count sheet asks for no giver");
    let mut form = w1(&server, &dana, &[]).await;
    for field in ["member", "member_id", "giver", "from"] {
        form.push((field.to_owned(), canary.0.clone()));
    }
    let entry = saved(&server, &dana, "/treasury/collections", &fields(&form)).await;
    assert!(!server.get(&entry, Some(&dana.session)).await.body.contains("Canary"));
    let file = server.get("/treasury/entries.csv", Some(&dana.session)).await;
    assert!(!file.body.contains(&canary.0) && !file.body.contains("Canary"));
}

#[rocket::async_test]
async fn who_posts_is_written_down_beside_the_entry() {
    let (server, dana) = with_treasurer().await;
    let form = w1(&server, &dana, &[]).await;
    let entry = saved(&server, &dana, "/treasury/collections", &fields(&form)).await;
    let page = server.get(&entry, Some(&dana.session)).await;
    assert!(page.says("Posted by Dana R."), "{}", page.text());
    assert!(page.says("Counted by Dana R., Kim C.") || page.says("Counted by Kim C., Dana R."), "{}", page.text());
}

#[rocket::async_test]
async fn t23_only_who_holds_the_right_to_money_posts() {
    let (server, dana) = with_treasurer().await;
    let form = w1(&server, &dana, &[]).await;
    let secretary = server.officer("Zoë M.", "Secretary").await;
    let chair = server.find("Kim C.").await;
    let chair = Person { session: server.session_of(&chair).await, id: chair };
    let member = server.member("Ana").await;
    for who in [&secretary, &chair, &member] {
        let answer = post(&server, who, "/treasury/collections", &fields(&form)).await;
        assert_eq!(answer.status, Status::Forbidden);
        for path in ["collections/new", "expenses/new", "income/new", "transfers/new", "opening-balance/new", "places"] {
            assert_eq!(server.get(&format!("/treasury/{path}"), Some(&who.session)).await.status, Status::Forbidden, "{path}");
        }
        let overview = server.get("/treasury", Some(&who.session)).await;
        assert!(overview.status == Status::Ok && !overview.says("Count a basket"));
    }
    assert_eq!(count(&server, &dana).await, 0);
}
