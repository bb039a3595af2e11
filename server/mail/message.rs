//! The message as it goes over the wire: our own headers, one recipient, text and HTML parts that cannot speak SMTP.
//!
//! Bodies are always quoted-printable: lettre would send a 7-bit body with bare line feeds as it is, and dot-stuffs only after CRLF
//! (RUSTSEC-2026-0561), so that a hostile text could end the message. Control characters are refused before lettre sees them,
//! because its builder panics on a name with a line break (SAFETY 1.5).

use std::time::{Duration, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use homegroup_plugin::Rendered;
use lettre::address::{Address, Envelope};
use lettre::message::header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, Message, MultiPart, SinglePart};

/// Everything a message is made of.
pub struct Parts<'a> {
    /// The row's id. The Message-ID is made of it, in lower-case hex, and so is the same at every attempt.
    pub id: &'a str,
    /// The group's neutral name.
    pub from_name: &'a str,
    /// Its neutral address.
    pub from: &'a str,
    /// The one recipient.
    pub to: &'a str,
    /// Seconds since 1970 when the mail was made; the same at every attempt.
    pub made_at: i64,
    /// Subject and both bodies.
    pub content: &'a Rendered,
    /// The one-click address, for mail she may stop.
    pub unsubscribe: Option<&'a str>,
}

/// A message ready to be handed over.
#[derive(Clone, Debug)]
pub struct Ready {
    /// The row's id.
    pub id: String,
    /// Sender and recipient.
    pub envelope: Envelope,
    /// The whole message, CRLF line ends.
    pub bytes: Vec<u8>,
}

macro_rules! text_header {
    ($name:ident, $header:literal) => {
        #[derive(Clone)]
        struct $name(String);

        impl Header for $name {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($header)
            }

            fn parse(value: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self(value.to_owned()))
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), self.0.clone())
            }
        }
    };
}
text_header!(ListUnsubscribe, "List-Unsubscribe");
text_header!(ListUnsubscribePost, "List-Unsubscribe-Post");
text_header!(ListId, "List-Id");
text_header!(ListPost, "List-Post");
text_header!(AutoSubmitted, "Auto-Submitted");

/// Builds the message. Fails on a control character anywhere in a header, and on an address that is none.
pub fn build(parts: &Parts<'_>) -> Result<Ready> {
    for line in [parts.from_name, parts.from, parts.to, &parts.content.subject] {
        ensure!(!line.chars().any(char::is_control), "a header of a mail holds a control character");
    }
    let from = address(parts.from)?;
    let to = address(parts.to)?;
    let domain = from.domain().to_owned();
    let made = UNIX_EPOCH + Duration::from_secs(u64::try_from(parts.made_at).context("a mail was made before 1970")?);
    let mut builder = Message::builder()
        .from(Mailbox::new(Some(parts.from_name.to_owned()), from.clone()))
        .to(Mailbox::new(None, to.clone()))
        .subject(parts.content.subject.clone())
        .message_id(Some(message_id(parts.id, &domain)))
        .date(made)
        .header(AutoSubmitted("auto-generated".into()));
    if let Some(unsubscribe) = parts.unsubscribe {
        builder = builder
            .header(ListUnsubscribe(format!("<{unsubscribe}>")))
            .header(ListUnsubscribePost("List-Unsubscribe=One-Click".into()))
            .header(ListId(list_id(&domain)))
            .header(ListPost("NO".into()));
    }
    let message = builder.multipart(
        MultiPart::alternative()
            .singlepart(part(ContentType::TEXT_PLAIN, &parts.content.text)?)
            .singlepart(part(ContentType::TEXT_HTML, &parts.content.html)?),
    )?;
    Ok(Ready { id: parts.id.to_owned(), envelope: Envelope::new(Some(from), vec![to])?, bytes: message.formatted() })
}

fn message_id(id: &str, domain: &str) -> String {
    format!("<{}@{domain}>", id.replace('-', ""))
}

/// One and the same for all streams: a mail program may file by it, and nobody learns from it which kind of note came.
pub fn list_id(domain: &str) -> String {
    format!("<note.{domain}>")
}

fn address(words: &str) -> Result<Address> {
    ensure!(!words.starts_with('-'), "a mail address begins with a hyphen");
    words.parse().context("a mail address cannot be used")
}

