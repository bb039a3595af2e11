//! `/sign-in`: the door, and getting in by passphrase.

use std::net::IpAddr;
use std::sync::Arc;

use homegroup_plugin::{Accepts, Anyone, Error, Form, Go, Group, GuardedRoute, MemberId, Page, Result, SignedIn, Text, guarded};
use rocket::form::FromForm;
use rocket::http::CookieJar;
use rocket::{State, get, post};

use crate::house::House;
use crate::members;
use crate::sign_in::store::attempts::{self, Kind};
use crate::sign_in::store::requests::{self, Asked};
use crate::sign_in::store::{passphrases, sessions};
use crate::sign_in::{Door, answer_soon, enter, hashing, rules};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show, by_passphrase, sign_out]
}

/// What was typed at the door.
#[derive(Default)]
pub(super) struct Typed<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub email_error: Option<Text>,
    pub passphrase_error: Option<Text>,
}

/// The page with both ways in. `back` is where to go on to, as it was asked for.
pub(super) fn page(house: &House, group: &dyn Group, back: &str, typed: Typed<'_>) -> Page {
    Page::new("sign_in/sign_in")
        .with("is_set_up", house.group().is_some())
        .with("mails", group.accepts() == Accepts::Mail)
        .with("back", rules::way_back(back))
        .with("email", typed.email)
        .with("name", typed.name)
        .with("email_error", typed.email_error)
        .with("passphrase_error", typed.passphrase_error)
}

#[get("/sign-in?<back>")]
fn show(
    who: Anyone,
    house: &State<Arc<House>>,
    group: &State<Arc<dyn Group>>,
    back: Option<&str>,
) -> std::result::Result<Page, Go> {
    match (who.visitor, back.and_then(rules::way_back)) {
        // Somebody who is signed in and came by herself has nothing to do here; one who was sent is to prove again who she is.
        (Some(_), None) => Err(Go::to("/")),
        (_, back) => Ok(page(house, group.inner().as_ref(), back.unwrap_or_default(), Typed::default())),
    }
}

#[derive(FromForm)]
struct ByPassphrase {
    #[field(default = "")]
    name: String,
    #[field(default = "")]
    passphrase: String,
    #[field(default = "")]
    back: String,
}

/// Nobody's id: looking it up takes the same work as a member's.
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

#[post("/sign-in/passphrase", data = "<form>")]
async fn by_passphrase(
    who: Anyone,
    address: Option<IpAddr>,
    door: &State<Door>,
    house: &State<Arc<House>>,
    group: &State<Arc<dyn Group>>,
    cookies: &CookieJar<'_>,
    form: Form<ByPassphrase>,
) -> Result<std::result::Result<Go, Page>> {
    door.knock(address)?;
    let subject = house.seal.lookup("sign-in-name", &members::rules::name::name_key(&form.name));
    let now = house.clock.now();
    let member = named(house, &form.name).await?;
    let looked_up = member.clone().unwrap_or_else(|| MemberId(NOBODY.to_owned()));
    let txn = house.db.begin_write().await?;
    let wait = attempts::count(&txn, Kind::Passphrase, &subject, rules::PASSPHRASE_TRIES, now).await?;
    if wait.is_some() {
        requests::add(&txn, Asked::Guessed(looked_up.clone()), now).await?;
    }
    txn.commit().await?;
    if let Some(seconds) = wait {
        answer_soon(house);
        return Err(Error::TooMany(seconds));
    }
    let stored = passphrases::hash_of(house.db.reader(), &looked_up).await?;
    let fits = hashing::fits(stored, rules::Passphrase::typed(&form.passphrase)).await?;
    let (Some(member), true) = (member, fits) else {
        let passphrase_error = Some(Text::new("signin-passphrase-wrong"));
        let typed = Typed { name: &form.name, passphrase_error, ..Typed::default() };
        return Ok(Err(page(house, group.inner().as_ref(), &form.back, typed).refused()));
    };
    let txn = house.db.begin_write().await?;
    let token = enter(&txn, &member, false, who.visitor.as_ref(), now).await?;
    attempts::forgive(&txn, Kind::Passphrase, &subject).await?;
    txn.commit().await?;
    super::keep(house, cookies, token);
    Ok(Ok(Go::to(rules::way_back(&form.back).unwrap_or("/"))))
}

/// The member who goes by this name or has this address. Both are looked up, so that it takes the same work either way.
async fn named(house: &House, typed: &str) -> Result<Option<MemberId>> {
    let db = house.db.reader();
    let by_email = members::find_by_email(db, &members::email_lookup(&house.seal, typed)).await?;
    Ok(members::find_by_name(db, typed).await?.or(by_email))
}

#[post("/sign-in/end")]
async fn sign_out(who: SignedIn, house: &State<Arc<House>>, cookies: &CookieJar<'_>) -> Result<Go> {
    let txn = house.db.begin_write().await?;
    sessions::end(&txn, &who.session).await?;
    txn.commit().await?;
    super::drop(house, cookies);
    Ok(Go::to("/sign-in").saying("signin-notice-out"))
}
