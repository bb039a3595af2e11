//! The page on which minutes are written, as its template wants it: every part with its address in the form, what was typed, and
//! what is wrong with it. Behind the parts that are there stands an empty one, so that adding needs no script.

use std::collections::BTreeMap;

use homegroup_plugin::Text;
use serde::Serialize;
use serde_json::{Value, json};

use crate::minutes::rules::agenda::Section;
use crate::minutes::rules::motion::{Fate, MotionKind};
use crate::minutes::rules::read::Broken;
use crate::minutes::rules::tally::Threshold;
use crate::minutes::rules::typed::{TypedActionItem, TypedItem, TypedMinutes, TypedMotion};
use crate::minutes::sentences::{of_field, of_kind, of_section, of_threshold};

/// All fields of the form.
pub fn of(typed: &TypedMinutes, broken: &[Broken]) -> Value {
    let wrong = Wrong::of(broken);
    let mut fields = with(typed, "", &wrong);
    let items = typed.items.iter().enumerate().map(|(at, item)| of_item(&format!("items[{at}]"), item, &wrong));
    fields["items"] = items.collect();
    fields["new_item"] = of_new_item(&format!("items[{}]", typed.items.len()), &wrong);
    let action_items = typed.action_items.iter().enumerate();
    let empty = TypedActionItem::default();
    let action_items = action_items.chain([(typed.action_items.len(), &empty)]);
    fields["action_items"] = action_items
        .map(|(at, item)| {
            let mut line = with(item, &format!("action_items[{at}]"), &wrong);
            line["number"] = json!(at + 1);
            line
        })
        .collect();
    fields["summary"] = broken.iter().map(|broken| json!({ "field": broken.field, "text": of_field(broken.why) })).collect();
    fields
}

/// Refusals by the part of the form and the field within.
struct Wrong(BTreeMap<String, BTreeMap<String, Text>>);

impl Wrong {
    fn of(broken: &[Broken]) -> Self {
        let mut wrong: BTreeMap<String, BTreeMap<String, Text>> = BTreeMap::new();
        for Broken { field, why } in broken {
            let (part, name) = field.rsplit_once('.').unwrap_or(("", field));
            wrong.entry(part.to_owned()).or_default().insert(name.to_owned(), of_field(*why));
        }
        Self(wrong)
    }

    fn in_part(&self, part: &str) -> Value {
        json!(self.0.get(part).cloned().unwrap_or_default())
    }
}

/// The fields of a part with its address: the prefix of their names.
fn with(part: &impl Serialize, at: &str, wrong: &Wrong) -> Value {
    let mut fields = json!(part);
    fields["at"] = json!(if at.is_empty() { String::new() } else { format!("{at}.") });
    fields["errors"] = wrong.in_part(at);
    fields
}

fn of_item(at: &str, item: &TypedItem, wrong: &Wrong) -> Value {
    let mut fields = with(item, at, wrong);
    let motions =
        item.motions.iter().enumerate().map(|(place, motion)| of_motion(&format!("{at}.motions[{place}]"), motion, wrong));
    fields["motions"] = motions.collect();
    let section = Section::named(&item.section).unwrap_or(Section::NewBusiness);
    // In a template `title` is the page's own.
    fields["heading"] = json!(item.title);
    fields["section_label"] = json!(of_section(section));
    // Nobody moves anything while the group prays.
    let takes_motions = !matches!(section, Section::Opening | Section::Closing);
    let place = item.motions.len();
    fields["new_motion"] =
        json!(takes_motions.then(|| of_motion(&format!("{at}.motions[{place}]"), &TypedMotion::default(), wrong)));
    fields
}

fn of_new_item(at: &str, wrong: &Wrong) -> Value {
    let mut fields = with(&TypedItem::default(), at, wrong);
    fields["heading"] = json!("");
    fields["sections"] = Section::ALL
        .into_iter()
        .map(|section| json!({ "name": section.name(), "label": of_section(section), "chosen": section == Section::NewBusiness }))
        .collect();
    fields
}

fn of_motion(at: &str, motion: &TypedMotion, wrong: &Wrong) -> Value {
    let mut fields = with(motion, at, wrong);
    fields["kinds"] = MotionKind::ALL
        .into_iter()
        .map(|kind| json!({ "name": kind.name(), "label": of_kind(kind), "chosen": kind.name() == motion.kind }))
        .collect();
    fields["thresholds"] = Threshold::ALL
        .into_iter()
        .map(|threshold| {
            json!({ "name": threshold.name(), "label": of_threshold(threshold), "chosen": threshold.name() == motion.threshold })
        })
        .collect();
    fields["fates"] = Fate::NAMES
        .into_iter()
        .map(|name| json!({ "name": name, "label": of_fate(name), "chosen": name == motion.fate }))
        .collect();
    fields["put_off"] = json!(
        ["tabled", "referred"].contains(&motion.fate.as_str())
            || [&motion.tabled_until, &motion.referred_to, &motion.referred_due].iter().any(|words| !words.is_empty())
    );
    fields
}

fn of_fate(name: &str) -> Text {
    Text::new(match name {
        "voted" => "minutes-fate-voted",
        "withdrawn" => "minutes-fate-withdrawn",
        "tabled" => "minutes-fate-tabled",
        _ => "minutes-fate-referred",
    })
}
