//! `/settings`: what the group decided about itself, and its plugins.

use std::sync::Arc;

use homegroup_plugin::{Form, Go, GuardedRoute, May, Page, Result, Text, discreet, guarded, right};
use rocket::form::FromForm;
use rocket::{State, get, post};
use serde::Serialize;

use super::rules::{self, Refusal};
use super::store;
use crate::house::House;
use crate::{plugin_settings, treasury};

/// The settings page and its form.
pub fn routes() -> Vec<GuardedRoute> {
    guarded![show, save]
}

#[derive(Clone, Debug, Default, FromForm, Serialize)]
struct FactsForm {
    #[field(default = "")]
    name: String,
    #[field(default = "")]
    neutral_name: String,
    #[field(default = "")]
    zone: String,
    #[field(default = "")]
    currency: String,
}

#[get("/settings")]
async fn show(_who: May<right::Settings>, house: &State<Arc<House>>) -> Result<Page> {
    let profile = house.profile();
    let form = FactsForm {
        name: profile.name.clone(),
        neutral_name: profile.neutral_name.clone(),
        zone: profile.zone.name().to_owned(),
        currency: profile.currency.clone(),
    };
    page(house, &form, &[]).await
}

#[post("/settings", data = "<form>")]
async fn save(
    _who: May<right::Settings>,
    house: &State<Arc<House>>,
    form: Form<FactsForm>,
) -> Result<std::result::Result<Go, Page>> {
    let facts = match rules::facts(&form.name, &form.neutral_name, &form.zone, &form.currency, tells) {
        Ok(facts) => facts,
        Err(refusals) => return Ok(Err(page(house, &form, &refusals).await?.refused())),
    };
    let txn = house.db.begin_write().await?;
    // The amounts in the ledger carry no currency: another one would turn dollars into euros.
    if facts.currency != house.profile().currency && treasury::has_entries(&txn).await? {
        txn.rollback().await?;
        return Ok(Err(page(house, &form, &[Refusal::CurrencyInUse]).await?.refused()));
    }
    store::save(&txn, &facts).await?;
    txn.commit().await?;
    house.refresh().await?;
    Ok(Ok(Go::to("/settings").saying("settings-notice-saved")))
}

async fn page(house: &House, form: &FactsForm, refusals: &[Refusal]) -> Result<Page> {
    Ok(Page::new("settings/group")
        .with("form", form)
        .with(
            "errors",
            refusals.iter().map(|refusal| (refusal.field(), text(*refusal))).collect::<std::collections::BTreeMap<_, _>>(),
        )
        .with("zones", chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect::<Vec<_>>())
        .with("plugins", plugin_settings::listed(house).await?))
}

/// Whether a neutral name gives the group away (P3).
pub fn tells(neutral_name: &str, name: &str) -> bool {
    !discreet::offending(neutral_name, &[name]).is_empty()
}

/// The sentence for a refusal.
pub fn text(refusal: Refusal) -> Text {
    Text::new(match refusal {
        Refusal::Name => "settings-name-refused",
        Refusal::NeutralName => "settings-neutral-name-refused",
        Refusal::NeutralNameTells => "settings-neutral-name-tells",
        Refusal::Zone => "settings-zone-refused",
        Refusal::Currency => "settings-currency-refused",
        Refusal::CurrencyInUse => "settings-currency-in-use",
    })
}
