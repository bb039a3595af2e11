//! Nobody on the way reads who gets mail from the group, and nobody puts words into the mail server's mouth.

use homegroup::mail::Carrier;
use homegroup::settings::{self, Security};

use super::{PATIENT, mail_settings, queue, reader, round};
use crate::common::Server;
use crate::common::certificate::Certificate;
use crate::common::smtp::{At, Fault, Protection, Sink};

fn protected(sink: &Sink, security: Security, certificate: &Certificate) -> settings::Mail {
    let mut mail = mail_settings(sink.address.port());
    (mail.host, mail.security) = ("localhost".into(), security);
    (mail.user, mail.password) = ("circle".into(), "secret".into());
    mail.ca = certificate.file("ca.pem");
    mail
}

/// Whether a mail goes to the server that is reached so.
async fn goes(sink: &Sink, mail: settings::Mail) -> bool {
    let (server, _) = Server::with_group().await;
    let dana = reader(&server, "Dana R.", "dana@mail.example").await;
    queue(&server, &dana, "1").await;
    let done = round(&server.house, &mut Carrier::smtp(mail, PATIENT)).await;
    assert_eq!((done.stopped, done.sent), (sink.received().is_empty(), sink.received().len() as u64));
    done.sent == 1
}

#[rocket::async_test]
async fn mail_goes_over_tls_to_a_server_whose_authority_is_trusted() {
    let certificate = Certificate::of("localhost");
    for (security, protection) in [
        (Security::Tls, Protection::Tls(certificate.acceptor())),
        (Security::Starttls, Protection::StartTls(certificate.acceptor())),
    ] {
        let sink = Sink::with(protection).await;
        assert!(goes(&sink, protected(&sink, security, &certificate)).await, "{security:?}");
        let received = sink.received();
        assert!(received[0].protected && received[0].password.is_some(), "{security:?}");
    }
}

#[rocket::async_test]
async fn a_certificate_that_nobody_vouches_for_or_that_names_another_server_gets_nothing() {
    let (known, stranger, other) = (Certificate::of("localhost"), Certificate::of("localhost"), Certificate::of("mail.example"));
    for (shown, trusted) in [(&stranger, &known), (&other, &other)] {
        for (security, protection) in
            [(Security::Tls, Protection::Tls(shown.acceptor())), (Security::Starttls, Protection::StartTls(shown.acceptor()))]
        {
            let sink = Sink::with(protection).await;
            assert!(!goes(&sink, protected(&sink, security, trusted)).await, "{security:?}");
        }
    }
}

#[rocket::async_test]
async fn a_server_that_offers_no_starttls_or_refuses_it_gets_nothing() {
    let certificate = Certificate::of("localhost");
    let plain = Sink::start().await;
    assert!(!goes(&plain, protected(&plain, Security::Starttls, &certificate)).await);
    let sink = Sink::with(Protection::StartTls(certificate.acceptor())).await;
    sink.misbehave(Some((At::StartTls, Fault::Say("454 4.7.0 not today"))));
    assert!(!goes(&sink, protected(&sink, Security::Starttls, &certificate)).await);
}

#[rocket::async_test]
async fn words_put_behind_the_servers_go_ahead_are_not_taken_for_its_own() {
    let certificate = Certificate::of("localhost");
    let sink = Sink::with(Protection::StartTls(certificate.acceptor())).await;
    // In one packet with the answer to STARTTLS, what the server would say to EHLO and to AUTH under TLS.
    sink.misbehave(Some((At::StartTls, Fault::Say("220 go on\r\n250-sink\r\n250 AUTH PLAIN\r\n235 welcome"))));
    assert!(!goes(&sink, protected(&sink, Security::Starttls, &certificate)).await);
}
