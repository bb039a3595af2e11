//! `/u/<token>`: stopping a stream of mail, from the link in it, without signing in (E3 to E6).
//!
//! A token names a member and a purpose under a keyed hash: no address, nothing to guess, valid as long as the key. Mail programs and
//! scanners open links by themselves, so a GET shows a button and changes nothing. The POST is the one route that other sites may
//! call (RFC 8058), and whatever the token, the answer is the same.

use std::sync::Arc;

use homegroup_plugin::{Anyone, GuardedRoute, MemberId, Page, Result, guarded};
use rocket::form::{Form, FromForm};
use rocket::{State, get, post};

use super::purposes;
use crate::house::House;
use crate::members;
use crate::seal::Seal;

/// Hex digits of a UUID, of the purpose's hash, and of the proof.
const MEMBER: usize = 32;
const PURPOSE: usize = 16;
const PROOF: usize = 32;

/// The page and the one-click address.
pub fn routes() -> Vec<GuardedRoute> {
    guarded![ask, stop].into_iter().map(GuardedRoute::open_to_other_sites).collect()
}

/// The address that stops `purpose` for `member`.
pub fn address(house: &House, member: &MemberId, purpose: &str) -> String {
    format!("{}/u/{}", house.settings.base_url, token(&house.seal, member, purpose))
}

fn token(seal: &Seal, member: &MemberId, purpose: &str) -> String {
    let named = format!("{}{}", member.0.replace('-', ""), &purpose_hash(seal, purpose)[..PURPOSE]);
    let proof = seal.lookup("unsubscribe", &named);
    format!("{named}{}", &proof[..PROOF])
}

fn purpose_hash(seal: &Seal, purpose: &str) -> String {
    seal.lookup("unsubscribe-purpose", purpose)
}

/// The member and purpose a token names, if it is one of ours.
fn read(house: &House, token: &str) -> Option<(MemberId, &'static str)> {
    if token.len() != MEMBER + PURPOSE + PROOF || !token.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let (named, proof) = token.split_at(MEMBER + PURPOSE);
    let expected = &house.seal.lookup("unsubscribe", named)[..PROOF];
    if !bool::from(subtle::ConstantTimeEq::ct_eq(proof.as_bytes(), expected.as_bytes())) {
        return None;
    }
    let (member, hash) = named.split_at(MEMBER);
    let member = uuid::Uuid::parse_str(member).ok()?;
    let purpose = purposes(house).find(|purpose| purpose_hash(&house.seal, purpose.name)[..PURPOSE] == *hash)?;
    Some((MemberId(member.to_string()), purpose.name))
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

#[post("/u/<token>", data = "<form>")]
async fn stop(_who: Anyone, house: &State<Arc<House>>, token: &str, form: Form<Stop>) -> Result<Page> {
    if let Some((member, purpose)) = read(house, token) {
        let now = house.clock.now();
        let txn = house.db.begin_write().await?;
        if form.which == "everything" {
            members::withdraw_all(&txn, &member, now).await?;
        } else {
            members::withdraw(&txn, &member, purpose, now).await?;
        }
        txn.commit().await?;
    }
    Ok(Page::new("mail/stop").with("token", token).with("done", true))
}
