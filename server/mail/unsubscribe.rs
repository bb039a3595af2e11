//! Stopping a stream of mail from the link in it, without signing in (E3 to E6).
//!
//! A token names a member and a purpose under a keyed hash: no address, nothing to guess, valid as long as the look-up key, whatever
//! becomes of sessions and sealing keys. It is one run of lower-case hex, in which no telling word can stand alone (P3).

use homegroup_plugin::{MemberId, Result};

use crate::house::House;
use crate::members;
use crate::seal::Seal;

/// Hex digits of a UUID, of the purpose's hash, and of the proof (128 bits).
const MEMBER: usize = 32;
const PURPOSE: usize = 16;
const PROOF: usize = 32;

/// The address that stops `purpose` for `member`.
pub fn address(house: &House, member: &MemberId, purpose: &str) -> String {
    format!("{}/u/{}", house.settings.base_url, token(&house.seal, member, purpose))
}

/// Stops what the token names, or everything. A token that is none of ours changes nothing, and nobody is told so.
pub async fn stop(house: &House, token: &str, everything: bool) -> Result<()> {
    let Some((member, hash)) = read(&house.seal, token) else { return Ok(()) };
    let now = house.clock.now();
    let txn = house.db.begin_write().await?;
    if everything {
        members::withdraw_all(&txn, &member, now).await?;
    } else {
        // Looked for among what she agrees to, not among what is installed: the mail may outlive its plugin.
        let agreed = members::agreed(&txn, &member).await?;
        if let Some(purpose) = agreed.iter().find(|purpose| purpose_hash(&house.seal, purpose) == hash) {
            members::withdraw(&txn, &house.seal, &member, purpose, now).await?;
        }
    }
    txn.commit().await?;
    Ok(())
}

fn token(seal: &Seal, member: &MemberId, purpose: &str) -> String {
    let named = format!("{}{}", member.0.replace('-', ""), purpose_hash(seal, purpose));
    let proof = proof(seal, &named);
    named + &proof
}

fn purpose_hash(seal: &Seal, purpose: &str) -> String {
    let mut hash = seal.lookup("unsubscribe-purpose", purpose);
    hash.truncate(PURPOSE);
    hash
}

fn proof(seal: &Seal, named: &str) -> String {
    let mut proof = seal.lookup("unsubscribe", named);
    proof.truncate(PROOF);
    proof
}

/// The member and the purpose's hash that a token names, if it is one of ours.
fn read(seal: &Seal, token: &str) -> Option<(MemberId, String)> {
    if token.len() != MEMBER + PURPOSE + PROOF || !token.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let (named, proven) = token.split_at(MEMBER + PURPOSE);
    if !bool::from(subtle::ConstantTimeEq::ct_eq(proven.as_bytes(), proof(seal, named).as_bytes())) {
        return None;
    }
    let (member, purpose) = named.split_at(MEMBER);
    let member = uuid::Uuid::parse_str(member).ok()?;
    Some((MemberId(member.to_string()), purpose.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(numbered: &str) -> Seal {
        Seal::parse(&format!("lookup {}\n{numbered} {}", "ab".repeat(32), "cd".repeat(32))).expect("a ring")
    }

    fn dana() -> MemberId {
        MemberId("0198f00d-cafe-7000-8000-00000000aaaa".into())
    }

    #[test]
    fn e6_a_token_names_member_and_purpose_and_survives_a_new_key() {
        let token = token(&seal("1"), &dana(), "newsletter");
        assert!(token.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)), "{token}");
        let (member, purpose) = read(&seal("2"), &token).expect("it is ours");
        assert_eq!((member, purpose), (dana(), purpose_hash(&seal("1"), "newsletter")));
        assert_ne!(token, self::token(&seal("1"), &dana(), "business"));
    }

    #[test]
    fn e6_a_token_changed_anywhere_is_none() {
        let token = token(&seal("1"), &dana(), "newsletter");
        for at in 0..token.len() {
            let other = if token.as_bytes()[at] == b'0' { "1" } else { "0" };
            let mut changed = token.clone();
            changed.replace_range(at..=at, other);
            assert!(read(&seal("1"), &changed).is_none(), "{at}");
        }
        for wrong in ["", "0", &token[1..], &format!("{token}0"), &token.to_uppercase()] {
            assert!(read(&seal("1"), wrong).is_none(), "{wrong}");
        }
        let other_group = Seal::parse(&format!("lookup {}\n1 {}", "ee".repeat(32), "cd".repeat(32))).expect("a ring");
        assert!(read(&other_group, &token).is_none());
    }
}
