//! The decision something rests on, as forms ask for it and pages show it.

use homegroup_plugin::{Result, Text};

use crate::minutes;
use crate::treasury::routes::desk::Choice;
use crate::treasury::routes::view::View;
use crate::treasury::rules::surplus::adopted::{KnownDecision, RestsOn};
use crate::treasury::store::Reader;

/// So much of a decision's wording stands in a list.
const OPENING: usize = 60;

/// The numbered decisions of the register, the newest first.
pub(in crate::treasury::routes) async fn register(db: &impl Reader) -> Result<Vec<KnownDecision>> {
    let decisions = minutes::decisions(db).await?;
    let known = decisions.into_iter().filter_map(|decision| {
        Some(KnownDecision { number: decision.number?, decided_on: decision.decided_on, wording: decision.wording })
    });
    Ok(known.collect())
}

/// The register to choose from.
pub(in crate::treasury::routes) fn choices(known: &[KnownDecision], view: &View, chosen: &str) -> Vec<Choice> {
    let choice = |decision: &KnownDecision| {
        let words: String = decision.wording.chars().take(OPENING).collect();
        let cut = if words.len() < decision.wording.len() { "…" } else { "" };
        let label = Text::new("treasury-decision-choice")
            .with("number", decision.number)
            .with("words", format!("{}{cut}", words.trim_end()));
        Choice::new(decision.number.to_string(), view.spoken.say(&label), chosen)
    };
    known.iter().map(choice).collect()
}

/// What it rests on, in words.
pub(in crate::treasury::routes) fn said(rests_on: RestsOn, view: &View) -> Text {
    match rests_on {
        RestsOn::Decision(number) => Text::new("treasury-rests-on-decision").with("number", number),
        RestsOn::Meeting(held_on) => Text::new("treasury-rests-on-meeting").with("day", view.day(held_on)),
    }
}
