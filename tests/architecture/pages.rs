//! What no template may hold. The content policy forbids inline scripts and styles, so that one in a page would silently do
//! nothing; `{{{` prints a value unescaped, which is how a stored script gets out.

use crate::sources::Tree;

/// Templates that print ready-made HTML, each with the reason it is safe.
const READY_MADE: [(&str, &str); 0] = [];

/// Every such thing, as a sentence with the line.
pub fn broken(tree: &Tree) -> Vec<String> {
    tree.of_kind("hbs")
        .filter(|(path, _)| !path.ends_with(".txt.hbs"))
        .flat_map(|(path, text)| in_page(tree, path, text))
        .collect()
}

fn in_page(tree: &Tree, path: &str, text: &str) -> Vec<String> {
    let mail = is_mail(tree, path);
    let ready_made = READY_MADE.iter().any(|(known, _)| *known == path);
    let mut broken = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.to_ascii_lowercase();
        let mut say = |what: &str| broken.push(format!("{path}:{}: {what}", number + 1));
        if ["{{{", "{{&", "{{~&"].iter().any(|opens| line.contains(opens)) && !ready_made {
            say("`{{{` and `{{&` print a value unescaped");
        }
        if line.contains("<script") && !line.contains("<script src=") {
            say("an inline script never runs here; put it into app.js");
        }
        if attribute_beginning(&line, "on") {
            say("an inline handler never runs here; put it into app.js");
        }
        if !mail && (line.contains("<style") || has_attribute(&line, "style")) {
            say("an inline style is never applied here; put it into app.css");
        }
    }
    broken
}

/// A mail is a folder with a subject, and the frame of mails has a text beside it; their HTML brings its style along, for a mail program
/// loads none.
fn is_mail(tree: &Tree, path: &str) -> bool {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = path.strip_suffix(".hbs").map(|name| format!("{name}.txt.hbs"));
    tree.text(&format!("{folder}/subject.txt.hbs")).is_some() || beside.is_some_and(|beside| tree.text(&beside).is_some())
}

/// Whether a tag in `line` has an attribute called `name`; `style=` inside `{{...}}` is the argument of a helper.
fn has_attribute(line: &str, name: &str) -> bool {
    outside_of_expressions(line).split_whitespace().any(|word| word.strip_prefix(name).is_some_and(|rest| rest.starts_with('=')))
}

fn attribute_beginning(line: &str, start: &str) -> bool {
    outside_of_expressions(line).split_whitespace().any(|word| {
        let Some((name, _)) = word.split_once('=') else { return false };
        name.strip_prefix(start).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_lowercase()))
    })
}

fn outside_of_expressions(line: &str) -> String {
    let mut outside = String::new();
    for (index, piece) in line.split("{{").enumerate() {
        outside.push_str(if index == 0 { piece } else { piece.split_once("}}").map_or("", |(_, after)| after) });
    }
    outside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        broken(&Tree::made_up(&[(path, text), ("templates/mail/notice/subject.txt.hbs", "")])).len()
    }

    #[test]
    fn what_a_page_may_not_hold_is_found() {
        for text in [
            "<p>{{{body}}}</p>",
            "<p>{{&body}}</p>",
            "<p style=\"color: red\">",
            "<p {{#if x}}style=\"{{y}}\"{{/if}}>",
            "<style>p { color: red }</style>",
            "<script>alert(1)</script>",
            "<button onclick=\"x()\">",
            "<body ONLOAD=x()>",
        ] {
            assert_eq!(found("templates/members/list.hbs", text), 1, "{text}");
            assert_eq!(found("plugins/newsletter/templates/list.hbs", text), 1, "{text}");
        }
    }

    #[test]
    fn what_a_page_may_hold_is_left_alone() {
        for text in [
            "<script src=\"{{frame.js}}\" defer></script>",
            "<time>{{day when style=\"long\"}}</time>",
            "<p>{{t \"key\" once=1}}</p> on= on <option selected>",
            "<a href=\"?year=2024&on=1\">",
        ] {
            assert_eq!(found("templates/members/list.hbs", text), 0, "{text}");
        }
    }

    #[test]
    fn a_mail_may_bring_its_style_and_a_text_needs_no_escaping() {
        assert_eq!(found("templates/mail/notice/html.hbs", "<p style=\"margin: 0\">"), 0);
        assert_eq!(found("templates/mail/notice/html.hbs", "{{{body}}}"), 1);
        assert_eq!(found("templates/mail/notice/text.txt.hbs", "{{{body}}}"), 0);
    }
}
