//! Through a mail server that others wrote, read back by a library that others wrote.

use std::path::Path;

use homegroup::mail::Carrier;
use homegroup::settings::Security;
use serde_json::Value;

use super::{PATIENT, fates, mail_settings, queue, queue_link, reader, round};
use crate::common::Server;
use crate::common::certificate::Certificate;
use crate::common::mail_server::{MailServer, header};

fn path(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

#[rocket::async_test]
async fn e4_a_stream_mail_is_read_as_it_was_meant() {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    let real = MailServer::start(&[]);
    queue(&server, &dana, "1").await;
    assert_eq!(round(&server.house, &mut Carrier::smtp(mail_settings(real.port), PATIENT)).await.sent, 1);
    let received = real.received();
    let [mail] = received.as_slice() else { panic!("{received:?}") };
    assert_eq!((&mail["from"], &mail["to"]), (&Value::from("note@circle.example"), &Value::from(vec!["dana@mail.example"])));
    assert_eq!(mail["sender_name"], "Thursday circle");
    assert_eq!(header(mail, "To"), Some("dana@mail.example"));
    assert_eq!(header(mail, "Subject"), Some("Something was changed"));
    assert_eq!(header(mail, "List-Unsubscribe-Post"), Some("List-Unsubscribe=One-Click"));
    assert_eq!(header(mail, "List-Post"), Some("NO"));
    assert_eq!(header(mail, "Auto-Submitted"), Some("auto-generated"));
    assert_eq!(header(mail, "List-Id"), Some("<note.circle.example>"));
    assert_eq!(header(mail, "Date"), Some("Thu, 16 Apr 2026 16:00:00 +0000"));
    let unsubscribe = header(mail, "List-Unsubscribe").expect("it can be stopped").trim_matches(['<', '>']);
    let (text, html) = (mail["text"].as_str().expect("a text"), mail["html"].as_str().expect("an HTML part"));
    assert!(text.contains("your passphrase or your address") && text.contains(unsubscribe), "{text}");
    assert!(html.contains("your passphrase or your address") && html.contains(unsubscribe), "{html}");
    well_formed(mail);
}

#[rocket::async_test]
async fn e3_a_link_to_sign_in_has_nothing_of_a_list() {
    let (server, _) = Server::with_group().await;
    let dana = server.add("Dana R.", "dana@mail.example").await;
    let real = MailServer::start(&[]);
    queue_link(&server, &dana, "1", 10).await;
    round(&server.house, &mut Carrier::smtp(mail_settings(real.port), PATIENT)).await;
    let received = real.received();
    let [mail] = received.as_slice() else { panic!("{received:?}") };
    let names: Vec<_> = mail["headers"].as_array().expect("headers").iter().filter_map(|pair| pair[0].as_str()).collect();
    assert!(names.iter().all(|name| !name.starts_with("List-")), "{names:?}");
    well_formed(mail);
}

#[rocket::async_test]
async fn e16_names_in_every_script_arrive_as_they_were_written() {
    for name in ["Círculo \"del\" jueves, Žofie", "木曜日の会", "O'Neil & Töchter <x>", &"é".repeat(70)] {
        let (server, _) = Server::with_group().await;
        let form =
            [("name", "Riverside Women's Group"), ("neutral_name", name), ("zone", "America/New_York"), ("currency", "USD")];
        let kim = server.find("Kim C.").await;
        let session = server.session_of(&kim).await;
        assert_eq!(server.post("/settings", Some(&session), &form).await.status.code, 303, "{name}");
        let dana = reader(&server, "Dana R.", "dana@mail.example").await;
        let real = MailServer::start(&[]);
        queue(&server, &dana, "1").await;
        round(&server.house, &mut Carrier::smtp(mail_settings(real.port), PATIENT)).await;
        let received = real.received();
        // Python 3.11 keeps the space between the parts of a long name, which a reader has to drop (RFC 2047, 6.2).
        let words = |name: &str| name.replace(' ', "");
        assert_eq!(received[0]["sender_name"].as_str().map(words), Some(words(name)));
        well_formed(&received[0]);
    }
}

/// Nothing in it that a strict reader stumbles over.
fn well_formed(mail: &Value) {
    assert_eq!(mail["type"], "multipart/alternative");
    assert_eq!(mail["defects"], Value::Array(Vec::new()));
    assert_eq!(mail["bare"], 0, "a bare CR or LF");
    assert!(mail["longest_line"].as_u64().is_some_and(|length| length <= 998), "{}", mail["longest_line"]);
}

#[rocket::async_test]
async fn a_server_that_wants_tls_and_a_password_gets_both() {
    let certificate = Certificate::of("localhost");
    let (cert, key) = (certificate.file("cert.pem"), certificate.file("key.pem"));
    let common = ["--certificate", path(&cert), "--key", path(&key), "--user", "circle", "--password", "a secret"];
    for (security, implicit) in [(Security::Starttls, None), (Security::Tls, Some("--implicit"))] {
        let (server, _) = Server::with_group().await;
        let dana = reader(&server, "Dana R.", "dana@mail.example").await;
        let options: Vec<&str> = common.into_iter().chain(implicit).collect();
        let real = MailServer::start(&options);
        let mut mail = mail_settings(real.port);
        (mail.host, mail.security, mail.user) = ("localhost".into(), security, "circle".into());
        queue(&server, &dana, "1").await;
        // Without the authority, and with another password, nothing leaves and nothing is lost.
        mail.password = "a secret".into();
        assert!(
            round(&server.house, &mut Carrier::smtp(mail.clone(), PATIENT)).await.stopped,
            "{security:?}: an unknown authority"
        );
        mail.ca = certificate.file("ca.pem");
        mail.password = "another".into();
        assert!(round(&server.house, &mut Carrier::smtp(mail.clone(), PATIENT)).await.stopped, "{security:?}: a wrong password");
        assert!(real.received().is_empty() && fates(&server).await.waiting == 1, "{security:?}");
        mail.password = "a secret".into();
        round(&server.house, &mut Carrier::smtp(mail, PATIENT)).await;
        let received = real.received();
        assert_eq!((received.len(), fates(&server).await.sent), (1, 1), "{security:?}");
        assert_eq!((&received[0]["protected"], &received[0]["user"]), (&true.into(), &"circle".into()), "{security:?}");
    }
}
