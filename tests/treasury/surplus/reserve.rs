//! The reserve and what is available, on the page, in the report and in its file.

use rocket::http::Status;

use super::{done, later, not_done, post, rent, two_of_three, w3};
use crate::treasury::{once, with_places, with_treasurer};

const APRIL: &str = "/treasury/report?from=2026-04-01&to=2026-04-30";

#[rocket::async_test]
async fn t14_w2_comes_out_to_the_cent_from_the_entries_to_the_page() {
    let (server, dana) = w3().await;
    rent(&server, &dana).await;
    let page = server.get(APRIL, Some(&dana.session)).await;
    assert!(page.says("Opening balance $452.37") && page.says("Total expenses $133.93"), "{}", page.text());
    let last = "Closing balance $645.19 Less prudent reserve -$271.49 Less earmarked (May rent) -$60.00 Available for distribution $313.70";
    assert!(page.says(last), "{}", page.text());
    let file = server.get("/treasury/report.csv?from=2026-04-01&to=2026-04-30", Some(&dana.session)).await;
    let lines: Vec<&str> = file.body.lines().collect();
    for line in [
        "less-reserve,,Less prudent reserve,-271.49,USD",
        "less-earmarked,,May rent,-60.00,USD",
        "total-earmarked,,Less earmarked,-60.00,USD",
        "available,,Available for distribution,313.70,USD",
    ] {
        assert!(lines.contains(&line), "{line}: {}", file.body);
    }
}

#[rocket::async_test]
async fn t13_w3_the_page_says_how_the_reserve_is_reckoned() {
    let (server, _) = w3().await;
    let kim = server.member("Reader").await;
    let page = server.get("/treasury/reserve", Some(&kim.session)).await;
    for words in [
        "The group keeps back what running the meeting usually costs in 2 months: 2 times the average of the last 3 complete months, rounded up to a multiple of 1¢.",
        "It rests on the business meeting of Apr 16, 2026.",
        "February 2026 $121.55 March 2026 $151.75 April 2026 $133.93 Together $407.23",
        "That makes a reserve of $271.49.",
        "In all places $645.19 Less prudent reserve -$271.49 Less earmarked $0.00 Available for distribution $373.70",
    ] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    assert!(!page.says("Set another reserve") && !page.says("Set money aside"), "she may only read: {}", page.text());
    for path in ["/treasury/reserve/policies/new", "/treasury/bills/new", "/treasury/earmarks/new", "/treasury/split-plans/new"] {
        assert_eq!(server.get(path, Some(&kim.session)).await.status, Status::Forbidden, "{path}");
    }
}

#[rocket::async_test]
async fn t13_a_new_policy_holds_from_its_day_on_and_needs_a_decision() {
    let (server, dana) = w3().await;
    let path = "/treasury/reserve/policies";
    let with = |changes: &[(&'static str, &'static str)]| {
        let mut form = two_of_three();
        form.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        form.extend_from_slice(changes);
        form
    };
    not_done(&server, &dana, path, &with(&[("meeting", "")]), &["Choose the decision this rests on."]).await;
    not_done(&server, &dana, path, &with(&[("decision", "7")]), &["has no decision of this number"]).await;
    not_done(&server, &dana, path, &with(&[("effective_on", "2026-04-15")]), &["This was decided on Apr 16, 2026."]).await;
    let wrong = with(&[("months", "0"), ("window", "many"), ("kind", "months")]);
    let answer = post(&server, &dana, path, &wrong).await;
    assert!(answer.body.contains("value=\"many\""), "what was typed is kept: {}", answer.body);

    done(&server, &dana, path, &with(&[("kind", "fixed"), ("amount", "122.00"), ("effective_on", "2026-05-01")])).await;
    assert!(server.get(APRIL, Some(&dana.session)).await.says("Less prudent reserve -$271.49"));
    let may = server.get("/treasury/report?from=2026-05-01&to=2026-05-31", Some(&dana.session)).await;
    assert!(may.says("Less prudent reserve -$122.00"), "{}", may.text());
    let page = server.get("/treasury/reserve", Some(&dana.session)).await;
    assert!(page.says("In force since May 1, 2026: The group keeps $122.00 back."), "{}", page.text());
}

#[rocket::async_test]
async fn t13_a_form_sent_twice_lays_down_one_policy() {
    let (server, dana) = with_treasurer().await;
    let once = once();
    let mut form = two_of_three();
    form.push(("once", &once));
    for _ in 0..2 {
        let answer = server.post("/treasury/reserve/policies", Some(&dana.session), &form).await;
        assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
    }
    let page = server.get("/treasury/reserve", Some(&dana.session)).await;
    assert_eq!(page.body.matches("It rests on the business meeting").count(), 2, "once above, once in the list: {}", page.text());
}

#[rocket::async_test]
async fn t14_available_is_shown_even_when_negative() {
    let (server, dana) = with_places().await;
    let opening = [("day", "2026-04-10"), ("amounts[bank]", "100"), ("amounts[cash-box]", "20")];
    done(&server, &dana, "/treasury/opening-balance", &opening).await;
    let form = [("kind", "fixed"), ("amount", "151.49"), ("meeting", "2026-04-09"), ("effective_on", "2026-04-09")];
    done(&server, &dana, "/treasury/reserve/policies", &form).await;
    for path in ["/treasury", "/treasury/reserve", "/treasury/report", "/treasury/distributions"] {
        let page = server.get(path, Some(&dana.session)).await;
        assert!(page.says("Below reserve by $31.49"), "{path}: {}", page.text());
    }
    let file = server.get("/treasury/report.csv", Some(&dana.session)).await;
    assert!(file.body.contains("available,,Available for distribution,-31.49,USD"), "{}", file.body);
}

#[rocket::async_test]
async fn t14_without_a_policy_one_quiet_line_offers_it_and_the_report_is_silent() {
    let (server, mut dana) = with_places().await;
    let quiet = "Set a prudent reserve, and see what may be passed on";
    assert!(!server.get("/treasury", Some(&dana.session)).await.says(quiet), "the books are still empty");
    crate::treasury::april(&server, &mut dana).await;
    assert!(server.get("/treasury", Some(&dana.session)).await.says(quiet));
    let reader = server.member("Reader").await;
    assert!(!server.get("/treasury", Some(&reader.session)).await.says(quiet));
    let report = server.get(APRIL, Some(&dana.session)).await;
    assert!(!report.says("reserve") && !report.says("earmarked"), "{}", report.text());
    let page = server.get("/treasury/reserve", Some(&dana.session)).await;
    assert!(page.says("It is worth it as soon as money is left over"), "{}", page.text());
}

#[rocket::async_test]
async fn t13_without_a_complete_month_the_page_says_when_there_will_be_a_sum() {
    let (server, mut dana) = with_places().await;
    let opening = [("day", "2026-04-10"), ("amounts[bank]", "100")];
    done(&server, &dana, "/treasury/opening-balance", &opening).await;
    done(&server, &dana, "/treasury/reserve/policies", &two_of_three()).await;
    for path in ["/treasury/reserve", "/treasury/report"] {
        let page = server.get(path, Some(&dana.session)).await;
        assert!(
            page.says("The books hold no complete month yet") && !page.says("Available for distribution $"),
            "{}",
            page.text()
        );
    }
    later(&server, &mut dana, "2026-06-01T16:00:00Z").await;
    let page = server.get("/treasury/reserve", Some(&dana.session)).await;
    assert!(page.says("May 2026 $0.00") && page.says("The books do not hold as many complete months yet"), "{}", page.text());
}
