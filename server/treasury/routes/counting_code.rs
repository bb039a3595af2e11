//! `/me/counting-code`: the digits with which a member confirms a basket on the treasurer's phone. They are never shown again.

use std::collections::BTreeMap;
use std::sync::Arc;

use homegroup_plugin::{Form, Go, GuardedRoute, Page, Result, SignedIn, Text, Visitor, guarded};
use rocket::form::FromForm;
use rocket::{State, get, post};

use crate::house::House;
use crate::sign_in;
use crate::treasury::counting;
use crate::treasury::rules::counting_code::{Code, DIGITS, Refusal, Standing};
use crate::treasury::sentences::counting::{moment, unfit};

pub(super) fn routes() -> Vec<GuardedRoute> {
    guarded![show, save]
}

async fn page(house: &House, who: &Visitor, refusals: &[Refusal]) -> Result<Page> {
    let standing = counting::code_of(house, &who.member).await?;
    let errors: BTreeMap<&str, Text> = refusals.iter().map(|refusal| (refusal.field(), unfit(*refusal))).collect();
    let rests = match standing {
        Some(Standing::Rests(until)) => Some(Text::new("treasury-code-rests").with("moment", moment(house, until))),
        _ => None,
    };
    Ok(Page::new("treasury/counting-code")
        .with("has", standing.is_some())
        .with("worn_out", standing == Some(Standing::WornOut))
        .with("rests", rests)
        .with("most", DIGITS.end())
        .with("errors", errors))
}

/// Whoever signed in long ago does so again first: on a phone that was left on a table, a code of somebody else's would go on
/// confirming after the phone is back in her hand.
fn again() -> Go {
    Go::to("/sign-in?back=/me/counting-code").saying("signin-notice-again")
}

#[get("/me/counting-code")]
async fn show(who: SignedIn, house: &State<Arc<House>>) -> Result<std::result::Result<Page, Go>> {
    if !sign_in::is_fresh(house, &who).await? {
        return Ok(Err(again()));
    }
    Ok(Ok(page(house, &who, &[]).await?))
}

#[derive(FromForm)]
struct CodeForm {
    #[field(default = "")]
    code: String,
    #[field(default = "")]
    again: String,
}

#[post("/me/counting-code", data = "<form>")]
async fn save(who: SignedIn, house: &State<Arc<House>>, form: Form<CodeForm>) -> Result<std::result::Result<Go, Page>> {
    if !sign_in::is_fresh(house, &who).await? {
        return Ok(Ok(again()));
    }
    match Code::new(&form.code, &form.again) {
        Ok(code) => {
            counting::set_code(house, &who.member, &code).await?;
            Ok(Ok(Go::to("/me").saying("treasury-notice-code-set")))
        }
        Err(refusals) => Ok(Err(page(house, &who, &refusals).await?.refused())),
    }
}
