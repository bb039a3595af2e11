//! The second counter's word: on her own phone, or with her counting code on the treasurer's.

use homegroup::treasury;
use rocket::http::Status;

use super::locks::{run, stored};
use super::{later, once, saved, with_treasurer};
use crate::common::people::Person;
use crate::common::{Answer, Server};

const QUESTION: &str = "You counted the basket of Thursday, April 16, 2026: $47.00. Was it so?";

/// Dana R., who keeps the books, Kim C., who counted with her, and the basket they counted.
struct Counted {
    server: Server,
    dana: Person,
    kim: Person,
    entry: String,
}

async fn counted() -> Counted {
    let (server, dana) = with_treasurer().await;
    let kim = server.find("Kim C.").await;
    let kim = Person { session: server.session_of(&kim).await, id: kim };
    let entry = basket(&server, &dana, &dana, &kim.id.0).await;
    Counted { server, dana, kim, entry }
}

async fn basket(server: &Server, treasurer: &Person, first: &Person, second: &str) -> String {
    let form = [
        ("day", "2026-04-16"),
        ("total", "47.00"),
        ("place", "assets:cash-box"),
        ("first_counter", first.id.0.as_str()),
        ("second_counter", second),
    ];
    saved(server, treasurer, "/treasury/collections", &form).await
}

impl Counted {
    async fn confirm(&self, who: &Person) -> Answer {
        self.server.post(&format!("{}/confirmation", self.entry), Some(&who.session), &[]).await
    }

    async fn type_code(&self, code: &str) -> Answer {
        let form = [("counter", self.kim.id.0.as_str()), ("code", code)];
        self.server.post(&format!("{}/confirmation/code", self.entry), Some(&self.dana.session), &form).await
    }

    async fn set_code(&self, code: &str) -> Answer {
        self.server.post("/me/counting-code", Some(&self.kim.session), &[("code", code), ("again", code)]).await
    }

    async fn says(&self, path: &str, who: &Person, words: &str) -> bool {
        self.server.get(path, Some(&who.session)).await.says(words)
    }

    /// Whether page, file and spoken form of this month's report all say that a basket is not confirmed; none or all of them do.
    async fn report_says_unconfirmed(&self) -> bool {
        let words = "One that two people counted is not confirmed yet by the second of them.";
        let page = self.says("/treasury/report", &self.kim, words).await;
        assert_eq!(self.says("/treasury/report/read-aloud", &self.kim, words).await, page);
        let file = self.server.get("/treasury/report.csv", Some(&self.kim.session)).await;
        assert_eq!(file.body.contains("unconfirmed-collections,,1,,"), page, "{}", file.body);
        page
    }
}

#[rocket::async_test]
async fn t4_the_other_counter_confirms_on_her_own_phone() {
    let counted = counted().await;
    let (dana, kim) = (&counted.dana, &counted.kim);
    let before = stored(&counted.server).await;
    for path in ["/", "/treasury", &counted.entry] {
        assert!(counted.says(path, kim, QUESTION).await, "{path}");
        assert!(!counted.says(path, dana, QUESTION).await, "{path}: she who posted is not asked");
    }
    for path in ["/treasury", "/treasury/entries", &counted.entry] {
        assert!(counted.says(path, dana, "not confirmed yet").await, "{path}");
    }
    assert!(counted.report_says_unconfirmed().await);
    // Twice and at the same time, as an impatient thumb does it.
    let (left, right) = rocket::tokio::join!(counted.confirm(kim), counted.confirm(kim));
    for answer in [left, right, counted.confirm(kim).await] {
        assert_eq!((answer.status, answer.location.as_deref()), (Status::SeeOther, Some(counted.entry.as_str())));
    }
    for path in ["/", "/treasury", "/treasury/entries", &counted.entry] {
        assert!(!counted.says(path, kim, "Was it so?").await && !counted.says(path, dana, "not confirmed yet").await, "{path}");
    }
    assert!(counted.says(&counted.entry, dana, "confirmed").await);
    assert!(!counted.report_says_unconfirmed().await);
    assert_eq!(stored(&counted.server).await, before, "nothing that is hashed has changed");
    treasury::verify_ledger(&counted.server.house).await.expect("in order");
}

#[rocket::async_test]
async fn t4_nobody_else_can_confirm() {
    let counted = counted().await;
    let ana = counted.server.member("Ana").await;
    let answer = counted.confirm(&counted.dana).await;
    assert!(
        answer.status == Status::UnprocessableEntity && answer.says("You entered this basket yourself."),
        "{}",
        answer.text()
    );
    let answer = counted.confirm(&ana).await;
    assert!(answer.says("Only somebody who counted this basket can confirm it."), "{}", answer.text());
    assert!(!counted.says("/", &ana, "Was it so?").await && !counted.says(&counted.entry, &ana, "Kim C.").await);
    let alone = basket(&counted.server, &counted.dana, &counted.dana, "alone").await;
    let answer = counted.server.post(&format!("{alone}/confirmation"), Some(&counted.dana.session), &[]).await;
    assert!(answer.says("Only a basket that two people counted is confirmed."), "{}", answer.text());
    assert!(counted.report_says_unconfirmed().await);
}

