//! `/me`: what a member keeps here about herself, what she agrees to, and how she gets in. All of it is hers to read and change.

use std::sync::Arc;

use homegroup_plugin::{Error, Form, Go, Group, GuardedRoute, Page, Place, Purpose, Result, SignedIn, Text, Visitor, guarded};
use rocket::form::FromForm;
use rocket::http::{ContentType, Header};
use rocket::{Responder, State, get, post};
use serde::Serialize;
use serde_json::{Value, json};

use super::Errors;
use crate::house::House;
use crate::members::export::export;
use crate::members::rules::consent::{self, Answer, Change};
use crate::members::rules::{OwnForm, Refusal, own_profile};
use crate::members::store::consents;
use crate::members::{self, Details, details, in_office, sentence};
use crate::{home, mail, sign_in};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show, save, answer, stop_everything, notice, download]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct MeForm {
    #[field(default = "")]
    name: String,
    #[field(default = "")]
    phone: String,
    #[field(default = "")]
    clean_date: String,
    #[field(default = false)]
    march: bool,
    #[field(default = "")]
    zone: String,
}

impl MeForm {
    fn of(details: &Details) -> Self {
        let clean_date = details.clean_date.as_ref();
        Self {
            name: details.display_name.clone(),
            phone: details.phone.as_ref().map(|phone| phone.as_str().to_owned()).unwrap_or_default(),
            clean_date: clean_date.map(|stated| stated.day.to_string()).unwrap_or_default(),
            march: clean_date.is_some_and(|stated| stated.first_of_march),
            zone: details.zone.map(|zone| zone.name().to_owned()).unwrap_or_default(),
        }
    }
}

#[get("/me")]
async fn show(who: SignedIn, house: &State<Arc<House>>, group: &State<Arc<dyn Group>>) -> Result<Page> {
    page(house, group.inner().as_ref(), &who, None, &[]).await
}

#[post("/me", data = "<form>")]
async fn save(
    who: SignedIn,
    house: &State<Arc<House>>,
    group: &State<Arc<dyn Group>>,
    form: Form<MeForm>,
) -> Result<std::result::Result<Go, Page>> {
    let typed = OwnForm {
        name: &form.name,
        phone: &form.phone,
        clean_date: &form.clean_date,
        first_of_march: form.march,
        zone: &form.zone,
    };
    let group_zone = house.profile().zone;
    let refused = async |refusals: &[Refusal]| -> Result<_> {
        Ok(Err(page(house, group.inner().as_ref(), &who, Some(&form), refusals).await?.refused()))
    };
    let profile = match own_profile(typed, |zone| house.clock.today(zone.unwrap_or(group_zone))) {
        Ok(profile) => profile,
        Err(refusals) => return refused(&refusals).await,
    };
    let txn = house.db.begin_write().await?;
    if let Err(refusal) = members::save_own(&txn, &house.seal, &who.member, &profile, house.clock.now()).await? {
        return refused(&[refusal]).await;
    }
    txn.commit().await?;
    Ok(Ok(Go::to("/me").saying("members-notice-saved")))
}

async fn page(house: &House, group: &dyn Group, who: &Visitor, typed: Option<&MeForm>, refusals: &[Refusal]) -> Result<Page> {
    let db = house.db.reader();
    let details = details(db, &house.seal, &who.member).await?.ok_or(Error::NotFound)?;
    let zone = details.zone.unwrap_or(house.profile().zone);
    let errors: Errors = refusals.iter().map(|refusal| (refusal.field(), sentence(*refusal))).collect();
    let serving = in_office(db, house.today()).await?;
    let serving = serving.iter().filter(|term| term.held.member == who.member.0);
    let serving: Vec<Value> =
        serving.map(|term| json!({ "id": term.held.position, "name": term.position_name, "until": term.held.until })).collect();
    let sessions: Vec<Value> = sign_in::sessions_of(house, &who.member)
        .await?
        .iter()
        .map(|session| {
            let local = session.seen_at.with_timezone(&zone);
            json!({ "here": session.id == who.session, "day": local.date_naive(), "time": local.format("%H:%M").to_string() })
        })
        .collect();
    let form = typed.cloned().unwrap_or_else(|| MeForm::of(&details));
    let consents = asked(house, who).await?;
    Ok(Page::new("me/me")
        .with("leap_day", form.clean_date.ends_with("-02-29"))
        .with("form", form)
        .with("errors", errors)
        .with("today", house.clock.today(zone))
        .with("group_zone", house.profile().zone.name())
        .with("zones", chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect::<Vec<_>>())
        .with("email", details.email.as_ref().map(|email| email.as_str()))
        .with("confirmed", details.email_confirmed)
        .with("serving", serving)
        .with("agrees_to_any", consents.iter().any(|asked| !asked["since"].is_null()))
        .with("consents", consents)
        .with("has_passphrase", sign_in::has_passphrase(db, &who.member).await?)
        .with("sessions", sessions)
        .with("blocks", home::slots(house, group, Place::Me, who).await))
}

