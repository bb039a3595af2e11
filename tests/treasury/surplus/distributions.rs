//! Service bodies, the plan for a surplus, and distributions whose lines become expenses one by one.

use rocket::http::Status;

use super::{done, field, link, not_done, pay, rent, w3};
use crate::common::Server;
use crate::common::people::Person;
use crate::treasury::{count, once};

const BODIES: [(&str, &str, &str); 4] =
    [("Area", "0042", "50"), ("Intergroup", "117", "25"), ("District", "9", "15"), ("Literature can", "", "10")];

/// The four bodies of W4 and the plan that splits fifty, twenty-five, fifteen, ten.
async fn plan(server: &Server, dana: &Person, also: &[(&str, &str)]) {
    for (name, number, _) in BODIES {
        done(server, dana, "/treasury/service-bodies", &[("name", name), ("group_number", number)]).await;
    }
    let page = server.get("/treasury/split-plans/new", Some(&dana.session)).await;
    let id = |name: &str| {
        let (before, _) = page.body.split_once(&format!(">{name}</option>")).expect("it is offered");
        before.rsplit_once("value=\"").expect("a value").1.split_once('"').expect("it ends").0.to_owned()
    };
    let mut form: Vec<(String, String)> = Vec::new();
    for (at, (name, _, percent)) in BODIES.iter().enumerate() {
        form.push((format!("lines[{at}].body"), id(name)));
        form.push((format!("lines[{at}].percent"), (*percent).to_owned()));
    }
    form.push(("meeting".into(), "2026-04-16".into()));
    form.push(("effective_on".into(), "2026-04-16".into()));
    form.extend(also.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    done(server, dana, "/treasury/split-plans", &form).await;
}

#[rocket::async_test]
async fn t16_w4_a_distribution_becomes_expense_only_when_its_lines_are_paid() {
    let (server, dana) = w3().await;
    rent(&server, &dana).await;
    plan(&server, &dana, &[]).await;
    let page = server.get("/treasury/distributions/new", Some(&dana.session)).await;
    for words in ["Area group no. 0042 50 $156.85", "25 $78.43", "15 $47.05", "Literature can 10 $31.37", "Together 100 $313.70"]
    {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    let before = count(&server, &dana).await;
    let amount = field(&page, "amount");
    done(&server, &dana, "/treasury/distributions", &[("amount", &amount), ("decision", "plan")]).await;
    assert_eq!(count(&server, &dana).await, before, "nothing is spent by a proposal");
    let page = server.get("/treasury/distributions", Some(&dana.session)).await;
    assert!(
        page.says("It rests on the business meeting of Apr 16, 2026.") && page.says("Area $156.85 to be paid"),
        "{}",
        page.text()
    );
    assert!(page.says("Less earmarked -$373.70 Available for distribution $0.00"), "shares are spoken for: {}", page.text());

    let share = link(&page, "/treasury/expenses/new?due=share.");
    let form = server.get(&share, Some(&dana.session)).await;
    assert_eq!(field(&form, "note"), "Area, group no. 0042");
    for (changes, sentence) in [
        ([("amount", "150.00")], "This share is $156.85. A share is paid in full."),
        ([("category", "expenses:other")], "A share is a contribution to a service body."),
        ([("note", "Area")], "The note must carry the group number 0042"),
    ] {
        let refused = pay(&server, &dana, &share, &changes).await;
        assert!(refused.status == Status::UnprocessableEntity && refused.says(sentence), "{}", refused.text());
    }
    let paid = pay(&server, &dana, &share, &[]).await;
    assert_eq!(paid.status, Status::SeeOther, "{}", paid.text());
    assert_eq!(count(&server, &dana).await, before + 1, "one line, one expense");
    let entry = server.get(&paid.location.expect("the entry"), Some(&dana.session)).await;
    assert!(entry.says("Contributions to service bodies $156.85") && entry.says("Area, group no. 0042"), "{}", entry.text());
    let page = server.get("/treasury/distributions", Some(&dana.session)).await;
    assert!(page.says("Area $156.85 paid") && page.says("Intergroup $78.43 to be paid"), "{}", page.text());
    // What was paid has left the closing balance and is no longer spoken for: the same is available.
    assert!(page.says("Less earmarked -$216.85 Available for distribution $0.00"), "{}", page.text());
}

#[rocket::async_test]
async fn t15_of_nothing_or_less_nothing_may_be_proposed() {
    let (server, dana) = w3().await;
    plan(&server, &dana, &[]).await;
    let path = "/treasury/distributions";
    not_done(&server, &dana, path, &[("amount", "373.71"), ("decision", "plan")], &["Only $373.70 is available."]).await;
    not_done(
        &server,
        &dana,
        path,
        &[("amount", "-5"), ("decision", "")],
        &["Enter an amount above zero.", "Choose the decision"],
    )
    .await;
    done(&server, &dana, path, &[("amount", "373.70"), ("decision", "plan")]).await;
    let nothing = "There is nothing that may be passed on";
    not_done(&server, &dana, path, &[("amount", "1"), ("decision", "plan")], &[nothing]).await;
    let page = server.get("/treasury/distributions/new", Some(&dana.session)).await;
    assert!(page.status == Status::UnprocessableEntity && page.says(nothing), "{}", page.text());
}

#[rocket::async_test]
async fn t16_a_distribution_sent_twice_is_one() {
    let (server, dana) = w3().await;
    plan(&server, &dana, &[]).await;
    let once = once();
    for _ in 0..2 {
        let form = [("once", once.as_str()), ("amount", "200"), ("meeting", "2026-04-30"), ("decision", "")];
        let answer = server.post("/treasury/distributions", Some(&dana.session), &form).await;
        assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
    }
    let page = server.get("/treasury/distributions", Some(&dana.session)).await;
    assert_eq!(page.body.matches("Thursday, April 30, 2026: $200.00").count(), 1, "{}", page.text());
    assert!(page.says("It rests on the business meeting of Apr 30, 2026."), "{}", page.text());
}

#[rocket::async_test]
async fn t15_rounding_and_minimums_keep_the_rest_and_say_so() {
    let (server, dana) = w3().await;
    rent(&server, &dana).await;
    plan(&server, &dana, &[("round_to", "5"), ("lines[3].minimum", "40")]).await;
    let page = server.get("/treasury/distributions/new", Some(&dana.session)).await;
    for words in [
        "Area group no. 0042 50 $155.00",
        "25 $75.00",
        "15 $45.00",
        "Literature can too small to send, stays 10 $0.00",
        "Stays in the treasury $38.70 Together 100 $313.70",
    ] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    done(&server, &dana, "/treasury/distributions", &[("amount", "313.70"), ("decision", "plan")]).await;
    let page = server.get("/treasury/distributions", Some(&dana.session)).await;
    assert!(page.says("$38.70 stayed in the treasury"), "{}", page.text());
    assert!(page.says("Available for distribution $38.70"), "what stayed is available still: {}", page.text());
    not_done(&server, &dana, "/treasury/distributions", &[("amount", "9"), ("decision", "plan")], &["nothing is left to send"])
        .await;
}

#[rocket::async_test]
async fn t15_a_plan_must_make_a_whole_of_known_bodies() {
    let (server, dana) = w3().await;
    let page = server.get("/treasury/split-plans/new", Some(&dana.session)).await;
    assert!(page.says("Enter first who may get something."), "{}", page.text());
    plan(&server, &dana, &[]).await;
    let page = server.get("/treasury/split-plans/new", Some(&dana.session)).await;
    let (first, second) = (field(&page, "lines[0].body"), field(&page, "lines[1].body"));
    assert_eq!(field(&page, "lines[0].percent"), "50", "it begins with the plan that holds");
    let lines = |percent: &'static str, body: &str| {
        let first = [("lines[0].body", first.as_str()), ("lines[0].percent", "60")];
        let second = [("lines[1].body", body), ("lines[1].percent", percent)];
        let rest = [("meeting", "2026-04-16"), ("effective_on", "2026-04-30")];
        [first, second, rest].concat().into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
    };
    for (percent, body, sentence) in [
        ("39.5", &second, "The percentages make 99.5 together. They must make 100."),
        ("40", &first, "This service body stands in an earlier line already."),
        ("40", &"nobody".to_owned(), "Choose one from the list."),
        ("forty", &second, "Write a percentage above zero"),
    ] {
        let form = lines(percent, body);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        not_done(&server, &dana, "/treasury/split-plans", &form, &[sentence]).await;
    }
}

#[rocket::async_test]
async fn t16_service_bodies_are_the_groups_own_data() {
    let (server, dana) = w3().await;
    plan(&server, &dana, &[]).await;
    let path = "/treasury/service-bodies";
    not_done(&server, &dana, path, &[("name", "AREA"), ("group_number", "1")], &["Another service body has this name."]).await;
    not_done(&server, &dana, path, &[("name", "Office"), ("group_number", "419-555-0134")], &["look like a phone number"]).await;
    let reader = server.member("Reader").await;
    let page = server.get(path, Some(&reader.session)).await;
    assert!(page.says("Area group no. 0042") && page.says("Literature can no group number"), "{}", page.text());
    assert!(!page.body.contains("/treasury/service-bodies/"), "she only reads");
    let area = link(&server.get(path, Some(&dana.session)).await, "/treasury/service-bodies/0");
    not_done(&server, &dana, &area, &[("name", "Area"), ("group_number", "0042")], &["The plan for a surplus names it."]).await;
    let renamed = [("name", "Lantern area"), ("group_number", "43"), ("in_use", "true")];
    done(&server, &dana, &area, &renamed).await;
    assert!(server.get(path, Some(&dana.session)).await.says("Lantern area group no. 43"));
}
