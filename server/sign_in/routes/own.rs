//! What a signed-in member changes about how she gets in: her passphrase, her address, her other sessions. Whoever signed in long ago
//! proves again that it is she, for a phone may have been left on a table.

use std::sync::Arc;

use homegroup_plugin::{Accepts, Error, Form, Go, Group, GuardedRoute, Page, Result, SignedIn, Text, Visitor, guarded};
use rocket::form::FromForm;
use rocket::http::{CookieJar, Status};
use rocket::{State, get, post};
use serde_json::{Value, json};

use crate::house::House;
use crate::members;
use crate::members::rules::Email;
use crate::sign_in::store::attempts::{self, Kind};
use crate::sign_in::store::links::{self, Use};
use crate::sign_in::store::passphrases;
use crate::sign_in::{end_sessions, forget_links, has_passphrase, hashing, is_fresh, letters, rules, sentence, set_passphrase};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![
        passphrase,
        save_passphrase,
        address,
        ask_address,
        remove_address,
        look_at_address,
        confirm_address,
        sign_out_everywhere
    ]
}

/// What she must show before she may change how she gets in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// Nothing: she signed in a moment ago.
    Fresh,
    /// Her present passphrase.
    Passphrase,
    /// She has none, so she signs in again.
    SignIn,
}

async fn proof(house: &House, visitor: &Visitor) -> Result<Proof> {
    if is_fresh(house, visitor).await? {
        return Ok(Proof::Fresh);
    }
    let has = has_passphrase(house.db.reader(), &visitor.member).await?;
    Ok(if has { Proof::Passphrase } else { Proof::SignIn })
}

