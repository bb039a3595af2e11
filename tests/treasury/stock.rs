//! Literature and tokens: what comes and goes, and what is to be ordered.

use rocket::http::Status;

use super::locks::run;
use super::{count, once, post, with_treasurer};
use crate::common::people::Person;
use crate::common::{Answer, Server};

struct Shelf {
    server: Server,
    dana: Person,
    /// The address of the step booklets: $3.50 each, to be ordered when fewer than ten are left.
    booklets: String,
}

impl Shelf {
    async fn new() -> Self {
        let (server, dana) = with_treasurer().await;
        let form = [("name", "Step booklet"), ("kind", "literature"), ("unit_price", "3.50"), ("reorder_level", "10")];
        let answer = post(&server, &dana, "/treasury/stock/items", &form).await;
        let booklets = answer.location.expect("it leads to the item");
        Self { server, dana, booklets }
    }

    async fn moved(&self, noun: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = vec![("day", "2026-04-16"), ("place", "assets:cash-box")];
        form.extend_from_slice(fields);
        post(&self.server, &self.dana, &format!("{}/{noun}", self.booklets), &form).await
    }

    /// The same, and it must be saved.
    async fn saved(&self, noun: &str, fields: &[(&str, &str)]) {
        let answer = self.moved(noun, fields).await;
        assert_eq!(answer.location.as_deref(), Some(self.booklets.as_str()), "{}", answer.text());
    }

    async fn page(&self, path: &str) -> Answer {
        self.server.get(path, Some(&self.dana.session)).await
    }

    /// Whether the list says that so many are there.
    async fn there(&self, quantity: &str) {
        let page = self.page("/treasury/stock").await;
        assert!(
            page.says(&format!("Step booklet Literature {quantity} "))
                || page.says(&format!("Step booklet Literature to be ordered {quantity} ")),
            "{}",
            page.text()
        );
    }
}

#[rocket::async_test]
async fn t22_quantity_is_what_came_less_what_went_with_what_a_count_found() {
    let shelf = Shelf::new().await;
    shelf.saved("receipts", &[("pieces", "20")]).await;
    shelf.saved("sales", &[("pieces", "3")]).await;
    shelf.saved("gifts", &[("pieces", "2"), ("reason", "Newcomers")]).await;
    shelf.there("15").await;
    shelf.saved("counts", &[("pieces", "14"), ("reason", "One was damp")]).await;
    shelf.there("14").await;
    let item = shelf.page(&shelf.booklets).await;
    for words in [
        "Counted Apr 16, 2026 One was damp −1 14",
        "Given away Apr 16, 2026 Newcomers −2 15",
        "Sold Apr 16, 2026 −3 17",
        "Came Apr 16, 2026 +20 20",
    ] {
        assert!(item.says(words), "{words}: {}", item.text());
    }
    shelf.saved("counts", &[("pieces", "14")]).await;
    assert_eq!(shelf.page(&shelf.booklets).await.body.matches("<tr>").count(), item.body.matches("<tr>").count());
    assert_eq!(count(&shelf.server, &shelf.dana).await, 0, "without a sum nothing is posted");
}

#[rocket::async_test]
async fn t22_what_is_wrong_is_said_and_kept() {
    let shelf = Shelf::new().await;
    shelf.saved("receipts", &[("pieces", "5")]).await;
    for (noun, pieces, reason, says) in [
        ("sales", "6", "", "There are only 5."),
        ("gifts", "6", "", "There are only 5."),
        ("receipts", "0", "", "Write how many, as a whole number up to 999999."),
        ("receipts", "999999", "", "More than 999999 cannot be kept."),
        ("counts", "4", "", "Say in a few words why."),
        ("gifts", "1", "for kim@example.org", "The note holds a mail address."),
    ] {
        let answer = shelf.moved(noun, &[("pieces", pieces), ("reason", reason)]).await;
        assert_eq!(answer.status, Status::UnprocessableEntity, "{noun} {pieces}");
        assert!(answer.says(says), "{says}: {}", answer.text());
        assert!(answer.body.contains(&format!("name=\"pieces\" value=\"{pieces}\"")), "{}", answer.body);
    }
    let tomorrow = [("day", "2026-04-17"), ("pieces", "1"), ("amount", "x"), ("place", "assets:cash-box")];
    let answer = post(&shelf.server, &shelf.dana, &format!("{}/sales", shelf.booklets), &tomorrow).await;
    assert_eq!(answer.body.matches("<a href=\"#day\">").count(), 1, "the day is said once: {}", answer.text());
    shelf.there("5").await;
}

