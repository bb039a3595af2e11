//! The newsletter on the whole server: written by an officer, mailed once to whoever asked, stopped by one click, read in the archive.

mod stopping;

use homegroup::mail;
use homegroup::members;
use homegroup_newsletter::NEWSLETTER;
use homegroup_plugin::{Fates, MemberId, Purpose, Right, discreet};
use rocket::http::Status;
use sea_orm::ConnectionTrait;

use crate::common::letters::Letter;
use crate::common::people::Person;
use crate::common::{Answer, Server, killed_after};

/// A group with a writer and readers of these names.
struct Circle {
    server: Server,
    writer: Person,
    readers: Vec<Person>,
}

impl Circle {
    async fn of(names: &[&str]) -> Self {
        let (server, _) = Server::with_group().await;
        let writer = server.signed_in(&[Right::Mail]).await;
        let mut circle = Self { server, writer, readers: Vec::new() };
        for name in names {
            let reader = circle.reader(name).await;
            circle.readers.push(reader);
        }
        circle
    }

    /// A member with a confirmed address who asks for the newsletter on her own page.
    async fn reader(&self, name: &str) -> Person {
        let address = format!("{}@mail.example", name.split(' ').next().unwrap_or_default().to_lowercase());
        let id = self.server.add(name, &address).await;
        let txn = self.server.house.db.begin_write().await.expect("a write begins");
        members::arrive(&txn, &id, true, self.server.house.clock.now()).await.expect("she arrives");
        txn.commit().await.expect("it is written");
        let reader = Person { session: self.server.session_of(&id).await, id };
        self.answer(&reader, &NEWSLETTER, "true").await;
        reader
    }

    async fn answer(&self, who: &Person, purpose: &Purpose, agrees: &str) {
        let answer = self.server.post(&format!("/me/consents/{}", purpose.name), Some(&who.session), &[("agrees", agrees)]).await;
        assert_eq!(answer.status, Status::SeeOther);
    }

    async fn agrees(&self, who: &MemberId, purpose: &Purpose) -> bool {
        members::agrees(self.server.house.db.reader(), who, purpose.name).await.expect("the database answers")
    }

    /// Writes a draft and says its id.
    async fn draft(&self, title: &str, body: &str) -> String {
        let answer = self.server.post("/newsletter", Some(&self.writer.session), &[("title", title), ("body", body)]).await;
        assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
        answer.location.as_deref().and_then(|to| to.split('/').nth(2)).expect("the address holds the id").to_owned()
    }

    async fn release(&self, id: &str) -> Answer {
        self.server.post(&format!("/newsletter/{id}/release"), Some(&self.writer.session), &[("version", "1")]).await
    }

    async fn fates(&self, id: &str) -> Fates {
        mail::fates(&self.server.house, "newsletter", &format!("{id}/")).await.expect("the counts are read")
    }

    /// Writes and releases an issue and says what arrived.
    async fn issue(&self, title: &str, body: &str) -> Vec<Letter> {
        let id = self.draft(title, body).await;
        assert_eq!(self.release(&id).await.status, Status::SeeOther);
        self.server.letters().await
    }
}

#[rocket::async_test]
async fn an_issue_arrives_once_with_each_who_asked_and_with_nobody_else() {
    let circle = Circle::of(&["Ana K.", "Bea", "Cleo M."]).await;
    circle.answer(&circle.readers[1], &NEWSLETTER, "false").await;
    circle.server.add("Dot", "dot@mail.example").await;
    let letters = circle.issue("News of November", "# Coffee\n\nComes from *Dot* & friends.").await;
    let mut to: Vec<_> = letters.iter().map(|letter| letter.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["ana@mail.example", "cleo@mail.example"]);
    for letter in &letters {
        assert_eq!(letter.header("Subject"), Some("News of November"));
        assert!(letter.text.contains("Coffee\r\n------\r\n\r\nComes from Dot & friends."), "{}", letter.text);
        assert!(letter.html.contains("<h2>Coffee</h2>") && letter.html.contains("<em>Dot</em> &amp; friends."));
    }
    assert!(circle.server.letters().await.is_empty());
}

#[rocket::async_test]
async fn e1_who_asked_but_never_confirmed_her_address_gets_none() {
    let circle = Circle::of(&["Ana K."]).await;
    let id = circle.server.add("Bea", "bea@mail.example").await;
    let bea = Person { session: circle.server.session_of(&id).await, id };
    circle.answer(&bea, &NEWSLETTER, "true").await;
    let letters = circle.issue("A note", "Hello").await;
    assert_eq!(letters.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), ["ana@mail.example"]);
}

