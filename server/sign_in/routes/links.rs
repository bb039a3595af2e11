//! Getting in by a mailed link. Mail scanners fetch links, so looking at one uses nothing up; pressing the button does.

use std::net::IpAddr;
use std::sync::Arc;

use homegroup_plugin::{Anyone, Form, Go, Group, GuardedRoute, Page, Result, guarded};
use rocket::form::FromForm;
use rocket::http::{CookieJar, Status};
use rocket::{State, get, post};

use super::page::{self, Typed};
use crate::house::House;
use crate::members;
use crate::members::rules::Email;
use crate::sign_in::store::attempts::{self, Kind};
use crate::sign_in::store::links::{self, Use};
use crate::sign_in::store::requests::{self, Asked};
use crate::sign_in::{Door, answer_soon, enter, rules};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![ask, asked, look, open]
}

#[derive(FromForm)]
struct Ask {
    #[field(default = "")]
    email: String,
    #[field(default = "")]
    back: String,
}

/// The same rows are written and the same answer given whether or not anybody has the address; who it belongs to is looked up only
/// when the answer is on its way (P6).
#[post("/sign-in/links", data = "<form>")]
async fn ask(
    _who: Anyone,
    address: Option<IpAddr>,
    door: &State<Door>,
    house: &State<Arc<House>>,
    group: &State<Arc<dyn Group>>,
    form: Form<Ask>,
) -> Result<std::result::Result<Go, Page>> {
    door.knock(address)?;
    let email = match Email::parse(&form.email) {
        Ok(email) => email,
        Err(refusal) => {
            let typed = Typed { email: &form.email, email_error: Some(members::sentence(refusal)), ..Typed::default() };
            return Ok(Err(page::page(house, group.inner().as_ref(), &form.back, typed).refused()));
        }
    };
    let now = house.clock.now();
    let email_lookup = members::email_lookup(&house.seal, email.as_str());
    let txn = house.db.begin_write().await?;
    if attempts::count(&txn, Kind::Link, &email_lookup, rules::LINK_REQUESTS, now).await?.is_none() {
        let back = rules::way_back(&form.back).map(str::to_owned);
        requests::add(&txn, Asked::Link { email_lookup, back }, now).await?;
    }
    txn.commit().await?;
    answer_soon(house);
    Ok(Ok(Go::to("/sign-in/sent")))
}

#[get("/sign-in/sent")]
fn asked(_who: Anyone) -> Page {
    Page::new("sign_in/sent")
}

#[get("/sign-in/links/<token>")]
async fn look(_who: Anyone, house: &State<Arc<House>>, token: &str) -> Result<Page> {
    let link = links::find(house.db.reader(), &house.seal, token, house.clock.now()).await?;
    Ok(match link.map(|link| link.purpose) {
        Some(Use::SignIn { .. }) => Page::new("sign_in/link").with("token", token),
        _ => gone(),
    })
}

#[post("/sign-in/links/<token>")]
async fn open(
    who: Anyone,
    house: &State<Arc<House>>,
    cookies: &CookieJar<'_>,
    token: &str,
) -> Result<std::result::Result<Go, Page>> {
    let now = house.clock.now();
    let txn = house.db.begin_write().await?;
    let Some(link) = links::take(&txn, &house.seal, token, now).await? else { return Ok(Err(gone())) };
    let Use::SignIn { mailed, back } = link.purpose else { return Ok(Err(gone())) };
    let session = enter(&txn, &link.member, mailed, who.visitor.as_ref(), now).await?;
    txn.commit().await?;
    super::keep(house, cookies, session);
    Ok(Ok(Go::to(back.as_deref().and_then(rules::way_back).unwrap_or("/"))))
}

/// A link that was used, has run out, or never was: nobody needs to know which.
fn gone() -> Page {
    Page::new("sign_in/gone").status(Status::Gone)
}
