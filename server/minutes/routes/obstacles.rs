//! The list of what keeps minutes from going out, each with the field to mend it in.

use serde_json::{Value, json};

use crate::minutes::rules::circulation::Obstacles;
use crate::minutes::rules::minutes::Minutes;
use crate::minutes::sentences::{of_answer, of_finding, of_missing, of_place};

/// `page` is the address of the page with the fields; empty when they are on the same page.
pub fn of(obstacles: &Obstacles, minutes: &Minutes, page: &str) -> Option<Value> {
    let missing: Vec<Value> = obstacles
        .missing
        .iter()
        .map(|missing| {
            let (text, field) = of_missing(missing);
            json!({ "text": text, "href": format!("{page}#{field}") })
        })
        .collect();
    let findings: Vec<Value> = obstacles
        .findings
        .iter()
        .map(|found| {
            let (place, field) = of_place(found.place, minutes);
            let (kind, finding) = (found.finding.kind, &found.finding);
            json!({
                "place": place,
                "href": format!("{page}#{field}"),
                "line": finding.line,
                "column": finding.column,
                "text": of_finding(found),
                "answer": (!kind.must_go()).then(|| json!({
                    "value": format!("{}:{}", kind.name(), finding.key()),
                    "label": of_answer(kind),
                })),
            })
        })
        .collect();
    (!obstacles.is_empty()).then(|| json!({ "missing": missing, "findings": findings }))
}
