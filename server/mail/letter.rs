//! Puts a mail into words, inside the common frame, and refuses one that a glance at a locked phone could read too much from (P3).

use homegroup_plugin::{Error, Profile, Rendered, Result, Text, Views, anyhow, discreet};
use serde_json::{Map, Value, json};

/// Renders `template` (its `subject`, `text` and `html`) in the group's language.
///
/// Every template may use its own values and `lang`, `circle` (the group's neutral name), `base_url`, and `unsubscribe_url` where the mail
/// can be stopped.
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
    let text = words("mail/frame", &values)?;
    values.insert("part".into(), part("html"));
    let html = views
        .html("mail/frame", &Value::Object(values))
        .map_err(|error| anyhow::anyhow!("the mail {template} could not be made: {error}"))?;
    Ok(Rendered { subject, text, html })
}

/// Refuses a mail whose sender, subject, links or first words would tell what kind of group it comes from.
pub fn check_discreet(profile: &Profile, from: &str, rendered: &Rendered) -> Result<()> {
    let visible = visible_words(&rendered.html);
    let addresses = addresses(&rendered.text).join(" ");
    let seen = [
        profile.neutral_name.as_str(),
        from,
        &rendered.subject,
        &addresses,
        discreet::opening(rendered.text.trim_start()),
        discreet::opening(visible.trim_start()),
    ];
    let offending = seen.iter().flat_map(|words| discreet::offending(words, &[&profile.name])).next();
    match offending {
        Some(word) => Err(Error::Refused(Text::new("mail-not-discreet").with("word", word))),
        None => Ok(()),
    }
}

/// The links in a text, each cut into words at its slashes and dots, as P3 wants hosts and paths to be read.
fn addresses(text: &str) -> Vec<String> {
    text.split_whitespace()
        .map(|word| word.trim_matches(['<', '>', '(', ')', ',']))
        .filter(|word| word.contains("://"))
        .map(|link| link.replace(['/', '.', '-', '_', '?', '=', ':', '&'], " "))
        .collect()
}

/// What a mail program shows of an HTML part: the words outside tags, styles and comments left out.
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
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use homegroup_plugin::chrono_tz::Tz;

    fn profile() -> Profile {
        Profile {
            name: "Hope Street".into(),
            neutral_name: "Thursday circle".into(),
            zone: Tz::America__New_York,
            currency: "USD".into(),
            base_url: "https://tc.example".into(),
            language: "en".into(),
        }
    }

    fn mail(subject: &str, text: &str, html: &str) -> Rendered {
        Rendered { subject: subject.into(), text: text.into(), html: html.into() }
    }

    #[test]
    fn p3_what_a_locked_phone_shows_tells_nothing() {
        let from = "note@tc-mail.example";
        let html = "<html><head><title>x</title></head><body><p>Dear Dana</p></body></html>";
        let refused = |rendered: Rendered| check_discreet(&profile(), from, &rendered).is_err();
        assert!(!refused(mail("A note for you", "Dear Dana, a few words for today.", html)));
        assert!(refused(mail("Happy 1 year clean!", "Dear Dana", html)));
        assert!(refused(mail("A note for you", "Dear Dana, one year of recovery", html)));
        assert!(refused(mail("A note for you", "Dear Dana", "<body class=\"x\"><p>Hope Street greets you</p></body>")));
        let far = format!("{} https://tc.example/anonymous/1", "Words. ".repeat(40));
        assert!(refused(mail("A note for you", &far, html)));
        let late = format!("{} recovery", "Words. ".repeat(40));
        assert!(!refused(mail("A note for you", &late, html)));
        assert!(check_discreet(&profile(), "ha@example.org", &mail("A note", "Dear", html)).is_err());
    }
}
