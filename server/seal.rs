//! Sealed fields: e-mail, phone and clean date are encrypted before the database sees them, and an address is found by a
//! keyed hash. A stolen database file names nobody (DESIGN, decision 5).
//!
//! A sealed value is `key number (2 bytes) | nonce (24 bytes) | XChaCha20-Poly1305 ciphertext`. Its associated data is the
//! [`Seat`]: table, column and row, so that a value copied into another row does not open. The key ring is a small text, one key a
//! line (`lookup <64 hex digits>`, `1 <64 hex digits>`, ...); new values use the highest number.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// Where a sealed value lives; it opens nowhere else.
#[derive(Clone, Copy, Debug)]
pub struct Seat<'a> {
    /// Name of the table.
    pub table: &'a str,
    /// Name of the column.
    pub column: &'a str,
    /// Id of the row.
    pub row: &'a str,
}

impl Seat<'_> {
    fn bytes(&self) -> Vec<u8> {
        // Length-prefixed, so that no two seats share their bytes.
        [self.table, self.column, self.row]
            .iter()
            .flat_map(|part| (part.len() as u64).to_be_bytes().into_iter().chain(part.bytes()))
            .collect()
    }
}

type Key = Zeroizing<[u8; 32]>;

/// The keys, read once at start.
pub struct Seal {
    lookup: Key,
    keys: BTreeMap<u16, Key>,
}

const NONCE: usize = 24;

impl Seal {
    /// The ring from the settings if it is there, else from `<data>/key`, which is made at the very first start.
    ///
    /// `fresh` says that the database is empty. With members in it, a missing key file is an error: a new key would open nothing.
    pub fn load(ring: &str, data: &Path, fresh: bool) -> Result<Self> {
        if !ring.is_empty() {
            return Self::parse(ring).context("The key in the settings cannot be used");
        }
        let file = data.join("key");
        if !file.exists() {
            ensure!(
                fresh,
                "The key file {} is missing, and without it nobody's address can be read. Put the file back from your safe copy; \
                 nothing has been changed.",
                file.display()
            );
            Self::make(&file)?;
        }
        let mode = fs::metadata(&file)?.permissions().mode() & 0o777;
        ensure!(
            mode & 0o077 == 0,
            "The key file {} can be read by others (mode {mode:o}). Run: chmod 600 {}",
            file.display(),
            file.display()
        );
        let text =
            Zeroizing::new(fs::read_to_string(&file).with_context(|| format!("The key file {} cannot be read", file.display()))?);
        Self::parse(&text).with_context(|| format!("The key file {} cannot be used", file.display()))
    }

    fn make(file: &Path) -> Result<()> {
        let text = Zeroizing::new(format!("lookup {}\n1 {}\n", *random_hex()?, *random_hex()?));
        let mut out = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(file)
            .with_context(|| format!("The key file {} cannot be made", file.display()))?;
        out.write_all(text.as_bytes())?;
        out.sync_all()?;
        // The name must be on the disk too, or a power cut right after the set-up loses the key.
        if let Some(folder) = file.parent() {
            fs::File::open(folder)?.sync_all()?;
        }
        Ok(())
    }

    /// Reads a ring: lines, or the same separated by `;` where a line break is awkward (an environment variable).
    pub fn parse(ring: &str) -> Result<Self> {
        let mut lookup = None;
        let mut keys = BTreeMap::new();
        for line in ring.split(['\n', ';']).map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let Some((name, digits)) = line.split_once(char::is_whitespace) else {
                bail!("A line of the key ring must be a name and 64 hex digits.");
            };
            let mut key = Zeroizing::new([0; 32]);
            hex::decode_to_slice(digits.trim(), key.as_mut()).context("A key must be 64 hex digits.")?;
            match name {
                "lookup" => lookup = Some(key),
                number => {
                    let number: u16 = number.parse().context("A key's name is its number, from 1 to 65535.")?;
                    ensure!(keys.insert(number, key).is_none(), "The key ring has key {number} twice.");
                }
            }
        }
        ensure!(!keys.is_empty(), "The key ring has no numbered key.");
        Ok(Self { lookup: lookup.context("The key ring has no lookup key.")?, keys })
    }

    /// Seals `value` for its seat. The same value sealed twice gives different bytes.
    pub fn seal(&self, seat: Seat<'_>, value: &[u8]) -> Result<Vec<u8>> {
        let (number, key) = self.keys.last_key_value().context("the key ring is empty")?;
        let mut nonce = [0u8; NONCE];
        getrandom::fill(&mut nonce).map_err(|error| anyhow::anyhow!("the system gives no random bytes: {error}"))?;
        let payload = Payload { msg: value, aad: &seat.bytes() };
        let sealed =
            cipher(key).encrypt(&XNonce::from(nonce), payload).map_err(|_| anyhow::anyhow!("a value could not be sealed"))?;
        Ok([number.to_be_bytes().as_slice(), &nonce, &sealed].concat())
    }

    /// Opens what [`Seal::seal`] made. Fails when the value was changed, belongs to another seat, or its key is not in the ring.
    pub fn open(&self, seat: Seat<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        ensure!(sealed.len() > 2 + NONCE, "a sealed value in {}.{} is too short", seat.table, seat.column);
        let number = u16::from_be_bytes([sealed[0], sealed[1]]);
        let key = self.keys.get(&number).with_context(|| {
            format!("key {number}, which sealed a value in {}.{}, is not in the key ring", seat.table, seat.column)
        })?;
        let nonce = <[u8; NONCE]>::try_from(&sealed[2..2 + NONCE]).context("a nonce has 24 bytes")?;
        let payload = Payload { msg: &sealed[2 + NONCE..], aad: &seat.bytes() };
        let value = cipher(key).decrypt(&XNonce::from(nonce), payload).map_err(|_| {
            anyhow::anyhow!(
                "a sealed value in {}.{} does not open: changed, moved, or sealed with another key",
                seat.table,
                seat.column
            )
        })?;
        Ok(Zeroizing::new(value))
    }

    /// Seals words.
    pub fn seal_words(&self, seat: Seat<'_>, words: &str) -> Result<Vec<u8>> {
        self.seal(seat, words.as_bytes())
    }

    /// Opens words.
    pub fn open_words(&self, seat: Seat<'_>, sealed: &[u8]) -> Result<String> {
        let value = self.open(seat, sealed)?;
        String::from_utf8(value.to_vec()).context("a sealed value is not text")
    }

    /// The keyed hash under which an address is found again: hex, the same for the same `purpose` and `value`.
    /// Different purposes (look-up of members, suppression, unsubscribe tokens) cannot be compared with each other.
    pub fn lookup(&self, purpose: &str, value: &str) -> String {
        let mut mac =
            <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(self.lookup.as_ref()).expect("HMAC takes keys of any length");
        mac.update(&(purpose.len() as u64).to_be_bytes());
        mac.update(purpose.as_bytes());
        mac.update(value.as_bytes());
        hex::encode(mac.finalize().into_bytes())
    }
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new((&**key).into())
}

