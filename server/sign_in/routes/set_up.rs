//! `/set-up`: the first page of a new group. It asks for what is needed and no more, lets the first officer in, and is gone.

use std::collections::BTreeMap;
use std::sync::Arc;

use homegroup_plugin::{Anyone, Error, Form, Go, GuardedRoute, Page, Result, Text, guarded};
use rocket::form::FromForm;
use rocket::http::CookieJar;
use rocket::{State, get, post};
use serde::Serialize;

use crate::house::House;
use crate::members::rules::{Refusal, new_member};
use crate::sign_in::rules::Passphrase;
use crate::sign_in::store::{passphrases, set_up};
use crate::sign_in::{enter, hashing, sentence};
use crate::{home_group, members};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show, save]
}

/// The form. `name` is the group's, `officer` her own. Passphrases are never shown again.
#[derive(Clone, Default, FromForm, Serialize)]
struct SetUpForm {
    #[field(default = "")]
    token: String,
    #[field(default = "")]
    name: String,
    #[field(default = "")]
    neutral_name: String,
    #[field(default = "")]
    zone: String,
    #[field(default = "")]
    currency: String,
    #[field(default = "")]
    officer: String,
    #[field(default = "")]
    email: String,
    #[serde(skip)]
    #[field(default = "")]
    passphrase: String,
    #[serde(skip)]
    #[field(default = "")]
    again: String,
}

type Errors = BTreeMap<&'static str, Text>;

fn page(form: &SetUpForm, errors: &Errors) -> Page {
    Page::new("set_up/set_up")
        .with("form", form)
        .with("errors", errors)
        .with("zones", chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect::<Vec<_>>())
}

/// Without a link that leads here there is no such page; after the set-up there is none for anybody.
async fn check(house: &House, token: &str) -> Result<()> {
    let open = house.group().is_none() && set_up::opens(house.db.reader(), token, house.clock.now()).await?;
    if open { Ok(()) } else { Err(Error::NotFound) }
}

#[get("/set-up?<token>")]
async fn show(_who: Anyone, house: &State<Arc<House>>, token: Option<&str>) -> Result<Page> {
    let token = token.unwrap_or_default();
    check(house, token).await?;
    Ok(page(&SetUpForm { token: token.to_owned(), currency: "USD".into(), ..Default::default() }, &Errors::new()))
}

#[post("/set-up", data = "<form>")]
async fn save(
    _who: Anyone,
    house: &State<Arc<House>>,
    cookies: &CookieJar<'_>,
    form: Form<SetUpForm>,
) -> Result<std::result::Result<Go, Page>> {
    check(house, &form.token).await?;
    let facts = home_group::rules::facts(&form.name, &form.neutral_name, &form.zone, &form.currency, home_group::tells);
    let officer = new_member(&form.officer, &form.email);
    let known = [&*form.name, &*form.neutral_name, &*form.officer, &*form.email];
    let passphrase = Passphrase::new(&form.passphrase, &form.again, &known);
    let (facts, officer, passphrase) = match (facts, officer, passphrase) {
        (Ok(facts), Ok(officer), Ok(passphrase)) => (facts, officer, passphrase),
        (facts, officer, passphrase) => {
            let facts = facts.err().into_iter().flatten().map(|refusal| (refusal.field(), home_group::text(refusal)));
            let officer = officer.err().into_iter().flatten().map(|refusal| (field(refusal), members::sentence(refusal)));
            let passphrase = passphrase.err().into_iter().flatten().map(|refusal| (refusal.field(), sentence(refusal)));
            return Ok(Err(page(&form, &facts.chain(officer).chain(passphrase).collect()).refused()));
        }
    };
    let hash = hashing::hash(passphrase).await?;
    let now = house.clock.now();
    let today = house.clock.today(facts.zone);
    let say = |text: Text| house.views.catalogue().say("en", &text).unwrap_or_else(|| text.key().to_owned());
    let txn = house.db.begin_write().await?;
    home_group::create(&txn, &facts, now).await?;
    let first = match members::add(&txn, &house.seal, &officer, now).await? {
        Ok(first) => first,
        Err(refusals) => {
            let errors = refusals.into_iter().map(|refusal| (field(refusal), members::sentence(refusal))).collect();
            return Ok(Err(page(&form, &errors).refused()));
        }
    };
    members::give_defaults(&txn, say, &first, today).await?;
    passphrases::set(&txn, &first, hash, now).await?;
    set_up::delete_all(&txn).await?;
    let token = enter(&txn, &first, false, None, now).await?;
    txn.commit().await?;
    house.refresh().await?;
    super::keep(house, cookies, token);
    Ok(Ok(Go::to("/").saying("setup-notice-done")))
}

/// Her name has another field here than on the page of members.
fn field(refusal: Refusal) -> &'static str {
    match refusal.field() {
        "name" => "officer",
        field => field,
    }
}
