//! A mail to one member, for one purpose she agreed to.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::group::Consent;

/// What a plugin hands to the outbox. The core adds the neutral sender, her address, the unsubscribe link and the layout.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Names this mail for ever: a second one with the same key is never made. The core puts the plugin's name in front.
    pub once_key: String,
    /// Proof that she agreed; checked again right before the mail leaves.
    pub to: Consent,
    /// Folder of the templates `subject.txt`, `text.txt` and `html`, such as `anniversaries/notice`.
    pub template: &'static str,
    /// The values the templates may use, an object.
    pub context: Value,
    /// For a mail about a clean date: its version. If the date is changed, the mail is cancelled.
    pub clean_date_version: Option<String>,
    /// After this instant it comes too late to be any good, and is cancelled instead of sent: while mail is held or the mail server
    /// is away, a note on a day can wait longer than anybody would want to get it (E13).
    pub useful_until: Option<DateTime<Utc>>,
}

/// What became of a mail that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queued {
    /// It will be sent.
    New,
    /// Its once-key was used before; nothing was added.
    Already,
}
