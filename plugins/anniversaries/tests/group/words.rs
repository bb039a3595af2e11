//! The words of every note, as they would arrive.

use std::collections::HashSet;
use std::sync::Arc;

use homegroup_anniversaries::rules::{Mark, Origin, Preset, Schedule};
use homegroup_anniversaries::{Anniversaries, MAIL};
use homegroup_plugin::chrono::NaiveDate;
use homegroup_plugin::discreet::{offending, opening};
use homegroup_plugin::serde_json::json;
use homegroup_plugin::{Catalogue, CleanDate, Mail, Plugin, Template, Views};

use crate::Stage;

struct Letter {
    mark: Mark,
    subject: String,
    text: String,
    html: String,
}

fn views() -> Views {
    let catalogue = Catalogue::build(Anniversaries.catalogue()).expect("the catalogue parses");
    let templates = Anniversaries.templates().into_iter();
    let templates = templates.map(|Template { name, source }| Template { name: format!("anniversaries/{name}"), source });
    Views::build(templates.collect(), Arc::new(catalogue), None).expect("the templates parse")
}

fn letter(views: &Views, language: &str, mark: Mark, mail: &Mail) -> Letter {
    let mut context = mail.context.clone();
    context["lang"] = json!(language);
    let part = |name: &str| format!("{}/{name}", mail.template);
    let [subject, text] = ["subject", "text"].map(|name| views.text(&part(name), &context).expect("renders"));
    Letter { mark, subject: subject.trim().to_owned(), text, html: views.html(&part("html"), &context).expect("renders") }
}

/// A day from which `mark` falls on `today`.
fn origin(mark: Mark, today: NaiveDate) -> NaiveDate {
    let from = today.iter_days().rev().take(40_000);
    from.into_iter().find(|day| mark.date(Origin { day: *day, first_of_march: false }) == Some(today)).expect("there is one")
}

/// A note for every mark of every preset up to a hundred years, on the day and late, in every language.
async fn letters() -> Vec<Letter> {
    let today = "2036-04-16".parse::<NaiveDate>().expect("a day");
    let mut marks = HashSet::new();
    for preset in Preset::ALL {
        let first = Origin { day: "1936-04-16".parse().expect("a day"), first_of_march: false };
        marks.extend(Schedule::from(preset).between(first, first.day, today).into_iter().map(|found| found.mark));
    }
    assert!(marks.len() > 110);
    let views = views();
    let mut letters = Vec::new();
    for late in [false, true] {
        let stage = Stage::at("2036-04-15T12:00:00Z").await;
        stage.group.set("preset", "own");
        stage.group.set("marks", "1 d, 30 d, 60 d, 90 d, 4 m, 5 m, 6 m, 7 m, 8 m, 9 m, 10 m, 11 m, 18 m, 10000 d");
        stage.work().await.expect("it works");
        let mut by_version = std::collections::HashMap::new();
        for mark in &marks {
            let version = mark.code();
            by_version.insert(version.clone(), *mark);
            let clean_date = CleanDate { day: origin(*mark, today), version, first_of_march: false };
            stage.group.add("Ana K.", Some(clean_date), &[&MAIL]);
        }
        stage.set(if late { "2036-04-18T12:00:00Z" } else { "2036-04-16T16:00:00Z" });
        stage.work().await.expect("it works");
        let mails = stage.group.mails();
        assert_eq!(mails.len(), marks.len());
        for language in Anniversaries.catalogue().iter().map(|source| &source.language) {
            for (_, mail) in &mails {
                let mark = by_version[mail.clean_date_version.as_ref().expect("a version")];
                assert_eq!(mail.context["late"], json!(late));
                letters.push(letter(&views, language, mark, mail));
            }
        }
    }
    letters
}

/// The words of an HTML part, as the text part has them.
fn words(text: &str) -> String {
    let mut inside = false;
    let bare: String = text
        .chars()
        .map(|letter| match letter {
            '<' => {
                inside = true;
                ' '
            }
            '>' => {
                inside = false;
                ' '
            }
            _ if inside => ' ',
            other => other,
        })
        .collect();
    bare.replace("&#x27;", "'").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn p3_no_note_tells_a_stranger_what_kind_of_group_this_is() {
    for Letter { mark, subject, text, html } in letters().await {
        for part in [&subject, &text, &html] {
            assert_eq!(offending(part, &["Fictional Hope Group"]), Vec::<String>::new(), "{mark:?}: {part}");
        }
        let shown = opening(&text);
        assert!(shown.chars().count() >= 140, "{mark:?}: {shown}");
        let rest = &text[text.find(shown).expect("it opens the text") + shown.len()..];
        assert!(rest.contains("You have"), "the mark is named after the opening: {text}");
        assert!(!subject.chars().chain(shown.chars()).any(|letter| letter.is_ascii_digit()), "{mark:?}: {subject}, {shown}");
        for telling in ["reached", "year", "month"] {
            assert!(!shown.contains(telling) && !subject.contains(telling), "{mark:?}: {subject}, {shown}");
        }
    }
}

#[tokio::test]
async fn a10_no_note_speaks_of_loss_or_of_beginning_anew() {
    for Letter { text, .. } in letters().await {
        let text = text.to_lowercase();
        for word in [
            "again and again",
            "restart",
            "reset",
            "lost",
            "lose",
            "slip",
            "relapse",
            "back to",
            "start over",
            "previous",
            "anew",
        ] {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
}

#[tokio::test]
async fn both_parts_of_a_note_say_the_same_and_name_her_mark() {
    for Letter { mark, subject, text, html } in letters().await {
        assert_eq!(words(&text), words(&html));
        assert!(text.starts_with("Dear Ana,\n\n") && text.ends_with("Warmly,\nThursday circle\n"), "{text}");
        assert!(!subject.is_empty() && !subject.contains('\n'));
        assert!(!text.contains("\n\n\n"), "{text}");
        let named = match mark {
            Mark::Days(1) => "one full day".to_owned(),
            Mark::Days(10_000) => "10,000 days".to_owned(),
            Mark::Days(count) => format!("{count} days"),
            Mark::Months(18) => "a year and a half".to_owned(),
            Mark::Months(count) => format!("{count} months"),
            Mark::Years(1) => "one year".to_owned(),
            Mark::Years(count) => format!("{count} years"),
        };
        assert!(text.contains(&named), "{named}: {text}");
    }
}

#[tokio::test]
async fn a_late_note_says_that_it_is_late_and_another_does_not() {
    let letters = letters().await;
    let (on_time, late): (Vec<_>, Vec<_>) = letters.iter().partition(|letter| !letter.text.contains("come a few days late"));
    assert_eq!(on_time.len(), late.len());
}