#[rocket::async_test]
async fn t22_a_sale_brings_its_income_along_and_a_receipt_its_expense() {
    let shelf = Shelf::new().await;
    shelf.saved("receipts", &[("pieces", "20"), ("amount", "70.00")]).await;
    shelf.saved("sales", &[("pieces", "3"), ("amount", "12.00")]).await;
    let report = shelf.page("/treasury/report").await;
    assert!(report.says("Literature sales $12.00") && report.says("Literature $70.00"), "{}", report.text());
    assert_eq!(count(&shelf.server, &shelf.dana).await, 2);
    let item = shelf.page(&shelf.booklets).await;
    assert_eq!(item.body.matches("<a href=\"/treasury/entries/").count(), 2, "each leads to its entry");
    // Neither without the other.
    let answer = shelf.moved("sales", &[("pieces", "18"), ("amount", "72.00")]).await;
    assert_eq!(answer.status, Status::UnprocessableEntity);
    let answer = shelf.moved("sales", &[("pieces", "1"), ("amount", "12.345")]).await;
    assert_eq!(answer.status, Status::UnprocessableEntity);
    assert_eq!(count(&shelf.server, &shelf.dana).await, 2);
    shelf.there("17").await;
}

#[rocket::async_test]
async fn the_same_form_twice_moves_once() {
    let shelf = Shelf::new().await;
    shelf.saved("receipts", &[("pieces", "20")]).await;
    for (noun, other) in [("sales", "4"), ("gifts", "4"), ("counts", "4")] {
        let id = once();
        let send = async |pieces: &str| {
            let form = [
                ("once", &*id),
                ("day", "2026-04-16"),
                ("pieces", pieces),
                ("reason", "Why"),
                ("place", "assets:cash-box"),
                ("amount", "3.50"),
            ];
            shelf.server.post(&format!("{}/{noun}", shelf.booklets), Some(&shelf.dana.session), &form).await
        };
        let (left, right) = rocket::tokio::join!(send("3"), send("3"));
        for answer in [left, right, send("3").await] {
            assert_eq!(answer.location.as_deref(), Some(shelf.booklets.as_str()), "{noun}: {}", answer.text());
        }
        assert_eq!(send(other).await.status, Status::Conflict, "{noun}");
    }
    shelf.there("3").await;
    assert_eq!(count(&shelf.server, &shelf.dana).await, 1, "one sale, one entry");
}

#[rocket::async_test]
async fn t22_below_its_level_it_stands_on_the_agenda_of_the_next_business_meeting() {
    let shelf = Shelf::new().await;
    shelf.saved("receipts", &[("pieces", "10")]).await;
    let secretary = shelf.server.officer("Zoë M.", "Secretary").await;
    let begun = async |day: &str| {
        let answer = shelf.server.post("/minutes", Some(&secretary.session), &[("held_on", day)]).await;
        let edit = answer.location.expect("it leads to the minutes");
        shelf.server.get(&edit, Some(&secretary.session)).await
    };
    assert!(!begun("2026-04-15").await.body.contains("Literature and tokens to order"), "ten are not fewer than ten");
    assert!(!shelf.page("/treasury").await.says("1 to be ordered"));
    shelf.saved("sales", &[("pieces", "7")]).await;
    let minutes = begun("2026-04-16").await;
    let line = "Step booklet: 3 left; 7 more bring it back to its number, for $24.50";
    assert!(minutes.body.contains("Literature and tokens to order") && minutes.body.contains(line), "{}", minutes.body);
    let list = shelf.page("/treasury/stock").await;
    assert!(list.says("Ordering up to it costs $24.50."), "{}", list.text());
    assert!(shelf.page("/treasury").await.says("Literature and tokens 1 to be ordered"));
}

