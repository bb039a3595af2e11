//! Turns passphrases into hashes and compares them: argon2id with the crate's defaults (19 MiB, two passes, OWASP's first choice),
//! off the threads that answer requests, and never more than two at once.

use std::sync::OnceLock;

use anyhow::Context;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use homegroup_plugin::Result;
use rocket::tokio::sync::Semaphore;
use rocket::tokio::task::spawn_blocking;

use super::rules::Passphrase;

/// Each takes 19 MiB and a core for a moment; two leave the rest of a small machine to those who are signed in.
static PLACES: Semaphore = Semaphore::const_new(2);

/// The hash of a new passphrase, in PHC format.
pub async fn hash(passphrase: Passphrase) -> Result<String> {
    let _place = PLACES.acquire().await.context("the places for hashing are never closed")?;
    let hash = spawn_blocking(move || make(passphrase.bytes())).await.context("hashing was interrupted")??;
    Ok(hash)
}

/// Whether `typed` is the passphrase of `stored`. Somebody without a passphrase, or nobody at all, costs the same hash (P6).
pub async fn fits(stored: Option<String>, typed: Passphrase) -> Result<bool> {
    let _place = PLACES.acquire().await.context("the places for hashing are never closed")?;
    let fits = spawn_blocking(move || compare(stored.as_deref(), &typed, verify)).await.context("hashing was interrupted")??;
    Ok(fits)
}

fn compare(
    stored: Option<&str>,
    typed: &Passphrase,
    verify: impl FnOnce(&str, &[u8]) -> anyhow::Result<bool>,
) -> anyhow::Result<bool> {
    let (hash, known) = match stored {
        Some(hash) => (hash, true),
        None => (nobodys()?, false),
    };
    Ok(verify(hash, typed.bytes())? && known)
}

/// A hash that belongs to nobody, made once: with a passphrase of its own, so that it cannot be told from a real one.
fn nobodys() -> anyhow::Result<&'static str> {
    static NOBODYS: OnceLock<String> = OnceLock::new();
    if let Some(hash) = NOBODYS.get() {
        return Ok(hash);
    }
    let made = make(crate::seal::random_token()?.as_bytes())?;
    Ok(NOBODYS.get_or_init(|| made))
}

fn make(bytes: &[u8]) -> anyhow::Result<String> {
    let hash = Argon2::default().hash_password(bytes).map_err(|error| anyhow::anyhow!("a passphrase was not hashed: {error}"))?;
    Ok(hash.to_string())
}

fn verify(hash: &str, bytes: &[u8]) -> anyhow::Result<bool> {
    let hash = PasswordHash::new(hash).map_err(|error| anyhow::anyhow!("a stored passphrase hash does not parse: {error}"))?;
    Ok(Argon2::default().verify_password(bytes, &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    #[rocket::async_test]
    async fn a_passphrase_fits_its_own_hash_alone() {
        let stored = hash(Passphrase::typed("correct horse")).await.expect("hashes");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(fits(Some(stored.clone()), Passphrase::typed("correct horse")).await.expect("compares"));
        assert!(!fits(Some(stored.clone()), Passphrase::typed("correct house")).await.expect("compares"));
        assert_ne!(hash(Passphrase::typed("correct horse")).await.expect("hashes"), stored, "each has its own salt");
    }

    #[test]
    fn p6_a_stranger_costs_the_same_hash_as_a_member() {
        let hashed = RefCell::new(Vec::new());
        let counting = |hash: &str, _: &[u8]| {
            hashed.borrow_mut().push(hash.to_owned());
            Ok(true)
        };
        let typed = Passphrase::typed("correct horse");
        let members = make(typed.bytes()).expect("hashes");
        assert!(compare(Some(&members), &typed, counting).expect("compares"));
        assert!(!compare(None, &typed, counting).expect("compares"), "nobody's hash lets nobody in, even when it fits");
        let hashed = hashed.into_inner();
        let cost = |hash: &str| hash.split('$').take(4).map(String::from).collect::<Vec<_>>();
        assert_eq!(hashed.len(), 2);
        assert_eq!(cost(&hashed[0]), cost(&hashed[1]), "the same algorithm with the same memory and passes");
    }
}