fn part(content_type: ContentType, words: &str) -> Result<SinglePart> {
    let body = Body::new_with_encoding(words.to_owned(), ContentTransferEncoding::QuotedPrintable)
        .map_err(|_| anyhow::anyhow!("a body could not be encoded"))?;
    Ok(SinglePart::builder().header(content_type).body(body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(content: &Rendered) -> Parts<'_> {
        Parts {
            id: "0198f00d-cafe",
            from_name: "Thursday circle",
            from: "note@tc-mail.example",
            to: "dana@example.org",
            made_at: 1_776_355_200,
            content,
            unsubscribe: Some("https://circle.example.org/u/00ff"),
        }
    }

    fn content(subject: &str, text: &str) -> Rendered {
        Rendered { subject: subject.into(), text: text.into(), html: format!("<p>{text}</p>") }
    }

    fn raw(content: &Rendered) -> String {
        raw_of(&parts(content))
    }

    fn raw_of(parts: &Parts<'_>) -> String {
        let raw = String::from_utf8(build(parts).expect("builds").bytes).expect("UTF-8");
        assert!(raw.is_ascii(), "{raw}");
        raw
    }

    #[test]
    fn e4_a_stream_mail_carries_the_list_headers_and_one_recipient() {
        let content = content("A note for you", "Hello");
        let raw = raw(&content);
        for header in [
            "From: \"Thursday circle\" <note@tc-mail.example>\r\n",
            "To: dana@example.org\r\n",
            "Message-ID: <0198f00dcafe@tc-mail.example>\r\n",
            "List-Unsubscribe: <https://circle.example.org/u/00ff>\r\n",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
            "List-Id: <note.tc-mail.example>\r\n",
            "List-Post: NO\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Date: Thu, 16 Apr 2026 16:00:00 +0000\r\n",
        ] {
            assert!(raw.contains(header), "{header} is missing in\n{raw}");
        }
        assert_eq!(raw.matches("Content-Transfer-Encoding: quoted-printable").count(), 2);
        assert_eq!((raw.matches("\r\nTo:").count(), raw.contains("\r\nCc:"), raw.contains("\r\nBcc:")), (1, false, false));
        let security = raw_of(&Parts { unsubscribe: None, ..parts(&content) });
        assert!(!security.contains("List-") && security.contains("Auto-Submitted"), "{security}");
    }

    #[test]
    fn the_headers_are_the_same_at_every_attempt() {
        let content = content("A note for you", "Hello");
        let head = |raw: String| raw.split("Content-Type").next().map(str::to_owned);
        assert_eq!(head(raw(&content)), head(raw(&content)));
    }

    #[test]
    fn e16_a_line_break_in_a_header_is_refused_and_other_scripts_are_encoded() {
        assert!(build(&parts(&content("A note\r\nBcc: x@example.org", "Hello"))).is_err());
        let named = content("A note for you", "Hello");
        assert!(build(&Parts { from_name: "Circle\r\nX", ..parts(&named) }).is_err());
        assert!(build(&Parts { to: "-oQ@example.org", ..parts(&named) }).is_err());
        assert!(raw(&content("Zoë, día bueno", "Hello")).contains("Subject: =?utf-8?"));
        let accented = raw_of(&Parts { from_name: "Círculo, \"del\" jueves", ..parts(&named) });
        assert!(accented.contains("From: \"=?utf-8?") || accented.contains("From: =?utf-8?"), "{accented}");
    }

    #[test]
    fn e16_no_header_line_is_long_however_long_the_subject() {
        let long = "so many words ".repeat(60);
        for subject in [long.as_str(), &"ž".repeat(300), &"x".repeat(700)] {
            let raw = raw(&content(subject, "Hello"));
            assert!(raw.split("\r\n").all(|line| line.len() <= 998), "{raw}");
        }
    }

    proptest! {
        #[test]
        fn a_body_never_speaks_smtp_and_no_line_is_too_long(text in any::<String>()) {
            let raw = raw(&content("A note for you", &text));
            prop_assert!(!raw.replace("\r\n", "").contains(['\r', '\n']));
            for line in raw.split("\r\n") {
                prop_assert!(line.len() <= 998);
            }
        }
    }
}