#[rocket::async_test]
async fn what_a_group_does_not_use_it_does_not_see() {
    let (server, dana) = with_treasurer().await;
    let ana = server.member("Ana").await;
    let form = [("day", "2026-04-16"), ("category", "income:e-payments"), ("amount", "10"), ("place", "assets:cash-box")];
    super::saved(&server, &dana, "/treasury/income", &form).await;
    let offer = "Does the group keep literature or tokens?";
    assert!(server.get("/treasury", Some(&dana.session)).await.says(offer));
    let hers = server.get("/treasury", Some(&ana.session)).await;
    assert!(!hers.says(offer) && !hers.says("Literature and tokens"), "{}", hers.text());
    let form = [("name", "Blue chip"), ("kind", "token")];
    assert_eq!(post(&server, &dana, "/treasury/stock/items", &form).await.status, Status::SeeOther);
    let hers = server.get("/treasury", Some(&ana.session)).await;
    assert!(hers.says("Literature and tokens"), "{}", hers.text());
    let list = server.get("/treasury/stock", Some(&ana.session)).await;
    assert!(list.says("Blue chip Tokens 0") && !list.says("Add an item"), "{}", list.text());
    let answer = post(&server, &ana, "/treasury/stock/items", &form).await;
    assert_eq!(answer.status, Status::Forbidden);
}

#[rocket::async_test]
async fn an_item_is_changed_and_put_out_of_use_once_it_is_gone() {
    let shelf = Shelf::new().await;
    shelf.saved("receipts", &[("pieces", "2")]).await;
    let edit = shelf.page(&format!("{}/edit", shelf.booklets)).await;
    for kept in ["value=\"Step booklet\"", "value=\"3.50\"", "value=\"10\""] {
        assert!(edit.body.contains(kept), "{kept}: {}", edit.body);
    }
    let form = [("name", "Steps, large print"), ("kind", "literature"), ("unit_price", "4"), ("reorder_level", "")];
    let answer = post(&shelf.server, &shelf.dana, &shelf.booklets, &form).await;
    assert!(answer.says("There are still 2."), "{}", answer.text());
    shelf.saved("gifts", &[("pieces", "2")]).await;
    let answer = post(&shelf.server, &shelf.dana, &shelf.booklets, &form).await;
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
    let item = shelf.page(&shelf.booklets).await;
    assert!(item.says("Steps, large print") && item.says("no longer kept") && !item.says("Some came"), "{}", item.text());
    let again = [("name", "steps, LARGE print"), ("kind", "token")];
    assert!(
        post(&shelf.server, &shelf.dana, "/treasury/stock/items", &again).await.says("There is an item of this name already.")
    );
}

#[rocket::async_test]
async fn t22_the_database_itself_keeps_the_shelf() {
    let shelf = Shelf::new().await;
    shelf.saved("receipts", &[("pieces", "5")]).await;
    let id = shelf.booklets.rsplit('/').next().expect("an id").to_owned();
    let insert = |number: i64, kind: &str, change: i64, after: i64| {
        let form = once();
        format!(
            "INSERT INTO stock_movements (number, id, item_id, day, kind, change, quantity_after, reason, moved_at)
             VALUES ({number}, '{form}', '{id}', '2026-04-16', '{kind}', {change}, {after}, 'Why', 1)"
        )
    };
    for forbidden in [
        insert(2, "sold", -6, -1),
        insert(2, "sold", -6, 0),
        insert(2, "sold", 1, 6),
        insert(2, "received", -1, 4),
        insert(2, "lent", -1, 4),
        insert(3, "sold", -1, 4),
        insert(1, "sold", -1, 4),
        "UPDATE stock_movements SET change = 6, quantity_after = 6".to_owned(),
        "DELETE FROM stock_movements".to_owned(),
        "DELETE FROM stock_items".to_owned(),
    ] {
        assert!(run(&shelf.server, &forbidden).await.is_err(), "{forbidden}");
    }
    run(&shelf.server, &insert(2, "sold", -5, 0)).await.expect("all of them");
}

#[rocket::async_test]
async fn t22_nobody_is_written_down_who_takes_a_token() {
    let shelf = Shelf::new().await;
    let canary = shelf.server.add("Canary B.", "").await;
    shelf.saved("receipts", &[("pieces", "5"), ("member", &canary.0), ("member_id", &canary.0), ("to", &canary.0)]).await;
    shelf.saved("gifts", &[("pieces", "1"), ("member", &canary.0), ("member_id", &canary.0), ("to", &canary.0)]).await;
    let form = shelf.page(&format!("{}/gifts/new", shelf.booklets)).await;
    assert!(!form.body.contains("Canary"), "no form offers a member");
    let dump = shelf.server.dump().await;
    assert_eq!(dump.matches(canary.0.as_str()).count(), 1, "her own row and no other");
}
