//! Income, expenses, transfers, opening balances and places.

use rocket::http::Status;

use super::{refused, saved, with_places, with_treasurer};

const DAY: (&str, &str) = ("day", "2026-04-16");

#[rocket::async_test]
async fn t6_gross_and_fee_of_e_payments_are_separate_lines() {
    let (server, dana) = with_places().await;
    let form = [
        DAY,
        ("category", "income:e-payments"),
        ("amount", "62.00"),
        ("fee", "1.18"),
        ("payments", "9"),
        ("place", "assets:app"),
    ];
    let entry = saved(&server, &dana, "/treasury/income", &form).await;
    let page = server.get(&entry, Some(&dana.session)).await;
    assert!(page.says("Payment app $60.82 E-payment fees $1.18 E-payments -$62.00"), "{}", page.text());
    assert!(page.says("Payments 9"), "{}", page.text());
    let more = [DAY, ("category", "income:e-payments"), ("amount", "1"), ("fee", "1.18"), ("place", "assets:app")];
    refused(&server, &dana, "/treasury/income", &more, &["The fee is more than the amount"]).await;
    let sale = [DAY, ("category", "income:token-sales"), ("amount", "5"), ("fee", "1"), ("place", "assets:app")];
    refused(&server, &dana, "/treasury/income", &sale, &["Only e-payments have a fee."]).await;
}

#[rocket::async_test]
async fn t8_money_from_outside_cannot_be_booked() {
    let (server, dana) = with_treasurer().await;
    let page = server.get("/treasury/income/new", Some(&dana.session)).await;
    assert!(page.says("Money from outside the group is declined with thanks"));
    for category in ["income:outside", "income:basket", "equity:opening", ""] {
        let form = [DAY, ("category", category), ("amount", "100"), ("place", "assets:cash-box")];
        refused(&server, &dana, "/treasury/income", &form, &["Choose one from the list."]).await;
    }
}

#[rocket::async_test]
async fn with_one_cash_box_no_form_speaks_of_places() {
    let (server, dana) = with_treasurer().await;
    for path in ["collections/new", "expenses/new", "income/new"] {
        let page = server.get(&format!("/treasury/{path}"), Some(&dana.session)).await;
        assert!(!page.says("Cash box"), "{path}: {}", page.text());
        assert!(page.body.contains("<input type=\"hidden\" name=\"place\" value=\"assets:cash-box\""), "{path}");
    }
    let page = server.get("/treasury/transfers/new", Some(&dana.session)).await;
    assert!(page.says("There is only one place so far."));
    assert!(!server.get("/treasury", Some(&dana.session)).await.says("Move money"));
}

#[rocket::async_test]
async fn forms_offer_places_and_categories_by_the_names_people_know() {
    let (server, dana) = with_places().await;
    for (path, names) in [
        ("collections/new", ["Cash box", "Checking account", "Payment app", "Refreshments"]),
        ("expenses/new", ["Checking account", "Payment app", "Rent", "Contributions to service bodies"]),
        ("income/new", ["Checking account", "Payment app", "E-payments", "Birthday contributions"]),
        ("transfers/new", ["Cash box", "Checking account", "Payment app", "Please choose"]),
        ("opening-balance/new", ["Cash box", "Checking account", "Payment app", "At the end of"]),
    ] {
        let page = server.get(&format!("/treasury/{path}"), Some(&dana.session)).await;
        for name in names {
            assert!(page.says(name), "{path} does not say {name}: {}", page.text());
        }
        assert!(!page.text().contains("treasury-"), "{path} shows a key: {}", page.text());
    }
}

#[rocket::async_test]
async fn an_expense_and_a_transfer_change_the_places_they_name() {
    let (server, dana) = with_places().await;
    let opening = [("day", "2026-04-15"), ("amounts[bank]", "100"), ("amounts[cash-box]", "20.00")];
    saved(&server, &dana, "/treasury/opening-balance", &opening).await;
    let rent = [DAY, ("category", "expenses:rent"), ("amount", "$60"), ("place", "assets:bank"), ("note", "Rent for April")];
    saved(&server, &dana, "/treasury/expenses", &rent).await;
    let moved = [DAY, ("amount", "20"), ("from", "assets:cash-box"), ("to", "assets:bank")];
    let entry = saved(&server, &dana, "/treasury/transfers", &moved).await;
    assert!(server.get(&entry, Some(&dana.session)).await.says("Cash box to Checking account"));
    let page = server.get("/treasury", Some(&dana.session)).await;
    for words in ["Cash box $0.00", "Checking account $60.00", "In all places $60.00", "Rent for April", "-$60.00"] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    let same = [DAY, ("amount", "20"), ("from", "assets:bank"), ("to", "assets:bank")];
    refused(&server, &dana, "/treasury/transfers", &same, &["Choose another place than the one it came from."]).await;
}

#[rocket::async_test]
async fn a_place_that_shows_less_than_nothing_is_pointed_out() {
    let (server, dana) = with_treasurer().await;
    let rent = [DAY, ("category", "expenses:rent"), ("amount", "60"), ("place", "assets:cash-box")];
    saved(&server, &dana, "/treasury/expenses", &rent).await;
    let page = server.get("/treasury", Some(&dana.session)).await;
    assert!(page.says("-$60.00") && page.says("A place shows less than nothing."), "{}", page.text());
}

