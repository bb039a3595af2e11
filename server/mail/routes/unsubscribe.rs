//! `/u/<token>`: the page behind the unsubscribe link, and the one-click address of RFC 8058.
//!
//! Mail programs and scanners open links by themselves, so a GET shows a button and changes nothing. The POST is the one route that
//! other sites may call, and whatever the token, the answer is the same.

use std::sync::Arc;

use homegroup_plugin::{Anyone, Form, GuardedRoute, Page, Result, guarded};
use rocket::form::FromForm;
use rocket::{State, get, post};

use crate::house::House;
use crate::mail::unsubscribe;

pub fn routes() -> Vec<GuardedRoute> {
    let one_click = guarded![stop].into_iter().map(GuardedRoute::open_to_other_sites);
    guarded![ask].into_iter().chain(one_click).collect()
}

#[get("/u/<token>")]
fn ask(_who: Anyone, token: &str) -> Page {
    Page::new("mail/stop").with("token", token).with("done", false)
}

#[derive(FromForm)]
struct Stop {
    /// `everything` from the second button of the page; a mail program sends `List-Unsubscribe=One-Click` instead.
    #[field(default = "")]
    which: String,
}

/// A body that cannot be read is taken for the ordinary wish: whoever posts here wants less mail, not an error.
#[post("/u/<token>", data = "<form>")]
async fn stop(_who: Anyone, house: &State<Arc<House>>, token: &str, form: Option<Form<Stop>>) -> Result<Page> {
    let everything = form.is_some_and(|form| form.which == "everything");
    unsubscribe::stop(house, token, everything).await?;
    Ok(Page::new("mail/stop").with("token", token).with("done", true))
}
