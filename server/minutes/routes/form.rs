//! The form on which minutes are written, as the browser posts it.

use rocket::form::FromForm;

use crate::minutes::rules::typed::{TypedActionItem, TypedItem, TypedMinutes, TypedMotion};

/// The whole form.
#[derive(FromForm)]
pub struct MinutesForm {
    /// The version it was made from.
    #[field(default = 0)]
    pub version: i64,
    /// The part of the page to come back to.
    #[field(default = "")]
    pub at: String,
    /// Answers to the lint's guesses.
    pub stated: Vec<String>,
    #[field(default = "")]
    held_on: String,
    #[field(default = "")]
    place: String,
    #[field(default = "")]
    chair: String,
    #[field(default = "")]
    secretary: String,
    #[field(default = "")]
    attendance: String,
    #[field(default = "")]
    opened_at: String,
    #[field(default = "")]
    closed_at: String,
    #[field(default = "")]
    next_meeting: String,
    next_not_fixed: bool,
    items: Vec<ItemForm>,
    action_items: Vec<ActionItemForm>,
}

#[derive(FromForm)]
struct ItemForm {
    #[field(default = "")]
    id: String,
    #[field(default = "")]
    section: String,
    #[field(default = "")]
    title: String,
    #[field(default = "")]
    notes: String,
    motions: Vec<MotionForm>,
    removed: bool,
}

#[derive(FromForm)]
struct MotionForm {
    #[field(default = "")]
    id: String,
    #[field(default = "")]
    kind: String,
    #[field(default = "")]
    wording: String,
    #[field(default = "")]
    mover: String,
    #[field(default = "")]
    seconder: String,
    second_not_needed: bool,
    #[field(default = "")]
    threshold: String,
    #[field(default = "")]
    fate: String,
    #[field(default = "")]
    votes_for: String,
    #[field(default = "")]
    votes_against: String,
    #[field(default = "")]
    abstentions: String,
    no_objection: bool,
    #[field(default = "")]
    minority_view: String,
    no_minority: bool,
    #[field(default = "")]
    tabled_until: String,
    #[field(default = "")]
    referred_to: String,
    #[field(default = "")]
    referred_due: String,
    removed: bool,
}

#[derive(FromForm)]
struct ActionItemForm {
    #[field(default = "")]
    id: String,
    #[field(default = "")]
    task: String,
    #[field(default = "")]
    owner: String,
    #[field(default = "")]
    due_on: String,
    removed: bool,
}

impl From<MinutesForm> for TypedMinutes {
    fn from(form: MinutesForm) -> Self {
        Self {
            held_on: form.held_on,
            place: form.place,
            chair: form.chair,
            secretary: form.secretary,
            attendance: form.attendance,
            opened_at: form.opened_at,
            closed_at: form.closed_at,
            next_meeting: form.next_meeting,
            next_not_fixed: form.next_not_fixed,
            items: form.items.into_iter().map(TypedItem::from).collect(),
            action_items: form.action_items.into_iter().map(TypedActionItem::from).collect(),
        }
    }
}

impl From<ItemForm> for TypedItem {
    fn from(form: ItemForm) -> Self {
        let motions = form.motions.into_iter().map(TypedMotion::from).collect();
        Self { id: form.id, section: form.section, title: form.title, notes: form.notes, motions, removed: form.removed }
    }
}

impl From<ActionItemForm> for TypedActionItem {
    fn from(form: ActionItemForm) -> Self {
        Self { id: form.id, task: form.task, owner: form.owner, due_on: form.due_on, removed: form.removed }
    }
}

impl From<MotionForm> for TypedMotion {
    fn from(form: MotionForm) -> Self {
        Self {
            id: form.id,
            kind: form.kind,
            wording: form.wording,
            mover: form.mover,
            seconder: form.seconder,
            second_not_needed: form.second_not_needed,
            threshold: form.threshold,
            fate: form.fate,
            votes_for: form.votes_for,
            votes_against: form.votes_against,
            abstentions: form.abstentions,
            no_objection: form.no_objection,
            minority_view: form.minority_view,
            no_minority: form.no_minority,
            tabled_until: form.tabled_until,
            referred_to: form.referred_to,
            referred_due: form.referred_due,
            removed: form.removed,
        }
    }
}
