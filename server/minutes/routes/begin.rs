//! Beginning the minutes of a meeting: one question, its day. The agenda makes itself.

use std::sync::Arc;

use homegroup_plugin::{Form, Go, GuardedRoute, May, Page, Text, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};

use super::Answer;
use crate::house::House;
use crate::minutes::acts;
use crate::minutes::rules::name::NameInMinutes;
use crate::minutes::rules::read::{Reader, Refusal};
use crate::minutes::sentences::of_field;

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![new, create]
}

#[derive(FromForm)]
struct BeginForm {
    #[field(default = "")]
    held_on: String,
}

#[get("/minutes/new")]
fn new(_who: May<right::Minutes>, house: &State<Arc<House>>) -> Page {
    page(&house.today().to_string(), None)
}

fn page(held_on: &str, error: Option<Text>) -> Page {
    Page::new("minutes/new").with("held_on", held_on).with("error", error)
}

/// A second click finds that the day has its minutes already, and so makes none.
#[post("/minutes", data = "<form>")]
async fn create(who: May<right::Minutes>, house: &State<Arc<House>>, form: Form<BeginForm>) -> Answer {
    let refused = |text: Text| Ok(Err(page(&form.held_on, Some(text)).refused()));
    let mut reader = Reader::new();
    let held_on = reader.day("held_on", &form.held_on);
    let held_on = match (reader.finish(()), held_on) {
        (Ok(()), Some(day)) => day,
        (Ok(()), None) => return refused(of_field(Refusal::DayMissing)),
        (Err(_), _) => return refused(of_field(Refusal::NotADay)),
    };
    let txn = house.db.begin_write().await?;
    match acts::begin(&txn, house, held_on, NameInMinutes::parse(&who.display_name)).await? {
        Some(id) => {
            txn.commit().await?;
            Ok(Ok(Go::to(format!("/minutes/{id}/edit")).saying("minutes-notice-begun")))
        }
        None => refused(Text::new("minutes-day-taken")),
    }
}
