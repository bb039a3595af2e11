//! Puts a mail into words, inside the common frame, and refuses one that a glance at a locked phone could read too much from (P3).

use homegroup_plugin::{Error, Profile, Rendered, Result, Text, Views, anyhow, discreet};
use serde_json::{Map, Value, json};

use super::message;

/// Renders `template` (its `subject`, `text` and `html`) in the group's language.
///
/// Every template may use its own values and `lang`, `circle` (the group's neutral name), `base_url`, and `unsubscribe_url` where the
/// mail can be stopped.
pub fn render(views: &Views, profile: &Profile, template: &str, context: &Value, unsubscribe: Option<&str>) -> Result<Rendered> {
    let mut values = context.as_object().cloned().unwrap_or_default();
    values.insert("lang".into(), json!(profile.language));
    values.insert("circle".into(), json!(profile.neutral_name));
    values.insert("base_url".into(), json!(profile.base_url));
    values.insert("unsubscribe_url".into(), json!(unsubscribe));
    let part = |name: &str| -> Value { json!(format!("{template}/{name}")) };
    let words = |name: &str, values: &Map<String, Value>| {
        views
            .text(name, &Value::Object(values.clone()))
            .map_err(|error| anyhow::anyhow!("the mail {template} could not be made: {error}"))
    };
    let subject = words(&format!("{template}/subject"), &values)?.split_whitespace().collect::<Vec<_>>().join(" ");
    values.insert("part".into(), part("text"));
    let text = tidy(&words("mail/frame", &values)?);
    values.insert("part".into(), part("html"));
    let html = views
        .html("mail/frame", &Value::Object(values))
        .map_err(|error| anyhow::anyhow!("the mail {template} could not be made: {error}"))?;
    Ok(Rendered { subject, text, html })
}

/// No blank line before the first word, one at most between two, and one line end behind the last.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() && (tidied.is_empty() || tidied.ends_with("\n\n")) {
            continue;
        }
        tidied.push_str(line);
        tidied.push('\n');
    }
    tidied.truncate(tidied.trim_end().len());
    tidied.push('\n');
    tidied
}

/// Refuses a mail that would tell what kind of group it comes from: in sender, subject, Message-ID, List-Id, in the links, or in what
/// a notification shows of either part.
pub fn check_discreet(profile: &Profile, from: &str, rendered: &Rendered) -> Result<()> {
    let visible = visible_words(&rendered.html);
    let domain = from.rsplit_once('@').map_or(from, |(_, domain)| domain);
    let headers = [profile.neutral_name.as_str(), from, &message::list_id(domain), &rendered.subject].map(str::to_owned);
    let openings = [rendered.text.as_str(), &visible].map(|words| discreet::opening(words).to_owned());
    let seen = headers.into_iter().chain(openings).chain(links(&rendered.text, &rendered.html));
    match seen.flat_map(|words| discreet::offending(&words, &[&profile.name])).next() {
        Some(word) => Err(Error::Refused(Text::new("mail-not-discreet").with("word", word))),
        None => Ok(()),
    }
}

/// Host and path of every link: the ones a text spells out, and the targets in HTML.
fn links<'a>(text: &'a str, html: &'a str) -> impl Iterator<Item = String> {
    let spelt = text.split_whitespace().filter(|word| word.contains("://")).map(str::to_owned);
    let targets = html.split("href=").skip(1).filter_map(|rest| {
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        Some(unescaped(rest[1..].split(quote).next()?))
    });
    spelt.chain(targets).map(|link| link.split(['?', '#']).next().unwrap_or_default().to_owned()).collect::<Vec<_>>().into_iter()
}

/// What a mail program shows of an HTML part: the words of the body, without tags.
fn visible_words(html: &str) -> String {
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let mut words = String::new();
    let mut inside = html.len() != body.len();
    for c in body.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                words.push(' ');
            }
            c if !inside => words.push(c),
            _ => {}
        }
    }
    unescaped(&words).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The entities that templates write, read back: an apostrophe must not hide the group's name.
fn unescaped(words: &str) -> String {
    let read =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&#x3D;", "="), ("&#x60;", "`")];
    read.iter().fold(words.to_owned(), |words, (entity, letter)| words.replace(entity, letter)).replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use homegroup_plugin::chrono_tz::Tz;

    const FROM: &str = "note@tc-mail.example";
    const TEXT: &str = "Dear Dana, a few words for today.";
    const HTML: &str = "<html><head><title>x</title></head><body><p>Dear Dana</p></body></html>";

    fn profile() -> Profile {
        Profile {
            name: "Hope Women's Group".into(),
            neutral_name: "Thursday circle".into(),
            zone: Tz::America__New_York,
            currency: "USD".into(),
            base_url: "https://tc.example".into(),
            language: "en".into(),
        }
    }

    fn tells(from: &str, subject: &str, text: &str, html: &str) -> bool {
        let mail = Rendered { subject: subject.into(), text: text.into(), html: html.into() };
        check_discreet(&profile(), from, &mail).is_err()
    }

    #[test]
    fn p3_what_a_locked_phone_shows_tells_nothing() {
        assert!(!tells(FROM, "A note for you", TEXT, HTML));
        assert!(tells(FROM, "Happy 1 year clean!", TEXT, HTML));
        assert!(tells(FROM, "A note for you", "Dear Dana, one year of recovery", HTML));
        for greeting in ["Hope Women's Group greets you", "Hope Women&#x27;s Group greets you", "a <b>sober</b> word"] {
            assert!(tells(FROM, "A note for you", TEXT, &format!("<body class=\"x\"><p>{greeting}</p></body>")), "{greeting}");
        }
        let far = "Words. ".repeat(40);
        assert!(!tells(FROM, "A note for you", &format!("{far} recovery"), &format!("<body><p>{far} recovery</p></body>")));
    }

    #[test]
    fn p3_neither_address_nor_message_id_nor_list_id_tells() {
        for from in ["ha@example.org", "note@na.example.org", "note@clean-circle.example"] {
            assert!(tells(from, "A note for you", TEXT, HTML), "{from}");
        }
        let named = Profile { neutral_name: "AA on Thursday".into(), ..profile() };
        let mail = Rendered { subject: "A note".into(), text: TEXT.into(), html: HTML.into() };
        assert!(check_discreet(&named, FROM, &mail).is_err());
    }

    #[test]
    fn p3_no_link_tells_wherever_it_stands() {
        let far = "Words. ".repeat(40);
        for link in ["https://aa.example/x", "https://tc.example/anonymous/1", "https://hope-women-s-group.example"] {
            assert!(tells(FROM, "A note", &format!("{far} <{link}>"), HTML), "{link}");
            assert!(tells(FROM, "A note", TEXT, &format!("<body><p>{far}<a href=\"{link}\">here</a></p></body>")), "{link}");
        }
        assert!(!tells(FROM, "A note", &format!("{far} https://tc.example/u/00aa?na=1"), HTML));
        assert!(!tells(FROM, "A note", TEXT, "<body><a href=\"https://tc.example/minutes/0198f00d-aa00#na\">here</a></body>"));
    }

    #[test]
    fn a_text_part_has_no_gaps() {
        assert_eq!(tidy("\n\nDear Dana,  \n\n\n\nwords\n\n"), "Dear Dana,\n\nwords\n");
    }
}
