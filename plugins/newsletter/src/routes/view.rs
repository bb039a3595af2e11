//! What templates are given of an issue.

use homegroup_plugin::chrono::DateTime;
use homegroup_plugin::serde_json::{Value, json};
use homegroup_plugin::{Group, Text};

use crate::rules::Refusal;
use crate::store::Kept;
use crate::text;

/// An issue as lists name it. `title` is taken: it is what the layout calls its own.
pub fn entry(issue: &Kept, group: &dyn Group) -> Value {
    json!({
        "id": issue.id,
        "heading": issue.title,
        "draft": issue.released_at.is_none(),
        "day": day(issue.released_at.unwrap_or(issue.written_at), group),
    })
}

/// An issue with its text.
pub fn whole(issue: &Kept, group: &dyn Group) -> Value {
    let mut whole = entry(issue, group);
    whole["body"] = json!(issue.body);
    whole["version"] = json!(issue.version);
    whole["recipients"] = json!(issue.recipients);
    whole
}

/// The refusals as the summary of a form lists them, each with the field it belongs to.
pub fn summary(refusals: &[Refusal]) -> Value {
    refusals.iter().map(|refusal| json!({ "field": text::field(refusal), "text": text::of(refusal) })).collect()
}

/// The refusals of one field, to be said beside it.
pub fn beside(field: &str, refusals: &[Refusal]) -> Vec<Text> {
    refusals.iter().filter(|refusal| text::field(refusal) == field).map(text::of).collect()
}

/// The calendar day of an instant where the group meets, for the helper `day`.
fn day(seconds: i64, group: &dyn Group) -> String {
    let instant = DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    instant.with_timezone(&group.profile().zone).date_naive().to_string()
}