/// What she is asked, with her answers. What she agreed to stays listed when nobody asks for it any more, so that she can take it back.
async fn asked(house: &House, who: &Visitor) -> Result<Vec<Value>> {
    let standing = consents::standing(house.db.reader(), &who.member).await?;
    let given = |name: &str| standing.iter().find(|(purpose, _)| purpose == name).map(|(_, at)| at);
    let zone = house.profile().zone;
    let offered: Vec<&Purpose> = offered(house).collect();
    let mut asked: Vec<Value> = offered
        .iter()
        .map(|purpose| {
            json!({
                "name": purpose.name,
                "label": Text::new(purpose.label),
                "explains": Text::new(purpose.explains),
                "since": given(purpose.name).map(|at| at.with_timezone(&zone).date_naive()),
            })
        })
        .collect();
    let others = standing.iter().filter(|(name, _)| !offered.iter().any(|purpose| purpose.name == name));
    asked.extend(others.map(|(name, at)| {
        json!({
            "name": name,
            "label": Text::new("members-consent-unasked").with("name", name.as_str()),
            "explains": Text::new("members-consent-unasked-explains"),
            "since": at.with_timezone(&zone).date_naive(),
        })
    }));
    Ok(asked)
}

/// The core's purposes, and those of the plugins that are switched on.
fn offered(house: &House) -> impl Iterator<Item = &'static Purpose> {
    mail::PURPOSES.iter().chain(house.plugins_on().flat_map(|plugin| plugin.personal_data().purposes))
}

#[derive(FromForm)]
struct AnswerForm {
    agrees: bool,
}

#[post("/me/consents/<purpose>", data = "<form>")]
async fn answer(who: SignedIn, house: &State<Arc<House>>, purpose: &str, form: Form<AnswerForm>) -> Result<Go> {
    let wording = offered(house).find(|known| known.name == purpose).map(|known| known.wording_version);
    let answer = if form.agrees { Answer::Yes } else { Answer::No };
    let txn = house.db.begin_write().await?;
    let before = consents::agrees(&txn, &who.member, purpose).await?;
    match consent::answered(wording, before, answer) {
        Some(Change::Withdrawn) => members::withdraw(&txn, &house.seal, &who.member, purpose, house.clock.now()).await?,
        Some(change) => consents::record(&txn, &who.member, purpose, change, house.clock.now()).await?,
        None => {}
    }
    txn.commit().await?;
    Ok(Go::to("/me").saying("members-notice-answered"))
}

#[post("/me/consents/none")]
async fn stop_everything(who: SignedIn, house: &State<Arc<House>>) -> Result<Go> {
    let txn = house.db.begin_write().await?;
    members::withdraw_all(&txn, &who.member, house.clock.now()).await?;
    txn.commit().await?;
    Ok(Go::to("/me").saying("members-notice-answered"))
}

/// The one page that says what is kept about her and why (P18).
#[get("/me/notice")]
fn notice(_who: SignedIn) -> Page {
    Page::new("me/notice")
}

/// Given as a file to keep; nothing is mailed, and no proxy or browser keeps a copy. Whoever signed in long ago does so again first
/// (P11): all of it on a phone that was left on a table is too much.
#[derive(Responder)]
struct Download {
    data: String,
    kind: ContentType,
    name: Header<'static>,
}

#[get("/me/export")]
async fn download(
    who: SignedIn,
    house: &State<Arc<House>>,
    group: &State<Arc<dyn Group>>,
) -> Result<std::result::Result<Download, Go>> {
    if !sign_in::is_fresh(house, &who).await? {
        return Ok(Err(Go::to("/sign-in?back=/me").saying("signin-notice-again")));
    }
    let everything = export(house, group.inner().as_ref(), &who.member).await?;
    Ok(Ok(Download {
        data: serde_json::to_string_pretty(&everything)?,
        kind: ContentType::JSON,
        name: Header::new("Content-Disposition", "attachment; filename=\"mine.json\""),
    }))
}
