//! The mail of an issue: the same values for every reader's copy and for the preview, so that the preview is what goes out.

use homegroup_plugin::serde_json::{Value, json};
use homegroup_plugin::{Consenting, Mail, Profile, Settings};

use crate::NEUTRAL_SUBJECT;
use crate::rules;
use crate::store::Kept;

/// Folder of the mail's templates.
pub const TEMPLATE: &str = "newsletter/issue";

/// What `reader` gets. Its once-key holds the issue and the person: however often an issue is released, she gets it once.
pub fn to(reader: Consenting, issue: &Kept, profile: &Profile, settings: &Settings) -> Mail {
    Mail {
        once_key: format!("{}{}", once_keys(&issue.id), reader.consent.member()),
        context: context(&reader.display_name, issue, profile, settings),
        to: reader.consent,
        template: TEMPLATE,
        clean_date_version: None,
        useful_until: None,
    }
}

/// What the once-keys of all mails of an issue begin with.
pub fn once_keys(issue: &str) -> String {
    format!("{issue}/")
}

/// The values of the mail's templates. `subject` is empty where the catalogue's neutral one is to be used.
pub fn context(name: &str, issue: &Kept, profile: &Profile, settings: &Settings) -> Value {
    json!({
        "name": name,
        "subject": subject(&issue.title, profile, settings),
        "heading": issue.title,
        "body": issue.body,
        "link": format!("{}/newsletter/{}", profile.base_url, issue.id),
    })
}

/// The title if it tells nothing (P3), else the group's own neutral subject, unless that holds the group's real name.
fn subject(title: &str, profile: &Profile, settings: &Settings) -> String {
    let candidates = [title, settings.get(NEUTRAL_SUBJECT)];
    let discreet =
        candidates.into_iter().find(|words| !words.is_empty() && rules::telling_words(words, &profile.name).is_empty());
    discreet.unwrap_or_default().to_owned()
}
