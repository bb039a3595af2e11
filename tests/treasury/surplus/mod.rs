//! What is kept back, what is spoken for, and what is passed on (T13 to T16), over HTTP.

mod bills;
mod distributions;
mod locks;
mod reserve;

use rocket::http::Status;

use super::{april_alone, later, post, saved, with_places};
use crate::common::people::Person;
use crate::common::{Answer, Server};

/// W2 and W3: February to April as the domain tells them, with a reserve of two months of three.
async fn w3() -> (Server, Person) {
    let (server, mut dana) = with_places().await;
    later(&server, &mut dana, "2026-04-30T23:30:00Z").await;
    // Running the meeting costs 121.55 in February and 151.75 in March; what else goes out is no part of it.
    let opening = [("day", "2026-01-31"), ("amounts[bank]", "750.67"), ("amounts[cash-box]", "20"), ("amounts[app]", "20.00")];
    saved(&server, &dana, "/treasury/opening-balance", &opening).await;
    for (day, category, amount) in [
        ("2026-02-05", "expenses:rent", "60.00"),
        ("2026-02-28", "expenses:refreshments", "61.55"),
        ("2026-03-01", "expenses:rent", "60.00"),
        ("2026-03-31", "expenses:literature", "91.75"),
        ("2026-03-12", "expenses:service-bodies", "50.00"),
        ("2026-03-12", "expenses:for-other-groups", "15.00"),
    ] {
        let form = [("day", day), ("category", category), ("amount", amount), ("place", "assets:bank")];
        saved(&server, &dana, "/treasury/expenses", &form).await;
    }
    // A transfer and a slip that was taken back change nothing either.
    let there = [("day", "2026-03-20"), ("amount", "5"), ("from", "assets:bank"), ("to", "assets:cash-box")];
    saved(&server, &dana, "/treasury/transfers", &there).await;
    let back = [("day", "2026-03-21"), ("amount", "5"), ("from", "assets:cash-box"), ("to", "assets:bank")];
    saved(&server, &dana, "/treasury/transfers", &back).await;
    let slip = [("day", "2026-03-15"), ("category", "expenses:rent"), ("amount", "60"), ("place", "assets:bank")];
    let slip = saved(&server, &dana, "/treasury/expenses", &slip).await;
    saved(&server, &dana, &format!("{slip}/reversal"), &[("day", "2026-03-15"), ("note", "entered twice")]).await;
    april_alone(&server, &dana).await;
    done(&server, &dana, "/treasury/reserve/policies", &two_of_three()).await;
    (server, dana)
}

/// The reserve of W3, as a form.
fn two_of_three() -> Vec<(&'static str, &'static str)> {
    vec![
        ("kind", "months"),
        ("months", "2"),
        ("window", "3"),
        ("rounding", "minor"),
        ("meeting", "2026-04-16"),
        ("effective_on", "2026-04-16"),
    ]
}

/// The rent of 60.00, from May 1 on.
async fn rent(server: &Server, dana: &Person) {
    let form = [
        ("what", "May rent"),
        ("amount", "60"),
        ("day_of_month", "1"),
        ("category", "expenses:rent"),
        ("place", "assets:bank"),
        ("begins_on", "2026-05-01"),
    ];
    done(server, dana, "/treasury/bills", &form).await;
}

/// Sends a form that must be taken.
async fn done(server: &Server, who: &Person, path: &str, fields: &[(&str, &str)]) -> Answer {
    let answer = post(server, who, path, fields).await;
    assert_eq!(answer.status, Status::SeeOther, "{path}: {}", answer.text());
    answer
}

/// Sends a form that must be refused, and says why.
async fn not_done(server: &Server, who: &Person, path: &str, fields: &[(&str, &str)], sentences: &[&str]) {
    let answer = post(server, who, path, fields).await;
    assert_eq!(answer.status, Status::UnprocessableEntity, "{path}: {}", answer.text());
    for sentence in sentences {
        assert!(answer.says(sentence), "{path} does not say {sentence}: {}", answer.text());
    }
}

/// What stands in the field `name` of a page.
pub(super) fn field(page: &Answer, name: &str) -> String {
    let tag = page.body.split('<').find(|tag| tag.contains(&format!(" name=\"{name}\"")));
    let tag = tag.unwrap_or_else(|| panic!("no field {name} in {}", page.body));
    if tag.starts_with("select") {
        let (_, options) = page.body.split_once(tag).expect("it is there");
        let chosen = options.split("</select>").next().into_iter().flat_map(|all| all.split('<'));
        let chosen = chosen.filter(|option| option.contains(" selected")).find_map(value);
        return chosen.unwrap_or_default();
    }
    value(tag).expect("it has a value")
}

fn value(tag: &str) -> Option<String> {
    Some(tag.split_once(" value=\"")?.1.split_once('"')?.0.to_owned())
}

/// The first address on a page that begins so.
pub(super) fn link(page: &Answer, begins: &str) -> String {
    let (_, after) = page.body.split_once(&format!("href=\"{begins}")).unwrap_or_else(|| panic!("no {begins}: {}", page.body));
    format!("{begins}{}", after.split_once('"').expect("it ends").0)
}

/// Opens the form that pays something and sends it as it stands.
async fn pay(server: &Server, who: &Person, address: &str, changes: &[(&str, &str)]) -> Answer {
    let page = server.get(address, Some(&who.session)).await;
    assert_eq!(page.status, Status::Ok, "{}", page.text());
    let names = ["day", "category", "amount", "place", "note", "due"];
    let typed: Vec<(&str, String)> = names.iter().map(|name| (*name, field(&page, name))).collect();
    let changed = |name: &str| changes.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    let form: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, changed(name).unwrap_or(value))).collect();
    post(server, who, "/treasury/expenses", &form).await
}
