//! Stopping mail from the link in it.

use homegroup::mail::BUSINESS;
use homegroup::members;
use homegroup_plugin::{Fates, MemberId};
use rocket::http::{ContentType, Header, Status};

use super::{fates, memory, queue, reader, round};
use crate::common::Server;

/// The path of the unsubscribe link in the header of a mail to her.
async fn path(server: &Server, member: &MemberId) -> String {
    let (mut carrier, kept) = memory();
    queue(server, member, &format!("{member}")).await;
    round(&server.house, &mut carrier).await;
    let raw = String::from_utf8(kept.lock().expect("no panic")[0].bytes.clone()).expect("ASCII").replace("\r\n ", "");
    let link = raw.split("List-Unsubscribe: <").nth(1).and_then(|rest| rest.split('>').next()).expect("it has the header");
    assert!(raw.replace("=\r\n", "").contains(&format!("\r\n{link}\r\n")), "and the same stands in its text");
    link.strip_prefix("http://127.0.0.1:8000").expect("the configured address").trim().to_owned()
}

async fn agrees(server: &Server, member: &MemberId) -> bool {
    members::agrees(server.house.db.reader(), member, BUSINESS.name).await.expect("read")
}

#[rocket::async_test]
async fn e5_a_get_never_unsubscribes_and_one_click_does() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let path = path(&server, &dana).await;
    for _ in 0..100 {
        assert_eq!(server.get(&path, None).await.status, Status::Ok);
    }
    assert_eq!(server.client.head(path.clone()).dispatch().await.status(), Status::Ok);
    assert!(agrees(&server, &dana).await);
    queue(&server, &dana, "waiting").await;
    // A mail program posts from nowhere: no cookie, no origin.
    for _ in 0..2 {
        let post = server.client.post(path.clone()).header(ContentType::Form).header(Header::new("Sec-Fetch-Site", "cross-site"));
        assert_eq!(post.body("List-Unsubscribe=One-Click").dispatch().await.status(), Status::Ok);
    }
    assert!(!agrees(&server, &dana).await);
    assert_eq!(fates(&server).await, Fates { sent: 1, cancelled: 1, ..Fates::default() });
}

#[rocket::async_test]
async fn e5_one_click_works_in_every_form_in_which_a_mail_program_may_send_it() {
    let (server, _) = Server::with_group().await;
    let multipart = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
    let boundary = ContentType::new("multipart", "form-data").with_params(("boundary", "x"));
    for (name, kind, body) in
        [("Dana R.", Some(boundary), multipart), ("Maria T.", None, ""), ("Ruth B.", Some(ContentType::Plain), "x")]
    {
        let id = reader(&server, name, &format!("{}@mail.example", &name[..3])).await;
        let post = server.client.post(path(&server, &id).await);
        let post = kind.into_iter().fold(post, |post, kind| post.header(kind));
        let answer = post.body(body).dispatch().await;
        assert_eq!((answer.status(), answer.headers().get_one("Location")), (Status::Ok, None), "{name}");
        assert!(!agrees(&server, &id).await, "{name}");
    }
}

#[rocket::async_test]
async fn e6_a_bad_token_gets_the_same_pages_and_changes_nothing() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let path = path(&server, &dana).await;
    assert!(!path.contains("dana") && path.trim_start_matches("/u/").bytes().all(|byte| byte.is_ascii_hexdigit()), "{path}");
    let asked = server.get(&path, None).await;
    let last = if path.ends_with('0') { "1" } else { "0" };
    let forged = format!("{}{last}", &path[..path.len() - 1]);
    for wrong in [forged.as_str(), "/u/nonsense", "/u/00", "/u/%07"] {
        let answer = server.get(wrong, None).await;
        assert_eq!((answer.status, answer.text()), (asked.status, asked.text()), "{wrong}");
        let answer = server.post(wrong, None, &[("List-Unsubscribe", "One-Click")]).await;
        assert_eq!(answer.status, Status::Ok, "{wrong}");
        assert!(answer.says("It is done"), "{wrong}");
    }
    assert!(agrees(&server, &dana).await);
}

#[rocket::async_test]
async fn e3_everything_can_be_stopped_at_once_and_only_for_her() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let maria = reader(&server, "Maria T.", "maria@mail.example").await;
    let plugins = homegroup::plugins::installed();
    let second = plugins.iter().flat_map(|plugin| plugin.personal_data().purposes).find(|purpose| purpose.mail);
    let txn = server.house.db.begin_write().await.expect("a write begins");
    for id in [&dana, &maria] {
        members::agree(&txn, id, second.expect("a plugin mails"), server.house.clock.now()).await.expect("she agrees");
    }
    txn.commit().await.expect("it is written");
    let path = path(&server, &dana).await;
    let page = server.get(&path, None).await;
    assert!(page.says("Stop everything we mail"));
    server.post(&path, None, &[("which", "everything")]).await;
    let agreed = async |id: &MemberId| members::agreed(server.house.db.reader(), id).await.expect("read").len();
    assert_eq!((agreed(&dana).await, agreed(&maria).await), (0, 2));
}

#[rocket::async_test]
async fn e6_a_link_works_for_a_purpose_whose_plugin_is_gone() {
    let folder = std::sync::Arc::new(tempfile::tempdir().expect("a folder"));
    let settings = crate::common::settings(&folder).await;
    let clock = crate::common::TestClock::at(crate::common::NOON);
    let server = Server::open(folder.clone(), settings.clone(), homegroup::plugins::installed(), clock.clone()).await;
    server.set_up(&[]).await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    super::run_sql(&server, "UPDATE consents SET purpose = 'newsletter'").await;
    let newsletter = homegroup_plugin::Consent::stated(dana.clone(), "newsletter");
    super::queue_this(&server, &homegroup_plugin::Mail { to: newsletter, ..super::a_mail(&dana, "1") }).await;
    let (mut carrier, kept) = memory();
    round(&server.house, &mut carrier).await;
    let raw = String::from_utf8(kept.lock().expect("no panic")[0].bytes.clone()).expect("ASCII").replace("\r\n ", "");
    let link =
        raw.split("List-Unsubscribe: <http://127.0.0.1:8000").nth(1).and_then(|rest| rest.split('>').next()).expect("a link");
    drop(server);
    let without = Server::open(folder, settings, Vec::new(), clock).await;
    without.post(link, None, &[]).await;
    assert!(members::agreed(without.house.db.reader(), &dana).await.expect("read").is_empty());
}