#[rocket::async_test]
async fn t4_who_says_no_is_told_what_to_do_and_nothing_is_written_down() {
    let counted = counted().await;
    let doubt = format!("{}/confirmation/doubt", counted.entry);
    let page = counted.server.get(&doubt, Some(&counted.kim.session)).await;
    assert!(page.says(QUESTION) && page.says("Tell the treasurer what you counted"), "{}", page.text());
    assert!(counted.says("/", &counted.kim, QUESTION).await, "she may still think about it");
    let others = counted.server.get(&doubt, Some(&counted.dana.session)).await;
    assert_eq!(others.location.as_deref(), Some(counted.entry.as_str()));
    // The treasurer takes the entry back: nobody is asked any more, and confirming comes too late.
    let form = [("once", &*once()), ("day", "2026-04-16"), ("note", "Counted again: one bill stuck to another")];
    let answer = counted.server.post(&format!("{}/reversal", counted.entry), Some(&counted.dana.session), &form).await;
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
    assert!(!counted.says("/", &counted.kim, "Was it so?").await && !counted.report_says_unconfirmed().await);
    let answer = counted.confirm(&counted.kim).await;
    assert!(answer.status == Status::Conflict && answer.says("There is nothing left to confirm."), "{}", answer.text());
}

#[rocket::async_test]
async fn t4_the_other_counter_confirms_with_her_code_on_the_treasurers_phone() {
    let counted = counted().await;
    assert!(counted.says(&counted.entry, &counted.dana, "Kim C. has no counting code yet.").await);
    assert_eq!(counted.set_code("4711").await.location.as_deref(), Some("/me"));
    assert!(counted.says(&counted.entry, &counted.dana, "Counting code of Kim C.").await);
    let wrong = counted.type_code("4712").await;
    assert!(wrong.status == Status::UnprocessableEntity && wrong.says("This is not her code."), "{}", wrong.text());
    assert!(!wrong.body.contains("4712"), "what was typed is not shown");
    let right = counted.type_code("4711").await;
    assert_eq!((right.status, right.location.as_deref()), (Status::SeeOther, Some(counted.entry.as_str())));
    assert_eq!(counted.type_code("4711").await.status, Status::SeeOther, "the same form again is the same success");
    assert!(!counted.report_says_unconfirmed().await);
    assert!(!counted.says(&counted.entry, &counted.dana, "not confirmed yet").await);
    let hers = counted.server.get("/me/counting-code", Some(&counted.kim.session)).await;
    assert!(hers.says("It cannot be shown") && !hers.body.contains("4711"), "{}", hers.text());
    let dump = counted.server.dump().await;
    assert!(!dump.lines().any(|value| value == "4711") && dump.contains("$argon2id$"));
}

#[rocket::async_test]
async fn t4_a_code_cannot_be_guessed() {
    let mut counted = counted().await;
    counted.set_code("4711").await;
    // What can be nobody's code is no guess.
    for typed in ["", "47", "code"] {
        assert_eq!(counted.type_code(typed).await.status, Status::UnprocessableEntity);
    }
    for guess in ["0001", "0002", "0003", "0004"] {
        assert!(counted.type_code(guess).await.says("This is not her code."));
    }
    let says = "The counting code of Kim C. was typed wrongly too often.";
    assert!(counted.type_code("0005").await.says(says));
    assert!(counted.type_code("4711").await.says(says), "not even the right one counts now");
    assert!(counted.says("/me/counting-code", &counted.kim, "Your code was typed wrongly five times").await);
    // Set anew, it rests until a day after the last guess.
    assert_eq!(counted.set_code("58203").await.status, Status::SeeOther);
    assert!(counted.type_code("58203").await.says("The counting code of Kim C. rests until Apr 17, 2026,"));
    assert!(counted.report_says_unconfirmed().await);
    let tomorrow = "2026-04-17T20:00:00Z";
    later(&counted.server, &mut counted.dana, tomorrow).await;
    later(&counted.server, &mut counted.kim, tomorrow).await;
    assert_eq!(counted.type_code("58203").await.status, Status::SeeOther);
    assert!(!counted.report_says_unconfirmed().await);
}

#[rocket::async_test]
async fn t4_a_thousand_guesses_at_once_are_five() {
    let counted = counted().await;
    counted.set_code("4711").await;
    let guesses: Vec<String> = (0..20).map(|guess| format!("{guess:04}")).collect();
    let answers = futures::future::join_all(guesses.iter().map(|guess| counted.type_code(guess))).await;
    assert!(answers.iter().all(|answer| answer.status == Status::UnprocessableEntity));
    assert!(counted.type_code("4711").await.says("was typed wrongly too often"));
    assert!(counted.report_says_unconfirmed().await);
}

