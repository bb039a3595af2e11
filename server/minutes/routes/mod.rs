//! The pages about business meetings: list, writing, reading, sending out, approving, decisions.

mod action_items;
mod approval;
mod begin;
mod circulation;
mod document;
mod fields;
mod form;
mod list;
mod obstacles;
mod read;
mod write;

use homegroup_plugin::{Error, Go, GuardedRoute, Page, Result, Right, Visitor};

use super::rules::lint::Kind;
use super::store::meetings::{self, Kept};
use crate::house::House;

/// All routes of the slice.
pub fn routes() -> Vec<GuardedRoute> {
    [
        list::routes(),
        begin::routes(),
        read::routes(),
        write::routes(),
        circulation::routes(),
        approval::routes(),
        action_items::routes(),
    ]
    .concat()
}

/// A redirect when it is done, a page when it is not.
type Answer = Result<std::result::Result<Go, Page>>;

/// The minutes of an address as far as this visitor may know of them: a draft is not there for readers.
async fn find(house: &House, who: &Visitor, id: &str) -> Result<Kept> {
    let kept = meetings::find(house.db.reader(), id).await?;
    kept.filter(|kept| kept.state.is_public_to_members() || who.may(Right::Minutes)).ok_or(Error::NotFound)
}

/// Her answers to the lint's guesses, as the checkboxes post them: `name:dana hall`.
fn stated(posted: &[String]) -> Vec<(Kind, String)> {
    let read = |answer: &String| {
        let (kind, words) = answer.split_once(':')?;
        Some((Kind::named(kind)?, words.to_owned()))
    };
    posted.iter().filter_map(read).collect()
}

/// The page for who acted on minutes that changed in the meantime: nothing was done, and she sees what they say now.
fn moved_on(kept: &Kept) -> Error {
    let document = document::of(kept, &[]);
    Error::Conflict(Box::new(Page::new("minutes/moved_on").with("id", &kept.id).with("document", document)))
}
