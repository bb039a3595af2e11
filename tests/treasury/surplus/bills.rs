//! Recurring bills and earmarks: due, paid with one press, let go, and due again when the payment is reversed.

use rocket::http::Status;

use super::{done, later, link, not_done, pay, rent, saved, w3};
use crate::treasury::count;

const APRIL: &str = "/treasury/report?from=2026-04-01&to=2026-04-30";

#[rocket::async_test]
async fn t14_one_press_pays_a_bill_and_the_report_of_april_stays_as_it_was() {
    let (server, mut dana) = w3().await;
    rent(&server, &dana).await;
    later(&server, &mut dana, "2026-05-01T16:00:00Z").await;
    let overview = server.get("/treasury", Some(&dana.session)).await;
    assert!(overview.says("Due this week") && overview.says("May rent May 1, 2026 $60.00"), "{}", overview.text());
    let address = link(&overview, "/treasury/expenses/new?due=bill.");
    let form = server.get(&address, Some(&dana.session)).await;
    assert!(form.says("This pays May rent, due on May 1, 2026"), "{}", form.text());
    let paid = pay(&server, &dana, &address, &[]).await;
    assert_eq!(paid.status, Status::SeeOther, "{}", paid.text());
    let entry = paid.location.expect("it leads to the entry");
    let page = server.get(&entry, Some(&dana.session)).await;
    assert!(page.says("Rent $60.00 Checking account -$60.00") && page.says("May rent, due May 1, 2026"), "{}", page.text());
    assert!(!server.get("/treasury", Some(&dana.session)).await.says("Due this week"));
    let april = server.get(APRIL, Some(&dana.session)).await;
    assert!(april.says("Less earmarked (May rent) -$60.00 Available for distribution $313.70"), "{}", april.text());

    // Somebody else had the page open still.
    let before = count(&server, &dana).await;
    let again = server.get(&address, Some(&dana.session)).await;
    assert!(again.status == Status::Conflict && again.says("This is settled already"), "{}", again.text());
    let key = address.split_once("due=").expect("a key").1;
    let late = [("day", "2026-05-01"), ("category", "expenses:rent"), ("amount", "60"), ("place", "assets:bank"), ("due", key)];
    assert_eq!(super::post(&server, &dana, "/treasury/expenses", &late).await.status, Status::Conflict);
    assert_eq!(count(&server, &dana).await, before);

    // Reversed, it is due again, and can be paid again.
    saved(&server, &dana, &format!("{entry}/reversal"), &[("day", "2026-05-01"), ("note", "wrong account")]).await;
    let overview = server.get("/treasury", Some(&dana.session)).await;
    assert!(overview.says("May rent May 1, 2026 $60.00"), "{}", overview.text());
    let cash = pay(&server, &dana, &address, &[("place", "assets:cash-box"), ("amount", "61.50")]).await;
    assert_eq!(cash.status, Status::SeeOther, "a bill may come out differently: {}", cash.text());
}

#[rocket::async_test]
async fn t14_a_form_that_pays_sent_twice_is_one_expense() {
    let (server, dana) = w3().await;
    rent(&server, &dana).await;
    let page = server.get("/treasury/reserve", Some(&dana.session)).await;
    let key = link(&page, "/treasury/expenses/new?due=bill.").split_once("due=").expect("a key").1.to_owned();
    let once = crate::treasury::once();
    let form = [
        ("once", once.as_str()),
        ("day", "2026-04-30"),
        ("category", "expenses:rent"),
        ("amount", "60"),
        ("place", "assets:bank"),
        ("due", &key),
    ];
    let before = count(&server, &dana).await;
    for _ in 0..2 {
        let answer = server.post("/treasury/expenses", Some(&dana.session), &form).await;
        assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
    }
    assert_eq!(count(&server, &dana).await, before + 1);
    // Paid in April already, it is not spoken for at the end of April.
    let april = server.get(APRIL, Some(&dana.session)).await;
    assert!(april.says("Less earmarked $0.00"), "{}", april.text());
}