fn random_hex() -> Result<Zeroizing<String>> {
    random_token().map(Zeroizing::new)
}

/// 256 random bits as 64 hex digits: keys, session tokens, links.
pub fn random_token() -> Result<String> {
    let mut bytes = Zeroizing::new([0u8; 32]);
    getrandom::fill(bytes.as_mut()).map_err(|error| anyhow::anyhow!("the system gives no random bytes: {error}"))?;
    Ok(hex::encode(bytes.as_ref()))
}

/// The hash under which a random token is stored: a read database lets nobody in.
pub fn token_hash(token: &str) -> String {
    use sha2::Digest;
    hex::encode(Sha256::digest(token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEAT: Seat<'static> = Seat { table: "members", column: "email", row: "1" };

    fn ring(numbers: &[u16]) -> Seal {
        let keys: String = numbers.iter().map(|number| format!(";{number} {}", format!("{number:02x}").repeat(32))).collect();
        Seal::parse(&format!("lookup {}{keys}", "ab".repeat(32))).expect("a ring")
    }

    #[test]
    fn a_sealed_value_opens_in_its_seat_alone() {
        let seal = ring(&[1]);
        let sealed = seal.seal_words(SEAT, "dana@example.org").expect("seals");
        assert_eq!(seal.open_words(SEAT, &sealed).expect("opens"), "dana@example.org");
        assert!(seal.open_words(Seat { row: "2", ..SEAT }, &sealed).is_err());
        assert!(seal.open_words(Seat { column: "phone", ..SEAT }, &sealed).is_err());
    }

    #[test]
    fn any_changed_byte_is_noticed() {
        let seal = ring(&[1]);
        let sealed = seal.seal_words(SEAT, "x").expect("seals");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(seal.open_words(SEAT, &changed).is_err(), "byte {at}");
        }
        for length in 0..sealed.len() {
            assert!(seal.open_words(SEAT, &sealed[..length]).is_err());
        }
    }

    #[test]
    fn the_same_value_is_never_sealed_to_the_same_bytes() {
        let seal = ring(&[1]);
        assert_ne!(seal.seal_words(SEAT, "x").expect("seals"), seal.seal_words(SEAT, "x").expect("seals"));
    }

    #[test]
    fn after_a_rotation_old_values_open_and_new_ones_use_the_new_key() {
        let sealed = ring(&[1]).seal_words(SEAT, "x").expect("seals");
        let rotated = ring(&[1, 2]);
        assert_eq!(rotated.open_words(SEAT, &sealed).expect("opens"), "x");
        assert_eq!(rotated.seal_words(SEAT, "x").expect("seals")[..2], [0, 2]);
        assert!(ring(&[2]).open_words(SEAT, &sealed).expect_err("key 1 is not on the ring").to_string().contains("key 1"));
    }

    #[test]
    fn a_missing_key_file_is_made_only_for_a_fresh_database() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(Seal::load("", folder.path(), false).err().expect("refused").to_string().contains("is missing"));
        Seal::load("", folder.path(), true).expect("made");
        Seal::load("", folder.path(), false).expect("read again");
        let file = folder.path().join("key");
        assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("chmod");
        assert!(Seal::load("", folder.path(), false).err().expect("refused").to_string().contains("chmod 600"));
    }

    #[test]
    fn lookups_for_different_purposes_cannot_be_compared() {
        let seal = ring(&[1]);
        assert_eq!(seal.lookup("member", "a"), ring(&[1, 2]).lookup("member", "a"));
        assert_ne!(seal.lookup("member", "a"), seal.lookup("suppression", "a"));
    }
}