/// Checks what she typed as her present passphrase, where one is asked for.
async fn proves(house: &House, visitor: &Visitor, present: &str) -> Result<Result<(), Text>> {
    match proof(house, visitor).await? {
        Proof::Fresh => return Ok(Ok(())),
        Proof::SignIn => return Ok(Err(Text::new("signin-again-first"))),
        Proof::Passphrase => {}
    }
    let subject = house.seal.lookup("sign-in-own", &visitor.member.0);
    let txn = house.db.begin_write().await?;
    let wait = attempts::count(&txn, Kind::Passphrase, &subject, rules::PASSPHRASE_TRIES, house.clock.now()).await?;
    txn.commit().await?;
    if let Some(seconds) = wait {
        return Err(Error::TooMany(seconds));
    }
    let stored = passphrases::hash_of(house.db.reader(), &visitor.member).await?;
    if !hashing::fits(stored, rules::Passphrase::typed(present)).await? {
        return Ok(Err(Text::new("signin-present-wrong")));
    }
    let txn = house.db.begin_write().await?;
    attempts::forgive(&txn, Kind::Passphrase, &subject).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// The values that `sign_in/proof` asks for.
async fn asks(house: &House, visitor: &Visitor, back: &'static str) -> Result<Value> {
    let proof = proof(house, visitor).await?;
    Ok(json!({ "present": proof == Proof::Passphrase, "again": proof == Proof::SignIn, "back": back }))
}

type Errors = std::collections::BTreeMap<&'static str, Text>;

async fn passphrase_page(house: &House, visitor: &Visitor, errors: &Errors) -> Result<Page> {
    Ok(Page::new("me/passphrase")
        .with("has", has_passphrase(house.db.reader(), &visitor.member).await?)
        .with("proof", asks(house, visitor, "/me/passphrase").await?)
        .with("errors", errors))
}

#[get("/me/passphrase")]
async fn passphrase(who: SignedIn, house: &State<Arc<House>>) -> Result<Page> {
    passphrase_page(house, &who, &Errors::new()).await
}

#[derive(FromForm)]
struct PassphraseForm {
    #[field(default = "")]
    present: String,
    #[field(default = "")]
    passphrase: String,
    #[field(default = "")]
    again: String,
}

#[post("/me/passphrase", data = "<form>")]
async fn save_passphrase(
    who: SignedIn,
    house: &State<Arc<House>>,
    form: Form<PassphraseForm>,
) -> Result<std::result::Result<Go, Page>> {
    let profile = house.profile();
    let email = members::email(house.db.reader(), &house.seal, &who.member).await?.map(|(email, _)| email.as_str().to_owned());
    let known = [&*profile.name, &*profile.neutral_name, &*who.display_name, email.as_deref().unwrap_or_default()];
    let new = rules::Passphrase::new(&form.passphrase, &form.again, &known);
    let mut errors: Errors =
        new.as_ref().err().into_iter().flatten().map(|refusal| (refusal.field(), sentence(*refusal))).collect();
    if let Err(sentence) = proves(house, &who, &form.present).await? {
        errors.insert("present", sentence);
    }
    match new {
        Ok(new) if errors.is_empty() => {
            set_passphrase(house, &who.member, new, Some(&who.session)).await?;
            Ok(Ok(Go::to("/me").saying("signin-notice-passphrase-set")))
        }
        _ => Ok(Err(passphrase_page(house, &who, &errors).await?.refused())),
    }
}

async fn address_page(house: &House, group: &dyn Group, visitor: &Visitor, typed: &str, errors: &Errors) -> Result<Page> {
    let email = members::email(house.db.reader(), &house.seal, &visitor.member).await?;
    Ok(Page::new("me/address")
        .with("email", email.as_ref().map(|(email, _)| email.as_str()))
        .with("confirmed", email.as_ref().is_some_and(|(_, confirmed)| *confirmed))
        .with("mails", group.accepts() == Accepts::Mail)
        .with("proof", asks(house, visitor, "/me/address").await?)
        .with("typed", typed)
        .with("errors", errors))
}

#[get("/me/address")]
async fn address(who: SignedIn, house: &State<Arc<House>>, group: &State<Arc<dyn Group>>) -> Result<Page> {
    address_page(house, group.inner().as_ref(), &who, "", &Errors::new()).await
}

#[derive(FromForm)]
struct AddressForm {
    #[field(default = "")]
    present: String,
    #[field(default = "")]
    email: String,
}

/// Mails a link to the new address. The answer is the same when another member has it, so that nobody can ask who is here.
#[post("/me/address", data = "<form>")]
async fn ask_address(
    who: SignedIn,
    house: &State<Arc<House>>,
    group: &State<Arc<dyn Group>>,
    form: Form<AddressForm>,
) -> Result<std::result::Result<Go, Page>> {
    let email = Email::parse(&form.email);
    let mut errors: Errors =
        email.as_ref().err().into_iter().map(|refusal| (refusal.field(), members::sentence(*refusal))).collect();
    if let Err(sentence) = proves(house, &who, &form.present).await? {
        errors.insert("present", sentence);
    }
    let email = match email {
        Ok(email) if errors.is_empty() => email,
        _ => return Ok(Err(address_page(house, group.inner().as_ref(), &who, &form.email, &errors).await?.refused())),
    };
    let now = house.clock.now();
    let subject = members::email_lookup(&house.seal, email.as_str());
    let txn = house.db.begin_write().await?;
    if let Some(seconds) = attempts::count(&txn, Kind::Link, &subject, rules::LINK_REQUESTS, now).await? {
        return Err(Error::TooMany(seconds));
    }
    letters::ask_to_confirm(house, &txn, &who.member, email).await?;
    txn.commit().await?;
    house.mail_waits.notify_one();
    Ok(Ok(Go::to("/me").saying("signin-notice-confirm")))
}

#[post("/me/address/removal", data = "<form>")]
async fn remove_address(
    who: SignedIn,
    house: &State<Arc<House>>,
    group: &State<Arc<dyn Group>>,
    form: Form<AddressForm>,
) -> Result<std::result::Result<Go, Page>> {
    if let Err(sentence) = proves(house, &who, &form.present).await? {
        let errors = Errors::from([("present", sentence)]);
        return Ok(Err(address_page(house, group.inner().as_ref(), &who, "", &errors).await?.refused()));
    }
    let txn = house.db.begin_write().await?;
    letters::tell_changed(house, &txn, &who.member).await?;
    members::clear_email(&txn, &who.member).await?;
    forget_links(&txn, &who.member).await?;
    txn.commit().await?;
    house.mail_waits.notify_one();
    Ok(Ok(Go::to("/me").saying("signin-notice-address-removed")))
}

/// The link of a mail to a new address. Only she who asked for it may confirm it, so that nobody is talked into taking over
/// somebody else's mail.
#[get("/me/addresses/<token>")]
async fn look_at_address(who: SignedIn, house: &State<Arc<House>>, token: &str) -> Result<Page> {
    let link = links::find(house.db.reader(), &house.seal, token, house.clock.now()).await?;
    Ok(match link {
        Some(link) if link.member == who.member && matches!(link.purpose, Use::Confirm(_)) => {
            Page::new("me/confirm").with("token", token)
        }
        _ => Page::new("sign_in/gone").status(Status::Gone),
    })
}

#[post("/me/addresses/<token>")]
async fn confirm_address(who: SignedIn, house: &State<Arc<House>>, token: &str) -> Result<std::result::Result<Go, Page>> {
    let now = house.clock.now();
    let txn = house.db.begin_write().await?;
    let gone = || Ok(Err(Page::new("sign_in/gone").status(Status::Gone)));
    let Some(link) = links::take(&txn, &house.seal, token, now).await? else { return gone() };
    let Use::Confirm(email) = link.purpose else { return gone() };
    if link.member != who.member {
        return gone();
    }
    letters::tell_changed(house, &txn, &who.member).await?;
    if let Err(refusal) = members::set_email(&txn, &house.seal, &who.member, &email, now).await? {
        return Err(Error::Refused(members::sentence(refusal)));
    }
    forget_links(&txn, &who.member).await?;
    txn.commit().await?;
    house.mail_waits.notify_one();
    Ok(Ok(Go::to("/me").saying("signin-notice-address-set")))
}

#[post("/me/sessions/end")]
async fn sign_out_everywhere(who: SignedIn, house: &State<Arc<House>>, cookies: &CookieJar<'_>) -> Result<Go> {
    let txn = house.db.begin_write().await?;
    end_sessions(&txn, &who.member).await?;
    txn.commit().await?;
    super::drop(house, cookies);
    Ok(Go::to("/sign-in").saying("signin-notice-out-everywhere"))
}