#[rocket::async_test]
async fn e4_each_copy_has_one_recipient_a_text_part_a_visible_link_and_the_headers_of_one_click() {
    let circle = Circle::of(&["Ana K.", "Bea"]).await;
    let letters = circle.issue("A note", "Hello").await;
    assert_eq!(letters.len(), 2);
    for letter in &letters {
        let link = letter.header("List-Unsubscribe").expect("it can be stopped").trim_matches(['<', '>']).to_owned();
        assert!(link.starts_with("http://127.0.0.1:8000/u/"), "{link}");
        assert_eq!(letter.header("List-Unsubscribe-Post"), Some("List-Unsubscribe=One-Click"));
        assert_eq!(letter.header("List-Id"), Some("<note.circle.example>"));
        assert_eq!(letter.header("List-Post"), Some("NO"));
        assert_eq!(letter.header("Auto-Submitted"), Some("auto-generated"));
        assert_eq!(letter.header("To"), Some(letter.to.as_str()));
        assert!(letter.header("Cc").is_none() && letter.header("Bcc").is_none());
        assert!(letter.text.contains(&link) && letter.html.contains(&format!("href=\"{link}\"")), "the link can be seen");
    }
    assert_ne!(letters[0].header("List-Unsubscribe"), letters[1].header("List-Unsubscribe"), "each has her own");
}

#[rocket::async_test]
async fn e16_a_title_in_another_script_is_encoded_and_one_with_a_line_break_is_refused() {
    let circle = Circle::of(&["Ana K."]).await;
    let letters = circle.issue("Noticias de mañana, у нас", "Hola").await;
    let subject = letters[0].header("Subject").expect("it has one");
    assert!(subject.is_ascii() && subject.contains("=?utf-8?"), "{subject}");
    assert!(letters[0].text.contains("Noticias de mañana, у нас"));
    assert!(letters[0].headers.lines().all(|line| line.len() <= 998));
    let hostile = [("title", "A note\r\nBcc: stranger@mail.example"), ("body", "Hello\r\n.\r\nMAIL FROM:<x@y.example>")];
    let refused = circle.server.post("/newsletter", Some(&circle.writer.session), &hostile).await;
    assert_eq!(refused.status, Status::UnprocessableEntity);
    let letters = circle.issue("A note", "Hello\r\n.\r\nMAIL FROM:<x@y.example>\r\n.\r\n").await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].text.contains("\r\n.\r\nMAIL FROM:x@y.example\r\n"), "a lone dot is only text: {}", letters[0].text);
}

#[rocket::async_test]
async fn p3_nothing_that_shows_before_the_mail_is_opened_tells_what_kind_of_group_it_is() {
    let circle = Circle::of(&["Ana K."]).await;
    for title in ["Ten years clean", "Riverside Women's Group: news", "News"] {
        let letters = circle.issue(title, "Recovery, heroin and the Riverside Women's Group.").await;
        let letter = &letters[0];
        let opening = discreet::opening(&letter.text);
        for shown in [letter.headers.as_str(), opening] {
            assert_eq!(discreet::offending(shown, &["Riverside Women's Group"]), Vec::<String>::new(), "{shown}");
        }
        assert!(letter.text.contains(title), "the title stands inside");
    }
}

#[rocket::async_test]
async fn p4_the_heaviest_issue_stays_under_thirty_kilobytes_and_loads_nothing() {
    let circle = Circle::of(&["Ana K."]).await;
    let body = "- [a link](https://example.org/a?b=c) & é\n".repeat(230);
    let letters = circle.issue("A note", &body).await;
    let html = &letters[0].html;
    assert!(html.len() > 20_000 && html.len() < 30_000, "{}", html.len());
    for remote in ["<img", "<link", "<script", "src=", "url(", "<iframe", "<object", "@import"] {
        assert!(!html.contains(remote), "{remote}");
    }
}

#[rocket::async_test]
async fn the_preview_is_what_arrives() {
    let circle = Circle::of(&[]).await;
    let ana = circle.server.officer("Ana K.", "Secretary").await;
    circle.server.post("/me", Some(&ana.session), &[("name", "Ana K.")]).await;
    let reader = circle.reader("Bea").await;
    circle.server.give(&reader.id, "Secretary", "2026-04-16", "2027-04-15").await;
    let id = circle.draft("Bread & roses", "# Coming up\n\n- \"cake\" <b>").await;
    let html = circle.server.get(&format!("/newsletter/{id}/preview/html"), Some(&reader.session)).await;
    let page = circle.server.get(&format!("/newsletter/{id}/preview"), Some(&reader.session)).await;
    circle.release(&id).await;
    let letter = circle.server.letters().await.swap_remove(0);
    let one_line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(one_line(&html.body), one_line(&letter.html));
    assert!(page.says(&one_line(&letter.text)), "{}\n---\n{}", page.text(), letter.text);
    assert!(html.header("Content-Security-Policy").is_some_and(|policy| policy.contains("sandbox")));
}