#[rocket::async_test]
async fn a_code_that_anybody_tries_first_or_that_was_mistyped_is_refused() {
    let counted = counted().await;
    for (code, again, says) in [
        ("1234", "1234", "Choose digits that are not all the same and not in a row."),
        ("12a", "12a", "A counting code has four to six digits."),
        ("4711", "4712", "The two fields differ."),
    ] {
        let form = [("code", code), ("again", again)];
        let answer = counted.server.post("/me/counting-code", Some(&counted.kim.session), &form).await;
        assert!(answer.status == Status::UnprocessableEntity && answer.says(says), "{code}: {}", answer.text());
    }
    // Long after she signed in, she shows again that it is she.
    counted.server.clock.set("2026-04-16T23:00:00Z");
    let stale = counted.set_code("4711").await;
    assert_eq!(stale.location.as_deref(), Some("/sign-in?back=/me/counting-code"));
}

#[rocket::async_test]
async fn t4_forgetting_who_confirmed_leaves_the_basket_confirmed() {
    let counted = counted().await;
    counted.set_code("4711").await;
    assert_eq!(counted.type_code("4711").await.status, Status::SeeOther);
    let db = counted.server.house.db.reader();
    let about = treasury::about(db, &counted.kim.id).await.expect("the database answers");
    assert_eq!((&about["baskets_confirmed"], &about["has_counting_code"]), (&1.into(), &true.into()));
    let txn = counted.server.house.db.begin_write().await.expect("a write begins");
    treasury::forget(&txn, &counted.kim.id).await.expect("forgotten");
    txn.commit().await.expect("it is written");
    let about = treasury::about(db, &counted.kim.id).await.expect("the database answers");
    assert_eq!((&about["baskets_confirmed"], &about["has_counting_code"]), (&0.into(), &false.into()));
    assert!(!counted.report_says_unconfirmed().await);
}

#[rocket::async_test]
async fn her_code_goes_when_she_leaves() {
    let counted = counted().await;
    let ana = counted.server.member("Ana").await;
    let form = [("code", "4711"), ("again", "4711")];
    assert_eq!(counted.server.post("/me/counting-code", Some(&ana.session), &form).await.status, Status::SeeOther);
    assert!(counted.server.dump().await.contains("$argon2id$v=19$m=19456"));
    let left = counted.server.post("/me/leaving", Some(&ana.session), &[]).await;
    assert_eq!(left.status, Status::SeeOther, "{}", left.text());
    let about = treasury::about(counted.server.house.db.reader(), &ana.id).await.expect("the database answers");
    assert_eq!(about["has_counting_code"], serde_json::json!(false));
}

#[rocket::async_test]
async fn t4_either_counter_confirms_what_the_treasurer_posted_for_them() {
    let counted = counted().await;
    let ana = counted.server.member("Ana").await;
    counted.confirm(&counted.kim).await;
    let entry = basket(&counted.server, &counted.dana, &ana, &counted.kim.id.0).await;
    assert!(counted.says(&entry, &counted.kim, QUESTION).await && counted.says(&entry, &ana, QUESTION).await);
    let answer = counted.server.post(&format!("{entry}/confirmation"), Some(&ana.session), &[]).await;
    assert_eq!(answer.status, Status::SeeOther);
    assert!(!counted.says("/", &counted.kim, "Was it so?").await, "one word is enough");
}

#[rocket::async_test]
async fn t4_the_database_itself_keeps_confirmations() {
    let counted = counted().await;
    let (dana, kim) = (counted.dana.id.0.as_str(), counted.kim.id.0.as_str());
    let insert = |member: &str, way: &str| {
        format!(
            "INSERT INTO collection_confirmations (entry_number, member_id, confirmed_at, way) VALUES (1, '{member}', 1, '{way}')"
        )
    };
    for forged in [insert(dana, "device"), insert(kim, "before"), insert(kim, "telepathy")] {
        assert!(run(&counted.server, &forged).await.is_err(), "{forged}");
    }
    run(&counted.server, &insert(kim, "device")).await.expect("hers");
    for change in [
        insert(kim, "device").as_str(),
        "UPDATE collection_confirmations SET way = 'code'",
        "UPDATE collection_confirmations SET confirmed_at = 2",
        "DELETE FROM collection_confirmations",
        "UPDATE counting_codes SET wrong_tries = 6",
    ] {
        let refused = run(&counted.server, change).await;
        assert!(refused.is_err() || refused == Ok(0), "{change}");
    }
    run(&counted.server, "UPDATE collection_confirmations SET member_id = NULL").await.expect("forgetting is allowed");
}