#[rocket::async_test]
async fn the_books_are_opened_once_and_nothing_is_counted_twice() {
    let (server, dana) = with_places().await;
    let opening = [("day", "2026-04-10"), ("amounts[bank]", "100")];
    let entry = saved(&server, &dana, "/treasury/opening-balance", &opening).await;
    let again = [("day", "2026-04-11"), ("amounts[bank]", "100")];
    refused(&server, &dana, "/treasury/opening-balance", &again, &["This place has its opening balance already."]).await;
    let before = [("day", "2026-04-10"), ("category", "expenses:rent"), ("amount", "60"), ("place", "assets:bank")];
    let says = ["The balance at the end of Apr 10, 2026 holds everything up to that day."];
    refused(&server, &dana, "/treasury/expenses", &before, &says).await;
    let tokens = [DAY, ("category", "expenses:tokens"), ("amount", "5"), ("place", "assets:app")];
    saved(&server, &dana, "/treasury/expenses", &tokens).await;
    let late = [("day", "2026-04-16"), ("amounts[app]", "20")];
    refused(&server, &dana, "/treasury/opening-balance", &late, &["There are entries for this place from Apr 16, 2026 on."])
        .await;
    // A wrong opening balance is reversed on its own day and entered again.
    let reversal = format!("{entry}/reversal");
    saved(&server, &dana, &reversal, &[DAY, ("note", "read the wrong line")]).await;
    saved(&server, &dana, "/treasury/opening-balance", &[("day", "2026-04-10"), ("amounts[bank]", "110")]).await;
    let report = server.get("/treasury/report?from=2026-04-11&to=2026-04-15", Some(&dana.session)).await;
    assert!(report.says("Opening balance $110.00"), "{}", report.text());
    refused(&server, &dana, "/treasury/opening-balance", &[("day", "2026-04-10")], &["Enter at least one amount."]).await;
}

#[rocket::async_test]
async fn a_place_is_named_by_the_group_and_kept_while_it_holds_money() {
    let (server, dana) = with_places().await;
    let change = |name: &'static str, in_use: bool| {
        let mut form = vec![("name", name)];
        form.extend(in_use.then_some(("in_use", "true")));
        form
    };
    let path = "/treasury/places/assets:bank";
    let taken = server.post(path, Some(&dana.session), &change("cash BOX", true)).await;
    assert!(taken.status == Status::UnprocessableEntity && taken.says("Another place has this name."));
    let renamed = server.post(path, Some(&dana.session), &change("First National", true)).await;
    assert_eq!(renamed.status, Status::SeeOther);
    saved(&server, &dana, "/treasury/opening-balance", &[("day", "2026-04-10"), ("amounts[bank]", "100")]).await;
    assert!(server.get("/treasury", Some(&dana.session)).await.says("First National $100.00"));
    let full = server.post(path, Some(&dana.session), &change("First National", false)).await;
    assert!(full.status == Status::UnprocessableEntity && full.says("There is still money at this place."));
    let moved = [DAY, ("amount", "100"), ("from", "assets:bank"), ("to", "assets:cash-box")];
    saved(&server, &dana, "/treasury/transfers", &moved).await;
    assert_eq!(server.post(path, Some(&dana.session), &change("First National", false)).await.status, Status::SeeOther);
    assert!(!server.get("/treasury/expenses/new", Some(&dana.session)).await.says("First National"));
    assert!(server.get("/treasury/entries", Some(&dana.session)).await.says("First National to Cash box"));
    for (form, says) in [([("kind", "income"), ("name", "x")], "Choose one"), ([("kind", "cash"), ("name", " ")], "needs a name")]
    {
        let answer = server.post("/treasury/places", Some(&dana.session), &form).await;
        assert!(answer.status == Status::UnprocessableEntity && answer.says(says), "{}", answer.text());
    }
    let nowhere = server.post("/treasury/places/income:basket", Some(&dana.session), &change("Basket", true)).await;
    assert_eq!(nowhere.status, Status::NotFound);
}

#[rocket::async_test]
async fn the_last_place_stays_in_use() {
    let (server, dana) = with_treasurer().await;
    let answer = server.post("/treasury/places/assets:cash-box", Some(&dana.session), &[("name", "Tin")]).await;
    assert!(answer.status == Status::UnprocessableEntity && answer.says("This is the only place left."), "{}", answer.text());
}

#[rocket::async_test]
async fn a_note_of_control_characters_or_a_form_of_nothing_is_refused() {
    let (server, dana) = with_places().await;
    let rent = [DAY, ("category", "expenses:rent"), ("amount", "60"), ("place", "assets:cash-box"), ("note", "a\r\nb\u{7}")];
    refused(&server, &dana, "/treasury/expenses", &rent, &["characters that do not show"]).await;
    let says = ["Choose a day of the calendar.", "Choose one from the list.", "Enter an amount."];
    refused(&server, &dana, "/treasury/expenses", &[], &says).await;
    refused(&server, &dana, "/treasury/transfers", &[], &says).await;
    refused(&server, &dana, "/treasury/income", &[], &says).await;
    refused(&server, &dana, "/treasury/collections", &[], &says).await;
}

#[rocket::async_test]
async fn an_empty_treasury_says_what_to_do_first() {
    let (server, dana) = with_treasurer().await;
    let page = server.get("/treasury", Some(&dana.session)).await;
    assert!(page.says("The books are still empty") && page.body.contains("href=\"/treasury/opening-balance/new\""));
    let ana = server.member("Ana").await;
    let page = server.get("/treasury", Some(&ana.session)).await;
    assert!(page.says("Nothing has been entered yet.") && !page.body.contains("/new\""), "{}", page.text());
}