#[rocket::async_test]
async fn e15_an_issue_is_a_draft_then_sending_then_sent_and_the_last_is_read_from_the_mails() {
    let circle = Circle::of(&["Ana K.", "Bea"]).await;
    let id = circle.draft("A note", "Hello").await;
    let path = format!("/newsletter/{id}");
    let (writer, reader) = (Some(circle.writer.session.as_str()), Some(circle.readers[0].session.as_str()));
    assert_eq!(circle.server.get(&path, reader).await.status, Status::NotFound);
    assert!(circle.server.get("/newsletter", writer).await.says("A note Draft"));
    circle.release(&id).await;
    let sending = circle.server.get(&path, writer).await;
    assert!(sending.says("Going out") && sending.says("0 of 2 mails have left"), "{}", sending.text());
    assert_eq!(circle.server.letters().await.len(), 2);
    let sent = circle.server.get(&path, writer).await;
    assert!(sent.says("2 of 2 mails have left") && !sent.says("Going out"), "{}", sent.text());
    let read = circle.server.get(&path, reader).await;
    assert!(read.says("Hello") && !read.says("mails have left"));
}

#[rocket::async_test]
async fn e13_killed_anywhere_while_it_is_released_everybody_gets_it_once() {
    let circle = Circle::of(&["Ana K.", "Bea", "Cleo M."]).await;
    let mut ended = false;
    for polls in 0..400 {
        let id = circle.draft("A note", "Hello").await;
        ended = killed_after(polls, circle.release(&id)).await.is_some();
        let fates = circle.fates(&id).await;
        assert!(matches!(fates.total(), 0 | 3), "after {polls} steps a part is there: {fates:?}");
        assert_eq!(circle.release(&id).await.location, Some(format!("/newsletter/{id}")), "after {polls} steps");
        assert_eq!(circle.fates(&id).await.total(), 3, "after {polls} steps");
        assert_eq!(circle.server.letters().await.len(), 3, "after {polls} steps");
        if ended {
            break;
        }
    }
    assert!(ended, "it was killed at every one of its steps");
}

#[rocket::async_test]
async fn two_officers_in_the_same_second_on_two_servers_send_it_once() {
    let circle = Circle::of(&["Ana K.", "Bea"]).await;
    let (settings, plugins) = (circle.server.house.settings.clone(), homegroup::plugins::installed());
    let (folder, clock) = (circle.server.folder.clone(), circle.server.clock.clone());
    let other = Server::open(folder, settings, plugins, clock).await;
    for _ in 0..10 {
        let id = circle.draft("A note", "Hello").await;
        let path = format!("/newsletter/{id}/release");
        let there = other.post(&path, Some(&circle.writer.session), &[("version", "1")]);
        let (here, there) = rocket::tokio::join!(circle.release(&id), there);
        assert_eq!((here.location, there.location), (Some(format!("/newsletter/{id}")), Some(format!("/newsletter/{id}"))));
        assert_eq!(circle.fates(&id).await.total(), 2);
    }
    assert_eq!(circle.server.letters().await.len(), 20);
}

#[rocket::async_test]
async fn if_one_mail_cannot_be_made_nothing_is_released_and_it_can_be_tried_again() {
    let circle = Circle::of(&["Ana K.", "Bea"]).await;
    let db = circle.server.house.db.maintenance();
    circle.issue("The first", "Hello").await;
    // The second mail of an issue fails, as on a full disk, after the issue was marked and before all rows are made.
    db.execute_unprepared("CREATE UNIQUE INDEX one_row_each ON outgoing_mails (batch) WHERE state = 'queued'")
        .await
        .expect("an index is made");
    let id = circle.draft("The second", "Hello").await;
    assert_eq!(circle.release(&id).await.status, Status::InternalServerError);
    assert_eq!(circle.fates(&id).await.total(), 0);
    let path = format!("/newsletter/{id}");
    assert_eq!(circle.server.get(&path, Some(&circle.readers[0].session)).await.status, Status::NotFound, "it is still a draft");
    db.execute_unprepared("DROP INDEX one_row_each").await.expect("the index is gone");
    assert_eq!(circle.release(&id).await.status, Status::SeeOther);
    assert_eq!(circle.server.letters().await.len(), 2);
}

#[rocket::async_test]
async fn without_a_mail_server_the_page_says_that_mail_waits() {
    let circle = Circle::of(&["Ana K."]).await;
    let id = circle.draft("A note", "Hello").await;
    let mut settings = circle.server.house.settings.clone();
    settings.mail.transport = homegroup::settings::Transport::None;
    let (folder, clock) = (circle.server.folder.clone(), circle.server.clock.clone());
    let server = Server::open(folder, settings, homegroup::plugins::installed(), clock).await;
    let preview = server.get(&format!("/newsletter/{id}/preview"), Some(&circle.writer.session)).await;
    assert!(preview.says("No mail server is set up, so the mails wait."), "{}", preview.text());
}