#[rocket::async_test]
async fn t14_an_earmark_counts_until_it_is_paid_or_let_go() {
    let (server, dana) = w3().await;
    for (what, amount) in [("Workshop room", "45.00"), ("New kettle", "30.00")] {
        let form = [("what", what), ("amount", amount), ("due_on", "2026-09-01"), ("since", "2026-04-30"), ("category", "")];
        done(&server, &dana, "/treasury/earmarks", &form).await;
    }
    let page = server.get("/treasury/reserve", Some(&dana.session)).await;
    assert!(page.says("Less earmarked -$75.00 Available for distribution $298.70"), "{}", page.text());
    let kettle = link(&page, "/treasury/dues/earmark.");
    let ask = server.get(&kettle, Some(&dana.session)).await;
    assert!(ask.says("Let New kettle go") && ask.says("$30.00"), "{}", ask.text());
    let release = kettle.trim_end_matches("/new");
    for _ in 0..2 {
        done(&server, &dana, release, &[]).await;
    }
    let page = server.get("/treasury/reserve", Some(&dana.session)).await;
    assert!(page.says("Less earmarked -$45.00") && !page.says("New kettle"), "{}", page.text());
    let room = link(&page, "/treasury/expenses/new?due=earmark.");
    let open = super::post(&server, &dana, "/treasury/expenses", &[("due", room.split_once("due=").expect("a key").1)]).await;
    assert!(open.status == Status::UnprocessableEntity && open.says("This pays Workshop room"), "{}", open.text());
    let paid = pay(&server, &dana, &room.replace("&amp;", "&"), &[("category", "expenses:rent")]).await;
    assert_eq!(paid.status, Status::SeeOther, "{}", paid.text());
    let page = server.get("/treasury/reserve", Some(&dana.session)).await;
    assert!(page.says("Less earmarked $0.00") && page.says("Nothing is spoken for."), "{}", page.text());
}

#[rocket::async_test]
async fn t14_a_bill_ends_on_a_day_and_asks_no_more() {
    let (server, dana) = w3().await;
    rent(&server, &dana).await;
    let two_months = "/treasury/reserve?until=2026-06-30";
    assert!(server.get(two_months, Some(&dana.session)).await.says("Less earmarked -$120.00"));
    let end = link(&server.get("/treasury/reserve", Some(&dana.session)).await, "/treasury/bills/");
    assert!(server.get(&end, Some(&dana.session)).await.says("End May rent"));
    let path = end.trim_end_matches("/new");
    not_done(&server, &dana, path, &[("ends_on", "2026-04-30")], &["This bill began on May 1, 2026."]).await;
    done(&server, &dana, path, &[("ends_on", "2026-05-31")]).await;
    assert!(server.get(two_months, Some(&dana.session)).await.says("Less earmarked -$60.00"));
}

#[rocket::async_test]
async fn t14_what_is_wrong_with_a_bill_or_an_earmark_is_said_at_once() {
    let (server, dana) = w3().await;
    let bill = [("what", ""), ("amount", "0"), ("day_of_month", "40"), ("category", "income:basket"), ("place", "x")];
    let sentences = [
        "Give it a name of 1 to 60 characters.",
        "Enter an amount above zero.",
        "Write a day of the month, from 1 to 31.",
        "Choose one from the list.",
        "Choose a day of the calendar.",
    ];
    not_done(&server, &dana, "/treasury/bills", &bill, &sentences).await;
    let earmark = [("what", "call 419-555-0134"), ("amount", "5"), ("due_on", "2026-05-05"), ("since", "2027-01-01")];
    not_done(&server, &dana, "/treasury/earmarks", &earmark, &["looks like a phone number", "This day has not come yet"]).await;
    let nothing = "/treasury/expenses/new?due=earmark.01900000-0000-7000-8000-000000000000";
    assert_eq!(server.get(nothing, Some(&dana.session)).await.status, Status::NotFound);
}
